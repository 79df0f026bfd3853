package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import java.util.List;

/**
 * Blocks if the values of a sensitive attribute among customers who look the same in what is released, the segment and
 * the attributes named by {@link #with}, are distributed much otherwise than among all customers, so that the segment
 * tells something about each of them.
 *
 * <pre>{@code
 * TCloseness.of(0.2, "income band").withDistance(GroundDistance.ordered())
 * }</pre>
 *
 * <p>The sensitive attribute must be declared protected. Categories are equally far apart by default. Missing values are
 * left out. What cannot be judged blocks. The same rule on columns without a segmentation is in {@link AnonymityModel}.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: N. Li, T. Li, S. Venkatasubramanian, t-closeness: privacy beyond k-anonymity and l-diversity, ICDE 2007.
 */
public final class TCloseness implements SegmentationCheck {
    private static final String ID = "t-closeness";

    private final double t;
    private final String sensitive;
    private final GroundDistance distance;
    private final List<String> attributes;

    private TCloseness(double t, String sensitive, GroundDistance distance, List<String> attributes) {
        this.t = t;
        this.sensitive = sensitive;
        this.distance = distance;
        this.attributes = attributes;
    }

    /**
     * A check with equally distant values for the segment alone.
     *
     * @param t the largest distance, from 0 up to but without 1
     * @param sensitive a protected attribute
     */
    public static TCloseness of(double t, String sensitive) {
        if (!(t >= 0 && t < 1)) {
            throw new IllegalArgumentException("t must be at least 0 and below 1, was " + t);
        }
        return new TCloseness(t, sensitive, GroundDistance.equal(), List.of());
    }

    /** This check with another distance of two values; {@link GroundDistance#ordered()} is for numbers with bands. */
    public TCloseness withDistance(GroundDistance newDistance) {
        return new TCloseness(t, sensitive, newDistance, attributes);
    }

    /**
     * This check with attributes that are exported beside the segment.
     *
     * @param names categories or truth values that the purpose allows; replaces those named before
     */
    public TCloseness with(String... names) {
        return new TCloseness(t, sensitive, distance, Exported.distinct(names));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Among customers who share the " + Exported.described(attributes) + ", " + sensitive
                + " is distributed as among all, up to a distance of " + t + ".";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.PRIVACY;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        return SensitiveJudgement.of(ID, "anonymity.not-close", sensitive, attributes)
                .withOrder(distance.needsOrderedLevels())
                .judge(draft, groups -> new ClosenessModel(t, groups, distance));
    }
}
