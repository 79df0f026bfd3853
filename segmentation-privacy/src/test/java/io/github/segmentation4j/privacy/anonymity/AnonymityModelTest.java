package io.github.segmentation4j.privacy.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnonymityModelTest {
    /** N. Li, T. Li, S. Venkatasubramanian, t-closeness, ICDE 2007: nine salaries in classes of three. */
    private static final double[] SALARIES = {3, 4, 5, 6, 11, 8, 7, 9, 10};

    private static EquivalenceClasses classes(int... codes) {
        return EquivalenceClasses.of(List.of(Columns.of("class", codes)));
    }

    @Test
    void salariesOfTheClassicExampleAreThreeEighthsApart() {
        EquivalenceClasses first = classes(0, 0, 0, 1, 1, 1, 2, 2, 2);
        AnonymityModel model = AnonymityModel.closeness(0.2, SALARIES);
        assertThat(model.worst(first)).isEqualTo(Statistic.of(0.375));
        assertThat(model.violations(first).get(0)).isTrue();
        assertThat(AnonymityModel.closeness(0.375, SALARIES).violations(first).isEmpty())
                .isTrue();
    }

    @Test
    void higherSalariesOfTheClassicExampleAreASixthApart() {
        double[] values = new ClosenessModel(0.2, DistinctNumbers.of(SALARIES), GroundDistance.ordered())
                .values(classes(0, 0, 0, 1, 1, 1, 2, 2, 2), Checkpoint.none());
        assertThat(values[1]).isCloseTo(.1667, within(5e-5));
    }

    @Test
    void equalDistanceIsHalfTheSumOfDifferences() {
        Categories sensitive = Columns.of("s", 0, 0, 1, 1, 2, 2, 0, 0);
        EquivalenceClasses classes = classes(0, 0, 1, 1, 1, 1, 0, 0);
        // Overall 1/2, 1/4, 1/4; the first class holds only the first value.
        assertThat(AnonymityModel.closeness(0, sensitive, GroundDistance.equal())
                        .worst(classes)
                        .orElseThrow())
                .isCloseTo(0.5, within(1e-15));
    }

    @Test
    void hierarchicalDistanceOfTwoValuesIsTheLevelOfTheirFirstCommonAncestor() {
        GeneralisationHierarchy diseases = GeneralisationHierarchy.parse(
                "disease",
                List.of(
                        "flu;infection;respiratory;any",
                        "bronchitis;infection;respiratory;any",
                        "embolism;vascular;respiratory;any",
                        "gastritis;stomach;digestive;any"));
        // Li et al. 2007: flu and bronchitis are 1/3 apart, flu and embolism 2/3, flu and gastritis 3/3.
        Map<String, Double> expected = Map.of("bronchitis", 1 / 3.0, "embolism", 2 / 3.0, "gastritis", 1.0);
        expected.forEach((other, distance) -> {
            Categories two = Categories.of("disease", List.of("flu", "bronchitis", "embolism", "gastritis"), new int[] {
                0, List.of("flu", "bronchitis", "embolism", "gastritis").indexOf(other)
            });
            // A class with flu alone is half of that distance from half flu, half the other.
            assertThat(AnonymityModel.closeness(0, two, GroundDistance.hierarchical(diseases))
                            .worst(classes(0, 1))
                            .orElseThrow())
                    .isCloseTo(distance / 2, within(1e-15));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void orderedDistanceIsTheSumOfCumulativeDifferences(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int levels = 2 + random.nextInt(12);
        Categories sensitive = Columns.random("s", random, 200, levels, 0.1);
        Categories group = Columns.random("g", random, 200, 9, 0);
        EquivalenceClasses classes = EquivalenceClasses.of(List.of(group));
        double worst = 0;
        for (int c = 0; c < classes.count(); c++) {
            double[] difference = new double[levels];
            int[] all = sensitive.counts();
            int known = 0;
            for (int row = 0; row < 200; row++) {
                known += classes.classOf(row) == c && sensitive.code(row) >= 0 ? 1 : 0;
            }
            for (int row = 0; row < 200; row++) {
                if (classes.classOf(row) == c && sensitive.code(row) >= 0) {
                    difference[sensitive.code(row)] += 1.0 / known;
                }
            }
            double sum = 0;
            double work = 0;
            for (int level = 0; level < levels; level++) {
                sum += difference[level] - all[level] / (200.0 - all[levels]);
                work += Math.abs(sum);
            }
            worst = Math.max(worst, work / (levels - 1));
        }
        assertThat(AnonymityModel.closeness(0.5, sensitive, GroundDistance.ordered())
                        .worst(classes)
                        .orElseThrow())
                .isCloseTo(worst, within(1e-12));
    }

    @Test
    void orderMayBeGivenAndMustNameEveryLevel() {
        Categories sensitive = Categories.of("s", List.of("high", "low", "middle"), new int[] {0, 1, 2});
        AnonymityModel model =
                AnonymityModel.closeness(0, sensitive, GroundDistance.ordered(List.of("low", "middle", "high")));
        // From thirds, one value alone at an end: (1/3 + 2/3) / 2.
        assertThat(model.worst(classes(0, 1, 2)).orElseThrow()).isCloseTo(0.5, within(1e-15));
        assertThatThrownBy(() -> AnonymityModel.closeness(0, sensitive, GroundDistance.ordered(List.of("low", "high"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void diversityCountsWhatItsNameSays() {
        Categories sensitive = Columns.of("s", 0, 0, 1, 2, 0, 0, 0, 1);
        EquivalenceClasses classes = classes(0, 0, 0, 0, 1, 1, 1, 1);
        assertThat(AnonymityModel.distinctDiversity(3, sensitive).worst(classes))
                .isEqualTo(Statistic.of(2));
        assertThat(AnonymityModel.distinctDiversity(3, sensitive).violations(classes))
                .isEqualTo(BitSet.valueOf(new long[] {2}));
        // Shares 3/4 and 1/4: exp(entropy) = 4 / 3^(3/4).
        assertThat(AnonymityModel.entropyDiversity(2, sensitive).worst(classes).orElseThrow())
                .isCloseTo(4 / Math.sqrt(Math.sqrt(27)), within(1e-14));
        assertThat(AnonymityModel.recursiveDiversity(3, 2, sensitive).worst(classes))
                .isEqualTo(Statistic.of(3));
        assertThat(AnonymityModel.recursiveDiversity(3, 2, sensitive).violations(classes))
                .isEqualTo(BitSet.valueOf(new long[] {2}));
        assertThat(AnonymityModel.recursiveDiversity(3.01, 2, sensitive)
                        .violations(classes)
                        .isEmpty())
                .isTrue();
        assertThat(AnonymityModel.recursiveDiversity(9, 3, sensitive).worst(classes))
                .isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void equallyFrequentValuesHaveTheirNumberAsEntropyDiversity() {
        for (int l = 2; l < 40; l++) {
            int[] codes = new int[3 * l];
            for (int row = 0; row < codes.length; row++) {
                codes[row] = row % l;
            }
            assertThat(AnonymityModel.entropyDiversity(l, Columns.of("s", codes))
                            .violations(classes(new int[codes.length]))
                            .isEmpty())
                    .isTrue();
        }
    }

    @Test
    void missingValuesAddNoDiversityAndTellNothing() {
        Categories sensitive = Columns.of("s", 0, -1, -1, -1, 1, 0);
        EquivalenceClasses classes = classes(0, 0, 1, 1, 2, 2);
        assertThat(AnonymityModel.distinctDiversity(2, sensitive).violations(classes))
                .isEqualTo(BitSet.valueOf(new long[] {1}));
    }

    @Test
    void noRowsHaveNoWorstClass() {
        EquivalenceClasses none = classes();
        assertThat(none.count()).isZero();
        assertThat(none.smallest()).isZero();
        assertThat(AnonymityModel.groupSize(5).worst(none)).isInstanceOf(Statistic.Undetermined.class);
        assertThat(AnonymityModel.closeness(0.1, new double[0]).violations(none).isEmpty())
                .isTrue();
    }

    @Test
    void constantValuesAreAtNoDistance() {
        double[] constant = new double[6];
        assertThat(AnonymityModel.closeness(0, constant).worst(classes(0, 0, 1, 1, 2, 2)))
                .isEqualTo(Statistic.of(0));
        Categories same = Columns.of("s", 0, 0, 0, 0, 0, 0);
        for (GroundDistance distance : List.of(
                GroundDistance.equal(),
                GroundDistance.ordered(),
                GroundDistance.hierarchical(GeneralisationHierarchy.flat("s")))) {
            assertThat(AnonymityModel.closeness(0, same, distance).worst(classes(0, 0, 1, 1, 2, 2)))
                    .isEqualTo(Statistic.of(0));
        }
    }

    @Test
    void badOptionsAreRefused() {
        Categories sensitive = Columns.of("s", 0, 1);
        List<Runnable> bad = List.of(
                () -> AnonymityModel.groupSize(1),
                () -> AnonymityModel.distinctDiversity(1, sensitive),
                () -> AnonymityModel.entropyDiversity(Double.NaN, sensitive),
                () -> AnonymityModel.recursiveDiversity(Double.NaN, 2, sensitive),
                () -> AnonymityModel.recursiveDiversity(0, 2, sensitive),
                () -> AnonymityModel.closeness(1, sensitive, GroundDistance.equal()),
                () -> AnonymityModel.closeness(Double.NaN, sensitive, GroundDistance.equal()),
                () -> AnonymityModel.distinctDiversity(2, sensitive).worst(classes(0, 0, 0)));
        bad.forEach(option -> assertThatThrownBy(option::run).isInstanceOf(IllegalArgumentException.class));
        assertThatThrownBy(() -> AnonymityModel.closeness(0.1, new double[] {Double.POSITIVE_INFINITY}))
                .isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void joiningClassesThatKeepAModelKeepsIt(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        Categories sensitive = Columns.random("s", random, 300, 4, 0);
        Categories fine = Columns.random("g", random, 300, 6, 0);
        Categories coarse = Columns.of(
                "h", Arrays.stream(fine.codes()).map(code -> code / 2).toArray());
        EquivalenceClasses before = EquivalenceClasses.of(List.of(fine));
        EquivalenceClasses after = EquivalenceClasses.of(List.of(coarse));
        for (AnonymityModel model : List.of(
                AnonymityModel.entropyDiversity(2, sensitive),
                AnonymityModel.closeness(0.2, sensitive, GroundDistance.equal()))) {
            double worstBefore = model.worst(before).orElseThrow();
            double worstAfter = model.worst(after).orElseThrow();
            assertThat(model.moreIsSafer() ? worstAfter >= worstBefore : worstAfter <= worstBefore)
                    .isTrue();
        }
    }
}
