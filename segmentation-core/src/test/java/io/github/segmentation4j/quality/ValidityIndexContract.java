package io.github.segmentation4j.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ValidityIndex} keeps; extend it with an index of your own. */
public abstract class ValidityIndexContract {
    private static final RunContext CONTEXT = RunContext.seeded(17);

    /** Returns the index under test. */
    protected abstract ValidityIndex index();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    protected void sameBitsForAnyThreadCount(int threads) {
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(1500, 3, 4, 1));
        int[] labels = Samples.cyclic(1500, 4);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            assertThat(index().of(matrix, labels, CONTEXT.withExecutor(pool, threads)))
                    .isEqualTo(index().of(matrix, labels, CONTEXT));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    protected void namesOfClustersDoNotMatter() {
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(500, 3, 4, 2));
        int[] labels = Samples.cyclic(500, 4);
        int[] renamed =
                Arrays.stream(labels).map(label -> 1_000_000 - 77 * label).toArray();
        assertThat(index().of(matrix, renamed, CONTEXT)).isEqualTo(index().of(matrix, labels, CONTEXT));
    }

    @Test
    protected void labelsAreLeftAsTheyWere() {
        int[] labels = Samples.cyclic(200, 3);
        index().of(FeatureMatrix.of(Samples.blobs(200, 2, 3, 3)), labels, CONTEXT);
        assertThat(labels).isEqualTo(Samples.cyclic(200, 3));
    }

    @Test
    protected void theBetterPartitionIsTheOneWithTheClusters() {
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(400, 2, 4, 4));
        double right = index().of(matrix, Samples.cyclic(400, 4), CONTEXT).orElseThrow();
        double chance = index().of(matrix, Samples.random(400, 4, 5), CONTEXT).orElseThrow();
        if (index().direction() == ValidityIndex.Direction.HIGHER_IS_BETTER) {
            assertThat(right).isGreaterThan(chance);
        } else {
            assertThat(right).isLessThan(chance);
        }
        assertThat(index().name()).isNotBlank();
    }

    @Test
    protected void withoutARowThereIsAReasonAndNoValue() {
        int[] noise = new int[50];
        Arrays.fill(noise, Clustering.NOISE);
        assertThat(index().of(FeatureMatrix.of(new double[0][]), new int[0], CONTEXT))
                .isInstanceOf(Statistic.Undetermined.class);
        assertThat(index().of(FeatureMatrix.of(Samples.blobs(50, 2, 2, 6)), noise, CONTEXT))
                .isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    protected void badInputIsRefusedWithItsPlace() {
        FeatureMatrix holed = FeatureMatrix.of(new double[][] {{1, 2}, {3, Double.NaN}, {5, 6}});
        assertThatThrownBy(() -> index().of(holed, new int[] {0, 1, 1}, CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 2, column 'x2'");
        assertThatThrownBy(() -> index().of(holed, new int[2], CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("each of the 3 rows, were 2");
    }

    @Test
    protected void cancellationStopsTheWork() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        RunContext cancelled = CONTEXT.withCancellation(cancellation);
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(300, 2, 3, 10));
        assertThatThrownBy(() -> index().of(matrix, Samples.cyclic(300, 3), cancelled))
                .isInstanceOf(CancelledException.class);
    }
}
