package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Eigenvectors of graphs, compared with those of the whole matrix. */
class GraphEigenvectorsTest {
    private static final RunContext CONTEXT = RunContext.seeded(3);

    // Three neighbours leave pieces, a Gaussian of width 1 leaves most eigenvalues near 0.
    @ParameterizedTest
    @CsvSource({"9, 3", "60, 3", "150, 5", "150, 12"})
    void theyAreThoseOfTheLargestEigenvaluesOfTheWholeMatrix(int count, int wanted) {
        for (Affinity affinity : new Affinity[] {
            Affinity.symmetricNeighbours(3),
            Affinity.symmetricNeighbours(10),
            Affinity.gaussian(0.3),
            Affinity.gaussian(1),
            Affinity.localScaling(7)
        }) {
            AffinityGraph graph = graph(rows(count), affinity);
            GraphPieces pieces = GraphPieces.of(graph, Checkpoint.none());
            int all = Math.max(wanted, pieces.count);
            GraphEigenvectors.Found found = GraphEigenvectors.of(graph, pieces, all, CONTEXT);
            assertThat(found.converged()).as(affinity.toString()).isTrue();
            double[] expected = eigen(graph).values;
            double[] values = new double[all];
            for (int v = 0; v < all; v++) {
                double[] vector = column(found, v);
                double[] product = product(graph, vector);
                values[v] = dot(vector, product);
                for (int row = 0; row < vector.length; row++) {
                    assertThat(product[row]).isCloseTo(values[v] * vector[row], within(1e-6));
                }
                for (int w = 0; w <= v; w++) {
                    assertThat(dot(vector, column(found, w))).isCloseTo(v == w ? 1 : 0, within(1e-10));
                }
            }
            assertThat(values).containsExactly(Arrays.copyOf(expected, all), within(1e-9));
        }
    }

    // A ring has each eigenvalue twice; 40 rows equally far from each other have all but one alike.
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void eigenvaluesThatAreThereSeveralTimesAreFoundSoOften(int wanted) {
        double[][] ring = IntStream.range(0, 64)
                .mapToObj(
                        i -> new double[] {StrictMath.cos(2 * Math.PI * i / 64), StrictMath.sin(2 * Math.PI * i / 64)})
                .toArray(double[][]::new);
        double[][] simplex = new double[40][40];
        for (int i = 0; i < 40; i++) {
            simplex[i][i] = 1;
        }
        for (double[][] rows : new double[][][] {ring, simplex}) {
            AffinityGraph graph = graph(rows, Affinity.gaussian(0.5));
            GraphPieces pieces = GraphPieces.of(graph, Checkpoint.none());
            GraphEigenvectors.Found found = GraphEigenvectors.of(graph, pieces, wanted, CONTEXT);
            double[] expected = eigen(graph).values;
            assertThat(found.converged()).isTrue();
            for (int v = 0; v < wanted; v++) {
                double[] vector = column(found, v);
                assertThat(dot(vector, product(graph, vector))).isCloseTo(expected[v], within(1e-9));
            }
        }
    }

    private static double[][] rows(int count) {
        SeededRandom random = SeededRandom.of(count);
        double[][] rows = new double[count][2];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextGaussian());
        }
        return rows;
    }

    private static AffinityGraph graph(double[][] rows, Affinity affinity) {
        DistinctRows distinct = DistinctRows.of(FeatureMatrix.of(rows), "test", CONTEXT);
        return AffinityGraph.of(new SquaredDistances(distinct.rows), distinct.counts(), affinity, CONTEXT);
    }

    private static SymmetricEigen eigen(AffinityGraph graph) {
        double[][] whole = new double[graph.count()][graph.count()];
        for (int row = 0; row < whole.length; row++) {
            whole[row][row] = graph.self[row];
            for (int e = 0; e < graph.targets[row].length; e++) {
                whole[row][graph.targets[row][e]] = graph.strengths[row][e];
            }
        }
        return SymmetricEigen.of(whole, Checkpoint.none());
    }

    private static double[] column(GraphEigenvectors.Found found, int number) {
        return Arrays.stream(found.rows()).mapToDouble(row -> row[number]).toArray();
    }

    private static double[] product(AffinityGraph graph, double[] vector) {
        double[] product = new double[vector.length];
        graph.multiply(vector, product, 1, 1, 0, 0);
        return product;
    }

    private static double dot(double[] first, double[] second) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += first[i] * second[i];
        }
        return sum;
    }
}
