package io.github.segmentation4j.fairness.scan;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.special.Gamma;

/**
 * Compares the groups of the data with their shares in a reference population, such as the census or all customers: data
 * that lack a group cannot serve it.
 *
 * <p>Each group is told by its share and the ratio to the reference, with an interval; whether the data as a whole could
 * have been drawn from the reference is told by Pearson's chi-square test. A group that only one side has is listed: it
 * has a ratio of 0 where the data lack it, and no ratio where the reference lacks it.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: K. Pearson, On the criterion that a given system of deviations is such that it can be reasonably supposed
 * to have arisen from random sampling, Philosophical Magazine 50, 1900; W. G. Cochran, Some methods for strengthening the
 * common chi-squared tests, Biometrics 10, 1954 (pooling of groups with fewer than 5 expected persons).
 */
public final class Representation {
    private static final double SMALLEST_EXPECTED = 5;

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
        long persons =
                referenced.stream().mapToLong(GroupRepresentation::persons).sum();
        // Smallest first, so that what is pooled is pooled with the next smallest until it is large enough.
        List<GroupRepresentation> ascending = referenced.stream()
                .sorted(Comparator.comparingDouble(GroupRepresentation::referenceShare))
                .toList();
        double chiSquare = 0;
        double expected = 0;
        long observed = 0;
        int cells = 0;
        int pooled = 0;
        int pool = 0;
        for (GroupRepresentation group : ascending) {
            expected += persons * group.referenceShare();
            observed += group.persons();
            pool++;
            if (expected >= SMALLEST_EXPECTED) {
                chiSquare += (observed - expected) * (observed - expected) / expected;
                cells++;
                pooled += pool > 1 ? pool : 0;
                expected = 0;
                observed = 0;
                pool = 0;
            }
        }
        Statistic p = cells < 2
                ? Statistic.undetermined("fewer than two groups of at least 5 expected persons")
                : Statistic.of(Gamma.regularizedGammaQ((cells - 1) / 2.0, chiSquare / 2));
        return new RepresentationReport(attribute, groups, missing, pooled, p);
    }
}
