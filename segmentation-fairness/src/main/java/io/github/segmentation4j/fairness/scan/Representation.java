package io.github.segmentation4j.fairness.scan;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.inference.ContingencyTest;
import io.github.segmentation4j.fairness.inference.PooledCells;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares the groups of the data with their shares in a reference population, such as the census or all customers: data
 * that lack a group cannot serve it.
 *
 * <p>Each group is told by its share and the ratio to the reference, with an interval; whether the data as a whole could
 * have been drawn from the reference is told by Pearson's chi-squared test. A group that only one side has is listed: it
 * has a ratio of 0 where the data lack it, and no ratio where the reference lacks it.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: K. Pearson, On the criterion that a given system of deviations is such that it can be reasonably supposed
 * to have arisen from random sampling, Philosophical Magazine 50, 1900.
 */
public final class Representation {
    /** Shares printed with two decimals, as many tables have them, may miss 1 by that much. */
    private static final double ROUNDING = 0.01;

    private final Map<String, Double> shares;

    private Representation(Map<String, Double> shares) {
        this.shares = shares;
    }

    /**
     * A comparison with a reference population. Groups are told in the order of their names.
     *
     * @param shares for each group its share in the reference, 0 or more; they must sum to 1 up to 0.01, and are scaled to
     *     do so
     */
    public static Representation against(Map<String, Double> shares) {
        double sum = 0;
        for (double share : shares.values()) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share must lie from 0 to 1, was " + share);
            }
            sum += share;
        }
        if (!(Math.abs(sum - 1) <= ROUNDING)) {
            throw new IllegalArgumentException("the shares of the reference must sum to 1, summed to " + sum
                    + "; add the groups that are missing");
        }
        Map<String, Double> scaled = new TreeMap<>();
        for (Map.Entry<String, Double> share : shares.entrySet()) {
            scaled.put(share.getKey(), share.getValue() / sum);
        }
        return new Representation(scaled);
    }

    /** Compares the persons of a column of groups. */
    public RepresentationReport of(Categories data) {
        int[] counts = data.counts();
        long missing = counts[data.levels().size()];
        long known = data.size() - missing;
        List<GroupRepresentation> groups = new ArrayList<>();
        for (Map.Entry<String, Double> share : shares.entrySet()) {
            int level = data.levels().indexOf(share.getKey());
            groups.add(new GroupRepresentation(share.getKey(), level < 0 ? 0 : counts[level], known, share.getValue()));
        }
        for (int level = 0; level < data.levels().size(); level++) {
            String name = data.levels().get(level);
            if (!shares.containsKey(name)) {
                groups.add(new GroupRepresentation(name, counts[level], known, 0));
            }
        }
        return test(data.name(), groups, missing);
    }

    private static RepresentationReport test(String attribute, List<GroupRepresentation> groups, long missing) {
        List<GroupRepresentation> referenced =
                groups.stream().filter(group -> group.referenceShare() > 0).toList();
        long[] persons =
                referenced.stream().mapToLong(GroupRepresentation::persons).toArray();
        double[] shares = referenced.stream()
                .mapToDouble(GroupRepresentation::referenceShare)
                .toArray();
        long all = Arrays.stream(persons).sum();
        PooledCells cells =
                PooledCells.of(Arrays.stream(shares).map(share -> all * share).toArray());
        Statistic p = cells.size() < 2
                ? Statistic.undetermined("fewer than two groups of at least 5 expected persons")
                : Statistic.of(ContingencyTest.goodnessOfFit(cells.sums(persons), cells.sums(shares))
                        .pValue());
        return new RepresentationReport(attribute, groups, missing, cells.pooledGroups(), p);
    }
}
