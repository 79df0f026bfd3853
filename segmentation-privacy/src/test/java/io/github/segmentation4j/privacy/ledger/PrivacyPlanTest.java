package io.github.segmentation4j.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.Composition;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import io.github.segmentation4j.privacy.accounting.Zcdp;
import io.github.segmentation4j.privacy.noise.LaplaceNoise;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import io.github.segmentation4j.quality.Statistic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacyPlanTest {
    private static final Offset<Double> CLOSE = within(1e-9);

    @Test
    void hazard12CostAndErrorAreKnownBeforeAnythingIsSpent() {
        PrivacyLedger ledger = MemoryLedger.of("customers", PrivacyBudget.of(1, 0));
        NoiseMechanism fine = LaplaceNoise.of(1, 0.75);
        NoiseMechanism coarse = LaplaceNoise.of(1, 0.125);
        PrivacyPlan plan = PrivacyPlan.of(
                ledger, List.of(counts("segments", fine), counts("regions", coarse), counts("channels", fine)));

        assertThat(plan.steps()).extracting(PrivacyPlan.Step::fits).containsExactly(true, true, false);
        assertThat(plan.steps().stream()
                        .mapToDouble(step -> step.total().orElseThrow())
                        .toArray())
                .containsExactly(new double[] {0.75, 0.875, 1.625}, CLOSE);
        assertThat(plan.steps().stream()
                        .mapToDouble(step -> step.adds().orElseThrow())
                        .toArray())
                .containsExactly(new double[] {0.75, 0.125, 0.75}, CLOSE);
        assertThat(plan.fits()).isFalse();
        assertThat(plan.firstThatDoesNotFit()).contains(counts("channels", fine));
        assertThat(plan.steps().get(1).answer().expectedError())
                .isEqualTo((double) coarse.errorAt(0.95))
                .isGreaterThan(plan.steps().get(0).answer().expectedError());
        PrivacyPlan.Outlook outlook = plan.outlooks().get(0);
        assertThat(outlook.limit()).isEqualTo(new PrivacyCost(1, 0));
        assertThat(outlook.spent()).isEqualTo(PrivacyCost.NONE);
        assertThat(outlook.total().orElseThrow()).isCloseTo(1.625, CLOSE);
        assertThat(outlook.left()).isEqualTo(Statistic.of(0));

        assertThat(ledger.history("customers")).isEmpty();
        assertThat(ledger.spent("customers")).isEqualTo(PrivacyCost.NONE);
    }

    @Test
    void aPlanSaysWhatALedgerDoes() {
        PrivacyLedger ledger = MemoryLedger.of(
                DataSet.of("customers", PrivacyBudget.of(1.5, 1e-6)),
                DataSet.of("buyers", PrivacyBudget.of(1, 1e-7)).derivedFrom("customers"));
        ledger.reserve(answer("customers", new PrivacyEvent.Pure(0.25)).spend()).begin();
        ledger.reserve(answer("customers", new PrivacyEvent.Pure(0.25)).spend()).refund();
        List<PlannedAnswer> answers = List.of(
                answer("buyers", new PrivacyEvent.ZeroConcentrated(0.005)),
                answer("customers", new PrivacyEvent.ZeroConcentrated(0.005)),
                answer("customers", new PrivacyEvent.Pure(0.25)),
                answer("buyers", new PrivacyEvent.Pure(0.5)));
        PrivacyPlan plan = PrivacyPlan.of(ledger, answers);
        for (PrivacyPlan.Step step : plan.steps()) {
            if (step.fits()) {
                ledger.reserve(step.answer().spend()).begin();
                assertThat(ledger.spent(step.answer().spend().dataSet()).epsilon())
                        .isEqualTo(step.total().orElseThrow());
            } else {
                assertThatThrownBy(() -> ledger.reserve(step.answer().spend()))
                        .isInstanceOfSatisfying(
                                BudgetExceededException.class,
                                e -> assertThat(step.refusedBy()).contains(e.dataSet()));
            }
        }
        assertThat(plan.steps()).extracting(PrivacyPlan.Step::fits).containsExactly(true, true, true, false);
        assertThat(plan.outlooks()).extracting(PrivacyPlan.Outlook::dataSet).containsExactly("buyers", "customers");
    }

    @Test
    void aPlanNamesTheAncestorThatRefuses() {
        PrivacyLedger ledger = MemoryLedger.of(
                DataSet.of("customers", PrivacyBudget.of(0.5, 0)),
                DataSet.of("buyers", PrivacyBudget.of(2, 0)).derivedFrom("customers"));
        PrivacyPlan plan = PrivacyPlan.of(ledger, List.of(answer("buyers", new PrivacyEvent.Pure(1))));
        assertThat(plan.steps().get(0).refusedBy()).contains("customers");
        assertThat(plan.toString()).contains("too much for customers");
    }

    @Test
    void anEpsilonThatDoesNotExistIsUndetermined() {
        PrivacyLedger ledger = MemoryLedger.of("customers", PrivacyBudget.of(1, 0));
        PrivacyPlan plan =
                PrivacyPlan.of(ledger, List.of(answer("customers", new PrivacyEvent.ZeroConcentrated(0.01))));
        assertThat(plan.fits()).isFalse();
        assertThat(plan.steps().get(0).total()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(plan.outlooks().get(0).left()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(plan.toString()).contains("no epsilon holds");
    }

    @Test
    void aPlanIsATableAndAShortText() {
        PrivacyLedger ledger = MemoryLedger.of("customers", PrivacyBudget.of(1, 0));
        PrivacyPlan plan = PrivacyPlan.of(ledger, List.of(answer("customers", new PrivacyEvent.Pure(0.25))));
        assertThat(plan.table().rows())
                .containsExactly(List.of(
                        Exhibit.Cell.text("counts"),
                        Exhibit.Cell.text("customers"),
                        Exhibit.Cell.amount(0.25),
                        Exhibit.Cell.amount(0.25),
                        Exhibit.Cell.amount(3),
                        Exhibit.Cell.text("customers"),
                        Exhibit.Cell.text("fits")));
        assertThat(plan).hasToString("""
                        counts of customers: adds 0.2500, 0.2500 in all; off by 3.000 customers; fits
                        customers: 0.2500 of epsilon 1.0 at delta 0.0, 0.7500 left
                        """);
    }

    @Test
    void aPlanOfNothingFitsAndWhatIsMisstatedIsRefused() {
        PrivacyLedger ledger = MemoryLedger.of("customers", PrivacyBudget.of(1, 0));
        assertThat(PrivacyPlan.of(ledger, List.of()).fits()).isTrue();
        PrivacySpend rows = new PrivacySpend(
                "customers", "counts", new PrivacyEvent.Pure(1), Adjacency.ADD_OR_REMOVE, PrivacyUnit.ROW);
        List<PlannedAnswer> ofRows = List.of(new PlannedAnswer(rows, 3, "customers"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivacyPlan.of(ledger, ofRows))
                .withMessageContaining("ROW");
        List<PlannedAnswer> unknown = List.of(answer("clients", new PrivacyEvent.Pure(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> PrivacyPlan.of(ledger, unknown));
        for (double error : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new PlannedAnswer(rows, error, "customers"));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new PlannedAnswer(rows, 1, " "));
    }

    @ParameterizedTest
    @EnumSource(BudgetSplit.class)
    void sharesFitInAnyOrderAndUseUpTheBudget(BudgetSplit split) {
        PrivacyBudget budget = PrivacyBudget.of(1, split == BudgetSplit.EPSILON ? 0 : 1e-6);
        Map<String, Double> weights = new LinkedHashMap<>();
        for (int i = 1; i <= 9; i++) {
            weights.put("answer " + i, 0.1 * i);
        }
        Map<String, PrivacyEvent> shares = split.among(MemoryLedger.of("c", budget), "c", weights);
        assertThat(shares.keySet()).containsExactlyElementsOf(weights.keySet());
        for (int turn = 0; turn < weights.size(); turn++) {
            MemoryLedger ledger = MemoryLedger.of("c", budget);
            List<PrivacyEvent> events = new ArrayList<>(shares.values());
            Collections.rotate(events, turn);
            events.forEach(event -> ledger.reserve(answer("c", event).spend()));
            assertThat(ledger.spent("c").epsilon()).isLessThanOrEqualTo(1);
        }
        double first = size(shares.get("answer 1"));
        double last = size(shares.get("answer 9"));
        assertThat(last / first).isCloseTo(9, CLOSE);
        double whole = split == BudgetSplit.EPSILON ? 1 : Zcdp.rho(1, 1e-6);
        assertThat(shares.values().stream().mapToDouble(PrivacyPlanTest::size).sum())
                .isLessThanOrEqualTo(whole)
                .isCloseTo(whole, within(2e-9 * whole));
    }

    @ParameterizedTest
    @EnumSource(BudgetSplit.class)
    void sharesOfWhatIsLeftFitAncestorsToo(BudgetSplit split) {
        MemoryLedger ledger = MemoryLedger.of(
                DataSet.of("customers", PrivacyBudget.of(1, 1e-6)),
                DataSet.of("buyers", PrivacyBudget.of(4, 1e-5)).derivedFrom("customers"));
        ledger.reserve(answer("customers", new PrivacyEvent.Pure(0.5)).spend());
        Map<String, PrivacyEvent> shares = split.among(ledger, "buyers", Map.of("a", 1.0, "b", 3.0));
        shares.values().forEach(event -> ledger.reserve(answer("buyers", event).spend()));
        assertThat(ledger.spent("customers").epsilon()).isLessThanOrEqualTo(1).isCloseTo(1, within(1e-6));
        assertThatThrownBy(() -> ledger.reserve(
                        answer("buyers", new PrivacyEvent.Pure(0.01)).spend()))
                .isInstanceOf(BudgetExceededException.class);
    }

    @ParameterizedTest
    @EnumSource(BudgetSplit.class)
    void nothingIsSharedOfNothing(BudgetSplit split) {
        double delta = split == BudgetSplit.EPSILON ? 0 : 1e-6;
        PrivacyEvent all = split == BudgetSplit.EPSILON
                ? new PrivacyEvent.Pure(1)
                : new PrivacyEvent.ZeroConcentrated(Zcdp.rho(1, delta));
        MemoryLedger spent = MemoryLedger.of("c", PrivacyBudget.of(1, delta));
        spent.reserve(answer("c", all).spend());
        MemoryLedger none = MemoryLedger.of("c", PrivacyBudget.of(0, delta));
        for (PrivacyLedger ledger : List.of(spent, none)) {
            assertThatThrownBy(() -> split.among(ledger, "c", Map.of("a", 1.0)))
                    .isInstanceOf(BudgetExceededException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void weightsAreFiniteAndAboveZero(double weight) {
        PrivacyLedger ledger = MemoryLedger.of("c", PrivacyBudget.of(1, 1e-6));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BudgetSplit.EPSILON.among(ledger, "c", Map.of("a", weight)))
                .withMessageContaining("'a'");
        assertThatIllegalArgumentException().isThrownBy(() -> BudgetSplit.EPSILON.among(ledger, "c", Map.of()));
    }

    @Test
    void sharesOfRhoNeedADelta() {
        PrivacyLedger ledger = MemoryLedger.of("c", PrivacyBudget.of(1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BudgetSplit.ZCDP.among(ledger, "c", Map.of("a", 1.0)))
                .withMessageContaining("EPSILON");
    }

    @Test
    void aLedgerOfAFewLinesCanBePlannedWith() {
        List<LedgerEntry> book = new ArrayList<>();
        PrivacyLedger ledger = new PrivacyLedger() {
            @Override
            public Reservation reserve(PrivacySpend spend) {
                throw new UnsupportedOperationException("read only");
            }

            @Override
            public PrivacyBudget budget(String dataSet) {
                return PrivacyBudget.of(1, 0);
            }

            @Override
            public PrivacyCost spent(String dataSet) {
                return Composition.cost(LedgerEntry.counting(book), 0);
            }

            @Override
            public List<LedgerEntry> history(String dataSet) {
                return List.copyOf(book);
            }
        };
        PlannedAnswer half = answer("customers", new PrivacyEvent.Pure(0.5));
        book.add(LedgerEntry.reserved(1, half.spend(), Instant.EPOCH));
        assertThat(ledger.chargedWith("customers")).containsExactly("customers");
        PrivacyPlan plan = PrivacyPlan.of(ledger, List.of(half, half));
        assertThat(plan.steps()).extracting(PrivacyPlan.Step::fits).containsExactly(true, false);
    }

    private static double size(PrivacyEvent event) {
        return event instanceof PrivacyEvent.Pure pure ? pure.epsilon() : ((PrivacyEvent.ZeroConcentrated) event).rho();
    }

    private static PlannedAnswer counts(String what, NoiseMechanism noise) {
        PrivacySpend spend =
                new PrivacySpend("customers", what, noise.event(), Adjacency.ADD_OR_REMOVE, PrivacyUnit.CUSTOMER);
        return new PlannedAnswer(spend, (double) noise.errorAt(0.95), "customers, at 95 %");
    }

    private static PlannedAnswer answer(String dataSet, PrivacyEvent event) {
        PrivacySpend spend = new PrivacySpend(dataSet, "counts", event, Adjacency.ADD_OR_REMOVE, PrivacyUnit.CUSTOMER);
        return new PlannedAnswer(spend, 3, "customers");
    }
}
