package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.CancelledException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimalMatchingTest {
    private static int[] match(long[][] weights, int columns) {
        return OptimalMatching.of(weights, columns, Checkpoint.none());
    }

    /** Tries every pairing, in the order of the tie rule, and keeps the first of the largest sum. */
    private static final class BruteForce {
        private final long[][] weights;
        private final int columns;
        private final int[] current;
        private int[] best = new int[0];
        private long most = -1;

        BruteForce(long[][] weights, int columns) {
            this.weights = weights;
            this.columns = columns;
            current = new int[weights.length];
            pair(0, 0, new boolean[columns]);
        }

        private void pair(int row, long sum, boolean[] taken) {
            if (row == weights.length) {
                if (sum > most) {
                    most = sum;
                    best = current.clone();
                }
                return;
            }
            for (int j = 0; j < columns; j++) {
                if (!taken[j] && weights[row][j] > 0) {
                    taken[j] = true;
                    current[row] = j;
                    pair(row + 1, sum + weights[row][j], taken);
                    taken[j] = false;
                }
            }
            current[row] = OptimalMatching.NONE;
            pair(row + 1, sum, taken);
        }
    }

    private static void requireBest(long[][] weights, int columns) {
        assertThat(match(weights, columns))
                .as(() -> Arrays.deepToString(weights))
                .isEqualTo(new BruteForce(weights, columns).best);
    }

    @ParameterizedTest
    @CsvSource({"1,1,4", "2,2,5", "2,3,3", "3,2,3", "3,3,3", "1,4,4", "4,1,4"})
    void equalsBruteForceForEverySmallMatrix(int rows, int columns, int values) {
        int cells = rows * columns;
        int all = 1;
        for (int cell = 0; cell < cells; cell++) {
            all *= values;
        }
        for (int code = 0; code < all; code++) {
            long[][] weights = new long[rows][columns];
            int rest = code;
            for (int cell = 0; cell < cells; cell++) {
                weights[cell / columns][cell % columns] = rest % values;
                rest /= values;
            }
            requireBest(weights, columns);
        }
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "10", "1000"})
    void equalsBruteForceForEveryShapeUpToSevenWithFewAndWithManyTies(int values) {
        SeededRandom random = SeededRandom.of(values);
        for (int rows = 1; rows <= 7; rows++) {
            for (int columns = 1; columns <= 7; columns++) {
                for (int repeat = 0; repeat < (rows + columns > 12 ? 4 : 20); repeat++) {
                    long[][] weights = new long[rows][columns];
                    for (long[] row : weights) {
                        Arrays.setAll(row, j -> random.nextInt(values));
                    }
                    requireBest(weights, columns);
                }
            }
        }
    }

    @Test
    void sumsOfTheLargestWeightsAreExact() {
        long one = 1L << 40;
        // The diagonal has one unit less than the other diagonal.
        assertThat(match(new long[][] {{one, one}, {one, one - 1}}, 2)).containsExactly(1, 0);
        assertThat(match(new long[][] {{one, one}, {one, one}}, 2)).containsExactly(0, 1);
    }

    @Test
    void weightZeroIsNoPairAndNothingHasNoPairs() {
        assertThat(match(new long[][] {{0, 0}, {0, 3}, {0, 0}}, 2)).containsExactly(-1, 1, -1);
        assertThat(match(new long[0][], 0)).isEmpty();
        assertThat(match(new long[0][], 3)).isEmpty();
        assertThat(match(new long[2][0], 0)).containsExactly(-1, -1);
    }

    @Test
    void exchangingRowsAndColumnsExchangesTheOnlyBestPairing() {
        SeededRandom random = SeededRandom.of(5);
        for (int repeat = 0; repeat < 50; repeat++) {
            int rows = 1 + random.nextInt(30);
            int columns = 1 + random.nextInt(30);
            long[][] weights = new long[rows][columns];
            long[][] turned = new long[columns][rows];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    // 40 random bits: two pairings of the same sum are out of the question.
                    weights[i][j] = random.nextLong() >>> 24;
                    turned[j][i] = weights[i][j];
                }
            }
            int[] back = match(turned, rows);
            int[] there = match(weights, columns);
            int pairs = 0;
            for (int i = 0; i < rows; i++) {
                if (there[i] != OptimalMatching.NONE) {
                    assertThat(back[there[i]]).isEqualTo(i);
                    pairs++;
                }
            }
            assertThat(pairs).isEqualTo(Math.min(rows, columns));
        }
    }

    @Test
    void stopsWhenCancelled() {
        Checkpoint cancelled = Checkpoint.of(() -> {
            throw new CancelledException("matching was cancelled");
        });
        assertThatThrownBy(() -> OptimalMatching.of(new long[3][3], 3, cancelled))
                .isInstanceOf(CancelledException.class);
    }
}
