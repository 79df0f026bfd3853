package io.github.segmentation4j.fairness.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Decisions;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.fairness.group.SegmentDistances;
import io.github.segmentation4j.fairness.group.SegmentTable;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Agreement;
import io.github.segmentation4j.quality.Silhouette;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that other tools and papers print. */
class GoldenMetricsTest {
    private static final Offset<Double> PRINTED = within(5e-10);
    private static final double LOG_2 = StrictMath.log(2);

    /** The clustering of the tests of holisticai: 4 persons of a and 6 of b in three segments. */
    private static final SegmentTable TOY =
            SegmentTable.ofCounts("group", List.of("a", "b"), new long[][] {{1, 4}, {2, 1}, {1, 1}});

    /** The decisions of the tests of holisticai, in any order of rows. */
    private static final Decisions SELECTION = decisions("aaaabbbbbb", "1110110000", "1100111000");

    /** The arrays of the user guide of Fairlearn. */
    private static final Decisions FAIRLEARN =
            decisions("bbabbcccaacabccbcc", "001011100111100110", "011110101000111111");

    private static Decisions decisions(String groups, String selected, String outcomes) {
        return Decisions.of(digits(selected), groups(groups)).withOutcomes(digits(outcomes));
    }

    private static Groups groups(String letters) {
        List<String> levels = letters.chars()
                .sorted()
                .distinct()
                .mapToObj(Character::toString)
                .toList();
        int[] codes = letters.chars()
                .map(letter -> levels.indexOf(Character.toString(letter)))
                .toArray();
        return Groups.of(Categories.of("group", levels, codes));
    }

    private static int[] digits(String digits) {
        return digits.chars().map(digit -> digit - '0').toArray();
    }

    private static <D> double value(FairnessMetric<D> metric, D data) {
        return metric.evaluate(data).orElseThrow();
    }

    @Test
    void clusteringToyOfHolisticaiG1ToG5() {
        assertThat(value(RepresentationMetrics.normalisedBalance(), TOY)).isCloseTo(0.5, PRINTED);
        assertThat(value(RepresentationMetrics.minimumClusterRatio("a", "b"), TOY))
                .isCloseTo(0.25, PRINTED);
        assertThat(value(RepresentationMetrics.averageClusterRatio("a", "b"), TOY))
                .isCloseTo(13.0 / 12, PRINTED);
        assertThat(value(DistributionMetrics.totalVariation("a", "b"), TOY)).isCloseTo(5.0 / 12, PRINTED);
        assertThat(value(DistributionMetrics.klDivergence("a", "b"), TOY)).isCloseTo(0.4054651081, PRINTED);
        assertThat(value(DistributionMetrics.klDivergence("b", "a"), TOY)).isCloseTo(0.4032066025, PRINTED);
        assertThat(value(DistributionMetrics.klDivergence(), TOY)).isCloseTo(0.4054651081, PRINTED);
        assertThat(value(DistributionMetrics.jensenShannon("a", "b"), TOY)).isCloseTo(0.0969297518, PRINTED);
        GroupValues entropy = DistributionMetrics.entropyDifference().byGroup(TOY);
        assertThat(entropy.of("a").value().orElseThrow()).isCloseTo(1.5 * LOG_2, PRINTED);
        assertThat(entropy.of("b").value().orElseThrow()).isCloseTo(0.8675632285, PRINTED);
    }

    /** Computed from the table of holisticai by an independent script. */
    @Test
    void clusteringToyG6() {
        assertThat(value(AssociationMetrics.chiSquared(), TOY)).isCloseTo(1.8055556, within(5e-8));
        assertThat(value(AssociationMetrics.likelihoodRatio(), TOY)).isCloseTo(1.8645354, within(5e-8));
        assertThat(value(AssociationMetrics.mutualInformation(), TOY)).isCloseTo(0.0932267686, PRINTED);
        assertThat(value(AssociationMetrics.cramersV(), TOY)).isCloseTo(0.4249182928, PRINTED);
        assertThat(value(RepresentationMetrics.klFairnessError(), TOY)).isCloseTo(0.2731268917, PRINTED);
    }

    /** The ten points and three centres of the tests of holisticai; the smallest distance of each point is 1. */
    @Test
    void differenceOfInformationAboutTheTruthOfHolisticaiG8() {
        // Printed as a difference of adjusted mutual information; the number is that of the plain one, in nats.
        int[] truth = digits("0112101202");
        int[] labels = digits("0112000012");
        double first = information(Arrays.copyOf(truth, 4), Arrays.copyOf(labels, 4));
        double second = information(Arrays.copyOfRange(truth, 4, 10), Arrays.copyOfRange(labels, 4, 10));
        assertThat(first - second).isCloseTo(0.6342556627, PRINTED);
    }

    private static double information(int[] truth, int[] labels) {
        return Agreement.between(truth, labels).mutualInformation().orElseThrow();
    }

    @Test
    void socialFairnessAndSilhouetteOfHolisticaiG7() {
        double[][] points = {{-1, 1}, {1, 1}, {1, 1}, {0, -1}, {-1, 1}, {-1, 1}, {-1, 1}, {-1, 1}, {1, 1}, {0, -1}};
        double[][] centres = {{-2, 1}, {1, 2}, {0, -2}};
        int[] labels = digits("0112000012");
        double[] squared = Arrays.stream(points)
                .mapToDouble(point -> Arrays.stream(centres)
                        .mapToDouble(centre -> (point[0] - centre[0]) * (point[0] - centre[0])
                                + (point[1] - centre[1]) * (point[1] - centre[1]))
                        .min()
                        .orElseThrow())
                .toArray();
        SegmentDistances distances = SegmentDistances.of(groups("aaaabbbbbb"))
                .withSquaredDistances(squared)
                .withSilhouetteWidths(
                        Silhouette.exact().widths(FeatureMatrix.of(points), labels, RunContext.seeded(1)));
        assertThat(value(DistanceMetrics.socialCostRatio("a", "b"), distances)).isEqualTo(1);
        assertThat(value(DistanceMetrics.silhouetteDifference(), distances)).isEqualTo(0);
    }

    @Test
    void selectionToyOfHolisticai() {
        assertThat(value(DecisionMetrics.difference(DecisionRate.SELECTION, "a", "b"), SELECTION))
                .isCloseTo(5.0 / 12, PRINTED);
        assertThat(value(DecisionMetrics.ratio(DecisionRate.SELECTION, "a", "b"), SELECTION))
                .isCloseTo(9.0 / 4, PRINTED);
        assertThat(value(DecisionMetrics.ratio(DecisionRate.SELECTION), SELECTION))
                .isCloseTo(4.0 / 9, PRINTED);
        assertThat(value(DecisionMetrics.difference(DecisionRate.TRUE_POSITIVE, "a", "b"), SELECTION))
                .isCloseTo(1.0 / 3, PRINTED);
        assertThat(value(DecisionMetrics.difference(DecisionRate.FALSE_POSITIVE, "a", "b"), SELECTION))
                .isCloseTo(1.0 / 2, PRINTED);
        assertThat(value(DecisionMetrics.averageOddsDifference("a", "b"), SELECTION))
                .isCloseTo(5.0 / 12, PRINTED);
        assertThat(value(DecisionMetrics.difference(DecisionRate.ACCURACY, "a", "b"), SELECTION))
                .isCloseTo(-1.0 / 12, PRINTED);
    }

    @ParameterizedTest
    @CsvSource({
        "TRUE_POSITIVE, 0.5, 0.5, 0.6, 0.4",
        "FALSE_POSITIVE, 0.666667, 1, 0, 0.666667",
        "SELECTION, 0.555556, 0.75, 0.5, 0.5"
    })
    void ratesOfFairlearnsGuideG10(DecisionRate rate, double overall, double a, double b, double c) {
        GroupValues rates = DecisionMetrics.rates(rate, FAIRLEARN);
        assertThat(rates.summary().orElseThrow()).isCloseTo(overall, within(5e-7));
        assertThat(rates.of("a").value().orElseThrow()).isCloseTo(a, within(5e-7));
        assertThat(rates.of("b").value().orElseThrow()).isCloseTo(b, within(5e-7));
        assertThat(rates.of("c").value().orElseThrow()).isCloseTo(c, within(5e-7));
    }

    @Test
    void disparitiesOfFairlearnsGuideG10() {
        Offset<Double> six = within(5e-7);
        assertThat(value(DecisionMetrics.difference(DecisionRate.SELECTION), FAIRLEARN))
                .isCloseTo(0.25, six);
        assertThat(value(DecisionMetrics.ratio(DecisionRate.SELECTION), FAIRLEARN))
                .isCloseTo(0.6666667, six);
        assertThat(value(DecisionMetrics.equalisedOddsDifference(), FAIRLEARN)).isCloseTo(1, six);
        assertThat(value(DecisionMetrics.equalisedOddsRatio(), FAIRLEARN)).isZero();
        assertThat(value(DecisionMetrics.differenceToOverall(DecisionRate.TRUE_POSITIVE), FAIRLEARN))
                .isCloseTo(0.1, six);
        assertThat(value(DecisionMetrics.differenceToOverall(DecisionRate.FALSE_POSITIVE), FAIRLEARN))
                .isCloseTo(0.666667, six);
        assertThat(value(DecisionMetrics.differenceToOverall(DecisionRate.SELECTION), FAIRLEARN))
                .isCloseTo(0.194444, six);
        assertThat(value(DecisionMetrics.ratioToOverall(DecisionRate.TRUE_POSITIVE), FAIRLEARN))
                .isCloseTo(0.8, six);
        assertThat(value(DecisionMetrics.ratioToOverall(DecisionRate.FALSE_POSITIVE), FAIRLEARN))
                .isZero();
        assertThat(value(DecisionMetrics.ratioToOverall(DecisionRate.SELECTION), FAIRLEARN))
                .isCloseTo(0.740741, six);
    }

    /** Questions and answers on the uniform guidelines: 60, 45, 48 and 51 of 100 are selected. */
    @Test
    void impactRatiosOfTheUniformGuidelinesG11() {
        GroupValues ratios = DecisionMetrics.ratio(DecisionRate.SELECTION)
                .byGroup(counted(
                        List.of("a", "b", "c", "d"), new int[] {60, 45, 48, 51}, new int[] {100, 100, 100, 100}));
        assertThat(ratios.groups())
                .extracting(group -> group.value().orElseThrow())
                .satisfiesExactly(
                        a -> assertThat(a).isEqualTo(1),
                        b -> assertThat(b).isCloseTo(0.75, PRINTED),
                        c -> assertThat(c).isCloseTo(0.8, PRINTED),
                        d -> assertThat(d).isCloseTo(0.85, PRINTED));
        assertThat(ratios.summary().orElseThrow()).isCloseTo(0.75, PRINTED);
    }

    /** Clicks of the advertising campaign data of IBM. */
    @Test
    void disparateImpactOfTheAdCampaignG20() {
        Decisions clicks = counted(List.of("1", "0"), new int[] {2_042, 332}, new int[] {1_268_486, 174_654});
        assertThat(value(DecisionMetrics.ratio(DecisionRate.SELECTION, "1", "0"), clicks))
                .isCloseTo(0.8468578394, PRINTED);
        Decisions predicted = counted(List.of("1", "0"), new int[] {423, 1_944}, new int[] {1_268_486, 174_654});
        assertThat(value(DecisionMetrics.ratio(DecisionRate.SELECTION, "1", "0"), predicted))
                .isCloseTo(0.0299596658, PRINTED);
    }

    private static Decisions counted(List<String> names, int[] selected, int[] sizes) {
        int n = IntStream.of(sizes).sum();
        int[] codes = new int[n];
        int[] decided = new int[n];
        int row = 0;
        for (int group = 0; group < sizes.length; group++) {
            for (int person = 0; person < sizes[group]; person++) {
                codes[row] = group;
                decided[row++] = person < selected[group] ? 1 : 0;
            }
        }
        return Decisions.of(decided, Groups.of(Categories.of("group", names, codes)));
    }

    @Test
    @RequiresData(Adult.TRAIN)
    void statisticalParityAndDisparateImpactOfAdultG13() {
        Adult adult = Adult.train();
        Decisions rich = incomes(adult, ">50K", Groups.of(adult.categories("sex")));
        assertThat(DecisionMetrics.rates(DecisionRate.SELECTION, rich).groups())
                .anySatisfy(men -> {
                    assertThat(men.group()).isEqualTo("Male");
                    assertThat(men.persons()).isEqualTo(21_790);
                    assertThat(men.value().orElseThrow()).isCloseTo(0.3057365764, PRINTED);
                })
                .anySatisfy(women -> {
                    assertThat(women.persons()).isEqualTo(10_771);
                    assertThat(women.value().orElseThrow()).isCloseTo(0.1094605886, PRINTED);
                });
        assertThat(value(DecisionMetrics.difference(DecisionRate.SELECTION, "Female", "Male"), rich))
                .isCloseTo(-0.1962759878, PRINTED);
        assertThat(value(DecisionMetrics.ratio(DecisionRate.SELECTION, "Female", "Male"), rich))
                .isCloseTo(0.3580225497, PRINTED);
        Decisions poor = incomes(adult, "<=50K", Groups.of(adult.categories("sex")));
        assertThat(value(DecisionMetrics.difference(DecisionRate.SELECTION, "Female", "Male"), poor))
                .isCloseTo(0.1962759878, PRINTED);
        assertThat(value(DecisionMetrics.ratio(DecisionRate.SELECTION, "Female", "Male"), poor))
                .isCloseTo(1.2827111167, PRINTED);
    }

    private static Decisions incomes(Adult adult, String favourable, Groups groups) {
        return Decisions.of(
                adult.texts("income").stream()
                        .mapToInt(income -> income.equals(favourable) ? 1 : 0)
                        .toArray(),
                groups);
    }

    /** Computed from the raw file; a missing entry is a level of its own. */
    @ParameterizedTest
    @CsvSource({
        "relationship, 0.64900, 0.27315",
        "marital-status, 0.46183, 0.11327",
        "occupation, 0.42436, 0.09931",
        "income, 0.21598, 0.02577",
        "workclass, 0.15367, 0.01305",
        "race, 0.11812, 0.00662",
        "education, 0.09562, 0.00475",
        "native-country, 0.06715, 0.00232"
    })
    @RequiresData(Adult.TRAIN)
    void associationOfAdultWithSexG15(String column, double cramersV, double mutualInformation) {
        Adult adult = Adult.train();
        Categories levels = adult.categories(column);
        SegmentTable table =
                SegmentTable.of(levels.codes(), levels.levels().size(), Groups.of(adult.categories("sex")));
        assertThat(value(AssociationMetrics.cramersV(), table)).isCloseTo(cramersV, within(5e-6));
        assertThat(value(AssociationMetrics.mutualInformation(), table)).isCloseTo(mutualInformation, within(5e-6));
    }

    @Test
    @RequiresData(Adult.TRAIN)
    void conditionalDemographicDisparityOfAdultG15() {
        Adult adult = Adult.train();
        List<String> occupations = adult.texts("occupation");
        List<String> levels = occupations.stream().distinct().toList();
        Categories strata = Categories.of(
                "occupation",
                levels,
                occupations.stream().mapToInt(levels::indexOf).toArray());
        Decisions rich =
                incomes(adult, ">50K", Groups.of(adult.categories("sex"))).withStrata(strata);
        assertThat(ConditionalMetrics.demographicDisparity()
                        .byGroup(rich)
                        .of("Female")
                        .value()
                        .orElseThrow())
                .isCloseTo(0.2376624159, PRINTED);
        assertThat(ConditionalMetrics.conditionalDemographicDisparity()
                        .byGroup(rich)
                        .of("Female")
                        .value()
                        .orElseThrow())
                .isCloseTo(0.2109764498, PRINTED);
    }

    @ParameterizedTest
    @CsvSource({
        "'Black, Female', 1555, 0.05788",
        "'Black, Male', 1569, 0.18929",
        "'White, Female', 8642, 0.11895",
        "'White, Male', 19174, 0.31757",
        "'Asian-Pac-Islander, Female', 346, 0.12428",
        "'Asian-Pac-Islander, Male', 693, 0.33622",
        "'Other, Female', 109, 0.05505",
        "'Amer-Indian-Eskimo, Female', 119, 0.10084"
    })
    @RequiresData(Adult.TRAIN)
    void intersectionsOfAdultG16(String group, double persons, double rate) {
        Adult adult = Adult.train();
        Groups groups = Groups.intersectionOf(List.of(adult.categories("race"), adult.categories("sex")));
        GroupValues.GroupValue value = DecisionMetrics.rates(DecisionRate.SELECTION, incomes(adult, ">50K", groups))
                .of(group);
        assertThat(value.persons()).isEqualTo(persons);
        assertThat(value.value().orElseThrow()).isCloseTo(rate, within(5e-6));
    }

    /** The ten and six rows of the unit tests of AIF360. */
    @Test
    void inequalityOfAif360G18() {
        Decisions first = decisions("aabbbbcccc", "1000111010", "1001001011");
        assertThat(value(InequalityMetrics.generalisedEntropy(2, Benefit.BEYOND_OUTCOME), first))
                .isCloseTo(0.2, PRINTED);
        assertThat(value(InequalityMetrics.theilT(Benefit.BEYOND_OUTCOME), first))
                .isCloseTo(4 * LOG_2 / 10, PRINTED);
        Decisions second = decisions("aabbbbcccc", "0110000111", "1001001011");
        assertThat(value(InequalityMetrics.generalisedEntropy(2, Benefit.BEYOND_OUTCOME), second))
                .isCloseTo(0.3, PRINTED);
        assertThat(value(InequalityMetrics.betweenGroups(2, Benefit.BEYOND_OUTCOME), first))
                .isCloseTo((4 * (1.25 * 1.25 - 1) + 4 * (0.75 * 0.75 - 1)) / 20, PRINTED);
        Decisions third = decisions("aabbbb", "000011", "100100");
        assertThat(value(InequalityMetrics.betweenGroups(2, Benefit.BEYOND_OUTCOME), third))
                .isCloseTo((2 * (0.5 * 0.5 - 1) + 4 * (1.25 * 1.25 - 1)) / 12, PRINTED);
    }

    /** The benefits of the LinkedIn Fairness Toolkit. */
    @Test
    void inequalityOfLiftG22() {
        Decisions benefits = Decisions.ofValues(new double[] {0.9, 0.75, 0.6}, groups("abc"));
        assertThat(value(InequalityMetrics.generalisedEntropy(2, Benefit.VALUE), benefits))
                .isCloseTo(0.04 / 3, PRINTED);
        assertThat(value(InequalityMetrics.theilT(Benefit.VALUE), benefits)).isCloseTo(0.0134236757, PRINTED);
        assertThat(value(InequalityMetrics.theilL(Benefit.VALUE), benefits)).isCloseTo(0.0136073315, PRINTED);
        assertThat(value(InequalityMetrics.atkinson(0.5, Benefit.VALUE), benefits))
                .isCloseTo(0.0067403993, PRINTED);
        assertThat(value(InequalityMetrics.coefficientOfVariation(Benefit.VALUE), benefits))
                .isCloseTo(0.1632993162, PRINTED);
    }

    /** The six predictions of Jurity, the first three persons of the group 0. */
    @Test
    void statisticalParityOfJurityG23() {
        Decisions predictions =
                Decisions.of(digits("110100"), Groups.probabilistic("membership", List.of("0", "1"), new double[][] {
                    {1, 0}, {1, 0}, {1, 0}, {0, 1}, {0, 1}, {0, 1}
                }));
        assertThat(value(DecisionMetrics.difference(DecisionRate.SELECTION, "1", "0"), predictions))
                .isCloseTo(-0.3333, within(5e-5));
    }

    /** Identity of the aggregates of several groups. */
    @Test
    void balanceOfManyGroupsIsOneIfAndOnlyIfAllSegmentsMirrorThePopulationG33() {
        List<String> names = List.of("a", "b", "c");
        SegmentTable mirror = SegmentTable.ofCounts("group", names, new long[][] {{2, 4, 6}, {3, 6, 9}, {5, 10, 15}});
        assertThat(value(RepresentationMetrics.normalisedBalance(), mirror)).isCloseTo(1, within(1e-15));
        for (int segment = 0; segment < 3; segment++) {
            for (int group = 0; group < 3; group++) {
                long[][] counts = {{2, 4, 6}, {3, 6, 9}, {5, 10, 15}};
                counts[segment][group]++;
                SegmentTable table = SegmentTable.ofCounts("group", names, counts);
                assertThat(value(RepresentationMetrics.normalisedBalance(), table))
                        .isLessThan(0.99);
            }
        }
    }
}
