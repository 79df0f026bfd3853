package io.github.segmentation4j.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockSumsTest {
    @Test
    void deviationsFromTheCentresAddUpByClusterAndColumn() {
        double[] block = new double[2 * PointBlocks.ROWS];
        block[0] = 1;
        block[1] = 5;
        block[2] = 9;
        block[PointBlocks.ROWS] = 10;
        block[PointBlocks.ROWS + 1] = 20;
        block[PointBlocks.ROWS + 2] = 40;
        double[] sums = {100, 0, 0, 0};
        BlockSums.addDeviations(
                block, 3, new int[] {0, 1, 1}, new double[] {2, 1, 3}, new double[] {0, 4, 10, 20}, 2, sums);
        assertThat(sums).containsExactly(102, 1 + 3 * 5, 0, 3 * 20);
    }

    @Test
    void missingValuesAddNothing() {
        double[] block = new double[PointBlocks.ROWS];
        block[0] = 1;
        block[1] = Double.NaN;
        block[2] = 9;
        double[] sums = {100, 0};
        double[] observed = new double[2];
        BlockSums.addObservedDeviations(
                block, 3, new int[] {0, 1, 1}, new double[] {2, 1, 3}, new double[] {0, 4}, 2, sums, observed);
        assertThat(sums).containsExactly(102, 3 * 5);
        assertThat(observed).containsExactly(2, 3);
    }

    @Test
    void movedPointsLeaveOneSumForAnother() {
        double[] block = new double[PointBlocks.ROWS];
        block[0] = 1;
        block[2] = 9;
        block[3] = 100;
        double[] sums = {10, 20};
        int[] before = {-1, 0, 1, 0};
        int[] after = {0, 0, 0, 0};
        BlockSums.move(
                block, new int[] {0, 2}, 2, before, after, new double[] {2, 1, 3, 1}, new double[] {0.5}, 2, sums);
        assertThat(sums).containsExactly(10 + 2 * 0.5 + 3 * 8.5, 20 - 3 * 8.5);
    }

    @Test
    void ownDistancesAreThoseOfTheKernel() {
        PackedCentroids centroids = new PackedCentroids(3, 2);
        double[] block = new double[2 * PointBlocks.ROWS];
        for (int j = 0; j < 3; j++) {
            centroids.set(j, 0, 0.1 * j);
            centroids.set(j, 1, 1 - 0.3 * j);
        }
        Arrays.setAll(block, at -> Math.sqrt(at) % 1);
        int[] labels = new int[PointBlocks.ROWS];
        double[] expected = new double[PointBlocks.ROWS];
        AssignmentKernel kernel = Kernels.chosen().create(2);
        kernel.load(block);
        kernel.nearest(centroids, labels, expected);
        double[] found = new double[PointBlocks.ROWS];
        BlockSums.ownDistances(block, PointBlocks.ROWS, labels, centroids, found);
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void weightsAddUpByCluster() {
        double[] sums = {0, 10};
        BlockSums.addWeights(3, new int[] {1, 0, 1}, new double[] {1, 2, 4}, sums);
        assertThat(sums).containsExactly(2, 15);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 255, 256})
    void weightedSumCountsEveryPointOnce(int rows) {
        double[] values = new double[PointBlocks.ROWS];
        double[] weights = new double[PointBlocks.ROWS];
        Arrays.setAll(values, p -> p + 1);
        Arrays.fill(weights, 2);
        assertThat(BlockSums.weighted(rows, weights, values, values)).isEqualTo(rows * (rows + 1.0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 63, 64, 65, 255, 256})
    void weightedSumOfTheSmallerCountsEveryPointOnce(int rows) {
        double[] values = new double[PointBlocks.ROWS];
        double[] others = new double[PointBlocks.ROWS];
        double[] weights = new double[PointBlocks.ROWS];
        double expected = 0;
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            values[p] = p * 7 % 256;
            others[p] = p * 11 % 256;
            weights[p] = p % 5;
            expected += p < rows ? weights[p] * Math.min(values[p], others[p]) : 0;
        }
        assertThat(BlockSums.weightedSmaller(rows, weights, values, others)).isEqualTo(expected);
    }

    @Test
    void lowerKeepsTheSmallerOfTwoValues() {
        double[] a = new double[PointBlocks.ROWS];
        double[] b = new double[PointBlocks.ROWS];
        a[0] = 3;
        b[0] = 2;
        b[1] = 1;
        BlockSums.lower(a, b);
        assertThat(a).startsWith(2, 0);
    }
}
