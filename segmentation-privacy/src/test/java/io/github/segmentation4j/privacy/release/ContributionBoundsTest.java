package io.github.segmentation4j.privacy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContributionBoundsTest {
    private static final RunContext CONTEXT = Answers.CONTEXT;

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "1,3", "3,2", "9,9"})
    void nobodyKeepsMoreThanTheBoundsAndNobodyLosesWithoutNeed(int rows, int segments) {
        SeededRandom random = SeededRandom.of(rows * 31L + segments);
        int[] customers = IntStream.range(0, 500).map(row -> random.nextInt(60)).toArray();
        int[] labels = IntStream.range(0, 500).map(row -> random.nextInt(6) - 1).toArray();
        Contributions kept =
                ContributionBounds.rows(rows).withSegments(segments).of(customers, labels, 5, CONTEXT);
        Map<Integer, Map<Integer, Integer>> all = new HashMap<>();
        for (int row = 0; row < 500; row++) {
            if (labels[row] >= 0) {
                all.computeIfAbsent(customers[row], any -> new HashMap<>()).merge(labels[row], 1, Integer::sum);
            }
        }
        Map<Integer, Map<Integer, Integer>> left = new HashMap<>();
        for (int row : kept.keptView()) {
            left.computeIfAbsent(customers[row], any -> new HashMap<>()).merge(labels[row], 1, Integer::sum);
        }
        long[] units = new long[5];
        all.forEach((customer, had) -> {
            Map<Integer, Integer> has = left.get(customer);
            assertThat(has).hasSize(Math.min(segments, had.size()));
            has.forEach((segment, count) -> {
                assertThat(count).isEqualTo(Math.min(rows, had.get(segment)));
                units[segment]++;
            });
        });
        assertThat(kept.unitsBySegment()).containsExactly(units);
        assertThat(kept.keptView()).isSorted();
    }

    @Test
    void withoutSegmentsBoundsMultiply() {
        int[] customers = new int[50];
        Contributions kept = ContributionBounds.rows(3).withSegments(4).of(customers, CONTEXT);
        assertThat(kept.keptView()).hasSize(12);
        assertThat(kept.rowsPerUnit()).isEqualTo(12);
    }

    @Test
    void everyRowOfACustomerIsAsLikelyToStay() {
        int[] customers = new int[10];
        int[] stayed = new int[10];
        for (int seed = 0; seed < 4000; seed++) {
            long noise = seed;
            int[] kept = ContributionBounds.rows(3)
                    .withNoise(() -> SeededNoise.of(noise))
                    .of(customers, CONTEXT)
                    .keptView();
            for (int row : kept) {
                stayed[row]++;
            }
        }
        // 4,000 draws at 0.3: mean 1,200, deviation 29; 5.3 deviations for ten rows raise a false alarm once in 10^6.
        assertThat(stayed)
                .satisfies(counts ->
                        Arrays.stream(counts).forEach(count -> assertThat(count).isBetween(1200 - 154, 1200 + 154)));
    }

    @Test
    void hazard8OneCustomerWithManyRowsMovesASumByNoMoreThanTheBound() {
        int others = 200;
        int many = 10_000;
        int[] customers = IntStream.range(0, others + many)
                .map(row -> Math.min(row, others))
                .toArray();
        double[] values = new double[others + many];
        Arrays.fill(values, 0, others, 10);
        Arrays.fill(values, others, others + many, 1e9);
        PrivateSum sum = PrivateSum.within(0, 100);
        Contributions with = ContributionBounds.rows(2).of(customers, CONTEXT);
        Contributions without = ContributionBounds.rows(2).of(Arrays.copyOf(customers, others), CONTEXT);
        PrivacyCharge exact = RecordingLedger.epsilon(1e12, Adjacency.ADD_OR_REMOVE, 1);
        double more = sum.of(values, with, exact, CONTEXT).value().orElseThrow();
        double less = sum.of(Arrays.copyOf(values, others), without, exact, CONTEXT)
                .value()
                .orElseThrow();
        assertThat(less).isEqualTo(2000);
        assertThat(more - less).isEqualTo(200);
    }

    @Test
    void namesAndNumbersAreTheSameCustomers() {
        List<String> names = List.of("b", "a", "b", "c", "b");
        int[] numbers = {0, 1, 0, 2, 0};
        ContributionBounds bounds = ContributionBounds.rows(1).withNoise(() -> SeededNoise.of(4));
        assertThat(bounds.of(names, CONTEXT).keptView())
                .containsExactly(bounds.of(numbers, CONTEXT).keptView());
        assertThat(bounds.of(names, new int[5], 1, CONTEXT).unitsBySegment()).containsExactly(3);
    }

    @Test
    void whoIsKeptDoesNotDependOnOtherCustomers() {
        Set<List<Integer>> kept = new HashSet<>();
        for (int others = 0; others < 50; others++) {
            int[] customers = new int[10 + others];
            for (int i = 10; i < customers.length; i++) {
                customers[i] = 1 + i % 7;
            }
            int[] rows = ContributionBounds.rows(2)
                    .withNoise(() -> SeededNoise.of(9))
                    .of(customers, CONTEXT)
                    .keptView();
            kept.add(Arrays.stream(rows).filter(row -> row < 10).boxed().toList());
        }
        assertThat(kept).hasSize(1);
    }

    @Test
    void noRowsAreBounded() {
        assertThat(ContributionBounds.rows(1).of(new int[0], CONTEXT).keptView())
                .isEmpty();
        assertThat(Contributions.oneRowEach(0).rowCount()).isZero();
    }

    @Test
    void badBoundsAndRowsAreRefused() {
        assertThatThrownBy(() -> ContributionBounds.rows(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ContributionBounds.rows(1).withSegments(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ContributionBounds.rows(1 << 20).withSegments(2))
                .isInstanceOf(IllegalArgumentException.class);
        ContributionBounds bounds = ContributionBounds.rows(1);
        assertThatThrownBy(() -> bounds.of(new int[] {3, -1}, CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 2");
        assertThatThrownBy(() -> bounds.of(new int[2], new int[3], 1, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bounds.of(new int[1], new int[] {1}, 1, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 to 0");
        assertThatThrownBy(() -> Contributions.oneRowEach(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Contributions.oneRowEach(new int[0], 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void boundingStopsWhenCancelled() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        RunContext cancelled = CONTEXT.withCancellation(cancellation);
        assertThatThrownBy(() -> ContributionBounds.rows(1).of(new int[5], cancelled))
                .isInstanceOf(CancelledException.class);
    }
}
