package io.github.segmentation4j.fairness.cluster;

import java.util.Arrays;

/** The segment of least offset cost of every row, of several the first, and what follows from it. */
final class NearestLabels {
    private final int[] labels;
    private final int[][] counts;
    private final double cost;
    private final double margin;

    private NearestLabels(int[] labels, int[][] counts, double cost, double margin) {
        this.labels = labels;
        this.counts = counts;
        this.cost = cost;
        this.margin = margin;
    }

    /**
     * Finds the labels.
     *
     * @param offsets types x segments, added to costs
     */
    static NearestLabels of(CostBlocks costs, double[] offsets) {
        int segments = costs.segments();
        int[] labels = new int[costs.places()];
        CostBlocks.Spans spans = costs.spans();
        double[][] sums = new double[spans.count()][2];
        costs.runner().forEach(spans.count(), span -> {
            CostBlocks.Room room = costs.room();
            double[] least = new double[CostBlocks.ROWS];
            double[] second = new double[CostBlocks.ROWS];
            for (int b = spans.first(span); b < spans.end(span); b++) {
                double[][] cost = costs.read(b, room);
                int place = costs.placeOf(b);
                int rows = costs.rowsIn(b);
                int offset = costs.typeOf(b) * segments;
                Arrays.fill(least, Double.MAX_VALUE);
                Arrays.fill(second, Double.MAX_VALUE);
                for (int j = 0; j < segments; j++) {
                    select(cost[j], offsets[offset + j], j, rows, least, second, labels, place);
                }
                for (int p = 0; p < rows; p++) {
                    sums[span][0] += cost[labels[place + p]][p];
                    sums[span][1] += segments > 1 ? second[p] - least[p] : 0;
                }
            }
        });
        int[][] counts = new int[costs.types()][segments];
        for (int t = 0; t < counts.length; t++) {
            for (int i = 0; i < costs.size(t); i++) {
                counts[t][labels[costs.firstPlace(t) + i]]++;
            }
        }
        double cost = 0;
        double margin = 0;
        for (double[] part : sums) {
            cost += part[0];
            margin += part[1];
        }
        return new NearestLabels(labels, counts, cost, margin);
    }

    private static void select(
            double[] cost,
            double offset,
            int segment,
            int rows,
            double[] least,
            double[] second,
            int[] labels,
            int place) {
        for (int p = 0; p < rows; p++) {
            double candidate = cost[p] + offset;
            if (candidate < least[p]) {
                second[p] = least[p];
                least[p] = candidate;
                labels[place + p] = segment;
            } else if (candidate < second[p]) {
                second[p] = candidate;
            }
        }
    }

    /** The segments, by place, shared. */
    int[] labels() {
        return labels;
    }

    /** Types x segments, shared. */
    int[][] counts() {
        return counts;
    }

    /** What the labels cost, without offsets. */
    double cost() {
        return cost;
    }

    /** How much more the second segments of all rows would cost, with offsets. */
    double margin() {
        return margin;
    }
}
