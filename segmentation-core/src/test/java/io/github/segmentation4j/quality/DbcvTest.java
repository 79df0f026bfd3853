package io.github.segmentation4j.quality;

import static io.github.segmentation4j.quality.Samples.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DbcvTest extends ValidityIndexContract {
    @Override
    protected ValidityIndex index() {
        return Dbcv.withDefaults();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void equalsThePlainDefinition(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int clusters = 2 + random.nextInt(3);
        double[][] rows = Samples.blobs(60 + random.nextInt(60), 2 + random.nextInt(3), clusters, seed);
        int[] labels = Samples.random(rows.length, clusters, seed + 50);
        if (seed % 2 == 0) {
            labels = Samples.cyclic(rows.length, clusters);
        }
        double found =
                Dbcv.withDefaults().of(FeatureMatrix.of(rows), labels, CONTEXT).orElseThrow();
        assertThat(found)
                .isCloseTo(plain(rows, labels, clusters), within(1e-12))
                .isBetween(-1.0, 1.0);
    }

    // Values of a separate program in Python, written from the paper.
    @Test
    @RequiresData("clustering/iris.csv")
    void judgesTheSpeciesOfIris() {
        ReferenceData.Iris iris = ReferenceData.iris();
        FeatureMatrix matrix = FeatureMatrix.of(iris.rows());
        int[] setosa = Arrays.stream(iris.species()).map(s -> Math.min(s, 1)).toArray();
        assertThat(Dbcv.withDefaults().of(matrix, iris.species(), CONTEXT).orElseThrow())
                .isCloseTo(0.022018114494362043, within(1e-10));
        assertThat(Dbcv.withDefaults().of(matrix, setosa, CONTEXT).orElseThrow())
                .isCloseTo(0.6519847704620617, within(1e-10));
    }

    // Values of the same program.
    @Test
    @RequiresData({"clustering/other/hdbscan.data.gz", "clustering/other/hdbscan.labels0.gz"})
    void noiseCostsItsShareWhereItIsASingleton() {
        FeatureMatrix matrix = FeatureMatrix.of(ReferenceData.matrix("clustering/other/hdbscan.data.gz"));
        int[] labels = Arrays.stream(ReferenceData.labels("clustering/other/hdbscan.labels0.gz"))
                .map(label -> label == 0 ? Clustering.NOISE : label)
                .toArray();
        assertThat(Dbcv.withDefaults().of(matrix, labels, CONTEXT).orElseThrow())
                .isCloseTo(0.010494623746473357, within(1e-10));
        assertThat(Dbcv.withDefaults()
                        .withNoise(NoisePolicy.SINGLETONS)
                        .of(matrix, labels, CONTEXT)
                        .orElseThrow())
                .isCloseTo(0.008176625430881573, within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void orderOfTheRowsChangesNoBit(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[200][2];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextInt(9));
        }
        int[] labels = Arrays.stream(rows).mapToInt(row -> row[0] < 4 ? 0 : 1).toArray();
        int[] order = Samples.permutation(200, seed);
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        assertThat(Dbcv.withDefaults().of(matrix.rows(order), Samples.reorder(labels, order), CONTEXT))
                .isEqualTo(Dbcv.withDefaults().of(matrix, labels, CONTEXT));
    }

    @Test
    void degeneratePartitionsHaveAValueOrAReason() {
        FeatureMatrix equal = FeatureMatrix.of(new double[6][2]);
        assertThat(Dbcv.withDefaults().of(equal, new int[] {0, 0, 0, 1, 1, 1}, CONTEXT))
                .isEqualTo(Statistic.of(0));
        assertThat(Dbcv.withDefaults().of(equal, new int[6], CONTEXT)).isInstanceOf(Statistic.Undetermined.class);
        assertThat(Dbcv.withDefaults().of(equal, new int[] {0, 0, 0, 0, 0, 1}, CONTEXT))
                .isInstanceOf(Statistic.Undetermined.class);
        FeatureMatrix huge = FeatureMatrix.of(new double[][] {{1e200}, {-1e200}, {2e200}, {-2e200}});
        assertThat(Dbcv.withDefaults().of(huge, new int[] {0, 1, 0, 1}, CONTEXT))
                .isInstanceOf(Statistic.Undetermined.class);
    }

    private static double plain(double[][] rows, int[] labels, int clusters) {
        List<List<double[]>> inner = new ArrayList<>();
        List<double[]> innerCores = new ArrayList<>();
        double[] sparseness = new double[clusters];
        int[] sizes = new int[clusters];
        for (int g = 0; g < clusters; g++) {
            int cluster = g;
            double[][] members = IntStream.range(0, rows.length)
                    .filter(r -> labels[r] == cluster)
                    .mapToObj(r -> rows[r])
                    .sorted(Arrays::compare)
                    .toArray(double[][]::new);
            sizes[g] = members.length;
            double[] cores =
                    Arrays.stream(members).mapToDouble(m -> core(m, members)).toArray();
            int[][] edges = tree(members, cores);
            int[] degrees = new int[members.length];
            for (int[] edge : edges) {
                degrees[edge[0]]++;
                degrees[edge[1]]++;
            }
            for (int[] edge : edges) {
                if (degrees[edge[0]] > 1 && degrees[edge[1]] > 1) {
                    sparseness[g] = Math.max(sparseness[g], reach(members, cores, edge[0], edge[1]));
                }
            }
            int[] nodes = IntStream.range(0, members.length)
                    .filter(i -> degrees[i] > 1)
                    .toArray();
            inner.add(Arrays.stream(nodes).mapToObj(i -> members[i]).toList());
            innerCores.add(Arrays.stream(nodes).mapToDouble(i -> cores[i]).toArray());
        }
        double sum = 0;
        for (int g = 0; g < clusters; g++) {
            double apart = Double.POSITIVE_INFINITY;
            for (int other = 0; other < clusters; other++) {
                for (int i = 0; other != g && i < inner.get(g).size(); i++) {
                    for (int j = 0; j < inner.get(other).size(); j++) {
                        double far =
                                distance(inner.get(g).get(i), inner.get(other).get(j));
                        apart = Math.min(
                                apart,
                                Math.max(
                                        far,
                                        Math.max(
                                                innerCores.get(g)[i], innerCores.get(other)[j])));
                    }
                }
            }
            sum += sizes[g] * (apart - sparseness[g]) / Math.max(apart, sparseness[g]);
        }
        return sum / rows.length;
    }

    private static double core(double[] row, double[][] members) {
        double sum = 0;
        for (double[] other : members) {
            sum += other == row ? 0 : StrictMath.pow(1 / distance(row, other), row.length);
        }
        return StrictMath.pow(sum / (members.length - 1), -1.0 / row.length);
    }

    /** Prim's algorithm from the first row on: which of several minimum trees it is decides which nodes are inner ones. */
    private static int[][] tree(double[][] members, double[] cores) {
        List<Integer> joined = new ArrayList<>(List.of(0));
        int[][] edges = new int[members.length - 1][];
        for (int e = 0; e < edges.length; e++) {
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < members.length; i++) {
                for (int j : joined) {
                    if (!joined.contains(i) && reach(members, cores, i, j) < least) {
                        least = reach(members, cores, i, j);
                        edges[e] = new int[] {i, j};
                    }
                }
            }
            joined.add(edges[e][0]);
        }
        return edges;
    }

    private static double reach(double[][] members, double[] cores, int i, int j) {
        return Math.max(distance(members[i], members[j]), Math.max(cores[i], cores[j]));
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return Math.sqrt(sum);
    }
}
