package io.github.segmentation4j.fairness.group;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The groups that n persons belong to by a protected attribute, or by several of them together.
 *
 * <pre>{@code
 * Groups sex = Groups.of(categories);
 * Groups both = Groups.intersectionOf(List.of(sexes, ageBands)).suppressedBelow(20);
 * }</pre>
 *
 * <p>Nobody is dropped: persons whose group is unknown are counted in {@link #missing()}, groups too small to be told
 * are named in {@link #suppressed()}.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Groups {
    /** What tables and results call the group of persons whose group is not known. */
    public static final String MISSING = "(missing)";

    // Probabilities written with few digits miss 1 by no more than this.
    private static final double SUM_TOLERANCE = 1e-6;

    private final String name;
    private final List<String> names;
    private final GroupKind kind;
    private final Membership membership;
    private final double[] sizes;
    private final double missing;
    private final List<GroupSize> suppressed;

    private Groups(String name, List<String> names, GroupKind kind, Membership membership, List<GroupSize> suppressed) {
        this.name = Objects.requireNonNull(name, "name");
        this.names = distinct(names);
        this.kind = kind;
        this.membership = membership;
        this.suppressed = suppressed;
        sizes = new double[names.size()];
        double unknown = 0;
        for (int row = 0; row < membership.rows(); row++) {
            for (int group = 0; group < sizes.length; group++) {
                sizes[group] += membership.of(row, group);
            }
            unknown += membership.unknown(row);
        }
        missing = unknown;
    }

    /** Disjoint groups, one for each level; rows without a category are missing. */
    public static Groups of(Categories categories) {
        return new Groups(
                categories.name(),
                categories.levels(),
                GroupKind.DISJOINT,
                new Membership.Codes(categories.codes()),
                List.of());
    }

    /**
     * Disjoint groups, one for each combination of levels that occurs. A row is missing where any category is.
     *
     * @param attributes at least one, all about the same rows
     */
    public static Groups intersectionOf(List<Categories> attributes) {
        if (attributes.isEmpty()) {
            throw new IllegalArgumentException("an intersection needs at least one attribute, got none");
        }
        Categories crossed = attributes.get(0);
        for (Categories attribute : attributes.subList(1, attributes.size())) {
            crossed = crossed.crossedWith(attribute);
        }
        return of(crossed);
    }

    /**
     * Groups of which a person may belong to several or to none.
     *
     * @param name what the groups are, such as {@code vulnerability}
     * @param names the names of the groups
     * @param members n rows x groups: whether the row belongs to the group; copied
     */
    public static Groups overlapping(String name, List<String> names, boolean[][] members) {
        BitSet[] byGroup = new BitSet[names.size()];
        for (int group = 0; group < byGroup.length; group++) {
            byGroup[group] = new BitSet(members.length);
        }
        for (int row = 0; row < members.length; row++) {
            checkWidth(row, members[row].length, names.size());
            for (int group = 0; group < byGroup.length; group++) {
                byGroup[group].set(row, members[row][group]);
            }
        }
        return new Groups(name, names, GroupKind.OVERLAPPING, new Membership.Flags(members.length, byGroup), List.of());
    }

    /**
     * Groups that each person belongs to with a probability.
     *
     * @param name what the groups are
     * @param names the names of the groups
     * @param probabilities n rows x groups, from 0 to 1, each row adding up to at most 1; what is missing to 1 is
     *     unknown; copied
     */
    public static Groups probabilistic(String name, List<String> names, double[][] probabilities) {
        double[][] copy = new double[probabilities.length][];
        double[] rest = new double[probabilities.length];
        for (int row = 0; row < copy.length; row++) {
            checkWidth(row, probabilities[row].length, names.size());
            copy[row] = probabilities[row].clone();
            double sum = 0;
            for (double probability : copy[row]) {
                if (!(probability >= 0 && probability <= 1)) {
                    throw InvalidInputException.atRow(
                            row + 1L, "a probability of membership must be a number from 0 to 1; check the model");
                }
                sum += probability;
            }
            if (sum > 1 + SUM_TOLERANCE) {
                throw InvalidInputException.atRow(
                        row + 1L, "probabilities of membership must add up to at most 1; divide them by their sum");
            }
            rest[row] = sum < 1 - SUM_TOLERANCE ? 1 - sum : 0;
        }
        return new Groups(name, names, GroupKind.PROBABILISTIC, new Membership.Probabilities(copy, rest), List.of());
    }

    /** What the groups are, such as {@code sex}. */
    public String name() {
        return name;
    }

    /** The names of the groups. */
    public List<String> names() {
        return names;
    }

    /** The number of persons. */
    public int size() {
        return membership.rows();
    }

    /** The number of groups, those without a member included. */
    public int groupCount() {
        return names.size();
    }

    /** How persons belong to the groups. */
    public GroupKind kind() {
        return kind;
    }

    /** To what degree a person belongs to a group, from 0 to 1; 0 or 1 unless memberships are probabilities. */
    public double membership(int row, int group) {
        Objects.checkIndex(group, names.size());
        return membership.of(row, group);
    }

    /** To what degree each person belongs to a group, in the order of the persons. */
    public double[] memberships(int group) {
        Objects.checkIndex(group, names.size());
        double[] degrees = new double[size()];
        for (int row = 0; row < degrees.length; row++) {
            degrees[row] = membership.of(row, group);
        }
        return degrees;
    }

    /** What is unknown of a person's membership, from 0 (nothing) to 1 (all). */
    public double missing(int row) {
        return membership.unknown(row);
    }

    /** How many persons' group is unknown; the expected number where memberships are probabilities. */
    public double missing() {
        return missing;
    }

    /** How many persons belong to a group; the expected number where memberships are probabilities. */
    public double persons(int group) {
        return sizes[group];
    }

    /**
     * The place of a group among the names.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public int indexOf(String group) {
        return GroupNames.indexOf(names, group);
    }

    /**
     * These groups without those that have fewer persons, which are put aside by name and size: a number about very few
     * persons tells little and may tell who they are. Groups nobody belongs to are put aside as well.
     *
     * @param minimum the least number of persons, above 0
     */
    public Groups suppressedBelow(double minimum) {
        if (!(minimum > 0) || Double.isInfinite(minimum)) {
            throw new IllegalArgumentException("the smallest group must have more than 0 persons, was " + minimum);
        }
        int[] kept = IntStream.range(0, sizes.length)
                .filter(group -> sizes[group] >= minimum)
                .toArray();
        List<GroupSize> aside = new ArrayList<>(suppressed);
        for (int group = 0; group < sizes.length; group++) {
            if (sizes[group] < minimum) {
                aside.add(new GroupSize(names.get(group), sizes[group]));
            }
        }
        List<String> keptNames = IntStream.of(kept).mapToObj(names::get).toList();
        return new Groups(name, keptNames, kind, membership.of(kept), List.copyOf(aside));
    }

    /** The groups that were put aside because they are too small to be told. */
    public List<GroupSize> suppressed() {
        return suppressed;
    }

    private static void checkWidth(int row, int width, int groups) {
        if (width != groups) {
            throw InvalidInputException.atRow(
                    row + 1L, "there must be one entry for each of the " + groups + " groups, were " + width);
        }
    }

    private static List<String> distinct(List<String> names) {
        if (new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException(
                    "the " + names.size() + " group names must differ; rename those that" + " occur twice");
        }
        return List.copyOf(names);
    }

    @Override
    public String toString() {
        return names.size() + " groups by " + name + " of " + size() + " persons";
    }
}
