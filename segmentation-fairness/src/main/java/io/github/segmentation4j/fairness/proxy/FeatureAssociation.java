package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.quality.Statistic;
import java.util.Objects;

/**
 * What one feature alone tells of one group against all others. Information and V come from the feature cut into at most
 * 16 bands of about equal size, a missing value being a band of its own.
 *
 * @param feature the name of the feature
 * @param group the name of the group
 * @param groupSize persons of the group
 * @param otherSize persons of other groups
 * @param missing how many of both have no value of the feature; they are not in the area
 * @param mutualInformation in nats, less what chance adds on average, at least 0
 * @param cramersV from 0 to 1, less what chance adds
 * @param independenceP the probability of so strong an association by chance (chi-squared), for this one comparison
 * @param auc the probability that a member of the group has the larger value, ties counted half, with its interval;
 *     below 0.5 where members have smaller values
 */
public record FeatureAssociation(
        String feature,
        String group,
        int groupSize,
        int otherSize,
        int missing,
        Statistic mutualInformation,
        Statistic cramersV,
        Statistic independenceP,
        Statistic auc) {
    /** Checks that nothing is null. */
    public FeatureAssociation {
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(mutualInformation, "mutualInformation");
        Objects.requireNonNull(cramersV, "cramersV");
        Objects.requireNonNull(independenceP, "independenceP");
        Objects.requireNonNull(auc, "auc");
    }

    /** The area read in the direction that tells more: from 0.5, and 0.5 where there is none. */
    public double separation() {
        double area = auc.value().orElse(0.5);
        return Math.max(area, 1 - area);
    }
}
