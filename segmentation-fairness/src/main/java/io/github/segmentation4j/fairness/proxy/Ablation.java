package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import java.util.Objects;

/**
 * What the attack on a group loses when features are left out and it is learned anew.
 *
 * @param group the name of the group
 * @param features one or two names of features that were left out
 * @param aucWithout the area without them; undetermined if nothing is left
 * @param drop the area with all features less the one without these, with its interval (DeLong, over the same persons)
 */
public record Ablation(String group, List<String> features, Statistic aucWithout, Statistic drop) {
    /** Copies the list. */
    public Ablation {
        Objects.requireNonNull(group, "group");
        features = List.copyOf(features);
        Objects.requireNonNull(aucWithout, "aucWithout");
        Objects.requireNonNull(drop, "drop");
    }

    /** Whether the loss is more than chance: the whole interval lies above 0. */
    public boolean matters() {
        return drop instanceof Statistic.Estimate estimate && estimate.lower() > 0;
    }
}
