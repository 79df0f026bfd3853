package io.github.segmentation4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Period;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {

    @Test
    void inventoryIsATableOfEveryField() {
        Schema schema = Schema.builder()
                .id("customer")
                .number("tenure")
                .unit("months")
                .source("CRM")
                .allow(Purpose.PERSONALISATION, Purpose.MARKETING)
                .retain(Period.ofYears(2))
                .category("origin")
                .protectedAttribute()
                .specialCategory(SpecialCategory.RACIAL_OR_ETHNIC_ORIGIN)
                .flag("consent")
                .consentFor(Purpose.PERSONALISATION)
                .events("purchases")
                .amount("value", "EUR")
                .label("department")
                .allow(Purpose.PERSONALISATION)
                .build();
        assertThat(schema.inventory().lines().map(String::strip).map(line -> line.replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "field | type | role | unit | sensitivity | source | purposes | retention",
                        "-------------------- | -------- | ---------- | ------ | "
                                + "------------------------------------------ | ---------- | "
                                + "-------------------------- | -------------------",
                        "customer | TEXT | IDENTIFIER | IDENTIFYING",
                        "tenure | NUMBER | FEATURE | months | PERSONAL | CRM | PERSONALISATION, MARKETING | P2Y from"
                                + " COLLECTION",
                        "origin | CATEGORY | PROTECTED | SPECIAL_CATEGORY (RACIAL_OR_ETHNIC_ORIGIN) | not stated |"
                                + " BIAS_MONITORING | not stated",
                        "consent | BOOLEAN | CONSENT | PERSONAL | not stated | PERSONALISATION | not stated",
                        "purchases | EVENTS | FEATURE | PERSONAL | not stated | PERSONALISATION | not stated",
                        "purchases.value | NUMBER | FEATURE | EUR | PERSONAL | not stated | PERSONALISATION | not"
                                + " stated",
                        "purchases.department | CATEGORY | FEATURE | PERSONAL | not stated | PERSONALISATION | not"
                                + " stated");
    }

    private static Arguments refused(String because, UnaryOperator<Schema.Builder> declaration) {
        return Arguments.of(because, declaration);
    }

    static Stream<Arguments> declarationsThatMakeNoSense() {
        return Stream.of(
                refused("needs an id", schema -> schema),
                refused("allows no purpose", schema -> schema.id("c").number("age")),
                refused(
                        "allows no purpose",
                        schema -> schema.id("c").flag("yes").consentFor()),
                refused(
                        "has the name of the id",
                        schema -> schema.id("c").number("c").allow(Purpose.MARKETING)),
                refused("declared twice", schema -> schema.id("c").number("a").category("a")),
                refused("declared twice", schema -> schema.id("c").number("a").events("a")),
                refused("needs a field", schema -> schema.id("c").allow(Purpose.MARKETING)),
                refused("needs a field", schema -> schema.source("CRM")),
                refused("belongs to a NUMBER", schema -> schema.category("a").range(0, 1)),
                refused("belongs to a NUMBER", schema -> schema.flag("a").unit("EUR")),
                refused("belongs to a NUMBER", schema -> schema.text("a").bands(1)),
                refused("belongs to a CATEGORY", schema -> schema.number("a").values("x")),
                refused("belongs to a BOOLEAN", schema -> schema.category("a").consentFor(Purpose.MARKETING)),
                refused("belongs to events", schema -> schema.number("a").amount("value")),
                refused("belongs to events", schema -> schema.number("a").label("value")),
                refused(
                        "does not belong to events",
                        schema -> schema.events("a").protectedAttribute()),
                refused(
                        "does not belong to events",
                        schema -> schema.events("a").range(0, 1)),
                refused(
                        "'value' twice",
                        schema -> schema.events("a").amount("value").label("value")),
                refused("minimum <= maximum", schema -> schema.number("a").range(2, 1)),
                refused("minimum <= maximum", schema -> schema.number("a").range(Double.NaN, 1)),
                refused("ascending", schema -> schema.number("a").bands()),
                refused("ascending", schema -> schema.number("a").bands(2, 2)),
                refused("ascending", schema -> schema.number("a").bands(1, Double.POSITIVE_INFINITY)),
                refused(
                        "not protected",
                        schema -> schema.id("c").number("a").bands(3).allow(Purpose.MARKETING)),
                refused("not blank", schema -> schema.number(" ")),
                refused("not blank", schema -> schema.id("")),
                refused("not blank", schema -> schema.events("a").amount(" ")),
                refused(
                        "PROTECTED already",
                        schema -> schema.flag("a").protectedAttribute().consentFor(Purpose.MARKETING)),
                refused(
                        "CONSENT already",
                        schema -> schema.flag("a").consentFor(Purpose.MARKETING).protectedAttribute()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("declarationsThatMakeNoSense")
    void nonsenseIsRefusedWithTheReason(String because, UnaryOperator<Schema.Builder> declaration) {
        assertThatThrownBy(() -> declaration.apply(Schema.builder()).build())
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
                .hasMessageContaining(because);
    }

    /** An id given later ends the field, so that no setter can reach it by mistake. */
    @Test
    void secondIdReplacesTheFirst() {
        Schema schema = Schema.builder().id("a").id("b").build();
        assertThat(schema.id()).isEqualTo("b");
    }

    @Test
    void specialCategoriesAreTheMostSensitive() {
        Schema schema = Schema.builder()
                .id("c")
                .category("health")
                .specialCategory(SpecialCategory.HEALTH)
                .sensitivity(Sensitivity.PERSONAL)
                .allow(Purpose.MARKETING)
                .build();
        assertThat(schema.attribute("health").sensitivity()).isEqualTo(Sensitivity.SPECIAL_CATEGORY);
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() {
        Schema schema = Schema.builder()
                .id("c")
                .number("tenure")
                .allow(Purpose.MARKETING)
                .events("visits")
                .allow(Purpose.MARKETING)
                .build();
        assertThatThrownBy(() -> schema.attribute("age"))
                .hasMessageContaining("'age'")
                .hasMessageContaining("tenure");
        assertThatThrownBy(() -> schema.indexOf("age")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> schema.stream("buys")).hasMessageContaining("visits");
        assertThat(schema.findAttribute("age")).isEmpty();
    }
}
