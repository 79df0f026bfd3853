package io.github.segmentation4j.explain;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.ModelState;
import java.util.Arrays;
import java.util.List;

/**
 * How well rules fit the rows they were made for.
 *
 * @param rows that have a label
 * @param agreeing those whose rule gives their label
 * @param treeCost to the means of the rows that rules put into the same segment
 * @param surrogateCost to the given centres of the segments of the rules; undetermined if an earlier version stored them
 * @param clusteringCost to the given centres of the labels
 * @param leafSizes rows in each leaf from left to right; empty if an earlier version stored them
 */
record RuleFit(
        int rows,
        int agreeing,
        double treeCost,
        Statistic surrogateCost,
        double clusteringCost,
        List<Integer> leafSizes) {
    static RuleFit of(FlatTree tree, FeatureMatrix matrix, int[] labels, double[][] centres, Checkpoint checkpoint) {
        int[] assigned = new int[labels.length];
        Integer[] sizes = new Integer[tree.leaves()];
        Arrays.fill(sizes, 0);
        double[] row = new double[matrix.columnCount()];
        int counted = 0;
        int agreeing = 0;
        for (int r = 0; r < labels.length; r++) {
            checkpoint.at(r);
            if (labels[r] == Clustering.NOISE) {
                assigned[r] = Clustering.NOISE;
                continue;
            }
            matrix.copyRow(r, row);
            int end = tree.end(row);
            assigned[r] = tree.segment(end);
            sizes[tree.leaf(end)]++;
            counted++;
            agreeing += assigned[r] == labels[r] ? 1 : 0;
        }
        return new RuleFit(
                counted,
                agreeing,
                RuleCosts.toMeans(matrix, assigned, centres.length, checkpoint),
                Statistic.of(RuleCosts.toCentres(matrix, assigned, centres, checkpoint)),
                RuleCosts.toCentres(matrix, labels, centres, checkpoint),
                List.of(sizes));
    }

    void write(ModelState.Builder state) {
        state.put("rows", rows)
                .put("agreeing", agreeing)
                .put("treeCost", treeCost)
                .put("clusteringCost", clusteringCost);
        surrogateCost.value().ifPresent(cost -> state.put("surrogateCost", cost));
        if (!leafSizes.isEmpty()) {
            state.put(
                    "leafSizes",
                    leafSizes.stream().mapToDouble(Integer::doubleValue).toArray());
        }
    }

    /** What was stored, with or without what an earlier version did not know. */
    static RuleFit read(ModelState state, int leaves) {
        List<Integer> sizes = state.has("leafSizes")
                ? Arrays.stream(state.numbers("leafSizes"))
                        .mapToInt(size -> (int) size)
                        .boxed()
                        .toList()
                : List.of();
        Statistic surrogateCost = state.has("surrogateCost")
                ? Statistic.of(cost(state, "surrogateCost"))
                : Statistic.undetermined("the rules were stored by a version that did not measure it");
        RuleFit fit = new RuleFit(
                state.integer("rows"),
                state.integer("agreeing"),
                cost(state, "treeCost"),
                surrogateCost,
                cost(state, "clusteringCost"),
                sizes);
        long sum = sizes.stream().mapToLong(Integer::longValue).sum();
        boolean fits = sizes.isEmpty()
                || (sizes.size() == leaves && sum == fit.rows && sizes.stream().allMatch(size -> size >= 0));
        if (!fits || fit.agreeing < 0 || fit.agreeing > fit.rows) {
            throw StoredTree.damaged(state.type(), "a count");
        }
        return fit;
    }

    private static double cost(ModelState state, String name) {
        double cost = state.number(name);
        if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
            throw StoredTree.damaged(state.type(), "a cost");
        }
        return cost;
    }
}
