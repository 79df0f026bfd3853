package io.github.segmentation4j.quality;

import static io.github.segmentation4j.quality.Samples.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Named.named;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every index takes noise in the same way. */
class NoisePolicyTest {
    private static final int ROWS = 120;
    private static final int KEPT = 100;
    private static final double[][] VALUES = Samples.blobs(ROWS, 2, 3, 9);
    private static final FeatureMatrix MATRIX = FeatureMatrix.of(VALUES);
    private static final FeatureMatrix WITHOUT_NOISE = FeatureMatrix.of(Arrays.copyOf(VALUES, KEPT));

    static Stream<Named<Function<NoisePolicy, ValidityIndex>>> indices() {
        return Stream.of(
                named("silhouette", noise -> Silhouette.exact().withNoise(noise)),
                named("sampled silhouette", noise -> Silhouette.sampled(30).withNoise(noise)),
                named("simplified silhouette", noise -> Silhouette.simplified().withNoise(noise)),
                named("Dunn", noise -> Dunn.withDefaults().withNoise(noise)),
                named(
                        "Calinski-Harabasz",
                        noise -> CalinskiHarabasz.withDefaults().withNoise(noise)),
                named("Davies-Bouldin", noise -> DaviesBouldin.withDefaults().withNoise(noise)),
                named("inertia", noise -> Inertia.withDefaults().withNoise(noise)));
    }

    /** With DBCV, to which a cluster of one row says nothing. */
    static Stream<Named<Function<NoisePolicy, ValidityIndex>>> allIndices() {
        return Stream.concat(
                indices(), Stream.of(named("DBCV", noise -> Dbcv.withDefaults().withNoise(noise))));
    }

    @ParameterizedTest
    @MethodSource("allIndices")
    void noiseIsLeftOutOrTakenAsTheLabelsSay(Function<NoisePolicy, ValidityIndex> index) {
        int[] labels = withNoise(Samples.cyclic(ROWS, 3));
        int[] together =
                Arrays.stream(labels).map(l -> l == Clustering.NOISE ? 99 : l).toArray();
        int[] apart = labels.clone();
        for (int row = KEPT; row < ROWS; row++) {
            apart[row] = row;
        }
        ValidityIndex excluding = index.apply(NoisePolicy.EXCLUDE);
        assertThat(excluding.of(MATRIX, labels, CONTEXT).orElseThrow())
                .isCloseTo(
                        excluding
                                .of(WITHOUT_NOISE, Arrays.copyOf(labels, KEPT), CONTEXT)
                                .orElseThrow(),
                        within(1e-10));
        assertThat(index.apply(NoisePolicy.ONE_CLUSTER).of(MATRIX, labels, CONTEXT))
                .isEqualTo(excluding.of(MATRIX, together, CONTEXT));
        assertThat(index.apply(NoisePolicy.SINGLETONS).of(MATRIX, labels, CONTEXT))
                .isEqualTo(excluding.of(MATRIX, apart, CONTEXT));
    }

    @ParameterizedTest
    @MethodSource("allIndices")
    void noiseAloneIsNoPartition(Function<NoisePolicy, ValidityIndex> index) {
        int[] noise = new int[ROWS];
        Arrays.fill(noise, Clustering.NOISE);
        boolean comparesClusters = !index.apply(NoisePolicy.EXCLUDE).name().equals("inertia");
        assertUndetermined(index.apply(NoisePolicy.EXCLUDE).of(MATRIX, noise, CONTEXT), true);
        assertUndetermined(index.apply(NoisePolicy.ONE_CLUSTER).of(MATRIX, noise, CONTEXT), comparesClusters);
        assertUndetermined(index.apply(NoisePolicy.SINGLETONS).of(MATRIX, noise, CONTEXT), comparesClusters);
    }

    @ParameterizedTest
    @MethodSource("indices")
    void oneClusterCanBeComparedWithItsNoiseOnly(Function<NoisePolicy, ValidityIndex> index) {
        int[] labels = withNoise(new int[ROWS]);
        boolean comparesClusters = !index.apply(NoisePolicy.EXCLUDE).name().equals("inertia");
        Statistic without = index.apply(NoisePolicy.EXCLUDE).of(MATRIX, labels, CONTEXT);
        assertUndetermined(without, comparesClusters);
        if (without instanceof Statistic.Undetermined none) {
            assertThat(none.reason()).contains("the 100 rows are in 1 cluster (20 rows of noise left out)");
        }
        assertUndetermined(index.apply(NoisePolicy.ONE_CLUSTER).of(MATRIX, labels, CONTEXT), false);
        assertUndetermined(index.apply(NoisePolicy.SINGLETONS).of(MATRIX, labels, CONTEXT), false);
    }

    private static int[] withNoise(int[] labels) {
        Arrays.fill(labels, KEPT, ROWS, Clustering.NOISE);
        return labels;
    }

    private static void assertUndetermined(Statistic statistic, boolean expected) {
        assertThat(statistic instanceof Statistic.Undetermined)
                .as(statistic.toString())
                .isEqualTo(expected);
    }
}
