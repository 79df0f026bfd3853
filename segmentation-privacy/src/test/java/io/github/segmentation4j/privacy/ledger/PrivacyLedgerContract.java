package io.github.segmentation4j.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.Composition;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PrivacyLedger} must keep. A test of an implementation extends this class and says how to make one:
 *
 * <pre>{@code
 * class MyLedgerContractTest extends PrivacyLedgerContract {
 *     @Override
 *     protected PrivacyLedger ledger(DataSet... dataSets) {
 *         return MyLedger.of(dataSets);
 *     }
 * }
 * }</pre>
 */
public abstract class PrivacyLedgerContract {
    /** Costs are rounded up, by far less. */
    private static final Offset<Double> CLOSE = within(1e-9);

    private static final int THREADS = 64;
    private static final int SPENDS_OF_EACH = 6;

    /** A new ledger on which nothing was spent, of data sets of which parents come first. */
    protected abstract PrivacyLedger ledger(DataSet... dataSets);

    /** The same ledger as another user of it sees it; by default the object itself. */
    protected PrivacyLedger another(PrivacyLedger ledger) {
        return ledger;
    }

    @Test
    protected void anOverspendIsRefusedAndNothingIsBooked() {
        PrivacyLedger ledger = ledger(customers(1, 0));
        ledger.reserve(spend("customers", pure(0.75)));
        List<LedgerEntry> before = ledger.history("customers");
        assertThatThrownBy(() -> ledger.reserve(spend("customers", pure(0.5))))
                .isInstanceOfSatisfying(BudgetExceededException.class, e -> {
                    assertThat(e.dataSet()).isEqualTo("customers");
                    assertThat(e.limit()).isEqualTo(new PrivacyCost(1, 0));
                    assertThat(e.wouldBe().epsilon()).isCloseTo(1.25, CLOSE);
                })
                .hasMessageContaining("nothing was spent");
        assertThat(ledger.history("customers")).isEqualTo(before);
        assertThat(ledger.spent("customers").epsilon()).isCloseTo(0.75, CLOSE);
        ledger.reserve(spend("customers", pure(0.25)));
    }

    @Test
    protected void tenthsFillABudgetOfOne() {
        PrivacyLedger ledger = ledger(customers(1, 0));
        for (int i = 0; i < 10; i++) {
            ledger.reserve(spend("customers", pure(0.1)));
        }
        assertThatThrownBy(() -> ledger.reserve(spend("customers", pure(1e-9))))
                .isInstanceOf(BudgetExceededException.class);
    }

    @Test
    protected void pureSpendsOf64ThreadsFillTheBudgetAndNoMore() throws Exception {
        manyThreadsFill(new PrivacyCost(12.55, 0), pure(0.125));
    }

    @Test
    protected void gaussianSpendsOf64ThreadsFillTheBudgetAndNoMore() throws Exception {
        manyThreadsFill(new PrivacyCost(2, 1e-6), new PrivacyEvent.ZeroConcentrated(0.001));
    }

    private void manyThreadsFill(PrivacyCost limit, PrivacyEvent event) throws Exception {
        PrivacyBudget budget = new PrivacyBudget(limit, Adjacency.ADD_OR_REMOVE, PrivacyUnit.CUSTOMER);
        PrivacyLedger ledger = ledger(DataSet.of("customers", budget));
        int fitting = 0;
        while (Composition.cost(Collections.nCopies(fitting + 1, event), limit.delta())
                        .epsilon()
                <= limit.epsilon()) {
            fitting++;
        }
        assertThat(fitting).isBetween(10, THREADS * SPENDS_OF_EACH - THREADS);

        int booked = 0;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                PrivacyLedger own = another(ledger);
                results.add(pool.submit(spendAfter(start, own, event)));
            }
            start.countDown();
            for (Future<Integer> result : results) {
                booked += result.get();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(booked).isEqualTo(fitting);
        assertThat(ledger.history("customers")).hasSize(fitting);
        assertThat(ledger.spent("customers"))
                .isEqualTo(Composition.cost(Collections.nCopies(fitting, event), limit.delta()));
    }

    private static Callable<Integer> spendAfter(CountDownLatch start, PrivacyLedger ledger, PrivacyEvent event) {
        return () -> {
            start.await();
            int booked = 0;
            for (int i = 0; i < SPENDS_OF_EACH; i++) {
                try {
                    ledger.reserve(spend("customers", event));
                    booked++;
                } catch (BudgetExceededException full) {
                    assertThat(full.wouldBe().epsilon())
                            .isGreaterThan(full.limit().epsilon());
                }
            }
            return booked;
        };
    }

    @Test
    protected void whatBeganCannotBeGivenBackAndBeginsOnce() {
        PrivacyLedger ledger = ledger(customers(1, 0));
        Reservation reservation = ledger.reserve(spend("customers", pure(1)));
        assertThat(reservation.spend()).isEqualTo(spend("customers", pure(1)));
        assertThat(states(ledger)).containsExactly(LedgerEntry.State.RESERVED);
        reservation.begin();
        assertThat(states(ledger)).containsExactly(LedgerEntry.State.BEGUN);
        assertThatIllegalStateException().isThrownBy(reservation::begin).withMessageContaining("BEGUN");
        assertThatIllegalStateException().isThrownBy(reservation::refund).withMessageContaining("BEGUN");
        assertThat(ledger.spent("customers").epsilon()).isCloseTo(1, CLOSE);
    }

    @Test
    protected void whatNeverBeganIsGivenBackOnce() {
        PrivacyLedger ledger = ledger(customers(1, 0));
        Reservation first = ledger.reserve(spend("customers", pure(0.5)));
        Reservation second = ledger.reserve(spend("customers", pure(0.5)));
        first.refund();
        assertThat(states(ledger)).containsExactly(LedgerEntry.State.REFUNDED, LedgerEntry.State.RESERVED);
        assertThat(ledger.spent("customers").epsilon()).isCloseTo(0.5, CLOSE);
        assertThatIllegalStateException().isThrownBy(first::refund).withMessageContaining("REFUNDED");
        assertThatIllegalStateException().isThrownBy(first::begin).withMessageContaining("REFUNDED");
        second.begin();
        ledger.reserve(spend("customers", pure(0.5)));
        assertThatThrownBy(() -> ledger.reserve(spend("customers", pure(0.5))))
                .isInstanceOf(BudgetExceededException.class);
    }

    @Test
    protected void equalSpendsAreTwoSpends() {
        PrivacyLedger ledger = ledger(customers(1, 0));
        Reservation first = ledger.reserve(spend("customers", pure(0.25)));
        Reservation second = ledger.reserve(spend("customers", pure(0.25)));
        assertThat(ledger.spent("customers").epsilon()).isCloseTo(0.5, CLOSE);
        first.refund();
        second.begin();
        assertThat(ledger.spent("customers").epsilon()).isCloseTo(0.25, CLOSE);
    }

    @Test
    protected void aSpendOnADerivedDataSetIsChargedToAllItsAncestors() {
        PrivacyLedger ledger = family();
        ledger.reserve(spend("pairs", pure(0.25)));
        for (String name : List.of("pairs", "buyers", "customers", "visitors")) {
            assertThat(ledger.spent(name).epsilon()).as(name).isCloseTo(0.25, CLOSE);
            assertThat(ledger.history(name)).hasSize(1);
        }
        assertThat(ledger.spent("sleepers")).isEqualTo(PrivacyCost.NONE);
        assertThat(ledger.chargedWith("pairs")).containsExactlyInAnyOrder("pairs", "buyers", "customers", "visitors");
        assertThat(ledger.chargedWith("customers")).containsExactly("customers");
    }

    @Test
    protected void everyAncestorMayRefuseAndThenNoneIsCharged() {
        PrivacyLedger ledger = family();
        Reservation reservation = ledger.reserve(spend("customers", pure(0.75)));
        assertThatThrownBy(() -> ledger.reserve(spend("pairs", pure(0.5))))
                .isInstanceOfSatisfying(
                        BudgetExceededException.class,
                        e -> assertThat(e.dataSet()).isEqualTo("customers"));
        for (String name : List.of("pairs", "buyers", "visitors")) {
            assertThat(ledger.history(name)).as(name).isEmpty();
        }
        reservation.refund();
        ledger.reserve(spend("pairs", pure(0.5)));
        assertThat(ledger.spent("visitors").epsilon()).isCloseTo(0.5, CLOSE);
        assertThat(ledger.spent("customers").epsilon()).isCloseTo(0.5, CLOSE);
    }

    @Test
    protected void aDerivedDataSetMayHaveASmallerBudgetOfItsOwn() {
        PrivacyLedger ledger = family();
        assertThatThrownBy(() -> ledger.reserve(spend("sleepers", pure(0.25))))
                .isInstanceOfSatisfying(
                        BudgetExceededException.class,
                        e -> assertThat(e.dataSet()).isEqualTo("sleepers"));
        ledger.reserve(spend("sleepers", pure(0.125)));
        assertThat(ledger.spent("customers").epsilon()).isCloseTo(0.125, CLOSE);
    }

    /** Parallel composition is not claimed: the ledger cannot see that the parts are disjoint. */
    @Test
    protected void partsOfADataSetAddUpOnIt() {
        PrivacyLedger ledger = family();
        ledger.reserve(spend("buyers", pure(0.5)));
        ledger.reserve(spend("sleepers", pure(0.125)));
        assertThat(ledger.spent("customers").epsilon()).isCloseTo(0.625, CLOSE);
    }

    @Test
    protected void hazard9AdjacencyAndUnitArePartOfEverySpend() {
        PrivacyLedger ledger = ledger(
                customers(1, 0),
                DataSet.of("rows", new PrivacyBudget(new PrivacyCost(1, 0), Adjacency.REPLACE, PrivacyUnit.ROW)));
        for (Adjacency adjacency : Adjacency.values()) {
            for (PrivacyUnit unit : PrivacyUnit.values()) {
                for (String name : List.of("customers", "rows")) {
                    PrivacyBudget budget = ledger.budget(name);
                    PrivacySpend spend = new PrivacySpend(name, "counts", pure(0.25), adjacency, unit);
                    if (adjacency == budget.adjacency() && unit == budget.unit()) {
                        ledger.reserve(spend);
                    } else {
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> ledger.reserve(spend))
                                .withMessageContainingAll(
                                        name,
                                        adjacency.name(),
                                        unit.name(),
                                        budget.adjacency().name(),
                                        budget.unit().name());
                    }
                }
            }
        }
        assertThat(ledger.history("customers")).hasSize(1);
        assertThat(ledger.history("rows")).hasSize(1);
    }

    @Test
    protected void anUnknownDataSetIsRefused() {
        PrivacyLedger ledger = ledger(customers(1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.reserve(spend("clients", pure(0.5))))
                .withMessageContaining("clients");
        assertThatIllegalArgumentException().isThrownBy(() -> ledger.budget("clients"));
        assertThatIllegalArgumentException().isThrownBy(() -> ledger.spent("clients"));
        assertThatIllegalArgumentException().isThrownBy(() -> ledger.history("clients"));
        assertThatIllegalArgumentException().isThrownBy(() -> ledger.chargedWith("clients"));
    }

    @Test
    protected void theComposedCostIsThatOfItsEventsAndNeverFallsButByARefund() {
        PrivacyLedger ledger = ledger(customers(3, 1e-6));
        List<PrivacyEvent> events = new ArrayList<>();
        Reservation last = ledger.reserve(spend("customers", pure(0.1)));
        events.add(pure(0.1));
        double before = ledger.spent("customers").epsilon();
        for (int i = 1; i <= 20; i++) {
            PrivacyEvent event = i % 3 == 0 ? pure(0.01 * i) : new PrivacyEvent.ZeroConcentrated(0.0005 * i);
            last.begin();
            last = ledger.reserve(spend("customers", event));
            events.add(event);
            assertThat(ledger.spent("customers")).isEqualTo(Composition.cost(events, 1e-6));
            assertThat(ledger.spent("customers").epsilon()).isGreaterThanOrEqualTo(before);
            before = ledger.spent("customers").epsilon();
        }
        last.refund();
        assertThat(ledger.spent("customers").epsilon()).isLessThan(before);
        assertThat(ledger.spent("customers")).isEqualTo(Composition.cost(events.subList(0, 20), 1e-6));
    }

    @Test
    protected void onlyPureAnswersFitABudgetWithoutDelta() {
        PrivacyLedger ledger = ledger(customers(1, 0));
        for (PrivacyEvent event : List.of(
                new PrivacyEvent.ZeroConcentrated(1e-6),
                new PrivacyEvent.Gaussian(1e6),
                new PrivacyEvent.Approximate(0.1, 1e-12),
                new PrivacyEvent.Repeated(new PrivacyEvent.Gaussian(1e6), 2),
                new PrivacyEvent.PoissonSampled(0.01, new PrivacyEvent.Gaussian(1e6)),
                new PrivacyEvent.Composed(List.of(pure(0.1), new PrivacyEvent.Gaussian(1e6))))) {
            assertThatThrownBy(() -> ledger.reserve(spend("customers", event)))
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContaining("delta");
        }
        assertThat(ledger.history("customers")).isEmpty();
        ledger.reserve(spend("customers", new PrivacyEvent.DiscreteLaplace(1, 3)));
        assertThat(ledger.spent("customers").epsilon()).isCloseTo(1, CLOSE);
        assertThat(ledger.spent("customers").delta()).isZero();
    }

    @Test
    protected void aBudgetOfNothingAllowsNothing() {
        PrivacyLedger ledger = ledger(customers(0, 0));
        assertThat(ledger.spent("customers")).isEqualTo(PrivacyCost.NONE);
        assertThatThrownBy(() -> ledger.reserve(spend("customers", pure(Double.MIN_VALUE))))
                .isInstanceOf(BudgetExceededException.class);
        PrivacyLedger large = ledger(customers(1, 0));
        assertThatThrownBy(() ->
                        large.reserve(spend("customers", new PrivacyEvent.Composed(List.of(pure(1e308), pure(1e308))))))
                .isInstanceOf(BudgetExceededException.class);
    }

    @Test
    protected void theHistoryHandedOutStaysAsItWas() {
        PrivacyLedger ledger = ledger(customers(1, 0));
        Reservation reservation = ledger.reserve(spend("customers", pure(0.5)));
        List<LedgerEntry> before = ledger.history("customers");
        reservation.begin();
        ledger.reserve(spend("customers", pure(0.5)));
        assertThat(before).hasSize(1);
        assertThat(before.get(0).state()).isEqualTo(LedgerEntry.State.RESERVED);
        assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    private PrivacyLedger family() {
        return ledger(
                customers(1, 0),
                DataSet.of("visitors", PrivacyBudget.of(2, 0)),
                DataSet.of("buyers", PrivacyBudget.of(1, 0)).derivedFrom("customers"),
                DataSet.of("sleepers", PrivacyBudget.of(0.125, 0)).derivedFrom("customers"),
                DataSet.of("pairs", PrivacyBudget.of(5, 0)).derivedFrom("buyers", "visitors"));
    }

    private static List<LedgerEntry.State> states(PrivacyLedger ledger) {
        return ledger.history("customers").stream().map(LedgerEntry::state).toList();
    }

    private static DataSet customers(double epsilon, double delta) {
        return DataSet.of("customers", PrivacyBudget.of(epsilon, delta));
    }

    private static PrivacyEvent pure(double epsilon) {
        return new PrivacyEvent.Pure(epsilon);
    }

    private static PrivacySpend spend(String dataSet, PrivacyEvent event) {
        return new PrivacySpend(dataSet, "counts", event, Adjacency.ADD_OR_REMOVE, PrivacyUnit.CUSTOMER);
    }
}
