package io.github.segmentation4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerTableTest {
    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .number("spend")
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
            .build();

    private static PurposeBoundView open(CustomerTable table) {
        return CustomerData.of(table)
                .open(
                        Purpose.PERSONALISATION,
                        Admission.everyone(LawfulBasis.CONTRACT, "a test"),
                        RunContext.seeded(1));
    }

    @Test
    void everyTypeComesOutAsItWentIn() {
        Instant joined = Instant.parse("1969-12-31T23:59:59.999Z");
        PurposeBoundView view = open(CustomerTable.builder(SCHEMA)
                .add("a")
                .set("spend", -0.5)
                .set("plan", "family")
                .set("newsletter", false)
                .set("joined", joined)
                .set("note", "größer 顧客 😀")
                .add("b")
                .add("c")
                .set("plan", "other")
                .set("newsletter", true)
                .set("note", "")
                .build());
        assertThat(view.numbers("spend")).containsExactly(-0.5, Double.NaN, Double.NaN);
        assertThat(view.categories("plan").levels()).containsExactly("single", "family", "other");
        assertThat(view.categories("plan").codes()).containsExactly(1, -1, 2);
        assertThat(view.numbers("newsletter")).containsExactly(0, Double.NaN, 1);
        assertThat(view.instants("joined"))
                .containsExactly(-1, PurposeBoundView.MISSING_INSTANT, PurposeBoundView.MISSING_INSTANT);
        assertThat(view.text("note", 0)).hasValue("größer 顧客 😀");
        assertThat(view.text("note", 1)).isEmpty();
        assertThat(view.text("note", 2)).hasValue("");
        assertThat(view.id(2)).isEqualTo("c");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersThatAreNoneAreRefusedWithRowAndColumn(double value) {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA).add("a").add("b");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> table.set("spend", value))
                .satisfies(error -> {
                    assertThat(error.row()).hasValue(2);
                    assertThat(error.column()).hasValue("spend");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void blankIdsAreRefusedAndValuesAfterThemReachNobody(String id) {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA).add("a").set("spend", 1);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> table.add(id))
                .satisfies(error -> {
                    assertThat(error.row()).hasValue(2);
                    assertThat(error.column()).hasValue("customer");
                });
        table.set("spend", 2).set("note", "other");
        PurposeBoundView view = open(table.build());
        assertThat(view.numbers("spend")).containsExactly(1);
        assertThat(view.text("note", 0)).isEmpty();
    }

    @Test
    void duplicateIdsAreRefusedWithoutTheId() {
        CustomerTable.Builder table =
                CustomerTable.builder(SCHEMA).add("secret").add("b").add("c");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> table.add("secret"))
                .satisfies(error -> {
                    assertThat(error.row()).hasValue(4);
                    assertThat(error.getMessage()).contains("row 1").doesNotContain("secret");
                });
    }

    @Test
    void laterDuplicatesAreDroppedAndCountedWhereTheFirstIsKept() {
        CustomerTable table = CustomerTable.builder(SCHEMA, CustomerTable.DuplicateIds.KEEP_FIRST)
                .add("a")
                .set("spend", 1)
                .add("b")
                .set("spend", 2)
                .add("a")
                .set("spend", 3)
                .set("plan", "never seen")
                .add("a")
                .add("c")
                .set("spend", 4)
                .build();
        assertThat(table.size()).isEqualTo(3);
        assertThat(table.droppedDuplicates()).isEqualTo(2);
        assertThat(open(table).numbers("spend")).containsExactly(1, 2, 4);
        assertThat(open(table).categories("plan").levels()).doesNotContain("never seen");
    }

    @Test
    void wrongTypesAreRefusedWithRowAndColumn() {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA).add("a");
        for (Runnable wrong : new Runnable[] {
            () -> table.set("spend", "1"),
            () -> table.set("spend", true),
            () -> table.set("plan", 1),
            () -> table.set("newsletter", "yes"),
            () -> table.set("joined", 0),
            () -> table.set("note", Instant.EPOCH)
        }) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(wrong::run)
                    .satisfies(error -> {
                        assertThat(error.row()).hasValue(1);
                        assertThat(error.column()).isPresent();
                        assertThat(error.getMessage()).contains("the schema declares a");
                    });
        }
        assertThatThrownBy(() -> table.set("age", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void momentsBeyondTheCalendarAreRefused() {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA).add("a");
        for (Instant moment : new Instant[] {Instant.MIN, Instant.MAX, Instant.ofEpochMilli(Long.MIN_VALUE)}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> table.set("joined", moment))
                    .satisfies(error -> assertThat(error.column()).hasValue("joined"));
        }
    }

    @Test
    void valuesNeedACustomerAndABuiltTableNeverChanges() {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        assertThatThrownBy(() -> table.set("spend", 1)).isInstanceOf(IllegalStateException.class);
        CustomerTable built = table.add("a").set("spend", 1).build();
        assertThatThrownBy(() -> table.set("spend", 2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> table.add("b")).isInstanceOf(IllegalStateException.class);
        assertThat(open(built).numbers("spend")).containsExactly(1);
    }

    /** Numbers live in pages of 4,096 rows, texts in pages of 16,384: the edges of both are crossed. */
    @Test
    void seventyThousandCustomersKeepTheirValuesAcrossPages() {
        int n = 70_000;
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        for (int i = 0; i < n; i++) {
            table.add("c" + i);
            if (i % 3 != 0) {
                table.set("spend", i).set("plan", "p" + i % 7).set("newsletter", i % 2 == 0);
                table.set("joined", Instant.ofEpochMilli(i)).set("note", "n" + i);
            }
        }
        PurposeBoundView view = open(table.build());
        double[] spend = view.numbers("spend");
        double[] newsletter = view.numbers("newsletter");
        long[] joined = view.instants("joined");
        Categories plan = view.categories("plan");
        for (int i = 0; i < n; i++) {
            boolean missing = i % 3 == 0;
            assertThat(Double.compare(spend[i], missing ? Double.NaN : i)).isZero();
            assertThat(Double.compare(newsletter[i], missing ? Double.NaN : 1 - i % 2))
                    .isZero();
            assertThat(joined[i]).isEqualTo(missing ? PurposeBoundView.MISSING_INSTANT : i);
            assertThat(plan.code(i) < 0).isEqualTo(missing);
            assertThat(missing || plan.levels().get(plan.code(i)).equals("p" + i % 7))
                    .isTrue();
            assertThat(view.text("note", i).orElse("-")).isEqualTo(missing ? "-" : "n" + i);
        }
    }

    @Test
    void anEmptyTableIsATable() {
        assertThat(open(CustomerTable.builder(SCHEMA).build()).size()).isZero();
    }
}
