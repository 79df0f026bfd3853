package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.DataQuality.Concern;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.EventLog;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.data.ShopSimulation;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Drafts;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DataQualityTest {
    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .number("spend")
            .range(0, 1e6)
            .allow(Purpose.PERSONALISATION)
            .category("plan")
            .values("single", "family")
            .allow(Purpose.PERSONALISATION)
            .events("purchases")
            .amount("value")
            .allow(Purpose.PERSONALISATION)
            .build();

    /** Customers without a fault, then made faulty one by one; each has one purchase, made faulty as a whole. */
    private static CheckResult check(
            DataQuality check,
            int customers,
            BiConsumer<CustomerTable.Builder, Integer> fault,
            Consumer<EventLog.Builder> eventFault) {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA, CustomerTable.DuplicateIds.KEEP_FIRST);
        EventLog.Builder log = EventLog.builder(SCHEMA, "purchases");
        for (int i = 0; i < customers; i++) {
            table.add("c" + i).set("spend", 100 + i % 50).set("plan", i % 2 == 0 ? "single" : "family");
            fault.accept(table, i);
            log.add("c" + i, Instant.EPOCH).set("value", 10);
        }
        eventFault.accept(log);
        CustomerData data = CustomerData.of(table.build(), log.build());
        return Drafts.check(check, data, 1, new int[data.size()]);
    }

    private static CheckResult withFault(BiConsumer<CustomerTable.Builder, Integer> fault) {
        return check(DataQuality.withDefaults(), 1000, fault, log -> {});
    }

    private static Finding only(CheckResult result, String key) {
        assertThat(result.findings()).extracting(Finding::key).containsExactly(key);
        return result.findings().get(0);
    }

    private static void sound(CustomerTable.Builder unused, int customer) {}

    @Test
    void soundDataPassWithATable() {
        CheckResult result = withFault(DataQualityTest::sound);
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.exhibits())
                .singleElement()
                .isInstanceOfSatisfying(
                        Exhibit.Table.class, table -> assertThat(table.rows()).hasSize(2));
    }

    @Test
    void fewCustomersWarnAndVeryFewBlock() {
        CheckResult few = check(DataQuality.withDefaults(), 99, DataQualityTest::sound, log -> {});
        assertThat(only(few, "data.few-customers").verdict()).isEqualTo(Verdict.WARN);
        assertThat(few.findings().get(0).expected()).hasValue(100);
        assertThat(few.findings().get(0).actual()).hasValue(99);
        CheckResult veryFew = check(DataQuality.withDefaults(), 19, DataQualityTest::sound, log -> {});
        assertThat(veryFew.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(veryFew.findings().get(0).actual()).isEmpty();
        assertThat(check(DataQuality.withDefaults().withCustomersAtLeast(0, 0), 19, DataQualityTest::sound, log -> {})
                        .findings())
                .extracting(Finding::key)
                .doesNotContain("data.few-customers");
    }

    @Test
    void gapsWarnAboveTheirLimitAndBlockWhereAsked() {
        CheckResult result = missing(DataQuality.withDefaults());
        Finding finding = only(result, "data.missing");
        assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
        assertThat(finding.attribute()).hasValue("spend");
        assertThat(finding.expected()).hasValue(0.4);
        assertThat(finding.actual()).hasValue(0.5);
        assertThat(finding.message()).contains("50.0 %");
        assertThat(missing(DataQuality.withDefaults().withMissingAtMost(0.1, 0.4))
                        .verdict())
                .isEqualTo(Verdict.BLOCK);
        assertThat(missing(DataQuality.withDefaults().withMissingAtMost(0.5, 0.5))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    private static CheckResult missing(DataQuality check) {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        EventLog.Builder log = EventLog.builder(SCHEMA, "purchases");
        for (int i = 0; i < 1000; i++) {
            table.add("c" + i).set("plan", i % 3 == 0 ? "single" : "family");
            if (i % 2 == 0) {
                table.set("spend", 100 + i % 50);
            }
            log.add("c" + i, Instant.EPOCH).set("value", 1);
        }
        return Drafts.check(check, CustomerData.of(table.build(), log.build()), 1, new int[1000]);
    }

    @Test
    void columnsThatTellNobodyApartWarn() {
        assertThat(only(withFault((table, i) -> table.set("spend", 5)), "data.constant")
                        .attribute())
                .hasValue("spend");
        assertThat(only(withFault((table, i) -> table.set("plan", "single")), "data.constant")
                        .attribute())
                .hasValue("plan");
    }

    @Test
    void aCategoryOfNearlyOneClassWarns() {
        Finding finding = only(
                check(
                        DataQuality.withDefaults(),
                        4000,
                        (table, i) -> table.set("plan", i < 40 ? "family" : "single"),
                        log -> {}),
                "data.dominant-class");
        assertThat(finding.actual()).hasValue(0.99);
        assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void impossibleValuesWarnAndBlockAboveAShare() {
        Finding some = only(withFault((table, i) -> table.set("spend", i < 30 ? -1 : 100 + i % 50)), "data.impossible");
        assertThat(some.verdict()).isEqualTo(Verdict.WARN);
        assertThat(some.actual()).hasValue(0.03);
        CheckResult many =
                withFault((table, i) -> table.set("plan", i < 60 ? "other" : i % 2 == 0 ? "single" : "family"));
        assertThat(only(many, "data.impossible").verdict()).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void aFewPersonsAreNotCounted() {
        Finding few = only(withFault((table, i) -> table.set("spend", i < 3 ? -1 : 100 + i % 50)), "data.impossible");
        assertThat(few.message()).contains("a few (under 20)").doesNotContain("0.3 %");
        assertThat(few.actual()).isEmpty();
    }

    @Test
    void outliersWarn() {
        Finding finding =
                only(withFault((table, i) -> table.set("spend", i % 10 == 0 ? 9e5 : 100 + i % 50)), "data.outliers");
        assertThat(finding.actual()).hasValue(0.1);
    }

    @Test
    void duplicatesWarnAndBlockAboveAShare() {
        Finding some = only(
                withFault((table, i) -> {
                    if (i < 50) {
                        table.add("c0");
                    }
                }),
                "data.duplicates");
        assertThat(some.verdict()).isEqualTo(Verdict.WARN);
        assertThat(some.actual()).hasValue(50.0 / 1050);
        CheckResult many = withFault((table, i) -> {
            if (i < 200) {
                table.add("c0");
            }
        });
        assertThat(only(many, "data.duplicates").verdict()).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void eventsOfNobodyWarnAndBlockAboveAShare() {
        Finding some = only(
                check(DataQuality.withDefaults(), 1000, DataQualityTest::sound, strangers(100)),
                "data.unmatched-events");
        assertThat(some.verdict()).isEqualTo(Verdict.WARN);
        assertThat(some.actual()).hasValue(100.0 / 1100);
        assertThat(check(DataQuality.withDefaults(), 1000, DataQualityTest::sound, strangers(1100))
                        .verdict())
                .isEqualTo(Verdict.BLOCK);
    }

    private static Consumer<EventLog.Builder> strangers(int events) {
        return log -> {
            for (int i = 0; i < events; i++) {
                log.add("nobody" + i, Instant.EPOCH).set("value", 1);
            }
        };
    }

    @Test
    void missingAndNegativeAmountsWarn() {
        CheckResult result = check(DataQuality.withDefaults(), 1000, DataQualityTest::sound, log -> {
            for (int i = 0; i < 1000; i++) {
                log.add("c" + i, Instant.EPOCH);
                log.add("c" + i, Instant.EPOCH).set("value", -1);
            }
        });
        assertThat(result.findings())
                .extracting(Finding::key)
                .containsExactly("data.missing-amounts", "data.negative-amounts");
        assertThat(result.findings().get(0).actual()).hasValue(1.0 / 3);
        assertThat(result.findings().get(1).actual()).hasValue(0.5);
        assertThat(result.findings().get(1).attribute()).hasValue("purchases.value");
    }

    @Test
    void customersWithoutEventsWarn() {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        EventLog.Builder log = EventLog.builder(SCHEMA, "purchases");
        for (int i = 0; i < 1000; i++) {
            table.add("c" + i).set("plan", i % 2 == 0 ? "single" : "family").set("spend", i % 50);
            if (i < 100) {
                log.add("c" + i, Instant.EPOCH).set("value", 1);
            }
        }
        CheckResult result =
                Drafts.check(DataQuality.withDefaults(), CustomerData.of(table.build(), log.build()), 1, new int[1000]);
        assertThat(only(result, "data.no-events").actual()).hasValue(0.9);
    }

    @Test
    void theSimulatedShopIsNotBlocked() {
        ShopSimulation shop = ShopSimulation.withCustomers(2000);
        CustomerData data = shop.generate(RunContext.seeded(42).withClock(shop.clock()));
        CheckResult result = Drafts.check(DataQuality.withDefaults(), data, 1, new int[2000]);
        assertThat(result.verdict()).isNotEqualTo(Verdict.BLOCK);
    }

    @Test
    void limitsOutOfOrderAreRefused() {
        DataQuality check = DataQuality.withDefaults();
        assertThatThrownBy(() -> check.withLimits(Concern.OUTLIERS, 0.5, 0.4))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check.withMissingAtMost(-0.1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check.withMissingAtMost(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check.withCustomersAtLeast(5, 6)).isInstanceOf(IllegalArgumentException.class);
    }
}
