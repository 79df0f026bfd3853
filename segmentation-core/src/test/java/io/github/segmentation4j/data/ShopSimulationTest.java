package io.github.segmentation4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.RunContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shop of 20,000 customers of seed 42; limits on statistics are 5 standard errors, a false alarm of 6e-7 each. */
class ShopSimulationTest {
    private static final int N = 20_000;
    private static final ShopSimulation SHOP = ShopSimulation.withCustomers(N);
    private static final RunContext CONTEXT = RunContext.seeded(42).withClock(SHOP.clock());
    private static final CustomerData CUSTOMERS = SHOP.generate(CONTEXT);
    private static final PurposeBoundView ALL =
            CUSTOMERS.open(Purpose.PERSONALISATION, Admission.everyone(LawfulBasis.CONTRACT, "nobody exists"), CONTEXT);

    /** Keeps the rows as lines of a file. */
    private static final class Lines implements ShopSimulation.SyntheticRows {
        private final List<String> customers = new ArrayList<>();
        private final List<String> purchases = new ArrayList<>();

        @Override
        public void customer(List<String> cells) {
            customers.add(String.join(";", cells));
        }

        @Override
        public void purchase(List<String> cells) {
            purchases.add(String.join(";", cells));
        }

        static Lines of(ShopSimulation shop, long seed) {
            Lines lines = new Lines();
            shop.streamRows(RunContext.seeded(seed), lines);
            return lines;
        }
    }

    private static double standardError(double share, double n) {
        return Math.sqrt(share * (1 - share) / n);
    }

    @Test
    void theSameSeedGivesTheSameFirstCustomersInAShopOfAnySize() {
        Lines few = Lines.of(ShopSimulation.withCustomers(50), 42);
        Lines many = Lines.of(ShopSimulation.withCustomers(200), 42);
        assertThat(many.customers)
                .startsWith(few.customers.toArray(String[]::new))
                .hasSize(200);
        assertThat(many.purchases).startsWith(few.purchases.toArray(String[]::new));
        assertThat(Lines.of(ShopSimulation.withCustomers(50), 42).purchases).isEqualTo(few.purchases);
        assertThat(Lines.of(ShopSimulation.withCustomers(50), 43).customers).isNotEqualTo(few.customers);
    }

    /** Files written from this seed must stay the same from release to release. */
    @Test
    void theFirstCustomersOfSeed42NeverChange() {
        Lines lines = Lines.of(ShopSimulation.withCustomers(3), 42);
        assertThat(lines.customers)
                .containsExactly(
                        "C0000001;basic;27;true;centre;53.562;10.036;0.016;53;male;minority;true",
                        "C0000002;family;40;true;harbour;53.525;9.968;0.135;46;female;majority;true",
                        "C0000003;plus;58;true;centre;53.575;9.985;0.162;33;male;majority;true");
    }

    @Test
    void aLongerHistoryOnlyAddsEarlierPurchases() {
        Lines brief = Lines.of(ShopSimulation.withCustomers(100).overWeeks(26), 1);
        Lines whole = Lines.of(ShopSimulation.withCustomers(100), 1);
        assertThat(whole.customers).isEqualTo(brief.customers);
        assertThat(whole.purchases).containsSubsequence(brief.purchases).hasSizeGreaterThan(brief.purchases.size());
    }

    @Test
    void rowsAndDataAreTheSameShop() {
        Lines lines = Lines.of(ShopSimulation.withCustomers(300), 5);
        CustomerData data = ShopSimulation.withCustomers(300).generate(RunContext.seeded(5));
        PurposeBoundView view =
                data.open(Purpose.PERSONALISATION, Admission.everyone(LawfulBasis.CONTRACT, "nobody exists"), CONTEXT);
        assertThat(view.events("purchases").size()).isEqualTo(lines.purchases.size());
        assertThat(data.unmatchedEvents()).isZero();
        int plan = SHOP.customerColumns().indexOf("plan");
        int tenure = SHOP.customerColumns().indexOf("tenure");
        for (int i = 0; i < 300; i++) {
            String[] cells = lines.customers.get(i).split(";", -1);
            assertThat(cells).hasSameSizeAs(SHOP.customerColumns());
            assertThat(cells[0]).isEqualTo(view.id(i));
            assertThat(Double.parseDouble(cells[tenure])).isEqualTo(view.numbers("tenure")[i]);
            Categories plans = view.categories("plan");
            assertThat(cells[plan]).isEqualTo(plans.levels().get(plans.code(i)));
        }
    }

    @Test
    void purchasesLieInsideTheHistoryInsideOpeningYears() {
        CustomerEvents events = ALL.events("purchases");
        long end = SHOP.clock().millis();
        long start = end - 104L * 7 * 24 * 3600 * 1000;
        for (int customer = 0; customer < N; customer++) {
            for (int e = events.start(customer); e < events.end(customer); e++) {
                assertThat(events.epochMilli(e)).isBetween(start, end - 1);
                assertThat(events.amount(0, e)).isPositive();
            }
        }
        assertThat(ALL.access().expiredEvents()).isZero();
        assertThat(CUSTOMERS.observedUntil())
                .hasValueSatisfying(until ->
                        assertThat(until).isBeforeOrEqualTo(SHOP.clock().instant()));
    }

    @Test
    void protectedAndForeignFieldsStayClosed() {
        assertThat(ALL.attributes())
                .extracting(Attribute::name)
                .containsExactly("plan", "tenure", "newsletter", "district", "latitude", "longitude");
        assertThat(ALL.access().withheldFields())
                .containsOnlyKeys("payment_risk", "age", "gender", "origin", "personalisation_consent");
    }

    /** Cramér's V of the declared shares is 0.649; its standard error at n = 20,000 is below 1 / sqrt(n). */
    @Test
    void districtIsAProxyOfTheStatedStrength() {
        Categories district = ALL.categories("district");
        Categories origin = CUSTOMERS.audit(ALL).groups("origin");
        double[][] counts = new double[2][6];
        for (int i = 0; i < N; i++) {
            counts[origin.code(i)][district.code(i)]++;
        }
        double minority = 0;
        for (double count : counts[1]) {
            minority += count;
        }
        double square = -1;
        for (int d = 0; d < 6; d++) {
            double all = counts[0][d] + counts[1][d];
            square += counts[0][d] * counts[0][d] / ((N - minority) * all)
                    + counts[1][d] * counts[1][d] / (minority * all);
        }
        assertThat(Math.sqrt(square)).isCloseTo(0.649, within(5 / Math.sqrt(N)));
        assertThat(minority / N).isCloseTo(0.25, within(5 * standardError(0.25, N)));
        assertThat((counts[1][4] + counts[1][5]) / minority).isCloseTo(0.8, within(5 * standardError(0.8, minority)));
    }

    @Test
    void consentFallsWithAgeAsStated() {
        PurposeBoundView consenting = CUSTOMERS.open(Purpose.PERSONALISATION, Admission.byConsent(), CONTEXT);
        List<AuditView.GroupAdmission> bands = CUSTOMERS.audit(consenting).admission("age");
        double[] yes = {0.87, 0.82, 0.77, 0.69};
        for (int band = 0; band < 4; band++) {
            double expected = 0.92 * yes[band];
            int total = bands.get(band).total();
            assertThat(total).isGreaterThan(1000);
            assertThat((double) bands.get(band).admitted() / total)
                    .isCloseTo(expected, within(5 * standardError(expected, total)));
        }
        assertThat((double) bands.get(4).total() / N).isCloseTo(0.03, within(5 * standardError(0.03, N)));
        assertThat((double) consenting.access().excluded().get(ExclusionReason.NO_CONSENT) / N)
                .isCloseTo(0.08, within(5 * standardError(0.08, N)));
    }

    /** Kinds differ in what they were made to differ in; the shares of kinds are those declared. */
    @Test
    void trueKindsDifferInHowOftenTheyComeBack() {
        int[] types = SHOP.trueTypes(CONTEXT);
        CustomerEvents events = ALL.events("purchases");
        double[] customers = new double[6];
        double[] repeating = new double[6];
        for (int i = 0; i < N; i++) {
            customers[types[i]]++;
            repeating[types[i]] += events.end(i) - events.start(i) >= 2 ? 1 : 0;
        }
        double[] declared = {0.22, 0.18, 0.20, 0.15, 0.12, 0.13};
        for (int type = 0; type < 6; type++) {
            assertThat(customers[type] / N).isCloseTo(declared[type], within(5 * standardError(declared[type], N)));
        }
        assertThat(ShopSimulation.typeNames()).hasSize(6).startsWith("REGULARS").endsWith("TRYERS");
        // Regulars mostly come back, tryers mostly do not; the gap is dozens of standard errors.
        assertThat(repeating[0] / customers[0]).isGreaterThan(0.7);
        assertThat(repeating[5] / customers[5]).isLessThan(0.2);
    }

    /** Delivery to the remote districts is worse, which the rates of buying show: 0.8 within 5 standard errors. */
    @Test
    void theProxyTouchesWhatCustomersDo() {
        CustomerEvents events = ALL.events("purchases");
        Categories district = ALL.categories("district");
        double[] sum = new double[2];
        double[] squares = new double[2];
        double[] customers = new double[2];
        for (int i = 0; i < N; i++) {
            int remote = district.code(i) >= 4 ? 1 : 0;
            double bought = events.end(i) - events.start(i);
            sum[remote] += bought;
            squares[remote] += bought * bought;
            customers[remote]++;
        }
        double near = sum[0] / customers[0];
        double far = sum[1] / customers[1];
        double varianceNear = (squares[0] / customers[0] - near * near) / customers[0];
        double varianceFar = (squares[1] / customers[1] - far * far) / customers[1];
        double ratio = far / near;
        double error = ratio * Math.sqrt(varianceNear / (near * near) + varianceFar / (far * far));
        // The first purchase on joining is not scaled, hence slightly above 0.8.
        assertThat(ratio).isBetween(0.8 - 5 * error, 0.83 + 5 * error);
    }

    @Test
    void optionsOutOfRangeAreRefusedAndCancellationStops() {
        assertThatThrownBy(() -> ShopSimulation.withCustomers(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SHOP.overWeeks(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SHOP.overWeeks(521)).isInstanceOf(IllegalArgumentException.class);
        Cancellation cancelled = Cancellation.create();
        cancelled.cancel();
        assertThatThrownBy(() -> SHOP.generate(RunContext.seeded(1).withCancellation(cancelled)))
                .isInstanceOf(CancelledException.class);
        ShopSimulation other = SHOP.until(LocalDate.of(2030, 1, 1));
        assertThat(other.clock().instant()).hasToString("2030-01-01T00:00:00Z");
        assertThat(other.generate(RunContext.seeded(1)).schema()).isSameAs(other.schema());
    }
}
