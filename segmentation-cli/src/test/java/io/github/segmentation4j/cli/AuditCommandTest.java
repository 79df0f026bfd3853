package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments and customers from files, findings and exit codes back. */
class AuditCommandTest {
    private static final int ROWS = 400;

    @TempDir
    private Path folder;

    private Path labels;
    private Path customers;
    private Path json;
    private Path html;

    /** Women are 3 in 4 of the first segment and 1 in 4 of the second; offers do not depend on it. */
    @BeforeEach
    void prepare() {
        labels = lines("labels.txt", "", row -> String.valueOf(row / 200));
        customers = lines(
                "customers.csv",
                "id;sex;age;offer\n",
                row -> "c" + row + ";" + sex(row) + ";" + (20 + row % 60) + ";" + (row % 2 == 0 ? "yes" : "No"));
        json = folder.resolve("audit.json");
        html = folder.resolve("audit.html");
    }

    private static String sex(int row) {
        boolean rare = row % 8 < 2;
        return (row < 200) == rare ? "m" : "f";
    }

    private Path lines(String name, String header, IntFunction<String> line) {
        return Shell.write(
                folder.resolve(name),
                header + IntStream.range(0, ROWS).mapToObj(line).collect(Collectors.joining("\n", "", "\n")));
    }

    private Shell.Result audit(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("audit", "--labels", labels, "--customers", customers, "--quiet"));
        all.addAll(Arrays.asList(arguments));
        return Shell.here(all.toArray());
    }

    private JsonNode result(Object... arguments) throws IOException {
        List<Object> all = new ArrayList<>(List.of("--json", json));
        all.addAll(Arrays.asList(arguments));
        Shell.Result run = audit(all.toArray());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        return new JsonMapper().readTree(json.toFile());
    }

    private static List<String> names(JsonNode result) {
        return StreamSupport.stream(result.get("attributes").spliterator(), false)
                .map(attribute -> attribute.get("name").asText())
                .toList();
    }

    private void assertRefused(String expected, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("--json", json, "--html", html));
        all.addAll(Arrays.asList(arguments));
        Shell.Result run = audit(all.toArray());
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).hasLineCount(1).startsWith("segment: ").contains(expected);
        assertThat(json).doesNotExist();
        assertThat(html).doesNotExist();
    }

    @Test
    void findingsArePrintedWhereNoFileIsAskedFor() {
        Shell.Result run = audit("--protected", "sex", "--outcome", "offer");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("400 customers in 2 segments, 0 in no segment, audited for sex")
                .containsPattern("WARN: in segment 1 \\(label 0\\), group 'f' of sex .* 75\\.0 %")
                .contains("verdict: warn");
    }

    @Test
    void theResultHoldsEveryComparisonAndThePageIsOneFile() throws IOException {
        JsonNode result = result("--protected", "sex", "--outcome", "offer", "--html", html);

        assertThat(result.get("type").asText()).startsWith("fairness-audit/");
        JsonNode sex = result.get("attributes").get(0);
        assertThat(sex.get("verdict").asText()).isEqualTo("DISPARITY");
        JsonNode women = sex.get("comparisons").get(0);
        assertThat(women.get("segmentName").asText()).isEqualTo("segment 1 (label 0)");
        assertThat(women.get("members").asInt()).isEqualTo(150);
        assertThat(women.get("ratio").get("value").asDouble()).isCloseTo(1.5, within(1e-12));
        assertThat(sex.get("decisions")).isNotEmpty();
        assertThat(Shell.read(html))
                .startsWith("<!DOCTYPE html>")
                .contains("Fairness audit", "badge warn", "75.0 %")
                .doesNotContain("<script", "http:", "https:", "c17");
        assertThat(Shell.files(folder)).containsExactly("audit.html", "audit.json", "customers.csv", "labels.txt");
    }

    @Test
    void bandsIntersectionsAndThresholdsReachTheAudit() throws IOException {
        JsonNode result = result(
                "--protected",
                "sex,age",
                "--bands",
                "age=30,50.5",
                "--intersect",
                "sex,age",
                "--minimum",
                "5",
                "--level",
                "0.01",
                "--ratios",
                "0.5,2");

        assertThat(names(result)).containsExactly("sex", "age", "sex x age");
        assertThat(result.get("attributes").get(1).get("groups"))
                .extracting(JsonNode::asText)
                .containsExactly("under 30", "30 to under 50.5", "50.5 and over");
        assertThat(result.get("smallestComparedGroup").asInt()).isEqualTo(5);
        assertThat(result.get("disclosureMinimum").asInt()).isEqualTo(5);
        assertThat(result.get("level").asDouble()).isEqualTo(0.01);
        assertThat(result.get("lowestRatio").asDouble()).isEqualTo(0.5);
        assertThat(result.get("highestRatio").asDouble()).isEqualTo(2);
        assertThat(result.get("attributes").get(0).get("verdict").asText()).isNotEqualTo("DISPARITY");
    }

    @Test
    void whatBlocksEndsWithOneAndStillWritesTheEvidence() {
        Shell.Result run = audit("--protected", "sex", "--strict", "--json", json, "--html", html);

        assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
        assertThat(run.err()).hasLineCount(1).startsWith("segment: blocked");
        assertThat(json).exists();
        assertThat(html).content().contains("badge block");
    }

    @Test
    void segmentsAreMatchedByIdInAnyOrder() throws IOException {
        JsonNode inOrder = result("--protected", "sex");
        labels = lines("segments.csv", "customer,segment,name\n", row -> {
            int turned = ROWS - 1 - row;
            return "c" + turned + "," + (turned < 200 ? "label 0" : "label 1") + ",x";
        });

        assertThat(result("--protected", "sex", "--id", "id,customer")).isEqualTo(inOrder);
    }

    private void assertRefusedAfter(Path writtenLabels, String expected) {
        labels = writtenLabels;
        assertRefused(expected, "--protected", "sex", "--id", "id");
    }

    @Test
    void idsThatDoNotMatchAreRefusedAndThoseWithoutASegmentCounted() {
        assertRefusedAfter(
                Shell.write(folder.resolve("a.csv"), "id,segment\nc1,1\nc2,2\nc2,1\n"), "row 3, column 'id'");
        assertRefusedAfter(Shell.write(folder.resolve("b.csv"), "id,segment\nc1,1\n,2\n"), "row 2, column 'id'");
        assertRefusedAfter(
                Shell.write(folder.resolve("c.csv"), "id,segment\nc1,1\nunheard,2\n"), "1 ids that are in no row");
        assertRefusedAfter(Shell.write(folder.resolve("e.csv"), "customer,segment\nc1,1\n"), "no such column");
        labels = Shell.write(folder.resolve("d.csv"), "id,segment\nc1,1\nc2,2\nc3,\n");

        assertThat(audit("--protected", "sex", "--id", "id").out())
                .startsWith("400 customers in 2 segments, 398 in no segment");
    }

    @Test
    void numbersOfFewPersonsAreInNoOutput() {
        labels = lines("labels.txt", "", row -> String.valueOf(row < 7 ? -1 : row / 200));

        Shell.Result run = audit("--protected", "sex", "--html", html);

        assertThat(run.out()).contains("fewer than 20 in no segment").doesNotContain(" 7 in no segment");
        assertThat(Shell.read(html)).contains("fewer than 20").doesNotContain("<dd>7</dd>");
    }

    @Test
    void whatCannotBeUsedIsRefusedWithOneLineAndNothingIsWritten() {
        assertRefused("no such column", "--protected", "gender");
        assertRefused("--bands age=", "--protected", "age");
        assertRefused("names [sex]", "--protected", "sex", "--bands", "age=30");
        assertRefused("row 1, column 'sex'", "--protected", "sex", "--bands", "sex=30");
        assertRefused("names [sex]", "--protected", "sex", "--intersect", "sex,age");
        assertRefused("two or more", "--protected", "sex", "--intersect", "sex");
        assertRefused("row 1, column 'age'", "--protected", "sex", "--outcome", "age");
        assertRefused("no such column", "--protected", "sex", "--outcome", "bought");
        assertRefused("two numbers", "--protected", "sex", "--ratios", "0.8");
        assertRefused("enclose 1", "--protected", "sex", "--ratios", "1.25,0.8");
        assertRefused("level", "--protected", "sex", "--level", "2");
        assertRefused("was 0", "--protected", "sex", "--minimum", "0");
        assertRefused("--protected", new Object[0]);
        assertRefused("at most 200", "--protected", "id");
    }

    @Test
    void aBadOutcomeIsNamedByRowAndColumnAndNeverByItsValue() {
        for (String value : List.of("perhaps", "")) {
            customers = lines(
                    "customers.csv",
                    "sex,offer\n",
                    row -> sex(row) + "," + (row == 16 ? value : String.valueOf(row % 2)));
            assertRefused("row 17, column 'offer'", "--protected", "sex", "--outcome", "offer");
            assertThat(audit("--protected", "sex", "--outcome", "offer").err()).doesNotContain("perhaps");
        }
    }

    @Test
    void labelsMustFitTheCustomers() {
        labels = Shell.write(folder.resolve("labels.txt"), "0\n1\n");
        assertRefused("each of the 400 rows of --customers, holds 2", "--protected", "sex");
        labels = Shell.write(folder.resolve("labels.txt"), "0\none\n");
        assertRefused("row 2", "--protected", "sex");
        labels = lines("labels.txt", "", row -> "-2");
        assertRefused("was -2", "--protected", "sex");
        labels = lines("labels.txt", "", row -> "-1");
        assertRefused("names 0", "--protected", "sex");
        labels = folder.resolve("absent.txt");
        assertRefused("there is no file", "--protected", "sex");
    }

    @Test
    void customersNeedAHeaderAndRows() {
        customers = Shell.write(folder.resolve("customers.csv"), "1,2\n3,4\n");
        assertRefused("has no header", "--protected", "sex");
        customers = Shell.write(folder.resolve("customers.csv"), "sex,age\n");
        assertRefused("no rows", "--protected", "sex");
    }

    /** Shares of the census: 10,771 women of 32,561, 10.9 % and 30.6 % with the higher income. */
    @Test
    @RequiresData({Adult.TRAIN})
    void theCensusIsAuditedBySexAndRace() throws IOException {
        Adult adult = Adult.train();
        List<String> sex = adult.texts("sex");
        List<String> race = adult.texts("race");
        List<String> income = adult.texts("income");
        double[][] numbers = adult.numbers("age", "education-num", "hours-per-week", "capital-gain");
        StringBuilder table = new StringBuilder("age,education,hours,gain,sex,race,offer\n");
        for (int row = 0; row < adult.size(); row++) {
            for (double number : numbers[row]) {
                table.append(number).append(',');
            }
            table.append(sex.get(row)).append(',').append(race.get(row)).append(',');
            table.append(income.get(row).equals(">50K") ? 1 : 0).append('\n');
        }
        customers = Shell.write(folder.resolve("adult.csv"), table.toString());
        Shell.Result clustered = Shell.here(
                "cluster",
                "--data",
                customers,
                "--features",
                "age,education,hours,gain",
                "--scale",
                "z",
                "--clusters",
                5,
                "--restarts",
                2,
                "--indices",
                "none",
                "--labels",
                labels,
                "--quiet");
        assertThat(clustered.code()).as(clustered.err()).isZero();

        JsonNode result = result("--protected", "sex,race", "--intersect", "sex,race", "--outcome", "offer");

        assertThat(names(result)).containsExactly("sex", "race", "sex x race");
        JsonNode bySex = result.get("attributes").get(0);
        assertThat(bySex.get("verdict").asText()).isEqualTo("DISPARITY");
        assertThat(bySex.get("comparisons").get(0).get("groupSize").asInt()).isEqualTo(10_771);
        JsonNode women = bySex.get("decisions").get(0);
        assertThat(women.get("group").asText()).isEqualTo("Female");
        assertThat(women.get("selected").asInt()).isEqualTo(1179);
        assertThat(women.get("ratio").get("value").asDouble()).isCloseTo(.3580, within(5e-5));
        assertThat(result.get("attributes").get(1).get("groups")).hasSize(5);
    }
}
