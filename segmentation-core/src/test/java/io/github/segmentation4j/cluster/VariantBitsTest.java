package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.Precision;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.nio.ByteBuffer;
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
 * Every variant of k-means gives the same bits on every JDK and machine, with every kernel and for any number of threads:
 * the digests below were taken once and must never change.
 */
class VariantBitsTest {
    enum Variant {
        GREEDY("cd02197f400f8aa5") {
            @Override
            Clustering fit(RunContext context) {
                return KMeans.withClusters(7).withRestarts(3).fit(rows(9_000, 5), context);
            }
        },
        SETTLED_ROWS_NOT_COMPARED("d6c096539e9a5d05") {
            @Override
            Clustering fit(RunContext context) {
                return KMeans.withClusters(60).withRestarts(1).fit(rows(9_000, 40), context);
            }
        },
        PLUS_PLUS("f0234eeac77bfcdc") {
            @Override
            Clustering fit(RunContext context) {
                return KMeans.withClusters(7)
                        .withStart(KMeans.Start.PLUS_PLUS)
                        .withRestarts(2)
                        .fit(rows(9_000, 5), context);
            }
        },
        PARALLEL("9edf49ebcfdf3d69") {
            @Override
            Clustering fit(RunContext context) {
                return KMeans.withClusters(7)
                        .withStart(KMeans.Start.PARALLEL)
                        .withRestarts(2)
                        .fit(rows(9_000, 5), context);
            }
        },
        RANDOM("8f419d7733dc2756") {
            @Override
            Clustering fit(RunContext context) {
                return KMeans.withClusters(7)
                        .withStart(KMeans.Start.RANDOM)
                        .withRestarts(2)
                        .fit(rows(9_000, 5), context);
            }
        },
        WEIGHTS("578482b44358c7bd") {
            @Override
            Clustering fit(RunContext context) {
                FeatureMatrix rows = rows(9_000, 5);
                return KMeans.withClusters(7)
                        .withRestarts(2)
                        .withFeatureWeights(1, 2, 0.3, 1, 4)
                        .fit(TrainingSet.of(rows).withWeights(weights(rows.rowCount())), context);
            }
        },
        MISSING_VALUES("84ab631527a106ec") {
            @Override
            Clustering fit(RunContext context) {
                double[][] rows = rows(9_000, 5).toArray();
                for (int row = 0; row < rows.length; row += 7) {
                    rows[row][row % 5] = Double.NaN;
                }
                return KMeans.withClusters(7)
                        .withRestarts(2)
                        .withMissing(MissingValues.OBSERVED_ONLY)
                        .fit(FeatureMatrix.of(rows), context);
            }
        },
        SINGLE_PRECISION("8d8dfe4062467ca1") {
            @Override
            Clustering fit(RunContext context) {
                return KMeans.withClusters(7)
                        .withRestarts(2)
                        .fit(rows(9_000, 5).withPrecision(Precision.SINGLE), context);
            }
        },
        MINI_BATCH("263cacabf7d54401") {
            @Override
            Clustering fit(RunContext context) {
                return MiniBatchKMeans.withClusters(7).withBatchSize(300).fit(rows(9_000, 5), context);
            }
        },
        BISECTING("15cc3dc7a2ba3185") {
            @Override
            Clustering fit(RunContext context) {
                return BisectingKMeans.withClusters(7).withRuns(2).fit(rows(9_000, 5), context);
            }
        },
        TRIMMED("8f79b7a3bcc4dc7a") {
            @Override
            Clustering fit(RunContext context) {
                return TrimmedKMeans.withClusters(7).withRestarts(2).fit(rows(9_000, 5), context);
            }
        },
        SPHERICAL("c13fd6a8f1b930f2") {
            @Override
            Clustering fit(RunContext context) {
                return SphericalKMeans.withClusters(7).withRestarts(2).fit(rows(9_000, 5), context);
            }
        },
        CONSTRAINED("d9b1ca7afb693ba2") {
            @Override
            Clustering fit(RunContext context) {
                return ConstrainedKMeans.withClusters(4)
                        .withSizes(450, 600)
                        .withRestarts(2)
                        .fit(rows(2_000, 3), context);
            }
        },
        OPTIMAL("111bca3f529a9f0f") {
            @Override
            Clustering fit(RunContext context) {
                return OptimalKMeans.withClusters(7).fit(rows(9_000, 1), context);
            }
        },
        ONE_PASS("57bb30392f5f7d11") {
            @Override
            Clustering fit(RunContext context) {
                List<FeatureMatrix> blocks = new ArrayList<>();
                FeatureMatrix all = rows(20_000, 4);
                for (int from = 0; from < all.rowCount(); from += 3_000) {
                    int[] part = new int[Math.min(3_000, all.rowCount() - from)];
                    int first = from;
                    Arrays.setAll(part, i -> first + i);
                    blocks.add(all.rows(part));
                }
                Coreset.Builder coreset = Coreset.builder(2_000, context);
                blocks.forEach(coreset::add);
                return KMeans.withClusters(7)
                        .withRestarts(2)
                        .fit(coreset.build().trainingSet(), context);
            }
        };

        private final String digest;

        Variant(String digest) {
            this.digest = digest;
        }

        abstract Clustering fit(RunContext context);
    }

    @ParameterizedTest
    @EnumSource
    void sameBitsEverywhereForAnyThreadCount(Variant variant) {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<String> found = new ArrayList<>();
            for (int threads : new int[] {1, 2, 3, 8}) {
                found.add(digest(variant.fit(RunContext.seeded(11).withExecutor(pool, threads))));
            }
            assertThat(found).containsOnly(variant.digest);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Overlapping normal clouds. */
    private static FeatureMatrix rows(int count, int columns) {
        SeededRandom random = SeededRandom.of(count + columns);
        double[][] rows = new double[count][columns];
        for (int row = 0; row < count; row++) {
            int cloud = random.nextInt(9);
            Arrays.setAll(rows[row], c -> random.nextGaussian() + (cloud * (c + 3) % 7));
        }
        return FeatureMatrix.of(rows);
    }

    private static double[] weights(int count) {
        double[] weights = new double[count];
        Arrays.setAll(weights, row -> 0.25 + row % 11);
        return weights;
    }

    private static String digest(Clustering clustering) {
        MessageDigest sha = sha256();
        for (int label : clustering.labels()) {
            sha.update((byte) label);
        }
        CentroidModel model = (CentroidModel) clustering.model();
        for (int j = 0; j < model.clusterCount(); j++) {
            for (double value : model.centroid(j)) {
                sha.update(ByteBuffer.allocate(Double.BYTES).putDouble(value).flip());
            }
        }
        double inertia = clustering.inertia().orElseThrow();
        sha.update(ByteBuffer.allocate(Double.BYTES).putDouble(inertia).flip());
        return HexFormat.of().formatHex(sha.digest(), 0, 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
