package io.github.segmentation4j.fairness.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Verdict;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HyperPersonalisationTest {
    private static final HyperPersonalisation GUARD = HyperPersonalisation.withDefaults();

    private static int[] segments(int count, int size) {
        return IntStream.range(0, count * size).map(i -> i % count).toArray();
    }

    @Test
    void aSegmentForEachPersonIsBlockedOnEveryGround() {
        CheckResult result = GUARD.judge(segments(500, 1));
        assertThat(result.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(Persons.keys(result))
                .containsExactly(
                        "hyper-personalisation.smallest",
                        "hyper-personalisation.narrow",
                        "hyper-personalisation.uniqueness");
        assertThat(result.findings().get(0).actual()).isEmpty();
        assertThat(result.findings().get(2).actual()).hasValue(1);
    }

    @Test
    void wideSegmentsPass() {
        assertThat(GUARD.judge(segments(5, 200)).findings()).isEmpty();
        assertThat(GUARD.judge(segments(1, 50)).findings()).isEmpty();
    }

    @Test
    void uniquenessIsTheMeanOfOneThroughTheSizeOfTheOwnSegment() {
        int[] labels = {0, 0, 0, 3, 3, 7, -1};
        double mean = (3 * (1.0 / 3) + 2 * (1.0 / 2) + 1) / 6;
        CheckResult result = GUARD.judge(labels);
        assertThat(result.findings().get(2).actual().getAsDouble()).isCloseTo(mean, within(1e-15));
    }

    @Test
    void oneSmallSegmentAmongWideOnesIsBlocked() {
        int[] labels = segments(10, 100);
        int[] more = Arrays.copyOf(labels, 1019);
        Arrays.fill(more, 1000, 1019, 10);
        CheckResult result = GUARD.judge(more);
        assertThat(Persons.keys(result)).containsExactly("hyper-personalisation.smallest");
        assertThat(GUARD.withSmallest(19).judge(more).findings()).isEmpty();
        assertThat(GUARD.withSmallest(30).withDisclosureMinimum(11).judge(more).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.actual()).hasValue(19));
    }

    @Test
    void nobodyInASegmentIsSaidAndNoError() {
        assertThat(Persons.keys(GUARD.judge(new int[0]))).containsExactly("hyper-personalisation.insufficient-data");
        assertThat(Persons.keys(GUARD.judge(new int[] {-1, -1})))
                .containsExactly("hyper-personalisation.insufficient-data");
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> GUARD.withSmallest(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> GUARD.withNarrow(10, 1.5)).hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> GUARD.withUniqueness(0)).hasMessageContaining("above 0");
        assertThat(GUARD.withSeverity(Verdict.WARN).judge(segments(500, 1)).verdict())
                .isEqualTo(Verdict.WARN);
    }
}
