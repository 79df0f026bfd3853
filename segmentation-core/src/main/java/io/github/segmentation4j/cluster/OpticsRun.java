package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/** Visits distinct rows in the order of {@link Optics}. */
final class OpticsRun {
    /** In what progress is told. */
    static final int PERCENT = 100;

    /** Who has visited all rows has done this much; the rest is reading clusters. */
    private static final int VISITED = 98;

    /** The distinct rows in the order they were visited. */
    final int[] order;

    /** By distinct row. */
    final double[] reachability;

    /** By distinct row. */
    final double[] cores;

    /** By distinct row the one it was reached from, itself where it was reached from none. */
    final int[] predecessors;

    private final Neighbours neighbours;
    private final double radius;
    private final boolean[] visited;
    private final ReachabilityQueue queue;
    private final Checkpoint checkpoint;

    OpticsRun(Neighbours neighbours, double[] weights, int needed, double radius, RunContext context) {
        this.neighbours = neighbours;
        this.radius = radius;
        int count = neighbours.count();
        order = new int[count];
        reachability = new double[count];
        Arrays.fill(reachability, Double.POSITIVE_INFINITY);
        predecessors = new int[count];
        Arrays.setAll(predecessors, row -> row);
        visited = new boolean[count];
        queue = new ReachabilityQueue(reachability);
        checkpoint = Checkpoint.of(() -> context.throwIfCancelled(Optics.STAGE));
        cores = new double[count];
        neighbours.forEach(
                Optics.STAGE,
                context,
                (search, row) -> cores[row] = weights[row] > 0
                        ? search.radiusOf(neighbours.row(row), weights, needed, radius)
                        : Double.POSITIVE_INFINITY);
        visitAll(context);
    }

    private void visitAll(RunContext context) {
        Neighbours.Search search = neighbours.search();
        int start = 0;
        long told = 0;
        for (int position = 0; position < order.length; position++) {
            while (queue.isEmpty() && visited[start]) {
                start++;
            }
            int row = queue.isEmpty() ? start : queue.take();
            order[position] = row;
            visit(row, search);
            long done = (long) VISITED * (position + 1) / order.length;
            if (done > told) {
                context.report(Optics.STAGE, done, PERCENT);
                told = done;
            }
        }
    }

    private void visit(int row, Neighbours.Search search) {
        visited[row] = true;
        checkpoint.now();
        if (cores[row] == Double.POSITIVE_INFINITY) {
            return;
        }
        int found = search.within(neighbours.row(row), radius);
        for (int i = 0; i < found; i++) {
            checkpoint.at(i);
            int other = search.row(i);
            double reach = Math.max(cores[row], search.distance(i));
            if (!visited[other] && reach < reachability[other]) {
                predecessors[other] = row;
                queue.lower(other, reach);
            }
        }
    }
}
