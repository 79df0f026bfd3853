package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.WatchStep;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    private static WatchStep step(int customers, int joined, int left, int moved, int newcomers, int reference) {
        int common = customers - joined;
        return new WatchStep(
                FROM,
                customers,
                joined,
                left,
                moved,
                common == 0 ? Statistic.undetermined("nobody was there") : Statistic.of(moved / (double) common),
                Statistic.of(0.123456789),
                newcomers,
                reference,
                Optional.empty());
    }

    @Test
    void aShareOfMovesTellsNeitherFewWhoCameNorFewWhoLeft() {
        WatchReport report = new WatchReport(List.of(), new FewPersons(20));
        assertThat(report.take(step(100, 100, 0, 0, 0, 0)).movedShare()).isEmpty();
        assertThat(report.take(step(103, 3, 0, 20, 0, 0)).movedShare())
                .as("of the hundred before, all told")
                .contains(0.2);
        // 20 moves by 19.4 % are 103 customers, so three came.
        assertThat(report.take(step(103, 0, 0, 20, 0, 0)).movedShare()).isEmpty();
        assertThat(report.take(step(123, 20, 0, 20, 0, 0)).movedShare()).isEmpty();
        assertThat(report.take(step(140, 17, 0, 20, 0, 0)).movedShare()).isEmpty();
        assertThat(report.take(step(140, 0, 0, 20, 0, 0)).movedShare())
                .as("those of the small steps are 20 together and told")
                .contains(0.143);
        assertThat(report.take(step(137, 0, 3, 20, 0, 0)).movedShare()).isEmpty();
    }

    @Test
    void ratiosAreWrittenAsRoundedAsTheyAreSaid() {
        WatchReport report = new WatchReport(List.of(), new FewPersons(20));
        report.take(step(700, 700, 0, 0, 0, 0));
        ShownStep shown = report.take(step(700, 0, 0, 100, 0, 0));
        assertThat(shown.movedShare()).contains(0.143);
        assertThat(shown.mix()).isEqualTo(Statistic.of(0.12));
    }

    @Test
    void theReferenceDoesNotTellASmallStepOfNewcomers() {
        WatchReport report = new WatchReport(List.of(), new FewPersons(20));
        report.take(step(500, 500, 0, 0, 100, 100));
        report.take(step(500, 0, 0, 0, 3, 103));
        assertThat(report.newcomers()).isEqualTo("100+");
        assertThat(report.reference()).isEqualTo("100+");
    }

    @Test
    void movesAreNotToldOnceFewLeft() {
        WatchReport report = new WatchReport(List.of(), new FewPersons(20));
        report.take(step(500, 500, 0, 0, 0, 0));
        report.take(step(503, 3, 0, 0, 0, 0));
        assertThat(report.tellsMoves()).isTrue();
        report.take(step(500, 0, 3, 0, 0, 0));
        assertThat(report.tellsMoves()).isFalse();
    }

    @Test
    void thereAreNeverFewerCustomersThanNone() {
        WatchReport report = new WatchReport(List.of(), new FewPersons(20));
        report.take(step(20, 20, 0, 0, 0, 0));
        report.take(step(35, 15, 0, 0, 0, 0));
        assertThat(report.take(step(5, 0, 30, 0, 0, 0)).customers()).isEqualTo("0+");
    }
}
