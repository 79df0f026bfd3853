package io.github.segmentation4j.fairness.scan;

import io.github.segmentation4j.quality.Statistic;
import java.util.Objects;

/**
 * How a group is represented in the data, against a reference population.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param group the group
 * @param persons how many persons of the data belong to it
 * @param of how many persons of the data have a known group
 * @param referenceShare its share in the reference population, 0 if it does not occur there
 */
public record GroupRepresentation(String group, long persons, long of, double referenceShare) {
    /** Checks the group. */
    public GroupRepresentation {
        Objects.requireNonNull(group, "group");
    }

    /** Its share in the data, with Wilson's interval of 95 % confidence. */
    public Statistic share() {
        return Shares.of(persons, of);
    }

    /** Its share in the data for each share in the reference, with the interval of the share: 1 is as expected. */
    public Statistic ratio() {
        if (referenceShare == 0) {
            return Statistic.undetermined("the reference population has nobody of this group");
        }
        return share() instanceof Statistic.Estimate share
                ? new Statistic.Estimate(
                        share.number() / referenceShare,
                        share.lower() / referenceShare,
                        share.upper() / referenceShare,
                        share.confidence())
                : share();
    }
}
