package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of customers in, its risk and a table in which nobody stands out back; figures worked by hand. */
class RiskCommandTest {
    private static final String HEADER = "id,sex,age,town,illness,note\n";

    @TempDir
    private Path folder;

    private Path customers;
    private Path towns;
    private Path json;
    private Path out;

    /** 60 customers, 30 with each illness, in five classes; one customer is unique. */
    @BeforeEach
    void prepare() {
        List<String> rows = new ArrayList<>();
        add(rows, 12, "f,25,Lyon,flu");
        add(rows, 12, "f,25,Lyon,cold");
        add(rows, 12, "m,25,Lyon,flu");
        add(rows, 6, "m,45,Nice,flu");
        add(rows, 6, "m,45,Nice,cold");
        add(rows, 11, "f,45,Nice,cold");
        add(rows, 1, "f,47,Bonn,cold");
        customers = table("customers.csv", rows);
        towns = Shell.write(folder.resolve("towns.txt"), "Lyon;France\nNice;France\n\nBonn;Germany\n");
        json = folder.resolve("risk.json");
        out = folder.resolve("out.csv");
    }

    private static void add(List<String> rows, int count, String row) {
        for (int i = 0; i < count; i++) {
            rows.add("c" + rows.size() + "," + row + ",-5");
        }
    }

    private Path table(String name, List<String> rows) {
        return Shell.write(folder.resolve(name), HEADER + String.join("\n", rows) + "\n");
    }

    private Shell.Result risk(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("risk", "--customers", customers, "--minimum", 11, "--quiet"));
        all.addAll(Arrays.asList(arguments));
        return Shell.here(all.toArray());
    }

    private JsonNode result(Object... arguments) throws IOException {
        List<Object> all = new ArrayList<>(List.of("--json", json));
        all.addAll(Arrays.asList(arguments));
        Shell.Result run = risk(all.toArray());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        return new JsonMapper().readTree(json.toFile());
    }

    private static double number(JsonNode risk, String name) {
        return risk.get(name).get("value").asDouble();
    }

    private static List<Integer> levels(JsonNode result) {
        List<Integer> levels = new ArrayList<>();
        result.get("anonymised")
                .get("columns")
                .forEach(column -> levels.add(column.get("level").asInt()));
        return levels;
    }

    /** Ages in three bands that may become two; towns that may become countries. */
    private Object[] anonymising(Object... more) {
        List<Object> all = new ArrayList<>(List.of(
                "--quasi",
                "sex,age,town",
                "--bands",
                "age=30,46",
                "--bands",
                "age=30",
                "--hierarchy",
                "town=" + towns));
        all.addAll(List.of("--sensitive", "illness", "--anonymise", out));
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }

    /** 36 women, a third with flu, and 24 men, three quarters of them with it; half of all have it. */
    @Test
    void figuresOfLargeClassesAreThoseWorkedByHand() throws IOException {
        JsonNode result = result("--quasi", "sex", "--sensitive", "illness");

        assertThat(result.get("type").asText()).isEqualTo("anonymity-risk/1");
        assertThat(result.get("customers").asInt()).isEqualTo(60);
        assertThat(result.get("verdict").asText()).isEqualTo("pass");
        JsonNode risk = result.get("risk");
        assertThat(risk.get("classes").asInt()).isEqualTo(2);
        assertThat(risk.get("smallestClass").asInt()).isEqualTo(24);
        assertThat(risk.get("smallClasses").asInt()).isZero();
        assertThat(risk.get("uniqueCustomers").asInt()).isZero();
        assertThat(number(risk, "prosecutorMaximum")).isEqualTo(1.0 / 24);
        assertThat(number(risk, "prosecutorMean")).isEqualTo(2.0 / 60);
        assertThat(number(risk, "marketer")).isEqualTo(2.0 / 60);
        JsonNode worst = risk.get("sensitive");
        assertThat(number(worst, "distinctDiversity")).isEqualTo(2);
        double entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
        assertThat(number(worst, "entropyDiversity")).isCloseTo(Math.exp(entropy), within(1e-12));
        assertThat(number(worst, "closeness")).isCloseTo(0.25, within(1e-12));
        assertThat(risk.has("journalistOfUnique")).isFalse();
    }

    @Test
    void findingsArePrintedWhereNoFileIsAskedFor() {
        Shell.Result run = risk("--quasi", "sex,age,town", "--sensitive", "illness");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("60 customers in 5 classes by sex, age, town")
                .contains("classes under 11  1 of 5, fewer than 11 customers in all")
                .contains("highest above 1 in 11, mean 0.0833")
                .contains("distinct 1, entropy 1, in the worst class for illness")
                .contains("0.5, in the worst class for illness")
                .contains("WARN: 1 of 5 classes have fewer than 11 customers", "WARN: a class has only one value")
                .contains("verdict: warn");
    }

    @Test
    void numbersOfFewCustomersAreInNoOutput() throws IOException {
        String printed = risk("--quasi", "sex,age,town").out();
        JsonNode risk = result("--quasi", "sex,age,town").get("risk");

        assertThat(printed)
                .containsPattern("smallest class +fewer than 11 customers")
                .containsPattern("unique customers +fewer than 11\n");
        assertThat(risk.get("smallestClassUnder").asInt()).isEqualTo(11);
        assertThat(risk.get("customersInSmallClassesUnder").asInt()).isEqualTo(11);
        assertThat(risk.get("uniqueCustomersUnder").asInt()).isEqualTo(11);
        assertThat(risk.has("smallestClass") || risk.has("customersInSmallClasses") || risk.has("uniqueCustomers"))
                .isFalse();
        for (String name : List.of("uniqueShare", "prosecutorMaximum")) {
            assertThat(risk.get(name).has("value")).isFalse();
            assertThat(risk.get(name).get("reason").asText()).contains("few customers");
        }
    }

    /** 12 unique customers and a pair: that two are not unique follows from 14 and 12. */
    @Test
    void whatWouldTellOfFewCustomersByADifferenceIsNotTold() throws IOException {
        List<String> rows = new ArrayList<>();
        add(rows, 30, "f,20,Lyon,flu");
        for (int age = 40; age < 52; age++) {
            add(rows, 1, "f," + age + ",Lyon,flu");
        }
        add(rows, 2, "m,30,Lyon,flu");
        customers = table("customers.csv", rows);

        JsonNode risk = result("--quasi", "sex,age").get("risk");

        assertThat(risk.get("customersInSmallClasses").asInt()).isEqualTo(14);
        assertThat(risk.has("uniqueCustomers")).isFalse();
        assertThat(risk.get("uniqueShare").has("value")).isFalse();
        assertThat(risk("--quasi", "sex,age").out()).containsPattern("unique customers +not told");
    }

    @Test
    void strictBlocksOnSmallClassesAndStillWritesTheEvidence() {
        Shell.Result run = risk("--quasi", "sex,age,town", "--strict", "--json", json);

        assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
        assertThat(run.err()).hasLineCount(1).startsWith("segment: blocked");
        assertThat(json).content().contains("\"BLOCK\"");
        assertThat(risk("--quasi", "sex", "--strict").code()).isZero();
    }

    /**
     * The woman of Bonn falls together with others only where the town is not told and the ages over 30 are one band: 24
     * customers lose half of their age, all their town, and nobody the sex: (12 + 60) / 60 / 3.
     */
    @Test
    void theTableWrittenLosesLeast() throws IOException {
        JsonNode result = result(anonymising("--k", 12));

        assertThat(levels(result)).containsExactly(0, 1, 2);
        JsonNode anonymised = result.get("anonymised");
        assertThat(anonymised.get("loss").asDouble()).isCloseTo(0.4, within(1e-12));
        assertThat(anonymised.get("customersLeftOut").asInt()).isZero();
        assertThat(anonymised.get("risk").get("smallestClass").asInt()).isEqualTo(12);
        assertThat(anonymised.get("risk").get("classes").asInt()).isEqualTo(4);
        assertThat(result.get("risk").get("classes").asInt()).isEqualTo(5);
        List<String> lines = Shell.read(out).lines().toList();
        assertThat(lines).hasSize(61);
        assertThat(lines.get(0)).isEqualTo("sex,age,town,illness");
        assertThat(Collections.frequency(lines, "f,30 and over,*,cold")).isEqualTo(12);
        assertThat(Collections.frequency(lines, "m,under 30,*,flu")).isEqualTo(12);
    }

    @Test
    void aCustomerLeftOutIsAbsentAndCostsOneRow() throws IOException {
        JsonNode result = result(anonymising("--suppress", 0.02));

        assertThat(levels(result)).containsExactly(0, 0, 0);
        assertThat(result.get("anonymised").get("loss").asDouble()).isCloseTo(1.0 / 60, within(1e-12));
        assertThat(result.get("anonymised").get("customersLeftOutUnder").asInt())
                .isEqualTo(11);
        assertThat(result.get("anonymised").has("customersLeftOut")).isFalse();
        assertThat(Shell.read(out)).hasLineCount(60).doesNotContain("Bonn");
        assertThat(risk(anonymising("--suppress", 0.02)).out())
                .containsPattern("left out +fewer than 11 customers")
                .containsPattern("age +level 0 of 2, 2 values");
    }

    /** Two values of the illness in each class: by sex alone, (0 + 1 + 1) / 3. Closer than 0.25: all in one class. */
    @Test
    void diversityAndClosenessAreKept() throws IOException {
        JsonNode diverse = result(anonymising("--l", 2));
        JsonNode close = result(anonymising("--l", 2, "--t", 0.2));

        assertThat(levels(diverse)).containsExactly(0, 2, 2);
        assertThat(diverse.get("anonymised").get("loss").asDouble()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(number(diverse.get("anonymised").get("risk").get("sensitive"), "closeness"))
                .isCloseTo(0.25, within(1e-12));
        assertThat(levels(close)).containsExactly(1, 2, 2);
        assertThat(close.get("anonymised").get("loss").asDouble()).isEqualTo(1);
    }

    @Test
    void theOrderOfTheCustomersDoesNotReachTheTable() throws IOException {
        result(anonymising("--keep", "note"));
        String written = Shell.read(out);
        List<String> rows =
                new ArrayList<>(Shell.read(customers).lines().skip(1).toList());
        Collections.reverse(rows);
        customers = table("turned.csv", rows);
        result(anonymising("--keep", "note"));

        assertThat(Shell.read(out)).isEqualTo(written);
    }

    @Test
    void cellsThatWouldRunAreMadeTextAndMissingOnesAreEmpty() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            rows.add("c" + i + ",f,25,Lyon,flu," + (i < 12 ? "=1+1" : "?"));
        }
        customers = table("customers.csv", rows);
        result("--quasi", "sex", "--anonymise", out, "--keep", "note");

        List<String> lines = Shell.read(out).lines().toList();
        assertThat(lines).hasSize(25).contains("f,'=1+1", "f,").doesNotContain("f,=1+1");
    }

    @Test
    void keptColumnsThatTellCustomersApartWarnOrBlock() {
        Shell.Result warned = risk("--quasi", "sex", "--anonymise", out, "--keep", "id");
        assertThat(warned.code()).isZero();
        assertThat(warned.out()).contains("WARN: whoever knows the columns of --keep too finds 60 classes");
        assertThat(Shell.read(out)).hasLineCount(61);

        Path other = folder.resolve("other.csv");
        Shell.Result blocked = risk("--quasi", "sex", "--anonymise", other, "--keep", "id", "--strict", "--json", json);
        assertThat(blocked.code()).isEqualTo(ExitCode.BLOCKED);
        assertThat(other).doesNotExist();
        assertThat(json).exists();
        assertThat(risk("--quasi", "sex", "--anonymise", other, "--keep", "note", "--strict")
                        .code())
                .isZero();
    }

    @Test
    void theSegmentCountsAsOneMoreColumn() throws IOException {
        List<String> rows = Shell.read(customers).lines().skip(1).toList();
        Path labels = Shell.write(
                folder.resolve("labels.txt"),
                String.join(
                        "\n", IntStream.range(0, 60).mapToObj(i -> "" + i / 20).toList()));
        Path byId = Shell.write(
                folder.resolve("segments.csv"),
                "customer,segment\n"
                        + String.join(
                                "\n",
                                IntStream.range(0, 60)
                                        .map(i -> 59 - i)
                                        .mapToObj(i -> "c" + i + "," + i / 20)
                                        .toList()));
        JsonNode ofLabels = result("--quasi", "sex", "--labels", labels);
        JsonNode ofIds = result("--quasi", "sex", "--labels", byId, "--id", "id,customer");
        customers = Shell.write(
                folder.resolve("with.csv"),
                "id,sex,segment\n"
                        + String.join(
                                "\n",
                                IntStream.range(0, 60)
                                        .mapToObj(
                                                i -> "c" + i + "," + rows.get(i).split(",", -1)[1] + "," + i / 20)
                                        .toList()));

        assertThat(ofLabels).isEqualTo(result("--quasi", "sex,segment"));
        assertThat(ofIds).isEqualTo(ofLabels);
        // Women alone in the first segment, women and men in the two others.
        assertThat(ofLabels.get("risk").get("classes").asInt()).isEqualTo(5);
    }

    @Test
    void equalNumbersAreOneSensitiveValueAndHaveAnOrder() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            rows.add("c" + i + ",f,25,Lyon," + (i < 6 ? "1" : "1.0") + ",x");
            rows.add("d" + i + ",m,25,Lyon," + (i < 6 ? "2" : "3") + ",x");
        }
        customers = table("customers.csv", rows);

        JsonNode worst =
                result("--quasi", "sex", "--sensitive", "illness").get("risk").get("sensitive");

        assertThat(number(worst, "distinctDiversity")).isEqualTo(1);
        // Women: all at the first of three places against 1/2, 1/4, 1/4: (1/2 + 1/4) / 2.
        assertThat(number(worst, "closeness")).isCloseTo(0.375, within(1e-12));
        JsonNode banded = result("--quasi", "sex", "--sensitive", "illness", "--bands", "illness=2.5")
                .get("risk")
                .get("sensitive");
        // Women: all below 2.5, where 3 in 4 are.
        assertThat(number(banded, "closeness")).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void theHelpNamesWhatTheCommandDoes() {
        Shell.Result run = Shell.here("risk", "--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("--quasi=A,B", "--anonymise=OUT", "--hierarchy=A=FILE", "--sampling-share=P");
        assertThat(Shell.here("--help").out()).containsPattern("\n +risk +Measures how easily");
    }
}
