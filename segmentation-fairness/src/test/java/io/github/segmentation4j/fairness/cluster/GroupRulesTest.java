package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupRulesTest {

    @Test
    void aDoubleStandsForTheDecimalItPrintsAs() {
        assertThat(Fraction.of("x", 0.1)).isEqualTo(new Fraction(1, 10));
        assertThat(Fraction.of("x", 0.49)).isEqualTo(new Fraction(49, 100));
        assertThat(Fraction.of("x", 1e-7)).isEqualTo(new Fraction(1, 10_000_000));
        assertThat(Fraction.of("x", 1)).isEqualTo(new Fraction(1, 1));
        assertThat(Fraction.of("x", 0)).isEqualTo(new Fraction(0, 1));
        assertThat(Fraction.of("x", 1e-30)).isEqualTo(new Fraction(0, 1));
        assertThat(Fraction.of("x", 0.01 / 3))
                .isEqualTo(new Fraction(3_333_333_333_333_334L, 1_000_000_000_000_000_000L));
        assertThatThrownBy(() -> Fraction.of("x", Double.NaN)).hasMessageContaining("between 0 and 1");
    }

    @Test
    void rulesSayWhatTheyAre() {
        GroupRules rules = GroupRules.balance("sex", 462, 941)
                .and(GroupRules.representation("race", "Black", 0.05, 0.15))
                .and(GroupRules.withinFactor("race", 0.2))
                .and(GroupRules.quotas("sex", "Female", 3, 4))
                .and(GroupRules.sizes(2, 9));
        assertThat(rules.attributes()).isEqualTo(List.of("sex", "race"));
        assertThat(rules)
                .hasToString(
                        "balance of 'sex' at least 462/941; share of 'Black' in 'race' from 0.05 to 0.15; shares in"
                                + " 'race' within 0.2 of those of all rows; counts of 'Female' in 'sex' [3, 4]; sizes from 2 to"
                                + " 9");
        assertThat(rules.relaxed(GroupRules.PARTS)).isEqualTo(rules).hasSameHashCodeAs(rules);
    }

    @Test
    void boundsThatContradictThemselvesAreRefused() {
        assertThatThrownBy(() -> GroupRules.balance("a", 1.1)).hasMessageContaining("was 1.1");
        assertThatThrownBy(() -> GroupRules.balance("a", 3, 2)).hasMessageContaining("3/2");
        assertThatThrownBy(() -> GroupRules.balance("a", -1, 2)).hasMessageContaining("-1/2");
        assertThatThrownBy(() -> GroupRules.representation("a", "p", 0.5, 0.4)).hasMessageContaining("0.5 and 0.4");
        assertThatThrownBy(() -> GroupRules.withinFactor("a", 1)).hasMessageContaining("below 1");
        assertThatThrownBy(() -> GroupRules.quotas("a", "p", -1)).hasMessageContaining("at least 0");
        assertThatThrownBy(() -> GroupRules.sizes(3, 2)).hasMessageContaining("3 to 2");
    }

    /** Sums near zero of products that exceed 64 bits, where rounded arithmetic loses the sign. */
    @Test
    void slackHasTheExactSign() {
        long huge = 1_000_000_000_000_000_007L;
        RuleRows.Row row = new RuleRows.Row(new long[] {huge, -huge + 1}, new long[] {0}, false, huge);
        int most = Integer.MAX_VALUE;
        assertThat(row.slack(new int[][] {{most}, {most}}, 0)).isPositive().isEqualTo(most / (double) huge);
        RuleRows.Row opposite = new RuleRows.Row(new long[] {-huge, huge - 1}, new long[] {0}, false, huge);
        assertThat(opposite.slack(new int[][] {{most}, {most}}, 0)).isNegative();
        RuleRows.Row same = new RuleRows.Row(new long[] {huge, -huge}, new long[] {0}, true, huge);
        assertThat(same.violation(new int[][] {{most}, {most}}, 0)).isZero();
        RuleRows.Row bound = new RuleRows.Row(new long[] {-1, 0}, new long[] {-5}, false, 1);
        assertThat(bound.slack(new int[][] {{5}, {0}}, 0)).isZero();
        assertThat(bound.slack(new int[][] {{6}, {0}}, 0)).isEqualTo(-1);
    }
}
