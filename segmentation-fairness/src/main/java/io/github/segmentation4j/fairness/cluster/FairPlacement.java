package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Objects;

/**
 * Puts new customers into segments that were made fair to groups. By itself it looks at the features alone and takes the
 * nearest centre. Fair segments may not follow from the features alone: then the groups of a customer decide too, by
 * offsets that were found with the segments. That treats customers by their protected traits, which the law may forbid,
 * so it must be asked for together with the reason why it is allowed: {@link #withGroups}. What leaving the groups out
 * costs is measured by {@link ServingGap}.
 *
 * <pre>{@code
 * FairPlacement placement = FairPlacement.of(centres, offsets);
 * int segment = placement.place(row);
 * int aware = placement.withGroups("counsel's opinion 12 of 3 May, positive action").place(row, type);
 * }</pre>
 *
 * <p>Customers of one type belong to the same groups. The segment of a row is the one with the smallest squared distance to
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

    private FairPlacement(double[][] centres, double[][] offsets) {
        this.centres = centres;
        this.offsets = offsets;
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
                copied("centre", centres, centres[0].length), copied("offsets of a type", offsets, centres.length));
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
            return of(rows(stored, clusters, columns), rows(storedOffsets, types, clusters));
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
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
