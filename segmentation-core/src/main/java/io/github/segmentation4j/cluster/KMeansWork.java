package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.AssignmentKernel;
import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the runs of one fit share: the rows, the threads, and memory that is allocated once. Belongs to one fit. */
final class KMeansWork {
    private final KMeansInput input;
    private final int clusters;
    private final RunContext context;
    private final BlockRunner runner;
    private final Span[] spans;
    private final Queue<Tools> idle = new ConcurrentLinkedQueue<>();

    /** Two bytes for each row, once they are asked for, and who has them. */
    private char[][] limits = new char[0][];

    private Optional<Gaps> holder = Optional.empty();

    KMeansWork(KMeansInput input, int clusters, RunContext context) {
        this.input = input;
        this.clusters = clusters;
        this.context = context;
        runner = BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled("k-means"));
        int columns = input.points().columns();
        Spans cut = Spans.of(input.points().blockCount(), (long) columns * clusters);
        spans = new Span[cut.count()];
        for (int s = 0; s < spans.length; s++) {
            spans[s] = new Span(input, clusters, cut.first(s), cut.end(s));
        }
    }

    KMeansInput input() {
        return input;
    }

    int clusters() {
        return clusters;
    }

    /** The spans, in their order. */
    Span[] spans() {
        return spans;
    }

    /** Hands over two bytes for each row, by block. There is one such room: whoever had it has it no longer. */
    char[][] limits(Gaps taker) {
        if (limits.length == 0) {
            limits = new char[input.points().blockCount()][PointBlocks.ROWS];
        }
        holder = Optional.of(taker);
        return limits;
    }

    /** Whether nobody else took the room since. */
    boolean holdsLimits(Gaps taker) {
        return holder.filter(gaps -> gaps == taker).isPresent();
    }

    /** What is done with a span. */
    interface SpanVisitor {
        /** Visits the blocks of a span, and calls {@link #next} before each. */
        void visit(Span span, Tools tools);
    }

    /** What is done with a block. */
    interface BlockVisitor {
        /** Visits a block, which is loaded into the kernel. */
        void visit(Span span, Tools tools, int block);
    }

    /** Goes through all spans, each on one thread. */
    void forEachSpan(SpanVisitor visitor) {
        runner.forEach(spans.length, s -> {
            Tools free = idle.poll();
            Tools tools = free == null ? new Tools(input) : free;
            visitor.visit(spans[s], tools);
            idle.add(tools);
        });
    }

    /** Goes through all blocks, those of a span on one thread. */
    void forEachBlock(BlockVisitor visitor) {
        forEachSpan((span, tools) -> {
            for (int b = span.first; b < span.end; b++) {
                next();
                tools.kernel.load(input.scaled(), b);
                visitor.visit(span, tools, b);
            }
        });
    }

    /** Stops the work where it should stop. */
    void next() {
        context.throwIfCancelled("k-means");
    }

    /** Some consecutive blocks and what they add up to. */
    static final class Span {
        /** The first block and the one after the last. */
        final int first;

        final int end;

        /** Columns x clusters. */
        final double[] deviations;

        final double[] weights;

        /** Columns x clusters, or empty where no value is missing. */
        final double[] observed;

        final int[] members;
        double inertia;

        /** How many rows were compared with all centroids, and how many changed their cluster. */
        long compared;

        long changes;

        Span(KMeansInput input, int clusters, int first, int end) {
            this.first = first;
            this.end = end;
            deviations = new double[Math.multiplyExact(input.points().columns(), clusters)];
            observed = new double[input.incomplete().isEmpty() ? 0 : deviations.length];
            weights = new double[clusters];
            members = new int[clusters];
        }

        void clear() {
            Arrays.fill(deviations, 0);
            Arrays.fill(weights, 0);
            Arrays.fill(observed, 0);
            Arrays.fill(members, 0);
            inertia = 0;
            compared = 0;
            changes = 0;
        }
    }

    /** Working memory for one thread. */
    static final class Tools {
        final AssignmentKernel kernel;

        /** For reading blocks as doubles. */
        final double[] room;

        final double[] scaledRoom;
        final int[] labels = new int[PointBlocks.ROWS];
        final double[] distances = new double[PointBlocks.ROWS];
        final double[] seconds = new double[PointBlocks.ROWS];
        final int[] moved = new int[PointBlocks.ROWS];
        final int[] picked = new int[PointBlocks.ROWS];

        final Batch batch;

        Tools(KMeansInput input) {
            kernel = Kernels.chosen().create(input.points().columns());
            room = input.points().room();
            scaledRoom = input.scaled().room();
            batch = new Batch(input);
        }
    }
}
