package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/**
 * The nearest rows of each distinct row, found by looking at all of them; of equally near ones those that come first in the
 * order of the coordinates.
 */
final class NeighbourLists {
    private static final int SPAN = 64;

    /** For each row the numbers of its nearest rows, in rising order. */
    final int[][] nearest;

    /** For each row the squared distance of the farthest among them. */
    final double[] reach;

    private NeighbourLists(int rows) {
        nearest = new int[rows][];
        reach = new double[rows];
    }

    /**
     * The nearest rows.
     *
     * @param count how many; all others where there are fewer
     * @throws InvalidInputException if rows are so near or so far that their squared distance is no number above 0
     */
    static NeighbourLists of(SquaredDistances all, int count, RunContext context) {
        int kept = Math.min(count, all.count() - 1);
        NeighbourLists lists = new NeighbourLists(all.count());
        Runnable look = () -> context.throwIfCancelled(SpectralClustering.NAME);
        BlockRunner.of(context.executor(), context.threads(), look).forEach((all.count() + SPAN - 1) / SPAN, span -> {
            double[] distances = new double[kept];
            double[] squares = new double[all.count()];
            for (int row = span * SPAN; row < Math.min(all.count(), (span + 1) * SPAN); row++) {
                look.run();
                all.from(row, squares);
                lists.fill(squares, row, distances);
            }
        });
        return lists;
    }

    /** Keeps the nearest in a heap whose first element is the farthest. */
    private void fill(double[] all, int row, double[] distances) {
        int[] numbers = new int[distances.length];
        int size = 0;
        for (int other = 0; other < all.length; other++) {
            if (other == row) {
                continue;
            }
            double distance = all[other];
            if (!(distance > 0 && distance < Double.MAX_VALUE)) {
                throw new InvalidInputException("two rows are so " + (distance == 0 ? "near" : "far")
                        + " that their squared distance is no number above 0; scale the columns");
            }
            if (size < distances.length) {
                rise(distances, numbers, size++, distance, other);
            } else if (size > 0 && distance < distances[0]) {
                sink(distances, numbers, distance, other);
            }
        }
        reach[row] = size > 0 ? distances[0] : 0;
        Arrays.sort(numbers);
        nearest[row] = numbers;
    }

    private static void rise(double[] distances, int[] numbers, int from, double distance, int number) {
        int at = from;
        while (at > 0 && farther(distance, number, distances[(at - 1) / 2], numbers[(at - 1) / 2])) {
            distances[at] = distances[(at - 1) / 2];
            numbers[at] = numbers[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        distances[at] = distance;
        numbers[at] = number;
    }

    private static void sink(double[] distances, int[] numbers, double distance, int number) {
        int at = 0;
        int child = 1;
        while (child < distances.length) {
            if (child + 1 < distances.length
                    && farther(distances[child + 1], numbers[child + 1], distances[child], numbers[child])) {
                child++;
            }
            if (!farther(distances[child], numbers[child], distance, number)) {
                break;
            }
            distances[at] = distances[child];
            numbers[at] = numbers[child];
            at = child;
            child = 2 * at + 1;
        }
        distances[at] = distance;
        numbers[at] = number;
    }

    private static boolean farther(double distance, int number, double other, int otherNumber) {
        return distance > other || (distance == other && number > otherNumber);
    }
}
