package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.internal.kernel.AssignmentKernel;
import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import java.util.Arrays;

/**
 * What every row costs in every segment, its squared distance, in blocks of rows of one type. Places are the rows in the
 * order of their types and, within a type, their own. Costs are kept where memory allows, otherwise measured again
 * whenever they are read; both give the same bits. Belongs to one solver, whose threads share it between measurements.
 */
final class CostBlocks {
    static final int ROWS = PointBlocks.ROWS;

    /** Centroids a kernel measures at once, which saves it from reading the rows for each. */
    private static final int AT_ONCE = 8;

    private final PointBlocks points;
    private final int segments;
    private final BlockRunner runner;

    /** The row at each place. */
    private final int[] order;

    /** The first place of each type, and the number of places at the end. */
    private final int[] firstPlace;

    /** The first block of each type, and the number of blocks at the end. */
    private final int[] firstBlock;

    private final int[] typeOfBlock;
    private final Spans spans;
    private final PackedCentroids packed;

    /** Block x segment x row, or empty where costs are measured when they are read. */
    private final double[][][] kept;

    /** What the squared distances of each row are multiplied by; empty where that is 1. */
    private double[] factors = {};

    /**
     * Costs of rows.
     *
     * @param order the rows, those of a type side by side
     * @param firstPlace where each type begins, and the end
     * @param memory how many bytes of costs may be kept
     */
    CostBlocks(PointBlocks points, int segments, int[] order, int[] firstPlace, long memory, BlockRunner runner) {
        this.points = points;
        this.segments = segments;
        this.order = order;
        this.firstPlace = firstPlace;
        this.runner = runner;
        int types = firstPlace.length - 1;
        firstBlock = new int[types + 1];
        for (int t = 0; t < types; t++) {
            firstBlock[t + 1] = firstBlock[t] + (firstPlace[t + 1] - firstPlace[t] + ROWS - 1) / ROWS;
        }
        typeOfBlock = new int[firstBlock[types]];
        for (int t = 0; t < types; t++) {
            Arrays.fill(typeOfBlock, firstBlock[t], firstBlock[t + 1], t);
        }
        spans = new Spans(typeOfBlock.length);
        packed = new PackedCentroids(segments, points.columns());
        boolean fits = (long) typeOfBlock.length * segments * ROWS * Double.BYTES <= memory;
        kept = new double[fits ? typeOfBlock.length : 0][][];
    }

    /** Runs of consecutive blocks, cut by their number alone; sums are combined in their order. */
    record Spans(int blocks) {
        private static final int AT_LEAST = 16;
        private static final int AT_MOST = 64;

        int length() {
            return Math.max(AT_LEAST, (blocks + AT_MOST - 1) / AT_MOST);
        }

        int count() {
            return (blocks + length() - 1) / length();
        }

        int first(int span) {
            return span * length();
        }

        int end(int span) {
            return Math.min(blocks, (span + 1) * length());
        }
    }

    /** Working memory of one thread. */
    final class Room {
        private final AssignmentKernel kernel = Kernels.chosen().create(points.columns());
        private final double[] gathered = new double[points.columns() * ROWS];
        private final double[][] measured = new double[kept.length > 0 ? 0 : segments][ROWS];
    }

    /**
     * Weighs rows from the next measurement on: a row costs its squared distance times its factor.
     *
     * @param newFactors one for each row, finite, not negative; shared
     */
    void weigh(double[] newFactors) {
        factors = newFactors;
    }

    /** Measures the costs of other centres. */
    void measure(double[][] centres) {
        for (int j = 0; j < segments; j++) {
            for (int c = 0; c < points.columns(); c++) {
                packed.set(j, c, centres[j][c]);
            }
        }
        if (kept.length > 0) {
            runner.forEach(spans.count(), span -> {
                Room room = new Room();
                for (int b = spans.first(span); b < spans.end(span); b++) {
                    if (kept[b] == null) {
                        kept[b] = new double[segments][ROWS];
                    }
                    measure(b, room, kept[b]);
                }
            });
        }
    }

    /**
     * The costs of a block, segments x {@link #ROWS}, not to be written. What stands at unused rows is finite and means
     * nothing.
     */
    double[][] read(int block, Room room) {
        if (kept.length > 0) {
            return kept[block];
        }
        measure(block, room, room.measured);
        return room.measured;
    }

    /** The costs of one place in all segments. */
    void copyCosts(int place, double[] target) {
        if (kept.length == 0) {
            double[] point = new double[points.columns()];
            points.copyRow(order[place], point);
            for (int j = 0; j < segments; j++) {
                target[j] = packed.squaredDistance(point, j) * (factors.length > 0 ? factors[order[place]] : 1);
            }
            return;
        }
        int type = Arrays.binarySearch(firstPlace, place);
        // Not found: minus the insertion point less 1; the type is the one before that point.
        type = type >= 0 ? type : -type - 2;
        int within = place - firstPlace[type];
        double[][] block = kept[firstBlock[type] + within / ROWS];
        for (int j = 0; j < segments; j++) {
            target[j] = block[j][within % ROWS];
        }
    }

    private void measure(int block, Room room, double[][] costs) {
        int first = placeOf(block);
        int rows = rowsIn(block);
        for (int p = 0; p < rows; p++) {
            points.copyRow(order[first + p], room.gathered, p);
        }
        room.kernel.load(room.gathered);
        for (int from = 0; from < segments; from += AT_ONCE) {
            room.kernel.squaredDistances(
                    packed, from, Arrays.copyOfRange(costs, from, Math.min(segments, from + AT_ONCE)));
        }
        for (int j = 0; j < segments && factors.length > 0; j++) {
            for (int p = 0; p < rows; p++) {
                costs[j][p] *= factors[order[first + p]];
            }
        }
    }

    Room room() {
        return new Room();
    }

    int types() {
        return firstPlace.length - 1;
    }

    int segments() {
        return segments;
    }

    int places() {
        return order.length;
    }

    /** The row at a place. */
    int row(int place) {
        return order[place];
    }

    int size(int type) {
        return firstPlace[type + 1] - firstPlace[type];
    }

    /** The first place of a type. */
    int firstPlace(int type) {
        return firstPlace[type];
    }

    /** The first block of a type; that of the one after the last is the number of blocks. */
    int firstBlock(int type) {
        return firstBlock[type];
    }

    int typeOf(int block) {
        return typeOfBlock[block];
    }

    /** The first place of a block. */
    int placeOf(int block) {
        int type = typeOfBlock[block];
        return firstPlace[type] + (block - firstBlock[type]) * ROWS;
    }

    int rowsIn(int block) {
        return Math.min(ROWS, firstPlace[typeOfBlock[block] + 1] - placeOf(block));
    }

    Spans spans() {
        return spans;
    }

    BlockRunner runner() {
        return runner;
    }
}
