package io.github.segmentation4j.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tree finds is what a look at all points finds, to the bit. */
class KdTreeTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 13, 30})
    void nearestAndWithinAreThoseOfALookAtAllPoints(int columns) {
        for (int size : new int[] {1, 2, 15, 16, 17, 33, 300}) {
            // Whole numbers of a small range have many ties and equal points, the others none.
            for (int range : new int[] {3, 1_000_000}) {
                SeededRandom random = SeededRandom.of(31L * columns + size + range);
                double[] points = wholes(random, size * columns, range);
                KdTree tree = tree(points, columns);
                KdSearch search = tree.search();
                for (int q = 0; q < 20; q++) {
                    double[] query = wholes(random, columns + 2, range);
                    if (q < 10) {
                        System.arraycopy(points, (q % size) * columns, query, 2, columns);
                    }
                    assertAgrees(tree, search, query, 1 + q % 7);
                }
            }
        }
    }

    private static void assertAgrees(KdTree tree, KdSearch search, double[] query, int k) {
        Integer[] all = IntStream.range(0, tree.size()).boxed().toArray(Integer[]::new);
        Arrays.sort(
                all,
                Comparator.<Integer>comparingDouble(p -> squared(tree, query, p))
                        .thenComparing(Comparator.naturalOrder()));
        assertThat(search.nearest(query, 2, k, Double.POSITIVE_INFINITY)).isEqualTo(Math.min(k, tree.size()));
        for (int i = 0; i < search.found(); i++) {
            assertThat(search.position(i)).isEqualTo(all[i]);
            assertThat(search.squared(i)).isEqualTo(squared(tree, query, all[i]));
        }
        double limit = squared(tree, query, all[search.found() - 1]);
        double least = squared(tree, query, all[0]);
        assertThat(search.nearest(query, 2, least, tree.nodeRows(Checkpoint.none())))
                .isTrue();
        assertThat(search.squared(0)).isEqualTo(least);
        assertThat(tree.row(search.position(0)))
                .isEqualTo(Arrays.stream(all)
                        .filter(p -> squared(tree, query, p) == least)
                        .mapToInt(tree::row)
                        .min()
                        .orElseThrow());
        assertThat(search.nearest(query, 2, Math.nextDown(least), tree.nodeRows(Checkpoint.none())))
                .isFalse();
        int[] expected = IntStream.range(0, tree.size())
                .filter(p -> squared(tree, query, p) <= limit)
                .toArray();
        assertThat(search.within(query, 2, limit)).isEqualTo(expected.length);
        assertThat(IntStream.range(0, search.found()).map(search::position)).containsExactly(boxed(expected));
        double[] ones = new double[tree.size()];
        Arrays.fill(ones, 1);
        double[] sums = tree.nodeSums(ones, Checkpoint.none());
        assertThat(search.weightWithin(query, 2, limit, sums, ones, Double.POSITIVE_INFINITY))
                .isEqualTo(expected.length);
        assertThat(search.weightWithin(query, 2, limit, sums, ones, 2))
                .isGreaterThanOrEqualTo(Math.min(2, expected.length));
        int below = search.nearest(query, 2, tree.size(), Math.nextDown(limit));
        assertThat(below).isEqualTo((int) IntStream.range(0, tree.size())
                .filter(p -> squared(tree, query, p) < limit)
                .count());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 9})
    void boxesBoundEveryDistanceOfTheirPointsWithoutTolerance(int columns) {
        SeededRandom random = SeededRandom.of(columns);
        double[] points = new double[500 * columns];
        Arrays.setAll(points, i -> 1e6 + random.nextGaussian());
        KdTree tree = tree(points, columns);
        for (int turn = 0; turn < 2_000; turn++) {
            int a = random.nextInt(tree.nodeCount());
            int b = random.nextInt(tree.nodeCount());
            int p = tree.first(a) + random.nextInt(tree.end(a) - tree.first(a));
            int q = tree.first(b) + random.nextInt(tree.end(b) - tree.first(b));
            double squared = tree.squared(p, q);
            assertThat(squared)
                    .isBetween(tree.least(a, b), tree.most(a, b))
                    .isBetween(
                            tree.least(tree.pointsView(), p * columns, b),
                            tree.most(tree.pointsView(), p * columns, b));
        }
    }

    @Test
    void nodesPartThePointsOfTheirParentAndLeavesAreSmall() {
        for (int size : new int[] {1, 16, 17, 100, 1_000, 8_193, 20_000}) {
            KdTree tree = tree(wholes(SeededRandom.of(size), size * 2, 50), 2);
            assertThat(tree.first(0)).isZero();
            assertThat(tree.end(0)).isEqualTo(size);
            for (int node = 0; node < tree.nodeCount(); node++) {
                if (tree.isLeaf(node)) {
                    assertThat(tree.end(node) - tree.first(node)).isBetween(1, KdTree.LEAF);
                } else {
                    assertThat(tree.first(tree.left(node))).isEqualTo(tree.first(node));
                    assertThat(tree.end(tree.left(node))).isEqualTo(tree.first(tree.right(node)));
                    assertThat(tree.end(tree.right(node))).isEqualTo(tree.end(node));
                }
            }
            assertThat(tree.first(tree.leaf(0))).isZero();
            assertThat(tree.end(tree.leaf(tree.leafCount() - 1))).isEqualTo(size);
            assertThat(Arrays.stream(tree.rowsView()).sorted())
                    .containsExactly(boxed(IntStream.range(0, size).toArray()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void orderOfThePointsAndThreadsChangeNothing(long seed) {
        int size = 30_000;
        SeededRandom random = SeededRandom.of(seed);
        double[] points = wholes(random, size * 3, 40);
        int[] order = IntStream.range(0, size).toArray();
        random.shuffle(order);
        double[] shuffled = new double[points.length];
        for (int row = 0; row < size; row++) {
            System.arraycopy(points, order[row] * 3, shuffled, row * 3, 3);
        }
        KdTree plain = tree(points, 3);
        assertThat(tree(shuffled, 3).pointsView()).isEqualTo(plain.pointsView());
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            BlockRunner runner = BlockRunner.of(Optional.of(pool), 3, () -> {});
            KdTree parallel = KdTree.of(points, 3, runner, Checkpoint.none());
            assertThat(parallel.pointsView()).isEqualTo(plain.pointsView());
            assertThat(parallel.rowsView()).isEqualTo(plain.rowsView());
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void equalPointsTakeNoLongPathsAndTheirNearestAreTheFirst() {
        int size = 100_000;
        double[] points = new double[size * 2];
        Arrays.fill(points, 0.1);
        KdTree tree = tree(points, 2);
        KdSearch search = tree.search();
        for (int p = 0; p < size; p += 7) {
            assertThat(search.nearest(points, 2 * p, 5, Double.POSITIVE_INFINITY))
                    .isEqualTo(5);
            assertThat(search.position(4)).isEqualTo(4);
            assertThat(search.squared(4)).isZero();
        }
        assertThat(search.within(points, 0, 0)).isEqualTo(size);
    }

    @Test
    void noPointsHaveNoNodesAndNoNeighbours() {
        KdTree tree = tree(new double[0], 2);
        assertThat(tree.nodeCount()).isZero();
        assertThat(tree.leafCount()).isZero();
        assertThat(tree.search().nearest(new double[2], 0, 3, Double.POSITIVE_INFINITY))
                .isZero();
        assertThat(tree.search().within(new double[2], 0, 1)).isZero();
    }

    @Test
    void rowsFollowThePoints() {
        double[] points = {3, 1, -0.0, 2};
        KdTree tree = tree(points, 1);
        assertThat(tree.rowsView()).containsExactly(2, 1, 3, 0);
        assertThat(tree.pointsView()).containsExactly(0.0, 1, 2, 3);
        assertThat(tree.row(3)).isZero();
    }

    @Test
    void buildingStops() {
        double[] points = wholes(SeededRandom.of(1), 100_000, 1_000);
        Checkpoint stop = Checkpoint.of(() -> {
            throw new CancellationException();
        });
        assertThatThrownBy(() -> KdTree.of(points, 2, runner(), stop)).isInstanceOf(CancellationException.class);
    }

    private static KdTree tree(double[] points, int columns) {
        return KdTree.of(points, columns, runner(), Checkpoint.none());
    }

    private static BlockRunner runner() {
        return BlockRunner.of(Optional.empty(), 1, () -> {});
    }

    private static double squared(KdTree tree, double[] query, int position) {
        double sum = 0;
        for (int c = 0; c < tree.columns(); c++) {
            double gap = query[2 + c] - tree.pointsView()[position * tree.columns() + c];
            sum = Math.fma(gap, gap, sum);
        }
        return sum;
    }

    private static double[] wholes(SeededRandom random, int count, int range) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.nextInt(range) / 8.0);
        return values;
    }

    private static Integer[] boxed(int[] values) {
        return Arrays.stream(values).boxed().toArray(Integer[]::new);
    }
}
