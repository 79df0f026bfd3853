package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.quality.Statistic;
import java.util.Objects;

/**
 * How well one group can be told from all others.
 *
 * @param source what the attacker sees
 * @param group the name of the group
 * @param groupSize persons of the group in the sample
 * @param otherSize persons of other groups in the sample
 * @param auc the cross-fitted area under the ROC curve with its interval: 0.5 is guessing, 1 is certainty. The interval
 *     covers the draw of the persons, not of the folds
 */
public record Attack(AttackSource source, String group, int groupSize, int otherSize, Statistic auc) {
    /** Checks that nothing is null. */
    public Attack {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(auc, "auc");
    }

    /** Whether the group is told better than by guessing: the whole interval lies above 0.5. */
    public boolean succeeds() {
        return auc instanceof Statistic.Estimate estimate && estimate.lower() > 0.5;
    }
}
