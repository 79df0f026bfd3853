package io.github.segmentation4j.quality;

import static io.github.segmentation4j.quality.Samples.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilhouetteTest {

    @ParameterizedTest
    @ValueSource(ints = {5, 255, 256, 257, 700})
    void widthsEqualThePlainFormulaRowByRow(int n) {
        double[][] rows = Samples.blobs(n, 3, 4, n);
        int[] labels = Samples.cyclic(n, 4);
        BruteForce brute = new BruteForce(rows, labels, 4);
        SilhouetteWidths widths = Silhouette.exact().widths(FeatureMatrix.of(rows), labels, CONTEXT);
        for (int row = 0; row < n; row++) {
            assertThat(widths.width(row).orElseThrow()).isCloseTo(brute.width(row), within(1e-12));
        }
        assertThat(widths.mean()).isEqualTo(Silhouette.exact().of(FeatureMatrix.of(rows), labels, CONTEXT));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 13})
    void widthsEqualThePlainFormulaForAnyNumberOfColumns(int columns) {
        double[][] rows = Samples.blobs(90, columns, 3, columns);
        int[] labels = Samples.random(90, 3, 11);
        BruteForce brute = new BruteForce(rows, labels, 3);
        SilhouetteWidths widths = Silhouette.exact().widths(FeatureMatrix.of(rows), labels, CONTEXT);
        for (int row = 0; row < 90; row++) {
            assertThat(widths.width(row).orElseThrow()).isCloseTo(brute.width(row), within(1e-12));
        }
    }

    @Test
    void simplifiedWidthsCompareWithTheMeansOfClusters() {
        FeatureMatrix matrix = FeatureMatrix.of(new double[][] {{0}, {2}, {9}, {11}, {4}, {20}});
        int[] labels = {7, 7, 3, 3, Clustering.NOISE, 1};
        // By hand: the means are 1, 10 and 20.
        SilhouetteWidths widths = Silhouette.simplified().widths(matrix, labels, CONTEXT);
        assertThat(widths.width(0)).isEqualTo(Statistic.of((10 - 1) / 10.0));
        assertThat(widths.width(1)).isEqualTo(Statistic.of((8 - 1) / 8.0));
        assertThat(widths.width(3)).isEqualTo(Statistic.of((9 - 1) / 9.0));
        assertThat(widths.width(4)).isInstanceOf(Statistic.Undetermined.class);
        assertThat(widths.width(5)).isEqualTo(Statistic.of(0));
        assertThat(widths.mean()).isEqualTo(Silhouette.simplified().of(matrix, labels, CONTEXT));
    }

    @Test
    void theIndexForSoManyRowsIsExactWhereThatIsAffordable() {
        int[] labels = Samples.cyclic(10_001, 2);
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(10_001, 1, 2, 3));
        assertThat(Silhouette.forRows(10_000).of(matrix, labels, CONTEXT)).isInstanceOf(Statistic.Value.class);
        assertThat(Silhouette.forRows(10_001).of(matrix, labels, CONTEXT)).isInstanceOf(Statistic.Estimate.class);
    }

    @Test
    void aRowAloneInItsClusterHasWidthZero() {
        FeatureMatrix matrix = FeatureMatrix.of(new double[][] {{0}, {1}, {9}});
        SilhouetteWidths widths = Silhouette.exact().widths(matrix, new int[] {4, 4, 7}, CONTEXT);
        assertThat(widths.width(2)).isEqualTo(Statistic.of(0));
        // By hand: 1 - 1/9 and 1 - 1/8.
        assertThat(widths.width(0).orElseThrow()).isCloseTo(8 / 9.0, within(1e-15));
        assertThat(widths.width(1).orElseThrow()).isCloseTo(7 / 8.0, within(1e-15));
        assertThat(widths.mean(4).orElseThrow()).isCloseTo((8 / 9.0 + 7 / 8.0) / 2, within(1e-15));
        assertThat(widths.ofCluster(4)).hasSize(2);
        assertThat(widths.mean(5)).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void noiseHasNoWidth() {
        FeatureMatrix matrix = FeatureMatrix.of(new double[][] {{0}, {1}, {9}, {8}, {5}});
        int[] labels = {0, 0, 1, 1, Clustering.NOISE};
        SilhouetteWidths widths = Silhouette.exact().widths(matrix, labels, CONTEXT);
        assertThat(widths.width(4)).isInstanceOf(Statistic.Undetermined.class);
        assertThat(widths.width(3).value()).isPresent();
        assertThat(Silhouette.exact()
                        .withNoise(NoisePolicy.SINGLETONS)
                        .widths(matrix, labels, CONTEXT)
                        .width(4))
                .isEqualTo(Statistic.of(0));
    }

    @Test
    void withoutAnIndexThereIsNoWidth() {
        SilhouetteWidths widths =
                Silhouette.exact().widths(FeatureMatrix.of(new double[][] {{1}, {2}}), new int[2], CONTEXT);
        assertThat(widths.width(0)).isInstanceOf(Statistic.Undetermined.class);
        assertThat(widths.mean()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(widths.ofCluster(0)).isEmpty();
    }

    @Test
    void aSampleOfEverythingIsExact() {
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(300, 2, 3, 1));
        int[] labels = Samples.cyclic(300, 3);
        assertThat(Silhouette.sampled(300).of(matrix, labels, CONTEXT))
                .isEqualTo(Silhouette.exact().of(matrix, labels, CONTEXT));
    }

    @Test
    void sampledIntervalsCoverTheExactValue() {
        // Of 100 intervals of 95 %, fewer than 90 cover with probability 0.011 (binomial); the seeds are fixed.
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(2000, 2, 4, 2));
        int[] labels = Samples.cyclic(2000, 4);
        double exact = Silhouette.exact().of(matrix, labels, CONTEXT).orElseThrow();
        int covered = 0;
        double sum = 0;
        for (int seed = 0; seed < 100; seed++) {
            Statistic.Estimate estimate =
                    (Statistic.Estimate) Silhouette.sampled(150).of(matrix, labels, RunContext.seeded(seed));
            sum += estimate.number();
            covered += estimate.lower() <= exact && exact <= estimate.upper() ? 1 : 0;
            assertThat(estimate.confidence()).isEqualTo(0.95);
        }
        assertThat(covered).isBetween(90, 100);
        // The spread of the widths is below 0.4, so 4 standard errors of the mean of 100 estimates are below 0.0131.
        assertThat(sum / 100).isCloseTo(exact, within(0.0131));
    }

    @Test
    void tooSmallASampleIsRefused() {
        assertThatThrownBy(() -> Silhouette.sampled(29))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 30 rows, was 29");
    }

    @Test
    void tellsHowFarItHasCome() {
        List<ProgressListener.Progress> heard = new ArrayList<>();
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(9000, 1, 2, 3));
        int[] labels = Samples.cyclic(9000, 2);
        Silhouette.exact().of(matrix, labels, CONTEXT.withListener(heard::add));
        assertThat(heard).hasSize(2);
        assertThat(heard.get(1).done()).isEqualTo(heard.get(1).total());
    }

    @Test
    void stopsOnTheWayWhenCancelled() {
        Cancellation cancellation = Cancellation.create();
        List<Long> heard = new ArrayList<>();
        RunContext context = CONTEXT.withCancellation(cancellation).withListener(progress -> {
            heard.add(progress.done());
            cancellation.cancel();
        });
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(9000, 1, 2, 3));
        assertThatThrownBy(() -> Silhouette.exact().of(matrix, Samples.cyclic(9000, 2), context))
                .isInstanceOf(CancelledException.class);
        assertThat(heard).containsExactly(32L);
    }

    @Test
    void columnsMayBeAbsent() {
        double[][] rows = new double[4][0];
        assertThat(Silhouette.exact().of(FeatureMatrix.of(rows), new int[] {0, 0, 1, 1}, CONTEXT))
                .isEqualTo(Statistic.of(0));
    }
}
