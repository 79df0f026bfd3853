package io.github.segmentation4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.run.RunContext;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DataProfileTest {
    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .number("spend")
            .range(0, 1000)
            .allow(Purpose.PERSONALISATION)
            .category("plan")
            .values("single", "family")
            .allow(Purpose.PERSONALISATION)
            .flag("newsletter")
            .allow(Purpose.PERSONALISATION)
            .instant("joined")
            .allow(Purpose.PERSONALISATION)
            .text("note")
            .allow(Purpose.PERSONALISATION)
            .number("risk")
            .allow(Purpose.FRAUD_PREVENTION)
            .category("sex")
            .protectedAttribute()
            .events("purchases")
            .amount("value")
            .allow(Purpose.PERSONALISATION)
            .events("chargebacks")
            .allow(Purpose.FRAUD_PREVENTION)
            .build();

    private static DataProfile profile(CustomerTable.Builder table, EventLog... logs) {
        return DataProfile.of(
                CustomerData.of(table.build(), logs)
                        .open(
                                Purpose.PERSONALISATION,
                                Admission.everyone(LawfulBasis.CONTRACT, "a test"),
                                RunContext.seeded(1)),
                RunContext.seeded(1));
    }

    private static CustomerTable.Builder table() {
        return CustomerTable.builder(SCHEMA, CustomerTable.DuplicateIds.KEEP_FIRST);
    }

    /** 0 to 400 once each: quantiles of numpy.quantile and sd of numpy.std(ddof=1), 115.90297666583038. */
    @Test
    void numbersAreDescribedByTheirDistribution() {
        CustomerTable.Builder table = table();
        for (int i = 400; i >= 0; i--) {
            table.add("c" + i).set("spend", i);
        }
        AttributeProfile spend = profile(table.add("missing")).attribute("spend");
        assertThat(spend.known()).isEqualTo(401);
        assertThat(spend.missing()).isEqualTo(1);
        assertThat(spend.distinct()).hasValue(401);
        assertThat(spend.distribution()).hasValueSatisfying(distribution -> {
            assertThat(distribution.mean()).isCloseTo(200, within(1e-9));
            assertThat(distribution.deviation()).isCloseTo(115.90297666583038, within(1e-9));
            assertThat(distribution.lowerQuartile()).isEqualTo(100);
            assertThat(distribution.median()).isEqualTo(200);
            assertThat(distribution.upperQuartile()).isEqualTo(300);
            assertThat(distribution.tails()).hasValue(new AttributeProfile.Tails(20, 380));
            assertThat(distribution.outliers()).hasValue(0);
        });
    }

    @Test
    void impossibleValuesAndOutliersAreCounted() {
        CustomerTable.Builder table = table();
        for (int i = 0; i < 100; i++) {
            table.add("c" + i).set("spend", 500 + i % 4).set("plan", i < 7 ? "other" : "single");
        }
        table.add("x").set("spend", -1).add("y").set("spend", 1001).add("z").set("spend", 1000);
        DataProfile profile = profile(table);
        assertThat(profile.attribute("spend").impossible()).isEqualTo(2);
        assertThat(profile.attribute("spend").distribution().orElseThrow().outliers())
                .hasValue(3);
        assertThat(profile.attribute("plan").impossible()).isEqualTo(7);
    }

    @Test
    void rareLevelsAndFewValuesStayUntold() {
        CustomerTable.Builder table = table();
        for (int i = 0; i < 60; i++) {
            table.add("c" + i).set("plan", i < 20 ? "single" : i < 41 ? "family" : "p" + i);
            table.set("newsletter", i < 59);
            if (i < 19) {
                table.set("spend", i);
            }
        }
        DataProfile profile = profile(table);
        AttributeProfile plan = profile.attribute("plan");
        assertThat(plan.levels())
                .containsExactly(
                        new AttributeProfile.LevelCount("family", 21), new AttributeProfile.LevelCount("single", 20));
        assertThat(plan.others()).isEqualTo(19);
        assertThat(plan.distinct()).hasValue(21);
        assertThat(profile.attribute("newsletter").levels())
                .containsExactly(new AttributeProfile.LevelCount("true", 59));
        assertThat(profile.attribute("newsletter").distinct()).hasValue(2);
        assertThat(profile.attribute("spend").distribution()).isEmpty();
        assertThat(profile.attribute("spend").distinct()).hasValue(19);
    }

    @Test
    void constantAndEmptyColumnsAreKnownForEveryType() {
        CustomerTable.Builder table = table();
        for (int i = 0; i < 30; i++) {
            table.add("c" + i)
                    .set("spend", i % 2 == 0 ? 0.0 : -0.0)
                    .set("plan", "single")
                    .set("newsletter", true)
                    .set("joined", Instant.EPOCH)
                    .set("note", "same");
        }
        assertThat(profile(table).attributes()).hasSize(5).allMatch(AttributeProfile::isConstant);
        assertThat(profile(table().add("a")).attributes())
                .hasSize(5)
                .noneMatch(AttributeProfile::isConstant)
                .allMatch(attribute -> attribute.distinct().orElse(-1) == 0);
    }

    @Test
    void textsAreComparedButNotKept() {
        DataProfile profile = profile(
                table().add("a").set("note", "x").add("b").set("note", "y").add("c"));
        AttributeProfile note = profile.attribute("note");
        assertThat(note.known()).isEqualTo(2);
        assertThat(note.distinct()).isEmpty();
        assertThat(note.isConstant()).isFalse();
        assertThat(note.levels()).isEmpty();
    }

    @Test
    void equalQuartilesHaveNoFences() {
        CustomerTable.Builder table = table();
        for (int i = 0; i < 100; i++) {
            table.add("c" + i).set("spend", i < 90 ? 0 : 900);
        }
        assertThat(profile(table)
                        .attribute("spend")
                        .distribution()
                        .orElseThrow()
                        .outliers())
                .isEmpty();
    }

    @Test
    void hugeNumbersDoNotOverflow() {
        CustomerTable.Builder table = table();
        for (int i = 0; i < 100; i++) {
            table.add("c" + i).set("spend", i % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE);
        }
        AttributeProfile.Distribution spend =
                profile(table).attribute("spend").distribution().orElseThrow();
        assertThat(spend.mean()).isFinite();
        assertThat(spend.deviation()).isFinite();
    }

    @Test
    void eventsAreCountedByWhatIsWrongWithThem() {
        CustomerTable.Builder table = table().add("a").add("b").add("a");
        EventLog purchases = EventLog.builder(SCHEMA, "purchases")
                .add("a", Instant.EPOCH)
                .set("value", 1)
                .add("a", Instant.EPOCH)
                .set("value", -1)
                .add("a", Instant.EPOCH)
                .add("stranger", Instant.EPOCH)
                .build();
        EventLog chargebacks =
                EventLog.builder(SCHEMA, "chargebacks").add("b", Instant.EPOCH).build();
        DataProfile profile = profile(table, purchases, chargebacks);
        assertThat(profile.customers()).isEqualTo(2);
        assertThat(profile.droppedDuplicates()).isEqualTo(1);
        assertThat(profile.unmatchedEvents()).isEqualTo(1);
        assertThat(profile.matchedEvents()).isEqualTo(4);
        assertThat(profile.streams()).singleElement().satisfies(stream -> {
            assertThat(stream.events()).isEqualTo(3);
            assertThat(stream.customersWithout()).isEqualTo(1);
            assertThat(stream.amounts()).containsExactly(new StreamProfile.AmountProfile("value", 1, 1));
        });
    }

    @Test
    void onlyPermittedFieldsAreProfiled() {
        DataProfile profile = profile(table().add("a"));
        assertThat(profile.attributes())
                .extracting(attribute -> attribute.attribute().name())
                .containsExactly("spend", "plan", "newsletter", "joined", "note");
        assertThatThrownBy(() -> profile.attribute("risk")).isInstanceOf(IllegalArgumentException.class);
        assertThat(DataProfile.of(
                                CustomerData.of(table().build())
                                        .open(Purpose.MARKETING, Admission.byConsent(), RunContext.seeded(1)),
                                RunContext.seeded(1))
                        .attributes())
                .isEmpty();
    }
}
