package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segmentation4j.privacy.accounting.Zcdp;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Private clusters from the command line: what they tell, what they cost, and what is refused. */
class PrivateClusterTest {
    private static final int ROWS = 3000;

    /** Noise passes so many standard deviations once in 10^15 draws. */
    private static final double NEVER = 8;

    private static final List<String> PRIVATE_FIELDS = List.of(
            "algorithm",
            "description",
            "method",
            "rows",
            "columns",
            "clusters",
            "seed",
            "noise",
            "spent",
            "bounds",
            "sizes",
            "sizeError",
            "centroids",
            "precision",
            "threads",
            "reasons");

    @TempDir
    private Path folder;

    private Path data;
    private Path bounds;
    private Path json;
    private Path labels;
    private Path ledger;

    /** A third of the rows around (20, 2000), the others around (70, 7000). */
    @BeforeEach
    void prepare() {
        data = rows("data.csv", ROWS);
        bounds = Shell.write(folder.resolve("bounds.csv"), "lower,upper\n# age\n0,100\n\n0,10000\n");
        json = folder.resolve("result.json");
        labels = folder.resolve("labels.txt");
        ledger = folder.resolve("ledger.txt");
    }

    private Path rows(String name, int count) {
        StringBuilder text = new StringBuilder("age,income\n");
        for (int i = 0; i < count; i++) {
            int centre = i % 3 == 0 ? 20 : 70;
            text.append(centre + i % 7 - 3)
                    .append(',')
                    .append(100 * centre + i % 11 - 5)
                    .append('\n');
        }
        return Shell.write(folder.resolve(name), text.toString());
    }

    private Shell.Result cluster(Object... arguments) {
        List<Object> all = new ArrayList<>(
                List.of("cluster", "--data", data, "--clusters", 2, "--algorithm", "dp-kmeans", "--quiet"));
        all.addAll(Arrays.asList(arguments));
        return Shell.here(all.toArray());
    }

    /** A run of epsilon 1, within the bounds of the file if not said otherwise. */
    private Shell.Result paid(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("--epsilon", 1, "--delta", "1e-6"));
        all.addAll(Arrays.asList(arguments));
        if (!all.contains("--bounds")) {
            all.addAll(List.of("--bounds", bounds));
        }
        return cluster(all.toArray());
    }

    private JsonNode result(Object... arguments) throws IOException {
        List<Object> all = new ArrayList<>(List.of("--json", json));
        all.addAll(Arrays.asList(arguments));
        return read(paid(all.toArray()));
    }

    private JsonNode read(Shell.Result run) throws IOException {
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        return new JsonMapper().readTree(json.toFile());
    }

    private Object[] withLedger(Object... more) {
        List<Object> all = new ArrayList<>(List.of("--ledger", ledger, "--data-set", "shop"));
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }

    private void assertRefused(int code, String expected, Shell.Result run) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).hasLineCount(1).startsWith("segment: ").contains(expected);
        assertThat(run.out()).isEmpty();
        assertThat(json).doesNotExist();
        assertThat(labels).doesNotExist();
    }

    @Test
    void neighbouringFilesGiveTheSameFieldsAndNoneIsExact() throws IOException {
        JsonNode more = result();
        data = rows("fewer.csv", ROWS - 1);
        JsonNode fewer = result();

        for (JsonNode result : List.of(more, fewer)) {
            assertThat(result.fieldNames()).toIterable().containsExactlyElementsOf(PRIVATE_FIELDS);
            assertThat(result.get("rows").isNull()).isTrue();
            assertThat(result.get("reasons").get("rows").asText()).contains("hidden");
            assertThat(result.get("centroids").get(0).fieldNames()).toIterable().containsExactly("centroid", "error");
        }
        String table = paid().out();
        assertThat(table).contains("whose number is private").doesNotContain("seconds", "inertia", ROWS + " rows");
    }

    @Test
    void sizesAndCentroidsAreOffByTheErrorTheyName() throws IOException {
        JsonNode result = result("--scale", "bounds");

        double sizeError = result.get("sizeError").asDouble();
        assertThat(sizeError).isBetween(1.0, 100.0);
        assertThat(result.get("sizes").get(0).asDouble()).isCloseTo(ROWS / 3.0, within(NEVER * sizeError));
        assertThat(result.get("sizes").get(1).asDouble()).isCloseTo(ROWS * 2 / 3.0, within(NEVER * sizeError));
        JsonNode first = result.get("centroids").get(0);
        // The columns are equally spread within their bounds, so the errors are as their widths.
        assertThat(first.get("error").get(1).asDouble())
                .isCloseTo(100 * first.get("error").get(0).asDouble(), within(1e-9));
        assertThat(first.get("centroid").get(0).asDouble())
                .isCloseTo(20, within(NEVER * first.get("error").get(0).asDouble()));
        assertThat(first.get("centroid").get(1).asDouble())
                .isCloseTo(2000, within(NEVER * first.get("error").get(1).asDouble()));
    }

    @Test
    void theSeedDoesNotMoveTheNoise() throws IOException {
        JsonNode one = result("--seed", 1);
        JsonNode again = result("--seed", 1);

        assertThat(again.get("centroids")).isNotEqualTo(one.get("centroids"));
        assertThat(Shell.here("cluster", "--algorithm", "dp-kmeans", "--help")
                        .out()
                        .replaceAll("\\s+", " "))
                .contains("Noise is never seeded: --seed moves starts alone");
    }

    @Test
    void whatIsHiddenIsWhatWasAskedFor() throws IOException {
        JsonNode result = result("--adjacency", "replace", "--dp-method", "lloyd", "--steps", 2);

        assertThat(result.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(result.get("spent").get("adjacency").asText()).isEqualTo("replace");
        assertThat(result.get("method").asText()).isEqualTo("lloyd");
        assertThat(result.get("description").asText()).contains("steps=2", "adjacency=REPLACE");
    }

    @Test
    void startsAreInTheUnitsOfTheFile() throws IOException {
        Path starts = Shell.write(folder.resolve("starts.csv"), "20,2000\n70,7000\n");

        JsonNode result = result("--scale", "bounds", "--init", starts);

        assertThat(result.get("description").asText()).contains("starts=given");
        assertThat(result.get("centroids").get(1).get("centroid").get(1).asDouble())
                .isCloseTo(7000, within(500.0));
    }

    @Test
    void boundsLearnedPrivatelyAreAPartOfTheSameCost() throws IOException {
        JsonNode result = read(
                cluster("--epsilon", 1, "--delta", "1e-6", "--bounds", "private", "--scale", "bounds", "--json", json));

        assertThat(result.get("bounds").get("learned").asText()).isEqualTo("privately");
        assertThat(result.get("bounds").get("upper").get(0).asDouble()).isEqualTo(128);
        JsonNode spent = result.get("spent");
        assertThat(spent.get("epsilon").asDouble()).isEqualTo(1);
        assertThat(spent.get("budget").get("epsilonSpentInAll").asDouble()).isBetween(.999, 1.0);
        double forBounds = spent.get("parts").get(0).get("rho").asDouble();
        double forCentroids = spent.get("parts").get(1).get("rho").asDouble();
        assertThat(forBounds / (forBounds + forCentroids)).isCloseTo(.1, within(1e-9));
        assertThat(forBounds + forCentroids).isLessThanOrEqualTo(Zcdp.rho(1, 1e-6));
    }

    @Test
    void whatIsNotPrivateHasToBeSaidAloud() throws IOException {
        Path truth = Shell.write(folder.resolve("truth.txt"), "0\n1\n1\n".repeat(ROWS / 3));
        for (Object[] option : new Object[][] {
            {"--labels", labels}, {"--truth", truth}, {"--indices", "all"}, {"--indices", "silhouette"}
        }) {
            assertRefused(ExitCode.BAD_INPUT, option[0] + " does not go with", paid(option));
        }
        assertThat(paid("--indices", "none").code()).isZero();

        JsonNode result = result(
                "--non-private-labels",
                "--labels",
                labels,
                "--truth",
                truth,
                "--indices",
                "daviesBouldin",
                "--scale",
                "bounds");

        JsonNode open = result.get("notPrivate");
        assertThat(open.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(open.get("sizes").get(0).asInt()).isEqualTo(ROWS / 3);
        assertThat(open.get("inertia").asDouble()).isPositive();
        assertThat(open.get("ari").asDouble()).isEqualTo(1);
        assertThat(open.get("daviesBouldin").asDouble()).isPositive();
        assertThat(open.get("silhouette").isNull()).isTrue();
        assertThat(result.get("reasons").get("notPrivate").asText()).contains("without noise");
        assertThat(result.get("rows").isNull()).isTrue();
        assertThat(Shell.read(labels).lines()).hasSize(ROWS);
        assertThat(paid("--non-private-labels").out()).contains("NOT PRIVATE", "exact sizes");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOverspentLedgerRefusesBeforeAnythingIsSpent(boolean learned) throws IOException {
        JsonNode first = result(withLedger("--create-budget", "1.2,1e-6"));
        assertThat(first.get("spent").get("budget").get("dataSet").asText()).isEqualTo("shop");
        assertThat(paid(withLedger()).code()).isEqualTo(ExitCode.BLOCKED);
        String booked = Shell.read(ledger);
        Files.delete(json);

        assertRefused(
                ExitCode.BLOCKED,
                "the privacy budget of 'shop' is (epsilon 1.2, delta 1.0E-6)",
                paid(withLedger("--bounds", learned ? "private" : bounds, "--json", json)));

        assertThat(Shell.read(ledger)).isEqualTo(booked);
    }

    @Test
    void aLedgerIsMadeOnlyOnRequestAndOnlyForARunThatFits() {
        assertRefused(ExitCode.BAD_INPUT, "--create-budget", paid(withLedger()));
        assertRefused(ExitCode.BLOCKED, "'shop'", paid(withLedger("--create-budget", "0.5,1e-6")));
        assertRefused(
                ExitCode.BAD_INPUT, "is a folder", paid(withLedger("--create-budget", "2,1e-6", "--json", folder)));
        assertThat(ledger).doesNotExist();

        assertThat(paid(withLedger("--create-budget", "2,1e-6")).code()).isZero();
        assertThat(paid(withLedger("--create-budget", "2,1e-6")).code()).isZero();
        String booked = Shell.read(ledger);
        assertRefused(ExitCode.BAD_INPUT, "declared before", paid(withLedger("--create-budget", "9,1e-6")));
        assertRefused(ExitCode.BAD_INPUT, "--adjacency must be add-remove", paid(withLedger("--adjacency", "replace")));
        assertRefused(ExitCode.BAD_INPUT, "'other'", paid("--ledger", ledger, "--data-set", "other"));
        assertThat(Shell.read(ledger)).isEqualTo(booked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--delta 1e-6 --bounds private                                 | needs --epsilon",
                "--epsilon 1 --bounds private                                  | needs --delta",
                "--epsilon 1 --delta 1e-6                                      | needs --bounds",
                "--epsilon NaN --delta 1e-6 --bounds private                   | --epsilon must be a finite number above 0",
                "--epsilon 0 --delta 1e-6 --bounds private                     | --epsilon must be",
                "--epsilon -1 --delta 1e-6 --bounds private                    | --epsilon must be",
                "--epsilon Infinity --delta 1e-6 --bounds private              | --epsilon must be",
                "--epsilon one --delta 1e-6 --bounds private                   | '--epsilon'",
                "--epsilon 1 --delta NaN --bounds private                      | --delta must be above 0 and below 1",
                "--epsilon 1 --delta 0 --bounds private                        | --delta must be",
                "--epsilon 1 --delta 1 --bounds private                        | --delta must be",
                "--epsilon 1 --delta 1e-6 --bounds private --scale z           | --scale z does not go with",
                "--epsilon 1 --delta 1e-6 --bounds private --scale minmax      | take --scale bounds",
                "--epsilon 1 --delta 1e-6 --bounds private --one-pass          | --one-pass does not apply",
                "--epsilon 1 --delta 1e-6 --bounds private --missing observed  | --missing does not apply",
                "--epsilon 1 --delta 1e-6 --bounds private --restarts 3        | --restarts does not apply",
                "--epsilon 1 --delta 1e-6 --bounds private --start random      | --start does not apply",
                "--epsilon 1 --delta 1e-6 --bounds private --protected age     | --protected does not apply",
                "--epsilon 1 --delta 1e-6 --bounds private --dp-method magic   | --dp-method",
                "--epsilon 1 --delta 1e-6 --bounds private --steps 0           | steps must be at least 1",
                "--epsilon 1 --delta 1e-6 --bounds private --adjacency none    | --adjacency",
                "--epsilon 1 --delta 1e-6 --bounds private --data-set shop     | --data-set needs --ledger",
                "--epsilon 1 --delta 1e-6 --bounds private --create-budget 1,1 | --create-budget needs --ledger",
                "--epsilon 1 --delta 1e-6 --bounds private --ledger l          | --ledger needs --data-set",
                "--epsilon 1 --delta 1e-6 --bounds private --ledger l --data-set s --create-budget 1   | two numbers",
                "--epsilon 1 --delta 1e-6 --bounds private --ledger l --data-set s --create-budget 1,1 | below 1",
                "--epsilon 1 --delta 1e-6 --bounds private --ledger l --data-set s --create-budget NaN,1e-6 | above 0",
                "--epsilon 1 --delta 1e-6 --bounds private --init f --dp-method tree | --dp-method does not go with --init",
                "--epsilon 1 --delta 1e-6 --bounds absent.csv                  | absent.csv",
                "--epsilon 1e-9 --delta 1e-12 --bounds private                 | epsilon",
            })
    void whatCannotBeIsRefused(String options, String expected) {
        List<Object> arguments = new ArrayList<>(List.of("--json", json));
        arguments.addAll(List.of(options.split(" +", -1)));

        assertRefused(ExitCode.BAD_INPUT, expected, cluster(arguments.toArray()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "0,100                              | 'bounds.csv' holds none of [income]",
                "0,100\\n0,1\\n0,1                  | line 3",
                "age,0,100\\nweight,0,1            | line 2",
                "lower,upper\\n# a remark\\n0,x     | line 3",
                "0,100\\n0                          | line 2",
                "0,100\\n0,1,2                      | line 2",
                "0,100\\nlower,upper                | line 2",
                "0,100\\n5,5                        | line 2",
                "0,100\\n7,5                        | line 2",
                "0,100\\n0,NaN                      | line 2",
                "-1e308,1e308\\n0,1                 | line 1"
            })
    void aWrongLineOfBoundsIsNamed(String text, String expected) {
        Shell.write(bounds, text.strip().replace("\\n", "\n"));

        assertRefused(ExitCode.BAD_INPUT, expected, paid(withLedger("--create-budget", "2,1e-6", "--json", json)));
        assertThat(ledger).doesNotExist();
    }

    @Test
    void badRowsAndStartsAreRefusedBeforeAnythingIsSpent() {
        Path starts = Shell.write(folder.resolve("starts.csv"), "20,2000\n");
        assertRefused(
                ExitCode.BAD_INPUT,
                "--init must hold 2 rows",
                paid(withLedger("--create-budget", "2,1e-6", "--json", json, "--init", starts)));
        data = Shell.write(folder.resolve("bad.csv"), "age,income\n1,2\n3,\n");
        assertRefused(ExitCode.BAD_INPUT, "row 2", paid(withLedger("--create-budget", "2,1e-6", "--json", json)));
        assertThat(ledger).doesNotExist();
    }

    @Test
    void fewRowsAreNoErrorAsThatWouldTellAboutThem() throws IOException {
        data = Shell.write(folder.resolve("few.csv"), "age,income\n1,2\n");

        JsonNode result = result();

        assertThat(result.get("sizes")).hasSize(2);
        assertThat(result.fieldNames()).toIterable().containsExactlyElementsOf(PRIVATE_FIELDS);
    }

    @Test
    void aRangeHiddenByNoiseIsToldWithWhatWasBooked() {
        data = Shell.write(folder.resolve("few.csv"), "age,income\n1,2\n");

        Shell.Result run = paid(withLedger("--create-budget", "2,1e-6", "--bounds", "private", "--json", json));

        assertRefused(ExitCode.BAD_INPUT, "the ledger has booked the part for bounds", run);
        assertThat(Shell.read(ledger)).contains("bounds of columns").doesNotContain("centres");
    }

    @Test
    @RequiresData({"transactions/cdnow/cdnow_customers_summary.csv"})
    void customersOfAShopAreClusteredByTheirPurchases() throws IOException {
        data = ReferenceData.path("transactions/cdnow/cdnow_customers_summary.csv");
        Shell.write(bounds, "0,30\n0,39\n");

        JsonNode result = result("--features", "frequency,recency", "--scale", "bounds", "--non-private-labels");

        assertThat(result.get("notPrivate").get("rows").asInt()).isEqualTo(2357);
        assertThat(result.get("sizes").get(0).asDouble()
                        + result.get("sizes").get(1).asDouble())
                .isCloseTo(2357, within(2 * NEVER * result.get("sizeError").asDouble()));
    }
}
