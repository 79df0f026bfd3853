package io.github.segmentation4j.quality;

import static io.github.segmentation4j.quality.Samples.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.ClusterModel;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StabilityTest {

    @Test
    void clustersFarApartAreFoundInEveryResample() {
        FeatureMatrix matrix = FeatureMatrix.of(farApart());
        StabilityReport report =
                Stability.of(KMeans.withClusters(3).withRestarts(10)).measure(matrix, CONTEXT);
        assertThat(report.agreement()).isEqualTo(new Statistic.Estimate(1, 1, 1, 0.95));
        assertThat(report.clusterCount()).isEqualTo(3);
        for (int g = 0; g < 3; g++) {
            assertThat(report.jaccard(g)).isEqualTo(new Statistic.Estimate(1, 1, 1, 0.95));
        }
        assertThat(report.resamples()).isEqualTo(20);
        assertThat(report.refused()).isZero();
    }

    @Test
    void clustersCutOutOfOneCloudAreNot() {
        FeatureMatrix cloud = FeatureMatrix.of(Samples.blobs(200, 2, 1, 4));
        StabilityReport report =
                Stability.of(KMeans.withClusters(6).withRestarts(3)).measure(cloud, CONTEXT);
        assertThat(report.agreement().orElseThrow()).isLessThan(0.85);
        assertThat(report.jaccard(0).orElseThrow()).isBetween(0.0, 0.95);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 10})
    void separatedBlobsAreStableBeyondEvenRows(int columns) {
        double[][] rows = Samples.blobs(120, columns, 1, 6);
        for (int r = 0; r < rows.length; r++) {
            // The corners of a triangle: rows far apart on a line would be cut stably even if they were spread evenly.
            if (r % 3 > 0) {
                rows[r][r % 3 - 1] += 30;
            }
        }
        FeatureMatrix blobs = FeatureMatrix.of(rows);
        StabilityReport report = Stability.of(KMeans.withClusters(3).withRestarts(10))
                .withResamples(10)
                .withReferenceSets(10)
                .measure(blobs, CONTEXT);
        assertThat(report.agreement().orElseThrow()).isGreaterThan(.95);
        assertThat(report.beyondEvenRows().orElseThrow()).isGreaterThan(.95);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8})
    void evenRowsInManyDimensionsAreNotStable(int clusters) {
        StabilityReport report = Stability.of(KMeans.withClusters(clusters).withRestarts(5))
                .withResamples(10)
                .measure(even(500, 10, 7), CONTEXT);
        assertThat(report.agreement().orElseThrow()).isLessThan(.3);
        assertThat(report.beyondEvenRows()).isInstanceOf(Statistic.Undetermined.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8})
    void evenRowsInASquareAreNoMoreStableThanOtherEvenRows(int clusters) {
        // k-means cuts a square into four quarters every time; that is no sign of clusters. Of 10 reference sets and
        // the
        // rows in question each is as likely to be the most stable, so that one of 5 numbers is above 0 with a
        // probability of at most 5 / 11 and then by little; the seeds are fixed.
        Stability stability = Stability.of(KMeans.withClusters(clusters).withRestarts(5))
                .withResamples(10)
                .withReferenceSets(10);
        assertThat(stability.measure(even(300, 2, 7), CONTEXT).beyondEvenRows().orElseThrow())
                .isLessThan(.3);
    }

    @Test
    void oneClusterIsStableWhateverTheRows() {
        StabilityReport report = Stability.of(KMeans.withClusters(1).withRestarts(1))
                .withResamples(3)
                .withReferenceSets(5)
                .measure(even(60, 2, 8), CONTEXT);
        assertThat(report.agreement().value()).hasValue(1);
        assertThat(report.beyondEvenRows()).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void jaccardIsTheBestShareOfCommonRows() {
        // By hand: {0..4} meets {0..5} in 5 of 6 rows, {5..9} meets {6..8} in 3 of 5; 9 became noise.
        double[][] rows = new double[10][1];
        for (int r = 0; r < 10; r++) {
            rows[r][0] = r;
        }
        FeatureMatrix line = FeatureMatrix.of(rows);
        Clustering halves = new Cut(5, 10).fit(line, CONTEXT);
        StabilityReport report = Stability.of(new Cut(6, 9)).measure(line, halves, CONTEXT);
        assertThat(report.jaccard(0).orElseThrow()).isCloseTo(5 / 6.0, within(1e-12));
        assertThat(report.jaccard(1).orElseThrow()).isCloseTo(3 / 5.0, within(1e-12));
        assertThat(report.jaccard(2)).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void sameSeedGivesTheSameReport() {
        FeatureMatrix cloud = FeatureMatrix.of(Samples.blobs(150, 2, 1, 5));
        Stability stability =
                Stability.of(KMeans.withClusters(4).withRestarts(2)).withResamples(5);
        StabilityReport first = stability.measure(cloud, CONTEXT);
        StabilityReport second = stability.measure(cloud, CONTEXT);
        assertThat(second.agreement()).isEqualTo(first.agreement());
        assertThat(second.jaccard(1)).isEqualTo(first.jaccard(1));
        assertThat(stability.measure(cloud, RunContext.seeded(99)).agreement()).isNotEqualTo(first.agreement());
    }

    @Test
    void resamplesThatAreRefusedAreCounted() {
        FeatureMatrix matrix = FeatureMatrix.of(farApart());
        StabilityReport report =
                Stability.of(new RefusesAfter(1)).withResamples(4).measure(matrix, CONTEXT);
        assertThat(report.agreement()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(report.resamples()).isZero();
        assertThat(report.refused()).isEqualTo(4);
        StabilityReport half =
                Stability.of(new RefusesAfter(3)).withResamples(4).measure(matrix, CONTEXT);
        assertThat(half.agreement().value()).hasValue(1);
        assertThat(half.refused()).isEqualTo(2);
    }

    @Test
    void reportsProgressAndStopsWhenCancelled() {
        FeatureMatrix matrix = FeatureMatrix.of(farApart());
        List<ProgressListener.Progress> heard = new ArrayList<>();
        Cancellation cancellation = Cancellation.create();
        RunContext context = CONTEXT.withCancellation(cancellation).withListener(progress -> {
            heard.add(progress);
            if (progress.done() == 3) {
                cancellation.cancel();
            }
        });
        assertThatThrownBy(() ->
                        Stability.of(KMeans.withClusters(3).withRestarts(1)).measure(matrix, context))
                .isInstanceOf(CancelledException.class);
        assertThat(heard).extracting(ProgressListener.Progress::done).containsExactly(1L, 2L, 3L);
        assertThat(heard).extracting(ProgressListener.Progress::total).containsOnly(20L);
    }

    @Test
    void badArgumentsAreRefused() {
        Clusterer clusterer = KMeans.withClusters(3).withRestarts(1);
        Clustering clustering = clusterer.fit(FeatureMatrix.of(farApart()), CONTEXT);
        assertThatThrownBy(() -> Stability.of(clusterer).withResamples(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 resamples");
        assertThatThrownBy(() -> Stability.of(clusterer).withReferenceSets(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be 0 or at least 5, was 4");
        assertThatThrownBy(() ->
                        Stability.of(clusterer).measure(FeatureMatrix.of(new double[][] {{1, 2}}), clustering, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be of the 1 rows, is of 60");
    }

    private static FeatureMatrix even(int rows, int columns, long seed) {
        return FeatureMatrix.of(Samples.even(rows, columns, seed));
    }

    private static double[][] farApart() {
        double[][] rows = Samples.blobs(60, 2, 1, 6);
        for (int r = 0; r < rows.length; r++) {
            rows[r][0] += 1000 * (r % 3);
        }
        return rows;
    }

    /** Cuts a line at two places whatever the rows; noise lies beyond the second, and a third cluster is empty. */
    private record Cut(double middle, double end) implements Clusterer, ClusterModel {
        @Override
        public Clustering fit(TrainingSet training, RunContext context) {
            return Clustering.of(assign(training.matrix(), context), this);
        }

        @Override
        public int assign(double[] row) {
            return row[0] >= end ? Clustering.NOISE : row[0] < middle ? 0 : 1;
        }

        @Override
        public int clusterCount() {
            return 3;
        }

        @Override
        public int columnCount() {
            return 1;
        }

        @Override
        public ModelState state() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String describe() {
            return "cut";
        }
    }

    /** Fits a few times and then no more. */
    private static final class RefusesAfter implements Clusterer {
        private final Clusterer clusterer = KMeans.withClusters(3).withRestarts(5);
        private int left;

        RefusesAfter(int fits) {
            left = fits;
        }

        @Override
        public Clustering fit(TrainingSet training, RunContext context) {
            if (left-- <= 0) {
                throw new InvalidInputException("too few distinct rows");
            }
            return clusterer.fit(training, context);
        }

        @Override
        public String describe() {
            return "refuses";
        }
    }
}
