package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers of the simulated shop, and of a small one without words for them, are told why. */
class ExplainCommandTest {
    private static final Pattern TOKEN = Pattern.compile("([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}");
    private static final String ADMITTED = "C0000003";
    private static final String HOSTILE = "<script>\u001b[2Jalert(1)</script>";

    @TempDir
    private static Path shop;

    @TempDir
    private Path folder;

    /** Segments get names of ours, so that the texts depend on the explanation alone. */
    @BeforeAll
    static void simulate() {
        assertThat(Shell.here("demo", "--customers", 800, "--out", shop, "--quiet")
                        .code())
                .isZero();
        Path model = shop.resolve("model.json");
        int segments = (int) Shell.here("rename", "--model", model, "--id", 1, "--name", "one", "--out", model)
                .out()
                .lines()
                .filter(line -> line.contains(" segment "))
                .count();
        for (int id = 2; id <= segments; id++) {
            assertThat(Shell.here("rename", "--model", model, "--id", id, "--name", "number " + id, "--out", model)
                            .code())
                    .isZero();
        }
    }

    private static Shell.Result explain(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(
                "explain",
                "--model",
                shop.resolve("model.json"),
                "--customers",
                shop.resolve("customers.csv"),
                "--transactions",
                shop.resolve("transactions.csv"),
                "--quiet"));
        all.addAll(Arrays.asList(arguments));
        return Shell.here(all.toArray());
    }

    private static void assertRefused(Shell.Result result, String expected) {
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(result.err()).hasLineCount(1).startsWith("segment: ").contains(expected);
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void theTextReadsAsItWasWritten(String language) throws IOException {
        Shell.Result result = explain("--id", ADMITTED, "--fixed", "tenure", "--lang", language);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        try (var golden =
                Objects.requireNonNull(ExplainCommandTest.class.getResourceAsStream("explain-" + language + ".txt"))) {
            assertThat(TOKEN.matcher(result.out()).replaceAll("TOKEN"))
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|number of purchases|Switch off",
                "de|Anzahl der Käufe|Schalten Sie",
                "fr|nombre d’achats|Désactivez",
                "es|número de compras|Desactive"
            })
    void everyLanguageNamesTheFeaturesAndTheRights(String language, String label, String right) {
        Shell.Result result = explain("--id", ADMITTED, "--lang", language);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains(label, right)
                .doesNotContain("purchases.")
                .doesNotContain(ADMITTED);
        assertThat(TOKEN.matcher(result.out()).find()).isTrue();
    }

    /** Each number is rounded to three decimals, so five of them are off by at most 0.0025 together. */
    @Test
    void theNumbersAddUpToTheLastOne() {
        Matcher numbers = Pattern.compile("(?m)^ +([+-]?\\d+\\.\\d{3})  ")
                .matcher(explain("--id", ADMITTED).out());
        List<Double> counted = numbers.results()
                .map(number -> Double.valueOf(number.group(1)))
                .collect(Collectors.toCollection(ArrayList::new));

        assertThat(counted).hasSize(5);
        double together = counted.remove(4);
        assertThat(counted.stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(together, within(0.003));
    }

    @Test
    void everyExplanationHasATokenOfItsOwn() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String token = FeedbackToken.next();
            assertThat(token).matches(TOKEN);
            tokens.add(token);
        }
        // Among 1,000 of 2^80 tokens two are the same once in 2 x 10^18 runs.
        assertThat(tokens).hasSize(1000);
    }

    @Test
    void whoIsNotThereOrNotAdmittedIsNotExplainedAndNotNamed() throws IOException {
        assertRefused(explain("--id", "Jane Doe"), "no customer in the files has the id");
        assertThat(explain("--id", "Jane Doe").err()).doesNotContain("Jane");

        String customers = Shell.read(shop.resolve("customers.csv"));
        String refusing = customers
                .lines()
                .filter(line -> line.endsWith(",false"))
                .findFirst()
                .orElseThrow()
                .split(",", -1)[0];
        Shell.Result refused = explain("--id", refusing);
        assertRefused(refused, "was not admitted for PERSONALISATION");
        assertThat(refused.err()).doesNotContain(refusing).doesNotContain("CONSENT");
    }

    @Test
    void wrongUsageSaysWhatIsExpected() {
        assertRefused(explain("--id", ADMITTED, "--lang", "it"), "--lang must be one of [en, de, fr, es], was 'it'");
        assertRefused(explain("--id", ADMITTED, "--fixed", "age"), "[age]");
        assertRefused(explain(), "--id");
    }

    @Test
    void theTextIsWrittenWholeOrNotAtAll() throws IOException {
        Path out = folder.resolve("why.txt");

        Shell.Result result = explain("--id", ADMITTED, "--out", out);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(Shell.read(out)).contains("In one sentence", "all together");

        assertRefused(explain("--id", "nobody", "--out", folder.resolve("none.txt")), "no customer");
        assertThat(Shell.files(folder)).containsExactly("why.txt");
    }

    @Test
    void whatIsFixedIsNotSuggested() {
        Shell.Result free = explain("--id", ADMITTED);
        Shell.Result fixed = explain(
                "--id", ADMITTED, "--fixed", "tenure,purchases.daysSinceLast,purchases.frequency,purchases.monetary");

        assertThat(free.out()).contains("You would be in the segment");
        assertThat(fixed.out()).contains("No change of the data that can change would move you");
    }

    /** Thirty customers of each of four kinds; the plans of one kind are meant to do harm. */
    private Path hostileModel(String schema) {
        String rows = IntStream.range(0, 120)
                .mapToObj(i -> "c" + i + "," + (i % 4 * 20 + i % 7) + "," + (i % 4 == 0 ? HOSTILE : "b") + ","
                        + (i % 3 == 0 ? "f" : "m") + ",true\n")
                .collect(Collectors.joining());
        Path customers = Shell.write(folder.resolve("customers.csv"), "customer,tenure,plan,sex,agreed\n" + rows);
        Shell.Result run = Shell.here(
                "run",
                "--customers",
                customers,
                "--schema",
                Shell.write(folder.resolve("schema.json"), schema),
                "--purpose",
                "PERSONALISATION",
                "--clusters",
                2,
                "--quiet",
                "--out",
                folder.resolve("out"));
        assertThat(run.code()).as(run.err()).isZero();
        return folder.resolve("out").resolve("model.json");
    }

    private Shell.Result explainSmall(Path model, String language) {
        return Shell.here(
                "explain",
                "--model",
                model,
                "--customers",
                folder.resolve("customers.csv"),
                "--id",
                "c0",
                "--lang",
                language,
                "--quiet");
    }

    @Test
    void withoutAGlossaryFeaturesAreCalledByTheirNamesAndThatIsSaid() {
        Shell.Result result = explainSmall(hostileModel(Schemas.SMALL), "fr");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err().lines().toList())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("segment: ").contains("has no glossary in 'fr'"),
                        second -> assertThat(second).startsWith("segment: ").contains("\"rights\""));
        assertThat(result.out()).contains("tenure (", "dites-le-nous.");
    }

    @Test
    void aValueOfACategoryIsCalledAsItsFieldAndStaysPlainText() {
        String words = """
                {
                  "glossary": {"en": {
                    "tenure": {"label": "time as a customer", "unit": "months", "meaning": "how long"},
                    "plan": {"label": "your plan", "meaning": "what you chose"}
                  }},""";
        Shell.Result result = explainSmall(hostileModel(Schemas.SMALL.replaceFirst("\\{", words)), "en");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("your plan: <script>[2Jalert(1)</script> (yes)")
                .doesNotContain("\u001b");
    }

    @Test
    void aFeatureWithoutAnEntryBlocksTheRun() {
        String words = """
                {
                  "glossary": {"en": {"plan": {"label": "your plan", "meaning": "what you chose"}}},""";
        Path schema = Shell.write(folder.resolve("schema.json"), Schemas.SMALL.replaceFirst("\\{", words));
        String rows = IntStream.range(0, 100)
                .mapToObj(i -> "c" + i + "," + (i % 2 * 60 + i % 7) + ",a,f,true\n")
                .collect(Collectors.joining());
        Path customers = Shell.write(folder.resolve("customers.csv"), "customer,tenure,plan,sex,agreed\n" + rows);

        Shell.Result run = Shell.here(
                "run",
                "--customers",
                customers,
                "--schema",
                schema,
                "--purpose",
                "PERSONALISATION",
                "--clusters",
                2,
                "--quiet",
                "--out",
                folder.resolve("out"));

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.BLOCKED);
        assertThat(run.out())
                .contains("feature 'tenure' has no entry in the glossary for [en]")
                .doesNotContain("feature 'plan");
    }

    @Test
    void helpSaysForWhomTheTextIs() {
        String help =
                Shell.here("explain", "--help").out().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);

        assertThat(help).contains("for this customer alone", "--fixed", "en, de, fr or es");
    }
}
