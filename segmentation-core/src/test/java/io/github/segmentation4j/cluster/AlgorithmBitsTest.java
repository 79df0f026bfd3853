package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.distance.Gower;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every algorithm gives the same labels and the same model, to the bit, on every JDK and machine, with every kernel and for
 * any number of threads: the digests below were taken once and must never change.
 */
class AlgorithmBitsTest {
    private static final int ROWS = 2_500;

    enum Algorithm {
        FULL_MIXTURE(
                "0fc41d1eceef3e3f",
                GaussianMixture.withClusters(5).withRestarts(2).withMaxIterations(30)),
        TIED_MIXTURE(
                "2a81b8f2b6a094e5",
                GaussianMixture.withClusters(5)
                        .withCovariance(GaussianMixture.Covariance.TIED)
                        .withRestarts(2)
                        .withMaxIterations(30)),
        PROTOTYPES(
                "9bb4a661c125ce64",
                KPrototypes.withClusters(5).withCategorical("x4").withRestarts(3)),
        MODES("612300e1415a8ebc", KModes.withClusters(5).withRestarts(3)),
        MEDOIDS("b81a4ede29e98b78", KMedoids.withClusters(5)),
        MEDOIDS_BY_GOWER("4dd934db7c9ed6e4", KMedoids.withClusters(5).withDissimilarity(Gower.of("x4"))),
        CLARA("81bf832d245374fb", Clara.withClusters(5)),
        WARD("592879bc10a09db4", Agglomerative.withClusters(5)),
        AVERAGE("cf40a04aadae7543", Agglomerative.withClusters(5).withLinkage(Linkage.AVERAGE)),
        COMPLETE("75de16d5d9d38837", Agglomerative.withClusters(5).withLinkage(Linkage.COMPLETE)),
        SINGLE("48599ed0ddc1b194", Agglomerative.withClusters(5).withLinkage(Linkage.SINGLE)),
        CENTROID("5ffdef8d8198c1b6", Agglomerative.withClusters(5).withLinkage(Linkage.CENTROID)),
        BIRCH("b97bc4bce5685657", Birch.withClusters(5).withMaximumLeaves(300)),
        DBSCAN("6a453dc35b714573", Dbscan.withRadius(1)),
        DBSCAN_BY_MAHALANOBIS("28f11b769de90e1d", Dbscan.withRadius(0.5).withDissimilarity(Distances.mahalanobis())),
        OPTICS("e4034fa5d9b5d081", Optics.withMinimumNeighbours(8)),
        HDBSCAN("6f7065e782b6b757", Hdbscan.withMinimumClusterSize(12)),
        HDBSCAN_BY_MANHATTAN(
                "6ddc8f2b356d7f02", Hdbscan.withMinimumClusterSize(12).withDissimilarity(Distances.manhattan())),
        SPECTRAL("c6c5a9bf1b538c61", SpectralClustering.withClusters(5)),
        CONSENSUS("4af781d7667d1034", ConsensusClustering.withClusters(5));

        private final String digest;

        // Clusterers are immutable.
        @SuppressWarnings("ImmutableEnumChecker")
        private final Clusterer clusterer;

        Algorithm(String digest, Clusterer clusterer) {
            this.digest = digest;
            this.clusterer = clusterer;
        }
    }

    @ParameterizedTest
    @EnumSource
    void sameBitsEverywhereForAnyThreadCount(Algorithm algorithm) {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<String> found = new ArrayList<>();
            for (int threads : new int[] {1, 2, 3, 8}) {
                RunContext context = RunContext.seeded(11).withExecutor(pool, threads);
                found.add(digest(algorithm.clusterer.fit(rows(), context)));
            }
            assertThat(found).containsOnly(algorithm.digest);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Overlapping normal clouds, with a last column of few values and many ties. */
    private static FeatureMatrix rows() {
        SeededRandom random = SeededRandom.of(ROWS);
        double[][] rows = new double[ROWS][4];
        for (int row = 0; row < ROWS; row++) {
            int cloud = random.nextInt(5);
            Arrays.setAll(rows[row], c -> random.nextGaussian() + (cloud * (c + 3) % 7) * 2);
            rows[row][2] = Math.rint(rows[row][2]);
            rows[row][3] = cloud == 0 ? random.nextInt(4) : cloud % 3;
        }
        return FeatureMatrix.of(rows);
    }

    private static String digest(Clustering clustering) {
        MessageDigest sha = sha256();
        for (int label : clustering.labels()) {
            sha.update((byte) label);
        }
        clustering.inertia().ifPresent(inertia -> update(sha, inertia));
        clustering.cost().ifPresent(cost -> update(sha, cost));
        update(sha, clustering.model().state());
        return HexFormat.of().formatHex(sha.digest(), 0, 8);
    }

    private static void update(MessageDigest sha, ModelState state) {
        for (String name : state.names()) {
            sha.update(name.getBytes(StandardCharsets.UTF_8));
            Object value = state.value(name);
            if (value instanceof ModelState child) {
                update(sha, child);
            } else if (value instanceof double[] numbers) {
                for (double number : numbers) {
                    update(sha, number);
                }
            } else if (value instanceof Double number) {
                update(sha, number);
            } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof ModelState) {
                state.children(name).forEach(child -> update(sha, child));
            } else {
                sha.update(value.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void update(MessageDigest sha, double value) {
        sha.update(ByteBuffer.allocate(Double.BYTES).putDouble(value).flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
