package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairnessCurveTest {
    private static final RunContext CONTEXT = RunContext.seeded(3);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neitherCostNorTargetFallsAndEveryPointObeysItsTarget(long seed) {
        Example example = Example.of(seed, 300, 3);
        FairnessCurve curve = trace(example, 3, CONTEXT);
        List<FairnessCurve.Point> points = curve.points();
        assertThat(points).hasSize(6);
        for (int i = 0; i < points.size(); i++) {
            FairnessCurve.Point point = points.get(i);
            GroupRules rules = GroupRules.balance("a", Math.floor(point.target() * 1e6) / 1e6);
            assertThat(BruteForce.obeys(
                            rules, example.groups(), point.assignment().labels(), 3))
                    .isTrue();
            assertThat(point.balance().orElseThrow()).isGreaterThanOrEqualTo(point.target());
            assertThat(point.lowerBound()).isLessThanOrEqualTo(point.cost());
            assertThat(point.price().orElseThrow()).isEqualTo(point.cost() / curve.plainCost());
            if (i > 0) {
                assertThat(point.target()).isGreaterThan(points.get(i - 1).target());
                assertThat(point.cost())
                        .isGreaterThanOrEqualTo(points.get(i - 1).cost());
            }
        }
    }

    @Test
    void noTargetCostsNoMoreThanKMeansAndTheLastIsTheTightestForEvenSegments() {
        Example example = Example.of(4, 250, 5);
        FairnessCurve curve = trace(example, 5, CONTEXT);
        double plain = KMeans.withClusters(5)
                .withRestarts(3)
                .fit(FeatureMatrix.of(example.points()), CONTEXT)
                .inertia()
                .orElseThrow();
        assertThat(curve.plainCost()).isCloseTo(plain, within(1e-9 * plain));
        FairnessCurve.Point first = curve.points().get(0);
        assertThat(first.target()).isZero();
        assertThat(first.cost()).isLessThanOrEqualTo(curve.plainCost());
        int[] sizes = Arrays.copyOf(example.groups().get(0).counts(), 3);
        int least = Arrays.stream(sizes).min().orElseThrow() / 5;
        int most = (Arrays.stream(sizes).max().orElseThrow() + 4) / 5;
        assertThat(curve.points().get(5).target()).isEqualTo((double) least / most);
    }

    @Test
    void costOfEveryPointIsThatOfItsLabelsAndCentres() {
        Example example = Example.of(5, 400, 3);
        for (FairnessCurve.Point point : trace(example, 3, CONTEXT).points()) {
            double cost = 0;
            double[][] centres = point.centres();
            for (int row = 0; row < 400; row++) {
                cost += SquaredDistance.between(
                        example.points()[row], centres[point.assignment().label(row)]);
            }
            assertThat(point.cost()).isCloseTo(cost, within(1e-9 * cost));
        }
    }

    @Test
    void whatIsBoughtKeepsTheBudgetAndIsAsFairAsTheCurveSays() {
        Example example = Example.of(6, 300, 3);
        FairnessCurve curve = trace(example, 3, CONTEXT);
        double former = -1;
        for (double extra : new double[] {0, 0.01, 0.03, 0.1, 10}) {
            FairnessCurve.Point point = curve.fairestWithin(extra, CONTEXT);
            assertThat(point.cost()).isLessThanOrEqualTo(curve.plainCost() * (1 + extra));
            double least = curve.points().stream()
                    .filter(one -> one.cost() <= curve.plainCost() * (1 + extra))
                    .mapToDouble(FairnessCurve.Point::target)
                    .max()
                    .orElseThrow();
            assertThat(point.target()).isGreaterThanOrEqualTo(Math.max(least, former));
            former = least;
        }
        assertThat(curve.fairestWithin(10, CONTEXT).target())
                .isEqualTo(curve.points().get(5).target());
    }

    @Test
    void noPointLiesFartherBelowTheChordThanTheKnee() {
        FairnessCurve curve = trace(Example.of(7, 300, 3), 3, CONTEXT);
        List<FairnessCurve.Point> points = curve.points();
        double from = points.get(0).balance().orElseThrow();
        FairnessCurve.Point last = points.get(points.size() - 1);
        double slope = (last.cost() - points.get(0).cost()) / (last.target() - from);
        FairnessCurve.Point knee = curve.knee();
        for (FairnessCurve.Point point : points.subList(1, points.size())) {
            assertThat(slope * point.target() - point.cost())
                    .isLessThanOrEqualTo(slope * knee.target() - knee.cost() + 1e-9 * last.cost());
        }
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        Example example = Example.of(8, 6000, 3);
        List<double[]> found = new ArrayList<>();
        for (int threads : new int[] {1, 2, 8}) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                FairnessCurve curve = trace(example, 3, CONTEXT.withExecutor(pool, threads));
                found.add(curve.points().stream()
                        .flatMapToDouble(point -> DoubleStream.of(point.cost(), point.lowerBound()))
                        .toArray());
            } finally {
                pool.shutdown();
            }
        }
        assertThat(found.get(1)).isEqualTo(found.get(0));
        assertThat(found.get(2)).isEqualTo(found.get(0));
    }

    @Test
    void cancelledContextStopsAndProgressEndsAtTheEnd() {
        Example example = Example.of(9, 300, 3);
        List<Long> done = new ArrayList<>();
        trace(example, 3, CONTEXT.withListener(progress -> {
            if (progress.stage().equals("fairness curve")) {
                assertThat(progress.done()).isLessThanOrEqualTo(progress.total());
                done.add(progress.done());
            }
        }));
        assertThat(done).isSorted().contains(0L, 12L);
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        assertThatThrownBy(() -> trace(example, 3, CONTEXT.withCancellation(cancellation)))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void oneSegmentHasOneTargetAtNoExtraCost() {
        FairnessCurve curve = trace(Example.of(10, 100, 1), 1, CONTEXT);
        assertThat(curve.points()).hasSize(1);
        assertThat(curve.knee().price().orElseThrow()).isEqualTo(1);
        assertThat(curve.fairestWithin(0, CONTEXT).target()).isZero();
    }

    @Test
    void oneGroupHasNoBalance() {
        double[][] rows = Example.of(11, 50, 2).points();
        Categories one = Categories.of("a", List.of("p", "q"), new int[50]);
        FairnessCurve curve = FairnessCurve.withClusters(2)
                .towards("a")
                .trace(TrainingSet.of(FeatureMatrix.of(rows)).withGroups(List.of(one)), CONTEXT);
        assertThat(curve.points()).hasSize(1);
        assertThat(curve.knee().balance()).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void rowsThatCoincideHaveNoPrice() {
        Categories two = Categories.of("a", List.of("p", "q"), new int[] {0, 0, 1, 1});
        FairnessCurve curve = FairnessCurve.withClusters(1)
                .towards("a")
                .trace(TrainingSet.of(FeatureMatrix.of(new double[4][2])).withGroups(List.of(two)), CONTEXT);
        assertThat(curve.points().get(0).price()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(curve.curve().points()).hasSize(1);
    }

    @Test
    void whatCannotBeTracedIsRefused() {
        Example example = Example.of(12, 30, 2);
        TrainingSet rows = TrainingSet.of(FeatureMatrix.of(example.points()));
        FairnessCurve.Tracer tracer = FairnessCurve.withClusters(2).towards("a");
        TrainingSet grouped = rows.withGroups(example.groups().subList(0, 1));
        assertThatThrownBy(() -> tracer.trace(rows, CONTEXT)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> tracer.trace(rows.withGroups(example.groups()), CONTEXT))
                .isInstanceOf(InvalidInputException.class);
        double[] weights = new double[30];
        Arrays.fill(weights, 2);
        assertThatThrownBy(() -> tracer.trace(grouped.withWeights(weights), CONTEXT))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> FairnessCurve.withClusters(2).trace(grouped, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tracer.withTargets(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tracer.trace(grouped, CONTEXT).fairestWithin(-0.1, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void exhibitsShowEveryPoint() {
        FairnessCurve curve = trace(Example.of(13, 200, 3), 3, CONTEXT);
        assertThat(curve.curve().points()).hasSize(6);
        assertThat(curve.table().rows()).hasSize(6);
        assertThat(curve.curve().points().get(5).y())
                .isEqualTo(curve.points().get(5).price().orElseThrow());
    }

    private static FairnessCurve trace(Example example, int clusters, RunContext context) {
        TrainingSet training = TrainingSet.of(FeatureMatrix.of(example.points()))
                .withGroups(example.groups().subList(0, 1));
        return FairnessCurve.withClusters(clusters)
                .towards("a")
                .withTargets(6)
                .withRestarts(3)
                .trace(training, context);
    }
}
