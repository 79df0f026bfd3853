package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.privacy.ledger.FileLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles what the README and the documentation show, word for word, and runs the README. */
class DocumentationTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path EXTENDING = Path.of("..", "docs", "extending.md");
    private static final String IMPORTS = """
            import io.github.segmentation4j.*;
            import io.github.segmentation4j.cluster.*;
            import io.github.segmentation4j.data.*;
            import io.github.segmentation4j.distance.*;
            import io.github.segmentation4j.fairness.audit.*;
            import io.github.segmentation4j.fairness.group.*;
            import io.github.segmentation4j.fairness.metric.*;
            import io.github.segmentation4j.feature.*;
            import io.github.segmentation4j.privacy.accounting.*;
            import io.github.segmentation4j.privacy.anonymity.*;
            import io.github.segmentation4j.privacy.cluster.*;
            import io.github.segmentation4j.privacy.ledger.*;
            import io.github.segmentation4j.privacy.noise.*;
            import io.github.segmentation4j.privacy.release.*;
            import io.github.segmentation4j.quality.*;
            import io.github.segmentation4j.run.*;
            import io.github.segmentation4j.io.*;
            import java.nio.file.Path;
            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;
            """;

    @TempDir
    private Path folder;

    @Test
    void theFirstExampleHasTwelveLinesAndReleasesFiveSegments() throws Exception {
        String example = javaBlocks(README).get(0);

        assertThat(example.lines()).hasSize(12);
        assertThat(run(example).lines().filter(line -> line.contains(" customers: ")))
                .hasSize(5);
    }

    @Test
    void theResearchersExampleRuns() throws Exception {
        String rows = "double[][] rows = new double[30][];"
                + " for (int i = 0; i < rows.length; i++) { rows[i] = new double[] {i, i * i % 7}; }\n";

        run(rows + javaBlocks(README).get(1) + "System.out.println(silhouette);");
    }

    @Test
    void thePrivateExampleRunsAndIsBooked() throws Exception {
        String rows = "FeatureMatrix matrix = FeatureMatrix.of(new double[100][2]);\n";
        Path file = folder.resolve("ledger.txt");
        String example = rows + javaBlocks(README).get(2).replace("ledger.txt", file.toString());

        assertThat(run(example)).contains("epsilon 1.0").contains("sizes are off by about");
        assertThat(FileLedger.open(file).spent("customers").epsilon()).isBetween(.9, 1.);
    }

    @Test
    void theResearchersCommandsRun() throws IOException {
        StringBuilder rows = new StringBuilder();
        StringBuilder people = new StringBuilder("x,y,sex\n");
        StringBuilder mixed = new StringBuilder("spend,plan,channel\n");
        for (int i = 0; i < 5000; i++) {
            String row = i % 20 + "," + i * i % 7;
            rows.append(row).append('\n');
            people.append(row).append(i % 3 == 0 ? ",f\n" : ",m\n");
            mixed.append(i % 50).append(i % 5 < 2 ? ",gold" : ",basic").append(i % 7 < 3 ? ",shop\n" : ",web\n");
        }
        Shell.write(folder.resolve("points.csv"), rows.toString());
        Shell.write(folder.resolve("people.csv"), people.toString());
        Shell.write(folder.resolve("mixed.csv"), mixed.toString());

        assertRun("./segment cluster --data", 9);
        assertRun("./segment choose-k --data", 1);
        assertRun("./segment privacy-audit --data", 1);
        assertThat(Shell.files(folder))
                .containsExactly("attack.html", "labels.txt", "mixed.csv", "people.csv", "points.csv", "result.json");
    }

    @Test
    void theAuditorsCommandRuns() throws IOException {
        StringBuilder labels = new StringBuilder();
        StringBuilder customers = new StringBuilder("sex,race,offer\n");
        for (int i = 0; i < 200; i++) {
            labels.append(i % 3).append('\n');
            customers.append(i % 2 == 0 ? "f," : "m,").append(i % 5 == 0 ? "a," : "b,");
            customers.append(i % 7 == 0 ? "yes\n" : "no\n");
        }
        Shell.write(folder.resolve("labels.txt"), labels.toString());
        Shell.write(folder.resolve("customers.csv"), customers.toString());

        assertRun("./segment audit ", 1);
        assertThat(Shell.files(folder)).containsExactly("audit.html", "audit.json", "customers.csv", "labels.txt");
    }

    @Test
    void thePrivacyCommandsRun() throws IOException {
        StringBuilder labels = new StringBuilder();
        StringBuilder customers = new StringBuilder("age,sex,race,plan,spend\n");
        for (int i = 0; i < 600; i++) {
            labels.append(i % 3).append('\n');
            customers.append(20 + i % 40).append(i % 2 == 0 ? ",f," : ",m,").append(i % 5 == 0 ? "a," : "b,");
            customers.append(i % 7 == 0 ? "gold," : "basic,").append(i % 50).append('\n');
        }
        Shell.write(folder.resolve("labels.txt"), labels.toString());
        Shell.write(folder.resolve("customers.csv"), customers.toString());
        Shell.write(folder.resolve("bounds.csv"), "spend,0,100\n");

        assertRun("./segment risk ", 2);
        assertRun("./segment release ", 1);
        assertThat(Shell.files(folder))
                .contains("coarser.csv", "customers.csv", "labels.txt", "ledger.txt", "risk.json");
    }

    /** Runs the commands of the README that begin so, on the files in the folder. */
    private void assertRun(String beginning, int count) throws IOException {
        List<String> commands = Files.readString(README)
                .replace("\\\n    ", "")
                .lines()
                .filter(line -> line.startsWith(beginning))
                .toList();

        assertThat(commands).hasSize(count);
        for (String command : commands) {
            Object[] arguments = Arrays.stream(command.split(" ", -1))
                    .skip(1)
                    .map(word -> word.matches(".*\\.(csv|json|txt|html)") ? folder.resolve(word) : word)
                    .toArray();
            Shell.Result run = Shell.here(arguments);
            assertThat(run.code()).as(command + run.err()).isZero();
        }
    }

    @Test
    void everyExampleOfExtendingCompiles() throws Exception {
        StringBuilder types = new StringBuilder();
        StringBuilder statements = new StringBuilder();
        for (String block : javaBlocks(EXTENDING)) {
            boolean declares = block.contains("record ") || block.contains("final class ");
            (declares ? types : statements).append(declares ? "static " + withoutComment(block) : block);
        }
        compile(types.toString(), """
                Path file = Path.of("model.json");
                Admission admission = Admission.byConsent();
                Set<String> register = Set.of();
                Predicate<SegmentationProposal> approved = proposal -> true;
                Segmenter.Builder segmenter = Segmenter.builder(ShopSimulation.withCustomers(1).schema());
                """ + statements);
    }

    private static String withoutComment(String block) {
        return block.replaceFirst("(?s)^/\\*\\*.*?\\*/\\s*", "");
    }

    @Test
    void theFirstScreenNamesTheTwoCommands() throws IOException {
        List<String> screen = Files.readString(README).lines().limit(60).toList();

        assertThat(screen).anyMatch(line -> line.startsWith("./segment demo"));
        assertThat(screen).anyMatch(line -> line.startsWith("mvn verify"));
        assertThat(screen).anyMatch(line -> line.contains("<artifactId>segmentation-core</artifactId>"));
    }

    private static List<String> javaBlocks(Path page) throws IOException {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(page))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    /** Compiles statements as a program, runs it, and gives back what it printed. */
    private String run(String statements) throws Exception {
        compile("", statements);
        PrintStream usual = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Method run = loader.loadClass("Example").getMethod("run");
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            run.invoke(null);
        } finally {
            System.setOut(usual);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void compile(String types, String statements) throws IOException {
        Path source = folder.resolve("Example.java");
        Files.writeString(
                source,
                IMPORTS + "public class Example {\n" + types + "\npublic static void run() {\n" + statements + "\n} }",
                StandardCharsets.UTF_8);
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "tests need a JDK");
        StringWriter messages = new StringWriter();
        boolean compiled = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of("-proc:none", "-classpath", System.getProperty("java.class.path")),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }
}
