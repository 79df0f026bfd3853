package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.data.Categories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * An assignment of rows to segments that obeys rules exactly, with a certificate: a lower bound on what any assignment to
 * the same centres that obeys them costs.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CertifiedAssignment {
    private final int[] labels;
    private final int segments;
    private final double cost;
    private final double lowerBound;
    private final Proof proof;
    private final List<MemberType> types;
    private final List<GroupShift> shifts;
    private final List<Categories> groups;
    private final int moved;

    /** Where a lower bound comes from. */
    public enum Proof {
        /** The dual of the assignment at the offsets told, which anyone can recompute. */
        DUAL,
        /** A search through all numbers of rows that could be cheaper: some assignment costs as little as the bound. */
        SEARCH
    }

    /**
     * Rows that belong to the same groups, as far as the rules tell them apart.
     *
     * @param groups the group by attribute; an attribute is left out where rows belong to no group that a rule is about
     * @param rows how many there are
     * @param counts how many of them each segment has
     * @param offsets what a place in each segment is worth to them under the rules, in squared distance: positive where
     *     they had to be turned away, negative where they had to be attracted. Up to ties they are where their squared
     *     distance plus offset is least
     */
    public record MemberType(Map<String, String> groups, int rows, List<Integer> counts, List<Double> offsets) {
        /** Copies what it is given. */
        public MemberType {
            groups = Map.copyOf(groups);
            counts = List.copyOf(counts);
            offsets = List.copyOf(offsets);
        }
    }

    /**
     * How many rows of a group are not in the segment nearest to them.
     *
     * @param attribute the attribute
     * @param group the group
     * @param rows how many rows it has, maybe none
     * @param moved how many of them are not in the nearest segment
     */
    public record GroupShift(String attribute, String group, int rows, int moved) {}

    private CertifiedAssignment(
            int[] labels,
            int segments,
            AssignmentEngine.Solution solution,
            List<MemberType> types,
            List<GroupShift> shifts,
            List<Categories> groups) {
        this.labels = labels;
        this.segments = segments;
        cost = solution.cost();
        lowerBound = solution.bound();
        proof = solution.proof();
        moved = (int) IntStream.range(0, labels.length)
                .filter(row -> labels[row] != solution.nearest()[row])
                .count();
        this.types = types;
        this.shifts = shifts;
        this.groups = groups;
    }

    static CertifiedAssignment of(
            AssignmentEngine.Solution solution, GroupTypes types, List<Categories> groups, int segments) {
        List<MemberType> members = new ArrayList<>();
        for (int t = 0; t < types.count(); t++) {
            double[] offsets = Arrays.copyOfRange(solution.offsets(), t * segments, (t + 1) * segments);
            members.add(new MemberType(
                    types.membership(t),
                    types.sizes()[t],
                    Arrays.stream(solution.counts()[t]).boxed().toList(),
                    Arrays.stream(offsets).boxed().toList()));
        }
        List<GroupShift> shifts = new ArrayList<>();
        for (Categories attribute : groups) {
            int[] moved = new int[attribute.levels().size()];
            for (int row = 0; row < attribute.size(); row++) {
                if (attribute.code(row) >= 0 && solution.labels()[row] != solution.nearest()[row]) {
                    moved[attribute.code(row)]++;
                }
            }
            int[] counts = attribute.counts();
            for (int level = 0; level < moved.length; level++) {
                shifts.add(
                        new GroupShift(attribute.name(), attribute.levels().get(level), counts[level], moved[level]));
            }
        }
        return new CertifiedAssignment(
                solution.labels(), segments, solution, List.copyOf(members), List.copyOf(shifts), List.copyOf(groups));
    }

    /** The segment of each row, from 0, copied. */
    public int[] labels() {
        return labels.clone();
    }

    /** The segment of a row. */
    public int label(int row) {
        return labels[row];
    }

    /** The number of segments. */
    public int segmentCount() {
        return segments;
    }

    /** The sum of the squared distances of all rows to the centres of their segments. */
    public double cost() {
        return cost;
    }

    /** No assignment to these centres that obeys the rules costs less, up to rounding errors; at most {@link #cost()}. */
    public double lowerBound() {
        return lowerBound;
    }

    /** Where the lower bound comes from. */
    public Proof proof() {
        return proof;
    }

    /** By what part of the cost the assignment may at most be improved, from 0 to 1; 0 where nothing costs anything. */
    public double gap() {
        return cost > 0 ? Math.max(0, (cost - lowerBound) / cost) : 0;
    }

    /** How many rows are not in the segment nearest to them, of several the first. */
    public int movedCount() {
        return moved;
    }

    /** The same for every group of every attribute handed in: whom the rules moved. */
    public List<GroupShift> shifts() {
        return shifts;
    }

    /** The rows by the groups they belong to, in the order in which rows show them, with offsets as shadow prices. */
    public List<MemberType> types() {
        return types;
    }

    /**
     * How many rows of a group each segment has.
     *
     * @param attribute the name of categories handed in
     * @param group one of their levels
     */
    public List<Integer> counts(String attribute, String group) {
        Categories categories = groups.stream()
                .filter(one -> one.name().equals(Objects.requireNonNull(attribute, "attribute")))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("there must be groups of '" + attribute + "'; there are those of "
                                + groups.stream().map(Categories::name).toList()));
        int level = categories.levels().indexOf(group);
        if (level < 0) {
            throw new IllegalArgumentException(
                    "'" + attribute + "' must have the group '" + group + "'; it has " + categories.levels());
        }
        Integer[] counts = new Integer[segments];
        Arrays.fill(counts, 0);
        for (int row = 0; row < labels.length; row++) {
            if (categories.code(row) == level) {
                counts[labels[row]]++;
            }
        }
        return List.of(counts);
    }

    /** How many rows each segment has. */
    public List<Integer> sizes() {
        int[] sizes = new int[segments];
        for (int label : labels) {
            sizes[label]++;
        }
        return Arrays.stream(sizes).boxed().toList();
    }

    @Override
    public String toString() {
        return labels.length + " rows in " + segments + " segments, cost " + cost + ", gap " + gap();
    }
}
