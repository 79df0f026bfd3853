package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;

/** Draws rows in proportion to their weight, each different from those drawn or excluded before while there are any. */
final class DistinctDraw {
    /** So many draws take far less than the pass over all rows that they save, even if only one in twenty succeeds. */
    private static final int ATTEMPTS = 100;

    private final SeedingRows rows;
    private final SeededRandom random;
    private final RowSet drawn;
    private final double[] blockWeights;

    /**
     * A draw from all rows.
     *
     * @param limit on the rows that will be drawn and excluded
     */
    DistinctDraw(SeedingRows rows, int limit, SeededRandom random) {
        this.rows = rows;
        this.random = random;
        drawn = new RowSet(rows.points(), limit);
        blockWeights = new double[rows.points().blockCount()];
        for (int b = 0; b < blockWeights.length; b++) {
            blockWeights[b] = SeedingRows.sum(used(b));
        }
    }

    /** Keeps rows equal to this one from being drawn. */
    void exclude(int row) {
        drawn.add(row);
    }

    /** A row that weighs something and equals none of those before, or any if all equal one of them. */
    int next() {
        int row = drawByWeight();
        for (int attempt = 1; attempt < ATTEMPTS && drawn.contains(row); attempt++) {
            row = drawByWeight();
        }
        if (drawn.contains(row)) {
            row = drawFromTheRest(row);
        }
        drawn.add(row);
        return row;
    }

    private int drawByWeight() {
        int block = SeedingRows.draw(blockWeights, random);
        return PointBlocks.firstRow(block) + SeedingRows.draw(used(block), random);
    }

    private int drawFromTheRest(int otherwise) {
        double[] rest = new double[blockWeights.length];
        rows.forEachBlock((kernel, rooms, b) -> rest[b] = SeedingRows.sum(rest(b)));
        int block = SeedingRows.draw(rest, random);
        return block < 0 ? otherwise : PointBlocks.firstRow(block) + SeedingRows.draw(rest(block), random);
    }

    private double[] rest(int block) {
        double[] weights = used(block);
        for (int p = 0; p < weights.length; p++) {
            if (weights[p] > 0 && drawn.contains(PointBlocks.firstRow(block) + p)) {
                weights[p] = 0;
            }
        }
        return weights;
    }

    /** The weights of the rows of a block, copied, without those of unused points. */
    private double[] used(int block) {
        return Arrays.copyOf(rows.weights(block), rows.points().rowsIn(block));
    }
}
