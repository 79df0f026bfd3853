package io.github.segmentation4j.fairness.targeting;

import static io.github.segmentation4j.fairness.targeting.AllocationCase.CONTEXT;
import static io.github.segmentation4j.fairness.targeting.AllocationCase.TIE_BREAK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfferAllocationTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isTheBestOfAllSubsetsWithinTheBand(boolean outcomes) {
        for (long seed = 0; seed < 400; seed++) {
            AllocationCase small = AllocationCase.random(seed, 1, outcomes, BudgetUse.UP_TO);
            Allocation found = small.solve();
            assertThat(found.value()).as("seed %d", seed).isEqualTo(small.bruteForce(small.band()));
            assertThat(found.gap()).isZero();
            assertThat(found.offers()).isLessThanOrEqualTo(small.budget());
            assertThat(small.isWithin(small.subset(found), small.band())).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesAwayAWholeBudgetAtBestOrNamesTheNarrowestBandThatAllowsIt(boolean outcomes) {
        int refused = 0;
        for (long seed = 0; seed < 400; seed++) {
            AllocationCase small = AllocationCase.random(seed, 1, outcomes, BudgetUse.EXACTLY);
            double best = small.bruteForce(small.band());
            if (best > Double.NEGATIVE_INFINITY) {
                Allocation found = small.solve();
                assertThat(found.value()).as("seed %d", seed).isEqualTo(best);
                assertThat(found.offers()).isEqualTo(small.budget());
                assertThat(small.isWithin(small.subset(found), small.band())).isTrue();
                continue;
            }
            refused++;
            InfeasibleAllocationException refusal =
                    catchThrowableOfType(InfeasibleAllocationException.class, small::solve);
            RateBand enough = refusal.sufficientBand();
            long narrower = enough.comparison() == RateComparison.DIFFERENCE ? -1 : 1;
            assertThat(small.bruteForce(enough)).isGreaterThan(Double.NEGATIVE_INFINITY);
            assertThat(small.bruteForce(enough.withBillionths(enough.billionths() + narrower)))
                    .isEqualTo(Double.NEGATIVE_INFINITY);
        }
        assertThat(refused).isGreaterThan(10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void overlappingGroupsKeepTheBandAndTheBoundHoldsTheBest(boolean outcomes) {
        int optimal = 0;
        for (long seed = 0; seed < 200; seed++) {
            AllocationCase small = AllocationCase.random(seed, 2, outcomes, BudgetUse.UP_TO);
            Allocation found = small.solve();
            double best = small.bruteForce(small.band());
            assertThat(small.isWithin(small.subset(found), small.band()))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(found.offers()).isLessThanOrEqualTo(small.budget());
            assertThat(found.value()).isLessThanOrEqualTo(best);
            assertThat(found.bound()).isGreaterThanOrEqualTo(best - 1e-9);
            optimal += found.value() == best ? 1 : 0;
        }
        // Not a law: the search is not exact for overlapping groups, but it must not become much worse unseen.
        assertThat(optimal).isGreaterThan(180);
    }

    @Test
    void overlappingGroupsUseAWholeBudgetWithinTheBandOrWithinTheOneThatTheRefusalNames() {
        int given = 0;
        for (long seed = 0; seed < 200; seed++) {
            AllocationCase small = AllocationCase.random(seed, 2, false, BudgetUse.EXACTLY);
            try {
                Allocation found = small.solve();
                given++;
                assertThat(found.offers()).isEqualTo(small.budget());
                assertThat(small.isWithin(small.subset(found), small.band())).isTrue();
                assertThat(found.bound()).isGreaterThanOrEqualTo(small.bruteForce(small.band()) - 1e-9);
            } catch (InfeasibleAllocationException refusal) {
                assertThat(small.bruteForce(refusal.sufficientBand())).isGreaterThan(Double.NEGATIVE_INFINITY);
            }
        }
        assertThat(given).isGreaterThan(50);
    }

    @Test
    void expectedOutcomesKeepTheBandInBillionthsAndTheBoundIsNear() {
        SeededRandom random = SeededRandom.of(5);
        int n = 2000;
        double[] scores = new double[n];
        double[] chances = new double[n];
        for (int row = 0; row < n; row++) {
            chances[row] = random.nextDouble();
            scores[row] = chances[row] * (row % 3 == 0 ? 1 : 2);
        }
        Candidates candidates = Candidates.of(AllocationCase.ids(n), scores)
                .withGroups(thirds(n))
                .withOutcomes(chances);
        RateBand band = RateBand.difference(0.02);
        Allocation found = OfferAllocation.equalOpportunity(band, TIE_BREAK).allocate(candidates, 500, CONTEXT);
        assertThat(spread(found)).isLessThanOrEqualTo(0.02);
        assertThat(spread(OfferAllocation.equalOpportunity(RateBand.difference(1), TIE_BREAK)
                        .allocate(candidates, 500, CONTEXT)))
                .isGreaterThan(0.2);
        assertThat(found.value()).isLessThan(found.valueWithoutFairness());
        // What the local search leaves on the table is small beside what the band costs.
        assertThat(found.gap()).isBetween(0.0, 1e-3 * found.value());
    }

    private static double spread(Allocation allocation) {
        double[] rates = allocation.rates().stream()
                .mapToDouble(rate -> rate.rate().orElseThrow())
                .sorted()
                .toArray();
        return rates[rates.length - 1] - rates[0];
    }

    private static Categories thirds(int n) {
        int[] codes = new int[n];
        for (int row = 0; row < n; row++) {
            codes[row] = row % 3;
        }
        return Categories.of("region", List.of("north", "middle", "south"), codes);
    }

    @Test
    void theOrderOfRowsAndLevelsChangesNobodysDecision() {
        for (long seed = 0; seed < 100; seed++) {
            int attributes = seed % 4 == 0 ? 2 : 1;
            AllocationCase small = AllocationCase.random(seed, attributes, seed % 2 == 0, BudgetUse.UP_TO);
            Allocation found = small.solve();
            Candidates reversed = reversed(small.candidates());
            Allocation other = small.allocation().allocate(reversed, small.budget(), CONTEXT);
            assertThat(other.ids()).as("seed %d", seed).isEqualTo(found.ids());
            assertThat(other.value()).isEqualTo(found.value());
            assertThat(other.bound()).isEqualTo(found.bound());
            assertThat(other.rates()).isEqualTo(found.rates());
        }
    }

    private static Candidates reversed(Candidates candidates) {
        int n = candidates.size();
        List<String> ids = new ArrayList<>();
        double[] scores = new double[n];
        double[] outcomes = new double[n];
        List<Categories> groups = new ArrayList<>();
        for (int row = 0; row < n; row++) {
            ids.add(candidates.ids().get(n - 1 - row));
            scores[row] = candidates.scores()[n - 1 - row];
            outcomes[row] = candidates.outcomes().orElseThrow()[n - 1 - row];
        }
        for (Categories old : candidates.groups()) {
            List<String> levels = new ArrayList<>(old.levels());
            Collections.reverse(levels);
            int[] codes = new int[n];
            for (int row = 0; row < n; row++) {
                int code = old.code(n - 1 - row);
                codes[row] = code < 0 ? code : levels.size() - 1 - code;
            }
            groups.add(Categories.of(old.name(), levels, codes));
        }
        return Candidates.of(ids, scores)
                .withGroups(groups.get(0), groups.subList(1, groups.size()).toArray(new Categories[0]))
                .withOutcomes(outcomes);
    }

    @Test
    void moreBudgetNeverLowersTheValueAndNoBandMeansTheBestScores() {
        for (long seed = 0; seed < 100; seed++) {
            AllocationCase small = AllocationCase.random(seed, 1, false, BudgetUse.UP_TO);
            double last = 0;
            for (int budget = 0; budget <= small.candidates().size() + 1; budget++) {
                Allocation found = small.allocation().allocate(small.candidates(), budget, CONTEXT);
                assertThat(found.value()).isGreaterThanOrEqualTo(last);
                last = found.value();
                Allocation free = OfferAllocation.demographicParity(RateBand.difference(1), TIE_BREAK)
                        .allocate(small.candidates(), budget, CONTEXT);
                assertThat(free.value()).isEqualTo(found.valueWithoutFairness()).isEqualTo(top(small, budget));
                assertThat(free.rates()).allMatch(rate -> rate.shadowPrice() == 0);
            }
        }
    }

    private static double top(AllocationCase small, int budget) {
        double[] scores = Arrays.stream(small.candidates().scores())
                .filter(score -> score >= 0)
                .sorted()
                .toArray();
        double sum = 0;
        for (int i = 0; i < Math.min(budget, scores.length); i++) {
            sum += scores[scores.length - 1 - i];
        }
        return sum;
    }

    @Test
    void shadowPricesTurnTheAllocationIntoOneCutOffForAll() {
        SeededRandom random = SeededRandom.of(9);
        int n = 3000;
        double[] scores = new double[n];
        for (int row = 0; row < n; row++) {
            scores[row] = random.nextDouble() + (row % 3 == 0 ? 0.4 : 0);
        }
        Candidates candidates = Candidates.of(AllocationCase.ids(n), scores).withGroups(thirds(n));
        Allocation found = OfferAllocation.demographicParity(RateBand.difference(0.1), TIE_BREAK)
                .allocate(candidates, 900, CONTEXT);
        double lowestIn = Double.POSITIVE_INFINITY;
        double highestOut = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < n; row++) {
            int level = row % 3;
            String group = List.of("north", "middle", "south").get(level);
            double bonus = found.rates().stream()
                    .filter(rate -> rate.group().equals(group))
                    .findFirst()
                    .orElseThrow()
                    .shadowPrice();
            double adjusted = scores[row] + bonus;
            lowestIn = found.isSelected(row) ? Math.min(lowestIn, adjusted) : lowestIn;
            highestOut = found.isSelected(row) ? highestOut : Math.max(highestOut, adjusted);
        }
        assertThat(lowestIn).isGreaterThanOrEqualTo(highestOut - 1e-12);
        assertThat(found.rates()).extracting(GroupRate::group).containsExactly("middle", "north", "south");
        assertThat(found.rates().get(1).shadowPrice()).isNegative();
        assertThat(found.priceOfFairness().orElseThrow()).isBetween(0.0001, 0.5);
    }

    @Test
    void tiesAreBrokenByTheKeyAndNotByThePlace() {
        int n = 200;
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        Candidates equal = Candidates.of(AllocationCase.ids(n), ones).withGroups(thirds(n));
        RateBand band = RateBand.difference(0.05);
        TieBreak otherKey = TieBreak.of("another key of another campaign".getBytes(StandardCharsets.UTF_8));
        Allocation one = OfferAllocation.demographicParity(band, TIE_BREAK).allocate(equal, 60, CONTEXT);
        Allocation two = OfferAllocation.demographicParity(band, otherKey).allocate(equal, 60, CONTEXT);
        assertThat(one.offers()).isEqualTo(60);
        assertThat(new HashSet<>(one.ids())).isNotEqualTo(new HashSet<>(two.ids()));
        // 60 of 200 by lot: of the first 60 rows 18 are expected, with a standard error of 3.0; 5 of them, p < 1e-6.
        assertThat(one.rows().stream().filter(row -> row < 60).count()).isBetween(3L, 33L);
    }

    @ParameterizedTest
    @EnumSource(MissingGroup.class)
    void missingGroupsAreWithinTheBandUnlessLeftFree(MissingGroup rule) {
        int n = 40;
        double[] scores = new double[n];
        int[] codes = new int[n];
        for (int row = 0; row < n; row++) {
            codes[row] = row < 20 ? Categories.MISSING : row % 2;
            scores[row] = row < 20 ? 10 : 1;
        }
        Candidates candidates = Candidates.of(AllocationCase.ids(n), scores)
                .withGroups(Categories.of("sex", List.of("f", "m", "x"), codes));
        Allocation found = OfferAllocation.demographicParity(RateBand.difference(0), TIE_BREAK)
                .withMissingGroup(rule)
                .allocate(candidates, 20, CONTEXT);
        assertThat(found.rates().get(2).rate()).isInstanceOf(Statistic.Undetermined.class);
        if (rule == MissingGroup.OWN_GROUP) {
            assertThat(found.rates()).extracting(GroupRate::group).containsExactly("f", "m", "x", Groups.MISSING);
            assertThat(found.rates()).extracting(GroupRate::offers).containsExactly(5L, 5L, 0L, 10L);
        } else {
            assertThat(found.rates()).extracting(GroupRate::offers).containsExactly(0L, 0L, 0L);
            assertThat(found.value()).isEqualTo(200);
        }
    }

    @Test
    void emptyAndAmpleBudgetsOneGroupAndNobodyHaveAResult() {
        Candidates candidates = Candidates.of(AllocationCase.ids(6), new double[] {1, 2, 3, 4, 5, 6})
                .withGroups(thirds(6));
        OfferAllocation strict = OfferAllocation.demographicParity(RateBand.ratio(1), TIE_BREAK);
        assertThat(strict.allocate(candidates, 0, CONTEXT).offers()).isZero();
        assertThat(strict.allocate(candidates, 0, CONTEXT).priceOfFairness())
                .isInstanceOf(Statistic.Undetermined.class);
        assertThat(strict.allocate(candidates, 600, CONTEXT).value()).isEqualTo(21);
        Candidates one = Candidates.of(AllocationCase.ids(3), new double[] {1, 2, 3})
                .withGroups(Categories.of("sex", List.of("f"), new int[] {0, 0, 0}));
        assertThat(strict.allocate(one, 2, CONTEXT).rows()).containsExactly(1, 2);
        Candidates nobody =
                Candidates.of(List.of(), new double[0]).withGroups(Categories.of("sex", List.of("f"), new int[0]));
        assertThat(strict.allocate(nobody, 5, CONTEXT).offers()).isZero();
        Candidates twice =
                nobody.withGroups(nobody.groups().get(0), nobody.groups().get(0));
        assertThat(strict.allocate(twice, 5, CONTEXT).offers()).isZero();
    }

    @Test
    void manyCustomersAreAllocatedTwiceWithTheSameBits() {
        int n = 200_000;
        SeededRandom random = SeededRandom.of(3);
        double[] scores = new double[n];
        int[] codes = new int[n];
        for (int row = 0; row < n; row++) {
            codes[row] = random.nextInt(5);
            scores[row] = random.nextDouble() * (1 + 0.1 * codes[row]);
        }
        Categories bands = Categories.of("age band", List.of("1", "2", "3", "4", "5"), codes);
        Candidates candidates = Candidates.of(AllocationCase.ids(n), scores).withGroups(bands);
        OfferAllocation fair = OfferAllocation.demographicParity(RateBand.difference(0.01), TIE_BREAK);
        Allocation once = fair.allocate(candidates, 20_000, CONTEXT);
        Allocation again = fair.allocate(candidates, 20_000, CONTEXT);
        assertThat(again.ids()).isEqualTo(once.ids());
        assertThat(again.value()).isEqualTo(once.value());
        assertThat(again.rates()).isEqualTo(once.rates());
        assertThat(spread(once)).isLessThanOrEqualTo(0.01);
        Allocation crossed = fair.allocate(candidates.withGroups(bands, thirds(n)), 20_000, CONTEXT);
        assertThat(spread(crossed)).isLessThanOrEqualTo(0.01 + 0.01);
        assertThat(crossed.gap()).isBetween(0.0, 1e-3 * crossed.value());
    }

    @Test
    void wrongArgumentsAreRefused() {
        Candidates plain = Candidates.of(List.of("a", "b"), new double[] {1, 2});
        Candidates grouped = plain.withGroups(Categories.of("sex", List.of("f", "m"), new int[] {0, 1}));
        OfferAllocation parity = OfferAllocation.demographicParity(RateBand.difference(0.1), TIE_BREAK);
        assertThatThrownBy(() -> parity.allocate(plain, 1, CONTEXT)).hasMessageContaining("withGroups");
        assertThatThrownBy(() -> parity.allocate(grouped, -1, CONTEXT)).hasMessageContaining("budget");
        assertThatThrownBy(() -> parity.withBudgetUse(BudgetUse.EXACTLY).allocate(grouped, 3, CONTEXT))
                .hasMessageContaining("2 customers");
        assertThatThrownBy(() -> OfferAllocation.equalOpportunity(RateBand.ratio(0.8), TIE_BREAK)
                        .allocate(grouped, 1, CONTEXT))
                .hasMessageContaining("withOutcomes");
        assertThatThrownBy(() -> Candidates.of(List.of("a", "a"), new double[2]))
                .hasMessageContaining("row 2");
        assertThatThrownBy(() -> Candidates.of(List.of("a"), new double[] {Double.NaN}))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> plain.withOutcomes(new double[] {0, 2})).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> RateBand.difference(1.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TieBreak.of(new byte[3])).hasMessageContaining("16 bytes");
    }

    @Test
    void aCancelledRunStops() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        Candidates candidates =
                Candidates.of(AllocationCase.ids(6), new double[6]).withGroups(thirds(6));
        OfferAllocation fair = OfferAllocation.demographicParity(RateBand.difference(0), TIE_BREAK);
        assertThatThrownBy(() -> fair.allocate(candidates, 3, CONTEXT.withCancellation(cancellation)))
                .isInstanceOf(CancelledException.class);
    }
}
