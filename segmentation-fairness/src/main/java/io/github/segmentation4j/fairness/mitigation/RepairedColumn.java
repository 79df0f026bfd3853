package io.github.segmentation4j.fairness.mitigation;

import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where full repair moves the values of a column: those of each group, and those of whoever is of no known group. */
record RepairedColumn(List<QuantileMap> byGroup, QuantileMap pooled) {
    RepairedColumn {
        byGroup = List.copyOf(byGroup);
    }

    /** From the values of each group and, at the end, those of all, each in rising order; a group may have none. */
    static RepairedColumn of(String column, double[][] samples) {
        int groups = samples.length - 1;
        List<BinMeans> means = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            if (samples[g].length > 0) {
                means.add(BinMeans.of(samples[g]));
            }
        }
        List<QuantileMap> byGroup = new ArrayList<>();
        if (means.size() < 2) {
            for (int g = 0; g < groups; g++) {
                byGroup.add(QuantileMap.IDENTITY);
            }
            return new RepairedColumn(byGroup, QuantileMap.IDENTITY);
        }
        QuantileMap pooled = toMedian(column, BinMeans.of(samples[groups]), means);
        int next = 0;
        for (int g = 0; g < groups; g++) {
            byGroup.add(samples[g].length == 0 ? pooled : toMedian(column, means.get(next++), means));
        }
        return new RepairedColumn(byGroup, pooled);
    }

    private static QuantileMap toMedian(String column, BinMeans own, List<BinMeans> all) {
        double[] to = new double[own.count()];
        double[] there = new double[all.size()];
        for (int bin = 0; bin < to.length; bin++) {
            for (int g = 0; g < there.length; g++) {
                there[g] = all.get(g).atMiddleOf(bin, to.length);
            }
            Arrays.sort(there);
            int middle = (there.length - 1) >>> 1;
            to[bin] = there[middle] / 2 + there[there.length - 1 - middle] / 2;
        }
        double[] from = own.means();
        MitigationInput.requireFinite(column, from);
        MitigationInput.requireFinite(column, to);
        return new QuantileMap(from, to);
    }

    /** Where a value of a group goes at a level of repair; the group may be missing. */
    double at(int group, double value, double repair) {
        return (group < 0 ? pooled : byGroup.get(group)).at(value, repair);
    }

    ModelState state() {
        return ModelState.of("column/1")
                .putChildren("groups", byGroup.stream().map(QuantileMap::state).toList())
                .put("pooled", pooled.state())
                .build();
    }

    static RepairedColumn restore(ModelState state) {
        return new RepairedColumn(
                state.children("groups").stream().map(QuantileMap::restore).toList(),
                QuantileMap.restore(state.child("pooled")));
    }
}
