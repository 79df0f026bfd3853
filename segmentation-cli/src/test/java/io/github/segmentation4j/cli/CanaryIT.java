package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One customer whose every value stands out is put among real ones, and nothing that is written tells of them. */
class CanaryIT {
    private static final String ONLINE_RETAIL = "transactions/online_retail_2009_2010.csv.gz";
    private static final Pattern WORD = Pattern.compile(".{0,60}(?i:zz[a-z]+).{0,20}");

    /** Fewer figures are met by chance. */
    private static final int FIGURES = 4;

    private static final Pattern PLAIN = Pattern.compile("[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final Pattern GROUPED = Pattern.compile("[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?");

    /** Where pictures are drawn, in units of the page. */
    private static final Pattern GEOMETRY =
            Pattern.compile(" (d|points|transform|viewBox|width|height|r|[xy][12]?|[cr][xy])=\"[^\"]*\"");

    @TempDir
    private Path folder;

    /**
     * As education is 1 to 16 in the file, one of 98.7 is far away but no segment of its own, and one of 54,321 is, which
     * blocks the release: then the report is all that is written.
     */
    @ParameterizedTest
    @ValueSource(strings = {"98.76543", "54321.98765"})
    @RequiresData(Adult.TRAIN)
    void nothingTellsOfOnePersonOfAdult(String education) throws IOException {
        String person = "117.65432, zzworkclass, 7654321.125, zzeducation, " + education + ", zzmarital, zzoccupation,"
                + " zzrelationship, zzrace, zzsex, 87654.125, 76543.375, 163.45678, zzcountry, zzincome";
        Path data = withLine(Adult.TRAIN, 15_000, person);

        Path out = run("--customers", data, Schemas.ADULT, "RESEARCH_AND_DEVELOPMENT");

        List<String> numbers = List.of("117.65432", "7654321.125", education, "87654.125", "76543.375", "163.45678");
        assertThat(Shell.files(out))
                .contains("report.html", "report.json")
                .allSatisfy(file -> assertThat(traces(Shell.read(out.resolve(file)), numbers))
                        .as(file)
                        .isEmpty());
    }

    @Test
    @RequiresData(ONLINE_RETAIL)
    void nothingButTheirOwnLineTellsOfOneCustomerOfOnlineRetail() throws IOException {
        String customer = "87654321";
        String line = "zzinvoice,zzstock,zzdescription,1,2010-03-03 03:33:33,98765.4321," + customer + ",zzcountry";
        Path data = withLine(ONLINE_RETAIL, 250_000, line);

        Path out = run("--transactions", data, Schemas.ONLINE_RETAIL, "PERSONALISATION");

        assertThat(Shell.files(out)).containsExactly("model.json", "report.html", "report.json", "segments.csv");
        for (String file : Shell.files(out)) {
            String text = Shell.read(out.resolve(file));
            if (file.equals("segments.csv")) {
                assertThat(text.lines().filter(row -> row.startsWith(customer + ",")))
                        .hasSize(1);
                text = text.replaceAll("(?m)^[0-9]+,", "");
            }
            assertThat(traces(text, List.of(customer, "98765.4321"))).as(file).isEmpty();
            assertThat(text).as(file).doesNotContain("03:33");
        }
    }

    @Test
    void aTraceIsFoundHoweverItIsWritten() {
        List<String> numbers = List.of("98765.4321");

        assertThat(traces("98765.4321 98765 98,765.43 9.877e+04 98770 <b title=\"98,770\">zzWork</b>", numbers))
                .contains("98765.4321", "98765", "98,765.43", "9.877e+04", "98770", "98,770")
                .anyMatch(trace -> trace.contains("zzWork"));
        assertThat(traces("98764 9.88e4 1.098765 100000 <rect x=\"98765\"/>", numbers))
                .isEmpty();
    }

    private Path run(String kind, Path data, String schema, String purpose) {
        Path out = folder.resolve("out");
        Shell.Result run = Shell.process(
                folder,
                "run",
                kind,
                data,
                "--schema",
                Shell.write(folder.resolve("schema.json"), schema),
                "--purpose",
                purpose,
                "--clusters",
                5,
                "--now",
                "2026-01-01T00:00:00Z",
                "--out",
                out);
        assertThat(run.code()).as(run.err()).isIn(ExitCode.DONE, ExitCode.BLOCKED);
        return out;
    }

    /** The file of the reference data with one more line in its midst. */
    private Path withLine(String file, int at, String line) throws IOException {
        Path copy = folder.resolve("data.csv");
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(ReferenceData.path(file))), StandardCharsets.UTF_8));
                BufferedWriter out = Files.newBufferedWriter(copy, StandardCharsets.UTF_8)) {
            int lines = 0;
            for (String next = in.readLine(); next != null; next = in.readLine()) {
                if (lines++ == at) {
                    out.append(line).append('\n');
                }
                out.append(next).append('\n');
            }
        }
        return copy;
    }

    /** Where a text holds one of the numbers, whole or rounded, or a word of the canary. */
    private static List<String> traces(String text, List<String> numbers) {
        Stream<String> words = WORD.matcher(text).results().map(MatchResult::group);
        String told = GEOMETRY.matcher(text).replaceAll(" ");
        Stream<String> figures = Stream.of(PLAIN, GROUPED)
                .flatMap(pattern -> pattern.matcher(told).results().map(MatchResult::group))
                .filter(figure -> numbers.stream().anyMatch(number -> isRounded(number, figure)));
        return Stream.concat(words, figures).toList();
    }

    private static boolean isRounded(String number, String figure) {
        BigDecimal told = new BigDecimal(figure.replace(",", ""));
        int figures = Math.max(FIGURES, told.stripTrailingZeros().precision());
        return Stream.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN)
                .map(rounding -> new BigDecimal(number).round(new MathContext(figures, rounding)))
                .anyMatch(rounded -> rounded.compareTo(told) == 0);
    }
}
