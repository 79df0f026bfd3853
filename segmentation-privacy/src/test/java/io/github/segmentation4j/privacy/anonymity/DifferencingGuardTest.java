package io.github.segmentation4j.privacy.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.anonymity.DifferencingGuard.Isolation;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Drafts;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferencingGuardTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
    }

    private static long[] range(long from, long to) {
        return LongStream.range(from, to).toArray();
    }

    private static List<Isolation> isolations(ReleaseHistory history, ReleaseHistory next) {
        return DifferencingGuard.of(history).isolations(next, CONTEXT);
    }

    private static ReleaseHistory segments(String name, int... labels) {
        return ReleaseHistory.empty().with(name, ids(labels.length), labels);
    }

    @Test
    void oneCustomerWhoMovedIsIsolated() {
        int[] labels = IntStream.range(0, 200).map(i -> i % 4).toArray();
        ReleaseHistory april = segments("april", labels);
        assertThat(isolations(april, segments("may", labels))).isEmpty();
        labels[0] = 1;
        assertThat(isolations(april, segments("may", labels)))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.release()).isEqualTo("april"))
                .extracting(Isolation::group)
                .contains("segment 2");
    }

    @Test
    void twoCustomersWhoChangedPlacesAreIsolated() {
        int[] labels = IntStream.range(0, 200).map(i -> i % 4).toArray();
        ReleaseHistory april = segments("april", labels);
        labels[0] = 1;
        labels[1] = 0;
        assertThat(isolations(april, segments("may", labels))).isNotEmpty();
    }

    @Test
    void aTotalLessUnionsOfSegmentsIsolatesThoseLeftOut() {
        int[] labels = IntStream.range(0, 200).map(i -> i < 5 ? -1 : i % 4).toArray();
        long[] all = ids(200).stream().mapToLong(ReleaseHistory::digest).toArray();
        ReleaseHistory total = ReleaseHistory.empty().with("everybody", all);
        assertThat(isolations(total, segments("may", labels))).isNotEmpty();
        assertThat(isolations(segments("may", labels), total)).containsExactly(new Isolation("may", "all"));
        int[] more = IntStream.range(0, 200).map(i -> i < 25 ? -1 : i % 4).toArray();
        assertThat(isolations(total, segments("may", more))).isEmpty();
    }

    @Test
    void aTotalLessTwoSetsOfDifferentReleasesIsolatesTheRest() {
        ReleaseHistory history =
                ReleaseHistory.empty().with("north", range(0, 100)).with("south", range(100, 195));
        assertThat(isolations(history, ReleaseHistory.empty().with("everybody", range(0, 200))))
                .isNotEmpty();
        assertThat(isolations(history, ReleaseHistory.empty().with("everybody", range(0, 195))))
                .isEmpty();
        assertThat(isolations(history, ReleaseHistory.empty().with("everybody", range(0, 300))))
                .isEmpty();
    }

    @Test
    void aSmallGroupIsRefusedByItself() {
        assertThat(isolations(ReleaseHistory.empty(), ReleaseHistory.empty().with("few", range(0, 19))))
                .containsExactly(new Isolation("few", "all"));
        assertThat(isolations(ReleaseHistory.empty(), ReleaseHistory.empty().with("enough", range(0, 20))))
                .isEmpty();
        assertThat(isolations(ReleaseHistory.empty(), ReleaseHistory.empty())).isEmpty();
        assertThat(isolations(ReleaseHistory.empty(), ReleaseHistory.empty().with("nobody", new long[0])))
                .isEmpty();
    }

    /** All unions of few groups of two releases, tried one by one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void verdictIsThatOfAllUnions(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int n = 120 + random.nextInt(200);
        int moves = random.nextInt(60);
        int[] old = IntStream.range(0, n)
                .map(i -> random.nextInt(4) - (i % 9 == 0 ? 1 : 0))
                .toArray();
        int[] fresh = old.clone();
        for (int move = 0; move < moves; move++) {
            fresh[random.nextInt(n)] = random.nextInt(4);
        }
        boolean isolated = false;
        for (int x = 0; x < 16; x++) {
            for (int y = 1; y < 16; y++) {
                int difference = 0;
                for (int i = 0; i < n; i++) {
                    boolean inOld = old[i] >= 0 && (x >> old[i] & 1) == 1;
                    boolean inFresh = fresh[i] >= 0 && (y >> fresh[i] & 1) == 1;
                    difference += inOld == inFresh ? 0 : 1;
                }
                isolated |= difference > 0 && difference < 20;
            }
        }
        assertThat(isolations(segments("old", old), segments("new", fresh)).isEmpty())
                .isEqualTo(!isolated);
    }

    @Test
    void checkNamesSegmentsAndReleasesButNoCustomersAndNoNumbers() {
        CustomerTable.Builder table =
                CustomerTable.builder(Schema.builder().id("customer").build());
        ids(200).forEach(table::add);
        CustomerData customers = CustomerData.of(table.build());
        int[] labels = IntStream.range(0, 200).map(i -> i % 4).toArray();
        DifferencingGuard guard = DifferencingGuard.of(segments("april", labels));
        assertThat(Drafts.check(guard, customers, 4, labels).verdict()).isEqualTo(Verdict.PASS);
        int[] moved = labels.clone();
        moved[0] = 1;
        CheckResult result = Drafts.check(guard, customers, 4, moved);
        assertThat(result.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(result.findings()).extracting(Finding::key).containsOnly("differencing.isolates");
        assertThat(result.findings())
                .extracting(Finding::message)
                .allSatisfy(message -> assertThat(message)
                        .contains("segment ", "'april'", "fewer than 20 customers")
                        .doesNotContain("c0"));
    }

    @Test
    void historyHoldsDigestsAndRefusesDoubles() {
        ReleaseHistory history = segments("april", 0, 0, 1, -1);
        assertThat(history.releases()).containsExactly("april");
        assertThat(history.groups("april")).containsExactly("segment 1", "segment 2");
        assertThat(history.members("april", "segment 2")).containsExactly(ReleaseHistory.digest("c2"));
        // The first 64 bits of SHA-256("abc"), FIPS 180-4.
        assertThat(ReleaseHistory.digest("abc")).isEqualTo(0xBA7816BF8F01CFEAL);
        assertThatThrownBy(() -> history.with("april", range(0, 30))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> history.with("may", List.of("a", "a"), new int[2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> history.with("may", List.of("a"), new int[2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> history.members("may", "all")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DifferencingGuard.of(history).withMinimum(10))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
