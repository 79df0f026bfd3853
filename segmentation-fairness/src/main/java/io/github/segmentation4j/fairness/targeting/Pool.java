package io.github.segmentation4j.fairness.targeting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Customers by rank, from the highest score to the lowest, and in cells: the customers of a cell are in the same groups,
 * so that they differ in nothing but score and weight. Customers of weight 0, and those in no group, share a cell
 * without groups. Immutable but for its arrays, which nobody changes.
 */
final class Pool {
    private final Candidates candidates;
    private final GroupIndex index;
    private final int[] ranking;
    private final long[] weights;
    private final int[] cellOf;
    private final List<int[]> cellGroups = new ArrayList<>();
    private final int[][] members;

    /**
     * Ranks the customers.
     *
     * @param weights what each counts in the rate of its groups, not negative
     */
    Pool(Candidates candidates, MissingGroup missing, long[] weights, TieBreak tieBreak) {
        this.candidates = candidates;
        this.weights = weights;
        index = new GroupIndex(candidates, missing);
        ranking = candidates.ranking(tieBreak);
        cellOf = sortIntoCells();
        members = members();
    }

    private int[] sortIntoCells() {
        int[] codes = new int[ranking.length];
        for (int a = 0; a < index.attributes(); a++) {
            long width = index.groups() + 1L;
            long[] crossed = new long[codes.length];
            for (int rank = 0; rank < codes.length; rank++) {
                int row = ranking[rank];
                int group = weights[row] == 0 ? GroupIndex.NONE : index.group(a, row);
                crossed[rank] = codes[rank] * width + group + 1;
            }
            long[] distinct = Arrays.stream(crossed).sorted().distinct().toArray();
            for (int rank = 0; rank < codes.length; rank++) {
                codes[rank] = Arrays.binarySearch(distinct, crossed[rank]);
            }
        }
        return codes;
    }

    private int[][] members() {
        int cells = 0;
        for (int cell : cellOf) {
            cells = Math.max(cells, cell + 1);
        }
        int[] sizes = new int[cells];
        for (int cell : cellOf) {
            sizes[cell]++;
        }
        int[][] ranks = new int[cells][];
        int[] filled = new int[cells];
        for (int rank = 0; rank < cellOf.length; rank++) {
            int cell = cellOf[rank];
            if (filled[cell] == 0) {
                ranks[cell] = new int[sizes[cell]];
            }
            ranks[cell][filled[cell]++] = rank;
        }
        for (int cell = 0; cell < cells; cell++) {
            cellGroups.add(groupsOf(ranks[cell][0]));
        }
        return ranks;
    }

    private int[] groupsOf(int rank) {
        int row = ranking[rank];
        int[] groups = new int[index.attributes()];
        int count = 0;
        for (int a = 0; a < groups.length; a++) {
            if (weights[row] > 0 && index.group(a, row) != GroupIndex.NONE) {
                groups[count++] = index.group(a, row);
            }
        }
        return Arrays.copyOf(groups, count);
    }

    int size() {
        return ranking.length;
    }

    GroupIndex index() {
        return index;
    }

    int cells() {
        return members.length;
    }

    /** The groups of the customers of a cell, shared. */
    int[] groups(int cell) {
        return cellGroups.get(cell);
    }

    /** The ranks of the customers of a cell, lowest first, shared. */
    int[] members(int cell) {
        return members[cell];
    }

    int cell(int rank) {
        return cellOf[rank];
    }

    int row(int rank) {
        return ranking[rank];
    }

    String id(int rank) {
        return candidates.ids().get(ranking[rank]);
    }

    double score(int rank) {
        return candidates.score(ranking[rank]);
    }

    long weight(int rank) {
        return weights[ranking[rank]];
    }

    /** The ranks whose score is not negative come first: how many they are. */
    int notNegative() {
        int rank = 0;
        while (rank < ranking.length && score(rank) >= 0) {
            rank++;
        }
        return rank;
    }

    /** The weight of each group. */
    long[] totals() {
        long[] totals = new long[index.groups()];
        for (int cell = 0; cell < members.length; cell++) {
            for (int rank : members[cell]) {
                for (int group : groups(cell)) {
                    totals[group] += weight(rank);
                }
            }
        }
        return totals;
    }

    /** The sums of the scores of the first so many of a cell. */
    double[] scoreSums(int cell) {
        double[] sums = new double[members[cell].length + 1];
        for (int i = 0; i < members[cell].length; i++) {
            sums[i + 1] = sums[i] + score(members[cell][i]);
        }
        return sums;
    }
}
