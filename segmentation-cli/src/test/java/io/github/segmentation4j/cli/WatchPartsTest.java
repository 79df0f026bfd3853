package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.run.InvalidInputException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchPartsTest {
    private static final Instant FROM = Instant.parse("2026-01-31T00:00:00Z");

    private static List<String> ends(String every, String until) {
        return WatchSteps.parse(every).between(FROM, Instant.parse(until)).stream()
                .map(WatchReport::inWords)
                .toList();
    }

    @Test
    void stepsAreEqualButForTheLast() {
        assertThat(ends("P7D", "2026-02-16T00:00:00Z")).containsExactly("2026-02-07", "2026-02-14", "2026-02-16");
        assertThat(ends("PT12H", "2026-02-01T00:00:00Z")).containsExactly("2026-01-31T12:00:00Z", "2026-02-01");
        assertThat(ends("p1m", "2026-05-31T00:00:00Z"))
                .containsExactly("2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31");
        assertThat(ends("P1D", "2026-01-31T00:00:00Z")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "P",
                "P0D",
                "PT0S",
                "P-7D",
                "-P1D",
                "PT-1H",
                "weekly",
                "P101Y",
                "PT0.0001S",
                "P1M-40D",
                "P999999999Y",
                "P9999999999999999999D",
                "PT9999999999999999H"
            })
    void whatIsNoLengthOfAStepIsRefused(String every) {
        assertThatThrownBy(() -> WatchSteps.parse(every))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--every must be a period such as P1D")
                .hasMessageContaining("was '" + every + "'");
    }

    @Test
    void tooManyStepsAreRefused() {
        assertThatThrownBy(() -> ends("PT1S", "2026-02-16T00:00:00Z"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("more than 10000 steps")
                .hasMessageContaining("choose longer steps");
    }

    @Test
    void sumsNeverGiveAwayASmallCount() {
        RunningCount count = new RunningCount(new FewPersons(20));
        long[] persons = {100, 5, 30, 0, 14, 1, 20};
        String[] sums = {"100", "100+", "130+", "130+", "130+", "150", "170"};
        for (int i = 0; i < persons.length; i++) {
            count.add(persons[i]);
            assertThat(count.inWords()).isEqualTo(sums[i]);
        }
    }
}
