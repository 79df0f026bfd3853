package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymmetricEigenTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "7, 1", "40, 1", "40, 1e150", "40, 1e-150"})
    void vectorsAreOrthonormalAndSolveTheirEquations(int size, double scale) {
        SeededRandom random = SeededRandom.of(size);
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = scale * random.nextGaussian();
                matrix[j][i] = matrix[i][j];
            }
        }
        SymmetricEigen found = eigen(matrix);
        for (int a = 0; a < size; a++) {
            assertThat(a == 0 || found.values[a] <= found.values[a - 1]).isTrue();
            for (int b = 0; b < size; b++) {
                assertThat(dot(found.vectors[a], found.vectors[b])).isCloseTo(a == b ? 1 : 0, within(1e-13));
            }
            for (int i = 0; i < size; i++) {
                assertThat(dot(matrix[i], found.vectors[a]))
                        .isCloseTo(found.values[a] * found.vectors[a][i], within(1e-13 * scale * size));
            }
        }
    }

    @Test
    void knownMatricesHaveTheirEigenvalues() {
        assertThat(eigen(new double[][] {{2, 1}, {1, 2}}).values).containsExactly(new double[] {3, 1}, within(1e-15));
        assertThat(eigen(new double[3][3]).values).containsExactly(0, 0, 0);
        double[][] ones = new double[5][5];
        Arrays.stream(ones).forEach(row -> Arrays.fill(row, 1));
        assertThat(eigen(ones).values).containsExactly(new double[] {5, 0, 0, 0, 0}, within(1e-15));
    }

    private static SymmetricEigen eigen(double[][] matrix) {
        double[][] copy = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        return SymmetricEigen.of(copy, Checkpoint.none());
    }

    private static double dot(double[] first, double[] second) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += first[i] * second[i];
        }
        return sum;
    }
}
