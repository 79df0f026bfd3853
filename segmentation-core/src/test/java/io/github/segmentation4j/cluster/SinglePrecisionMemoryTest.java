package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.Precision;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.UsedMemory;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What single precision is for. Other garbage of the test run amounts to a few MB at most. */
class SinglePrecisionMemoryTest {
    private static final int ROWS = 500_000;
    private static final int COLUMNS = 32;
    private static final long IN_DOUBLE = (long) ROWS * COLUMNS * Double.BYTES;

    @Test
    void matrixTakesHalfTheMemory() {
        long before = UsedMemory.bytes();
        FeatureMatrix matrix = matrix(Precision.SINGLE);
        long retained = UsedMemory.bytes() - before;
        // Asked after the reading, so that the matrix is still there while it is measured.
        assertThat(matrix.precision()).isEqualTo(Precision.SINGLE);
        assertThat(retained).isBetween((long) (0.48 * IN_DOUBLE), (long) (0.55 * IN_DOUBLE));
    }

    @Test
    void fitMakesNoCopyInDoublePrecision() {
        FeatureMatrix matrix = matrix(Precision.SINGLE);
        AtomicLong most = new AtomicLong();
        long before = UsedMemory.bytes();
        Clustering found = KMeans.withClusters(2)
                .withRestarts(2)
                .withMaxIterations(2)
                .fit(
                        matrix,
                        RunContext.seeded(1)
                                .withListener(progress -> most.accumulateAndGet(UsedMemory.bytes(), Math::max)));
        assertThat(found.size()).isEqualTo(matrix.rowCount());
        // Labels and distances of each row, 16 bytes with those of the best run, against 256 for a copy.
        assertThat(most.get() - before).isBetween(0L, IN_DOUBLE / 4);
    }

    private static FeatureMatrix matrix(Precision precision) {
        List<Feature> features = IntStream.range(0, COLUMNS)
                .mapToObj(column -> Feature.of("x" + column))
                .toList();
        FeatureMatrix.Builder builder = FeatureMatrix.builder(features, ROWS, precision);
        for (int row = 0; row < ROWS; row++) {
            builder.set(row, 0, row % 1000);
        }
        return builder.build();
    }
}
