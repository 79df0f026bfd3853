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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Private profiles from files, and a ledger that pays for them. */
class ReleaseCommandTest {
    private static final int ROWS = 400;

    /** Noise below a unit. */
    private static final String PLENTY = "1e7";

    private static final String[] ONE_COLUMN = {"--columns", "age", "--segments", "2"};

    @TempDir
    private Path folder;

    private Path labels;
    private Path customers;
    private Path bounds;
    private Path ledger;
    private Path json;

    /** Customers are 20 to 59 years old, in the first segment 5 years older than in the second, and have two rows each. */
    @BeforeEach
    void prepare() {
        labels = lines("labels.txt", "", row -> String.valueOf(row / 200));
        customers = lines(
                "customers.csv",
                "id,owner,sex,age,spent\n",
                row -> "c" + row + ",o" + row / 2 + "," + (row % 4 == 0 ? "f" : "m") + "," + age(row) + ",0");
        bounds = Shell.write(folder.resolve("bounds.csv"), "0,100\n");
        ledger = folder.resolve("ledger");
        json = folder.resolve("release.json");
    }

    private static int age(int row) {
        return 20 + row % 40 + (row < 200 ? 5 : 0);
    }

    private Path lines(String name, String header, IntFunction<String> line) {
        return Shell.write(
                folder.resolve(name),
                header + IntStream.range(0, ROWS).mapToObj(line).collect(Collectors.joining("\n", "", "\n")));
    }

    private Shell.Result release(Object... arguments) {
        List<Object> all = new ArrayList<>(
                List.of("release", "--labels", labels, "--customers", customers, "--ledger", ledger, "--quiet"));
        all.addAll(Arrays.asList(arguments));
        if (!all.contains("--bounds")) {
            all.addAll(List.of("--bounds", bounds));
        }
        return Shell.here(all.toArray());
    }

    private static Object[] with(Object[] first, Object... then) {
        List<Object> all = new ArrayList<>(Arrays.asList(first));
        all.addAll(Arrays.asList(then));
        return all.toArray();
    }

    private JsonNode result(Object... arguments) throws IOException {
        Shell.Result run = release(with(arguments, "--json", json));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        return new JsonMapper().readTree(json.toFile());
    }

    private void assertRefused(String expected, Object... arguments) {
        Shell.Result run = release(with(arguments, "--json", json));
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).hasLineCount(1).startsWith("segment: ").contains(expected);
        assertThat(json).doesNotExist();
    }

    /** A budget of epsilon 2 on a new ledger, and an answer of 1. */
    private static Object[] ofTwo(Object... more) {
        return with(with(ONE_COLUMN, "--create-budget", "2,1e-6", "--epsilon", "1"), more);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--smallest 11",
                "--delta 1e-6",
                "--bounds private",
                "--delta 1e-6 --bounds private --protected sex --groups sex=f,m",
                "--protected sex,owner --groups sex=f,m --groups owner=o1,o2",
                "--customer-id owner --rows-per-customer 2"
            })
    void hazard12ThePlanSaysWhatIsThenSpentAndSpendsNothing(String choices) throws IOException {
        Object[] asked = ofTwo((Object[]) choices.split(" "));
        JsonNode plan = result(with(asked, "--plan"));
        assertThat(ledger).doesNotExist();
        JsonNode told = result(asked);
        assertThat(plan.get("type").asText()).isEqualTo("release-plan/1");
        assertThat(plan.get("fits").asBoolean()).isTrue();
        assertThat(told.get("spentEpsilon").asDouble())
                .isPositive()
                .isLessThan(1 + 1e-9)
                .isEqualTo(plan.get("totalEpsilon").asDouble());
        assertThat(told.get("leftEpsilon").asDouble())
                .isEqualTo(plan.get("leftEpsilon").asDouble());
        assertThat(told.get("answers")).isEqualTo(plan.get("answers"));
        assertThat(told.get("leastSize")).isEqualTo(plan.get("leastSize"));
        if (!choices.contains("private")) {
            JsonNode size = told.get("segments").get(0).get("size");
            JsonNode answers = plan.get("answers");
            assertThat(size.get("expectedError").asDouble())
                    .isEqualTo(
                            answers.get(answers.size() - 1).get("expectedError").asDouble());
        }
    }

    @Test
    void selectionIsPartOfWhatWasPlanned() throws IOException {
        Object[] asked = {
            "--columns", "age", "--select", "--delta", "1e-6", "--epsilon", "1", "--create-budget", "1.01,1e-6"
        };
        double planned = result(with(asked, "--plan")).get("totalEpsilon").asDouble();
        assertThat(result(asked).get("spentEpsilon").asDouble())
                .isEqualTo(planned)
                .isLessThanOrEqualTo(1.01);
    }

    @Test
    void aReleaseIsRefusedWhenTheBudgetIsGone() {
        assertThat(release(ofTwo()).code()).isZero();
        String before = Shell.read(ledger);

        Shell.Result run = release(with(
                ONE_COLUMN,
                "--epsilon",
                "1.5",
                "--protected",
                "sex",
                "--groups",
                "sex=f,m",
                "--json",
                json,
                "--bounds",
                "private"));

        assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .hasLineCount(1)
                .startsWith("segment: epsilon 1.000 at delta 1.0E-6 is left of the budget of 'customers.csv'")
                .contains("nothing was spent or written");
        assertThat(Shell.read(ledger)).isEqualTo(before);
        assertThat(json).doesNotExist();
        Shell.Result gaussian = release(
                with(ONE_COLUMN, "--epsilon", "0.1", "--delta", "1e-6", "--create-budget", "1,0", "--data-set", "x"));
        assertThat(gaussian.code()).as(gaussian.err()).isEqualTo(ExitCode.BLOCKED);
        assertThat(gaussian.err()).contains("more delta");
        assertThat(Shell.read(ledger)).isEqualTo(before);
    }

    @Test
    void aLedgerThatWasAlteredIsRefused() {
        assertThat(release(ofTwo()).code()).isZero();
        String whole = Shell.read(ledger);
        Shell.write(ledger, whole.replaceFirst("\t2\t", "\t9\t"));
        assertRefused("line 2", with(ONE_COLUMN, "--epsilon", "1"));
        Shell.write(ledger, whole.substring(0, whole.length() - 60));
        assertRefused("line", with(ONE_COLUMN, "--epsilon", "1", "--plan"));
    }

    @Test
    void theLedgerAndItsBudgetMustBeThereOrAskedFor() {
        assertRefused("--create-budget", with(ONE_COLUMN, "--epsilon", "1"));
        assertThat(ledger).doesNotExist();
        assertThat(release(ofTwo()).code()).isZero();
        assertRefused("knows no data set 'other'", with(ONE_COLUMN, "--epsilon", "1", "--data-set", "other"));
        assertRefused("cannot be changed", with(ONE_COLUMN, "--epsilon", "1", "--create-budget", "9,1e-6"));
        assertThat(release(ofTwo("--data-set", "other")).code()).isZero();
        assertThat(release(with(ONE_COLUMN, "--epsilon", "1")).code()).isZero();
        for (String wrong : List.of("1", "1,2,3", "NaN,0", "-1,0", "1,1", "1,NaN")) {
            assertRefused("--create-budget", with(ONE_COLUMN, "--epsilon", "1", "--create-budget", wrong));
        }
    }

    @Test
    void hazard10WhatIsNoCostIsAnErrorNeverLessNoise() {
        for (String wrong : List.of("NaN", "-1", "0", "Infinity")) {
            assertRefused("--epsilon", with(ONE_COLUMN, "--epsilon", wrong, "--create-budget", "2,1e-6"));
            assertRefused("--delta", ofTwo("--delta", wrong));
        }
        assertRefused("--epsilon", with(ONE_COLUMN, "--epsilon", "much"));
        assertRefused("--delta", ofTwo("--delta", "1"));
        assertThat(ledger).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1: 0,abc",
                "2: 0,1;0,1",
                "1: 0",
                "1: 1,0",
                "1: 0,NaN",
                "1: 0,Infinity",
                "2: # remark;age,0",
                "1: weight,0,1",
                "2: age,0,1;age,0,1",
                "3: column,lower,upper;age,0,9;0,9",
                "2: lower,upper;a,b"
            })
    void badBoundsAreNamedByTheirLine(String content) {
        Shell.write(bounds, content.substring(3).replace(';', '\n'));
        assertRefused("line " + content.charAt(0) + " of --bounds 'bounds.csv'", ofTwo());
        assertThat(ledger).doesNotExist();
    }

    @Test
    void everyColumnNeedsBounds() {
        Shell.write(bounds, "age,0,100\n");
        assertRefused("holds none of [spent]", "--columns", "age,spent", "--segments", "2", "--epsilon", "1");
        bounds = folder.resolve("absent.csv");
        assertRefused("there is no file", ofTwo());
    }

    @Test
    void numbersComeNearTheTruthWhereNoiseIsAlmostNone() throws IOException {
        Shell.write(bounds, "# known\nspent,-1,1\nage,0,100\n");
        JsonNode told = result(
                "--columns",
                "age,spent",
                "--segments",
                "0,1",
                "--epsilon",
                PLENTY,
                "--create-budget",
                PLENTY + ",0",
                "--protected",
                "sex,age",
                "--groups",
                "sex=f,m",
                "--bands",
                "age=40");
        JsonNode first = told.get("segments").get(0);
        assertThat(first.get("segment").asText()).isEqualTo("0");
        assertThat(first.get("size").get("value").asDouble()).isEqualTo(200);
        assertThat(first.get("means").get(0).get("value").asDouble()).isCloseTo(44.5, within(0.01));
        assertThat(first.get("means").get(1).get("value").asDouble()).isCloseTo(0, within(0.01));
        JsonNode second = told.get("segments").get(1);
        assertThat(second.get("means").get(0).get("value").asDouble()).isCloseTo(39.5, within(0.01));
        JsonNode sex = told.get("tables").get(0);
        assertThat(sex.get("groups")).extracting(JsonNode::asText).containsExactly("f", "m", "other");
        assertThat(sex.get("cells"))
                .extracting(cell -> cell.get("value").asInt())
                .containsExactly(50, 150, 0, 50, 150, 0);
        JsonNode age = told.get("tables").get(1);
        assertThat(age.get("groups")).extracting(JsonNode::asText).containsExactly("under 40", "40 and over");
        assertThat(age.get("cells"))
                .extracting(cell -> cell.get("count").asInt())
                .containsExactly(75, 125, 100, 100);
    }

    @Test
    void lessEpsilonWidensEveryInterval() throws IOException {
        double[] widths = new double[4];
        int next = 0;
        for (String epsilon : List.of("1", "0.5")) {
            JsonNode segment = result(
                            with(ONE_COLUMN, "--epsilon", epsilon, "--create-budget", "2,0", "--smallest", "11"))
                    .get("segments")
                    .get(0);
            for (JsonNode told :
                    List.of(segment.get("size"), segment.get("means").get(0))) {
                widths[next++] =
                        told.get("upper").asDouble() - told.get("lower").asDouble();
                assertThat(told.get("confidence").asDouble()).isEqualTo(0.95);
            }
        }
        assertThat(widths[2]).isGreaterThan(1.9 * widths[0]);
        assertThat(widths[3]).isGreaterThan(widths[1]);
    }

    /** Noise of a deviation of 94 rows hits both sizes with a chance below 1e-4, and does so five times with one below 1e-20. */
    @Test
    void hazard7NothingExactIsTold() throws IOException {
        int exact = 0;
        for (int run = 0; run < 5; run++) {
            JsonNode told = result(with(
                    ONE_COLUMN,
                    "--epsilon",
                    "0.1",
                    "--create-budget",
                    "9,0",
                    "--smallest",
                    "11",
                    "--protected",
                    "sex",
                    "--groups",
                    "sex=f,m"));
            assertThat(told.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "type",
                            "dataSet",
                            "epsilon",
                            "noise",
                            "adjacency",
                            "unit",
                            "budgetEpsilon",
                            "budgetDelta",
                            "leastSize",
                            "leftOut",
                            "bounds",
                            "segments",
                            "tables",
                            "answers",
                            "spentEpsilon",
                            "leftEpsilon");
            int right = 0;
            for (JsonNode segment : told.get("segments")) {
                right += segment.get("size").get("value").asInt() == 200 ? 1 : 0;
            }
            exact += right == 2 ? 1 : 0;
            assertThat(told.get("segments").size() + told.get("leftOut").size()).isEqualTo(2);
        }
        assertThat(exact).isLessThan(5);
    }

    @Test
    void whatIsPrintedHasAnErrorForEveryNumberAndSaysWhatIsLeft() {
        Shell.Result run = release(ofTwo("--protected", "sex", "--groups", "sex=f,m", "--delta", "1e-6"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("segments of 'customers.csv' at epsilon 1.0 and delta 1.0E-6, with Gaussian noise;")
                .containsPattern("0 +size +-?\\d+ +[\\d.]+ +-?\\d+ to -?\\d+\n")
                .containsPattern("1 +mean age +[\\d.]+ +[\\d.]+ +[\\d.]+ to [\\d.]+\n")
                .containsPattern("1 +other +-?\\d+ +[\\d.]+ +-?\\d+ to -?\\d+\n")
                .containsPattern("customers.csv: epsilon \\d\\S+ of 2.000 spent at delta 1.0E-6, \\d\\S+ left\n$");
        assertThat(release(ofTwo("--plan")).out())
                .startsWith("plan, nothing is spent: segments of 'customers.csv'")
                .contains("expected error of means", "of 1000 rows", "would be spent");
    }

    @Test
    void hazard8RowsOfACustomerAreBounded() throws IOException {
        assertRefused("--customer-id", ofTwo("--rows-per-customer", "2"));
        assertRefused("at least 1 row", ofTwo("--customer-id", "owner", "--rows-per-customer", "0"));
        Object[] asked = with(ONE_COLUMN, "--epsilon", PLENTY, "--create-budget", "1e9,0", "--customer-id", "owner");
        assertThat(sizes(result(asked))).containsExactly(100, 100);
        JsonNode both = result(with(asked, "--rows-per-customer", "2"));
        assertThat(sizes(both)).containsExactly(200, 200);
        assertThat(both.get("rowsPerCustomer").asInt()).isEqualTo(2);
    }

    private static List<Integer> sizes(JsonNode told) {
        List<Integer> sizes = new ArrayList<>();
        told.get("segments")
                .forEach(segment -> sizes.add(segment.get("size").get("value").asInt()));
        return sizes;
    }

    @Test
    void segmentsAreMatchedByIdAndThoseOfNobodyAreLeftOut() throws IOException {
        labels = lines("segments.csv", "id,segment\n", row -> "c" + (ROWS - 1 - row) + "," + (row < 100 ? "B" : "A"));
        Object[] asked = {
            "--columns", "age", "--segments", "A,B,C", "--id", "id", "--epsilon", PLENTY, "--create-budget", "1e9,0"
        };
        JsonNode told = result(asked);
        assertThat(sizes(told)).containsExactly(300, 100);
        assertThat(told.get("leftOut")).extracting(JsonNode::asText).containsExactly("C");
        assertThat(release(asked).out()).contains("left out, as their noisy size is below 20: C");
        labels = Shell.write(
                folder.resolve("owners.csv"),
                IntStream.range(0, 200)
                        .mapToObj(owner -> "o" + owner + "," + (owner < 50 ? "A" : "B"))
                        .collect(Collectors.joining("\n", "owner,segment\n", "\n")));
        asked[5] = "owner";
        assertThat(sizes(result(with(asked, "--customer-id", "owner", "--rows-per-customer", "2"))))
                .containsExactly(100, 300);
    }

    @Test
    void hazard6NamesThatComeFromCustomersAreChosenPrivately() throws IOException {
        labels = lines("labels.txt", "", row -> row == 7 ? "987654321" : row < 9 ? "-1" : String.valueOf(row / 200));
        Object[] select = {"--columns", "age", "--select", "--delta", "1e-6", "--epsilon", "20", "--create-budget"};
        assertRefused("more than 2 different", with(select, "1e3,1e-3", "--segments", "2"));
        assertRefused("--delta", "--columns", "age", "--select", "--epsilon", "1");
        assertRefused("--select takes", with(select, "1e3,1e-3", "--segments", "0,1"));
        Shell.Result run = release(with(select, "1e3,1e-3", "--smallest", "11"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("0        size", "1        size", "are not named")
                .doesNotContain("987654321");
        JsonNode told = result(with(select, "1e3,1e-3", "--smallest", "11"));
        assertThat(told.get("segments")).hasSize(2);
        assertThat(told.get("leftOut")).isEmpty();
    }

    @Test
    void whatWouldTellAboutCustomersMustBeKnown() {
        assertRefused("--segments", "--columns", "age", "--epsilon", "1");
        assertRefused("row 201", "--columns", "age", "--epsilon", "1", "--segments", "1", "--create-budget", "2,0");
        assertThat(ledger).doesNotExist();
        for (String wrong : List.of("0", "1001", "-1", "two", "A,A", "A,")) {
            assertRefused("--segments", "--columns", "age", "--epsilon", "1", "--segments", wrong);
        }
        assertRefused("--groups sex=A,B", ofTwo("--protected", "sex"));
        assertRefused("names [sex]", ofTwo("--protected", "sex", "--groups", "age=1,2"));
        assertRefused("names [sex]", ofTwo("--protected", "sex", "--groups", "sex=f,"));
        assertRefused("already", ofTwo("--protected", "sex", "--groups", "sex=f", "--groups", "sex=m"));
    }

    @Test
    void whatCannotBeUsedSpendsNothing() {
        assertRefused("smallest segment", ofTwo("--smallest", "10"));
        assertRefused("--seed", ofTwo("--seed", "1"));
        assertRefused("twice", "--columns", "age,age", "--segments", "2", "--epsilon", "1");
        assertRefused(
                "no such column", "--columns", "sax", "--segments", "2", "--epsilon", "1", "--create-budget", "2,0");
        assertRefused(
                "row 1, column 'sex'",
                "--columns",
                "sex",
                "--segments",
                "2",
                "--epsilon",
                "1",
                "--create-budget",
                "2,0");
        labels = Shell.write(folder.resolve("labels.txt"), "0\n1\n");
        assertRefused("each of the 400 rows", ofTwo());
        json = folder.resolve("bounds.csv/x.json");
        Shell.Result run = release(with(ofTwo(), "--json", json));
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ledger).doesNotExist();
    }

    @Test
    void rangesThatAreLearnedArePowersOfTwoAndThoseThatAreNotHideTheMeanAlone() throws IOException {
        Object[] asked = {
            "--columns", "age,spent", "--segments", "2", "--bounds", "private", "--create-budget", "1e9,0", "--epsilon"
        };
        JsonNode told = result(with(asked, PLENTY));
        JsonNode age = told.get("bounds").get(0);
        assertThat(age.get("lower").asDouble()).isEqualTo(16);
        assertThat(age.get("upper").asDouble()).isEqualTo(128);
        assertThat(told.get("bounds").get(1).get("reason").asText()).contains("are 0");
        JsonNode means = told.get("segments").get(0).get("means");
        assertThat(means).hasSize(1);
        assertThat(means.get(0).get("value").asDouble()).isCloseTo(44.5, within(0.01));
        Shell.Result hidden = release(with(asked, "0.2"));
        assertThat(hidden.code()).as(hidden.err()).isZero();
        assertThat(hidden.out()).contains("age: no mean, as no power of two holds enough rows");
    }

    /** 10,771 of 32,561 are women. */
    @Test
    @RequiresData({Adult.TRAIN})
    void theCensusIsToldToWithinItsExpectedError() throws IOException {
        Adult adult = Adult.train();
        List<String> sex = adult.texts("sex");
        double[][] ages = adult.numbers("age");
        StringBuilder table = new StringBuilder("age,sex\n");
        StringBuilder segments = new StringBuilder();
        double sum = 0;
        for (int row = 0; row < adult.size(); row++) {
            table.append(ages[row][0]).append(',').append(sex.get(row)).append('\n');
            segments.append(sex.get(row).equals("Female") ? 0 : 1).append('\n');
            sum += sex.get(row).equals("Female") ? ages[row][0] : 0;
        }
        customers = Shell.write(folder.resolve("adult.csv"), table.toString());
        labels = Shell.write(folder.resolve("labels.txt"), segments.toString());
        Shell.write(bounds, "17,90\n");

        JsonNode told = result(ofTwo("--delta", "1e-6"));

        JsonNode women = told.get("segments").get(0);
        assertThat(told.get("dataSet").asText()).isEqualTo("adult.csv");
        // Gaussian noise beyond 6 deviations: once in 5e8 numbers.
        JsonNode size = women.get("size");
        assertThat(size.get("value").asDouble())
                .isCloseTo(10_771, within(6 * size.get("expectedError").asDouble()));
        JsonNode mean = women.get("means").get(0);
        assertThat(mean.get("value").asDouble())
                .isCloseTo(sum / 10_771, within(6 * mean.get("expectedError").asDouble()));
        assertThat(mean.get("expectedError").asDouble()).isLessThan(0.2);
    }
}
