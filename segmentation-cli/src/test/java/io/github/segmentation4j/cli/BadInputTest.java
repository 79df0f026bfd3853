package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input ends with exit code 2, one line that says where and what, and no output. */
class BadInputTest {
    private static final String HEADER = "customer,tenure,plan,sex,agreed\n";

    @TempDir
    private Path folder;

    private Path schema;
    private Path out;

    @BeforeEach
    void prepare() {
        schema = Shell.write(folder.resolve("schema.json"), Schemas.SMALL);
        out = folder.resolve("out");
    }

    /** A hundred customers who can be segmented. */
    private static String goodRows() {
        return IntStream.range(0, 100)
                .mapToObj(i -> "c" + i + "," + (i < 50 ? i % 7 : 60 + i % 7) + "," + (i % 2 == 0 ? "a" : "b") + ","
                        + (i % 3 == 0 ? "f" : "m") + ",true\n")
                .collect(Collectors.joining());
    }

    private Shell.Result run(Path customers, Object clusters) {
        return Shell.here(
                "run",
                "--customers",
                customers,
                "--schema",
                schema,
                "--purpose",
                "PERSONALISATION",
                "--clusters",
                clusters,
                "--quiet",
                "--out",
                out);
    }

    private void assertRefused(Shell.Result result, String... expected) {
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(result.err().lines().filter(line -> line.startsWith("segment: ")))
                .hasSize(1);
        assertThat(result.err()).contains(expected).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(Shell.files(out)).isEmpty();
    }

    @Test
    void theGoodFileWorks() {
        Shell.Result result = run(Shell.write(folder.resolve("good.csv"), HEADER + goodRows()), 2);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Shell.files(out)).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x,NaN,a,f,true      | row 101 | tenure",
                "x,Infinity,a,f,true | row 101 | tenure",
                "x,1e999,a,f,true    | row 101 | tenure",
                "x,twelve,a,f,true   | row 101 | tenure",
                "x,5,a,f,maybe       | row 101 | agreed",
                "c7,5,a,f,true       | row 101 | customer",
                ",5,a,f,true         | row 101 | customer",
                "x,5,a,f             | row 101 | 4",
                "x,5,a,f,true,more   | row 101 | 6"
            })
    void aBadRowIsNamed(String row, String place, String column) {
        Path file = Shell.write(folder.resolve("bad.csv"), HEADER + goodRows() + row.strip() + "\n");

        assertRefused(run(file, 2), place, column);
    }

    @Test
    void emptyFileHeaderOnlyAndOneRow() {
        assertRefused(run(Shell.write(folder.resolve("empty.csv"), ""), 2), "empty.csv");
        assertRefused(run(Shell.write(folder.resolve("header.csv"), HEADER), 2), "has no rows");
        assertRefused(run(Shell.write(folder.resolve("one.csv"), HEADER + "c1,5,a,f,true\n"), 2), "distinct row");
    }

    @Test
    void aByteOrderMarkIsNoData() {
        Shell.Result result = run(Shell.write(folder.resolve("bom.csv"), "\ufeff" + HEADER + goodRows()), 2);

        assertThat(result.code()).as(result.err()).isZero();
    }

    @Test
    void aFileInAnotherEncodingIsRefused() throws IOException {
        Path latin = folder.resolve("latin.csv");
        Files.writeString(latin, HEADER + goodRows() + "x,5,caf\u00e9,f,true\n", StandardCharsets.ISO_8859_1);
        assertRefused(run(latin, 2), "row 101", "UTF-8");

        Path wide = folder.resolve("wide.csv");
        Files.writeString(wide, "\ufeff" + HEADER + goodRows(), StandardCharsets.UTF_16LE);
        assertRefused(run(wide, 2), "UTF-16");
    }

    @Test
    void tenThousandColumnsThatNobodyDeclaredAreNoProblem() {
        String extra = IntStream.range(0, 10_000).mapToObj(i -> ",e" + i).collect(Collectors.joining());
        String cells = ",0".repeat(10_000);
        String rows = goodRows().lines().map(line -> line + cells + "\n").collect(Collectors.joining());
        Path file = Shell.write(folder.resolve("columns.csv"), HEADER.strip() + extra + "\n" + rows);

        Shell.Result result = run(file, 2);

        assertThat(result.code()).as(result.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {29, 1000})
    void moreClustersThanDistinctRowsAreRefused(int clusters) {
        Path file = Shell.write(folder.resolve("good.csv"), HEADER + goodRows());

        assertRefused(run(file, clusters), "clusters must be between 1 and the 28 distinct rows, was " + clusters);
    }

    @Test
    void aMissingColumnOrFileIsNamed() {
        assertRefused(
                run(Shell.write(folder.resolve("short.csv"), "customer,tenure,plan,agreed\nc1,5,a,true\n"), 2), "sex");
        assertRefused(run(folder.resolve("none.csv"), 2), "none.csv");
    }

    @Test
    void aCategoryNotSeenBeforeIsNamedAtAssignment() {
        Path model = model();
        Path news = Shell.write(folder.resolve("new.csv"), HEADER + "n1,5,a,f,true\nn2,5,platinum,f,true\n");
        Path assigned = folder.resolve("assigned.csv");

        Shell.Result result = Shell.here("assign", "--model", model, "--customers", news, "--quiet", "--out", assigned);

        assertThat(result.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(result.err()).contains("row 2", "plan").doesNotContain("platinum");
        assertThat(assigned).doesNotExist();
    }

    @Test
    void aModelThatWasCutOrEditedIsRefused() throws IOException {
        Path model = model();
        Path good = Shell.write(folder.resolve("new.csv"), HEADER + "n1,5,a,f,true\n");
        Path assigned = folder.resolve("assigned.csv");
        String text = Shell.read(model);

        Path cut = Shell.write(folder.resolve("cut.json"), text.substring(0, text.length() / 2));
        Path edited = Shell.write(folder.resolve("edited.json"), text.replaceFirst("personalisation", "marketing"));
        for (Path broken : new Path[] {cut, edited}) {
            Shell.Result result =
                    Shell.here("assign", "--model", broken, "--customers", good, "--quiet", "--out", assigned);
            assertThat(result.code()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(result.err()).contains("cut or altered");
            assertThat(assigned).doesNotExist();
        }
    }

    @Test
    void customersThatDoNotFitTheModelAreRefused() {
        Path model = model();
        Path other = Shell.write(folder.resolve("other.csv"), "customer,tenure,sex,agreed\nn1,5,f,true\n");
        Path assigned = folder.resolve("assigned.csv");

        Shell.Result result =
                Shell.here("assign", "--model", model, "--customers", other, "--quiet", "--out", assigned);

        assertThat(result.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(result.err()).contains("plan");
        assertThat(assigned).doesNotExist();
    }

    @Test
    void nobodyAdmittedIsNothingToSegment() {
        Path file = Shell.write(folder.resolve("no.csv"), HEADER + goodRows().replace("true", "false"));

        assertRefused(run(file, 2), "none of the 100 customers was admitted", "CONSENT_REFUSED");
    }

    @Test
    void aSchemaThatDoesNotSayWhoMayBeSegmentedIsRefused() {
        schema = Shell.write(
                folder.resolve("silent.json"), Schemas.SMALL.replaceFirst("(?s),\\s*\\{\"name\": \"agreed\".*?]}", ""));
        Path file = Shell.write(folder.resolve("good.csv"), HEADER + goodRows());

        assertRefused(run(file, 2), "does not say who may be segmented");
    }

    @Test
    void aBlockedProposalWritesTheEvidenceOnlyAndExitsWithOne() {
        Path file = Shell.write(folder.resolve("few.csv"), HEADER + goodRows());

        Shell.Result result = run(file, 8);

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.BLOCKED);
        assertThat(Shell.files(out)).containsExactly("report.html", "report.json");
        assertThat(result.err()).contains("blocked");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "run                                              | --schema",
                "run --schema s.json --purpose NONSENSE --out o   | NONSENSE",
                "cluster --data d.csv                             | --clusters",
                "cluster --data d.csv --clusters 2 --indices best | --indices",
                "unknown                                          | unknown",
                "cluster --data d.csv --clusters 2 --threads 0    | --threads"
            })
    void wrongUsageSaysWhatIsExpected(String line, String expected) {
        Shell.Result result = Shell.here((Object[]) line.strip().split(" +"));

        assertThat(result.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(result.err()).contains(expected);
    }

    @Test
    void aSavedConfigurationRepeatsTheRunToTheByte() {
        Path file = Shell.write(folder.resolve("good.csv"), HEADER + goodRows());
        Path config = folder.resolve("config.json");
        Shell.Result first = Shell.here(
                "run",
                "--customers",
                file,
                "--schema",
                schema,
                "--purpose",
                "PERSONALISATION",
                "--clusters",
                3,
                "--seed",
                5,
                "--features",
                "tenure",
                "--save-config",
                config,
                "--quiet",
                "--out",
                out);
        assertThat(first.code()).as(first.err()).isZero();

        Path again = folder.resolve("again");
        Shell.Result second = Shell.here("run", "--config", config, "--quiet", "--out", again);

        assertThat(second.code()).as(second.err()).isZero();
        for (String name : Shell.files(out)) {
            assertThat(Shell.read(again.resolve(name))).as(name).isEqualTo(Shell.read(out.resolve(name)));
        }
    }

    @Test
    void aConfigurationThatNamesNoOptionIsRefused() {
        Path config = Shell.write(folder.resolve("config.json"), "{\"clutsers\": \"3\"}");
        assertRefused(Shell.here("run", "--config", config, "--out", out), "clutsers");

        Path broken = Shell.write(folder.resolve("broken.json"), "{\"clusters\": ");
        assertRefused(Shell.here("run", "--config=" + broken, "--out", out), "line 1");
        assertRefused(Shell.here("run", "--config", folder.resolve("none.json"), "--out", out), "none.json");
    }

    private Path model() {
        assertThat(run(Shell.write(folder.resolve("good.csv"), HEADER + goodRows()), 2)
                        .code())
                .isZero();
        return out.resolve("model.json");
    }
}
