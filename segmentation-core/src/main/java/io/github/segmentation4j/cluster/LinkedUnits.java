package io.github.segmentation4j.cluster;

import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rows by their links: free rows, and units, which are groups of rows that must be together or single rows that must not
 * be with some other. Units are numbered by their lowest rows. Immutable.
 */
final class LinkedUnits {
    private final int rows;
    private final int[][] members;
    private final int[][] neighbours;
    private final int[][] components;
    private final int[] componentOf;
    private final int[] free;

    private LinkedUnits(int rows, int[][] members, int[][] neighbours, int[] free) {
        this.rows = rows;
        this.members = members;
        this.neighbours = neighbours;
        this.free = free;
        components = components(neighbours);
        componentOf = new int[members.length];
        for (int component = 0; component < components.length; component++) {
            for (int unit : components[component]) {
                componentOf[unit] = component;
            }
        }
    }

    static LinkedUnits of(Optional<Links> links, int rows) {
        int[] group = links.orElse(Links.builder().build()).groups(rows);
        List<Links.Pair> apart = links.map(Links::cannotLinks).orElse(List.of());
        int[] size = new int[rows];
        for (int root : group) {
            size[root]++;
        }
        BitSet linked = new BitSet(rows);
        for (Links.Pair pair : apart) {
            linked.set(group[pair.first()]);
            linked.set(group[pair.second()]);
        }
        int[] units = new int[rows];
        List<int[]> members = new ArrayList<>();
        int[] filled = new int[rows];
        int[] free = new int[rows];
        int freeCount = 0;
        for (int row = 0; row < rows; row++) {
            int root = group[row];
            if (size[root] == 1 && !linked.get(root)) {
                free[freeCount++] = row;
            } else {
                if (root == row) {
                    units[root] = members.size();
                    members.add(new int[size[root]]);
                }
                members.get(units[root])[filled[root]++] = row;
            }
        }
        return new LinkedUnits(
                rows,
                members.toArray(int[][]::new),
                neighbours(apart, group, units, members.size()),
                Arrays.copyOf(free, freeCount));
    }

    private static int[][] neighbours(List<Links.Pair> apart, int[] group, int[] units, int count) {
        List<Set<Integer>> sets = new ArrayList<>();
        for (int unit = 0; unit < count; unit++) {
            sets.add(new TreeSet<>());
        }
        for (Links.Pair pair : apart) {
            int first = units[group[pair.first()]];
            int second = units[group[pair.second()]];
            sets.get(first).add(second);
            sets.get(second).add(first);
        }
        return sets.stream()
                .map(set -> set.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private static int[][] components(int[][] neighbours) {
        List<int[]> components = new ArrayList<>();
        boolean[] seen = new boolean[neighbours.length];
        int[] found = new int[neighbours.length];
        for (int start = 0; start < neighbours.length; start++) {
            if (!seen[start]) {
                seen[start] = true;
                found[0] = start;
                int count = 1;
                for (int at = 0; at < count; at++) {
                    for (int next : neighbours[found[at]]) {
                        if (!seen[next]) {
                            seen[next] = true;
                            found[count++] = next;
                        }
                    }
                }
                int[] component = Arrays.copyOf(found, count);
                Arrays.sort(component);
                components.add(component);
            }
        }
        return components.toArray(int[][]::new);
    }

    int rows() {
        return rows;
    }

    /** The number of units. */
    int count() {
        return members.length;
    }

    /** The rows of a unit, ascending; shared. */
    int[] members(int unit) {
        return members[unit];
    }

    /** The units a unit must not be with, ascending; shared. */
    int[] neighbours(int unit) {
        return neighbours[unit];
    }

    /** Sets of units without cannot-links between them, each ascending; shared. */
    int[][] components() {
        return components;
    }

    /** The number of the component of a unit. */
    int component(int unit) {
        return componentOf[unit];
    }

    /** The rows without links, ascending; shared. */
    int[] free() {
        return free;
    }

    /** Refuses what can be seen at once to have no solution. */
    void refuseContradictions(int clusters, int min, int max) {
        if ((long) clusters * min > rows) {
            throw new InvalidInputException("the smallest size must be at most " + rows / clusters + " for " + rows
                    + " rows in " + clusters + " clusters, was " + min + "; lower it or ask for fewer clusters");
        }
        if ((long) clusters * max < rows) {
            throw new InvalidInputException(
                    "the largest size must be at least " + (rows + clusters - 1) / clusters + " for " + rows
                            + " rows in " + clusters + " clusters, was " + max
                            + "; raise it or ask for more clusters");
        }
        for (int[] unit : members) {
            if (unit.length > max) {
                throw InvalidInputException.atRow(
                        unit[0] + 1L,
                        "must be with " + (unit.length - 1) + " other rows, and a cluster may have " + max
                                + " rows; raise the largest size or take must-links away");
            }
        }
        if (min > 0 && free.length + members.length < clusters) {
            throw new InvalidInputException("must-links leave " + (free.length + members.length)
                    + " groups of rows, too few for " + clusters
                    + " clusters; ask for fewer clusters or take must-links away");
        }
        for (int unit = 0; unit < members.length; unit++) {
            refuseClique(unit, clusters);
        }
    }

    /** Looks for units that must all be apart, neighbour by neighbour. Finds not all of them; the search proves the rest. */
    private void refuseClique(int unit, int clusters) {
        if (neighbours[unit].length < clusters) {
            return;
        }
        int[] clique = new int[clusters + 1];
        clique[0] = unit;
        int size = 1;
        for (int next : neighbours[unit]) {
            boolean apartFromAll = true;
            for (int i = 1; i < size && apartFromAll; i++) {
                apartFromAll = Arrays.binarySearch(neighbours[next], clique[i]) >= 0;
            }
            if (apartFromAll) {
                clique[size++] = next;
                if (size > clusters) {
                    throw new InvalidInputException("rows " + numbers(clique) + " must all be in different clusters,"
                            + " and there are " + clusters
                            + "; ask for more clusters or take cannot-links away");
                }
            }
        }
    }

    private String numbers(int[] units) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < units.length; i++) {
            words.append(i == 0 ? "" : i == units.length - 1 ? " and " : ", ").append(members[units[i]][0] + 1);
        }
        return words.toString();
    }
}
