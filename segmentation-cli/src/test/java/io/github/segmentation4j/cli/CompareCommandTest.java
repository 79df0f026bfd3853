package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments over time: four groups of 30 customers, of which an earlier model sees two and a later one four. */
class CompareCommandTest {
    @TempDir
    private static Path models;

    @TempDir
    private Path folder;

    @BeforeAll
    static void run() {
        String rows = IntStream.range(0, 120)
                .mapToObj(i -> "c" + i + "," + (i % 4 / 2 * 300 + i % 2 * 60 + i % 7) + ",a,f,true\n")
                .collect(Collectors.joining());
        Shell.write(models.resolve("customers.csv"), "customer,tenure,plan,sex,agreed\n" + rows);
        Shell.write(models.resolve("schema.json"), Schemas.SMALL);
        assertDone(segmented("old", "PERSONALISATION", 2));
        assertDone(segmented("new", "PERSONALISATION", 4));
    }

    private static void assertDone(Shell.Result result) {
        assertThat(result.code()).as(result.err()).isZero();
    }

    private static Shell.Result segmented(String out, String purpose, int clusters, Object... more) {
        List<Object> all = new ArrayList<>(List.of(
                "run",
                "--customers",
                models.resolve("customers.csv"),
                "--schema",
                models.resolve("schema.json"),
                "--purpose",
                purpose,
                "--features",
                "tenure",
                "--clusters",
                clusters,
                "--quiet",
                "--out",
                models.resolve(out)));
        all.addAll(Arrays.asList(more));
        return Shell.here(all.toArray());
    }

    private static Path model(String run) {
        return models.resolve(run).resolve("model.json");
    }

    private static Shell.Result compare(Path before, Path after, Object... more) {
        List<Object> all = new ArrayList<>(List.of("compare", before, after, "--quiet"));
        all.addAll(Arrays.asList(more));
        return Shell.here(all.toArray());
    }

    private static Shell.Result compareCustomers(Object... more) {
        List<Object> all = new ArrayList<>(List.of("--customers", models.resolve("customers.csv")));
        all.addAll(Arrays.asList(more));
        return compare(model("old"), model("new"), all.toArray());
    }

    private static void assertRefused(Shell.Result result, String expected) {
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(result.err()).hasLineCount(1).startsWith("segment: ").contains(expected);
    }

    private static List<String> starting(Shell.Result result, String kind) {
        return result.out()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(kind))
                .toList();
    }

    @Test
    void aModelComparedWithItselfKeepsEverything() {
        Shell.Result byCustomers = compare(model("new"), model("new"), "--customers", models.resolve("customers.csv"));
        Shell.Result byCentres = compare(model("new"), model("new"));

        for (Shell.Result result : List.of(byCustomers, byCentres)) {
            assertDone(result);
            assertThat(starting(result, "kept: ")).hasSize(4);
            assertThat(result.out()).doesNotContain("split:", "merged:", "born:", "died:");
        }
        assertThat(byCustomers.out()).contains("120 of 120 customers were admitted by both models for PERSONALISATION");
        assertThat(byCustomers.out().lines().filter(line -> line.endsWith("  30")))
                .hasSize(4);
        assertThat(byCentres.out()).contains("compared by the centres of the segments alone");
    }

    @Test
    void plantedSplitsAreFoundAndSeenBackwardsAreMergers() {
        Shell.Result forth = compareCustomers();
        assertDone(forth);
        assertThat(starting(forth, "split: "))
                .hasSize(2)
                .allMatch(line -> line.contains(" -> ") && line.contains("; "));

        Shell.Result back = compare(model("new"), model("old"), "--customers", models.resolve("customers.csv"));
        assertDone(back);
        assertThat(starting(back, "merged: ")).hasSize(2);
    }

    @Test
    void smallNumbersAreHiddenInEveryOutput() throws IOException {
        Path json = folder.resolve("moves.json");
        Path html = folder.resolve("moves.html");

        Shell.Result text = compareCustomers("--minimum-size", 40);
        assertDone(text);
        assertThat(text.out().lines().filter(line -> line.endsWith("fewer than 40")))
                .hasSize(4);
        assertDone(compareCustomers("--minimum-size", 40, "--json", json, "--html", html));
        JsonNode result = new JsonMapper().readTree(json.toFile());
        assertThat(result.get("moves")).hasSize(4).allSatisfy(move -> {
            assertThat(move.has("customers")).isFalse();
            assertThat(move.get("hidden").asText()).isEqualTo("fewer than 40");
        });
        assertThat(Files.readString(html)).contains("fewer than 40").doesNotContain(">30<");
    }

    @Test
    void fewWhoWereNotAdmittedCannotBeSubtracted() throws IOException {
        List<String> rows = Files.readAllLines(models.resolve("customers.csv"));
        Path some = folder.resolve("some.csv");
        Files.write(some, rows);
        Shell.Result all = compare(model("old"), model("new"), "--customers", some);
        assertThat(all.out()).contains("120 of 120 customers");
        int consent = List.of(rows.get(0).split(",")).indexOf("agreed");
        assertThat(consent).isNotNegative();
        for (int row = 1; row <= 3; row++) {
            String[] cells = rows.get(row).split(",", -1);
            cells[consent] = "false";
            rows.set(row, String.join(",", cells));
        }
        Files.write(some, rows);
        Shell.Result result = compare(model("old"), model("new"), "--customers", some);
        assertDone(result);
        assertThat(result.out()).contains("117 customers were admitted by both").doesNotContain("120");
    }

    @Test
    void theWholeResultIsInTheJson() throws IOException {
        Path json = folder.resolve("moves.json");

        Shell.Result run = compareCustomers("--json", json);

        assertDone(run);
        assertThat(run.out()).isEmpty();
        JsonNode result = new JsonMapper().readTree(json.toFile());
        assertThat(result.get("type").asText()).isEqualTo("comparison/1");
        assertThat(result.get("comparedBy").asText()).isEqualTo("customers");
        assertThat(result.get("before")).hasSize(2);
        assertThat(result.get("after")).hasSize(4);
        assertThat(result.get("changes"))
                .filteredOn(change -> change.get("kind").asText().equals("split"))
                .hasSize(2);
        assertThat(result.get("moves"))
                .hasSize(4)
                .allMatch(move -> move.get("customers").asInt() == 30);
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        String marketing = Schemas.SMALL.replace("\"personalisation\"", "\"personalisation\", \"marketing\"");
        Shell.write(models.resolve("schema.json"), marketing);
        assertDone(segmented("marketing", "MARKETING", 2));
        Shell.write(models.resolve("schema.json"), Schemas.SMALL);

        assertRefused(compare(model("old"), model("marketing")), "PERSONALISATION and MARKETING");
        assertRefused(compare(model("old"), model("new"), "--as-of", "2026-01-01"), "--as-of needs --customers");
        assertRefused(compareCustomers("--minimum-size", 1), "--minimum-size must be at least 2");
        assertRefused(compare(model("old"), folder.resolve("none.json")), "none.json");
    }

    @Test
    void outputsAreWrittenTogetherOrNotAtAll() throws IOException {
        Path json = folder.resolve("moves.json");
        Path taken = Files.createDirectory(folder.resolve("page.html"));

        assertRefused(compareCustomers("--json", json, "--html", taken), "is a folder");
        assertThat(Shell.files(folder)).containsExactly("page.html");
    }

    @Test
    void aNameOfAPersonSurvivesARunThatFollows() {
        Path named = folder.resolve("named.json");
        Shell.Result rename =
                Shell.here("rename", "--model", model("old"), "--id", 2, "--name", "Old friends", "--out", named);
        assertDone(rename);
        assertThat(rename.out()).contains("segment 2: Old friends", "wrote " + named);

        Path config = folder.resolve("config.json");
        Shell.Result followed =
                segmented("followed", "PERSONALISATION", 2, "--follow", named, "--seed", 5, "--save-config", config);
        assertDone(followed);
        assertThat(followed.out()).contains("what became of the segments before:", "kept: 2 Old friends");
        assertThat(Shell.read(models.resolve("followed").resolve("segments.csv")))
                .contains("Old friends");
        assertThat(Shell.read(config)).contains("\"follow\"");
    }

    @Test
    void aSegmentIsRenamedOnlyIfItIsThereAndTheNameIsFree() {
        Path named = folder.resolve("named.json");
        Shell.Result unknown = Shell.here("rename", "--model", model("old"), "--id", 7, "--name", "x", "--out", named);
        assertRefused(unknown, "there is no segment with id 7; ids are [1, 2]");
        assertRefused(
                Shell.here("rename", "--model", model("old"), "--id", 1, "--name", " ", "--out", named),
                "must not be blank");
        assertThat(named).doesNotExist();
    }
}
