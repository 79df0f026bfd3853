package io.github.segmentation4j.feature;

import io.github.segmentation4j.internal.kernel.PointBlocks;

/**
 * How exactly the numbers of a {@link FeatureMatrix} are stored. Everything is computed in double precision whatever the
 * storage: a stored number is widened exactly, so a matrix in single precision gives bit for bit what a matrix in double
 * precision gives that holds the same rounded numbers. Rounding happens once, when a number is stored.
 *
 * <p>Safe for use by several threads.
 */
public enum Precision {
    /** IEEE 754 binary64: 53 bits of significand, 8 bytes a value, up to {@link Double#MAX_VALUE}. */
    DOUBLE(PointBlocks.Storage.DOUBLES),

    /**
     * IEEE 754 binary32: 24 bits of significand, so some seven decimal digits, 4 bytes a value, up to
     * {@link Float#MAX_VALUE}. A number is rounded to the nearest, to the even one of two, and changes by at most one part
     * in 2^24; below {@link Float#MIN_NORMAL} by at most half of {@link Float#MIN_VALUE}, so that it may become 0.
     *
     * <p>The digits go to the distance from 0: a column that varies little about a large mean should be scaled, in double
     * precision, before it is stored like this. For the same clusters the root of the inertia changes by no more than the
     * root of the sum of all squared roundings.
     */
    SINGLE(PointBlocks.Storage.FLOATS);

    private final PointBlocks.Storage storage;

    Precision(PointBlocks.Storage storage) {
        this.storage = storage;
    }

    PointBlocks.Storage storage() {
        return storage;
    }

    static Precision of(PointBlocks points) {
        return points.storage() == PointBlocks.Storage.FLOATS ? SINGLE : DOUBLE;
    }
}
