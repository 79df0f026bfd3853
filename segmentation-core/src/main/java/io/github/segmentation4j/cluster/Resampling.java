package io.github.segmentation4j.cluster;

/**
 * On which rows each run of a {@link ConsensusClustering} is fitted.
 *
 * <p>Immutable and safe for use by several threads.
 */
public sealed interface Resampling {
    /** On all rows: runs differ by their seeds or clusterers alone. */
    record None() implements Resampling {
        @Override
        public String toString() {
            return "none";
        }
    }

    /** On as many rows as there are, drawn with replacement: about 63 % of them, some several times. */
    record Bootstrap() implements Resampling {
        @Override
        public String toString() {
            return "bootstrap";
        }
    }

    /**
     * On a share of the rows, drawn without replacement; at least one row.
     *
     * @param share above 0, at most 1
     */
    record Subsample(double share) implements Resampling {
        /** Checks the share. */
        public Subsample {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "the share of a subsample must be above 0 and at most 1, was " + share);
            }
        }

        @Override
        public String toString() {
            return "subsample " + share;
        }
    }

    /** Every run sees all rows. */
    static Resampling none() {
        return new None();
    }

    /** Every run sees as many rows as there are, drawn with replacement. */
    static Resampling bootstrap() {
        return new Bootstrap();
    }

    /** Every run sees a share of the rows, drawn without replacement. */
    static Resampling subsample(double share) {
        return new Subsample(share);
    }
}
