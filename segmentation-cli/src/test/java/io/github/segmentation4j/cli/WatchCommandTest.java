package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RequiresData(WatchCommandTest.CDNOW)
class WatchCommandTest {
    static final String CDNOW = "transactions/cdnow/CDNOW_sample.txt";

    private static final Pattern STEP = Pattern.compile("\\d{4}-\\d\\d-\\d\\d  customers .*");

    @TempDir
    private static Path folder;

    private static Path model;
    private static List<String> rows;

    @BeforeAll
    static void release() {
        Path schema = Shell.write(folder.resolve("schema.json"), Schemas.CDNOW);
        Path out = folder.resolve("model");
        Shell.Result run = Shell.here(
                "run",
                "--transactions",
                ReferenceData.path(CDNOW),
                "--schema",
                schema,
                "--purpose",
                "PERSONALISATION",
                "--clusters",
                4,
                "--quiet",
                "--out",
                out);
        assertThat(run.code()).as(run.err()).isZero();
        model = out.resolve("model.json");
        rows = Shell.read(ReferenceData.path(CDNOW)).lines().toList();
    }

    /** Third of five columns. */
    private static String day(String row) {
        return row.strip().split("\\s+", -1)[2];
    }

    private static Path file(String name, Stream<String> lines) {
        return Shell.write(folder.resolve(name), String.join("\n", lines.toList()) + "\n");
    }

    private static Shell.Result watch(Path transactions, Object... more) {
        List<Object> arguments =
                new ArrayList<>(List.of("watch", "--model", model, "--transactions", transactions, "--quiet"));
        arguments.addAll(List.of(more));
        return Shell.here(arguments.toArray());
    }

    private static List<String> steps(Shell.Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        return result.out().lines().filter(line -> STEP.matcher(line).matches()).toList();
    }

    @Test
    void cdnowIsFollowedWeekByWeek() {
        Shell.Result result = watch(ReferenceData.path(CDNOW));

        List<String> lines = steps(result);
        assertThat(lines).hasSize(78);
        assertThat(lines.subList(0, 3))
                .containsExactly(
                        "1997-01-08  customers 157     moved 0              joined 157            mix 5.23  newcomers 0              drift -  advice keep",
                        "1997-01-15  customers 321     moved 73 (46.5 %)    joined 164            mix 3.45  newcomers 0              drift -  advice keep",
                        "1997-01-22  customers 503     moved 169 (52.6 %)   joined 182            mix 2.31  newcomers 0              drift -  advice keep");
        assertThat(result.out())
                .contains("drift: not looked for", "which ends 1998-07-01", "advice: keep", "joined     segment 1")
                .contains("customers, ");
    }

    @Test
    void nothingAfterAStepIsSeen() {
        List<String> all = steps(watch(ReferenceData.path(CDNOW), "--reference", "1997-03-20"));
        // The tenth week ends with 1997-03-11, and somebody bought on its last day.
        Path cut = file("cut.txt", rows.stream().filter(row -> day(row).compareTo("19970312") < 0));

        assertThat(steps(watch(cut, "--reference", "1997-03-20"))).isEqualTo(all.subList(0, 10));
    }

    @Test
    void theOrderOfRowsMakesNoDifference() {
        List<String> turned = new ArrayList<>(rows);
        Collections.reverse(turned);
        Path file = file("turned.txt", turned.stream());
        Object[] options = {"--every", "P1M", "--reference", "1997-03-20"};

        Shell.Result inOrder = watch(ReferenceData.path(CDNOW), options);
        Shell.Result reversed = watch(file, options);

        assertThat(reversed.out()).isEqualTo(inOrder.out());
        assertThat(reversed.err()).contains("rows of turned.txt go back in time; all were put in order");
    }

    @Test
    void smallCountsAreHidden() {
        Path json = folder.resolve("watch.json");
        Shell.Result result = watch(ReferenceData.path(CDNOW), "--every", "P3D", "--json", json);
        String text = Shell.read(json);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(text).contains("\"fewer than 20\"", "\"type\": \"watch/1\"", "\"flows\"");
        assertThat(text).doesNotContainPattern("\"(moved|joined|left|newcomers|customers)\": ([1-9]|1\\d)\\b");
        assertThat(watch(ReferenceData.path(CDNOW), "--every", "P3D", "--minimum-size", 1)
                        .out())
                .doesNotContain("fewer than");
    }

    @Test
    void aShiftOfSpendingIsFoundAndMayFail() {
        // From March on everything costs ten times as much.
        Path shifted = file("shifted.txt", rows.stream().map(row -> {
            String[] cells = row.strip().split("\\s+", -1);
            double value = Double.parseDouble(cells[4]) * (cells[2].compareTo("19970301") < 0 ? 1 : 10);
            return String.join(" ", cells[0], cells[1], cells[2], cells[3], String.valueOf(value));
        }));
        Object[] options = {"--reference", "1997-03-25", "--newcomer-days", 7, "--fail-on", "refit"};

        Shell.Result same = watch(ReferenceData.path(CDNOW), options);
        Shell.Result other = watch(shifted, options);

        assertThat(same.code()).as(same.out()).isEqualTo(ExitCode.DONE);
        assertThat(other.code()).as(other.out()).isEqualTo(ExitCode.BLOCKED);
        assertThat(other.err()).contains("segment: the last advice is refit");
        assertThat(other.out())
                .contains("    alarm: newcomers differ in purchases.monetary")
                .contains("at most 5 % of such watches raise an alarm");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--every          | week       | --every must be a period",
                "--from           | 1997-13-01 | --from: a date as",
                "--until          | soon       | --until: a date as",
                "--reference      | x          | --reference: a date as",
                "--newcomers-from | 1997       | --newcomers-from: a day as",
                "--from           | 1999-01-01 | --from must be before the end, which is 1998-07-01",
                "--until          | 1996-01-01 | --from must be before the end, which is 1996-01-01 by --until",
                "--false-alarms   | 1          | --false-alarms must be above 0 and below 1",
                "--false-alarms   | NaN        | --false-alarms must be above 0 and below 1",
                "--minimum-size   | 0          | --minimum-size must be at least 1",
                "--newcomer-days  | -1         | --newcomer-days must be 0 to 3650",
                "--fail-on        | keep       | --fail-on",
            })
    void badOptionsAreRefused(String option, String value, String message) {
        Path json = folder.resolve("never.json");
        Path sorted = file("sorted.txt", rows.stream().sorted(Comparator.comparing(WatchCommandTest::day)));
        Shell.Result result = watch(sorted, option, value, "--json", json);

        assertThat(result.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(result.err()).startsWith("segment: ").contains(message).doesNotContain("Exception");
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.out()).isEmpty();
        assertThat(json).doesNotExist();
    }

    @Test
    void badFilesAreRefused() {
        assertRefused(watch(file("empty.txt", Stream.of())), "empty.txt");
        assertRefused(watch(file("bad.txt", Stream.of(rows.get(0), rows.get(1).replace("1997", "19X7")))), "row 2");
        assertRefused(watch(folder.resolve("missing.txt")), "missing.txt");
        assertRefused(Shell.here("watch", "--model", model), "there is nothing to read");
        assertRefused(
                Shell.here("watch", "--model", ReferenceData.path(CDNOW), "--transactions", ReferenceData.path(CDNOW)),
                "CDNOW_sample.txt");
    }

    private static void assertRefused(Shell.Result result, String message) {
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(result.err()).contains(message).doesNotContain("Exception");
        assertThat(result.out()).isEmpty();
    }
}
