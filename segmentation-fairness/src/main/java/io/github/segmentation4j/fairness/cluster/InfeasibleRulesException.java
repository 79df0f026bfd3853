package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.run.SegmentationException;
import java.io.Serial;

/**
 * Rules that no assignment obeys, or none was found for, with the strictest rules of the same shape that can be obeyed.
 *
 * <p>Rules are made less strict all alike: a strictness s multiplies balances, lower shares, factors of
 * {@link GroupRules#withinFactor} and lower counts, and the distance of upper shares from 1; it divides upper counts. The
 * strictness told is the largest for which an assignment was found, to one part in a million; shares are rounded to six
 * digits.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class InfeasibleRulesException extends SegmentationException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient GroupRules relaxed;
    private final double strictness;

    InfeasibleRulesException(GroupRules rules, GroupRules relaxed, double strictness) {
        super("the rules must leave at least one assignment, and none was found that obeys: " + rules
                + "; these can be obeyed: " + relaxed + "; use them, or fewer segments");
        this.relaxed = relaxed;
        this.strictness = strictness;
    }

    /** The strictest rules of the same shape that can be obeyed. */
    public GroupRules relaxed() {
        return relaxed;
    }

    /** How strict they are: from 0, no rules at all, to below 1, the rules as they were. */
    public double strictness() {
        return strictness;
    }
}
