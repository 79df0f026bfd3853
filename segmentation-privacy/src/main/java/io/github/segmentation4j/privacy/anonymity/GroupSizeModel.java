package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/** At least k rows. */
final class GroupSizeModel extends AnonymityModel {
    private final int k;

    GroupSizeModel(int k) {
        if (k < 2) {
            throw new IllegalArgumentException("k must be at least 2, was " + k + "; 1 hides nobody");
        }
        this.k = k;
    }

    @Override
    public String description() {
        return "at least " + k + " rows";
    }

    @Override
    double[] values(EquivalenceClasses classes, Checkpoint checkpoint) {
        return Arrays.stream(classes.sizes()).asDoubleStream().toArray();
    }

    @Override
    boolean holds(double value) {
        return value >= k;
    }

    @Override
    boolean moreIsSafer() {
        return true;
    }

    @Override
    boolean keptByAnyUnion() {
        return true;
    }
}
