package io.github.segmentation4j.data;

import io.github.segmentation4j.run.RunContext;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A made-up shop for demonstrations and tests: persons who do not exist, with everything an honest segmentation has to
 * cope with.
 *
 * <ul>
 *   <li><b>Purchases.</b> Six kinds of customers (the truth, see {@link #trueTypes}); within a kind each customer has a
 *       rate of buying and a rate of dropping out of their own, both with a gamma distribution of shape 4. While active a
 *       customer buys at exponential intervals, spends lognormal amounts, prefers the departments and the time of day of
 *       the kind. Some never come back, as in life.
 *   <li><b>Protected attributes.</b> {@code age} (3 % missing; bands at 30, 45 and 60), {@code gender} and {@code origin}
 *       (25 % minority).
 *   <li><b>A planted proxy.</b> {@code district} follows from {@code origin}: 80 % of the minority and 12 % of the
 *       majority live in the districts harbour and east, a Cramér's V of 0.649. Delivery is worse there and customers buy
 *       0.8 times as often, so a segmentation can treat origins differently without ever reading them.
 *   <li><b>Consent.</b> {@code personalisation_consent}: 8 % never answered; of the others, the share of yes falls with
 *       age, from 87 % under 30 over 82 % and 77 % to 69 % from 60 on.
 *   <li><b>A field outside the purpose.</b> {@code payment_risk} is for fraud prevention only.
 * </ul>
 *
 * <p>A customer is drawn from the seed and the customer's number alone: the same seed gives the same first hundred
 * customers in a shop of a hundred and of a million, on every machine.
 *
 * <pre>{@code
 * ShopSimulation shop = ShopSimulation.withCustomers(5000);
 * RunContext context = RunContext.seeded(42).withClock(shop.clock());
 * CustomerData customers = shop.generate(context);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: D. C. Schmittlein, D. G. Morrison, R. Colombo, Counting your customers: who are they and what will they
 * do next?, Management Science 33(1), 1987; G. Marsaglia, W. W. Tsang, A simple method for generating gamma variables,
 * ACM TOMS 26(3), 2000.
 */
public final class ShopSimulation {
    private static final LocalDate DEFAULT_END = LocalDate.of(2026, 7, 1);
    private static final int DEFAULT_WEEKS = 104;
    private static final int LONGEST_WEEKS = 520;
    private static final int CUSTOMERS_PER_CHECK = 1024;
    private static final String ID = "customer";
    private static final String PURCHASES = "purchases";
    private static final String STAGE = "simulating customers";

    private final Schema schema;
    private final int customers;
    private final LocalDate end;
    private final int weeks;

    private ShopSimulation(Schema schema, int customers, LocalDate end, int weeks) {
        this.schema = schema;
        this.customers = customers;
        this.end = end;
        this.weeks = weeks;
    }

    /**
     * A shop with 104 weeks of purchases that end with June 2026.
     *
     * @param customers how many, at least 1
     */
    public static ShopSimulation withCustomers(int customers) {
        if (customers < 1) {
            throw new IllegalArgumentException("a shop needs at least 1 customer, was " + customers);
        }
        return new ShopSimulation(inventory(), customers, DEFAULT_END, DEFAULT_WEEKS);
    }

    /**
     * This shop with another end of the history. Default: 2026-07-01, fixed so that runs can be repeated.
     *
     * @param day the first day without purchases
     */
    public ShopSimulation until(LocalDate day) {
        return new ShopSimulation(schema, customers, Objects.requireNonNull(day, "day"), weeks);
    }

    /**
     * This shop with another length of the history. Default: 104 weeks.
     *
     * @param count 1 to 520
     */
    public ShopSimulation overWeeks(int count) {
        if (count < 1 || count > LONGEST_WEEKS) {
            throw new IllegalArgumentException("weeks must be 1 to " + LONGEST_WEEKS + ", was " + count);
        }
        return new ShopSimulation(schema, customers, end, count);
    }

    private static Schema inventory() {
        return Schema.builder()
                .id(ID)
                .category("plan")
                .values(ShopType.PLANS.toArray(String[]::new))
                .source("contract")
                .allow(Purpose.SERVICE_PROVISION, Purpose.PERSONALISATION)
                .retain(new Retention(Period.ofYears(3), Retention.Start.PURPOSE_END))
                .number("tenure")
                .unit("months")
                .range(0, 600)
                .source("contract")
                .allow(Purpose.SERVICE_PROVISION, Purpose.PERSONALISATION)
                .retain(new Retention(Period.ofYears(3), Retention.Start.PURPOSE_END))
                .flag("newsletter")
                .source("account")
                .allow(Purpose.PERSONALISATION, Purpose.DIRECT_MARKETING)
                .retain(new Retention(Period.ofYears(1), Retention.Start.CONSENT_WITHDRAWAL))
                .category("district")
                .values(ShopCustomer.DISTRICTS.toArray(String[]::new))
                .source("account")
                .allow(Purpose.SERVICE_PROVISION, Purpose.PERSONALISATION)
                .number("latitude")
                .unit("degrees")
                .range(-90, 90)
                .source("account")
                .allow(Purpose.SERVICE_PROVISION, Purpose.PERSONALISATION)
                .number("longitude")
                .unit("degrees")
                .range(-180, 180)
                .source("account")
                .allow(Purpose.SERVICE_PROVISION, Purpose.PERSONALISATION)
                .number("payment_risk")
                .range(0, 1)
                .source("payment provider")
                .sensitivity(Sensitivity.SENSITIVE)
                .allow(Purpose.FRAUD_PREVENTION)
                .retain(Period.ofYears(1))
                .number("age")
                .unit("years")
                .range(0, 120)
                .bands(ShopCustomer.AGE_BANDS)
                .source("account")
                .protectedAttribute()
                .category("gender")
                .values(ShopCustomer.GENDERS.toArray(String[]::new))
                .source("account")
                .protectedAttribute()
                .category("origin")
                .values(ShopCustomer.ORIGINS.toArray(String[]::new))
                .source("voluntary survey")
                .protectedAttribute()
                .specialCategory(SpecialCategory.RACIAL_OR_ETHNIC_ORIGIN)
                .flag("personalisation_consent")
                .source("consent banner")
                .consentFor(Purpose.PERSONALISATION)
                .retain(new Retention(Period.ofYears(3), Retention.Start.CONSENT_WITHDRAWAL))
                .events(PURCHASES)
                .amount("value", "EUR")
                .label("department")
                .source("till")
                .allow(Purpose.SERVICE_PROVISION, Purpose.PERSONALISATION)
                .retain(Period.ofYears(3))
                .build();
    }

    /** The data inventory of the shop; the same object for all that {@link #generate} makes. */
    public Schema schema() {
        return schema;
    }

    /** The number of customers. */
    public int size() {
        return customers;
    }

    /** A clock that stands at the end of the history, so that retention does not depend on when a demonstration runs. */
    public Clock clock() {
        return Clock.fixed(end.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC);
    }

    /**
     * Draws the customers and their purchases.
     *
     * @param context seed, listener and cancellation
     */
    public CustomerData generate(RunContext context) {
        CustomerTable.Builder table = CustomerTable.builder(schema);
        EventLog.Builder log = EventLog.builder(schema, PURCHASES);
        forEach(context, customer -> {
            table.add(customer.id)
                    .set("plan", customer.plan)
                    .set("tenure", customer.tenureMonths)
                    .set("newsletter", customer.newsletter)
                    .set("district", ShopCustomer.DISTRICTS.get(customer.district))
                    .set("latitude", customer.latitude)
                    .set("longitude", customer.longitude)
                    .set("payment_risk", customer.paymentRisk)
                    .set("gender", customer.gender)
                    .set("origin", ShopCustomer.ORIGINS.get(customer.origin));
            if (customer.ageKnown) {
                table.set("age", customer.age);
            }
            customer.consent.ifPresent(answer -> table.set("personalisation_consent", answer == 1));
            for (ShopCustomer.Purchase purchase : customer.purchases) {
                log.add(customer.id, purchase.time())
                        .set("value", purchase.value())
                        .set("department", purchase.department());
            }
        });
        return CustomerData.of(table.build(), log.build());
    }

    /**
     * The kind each customer was drawn from, in the order of the data: what a segmentation is compared with. It is not in
     * the data themselves.
     *
     * @param context the one the data were generated with
     * @return for each customer a place in {@link #typeNames()}
     */
    public int[] trueTypes(RunContext context) {
        int[] types = new int[customers];
        int[] next = {0};
        forEach(context, customer -> types[next[0]++] = ShopType.ALL.indexOf(customer.type));
        return types;
    }

    /** The names of the kinds of customers. */
    public static List<String> typeNames() {
        return ShopType.ALL.stream().map(type -> type.name).toList();
    }

    /** Receives the rows of a simulated shop. The persons in them do not exist, which is why rows may leave at all. */
    public interface SyntheticRows {
        /**
         * A customer.
         *
         * @param cells as in {@link ShopSimulation#customerColumns()}; empty where missing
         */
        void customer(List<String> cells);

        /**
         * A purchase of the customer received last.
         *
         * @param cells as in {@link ShopSimulation#purchaseColumns()}
         */
        void purchase(List<String> cells);
    }

    /** The heads of the customers' columns: the id, then the attributes in the order of the schema. */
    public List<String> customerColumns() {
        List<String> columns = new ArrayList<>(List.of(ID));
        schema.attributes().forEach(attribute -> columns.add(attribute.name()));
        return List.copyOf(columns);
    }

    /** The heads of the purchases' columns: id, time, amount, label. */
    public List<String> purchaseColumns() {
        return List.of(ID, "time", "value", "department");
    }

    /**
     * Streams the customers and purchases that {@link #generate} makes as texts, ready for a file: numbers with a point,
     * truth values as {@code true} and {@code false}, times in ISO 8601.
     */
    public void streamRows(RunContext context, SyntheticRows rows) {
        forEach(context, customer -> {
            rows.customer(cells(customer));
            for (ShopCustomer.Purchase purchase : customer.purchases) {
                rows.purchase(List.of(
                        customer.id,
                        purchase.time().toString(),
                        Double.toString(purchase.value()),
                        purchase.department()));
            }
        });
    }

    private static List<String> cells(ShopCustomer customer) {
        String consent = customer.consent.isEmpty() ? "" : Boolean.toString(customer.consent.getAsInt() == 1);
        return List.of(
                customer.id,
                customer.plan,
                whole(customer.tenureMonths),
                Boolean.toString(customer.newsletter),
                ShopCustomer.DISTRICTS.get(customer.district),
                Double.toString(customer.latitude),
                Double.toString(customer.longitude),
                Double.toString(customer.paymentRisk),
                customer.ageKnown ? whole(customer.age) : "",
                customer.gender,
                ShopCustomer.ORIGINS.get(customer.origin),
                consent);
    }

    private static String whole(double number) {
        return Long.toString((long) number);
    }

    private void forEach(RunContext context, Consumer<ShopCustomer> action) {
        for (int number = 0; number < customers; number++) {
            if (number % CUSTOMERS_PER_CHECK == 0) {
                context.throwIfCancelled(STAGE);
                context.report(STAGE, number, customers);
            }
            action.accept(ShopCustomer.draw(context.seed(), number, end, weeks));
        }
        context.report(STAGE, customers, customers);
    }

    @Override
    public String toString() {
        return "simulated shop of " + customers + " customers, " + weeks + " weeks until " + end;
    }
}
