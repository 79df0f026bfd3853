package io.github.segmentation4j.fairness.targeting;

import static io.github.segmentation4j.fairness.targeting.AllocationCase.TIE_BREAK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupThresholdsTest {
    private static final int N = 500;
    private static final List<String> LEVELS = List.of("f", "m", "absent");

    /** Scores of a few values, so that every threshold cuts through ties. */
    private static Candidates candidates() {
        SeededRandom random = SeededRandom.of(12);
        double[] scores = new double[N];
        double[] outcomes = new double[N];
        int[] codes = new int[N];
        for (int row = 0; row < N; row++) {
            codes[row] = random.nextInt(3) - 1;
            scores[row] = (random.nextInt(6) + Math.max(0, codes[row])) / 4.0;
            outcomes[row] = random.nextInt(2);
        }
        return Candidates.of(AllocationCase.ids(N), scores)
                .withGroups(Categories.of("sex", LEVELS, codes))
                .withOutcomes(outcomes);
    }

    private static String group(Candidates candidates, int row) {
        int code = candidates.groups().get(0).code(row);
        return code < 0 ? Groups.MISSING : LEVELS.get(code);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.25, 0.333, 0.5, 0.9, 1})
    void everyGroupIsSelectedAtTheRateToTheNearestCustomer(double rate) {
        Candidates candidates = candidates();
        FittedThresholds fitted =
                GroupThresholds.equalSelectionRate(rate, TIE_BREAK).fit(candidates);
        FittedThresholds.GroupRule rule = fitted.groupRule("assessment 7 of the data protection officer");
        assertThat(fitted.thresholds())
                .extracting(GroupThreshold::group)
                .containsExactly("absent", "f", "m", Groups.MISSING);
        for (GroupThreshold threshold : fitted.thresholds()) {
            long chosen = 0;
            for (int row = 0; row < N; row++) {
                boolean own = group(candidates, row).equals(threshold.group());
                chosen += own
                                && rule.selects(
                                        candidates.ids().get(row), candidates.scores()[row], threshold.group())
                        ? 1
                        : 0;
            }
            assertThat(chosen).isEqualTo(threshold.selected());
            assertThat(Math.abs(chosen - rate * threshold.customers())).isLessThanOrEqualTo(0.5);
        }
        assertThat(fitted.thresholds().get(0).rate()).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void everyGroupReachesTheTruePositiveRateToTheNearestCustomer() {
        Candidates candidates = candidates();
        FittedThresholds fitted =
                GroupThresholds.equalTruePositiveRate(0.4, TIE_BREAK).fit(candidates);
        FittedThresholds.GroupRule rule = fitted.groupRule("consent of the customers");
        double[] outcomes = candidates.outcomes().orElseThrow();
        for (GroupThreshold threshold : fitted.thresholds()) {
            long reached = 0;
            for (int row = 0; row < N; row++) {
                boolean positive = group(candidates, row).equals(threshold.group()) && outcomes[row] == 1;
                reached += positive
                                && rule.selects(
                                        candidates.ids().get(row), candidates.scores()[row], threshold.group())
                        ? 1
                        : 0;
            }
            assertThat(reached).isEqualTo(threshold.reached());
            assertThat(Math.abs(reached - 0.4 * threshold.counted())).isLessThanOrEqualTo(0.5);
        }
    }

    @Test
    void theCommonRuleKnowsNoGroupAndReachesTheRateOverall() {
        Candidates candidates = candidates();
        FittedThresholds fitted =
                GroupThresholds.equalSelectionRate(0.3, TIE_BREAK).fit(candidates);
        long chosen = 0;
        for (int row = 0; row < N; row++) {
            chosen += fitted.commonRule()
                            .selects(candidates.ids().get(row), candidates.scores()[row])
                    ? 1
                    : 0;
        }
        assertThat(chosen).isEqualTo(150).isEqualTo(fitted.common().selected());
        assertThat(fitted.groupRule("law").selects("somebody new", 0.5, "never seen"))
                .isEqualTo(fitted.commonRule().selects("somebody new", 0.5));
    }

    @Test
    void theGroupIsUsedOnlyWithALegalBasisInWords() {
        FittedThresholds fitted =
                GroupThresholds.equalSelectionRate(0.3, TIE_BREAK).fit(candidates());
        assertThat(fitted.groupRule("positive action under section 158").legalBasis())
                .isEqualTo("positive action under section 158");
        assertThatThrownBy(() -> fitted.groupRule("  ")).hasMessageContaining("legal basis");
    }

    @Test
    void wrongArgumentsAreRefused() {
        Candidates plain = Candidates.of(List.of("a"), new double[] {1});
        Candidates grouped = plain.withGroups(Categories.of("g", List.of("x"), new int[] {0}));
        assertThatThrownBy(() -> GroupThresholds.equalSelectionRate(1.1, TIE_BREAK))
                .hasMessageContaining("between 0 and 1");
        assertThatThrownBy(
                        () -> GroupThresholds.equalSelectionRate(0.1, TIE_BREAK).fit(plain))
                .hasMessageContaining("one attribute");
        GroupThresholds positives = GroupThresholds.equalTruePositiveRate(0.1, TIE_BREAK);
        assertThatThrownBy(() -> positives.fit(grouped)).hasMessageContaining("withOutcomes");
        assertThatThrownBy(() -> positives.fit(grouped.withOutcomes(new double[] {0.5})))
                .hasMessageContaining("probability");
        FittedThresholds fitted =
                GroupThresholds.equalSelectionRate(1, TIE_BREAK).fit(grouped);
        assertThatThrownBy(() -> fitted.commonRule().selects("a", Double.NaN)).hasMessageContaining("finite");
    }
}
