package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.explain.RuleGrowth;
import io.github.segmentation4j.explain.SegmentProfile;
import io.github.segmentation4j.explain.SegmentRules;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FeatureScale;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RulesExhibitTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static List<Segment> segments(FeatureMatrix described, int... labels) {
        return Segment.of(
                SegmentProfile.of(described, labels, 2, CONTEXT),
                Schema.builder().id("customer").build(),
                described,
                2);
    }

    private static List<Optional<FeatureScale>> plain(FeatureMatrix rows) {
        return rows.features().stream()
                .map(feature -> Optional.of(FeatureScale.identity(feature.name())))
                .toList();
    }

    /** Two segments that differ in one feature, shown. */
    private static Exhibit.Tree shown(Feature feature, double... values) {
        double[][] rows =
                Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
        FeatureMatrix matrix = FeatureMatrix.of(List.of(feature), rows);
        int[] labels = new int[values.length];
        Arrays.fill(labels, values.length / 2, values.length, 1);
        SegmentRules rules =
                SegmentRules.of(matrix, labels, new double[][] {rows[0], rows[values.length - 1]}, CONTEXT);
        return RulesExhibit.of(rules, segments(matrix, labels), plain(matrix), matrix.features());
    }

    private static Exhibit.Question root(Exhibit.Tree tree) {
        return (Exhibit.Question) tree.root();
    }

    @Test
    void thresholdsAreRoundedToAHundredthOfTheRangeWithTheirUnit() {
        Feature income = Feature.of("income").withUnit("euros");
        Exhibit.Question root = root(shown(income, 12_345.67, 12_999.12, 20_111.1, 40_000, 52_000.5, 61_234.5));
        // The range is some 50,000, a hundredth of it 500, so steps are 100.
        assertThat(root.question()).isEqualTo("income at most 20100 euros");
        assertThat(root(shown(Feature.of("born"), 1950, 1961, 1967, 1980, 1985, 1990))
                        .question())
                .isEqualTo("born at most 1967");
    }

    @Test
    void withoutARangeOrFarFromItThreeDigitsAreShown() {
        assertThat(root(shown(Feature.of("x"), 1.23456, 1.23456, 7, 7)).question())
                .isEqualTo("x at most 1.23");
        double[] values = {0, 0, 0, 0, 0, 0, 0, 123_456_789, 2e9, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5};
        FeatureMatrix matrix = FeatureMatrix.of(
                Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new));
        int[] labels = {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        SegmentRules rules = SegmentRules.of(matrix, labels, new double[][] {{0}, {2e9}}, CONTEXT);
        FeatureMatrix ones = FeatureMatrix.of(matrix.features(), new double[18][1]);
        Exhibit.Question root = root(RulesExhibit.of(rules, segments(ones, labels), plain(matrix), matrix.features()));
        assertThat(root.question()).isEqualTo("x1 at most 123000000");
    }

    @Test
    void answersAndLevelsReadAsSuchAndTheirYesComesFirst() {
        double[] many = new double[60];
        Arrays.fill(many, 30, 60, 1);
        Exhibit.Question flag = root(shown(Feature.of("subscribed"), many));
        assertThat(flag.question()).isEqualTo("subscribed is yes");
        assertThat(((Exhibit.Answer) flag.yes()).answer()).isEqualTo("2 more often subscribed");
        assertThat(((Exhibit.Answer) flag.no()).answer()).isEqualTo("1 less often subscribed");
        assertThat(root(shown(Feature.of("plan=basic"), 0, 0, 1, 1)).question()).isEqualTo("plan is basic");
        assertThat(root(shown(Feature.of("plan (missing)"), 0, 0, 1, 1)).question())
                .isEqualTo("plan (missing) is yes");
    }

    @Test
    void leavesCarryTheirCustomersFromLeftToRightWhicheverSideIsYes() {
        Feature x = Feature.of("x");
        FeatureMatrix rows = FeatureMatrix.of(
                List.of(x, Feature.of("y")),
                new double[][] {{0, 0}, {1, 2}, {12, -6}, {-6, 12}, {13, 10}, {9, 12}, {9, 9}});
        int[] labels = {0, 0, 0, 0, 1, 1, 1};
        SegmentRules rules = RuleGrowth.leafPerSegment()
                .withLeaves(3)
                .grow(rows, labels, new double[][] {{0, 0}, {10, 10}}, CONTEXT);
        List<Segment> segments = segments(rows, labels);
        Exhibit.Tree tree = RulesExhibit.of(rules, segments, plain(rows), rows.features());
        Exhibit.Question root = root(tree);
        Exhibit.Question second = (Exhibit.Question) root.no();
        assertThat(root.yes())
                .isEqualTo(new Exhibit.Answer("1 " + segments.get(0).name(), new Exhibit.Cell.Count(3)));
        assertThat(second.yes())
                .isEqualTo(new Exhibit.Answer("1 " + segments.get(0).name(), new Exhibit.Cell.Count(1)));
        assertThat(second.no())
                .isEqualTo(new Exhibit.Answer("2 " + segments.get(1).name(), new Exhibit.Cell.Count(3)));
        assertThat(tree.title()).isEqualTo("Short rules, thresholds rounded");
        Exhibit.Question flag = root(shown(Feature.of("subscribed"), 0, 0, 0, 1, 1));
        assertThat(((Exhibit.Answer) flag.yes()).persons().persons()).isEqualTo(2);
        assertThat(((Exhibit.Answer) flag.no()).persons().persons()).isEqualTo(3);
    }

    @Test
    void aFeatureThatCannotBeTracedIsShownAsItWasClustered() {
        FeatureMatrix rows = FeatureMatrix.of(List.of(Feature.of("pc1")), new double[][] {{0.123456}, {4}});
        SegmentRules rules = SegmentRules.of(rows, new int[] {0, 1}, new double[][] {{0.123456}, {4}}, CONTEXT);
        FeatureMatrix described = FeatureMatrix.of(List.of(Feature.of("income")), new double[][] {{10}, {20}});
        List<Segment> segments = segments(described, 0, 1);
        assertThat(root(RulesExhibit.of(rules, segments, List.of(Optional.empty()), described.features()))
                        .question())
                .isEqualTo("pc1 at most 0.123");
        assertThat(root(RulesExhibit.of(
                                rules,
                                segments,
                                List.of(Optional.of(FeatureScale.identity("elsewhere"))),
                                described.features()))
                        .question())
                .isEqualTo("pc1 at most 0.123");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        FeatureMatrix rows = FeatureMatrix.of(new double[][] {{0}, {4}});
        SegmentRules rules = SegmentRules.of(rows, new int[] {0, 1}, new double[][] {{0}, {4}}, CONTEXT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RulesExhibit.of(rules, List.of(), plain(rows), rows.features()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RulesExhibit.of(rules, segments(rows, 0, 1), List.of(), rows.features()));
    }
}
