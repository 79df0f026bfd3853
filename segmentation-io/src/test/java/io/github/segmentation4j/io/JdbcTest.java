package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.run.SegmentationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcTest {
    private static final int ROWS = 100_000;
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final Schema SCHEMA = Schema.builder()
            .id("id")
            .number("age")
            .allow(Purpose.PERSONALISATION)
            .category("plan")
            .allow(Purpose.PERSONALISATION)
            .flag("vip")
            .allow(Purpose.PERSONALISATION)
            .instant("since")
            .allow(Purpose.PERSONALISATION)
            .events("buys")
            .amount("value")
            .label("shop")
            .allow(Purpose.PERSONALISATION)
            .build();
    private static final DataLayout LAYOUT = DataLayout.of(SCHEMA).withColumn("age", "years");
    private static final JdbcDataSource SOURCE = new JdbcDataSource();
    private static Connection open;

    @BeforeAll
    static void fill() throws SQLException {
        SOURCE.setURL("jdbc:h2:mem:customers");
        open = SOURCE.getConnection();
        try (Statement statement = open.createStatement()) {
            statement.execute("create table customer as select 'c-' || x as id, case when mod(x, 10) = 0 then null else"
                    + " cast(mod(x, 90) as decimal(5, 2)) end as years, 'p' || mod(x, 3) as plan, mod(x, 2) = 0 as vip,"
                    + " timestamp '2026-01-01 12:00:00' as since from system_range(1, " + ROWS + ")");
            statement.execute("create table buy as select 'c-' || mod(x, 500) as customer, date '2026-01-02' as bought,"
                    + " 2 as quantity, 1.25 as price, 's' || mod(x, 4) as shop from system_range(1, 5000)");
            statement.execute("insert into buy values (null, date '2026-01-02', 1, 1, null)");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        open.close();
    }

    private static PurposeBoundView view(CustomerData data) {
        return data.open(
                Purpose.PERSONALISATION,
                Admission.everyone(LawfulBasis.CONTRACT, "test"),
                RunContext.seeded(1).withClock(Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC)));
    }

    @Test
    void everyTypeIsStreamedFromTheDatabase() {
        CustomerTable table = JdbcCustomers.read(SOURCE, "select * from customer", LAYOUT, CONTEXT);
        PurposeBoundView view = view(CustomerData.of(table));
        assertThat(view.size()).isEqualTo(ROWS);
        double[] ages = view.numbers("age");
        assertThat(Arrays.stream(ages).filter(Double::isNaN).count()).isEqualTo(ROWS / 10);
        assertThat(ages[40]).isEqualTo(41);
        assertThat(view.categories("plan").levels()).hasSize(3);
        assertThat(view.instants("since")[0])
                .isEqualTo(Instant.parse("2026-01-01T12:00:00Z").toEpochMilli());
    }

    @Test
    void eventsMayBeProductsAndLackCustomers() {
        DataLayout layout = LAYOUT.withStream(LAYOUT.stream("buys")
                .withKeys("customer", "bought")
                .withProduct("value", "quantity", "price")
                .withoutCustomer(StreamLayout.WithoutCustomer.SKIP));
        TransactionFile.Result result = JdbcEvents.read(SOURCE, "select * from buy", layout, "buys", CONTEXT);
        assertThat(result.rows()).isEqualTo(5001);
        assertThat(result.withoutCustomer()).isEqualTo(1);
        assertThat(result.events().customerCount()).isEqualTo(500);
        assertThat(view(CustomerData.ofEvents(result.events())).events("buys").amount(0, 0))
                .isEqualTo(2.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select id, 'SECRET' as years, plan, vip, since from customer|years|a number was expected",
                "select id, cast('NaN' as double) as years, plan, vip, since from customer|years|finite",
                "select id, years, plan, 'SECRET' as vip, since from customer|vip|truth value",
                "select id, years, plan, vip, 'SECRET' as since from customer|since|date or timestamp",
                "select null as id, years, plan, vip, since from customer|id|an id was expected",
                "select id, plan, vip, since from customer|years|no such column",
                "select id, years, years, plan, vip, since from customer|YEARS|two columns",
            })
    void whatDoesNotFitIsNamedByColumn(String query, String column, String message) {
        assertThatThrownBy(() -> JdbcCustomers.read(SOURCE, query, LAYOUT, CONTEXT))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.column()).contains(column))
                .hasMessageContaining(message)
                .message()
                .doesNotContain("SECRET");
    }

    @Test
    void aDuplicateIdIsRefusedWithItsRow() {
        assertThatThrownBy(() -> JdbcCustomers.read(
                        SOURCE,
                        "(select * from customer limit 3) union all (select * from customer limit 1)",
                        LAYOUT,
                        CONTEXT))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.row()).hasValue(4));
    }

    @Test
    void aRefusedQueryIsOneErrorOfThisLibrary() {
        assertThatThrownBy(() -> JdbcCustomers.read(SOURCE, "select * from nowhere", LAYOUT, CONTEXT))
                .isInstanceOf(SegmentationException.class)
                .hasMessageContaining("SQL state");
    }

    @Test
    void readingStopsBetweenRowsWhenCancelled() throws SQLException {
        Cancellation cancellation = Cancellation.create();
        RunContext context = CONTEXT.withCancellation(cancellation).withListener(progress -> {
            if (progress.done() > 0) {
                cancellation.cancel();
            }
        });
        try (Statement statement = open.createStatement();
                ResultSet results = statement.executeQuery("select * from customer")) {
            assertThatThrownBy(() -> JdbcCustomers.read(results, LAYOUT, context))
                    .isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void aQueryThatWaitsForItsDatabaseIsCancelled() throws Exception {
        Cancellation cancellation = Cancellation.create();
        CountDownLatch started = new CountDownLatch(1);
        String endless = "select 'c' as id, sum(cast(a.x * b.x as double)) as years, 'p' as plan, true as vip,"
                + " current_timestamp as since from system_range(1, 1000000) a, system_range(1, 1000000) b";
        Throwable[] caught = new Throwable[1];
        Thread reader = new Thread(() -> {
            started.countDown();
            try {
                JdbcCustomers.read(SOURCE, endless, LAYOUT, CONTEXT.withCancellation(cancellation));
            } catch (CancelledException e) {
                caught[0] = e;
            }
        });
        reader.start();
        started.await();
        cancellation.cancel();
        reader.join(20_000);
        assertThat(reader.isAlive()).isFalse();
        assertThat(caught[0]).isInstanceOf(CancelledException.class);
    }
}
