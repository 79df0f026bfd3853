package io.github.segmentation4j.fairness.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.testing.Drafts;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PressureAndPriceTest {
    private static final ContactPressure PRESSURE = ContactPressure.of("contacts", "in_debt");
    private static final PriceGuard PRICE = PriceGuard.of("price", "cost", "in_debt");

    /** Every fourth of 800 customers is flagged. */
    private static final Categories FLAGS = Categories.of(
            "in_debt",
            List.of("false", "true"),
            IntStream.range(0, 800).map(i -> i % 4 == 0 ? 1 : 0).toArray());

    private static double[] contacts(int flaggedUpTo, int othersUpTo) {
        SeededRandom random = SeededRandom.of(1);
        return IntStream.range(0, 800)
                .mapToDouble(i -> random.nextInt(i % 4 == 0 ? flaggedUpTo : othersUpTo))
                .toArray();
    }

    @Test
    void moreContactsForTheFlaggedBlock() {
        CheckResult result = PRESSURE.judge(contacts(10, 6), List.of(FLAGS));
        assertThat(result.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.key()).isEqualTo("contact-pressure.harm");
            assertThat(finding.attribute()).hasValue("in_debt");
            assertThat(finding.actual().getAsDouble())
                    .isGreaterThan(finding.expected().getAsDouble());
        });
    }

    @Test
    void asManyContactsOrFewerPass() {
        assertThat(PRESSURE.judge(contacts(6, 6), List.of(FLAGS)).findings()).isEmpty();
        assertThat(PRESSURE.judge(contacts(3, 6), List.of(FLAGS)).findings()).isEmpty();
        assertThat(PRESSURE.judge(new double[800], List.of(FLAGS)).findings()).isEmpty();
    }

    @Test
    void aHigherPriceAtEqualCostBlocksEvenIfItFollowsAFixedRule() {
        double[] costs = IntStream.range(0, 800).mapToDouble(i -> i % 40 + 1).toArray();
        double[] prices = IntStream.range(0, 800)
                .mapToDouble(i -> costs[i] * 1.2 + (i % 4 == 0 ? 1 : 0))
                .toArray();
        CheckResult result = PRICE.withCostBands(40).judge(prices, costs, List.of(FLAGS));
        // Costs of a multiple of four steps belong to the flagged alone: there is nobody to compare them with.
        assertThat(result.findings())
                .extracting(finding -> finding.key())
                .containsExactly("price-guard.insufficient-data");
        double[] shared =
                IntStream.range(0, 800).mapToDouble(i -> i / 4 % 10 + 1).toArray();
        double[] higher = IntStream.range(0, 800)
                .mapToDouble(i -> shared[i] * 1.2 + (i % 4 == 0 ? 1 : 0))
                .toArray();
        CheckResult harmed = PRICE.judge(higher, shared, List.of(FLAGS));
        assertThat(harmed.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(harmed.findings().get(0).message()).contains("a difference of 1.000");
    }

    @Test
    void aHigherPriceThatTheCostExplainsPasses() {
        double[] costs = IntStream.range(0, 800)
                .mapToDouble(i -> i % 4 == 0 ? (i / 4 % 3 == 0 ? 1 : 2) : (i % 3 == 0 ? 2 : 1))
                .toArray();
        double[] prices =
                IntStream.range(0, 800).mapToDouble(i -> 10 * costs[i]).toArray();
        // The flagged cost more on average, so they pay more; within a band of cost everybody pays the same.
        assertThat(PRICE.judge(prices, costs, List.of(FLAGS)).findings()).isEmpty();
        assertThat(PRICE.withCostBands(1).judge(prices, costs, List.of(FLAGS)).verdict())
                .isEqualTo(Verdict.BLOCK);
    }

    @Test
    void fewOnASideAreNotJudgedAndNotShown() {
        Categories few = Categories.of(
                "in_debt",
                List.of("false", "true"),
                IntStream.range(0, 800).map(i -> i < 19 ? 1 : 0).toArray());
        CheckResult result = PRESSURE.judge(contacts(6, 6), List.of(few));
        assertThat(Persons.keys(result)).containsExactly("contact-pressure.insufficient-data");
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.exhibits().toString()).contains("not shown");
    }

    @Test
    void whatCannotBeSeenBlocks() {
        assertThat(PRESSURE.judge(new double[800], List.of()).verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(PRICE.judge(new double[800], new double[800], List.of()).verdict())
                .isEqualTo(Verdict.BLOCK);
        Schema schema = Schema.builder()
                .id("customer")
                .number("contacts")
                .allow(Purpose.PERSONALISATION)
                .flag("in_debt")
                .protectedAttribute()
                .build();
        CustomerTable.Builder table = CustomerTable.builder(schema);
        for (int i = 0; i < 800; i++) {
            table.add("c" + i).set("contacts", i % 4 == 0 ? 5 : 1).set("in_debt", i % 4 == 0);
        }
        CustomerData customers = CustomerData.of(table.build());
        assertThat(Persons.keys(Drafts.check(PRESSURE, customers, 1, new int[800])))
                .containsExactly("contact-pressure.harm");
        assertThat(Persons.keys(Drafts.check(PRICE, customers, 1, new int[800])))
                .containsExactly("price-guard.not-assessable", "price-guard.not-assessable");
        assertThat(Persons.keys(Drafts.check(ContactPressure.of("calls", "in_debt"), customers, 1, new int[800])))
                .containsExactly("contact-pressure.not-assessable");
    }

    @Test
    void optionsAndDataAreChecked() {
        assertThatThrownBy(() -> PRICE.withCostBands(0)).hasMessageContaining("at least 1 band");
        assertThatThrownBy(() -> PRICE.judge(new double[2], new double[3], List.of()))
                .hasMessageContaining("2 costs");
        assertThatThrownBy(() -> PRESSURE.judge(new double[] {-1}, List.of()))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> PRICE.judge(Persons.repeat(Double.POSITIVE_INFINITY, 1), new double[1], List.of()))
                .isInstanceOf(InvalidInputException.class);
    }
}
