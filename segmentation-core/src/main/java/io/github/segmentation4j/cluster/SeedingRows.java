package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.AssignmentKernel;
import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Rows that first centroids are drawn from, with their weights, and the way to go through them. */
final class SeedingRows {
    private final PointBlocks points;
    private final IntFunction<double[]> weights;
    private final Consumer<Visitor> passes;

    private SeedingRows(PointBlocks points, IntFunction<double[]> weights, Consumer<Visitor> passes) {
        this.points = points;
        this.weights = weights;
        this.passes = passes;
    }

    /** What is done with a block. */
    interface Visitor {
        /**
         * Visits a block.
         *
         * @param kernel loaded with it
         * @param rooms arrays of {@link PointBlocks#ROWS} elements that nobody else uses meanwhile
         */
        void visit(AssignmentKernel kernel, double[][] rooms, int block);
    }

    /** The rows of a fit, gone through by its threads. */
    static SeedingRows of(KMeansWork work, int rooms) {
        Map<KMeansWork.Span, double[][]> memory = new ConcurrentHashMap<>();
        return new SeedingRows(
                work.input().scaled(),
                work.input()::weights,
                visitor -> work.forEachBlock((span, tools, b) -> visitor.visit(
                        tools.kernel, memory.computeIfAbsent(span, first -> new double[rooms][PointBlocks.ROWS]), b)));
    }

    /**
     * A few rows, gone through by the caller alone.
     *
     * @param weights by block
     * @param next called before each block
     */
    static SeedingRows few(PointBlocks points, double[][] weights, int rooms, Runnable next) {
        AssignmentKernel kernel = Kernels.chosen().create(points.columns());
        double[][] memory = new double[rooms][PointBlocks.ROWS];
        return new SeedingRows(points, b -> weights[b], visitor -> {
            for (int b = 0; b < points.blockCount(); b++) {
                next.run();
                kernel.load(points, b);
                visitor.visit(kernel, memory, b);
            }
        });
    }

    /** The rows as they are compared. */
    PointBlocks points() {
        return points;
    }

    /** The weights of the rows of a block. */
    double[] weights(int block) {
        return weights.apply(block);
    }

    /** Visits each block once, several at a time. */
    void forEachBlock(Visitor visitor) {
        passes.accept(visitor);
    }

    /** An index drawn with a probability in proportion to its share, or -1 if no share is above zero. */
    static int draw(double[] shares, SeededRandom random) {
        double target = random.nextDouble() * sum(shares);
        int drawn = -1;
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                // What rounding leaves over falls to the last.
                drawn = i;
                if (target < shares[i]) {
                    break;
                }
                target -= shares[i];
            }
        }
        return drawn;
    }

    static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
