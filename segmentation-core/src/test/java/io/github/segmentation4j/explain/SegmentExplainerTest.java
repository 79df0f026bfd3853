package io.github.segmentation4j.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.ClusterModel;
import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.ConstrainedKMeans;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.SphericalKMeans;
import io.github.segmentation4j.cluster.TrimmedKMeans;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.data.Sensitivity;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FittedExtractor;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ExplanationPolicies;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentExplainerTest {
    private static final RunContext CONTEXT = RunContext.seeded(2);

    private static FeatureMatrix gaussians() {
        SeededRandom random = SeededRandom.of(9);
        double[][] rows = new double[200][3];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < 3; c++) {
                rows[r][c] = random.nextGaussian() + (r % 3 == c ? 3 : 0);
            }
        }
        return FeatureMatrix.of(rows);
    }

    private static Optional<WhyThisSegment> why(
            ClusterModel model, FeatureMatrix rows, int row, ExplanationPolicy policy) {
        List<String> names =
                IntStream.range(0, model.clusterCount()).mapToObj(j -> "s" + j).toList();
        return SegmentExplainer.of(model, names, policy).explain(rows, rows, row, CONTEXT);
    }

    static Stream<Clusterer> clusterersWithStraightBorders() {
        return Stream.of(
                KMeans.withClusters(4),
                KMeans.withClusters(3).withFeatureWeights(1, 0.2, 7),
                KMeans.withClusters(3).withFeatureWeights(1, 0, 1),
                ConstrainedKMeans.withClusters(3).withSizes(20, 70),
                TrimmedKMeans.withClusters(3));
    }

    @ParameterizedTest
    @MethodSource("clusterersWithStraightBorders")
    void contributionsAndOffsetAddUpToTheMarginAndChangesMove(Clusterer clusterer) {
        FeatureMatrix rows = gaussians();
        ClusterModel model = clusterer.fit(rows, CONTEXT).model();
        int found = 0;
        for (int row = 0; row < rows.rowCount(); row++) {
            Optional<WhyThisSegment> maybe = why(model, rows, row, ExplanationPolicies.plain());
            assertThat(maybe.isPresent()).isEqualTo(model.assign(rows.row(row)) != Clustering.NOISE);
            if (maybe.isEmpty()) {
                continue;
            }
            WhyThisSegment why = maybe.orElseThrow();
            double sum = why.reasons().offset()
                    + why.reasons().contributions().stream()
                            .mapToDouble(WhyThisSegment.Contribution::amount)
                            .sum();
            assertThat(sum).isCloseTo(why.reasons().margin().orElseThrow(), within(1e-9));
            // A row that only just belongs to a trimmed segment may find none beyond the border.
            if (why.change() instanceof SmallestChange.Found change) {
                double[] moved = rows.row(row);
                for (SmallestChange.Step step : change.steps()) {
                    moved[Integer.parseInt(step.feature().name().substring(1)) - 1] = step.to();
                }
                assertThat(model.assign(moved) + 1)
                        .isEqualTo(change.segment())
                        .isNotEqualTo(why.segment().number());
                found++;
            } else {
                assertThat(why.change()).isInstanceOf(SmallestChange.Undetermined.class);
                assertThat(clusterer).isInstanceOf(TrimmedKMeans.class);
            }
        }
        assertThat(found).isGreaterThan(150);
    }

    @Test
    void aModelOfDirectionsIsUndetermined() {
        FeatureMatrix rows = gaussians();
        ClusterModel model = SphericalKMeans.withClusters(3).fit(rows, CONTEXT).model();
        WhyThisSegment why = why(model, rows, 0, ExplanationPolicies.plain()).orElseThrow();
        assertThat(why.reasons().margin()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(why.change()).isInstanceOf(SmallestChange.Undetermined.class);
    }

    @Test
    void oneSegmentHasNoNextOneAndNoChange() {
        ClusterModel model = ClusterModels.ofCentroids(new double[][] {{1}}, new double[] {0}, new double[] {2});
        WhyThisSegment why = why(model, FeatureMatrix.of(new double[][] {{1}}), 0, ExplanationPolicies.plain())
                .orElseThrow();
        assertThat(why.reasons().next()).isEmpty();
        assertThat(why.reasons().margin()).isEqualTo(Statistic.undetermined("there is only one segment"));
        assertThat(why.change()).isEqualTo(new SmallestChange.None("there is only one segment"));
        assertThat(why.in(Locale.ENGLISH).full())
                .contains("There is only one segment, so there is no other to compare it with.");
    }

    @Test
    void aTieHasMarginZeroAndIsWonByTheLowestNumber() {
        ClusterModel model =
                ClusterModels.ofCentroids(new double[][] {{-1}, {1}, {9}}, new double[] {-1}, new double[] {9});
        WhyThisSegment why = why(model, FeatureMatrix.of(new double[][] {{0}}), 0, ExplanationPolicies.plain())
                .orElseThrow();
        assertThat(why.segment().number()).isEqualTo(1);
        assertThat(why.reasons().next().orElseThrow().number()).isEqualTo(2);
        assertThat(why.reasons().margin()).isEqualTo(Statistic.of(0));
        assertThat(why.in(Locale.ENGLISH).full())
                .contains("Both segments are equally close; the first of them was taken.");
    }

    @Test
    void theRulePathHoldsForTheRowAndLeadsWhereTheRulesDo() {
        FeatureMatrix rows = gaussians();
        Clustering clustering = KMeans.withClusters(3).fit(rows, CONTEXT);
        SegmentRules rules = SegmentRules.of(rows, clustering, CONTEXT);
        for (int row = 0; row < rows.rowCount(); row++) {
            WhyThisSegment.RulePath path = why(
                            clustering.model(),
                            rows,
                            row,
                            ExplanationPolicies.plain().withRules(rules))
                    .orElseThrow()
                    .rulePath()
                    .orElseThrow();
            assertThat(path.segment().number()).isEqualTo(rules.assign(rows.row(row)) + 1);
            assertThat(path.fidelity()).isEqualTo(rules.fidelity());
            assertThat(path.conditions()).isNotEmpty();
            for (WhyThisSegment.Condition condition : path.conditions()) {
                double value = rows.get(row, rows.features().indexOf(condition.feature()));
                assertThat(value).isGreaterThan(condition.above().orElse(Double.NEGATIVE_INFINITY));
                assertThat(value).isLessThanOrEqualTo(condition.atMost().orElse(Double.POSITIVE_INFINITY));
            }
        }
    }

    /** An extractor that claims a protected attribute, which no release lets pass. */
    private record Claims(List<Feature> features) implements FittedExtractor {
        @Override
        public FeatureMatrix extract(PurposeBoundView view, RunContext context) {
            throw new UnsupportedOperationException("the test has no customers");
        }

        @Override
        public Learning learned() {
            return Learning.NOTHING;
        }
    }

    @Test
    void aProtectedAttributeOrCategoryIsNeverTouchedAndAnAnswerTurns() {
        Schema schema = Schema.builder()
                .id("id")
                .number("age")
                .bands(30)
                .protectedAttribute()
                .category("plan")
                .allow(Purpose.PERSONALISATION)
                .flag("member")
                .allow(Purpose.PERSONALISATION)
                .build();
        List<Feature> features = Stream.of("age", "plan", "member")
                .map(name -> new Feature(name, "", Sensitivity.PERSONAL, Set.of(Purpose.PERSONALISATION), Set.of(name)))
                .toList();
        ClusterModel model = ClusterModels.ofCentroids(
                new double[][] {{0, 0, 0}, {1, 1, 5}}, new double[] {0, 0, 0}, new double[] {1, 1, 5});
        FeatureMatrix near = FeatureMatrix.of(features, new double[][] {{0, 0, 0}});
        SegmentExplainer explainer = SegmentExplainer.of(model, List.of("a", "b"), ExplanationPolicies.plain())
                .madeBy(new Claims(features), schema);
        assertThat(explainer.explain(near, near, 0, CONTEXT).orElseThrow().change())
                .isInstanceOf(SmallestChange.None.class);
        FeatureMatrix close = FeatureMatrix.of(features, new double[][] {{9, 0, 0}});
        SmallestChange.Found found = (SmallestChange.Found)
                explainer.explain(close, close, 0, CONTEXT).orElseThrow().change();
        assertThat(found.steps()).singleElement().satisfies(step -> {
            assertThat(step.feature().name()).isEqualTo("member");
            assertThat(step.to()).isEqualTo(1);
        });
    }

    @Test
    void aRuleAboutAnAnswerSaysYesOrNo() {
        Schema schema = Schema.builder()
                .id("id")
                .flag("member")
                .allow(Purpose.PERSONALISATION)
                .build();
        List<Feature> features = List.of(
                new Feature("member", "", Sensitivity.PERSONAL, Set.of(Purpose.PERSONALISATION), Set.of("member")));
        double[][] centres = {{0}, {1}};
        ClusterModel model = ClusterModels.ofCentroids(centres, new double[] {0}, new double[] {1});
        FeatureMatrix rows = FeatureMatrix.of(features, new double[][] {{0}, {0}, {1}, {1}});
        SegmentRules rules = SegmentRules.of(rows, new int[] {0, 0, 1, 1}, centres, CONTEXT);
        SegmentExplainer explainer = SegmentExplainer.of(
                        model, List.of("a", "b"), ExplanationPolicies.plain().withRules(rules))
                .madeBy(new Claims(features), schema);
        for (int row = 0; row < 4; row++) {
            assertThat(explainer
                            .explain(rows, rows, row, CONTEXT)
                            .orElseThrow()
                            .in(Locale.ENGLISH)
                            .full())
                    .contains("As a rule of thumb: member (" + (row < 2 ? "no" : "yes") + ").");
        }
    }
}
