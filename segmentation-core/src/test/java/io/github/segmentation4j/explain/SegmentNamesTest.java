package io.github.segmentation4j.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentNamesTest {
    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .number("income")
            .allow(Purpose.PERSONALISATION)
            .number("visits")
            .allow(Purpose.PERSONALISATION)
            .number("age")
            .allow(Purpose.PERSONALISATION)
            .category("sex")
            .protectedAttribute()
            .build();

    private static Attribute attribute(String name) {
        return SCHEMA.attribute(name);
    }

    private static final Feature INCOME = Feature.of("income", "EUR", attribute("income"));
    private static final Feature VISITS = Feature.of("visits", "", attribute("visits"));
    private static final Feature AGE = Feature.of("age", "years", attribute("age"));

    /** Rows around centres, one for each segment, with a deviation of 1. */
    private static List<SegmentProfile> around(List<Feature> features, int rows, double[]... centres) {
        SeededRandom random = SeededRandom.of(5);
        double[][] matrix = new double[rows * centres.length][features.size()];
        int[] labels = new int[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            labels[i] = i / rows;
            for (int c = 0; c < features.size(); c++) {
                matrix[i][c] = centres[labels[i]][c] + random.nextGaussian();
            }
        }
        return SegmentProfile.of(FeatureMatrix.of(features, matrix), labels, centres.length, RunContext.seeded(1));
    }

    @Test
    void aNameSaysWhatSetsTheSegmentApartMostFirst() {
        List<SegmentProfile> profiles = around(
                List.of(INCOME, VISITS, AGE), 100, new double[] {8, -20, 4}, new double[] {0, 0, 0}, new double[] {
                    -8, 20, -4
                });
        assertThat(SegmentNames.of(profiles, SCHEMA))
                .containsExactly("low visits, high income", "close to average", "high visits, low income");
    }

    @Test
    void noFeatureThatDerivesFromAProtectedAttributeIsEverInAName() {
        Feature sex = Feature.of("sex = f", "", attribute("sex"));
        Feature repaired = Feature.from("income repaired", "EUR", List.of(INCOME, sex));
        Feature component = Feature.from("component 1", "", List.of(VISITS, repaired));
        List<SegmentProfile> profiles = around(
                List.of(sex, repaired, component, VISITS),
                200,
                new double[] {9, 9, -9, 1.5},
                new double[] {-9, -9, 9, -1.5},
                new double[] {0, 20, 20, 0});
        assertThat(profiles.get(0).summary()).as("it was planted").isEqualTo("low component 1, high sex = f");
        assertThat(SegmentNames.of(profiles, SCHEMA))
                .containsExactly("high visits", "low visits", "close to average")
                .noneMatch(name -> name.contains("sex") || name.contains("repaired") || name.contains("component"));
    }

    @Test
    void aThirdPartTellsSegmentsWithTheSameTwoApart() {
        List<SegmentProfile> profiles = around(
                List.of(INCOME, VISITS, AGE),
                100,
                new double[] {20, 20, 1},
                new double[] {20, 20, -1},
                new double[] {-20, -20, 0},
                new double[] {-20, -20, 0});
        List<String> names = SegmentNames.of(profiles, SCHEMA);
        assertThat(names.get(0)).endsWith(", high age");
        assertThat(names.get(1)).endsWith(", low age");
        assertThat(names.get(2)).doesNotContain("age");
        assertThat(names.get(3)).isEqualTo(names.get(2) + " (2)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100})
    void namesAreUniqueHoweverManySegmentsAreTheSame(int copies) {
        SegmentProfile profile = around(
                        List.of(INCOME, VISITS, AGE), 100, new double[] {9, 6, 3}, new double[] {0, 0, 0})
                .get(0);
        List<String> names = SegmentNames.of(Collections.nCopies(copies, profile), SCHEMA);
        assertThat(names).hasSize(copies).doesNotHaveDuplicates();
        assertThat(names.stream()
                        .map(name -> name.replaceAll(" \\(\\d+\\)$", ""))
                        .distinct())
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aFeatureThatIsCalledLikeACountTakesNoNameAway() {
        SegmentProfile counted = around(List.of(Feature.of("x (2)")), 100, new double[] {9}, new double[] {0})
                .get(0);
        SegmentProfile plain = around(List.of(Feature.of("x")), 100, new double[] {9}, new double[] {0})
                .get(0);
        assertThat(SegmentNames.of(List.of(plain, plain, counted), SCHEMA))
                .containsExactly("high x", "high x (2)", "high x (2) (2)");
    }

    @Test
    void aNameClaimsNothingThatFewCustomersCannotShow() {
        double[] high = {1.2, 0, 0};
        double[] low = {-1.2, 0, 0};
        assertThat(SegmentNames.of(around(List.of(INCOME, VISITS, AGE), 3, high, low), SCHEMA))
                .containsExactly("close to average", "close to average (2)");
        assertThat(SegmentNames.of(around(List.of(INCOME, VISITS, AGE), 300, high, low), SCHEMA))
                .containsExactly("high income", "low income");
    }

    @Test
    void namesOfLabelsAtRandomSayThatNothingIsSetApart() {
        SeededRandom random = SeededRandom.of(8);
        double[][] rows = new double[60][3];
        for (double[] row : rows) {
            row[0] = random.nextGaussian();
            row[1] = random.nextGaussian();
            row[2] = random.nextGaussian();
        }
        int[] labels = IntStream.range(0, 60).map(row -> random.nextInt(6)).toArray();
        List<SegmentProfile> profiles = SegmentProfile.of(FeatureMatrix.of(rows), labels, 6, RunContext.seeded(1));
        assertThat(profiles.stream().flatMap(profile -> profile.features().stream()))
                .as("of ten customers each some differ by chance")
                .anyMatch(feature -> Math.abs(feature.difference().orElseThrow()) >= 0.5);
        assertThat(SegmentNames.of(profiles, SCHEMA)).allMatch(name -> name.startsWith("close to average"));
    }

    /** A thousand customers in four segments; the first ones of the second segment have a value that nobody else has. */
    private static List<String> namesWhereSomeHave(double value, int persons) {
        Feature rare = Feature.of("plan=ambassador", "", attribute("visits"));
        double[][] rows = new double[1000][2];
        int[] labels = new int[rows.length];
        SeededRandom random = SeededRandom.of(3);
        for (int i = 0; i < rows.length; i++) {
            labels[i] = i % 4;
            rows[i][0] = labels[i] == 1 && i < 4 * persons ? value : 0;
            rows[i][1] = random.nextGaussian() + (labels[i] == 1 ? 1 : 0);
        }
        FeatureMatrix described = FeatureMatrix.of(List.of(rare, INCOME), rows);
        List<SegmentProfile> profiles = SegmentProfile.of(described, labels, 4, RunContext.seeded(1));
        return SegmentNames.of(profiles, SCHEMA, described, 60);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.3})
    void whatFewCustomersHaveIsInNoName(double value) {
        assertThat(namesWhereSomeHave(value, 60).get(1)).contains("plan=ambassador");
        assertThat(namesWhereSomeHave(value, 59).get(1)).isEqualTo("high income");
    }
}
