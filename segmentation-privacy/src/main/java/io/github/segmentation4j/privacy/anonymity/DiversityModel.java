package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.data.Categories;

/** Diverse sensitive values. */
final class DiversityModel extends SensitiveModel {
    private final Diversity diversity;

    DiversityModel(Diversity diversity, Categories sensitive) {
        super(sensitive);
        this.diversity = diversity;
    }

    @Override
    public String description() {
        return diversity.description() + " of " + sensitive().name();
    }

    @Override
    double value(Tally tally) {
        return diversity.value(tally);
    }

    @Override
    boolean holds(double value) {
        return diversity.holds(value);
    }

    @Override
    boolean moreIsSafer() {
        return diversity.moreIsSafer();
    }

    /** A class without a known value keeps the model, and would not after one with a single value was joined to it. */
    @Override
    boolean keptByAnyUnion() {
        return diversity instanceof Diversity.Distinct
                && sensitive().counts()[sensitive().levels().size()] == 0;
    }
}
