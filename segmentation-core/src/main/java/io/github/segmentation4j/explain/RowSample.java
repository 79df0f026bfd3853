package io.github.segmentation4j.explain;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;

/** Draws rows without replacement, each as likely. */
final class RowSample {
    private RowSample() {}

    /**
     * The rows drawn, ascending; all of them if there are no more.
     *
     * @param rows how many there are, 0 or more
     * @param most how many to draw, at least 1
     */
    static int[] of(int rows, int most, long seed, Checkpoint checkpoint) {
        int[] order = new int[rows];
        for (int row = 0; row < rows; row++) {
            checkpoint.at(row);
            order[row] = row;
        }
        if (rows <= most) {
            return order;
        }
        SeededRandom random = SeededRandom.of(seed);
        for (int i = 0; i < most; i++) {
            int j = i + random.nextInt(rows - i);
            int row = order[i];
            order[i] = order[j];
            order[j] = row;
        }
        int[] drawn = Arrays.copyOf(order, most);
        Arrays.sort(drawn);
        return drawn;
    }
}
