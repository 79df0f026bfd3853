package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinimaxCentresTest {
    private static final int COLUMNS = 3;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8, 15})
    void largestCostIsAsLowAsItsBound(int groups) {
        for (int seed = 0; seed < 200; seed++) {
            MinimaxCentres.Point point = Problem.random(groups, 4, seed).solve();
            assertThat(point.largest() - point.bound()).isBetween(-1e-12 * point.largest(), 1e-8 * point.largest());
            assertThat(Arrays.stream(point.weights()).sum()).isCloseTo(1, within(1e-9));
            assertThat(Arrays.stream(point.weights()).min().orElseThrow()).isNotNegative();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void noPointOfAFineGridHasAHigherBoundAndOneComesClose(int seed) {
        Problem problem = Problem.random(3, 3, seed);
        double largest = problem.solve().largest();
        int steps = 300;
        double best = 0;
        for (int a = 0; a <= steps; a++) {
            for (int b = 0; a + b <= steps; b++) {
                double rest = steps - a - b;
                best = Math.max(best, problem.bound((double) a / steps, (double) b / steps, rest / steps));
            }
        }
        assertThat(best).isLessThanOrEqualTo(largest * (1 + 1e-9));
        assertThat(best).isCloseTo(largest, within(1e-3 * largest));
    }

    @Test
    void groupsWithTheSameMeansGetThoseMeans() {
        double[][] means = {{1, 2, 0.1}, {-4, 0.3, 9}};
        MinimaxCentres.Point point = new MinimaxCentres(
                        new double[][] {{0.5, 0.5}, {0.2, 0.8}, {0.9, 0.1}},
                        new double[][][] {means, means, means},
                        new double[] {1, 2, 1.5},
                        new double[2][COLUMNS])
                .solve();
        assertThat(point.centres()).isDeepEqualTo(means);
        assertThat(point.largest()).isEqualTo(2);
    }

    @Test
    void groupThatCostsLessEvenWhenItIsNotAskedStillPlacesItsOwnCluster() {
        MinimaxCentres.Point point = new MinimaxCentres(
                        new double[][] {{1, 0}, {0.5, 0.5}},
                        new double[][][] {{{0, 0, 0}, {0, 0, 0}}, {{1, 0, 0}, {7, 7, 7}}},
                        new double[] {50, 1},
                        new double[2][COLUMNS])
                .solve();
        assertThat(point.centres()[0][0]).isCloseTo(0, within(1e-9));
        assertThat(point.centres()[1]).containsExactly(7, 7, 7);
        assertThat(point.largest()).isCloseTo(50, within(1e-9));
    }

    @Test
    void clusterWithoutRowsKeepsItsCentre() {
        MinimaxCentres.Point point = new MinimaxCentres(
                        new double[][] {{1, 0}, {1, 0}},
                        new double[][][] {{{0, 0, 0}, {0, 0, 0}}, {{2, 0, 0}, {0, 0, 0}}},
                        new double[] {0, 0},
                        new double[][] {{0, 0, 0}, {3, 4, 5}})
                .solve();
        assertThat(point.centres()[1]).containsExactly(3, 4, 5);
        assertThat(point.centres()[0][0]).isCloseTo(1, within(1e-12));
    }

    /** Means and shares of groups, some of which are absent from some clusters. */
    private record Problem(double[][] shares, double[][][] means, double[] fixed) {
        static Problem random(int groups, int clusters, long seed) {
            SeededRandom random = SeededRandom.of(seed);
            double[][] shares = new double[groups][clusters];
            double[][][] means = new double[groups][clusters][COLUMNS];
            double[] fixed = new double[groups];
            for (int g = 0; g < groups; g++) {
                double sum = 0;
                for (int j = 0; j < clusters; j++) {
                    shares[g][j] = random.nextInt(4) == 0 && j > 0 ? 0 : 0.05 + random.nextDouble();
                    sum += shares[g][j];
                    Arrays.setAll(means[g][j], c -> 2 * random.nextGaussian());
                }
                for (int j = 0; j < clusters; j++) {
                    shares[g][j] /= sum;
                }
                fixed[g] = 3 * random.nextDouble();
            }
            return new Problem(shares, means, fixed);
        }

        MinimaxCentres.Point solve() {
            return new MinimaxCentres(shares, means, fixed, new double[shares[0].length][COLUMNS]).solve();
        }

        /** The cheapest weighted cost, by the identity of Steiner: sum of w a b |x - y|^2 over pairs. */
        double bound(double... weights) {
            double sum = 0;
            for (int g = 0; g < weights.length; g++) {
                sum += weights[g] * fixed[g];
            }
            for (int j = 0; j < shares[0].length; j++) {
                double mass = 0;
                double pairs = 0;
                for (int g = 0; g < weights.length; g++) {
                    mass += weights[g] * shares[g][j];
                    for (int h = 0; h < g; h++) {
                        pairs += weights[g]
                                * shares[g][j]
                                * weights[h]
                                * shares[h][j]
                                * SquaredDistance.between(means[g][j], means[h][j]);
                    }
                }
                sum += mass > 0 ? pairs / mass : 0;
            }
            return sum;
        }
    }
}
