package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The assignment step against all possibilities, and against the conditions that only an optimum meets. */
class ConstrainedAssignmentTest {
    private static final Checkpoint NEVER = Checkpoint.none();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void costIsTheLowestOfAllPossibilitiesOrThereIsNone(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        for (int round = 0; round < 20; round++) {
            int rows = 4 + random.nextInt(5);
            int clusters = 1 + random.nextInt(3);
            int min = random.nextInt(rows / clusters + 1);
            int max = Math.max(1, min) + random.nextInt(rows);
            Optional<Links> links = links(random, rows, round % 4);
            double[][] costs = costs(random, clusters, rows, round % 3 == 0 ? 4 : 1_000_000);
            double lowest = lowest(costs, links, min, max);
            if (lowest == Double.POSITIVE_INFINITY) {
                assertThatThrownBy(() -> solve(costs, links, min, max)).isInstanceOf(InvalidInputException.class);
            } else {
                int[] labels = solve(costs, links, min, max);
                assertThat(obeys(labels, clusters, links, min, max)).isTrue();
                assertThat(ConstrainedAssignment.cost(costs, labels)).isCloseTo(lowest, within(1e-9 * lowest + 1e-9));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8})
    void noExchangeAmongClustersLowersTheCostOfAFlow(int clusters) {
        for (long seed = 0; seed < 10; seed++) {
            SeededRandom random = SeededRandom.of(seed);
            double[][] costs = costs(random, clusters, 600, 1_000_000);
            int[] low = new int[clusters];
            int[] high = new int[clusters];
            for (int j = 0; j < clusters; j++) {
                low[j] = random.nextInt(600 / clusters);
                high[j] = 600 / clusters + 1 + random.nextInt(100);
                // One cluster that everybody wants, so that bounds bind.
                int cluster = j;
                Arrays.setAll(costs[j], row -> costs[cluster][row] + cluster * 300_000.0);
            }
            int[] labels = BoundedFlow.solve(costs, 600, low, high, new double[clusters], NEVER)
                    .labels();
            assertThat(cheapestCycle(costs, labels, low, high)).isGreaterThanOrEqualTo(0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyPricesToBeginWithLeadToTheSameCost(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] costs = costs(random, 4, 300, 1_000_000);
        int[] low = {0, 60, 10, 90};
        int[] high = {300, 60, 100, 120};
        BoundedFlow expected = BoundedFlow.solve(costs, 300, low, high, new double[4], NEVER);
        for (int round = 0; round < 10; round++) {
            double[] prices = new double[4];
            Arrays.setAll(prices, j -> (random.nextDouble() - 0.5) * 1e6);
            BoundedFlow found = BoundedFlow.solve(costs, 300, low, high, prices, NEVER);
            assertThat(found.labels()).isEqualTo(expected.labels());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void pricesPutEveryRowWhereTheFlowDoes(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] costs = costs(random, 5, 400, 1_000_000_000);
        int[] low = {0, 70, 10, 120, 0};
        int[] high = {400, 70, 60, 130, 90};
        BoundedFlow flow = BoundedFlow.solve(costs, 400, low, high, new double[5], NEVER);
        double[] prices = flow.prices();
        assertThat(BoundedFlow.cheapest(costs, 400, prices, NEVER)).isEqualTo(flow.labels());
        int[] sizes = new int[5];
        for (int label : flow.labels()) {
            sizes[label]++;
        }
        for (int j = 0; j < 5; j++) {
            if (sizes[j] > low[j]) {
                assertThat(prices[j]).isLessThanOrEqualTo(0);
            }
            if (sizes[j] < high[j]) {
                assertThat(prices[j]).isGreaterThanOrEqualTo(0);
            }
        }
    }

    @Test
    void equalCostsAreSettledByTheNumberOfTheRow() {
        double[][] costs = new double[2][6];
        int[] labels = BoundedFlow.solve(costs, 6, new int[] {3, 3}, new int[] {3, 3}, new double[2], NEVER)
                .labels();
        assertThat(labels).containsExactly(1, 1, 1, 0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void beyondTheLimitOfTheSearchTheConstraintsHoldAllTheSame(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int rows = 240;
        Links.Builder builder = Links.builder();
        for (int row = 0; row + 2 < rows; row += 3) {
            builder.mustLink(row, row + 1);
            builder.cannotLink(row, (row + 4) % rows);
            builder.cannotLink(row + 1, (row + 9) % rows);
        }
        Optional<Links> links = Optional.of(builder.build());
        double[][] costs = costs(random, 6, rows, 1_000_000);
        int[] labels = solve(costs, links, 39, 41);
        assertThat(obeys(labels, 6, links, 39, 41)).isTrue();
        int[] again = new ConstrainedAssignment(LinkedUnits.of(links, rows), 6, 39, 41, NEVER)
                .solve(costs, Optional.of(labels));
        assertThat(ConstrainedAssignment.cost(costs, again))
                .isLessThanOrEqualTo(ConstrainedAssignment.cost(costs, labels));
    }

    private static int[] solve(double[][] costs, Optional<Links> links, int min, int max) {
        LinkedUnits units = LinkedUnits.of(links, costs[0].length);
        units.refuseContradictions(costs.length, min, max);
        return new ConstrainedAssignment(units, costs.length, min, max, NEVER).solve(costs, Optional.empty());
    }

    private static double[][] costs(SeededRandom random, int clusters, int rows, int bound) {
        double[][] costs = new double[clusters][rows];
        for (double[] cluster : costs) {
            Arrays.setAll(cluster, row -> random.nextInt(bound));
        }
        return costs;
    }

    private static Optional<Links> links(SeededRandom random, int rows, int count) {
        if (count == 0) {
            return Optional.empty();
        }
        int[] order = new int[rows];
        Arrays.setAll(order, row -> row);
        random.shuffle(order);
        Links.Builder builder = Links.builder().mustLink(order[0], order[1]);
        if (count == 2) {
            builder.mustLink(order[1], order[2]);
        }
        builder.cannotLink(order[0], order[3]);
        for (int pair = 0; pair < 2 * count; pair++) {
            int a = 3 + random.nextInt(rows - 3);
            int b = random.nextInt(rows);
            if (order[a] != order[b] && a != b) {
                builder.cannotLink(order[a], order[b]);
            }
        }
        return Optional.of(builder.build());
    }

    private static double lowest(double[][] costs, Optional<Links> links, int min, int max) {
        double lowest = Double.POSITIVE_INFINITY;
        int[] labels = new int[costs[0].length];
        int all = (int) Math.round(StrictMath.pow(costs.length, labels.length));
        for (int number = 0; number < all; number++) {
            int rest = number;
            for (int row = 0; row < labels.length; row++) {
                labels[row] = rest % costs.length;
                rest /= costs.length;
            }
            if (obeys(labels, costs.length, links, min, max)) {
                lowest = Math.min(lowest, ConstrainedAssignment.cost(costs, labels));
            }
        }
        return lowest;
    }

    /** Whether labels obey constraints, straight from what they mean. */
    static boolean obeys(int[] labels, int clusters, Optional<Links> links, int min, int max) {
        int[] sizes = new int[clusters];
        for (int label : labels) {
            sizes[label]++;
        }
        return Arrays.stream(sizes).allMatch(size -> size >= min && size <= max)
                && links.stream()
                        .flatMap(some -> some.mustLinks().stream())
                        .allMatch(pair -> labels[pair.first()] == labels[pair.second()])
                && links.stream()
                        .flatMap(some -> some.cannotLinks().stream())
                        .allMatch(pair -> labels[pair.first()] != labels[pair.second()]);
    }

    /** The least cost of a cycle of moves, by Floyd and Warshall over all rows. Costs are whole, so sums are exact. */
    private static double cheapestCycle(double[][] costs, int[] labels, int[] low, int[] high) {
        int clusters = costs.length;
        int[] sizes = new int[clusters];
        double[][] paths = new double[clusters][clusters];
        for (double[] row : paths) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        for (int row = 0; row < labels.length; row++) {
            int from = labels[row];
            sizes[from]++;
            for (int to = 0; to < clusters; to++) {
                paths[from][to] = Math.min(paths[from][to], costs[to][row] - costs[from][row]);
            }
        }
        for (int from = 0; from < clusters; from++) {
            assertThat(sizes[from]).isBetween(low[from], high[from]);
            for (int to = 0; to < clusters; to++) {
                if (sizes[from] < high[from] && sizes[to] > low[to]) {
                    paths[from][to] = Math.min(paths[from][to], 0);
                }
            }
        }
        for (int via = 0; via < clusters; via++) {
            for (int a = 0; a < clusters; a++) {
                for (int b = 0; b < clusters; b++) {
                    paths[a][b] = Math.min(paths[a][b], paths[a][via] + paths[via][b]);
                }
            }
        }
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < clusters; j++) {
            least = Math.min(least, paths[j][j]);
        }
        return least;
    }
}
