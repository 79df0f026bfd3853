package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The distance from which on rows are trimmed. */
class TrimReachTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsWhatSortingFinds(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int rows = seed < 3 ? 70_000 : 1 + random.nextInt(1_000);
        double[] distances = new double[rows];
        double[] weights = new double[rows];
        for (int row = 0; row < rows; row++) {
            // Few distinct distances over many magnitudes, and rows of weight 0.
            distances[row] =
                    Math.scalb((double) random.nextInt(20), seed % 2 == 0 ? -450 : random.nextInt(9) * 100 - 450);
            weights[row] = random.nextInt(4);
        }
        weights[0] = 1;
        double share = random.nextDouble();

        TrimReach found = find(distances, weights, share);

        double budget = share * Arrays.stream(weights).sum();
        double expected = Arrays.stream(distances)
                .distinct()
                .filter(distance -> weightBeyond(distances, weights, distance) <= budget)
                .min()
                .orElseThrow();
        assertThat(found.distance()).isEqualTo(expected);
        double trimmed = weightBeyond(distances, weights, expected);
        assertThat(trimmed + found.trimmedAtDistance()).isCloseTo(budget, within(1e-6));
        double kept = 0;
        double[] block = new double[PointBlocks.ROWS];
        for (int row = 0; row < rows; row++) {
            if (row % PointBlocks.ROWS == 0) {
                found.keep(row / PointBlocks.ROWS, block);
            }
            kept += block[row % PointBlocks.ROWS];
        }
        assertThat(kept).isCloseTo(Arrays.stream(weights).sum() - budget, within(1e-6));
    }

    @Test
    void shareOfZeroReachesTheFarthestRowThatWeighsSomething() {
        TrimReach found = find(new double[] {3, 7, 2, 9}, new double[] {1, 1, 1, 0}, 0);
        assertThat(found.distance()).isEqualTo(7);
        assertThat(found.trimsPartAt(7)).isFalse();
        assertThat(found.part(7)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"105, 5", "49, 7", "93, 31", "1000, 29", "77, 33"})
    void roundingOfAShareSavesNoRow(int rows, int trimmed) {
        double[] distances = new double[rows];
        double[] weights = new double[rows];
        Arrays.setAll(distances, row -> row);
        Arrays.fill(weights, 1);
        TrimReach found = find(distances, weights, (double) trimmed / rows);
        assertThat(found.distance()).isEqualTo(rows - trimmed - 1);
        assertThat(found.trimsPartAt(found.distance())).isFalse();
    }

    @Test
    void rowsAtTheSameDistanceAreTrimmedAlike() {
        TrimReach found = find(new double[] {5, 1, 5, 0, 5}, new double[] {1, 1, 1, 1, 1}, 0.2);
        assertThat(found.distance()).isEqualTo(5);
        assertThat(found.part(5)).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(found.part(1)).isEqualTo(1);
        assertThat(found.part(6)).isEqualTo(0);
    }

    private static double weightBeyond(double[] distances, double[] weights, double limit) {
        double sum = 0;
        for (int row = 0; row < distances.length; row++) {
            sum += distances[row] > limit ? weights[row] : 0;
        }
        return sum;
    }

    private static TrimReach find(double[] distances, double[] weights, double share) {
        RunContext context = RunContext.seeded(0);
        TrainingSet training = TrainingSet.of(FeatureMatrix.of(new double[distances.length][1]))
                .withWeights(weights);
        KMeansWork work =
                new KMeansWork(KMeansInput.of(training, 1, Optional.empty(), Optional.empty(), context), 1, context);
        TrimReach reach = new TrimReach(work, share, context);
        for (int row = 0; row < distances.length; row++) {
            reach.distances(row / PointBlocks.ROWS)[row % PointBlocks.ROWS] = distances[row];
        }
        reach.find();
        return reach;
    }
}
