package io.github.segmentation4j.privacy.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.testing.Drafts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KAnonymityTest {
    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .category("plan")
            .allow(Purpose.PERSONALISATION)
            .category("region")
            .allow(Purpose.PERSONALISATION)
            .flag("newsletter")
            .allow(Purpose.PERSONALISATION)
            .number("tenure")
            .allow(Purpose.PERSONALISATION)
            .category("risk")
            .allow(Purpose.FRAUD_PREVENTION)
            .category("sex")
            .protectedAttribute()
            .build();

    private static CustomerData customers(int count) {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        for (int i = 0; i < count; i++) {
            table.add("c" + i);
        }
        return CustomerData.of(table.build());
    }

    @Test
    void standardIsTwentyAndUnderElevenIsRefused() {
        assertThat(KAnonymity.standard().description()).contains("at least 19 others");
        assertThat(KAnonymity.of(11)).isNotNull();
        assertThatThrownBy(() -> KAnonymity.of(10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 11");
        assertThatThrownBy(() -> KAnonymity.of(20).with("plan", "plan")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void exactlyKPassesAndOneLessBlocks() {
        int[] labels = IntStream.range(0, 40).map(i -> i < 20 ? 0 : 1).toArray();
        assertThat(Drafts.check(KAnonymity.of(20), customers(40), 2, labels).verdict())
                .isEqualTo(Verdict.PASS);
        labels[0] = 1;
        CheckResult blocked = Drafts.check(KAnonymity.of(20), customers(40), 2, labels);
        assertThat(blocked.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(blocked.findings()).extracting(Finding::key).containsExactly("anonymity.below-k");
    }

    @Test
    void customersInNoSegmentAreAClassOfTheirOwn() {
        int[] labels = IntStream.range(0, 50).map(i -> i < 5 ? -1 : 0).toArray();
        assertThat(Drafts.check(KAnonymity.of(11), customers(50), 1, labels).verdict())
                .isEqualTo(Verdict.BLOCK);
    }

    @Test
    void fewCustomersAreNeverCountedInAMessage() {
        int[] labels = IntStream.range(0, 50).map(i -> i < 13 ? 0 : 1).toArray();
        Finding finding = Drafts.check(KAnonymity.of(20), customers(50), 2, labels)
                .findings()
                .get(0);
        assertThat(finding.message()).contains("fewer than 20 customers").doesNotContain("13");
        assertThat(finding.actual()).hasValue(1);
    }

    @Test
    void whatThePurposeDoesNotAllowBlocks() {
        int[] labels = new int[50];
        for (String attribute : List.of("risk", "sex", "tenure", "nonsense")) {
            CheckResult result = Drafts.check(KAnonymity.of(20).with(attribute), customers(50), 1, labels);
            assertThat(result.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.verdict()).isEqualTo(Verdict.BLOCK);
                assertThat(finding.key()).isEqualTo("anonymity.not-assessable");
                assertThat(finding.attribute()).hasValue(attribute);
                assertThat(finding.message()).contains("'" + attribute + "'");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void classesAreThoseOfBruteForce(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int n = 600;
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        int[] labels = new int[n];
        Map<List<Integer>, Integer> expected = new HashMap<>();
        for (int i = 0; i < n; i++) {
            table.add("c" + i);
            int plan = random.nextInt(4) - 1;
            int region = random.nextInt(3) - 1;
            int newsletter = random.nextInt(3) - 1;
            labels[i] = random.nextInt(4) - 1;
            if (plan >= 0) {
                table.set("plan", "p" + plan);
            }
            if (region >= 0) {
                table.set("region", "r" + region);
            }
            if (newsletter >= 0) {
                table.set("newsletter", newsletter == 1);
            }
            expected.merge(List.of(plan, region, newsletter, labels[i]), 1, Integer::sum);
        }
        int k = 11;
        int below = Math.toIntExact(
                expected.values().stream().filter(size -> size < k).count());
        int persons = expected.values().stream()
                .filter(size -> size < k)
                .mapToInt(Integer::intValue)
                .sum();
        CheckResult result = Drafts.check(
                KAnonymity.of(k).with("plan", "region", "newsletter"), CustomerData.of(table.build()), 3, labels);
        assertThat(below).isPositive();
        assertThat(result.findings().get(0).actual()).hasValue(below);
        assertThat(result.findings().get(0).message())
                .contains(below + " of " + expected.size() + " groups")
                .contains(persons + " customers");
        Exhibit.Bars bars = (Exhibit.Bars) result.exhibits().get(0);
        assertThat(bars.bars().get(0)).isEqualTo(new Exhibit.Bar("under 11", Exhibit.Cell.amount(below)));
        assertThat(bars.bars())
                .extracting(bar -> ((Exhibit.Cell.Amount) bar.value()).value())
                .satisfies(values -> assertThat(
                                values.stream().mapToDouble(Double::doubleValue).sum())
                        .isEqualTo(expected.size()));
    }

    @Test
    void manyAttributesWithManyLevelsDoNotOverflow() {
        Schema.Builder wide = Schema.builder().id("customer");
        String[] names = new String[8];
        for (int a = 0; a < names.length; a++) {
            names[a] = "a" + a;
            wide.category(names[a]).allow(Purpose.PERSONALISATION);
        }
        CustomerTable.Builder table = CustomerTable.builder(wide.build());
        for (int i = 0; i < 3000; i++) {
            table.add("c" + i);
            for (String name : names) {
                table.set(name, "v" + i % 1500);
            }
        }
        CheckResult result =
                Drafts.check(KAnonymity.of(20).with(names), CustomerData.of(table.build()), 1, new int[3000]);
        assertThat(result.findings().get(0).actual()).hasValue(1500);
    }

    @Test
    void barsAreNamedByTheirSizes() {
        CheckResult result = Drafts.check(KAnonymity.of(20), customers(50), 1, new int[50]);
        assertThat(((Exhibit.Bars) result.exhibits().get(0)).bars())
                .extracting(Exhibit.Bar::label)
                .containsExactly("under 20", "20 to 39", "40 to 99", "100 to 199", "200 to 999", "1000 and more");
    }
}
