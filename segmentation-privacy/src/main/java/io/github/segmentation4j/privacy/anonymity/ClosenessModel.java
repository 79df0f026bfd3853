package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.data.Categories;

/** Sensitive values distributed nearly as among all rows. */
final class ClosenessModel extends SensitiveModel {
    private final double t;
    private final GroundDistance.Measure measure;

    ClosenessModel(double t, Categories sensitive, GroundDistance distance) {
        super(sensitive);
        if (!(t >= 0 && t < 1)) {
            throw new IllegalArgumentException("t must be at least 0 and below 1, was " + t);
        }
        this.t = t;
        this.measure = distance.over(sensitive);
    }

    @Override
    public String description() {
        return "values of " + sensitive().name() + " distributed as among all up to a distance of " + t;
    }

    @Override
    double value(Tally tally) {
        return measure.distance(tally);
    }

    @Override
    boolean holds(double value) {
        return value <= t + ROUNDING;
    }

    @Override
    boolean moreIsSafer() {
        return false;
    }

    @Override
    boolean keptByAnyUnion() {
        return false;
    }
}
