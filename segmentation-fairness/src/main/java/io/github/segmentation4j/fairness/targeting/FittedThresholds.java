package io.github.segmentation4j.fairness.targeting;

import java.util.List;

/**
 * Fitted thresholds, and the two rules they give: one that does not know the group of a customer and one that does.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class FittedThresholds {
    private final List<GroupThreshold> thresholds;
    private final GroupThreshold common;
    private final TieBreak tieBreak;

    FittedThresholds(List<GroupThreshold> thresholds, GroupThreshold common, TieBreak tieBreak) {
        this.thresholds = List.copyOf(thresholds);
        this.common = common;
        this.tieBreak = tieBreak;
    }

    /** The thresholds of the groups, by name, missing ones last. */
    public List<GroupThreshold> thresholds() {
        return thresholds;
    }

    /** The threshold that reaches the rate over all customers, whatever their groups. */
    public GroupThreshold common() {
        return common;
    }

    /** The rule that decides by the common threshold, without the group; the rates of the groups may differ. */
    public CommonRule commonRule() {
        return new CommonRule(common, tieBreak);
    }

    /**
     * The rule that decides by the threshold of a customer's group, which processes a protected attribute at each decision.
     *
     * @param legalBasis why that is permitted, in words, such as the law and the assessment it rests on; kept with the
     *     rule. Stating one is not having one.
     */
    public GroupRule groupRule(String legalBasis) {
        if (legalBasis.isBlank()) {
            throw new IllegalArgumentException("deciding by a protected group needs a legal basis in words, was blank;"
                    + " use commonRule() if there is none");
        }
        return new GroupRule(legalBasis, thresholds, common, tieBreak);
    }

    /** Decides without the group. Immutable and safe for use by several threads. */
    public static final class CommonRule {
        private final GroupThreshold common;
        private final TieBreak tieBreak;

        private CommonRule(GroupThreshold common, TieBreak tieBreak) {
            this.common = common;
            this.tieBreak = tieBreak;
        }

        /** Whether a customer is selected. */
        public boolean selects(String id, double score) {
            return common.selects(finite(score), tieBreak.places().of(id));
        }
    }

    /** Decides by the group. Immutable and safe for use by several threads. */
    public static final class GroupRule {
        private final String basis;
        private final List<GroupThreshold> thresholds;
        private final GroupThreshold common;
        private final TieBreak tieBreak;

        private GroupRule(String basis, List<GroupThreshold> thresholds, GroupThreshold common, TieBreak tieBreak) {
            this.basis = basis;
            this.thresholds = thresholds;
            this.common = common;
            this.tieBreak = tieBreak;
        }

        /** Why deciding by the group is permitted. */
        public String legalBasis() {
            return basis;
        }

        /**
         * Whether a customer is selected.
         *
         * @param group the name of the customer's group, {@code missing} if it is not known; a group that was not there
         *     when the thresholds were fitted is decided by the common threshold
         */
        public boolean selects(String id, double score, String group) {
            long place = tieBreak.places().of(id);
            for (GroupThreshold threshold : thresholds) {
                if (threshold.group().equals(group) && threshold.counted() > 0) {
                    return threshold.selects(finite(score), place);
                }
            }
            return common.selects(finite(score), place);
        }
    }

    private static double finite(double score) {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("a score must be finite; decide apart about who has none");
        }
        return score;
    }
}
