package io.github.segmentation4j.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.explain.PrototypeBand.Band;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrototypeBandTest {
    private static final Feature SPEND = Feature.of("spend").withUnit("EUR");

    private static List<SegmentProfile> profiles(double[] values, int[] labels, int segments) {
        double[][] rows = Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
        return SegmentProfile.of(FeatureMatrix.of(List.of(SPEND), rows), labels, segments, RunContext.seeded(1));
    }

    private static PrototypeBand.Described band(SegmentProfile profile) {
        assertThat(profile.prototype().get(0)).isInstanceOf(PrototypeBand.Described.class);
        return (PrototypeBand.Described) profile.prototype().get(0);
    }

    private static double[] draw(int kind, int rows) {
        SeededRandom random = SeededRandom.of(SeededRandom.derive(3, kind));
        return IntStream.range(0, rows)
                .mapToDouble(row -> switch (kind) {
                    case 0 -> random.nextGaussian();
                    case 1 -> StrictMath.exp(2 * random.nextGaussian());
                    case 2 -> 1e9 + random.nextGaussian();
                    case 3 -> -1e-9 * random.nextDouble();
                    case 4 -> random.nextInt(4) * 2.5;
                    default -> random.nextDouble() < 0.7 ? 0 : random.nextInt(1_000);
                })
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aBandHoldsTheTypicalValueAndAboutAFifthOfTheCustomers(int kind) {
        double[] values = draw(kind, 500);
        int[] order = IntStream.range(0, 500)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(i -> i)
                .toArray();
        // Segments of many sizes, sorted by the feature, so that every band occurs; some rows in none.
        int[] labels = new int[500];
        for (int rank = 0; rank < 500; rank++) {
            labels[order[rank]] = rank % 31 == 0 ? Clustering.NOISE : rank / 50;
        }
        for (SegmentProfile profile : profiles(values, labels, 10)) {
            double typical = profile.features().get(0).typical().orElseThrow();
            PrototypeBand.Described band = band(profile);
            double lower = band.lower().orElse(Double.NEGATIVE_INFINITY);
            double upper = band.upper().orElse(Double.POSITIVE_INFINITY);
            assertThat(typical).isBetween(lower, upper);
            assertThat(band.lower().isEmpty()).isEqualTo(band.band() == Band.VERY_LOW);
            assertThat(band.upper().isEmpty()).isEqualTo(band.band() == Band.VERY_HIGH);
            long below = Arrays.stream(values).filter(value -> value < typical).count();
            long equal = Arrays.stream(values).filter(value -> value == typical).count();
            assertThat(band.band()).isEqualTo(Band.of(2 * below + equal, 1000));
            assertThat(Arrays.stream(values)
                            .filter(value -> value >= lower && value <= upper)
                            .count())
                    .isGreaterThanOrEqualTo(100);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void noEndOfABandIsTheValueOfACustomer(int kind) {
        double[] values = draw(kind, 400);
        int[] labels = IntStream.range(0, 400).map(i -> i % 8).toArray();
        Arrays.sort(values);
        int[] sorted = IntStream.range(0, 400).map(i -> i / 50).toArray();
        for (int[] by : List.of(labels, sorted)) {
            for (SegmentProfile profile : profiles(values, by, 8)) {
                PrototypeBand.Described band = band(profile);
                DoubleStream.concat(band.lower().stream(), band.upper().stream())
                        .forEach(end -> assertThat(values).doesNotContain(end));
            }
        }
    }

    @Test
    void endsHaveTwoFiguresAndPointOutward() {
        // Fifths end at 1,234, 2,345, 3,456 and 4,567; every value occurs once.
        double[] values = {1, 2, 1234.5, 1235, 2345.5, 2346, 3456.5, 3457, 4567.5, 4568};
        int[] labels = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4};
        List<SegmentProfile> profiles = profiles(values, labels, 5);
        assertThat(profiles.stream().map(profile -> profile.prototype().get(0).inWords()))
                .containsExactly(
                        "very low: at most 1300 EUR",
                        "low: 1.9 to 2400 EUR",
                        "middle: 1200 to 3500 EUR",
                        "high: 2300 to 4600 EUR",
                        "very high: at least 3400 EUR");
    }

    @Test
    void wholeNumbersHaveWholeEndsAndWhatTwentyShareStaysAsItIs() {
        double[] few = IntStream.range(0, 50).mapToDouble(i -> 1 + i / 5).toArray();
        int[] byFifth = IntStream.range(0, 50).map(i -> i / 10).toArray();
        assertThat(profiles(few, byFifth, 5).get(2).prototype().get(0).inWords())
                .isEqualTo("middle: 3 to 8 EUR");

        double[] many = IntStream.range(0, 500).mapToDouble(i -> 1 + i / 50).toArray();
        int[] same = IntStream.range(0, 500).map(i -> i / 100).toArray();
        assertThat(profiles(many, same, 5).get(2).prototype().get(0).inWords()).isEqualTo("middle: 4 to 7 EUR");
    }

    @Test
    void aValueThatManyShareFallsWhereTheMiddleOfThemStands() {
        double[] values =
                IntStream.range(0, 100).mapToDouble(i -> i < 70 ? 0 : i).toArray();
        int[] labels = IntStream.range(0, 100).map(i -> i < 70 ? 0 : 1).toArray();
        assertThat(band(profiles(values, labels, 2).get(0)))
                .isEqualTo(new PrototypeBand.Described(
                        SPEND, FeatureProfile.Kind.NUMBER, Band.LOW, OptionalDouble.of(0), OptionalDouble.of(0)));
        assertThat(band(profiles(new double[30], new int[30], 1).get(0)).band())
                .as("everybody says no")
                .isEqualTo(Band.VERY_LOW);
        double[] constant = new double[30];
        Arrays.fill(constant, 7.5);
        assertThat(band(profiles(constant, new int[30], 1).get(0)).inWords()).isEqualTo("middle: 7.5 to 7.5 EUR");
        assertThat(band(profiles(new double[] {7.5}, new int[1], 1).get(0)).inWords())
                .isEqualTo("middle: 7.4 to 7.6 EUR");
    }

    @Test
    void turningTheFeatureAroundTurnsTheBandAround() {
        double[] values = draw(1, 300);
        int[] labels = IntStream.range(0, 300)
                .map(i -> values[i] < 0.2 ? 0 : values[i] < 1 ? 1 : values[i] < 5 ? 2 : 3)
                .toArray();
        List<SegmentProfile> plain = profiles(values, labels, 4);
        List<SegmentProfile> turned =
                profiles(Arrays.stream(values).map(value -> -value).toArray(), labels, 4);
        for (int s = 0; s < 4; s++) {
            assertThat(band(turned.get(s)).band().fifthsBelow())
                    .isEqualTo(4 - band(plain.get(s)).band().fifthsBelow());
            assertThat(band(turned.get(s)).lower().stream()
                            .map(end -> -end)
                            .boxed()
                            .toList())
                    .isEqualTo(band(plain.get(s)).upper().stream().boxed().toList());
        }
    }

    @Test
    void flagsAreDescribedByTheFifthOfTheirShare() {
        double[] values = IntStream.range(0, 50)
                .mapToDouble(i -> i % 10 < 2 * (i / 10) + 1 ? 1 : 0)
                .toArray();
        int[] labels = IntStream.range(0, 50).map(i -> i / 10).toArray();
        List<SegmentProfile> profiles = profiles(values, labels, 5);
        assertThat(profiles.stream().map(profile -> band(profile).band())).containsExactly(Band.values());
        assertThat(profiles.stream().map(profile -> band(profile).inWords()))
                .containsExactly(
                        "yes for 0 to 20 %",
                        "yes for 20 to 40 %", "yes for 40 to 60 %", "yes for 60 to 80 %", "yes for 80 to 100 %");
    }

    @Test
    void whatIsNotKnownHasNoBand() {
        List<SegmentProfile> profiles = profiles(new double[] {Double.NaN, 3, 4}, new int[] {0, 1, 1}, 2);
        assertThat(profiles.get(0).prototype())
                .containsExactly(new PrototypeBand.Undetermined(SPEND, "no value is known in this segment"));
        assertThat(profiles.get(0).prototype().get(0).inWords()).isEqualTo("no value is known in this segment");
        assertThat(PrototypeBand.restore(profiles.get(0).prototype().get(0).state()))
                .isEqualTo(profiles.get(0).prototype().get(0));
    }
}
