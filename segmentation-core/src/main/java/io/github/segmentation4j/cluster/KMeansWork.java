package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.AssignmentKernel;
import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/** What the runs of one fit share: the rows, the threads, and memory that is allocated once. Belongs to one fit. */
final class KMeansWork {
    private final KMeansInput input;
    private final int clusters;
    private final RunContext context;
    private final BlockRunner runner;
    private final Spans spans;
    private final Span[] memory;
    private final double[][] distances;

    KMeansWork(KMeansInput input, int clusters, RunContext context) {
        this.input = input;
        this.clusters = clusters;
        this.context = context;
        int columns = input.points().columns();
        runner = BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled("k-means"));
        spans = Spans.of(input.points().blockCount(), (long) columns * (clusters + PointBlocks.ROWS));
        memory = new Span[spans.count()];
        for (int s = 0; s < memory.length; s++) {
            memory[s] = new Span(input.points(), clusters);
        }
        distances = new double[input.points().blockCount()][PointBlocks.ROWS];
    }

    KMeansInput input() {
        return input;
    }

    int clusters() {
        return clusters;
    }

    /** The squared distances of the points of a block to their nearest centroids, as of the last pass. */
    double[] distances(int block) {
        return distances[block];
    }

    /** The working memory of the spans, in their order. */
    Span[] spans() {
        return memory;
    }

    /** Goes through all blocks, each span on one thread. */
    void forEachBlock(ObjIntConsumer<Span> body) {
        runner.forEach(memory.length, s -> {
            for (int b = spans.first(s); b < spans.end(s); b++) {
                context.throwIfCancelled("k-means");
                memory[s].kernel.load(input.scaled(), b);
                body.accept(memory[s], b);
            }
        });
    }

    /** The working memory of a span. */
    static final class Span {
        final AssignmentKernel kernel;
        final int[] labels = new int[PointBlocks.ROWS];
        /** For reading blocks as doubles. */
        final double[] room;

        final double[] candidate = new double[PointBlocks.ROWS];
        /** Columns x clusters. */
        final double[] deviations;

        final double[] weights;
        double inertia;
        boolean moved;

        Span(PointBlocks points, int clusters) {
            int columns = points.columns();
            room = points.room();
            kernel = Kernels.chosen().create(columns);
            deviations = new double[Math.multiplyExact(columns, clusters)];
            weights = new double[clusters];
        }

        void clear() {
            Arrays.fill(deviations, 0);
            Arrays.fill(weights, 0);
            inertia = 0;
            moved = false;
        }
    }
}
