package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Groups;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The persons of an audit in an order of its own, so that the order in which they were given decides nothing, neither the
 * last digit of a sum nor a resample. Those of the same groups stand together and are a stratum.
 */
final class CanonicalRows {
    private final AuditData data;
    private final Groups groups;
    /** Where each stratum begins, and the number of rows. */
    private final int[] starts;

    private CanonicalRows(AuditData data, Groups groups, int[] starts) {
        this.data = data;
        this.groups = groups;
        this.starts = starts;
    }

    static CanonicalRows of(AuditData given, Groups unordered) {
        Comparator<Integer> byGroups = (row, other) -> {
            for (int group = 0; group < unordered.groupCount(); group++) {
                int compared = Double.compare(unordered.membership(other, group), unordered.membership(row, group));
                if (compared != 0) {
                    return compared;
                }
            }
            return 0;
        };
        Comparator<Integer> order = byGroups.thenComparingInt(given::label);
        if (given.hasDecisions()) {
            order = order.thenComparing(given::selected);
        }
        if (given.hasOutcomes()) {
            order = order.thenComparing(given::outcome);
        }
        if (given.strata().isPresent()) {
            order = order.thenComparingInt(given.strata().get()::code);
        }
        if (given.hasValues()) {
            order = order.thenComparingDouble(given::value);
        }
        if (given.hasDistances()) {
            order = order.thenComparingDouble(given::distance);
        }
        Integer[] rows = new Integer[given.size()];
        Arrays.setAll(rows, row -> row);
        Arrays.sort(rows, order);
        int[] sorted = Arrays.stream(rows).mapToInt(Integer::intValue).toArray();
        int[] starts = new int[sorted.length + 2];
        int strata = 0;
        for (int place = 1; place < sorted.length; place++) {
            if (byGroups.compare(rows[place - 1], rows[place]) != 0) {
                starts[++strata] = place;
            }
        }
        starts[++strata] = sorted.length;
        return new CanonicalRows(
                given.inOrder(sorted), inOrder(unordered, sorted), Arrays.copyOf(starts, strata + 1));
    }

    AuditData data() {
        return data;
    }

    Groups groups() {
        return groups;
    }

    int strata() {
        return starts.length - 1;
    }

    int start(int stratum) {
        return starts[stratum];
    }

    int size(int stratum) {
        return starts[stratum + 1] - starts[stratum];
    }

    /** The groups of some of the rows. */
    Groups groupsOf(int[] rows) {
        return inOrder(groups, rows);
    }

    private static Groups inOrder(Groups groups, int[] rows) {
        int width = groups.groupCount();
        return switch (groups.kind()) {
            case DISJOINT -> {
                int[] codes = new int[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    codes[i] = Categories.MISSING;
                    for (int group = 0; group < width; group++) {
                        codes[i] = groups.membership(rows[i], group) == 1 ? group : codes[i];
                    }
                }
                yield Groups.of(Categories.of(groups.name(), groups.names(), codes));
            }
            case OVERLAPPING -> {
                boolean[][] members = new boolean[rows.length][width];
                for (int i = 0; i < rows.length; i++) {
                    for (int group = 0; group < width; group++) {
                        members[i][group] = groups.membership(rows[i], group) == 1;
                    }
                }
                yield Groups.overlapping(groups.name(), groups.names(), members);
            }
            case PROBABILISTIC -> {
                double[][] probabilities = new double[rows.length][width];
                for (int i = 0; i < rows.length; i++) {
                    for (int group = 0; group < width; group++) {
                        probabilities[i][group] = groups.membership(rows[i], group);
                    }
                }
                yield Groups.probabilistic(groups.name(), groups.names(), probabilities);
            }
        };
    }
}
