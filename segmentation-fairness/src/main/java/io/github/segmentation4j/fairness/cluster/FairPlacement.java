package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Puts new customers into segments that were made fair to groups. By itself it looks at the features alone and takes the
 * nearest centre. Fair segments may not follow from the features alone: then the groups of a customer decide too, by
 * offsets that were found with the segments. That treats customers by their protected traits, which the law may forbid,
 * so it must be asked for together with the reason why it is allowed: {@link #withGroups}. What leaving the groups out
 * costs is measured by {@link ServingGap}.
 *
 * <pre>{@code
 * FairPlacement placement = FairPlacement.of(fairClustering);
 * int[] blind = placement.place(newRows, context);
 * int[] aware = placement.withGroups("counsel's opinion 12 of 3 May, positive action")
 *         .place(newRows, placement.types(List.of(sexOfNewRows)), context);
 * }</pre>
 *
 * <p>Customers of one type belong to the same groups; {@link #types} tells the types of new customers where the placement
 * was made from a certified assignment. The segment of a row is the one with the smallest squared distance to
 * its centre plus offset of the customer's type, of several the lowest. A placement takes clusters x columns.
 *
 * <p>The stored state holds no reason: whoever restores a placement gives one anew.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class FairPlacement {
    private static final String TYPE = "fair-placement/1";
    private static final String STAGE = "placement";

    /** The type of a customer of whom it is not known; such a customer is placed by the features alone. */
    public static final int UNKNOWN = -1;

    private final double[][] centres;
    private final double[][] offsets;

    /** The groups of each type by attribute; empty where types are known by their numbers alone. */
    private final List<Map<String, String>> members;

    private FairPlacement(double[][] centres, double[][] offsets, List<Map<String, String>> members) {
        this.centres = centres;
        this.offsets = offsets;
        this.members = members;
    }

    /**
     * The placement of segments that were found under rules: their centres, and the offsets of their types.
     *
     * @throws IllegalArgumentException if the model has no centres
     */
    public static FairPlacement of(FairClustering fair) {
        if (!(fair.clustering().model() instanceof CentroidModel model)) {
            throw new IllegalArgumentException("the model must have centres; use segments of FairKMeans");
        }
        double[][] centres = new double[model.clusterCount()][];
        Arrays.setAll(centres, model::centroid);
        return of(centres, fair.assignment());
    }

    /**
     * The placement of an assignment.
     *
     * @param centres those that were assigned to, in their order; copied
     */
    public static FairPlacement of(double[][] centres, CertifiedAssignment assignment) {
        double[][] offsets = assignment.types().stream()
                .map(type ->
                        type.offsets().stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
        FairPlacement checked = of(centres, offsets);
        return new FairPlacement(
                checked.centres,
                checked.offsets,
                assignment.types().stream()
                        .map(CertifiedAssignment.MemberType::groups)
                        .toList());
    }

    /**
     * A placement.
     *
     * @param centres k centres of d finite values, at least one; copied
     * @param offsets for each type k finite numbers that are added to squared distances; copied
     */
    public static FairPlacement of(double[][] centres, double[][] offsets) {
        if (centres.length == 0 || centres[0].length == 0) {
            throw new IllegalArgumentException("there must be at least one centre with at least one column");
        }
        return new FairPlacement(
                copied("centre", centres, centres[0].length),
                copied("offsets of a type", offsets, centres.length),
                List.of());
    }

    private static double[][] copied(String what, double[][] rows, int length) {
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != length) {
                throw new IllegalArgumentException(
                        what + " must have " + length + " values like the others, had " + rows[i].length);
            }
            copy[i] = rows[i].clone();
            for (double value : copy[i]) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException(what + " must be finite, one value was " + value);
                }
            }
        }
        return copy;
    }

    /**
     * A placement from its stored state.
     *
     * @throws InvalidInputException if it is of another type or was altered
     */
    public static FairPlacement restore(ModelState state) {
        if (!state.type().equals(TYPE)) {
            throw new InvalidInputException("a stored " + TYPE + " was expected, was " + state.type());
        }
        int clusters = state.integer("clusters");
        int columns = state.integer("columns");
        int types = state.integer("types");
        double[] stored = state.numbers("centres");
        double[] storedOffsets = state.numbers("offsets");
        if (clusters < 1
                || columns < 1
                || types < 0
                || stored.length != (long) clusters * columns
                || storedOffsets.length != (long) types * clusters) {
            throw damaged();
        }
        try {
            FairPlacement placement = of(rows(stored, clusters, columns), rows(storedOffsets, types, clusters));
            return new FairPlacement(placement.centres, placement.offsets, members(state, types));
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    private static List<Map<String, String>> members(ModelState state, int types) {
        List<ModelState> stored = state.children("members");
        if (!stored.isEmpty() && stored.size() != types) {
            throw damaged();
        }
        List<Map<String, String>> members = new ArrayList<>();
        for (ModelState type : stored) {
            List<String> attributes = type.texts("attributes");
            List<String> groups = type.texts("groups");
            if (attributes.size() != groups.size()) {
                throw damaged();
            }
            Map<String, String> member = new HashMap<>();
            for (int a = 0; a < attributes.size(); a++) {
                member.put(attributes.get(a), groups.get(a));
            }
            members.add(Map.copyOf(member));
        }
        return List.copyOf(members);
    }

    private static double[][] rows(double[] values, int count, int length) {
        double[][] rows = new double[count][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * length, (i + 1) * length));
        return rows;
    }

    private static InvalidInputException damaged() {
        return new InvalidInputException(
                "the stored " + TYPE + " is not valid; it was written by another version or altered");
    }

    /** The number of segments. */
    public int clusterCount() {
        return centres.length;
    }

    /** The number of columns a row must have. */
    public int columnCount() {
        return centres[0].length;
    }

    /** The number of types of customers there are offsets for. */
    public int typeCount() {
        return offsets.length;
    }

    /**
     * The types of customers by their groups: {@link #UNKNOWN} where no customer was of that type when the segments were
     * found. A group that no rule told apart then counts as none.
     *
     * @param groups n codes for each attribute that tells types apart; others are not looked at
     * @return n types
     * @throws IllegalArgumentException if an attribute is missing, or types are known by their numbers alone
     */
    public int[] types(List<Categories> groups) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException(
                    "types must be told by their groups, and this placement knows their numbers"
                            + " alone; make it from a certified assignment, or number the types yourself");
        }
        List<String> attributes = members.stream()
                .flatMap(member -> member.keySet().stream())
                .distinct()
                .sorted()
                .toList();
        List<Categories> used = attributes.stream()
                .map(name -> groups.stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalArgumentException("there must be groups of '" + name + "', were of "
                                        + groups.stream().map(Categories::name).toList())))
                .toList();
        int rows = groups.isEmpty() ? 0 : groups.get(0).size();
        int[] types = new int[rows];
        for (int row = 0; row < rows; row++) {
            types[row] = members.indexOf(member(used, row));
        }
        return types;
    }

    private Map<String, String> member(List<Categories> attributes, int row) {
        Map<String, String> member = new HashMap<>();
        for (Categories attribute : attributes) {
            int code = attribute.code(row);
            String level = code == Categories.MISSING ? "" : attribute.levels().get(code);
            if (code != Categories.MISSING
                    && members.stream().anyMatch(one -> level.equals(one.get(attribute.name())))) {
                member.put(attribute.name(), level);
            }
        }
        return member;
    }

    /**
     * The segment of a customer, by the features alone.
     *
     * @param row {@link #columnCount()} finite values
     * @throws InvalidInputException if a value is missing or infinite, or the row is too far away to be compared
     */
    public int place(double[] row) {
        return place(row, UNKNOWN);
    }

    /** The segments of customers, by the features alone. */
    public int[] place(FeatureMatrix matrix, RunContext context) {
        int[] types = new int[matrix.rowCount()];
        Arrays.fill(types, UNKNOWN);
        return place(matrix, types, context);
    }

    /**
     * The same segments, where the groups of a customer decide too.
     *
     * @param legalBasis why the law allows it, such as where the assessment is filed; not blank
     */
    public GroupAware withGroups(String legalBasis) {
        if (legalBasis.isBlank()) {
            throw new IllegalArgumentException(
                    "the legal basis for placing customers by their protected groups must be documented, was blank; state"
                            + " it, or place them by their features alone");
        }
        return new GroupAware(this, legalBasis);
    }

    /**
     * Puts new customers into segments by their features and their groups, on a documented legal basis.
     *
     * <p>Immutable and safe for use by several threads.
     */
    public static final class GroupAware {
        private final FairPlacement placement;
        private final String legalBasis;

        private GroupAware(FairPlacement placement, String legalBasis) {
            this.placement = placement;
            this.legalBasis = legalBasis;
        }

        /** Why the law allows it, as it was documented. */
        public String legalBasis() {
            return legalBasis;
        }

        /**
         * The segment of a customer.
         *
         * @param row as many finite values as there are columns
         * @param type 0 to {@link FairPlacement#typeCount()} - 1, or {@link FairPlacement#UNKNOWN}
         * @throws InvalidInputException if a value is missing or infinite, or the row is too far away to be compared
         */
        public int place(double[] row, int type) {
            return placement.place(row, type);
        }

        /**
         * The segments of customers.
         *
         * @param types one for each row
         */
        public int[] place(FeatureMatrix matrix, int[] types, RunContext context) {
            return placement.place(matrix, types, context);
        }
    }

    int[] place(FeatureMatrix matrix, int[] types, RunContext context) {
        if (types.length != matrix.rowCount()) {
            throw new IllegalArgumentException(
                    "there must be " + matrix.rowCount() + " types, one for each row, were " + types.length);
        }
        int[] segments = new int[types.length];
        double[] row = new double[matrix.columnCount()];
        for (int r = 0; r < types.length; r++) {
            if ((r & 1023) == 0) {
                context.throwIfCancelled(STAGE);
            }
            matrix.copyRow(r, row);
            segments[r] = place(row, types[r]);
        }
        return segments;
    }

    private int place(double[] row, int type) {
        if (row.length != columnCount()) {
            throw new IllegalArgumentException("there must be " + columnCount() + " columns, were " + row.length
                    + "; use the features the segments were made from");
        }
        if (type != UNKNOWN) {
            Objects.checkIndex(type, offsets.length);
        }
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < centres.length; j++) {
            double cost = SquaredDistance.between(row, centres[j]) + (type == UNKNOWN ? 0 : offsets[type][j]);
            if (cost < least) {
                least = cost;
                nearest = j;
            }
        }
        if (nearest < 0) {
            throw new InvalidInputException("a row must hold finite values and not be so far from every centre that its"
                    + " squared distance overflows; fill missing values and scale it like the training rows");
        }
        return nearest;
    }

    /** What must be stored to restore it. */
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("clusters", clusterCount())
                .put("columns", columnCount())
                .put("types", typeCount())
                .put("centres", flat(centres))
                .put("offsets", flat(offsets))
                .putChildren(
                        "members", members.stream().map(FairPlacement::state).toList())
                .build();
    }

    private static ModelState state(Map<String, String> member) {
        List<String> attributes = member.keySet().stream().sorted().toList();
        return ModelState.of("fair-placement-type/1")
                .putTexts("attributes", attributes)
                .putTexts("groups", attributes.stream().map(member::get).toList())
                .build();
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    @Override
    public String toString() {
        return "fair placement into " + clusterCount() + " segments by " + columnCount() + " columns, with offsets for "
                + typeCount() + " types";
    }
}
