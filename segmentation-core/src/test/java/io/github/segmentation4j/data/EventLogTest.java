package io.github.segmentation4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogTest {
    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .events("purchases")
            .amount("value", "EUR")
            .label("department")
            .allow(Purpose.PERSONALISATION)
            .events("visits")
            .allow(Purpose.PERSONALISATION)
            .build();

    private static CustomerEvents open(CustomerData data, String stream) {
        return data.open(
                        Purpose.PERSONALISATION,
                        Admission.everyone(LawfulBasis.CONTRACT, "a test"),
                        RunContext.seeded(1))
                .events(stream);
    }

    private static CustomerTable customers(String... ids) {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        for (String id : ids) {
            table.add(id);
        }
        return table.build();
    }

    /** What each customer did in the order the log tells it. */
    private static List<List<String>> told(CustomerEvents events) {
        List<List<String>> all = new ArrayList<>();
        for (int customer = 0; customer < events.customerCount(); customer++) {
            List<String> own = new ArrayList<>();
            for (int e = events.start(customer); e < events.end(customer); e++) {
                int label = events.label(0, e);
                own.add(events.epochMilli(e) + " " + events.amount(0, e) + " "
                        + (label < 0 ? "-" : events.levels(0).get(label)));
            }
            all.add(own);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderOfInsertionDoesNotMatterForDifferentTimes(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int n = 300;
        int[] order = IntStream.range(0, n).toArray();
        List<List<String>> sorted = told(open(shuffled(order), "purchases"));
        random.shuffle(order);
        assertThat(told(open(shuffled(order), "purchases"))).isEqualTo(sorted);
        assertThat(sorted).allSatisfy(own -> assertThat(own).hasSize(100));
    }

    private static CustomerData shuffled(int[] order) {
        EventLog.Builder log = EventLog.builder(SCHEMA, "purchases");
        for (int e : order) {
            log.add("c" + e % 3, Instant.ofEpochMilli(1000 + e)).set("value", e);
            if (e % 5 > 0) {
                log.set("department", "d" + e % 4);
            }
        }
        return CustomerData.of(customers("c0", "c1", "c2"), log.build());
    }

    @Test
    void eventsOfOneMomentKeepTheirOrder() {
        EventLog.Builder log = EventLog.builder(SCHEMA, "purchases");
        for (int e = 0; e < 50; e++) {
            log.add("a", Instant.ofEpochMilli(e % 2 == 0 ? 2000 : 1000)).set("value", e);
        }
        CustomerEvents events = open(CustomerData.of(customers("a"), log.build()), "purchases");
        assertThat(IntStream.range(0, 50).mapToDouble(e -> events.amount(0, e)))
                .containsExactlyElementsOf(IntStream.concat(
                                IntStream.range(0, 25).map(e -> 2 * e + 1),
                                IntStream.range(0, 25).map(e -> 2 * e))
                        .mapToObj(e -> (double) e)
                        .toList());
    }

    @Test
    void eventsOfNobodyInTheTableAreCounted() {
        EventLog log = EventLog.builder(SCHEMA, "purchases")
                .add("a", Instant.EPOCH)
                .add("x", Instant.EPOCH)
                .add("x", Instant.EPOCH)
                .build();
        CustomerData data = CustomerData.of(customers("a", "b"), log);
        assertThat(data.unmatchedEvents()).isEqualTo(2);
        assertThat(open(data, "purchases").size()).isEqualTo(1);
        assertThat(open(data, "purchases").start(1))
                .isEqualTo(open(data, "purchases").end(1));
        assertThat(open(data, "visits").size()).isZero();
    }

    @Test
    void customersCanComeFromTheirEventsAlone() {
        EventLog purchases = EventLog.builder(SCHEMA, "purchases")
                .add("b", Instant.EPOCH)
                .add("a", Instant.EPOCH)
                .add("b", Instant.EPOCH)
                .build();
        EventLog visits =
                EventLog.builder(SCHEMA, "visits").add("c", Instant.EPOCH).build();
        CustomerData data = CustomerData.ofEvents(purchases, visits);
        assertThat(data.size()).isEqualTo(3);
        assertThat(data.unmatchedEvents()).isZero();
        CustomerEvents events = open(data, "purchases");
        assertThat(IntStream.range(0, 3).map(c -> events.end(c) - events.start(c)))
                .containsExactly(2, 1, 0);
    }

    @Test
    void missingAmountsAndLabelsAreToldApartFromValues() {
        EventLog log = EventLog.builder(SCHEMA, "purchases")
                .add("a", Instant.EPOCH)
                .add("a", Instant.EPOCH)
                .set("value", 0)
                .set("department", "")
                .build();
        CustomerEvents events = open(CustomerData.ofEvents(log), "purchases");
        assertThat(events.amount(0, 0)).isNaN();
        assertThat(events.label(0, 0)).isEqualTo(CustomerEvents.MISSING_LABEL);
        assertThat(events.amount(0, 1)).isZero();
        assertThat(events.levels(0).get(events.label(0, 1))).isEmpty();
    }

    @Test
    void nonsenseIsRefusedWithRowAndColumn() {
        EventLog.Builder log = EventLog.builder(SCHEMA, "purchases").add("a", Instant.EPOCH);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> log.set("value", Double.NaN))
                .satisfies(error -> {
                    assertThat(error.row()).hasValue(1);
                    assertThat(error.column()).hasValue("value");
                });
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> log.add(" ", Instant.EPOCH))
                .satisfies(error -> assertThat(error.row()).hasValue(2));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> log.add("b", Instant.MAX))
                .satisfies(error -> assertThat(error.row()).hasValue(2));
        assertThatThrownBy(() -> log.set("price", 1)).hasMessageContaining("[value]");
        assertThatThrownBy(() -> log.set("shelf", "x")).hasMessageContaining("[department]");
        assertThatThrownBy(() -> EventLog.builder(SCHEMA, "returns")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventLog.builder(SCHEMA, "visits").set("value", 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(log.build().customerCount()).isEqualTo(1);
        assertThatThrownBy(() -> log.add("b", Instant.EPOCH)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void dataAreOfOneSchemaAndEachStreamComesOnce() {
        EventLog log = EventLog.builder(SCHEMA, "visits").build();
        assertThatThrownBy(() -> CustomerData.of(customers("a"), log, log)).hasMessageContaining("came twice");
        Schema other = Schema.builder().id("customer").build();
        assertThatThrownBy(() -> CustomerData.of(CustomerTable.builder(other).build(), log))
                .hasMessageContaining("another schema object");
    }

    @Test
    void aLogOfNothingIsALog() {
        CustomerData data = CustomerData.of(
                customers("a"), EventLog.builder(SCHEMA, "purchases").build());
        assertThat(open(data, "purchases").size()).isZero();
        assertThat(data.observedUntil()).isEmpty();
    }
}
