package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import java.util.List;

/**
 * Blocks if the customers who look the same in what is released, the segment and the attributes named by {@link #with},
 * share so few values of a sensitive attribute that the segment tells it.
 *
 * <pre>{@code
 * LDiversity.distinct(3, "religion").with("region")
 * }</pre>
 *
 * <p>The sensitive attribute must be declared protected. Missing values add no diversity. What cannot be judged blocks.
 * The same rule on columns without a segmentation is in {@link AnonymityModel}.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: A. Machanavajjhala, D. Kifer, J. Gehrke, M. Venkitasubramaniam, l-diversity: privacy beyond k-anonymity,
 * ACM TKDD 1(1), 2007.
 */
public final class LDiversity implements SegmentationCheck {
    private static final String ID = "l-diversity";

    private final Diversity diversity;
    private final String sensitive;
    private final List<String> attributes;

    private LDiversity(Diversity diversity, String sensitive, List<String> attributes) {
        this.diversity = diversity;
        this.sensitive = sensitive;
        this.attributes = attributes;
    }

    /**
     * At least l different values.
     *
     * @param l at least 2
     * @param sensitive a protected attribute
     */
    public static LDiversity distinct(int l, String sensitive) {
        return new LDiversity(new Diversity.Distinct(l), sensitive, List.of());
    }

    /**
     * The entropy of at least l equally frequent values.
     *
     * @param l above 1
     * @param sensitive a protected attribute
     */
    public static LDiversity entropy(double l, String sensitive) {
        return new LDiversity(new Diversity.Entropy(l), sensitive, List.of());
    }

    /**
     * The most frequent value has fewer than c times the customers of the l-th most frequent and all rarer ones.
     *
     * @param c above 0
     * @param l at least 2
     * @param sensitive a protected attribute
     */
    public static LDiversity recursive(double c, int l, String sensitive) {
        return new LDiversity(new Diversity.Recursive(c, l), sensitive, List.of());
    }

    /**
     * This check with attributes that are exported beside the segment.
     *
     * @param names categories or truth values that the purpose allows; replaces those named before
     */
    public LDiversity with(String... names) {
        return new LDiversity(diversity, sensitive, Exported.distinct(names));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Customers who share the " + Exported.described(attributes) + " have " + diversity.description() + " of "
                + sensitive + ".";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.PRIVACY;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        return SensitiveJudgement.of(ID, "anonymity.not-diverse", sensitive, attributes)
                .judge(draft, groups -> new DiversityModel(diversity, groups));
    }
}
