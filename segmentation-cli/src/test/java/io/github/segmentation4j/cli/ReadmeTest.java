package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs what the README shows, word for word. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final String IMPORTS = """
            import io.github.segmentation4j.*;
            import io.github.segmentation4j.cluster.*;
            import io.github.segmentation4j.data.*;
            import io.github.segmentation4j.fairness.audit.*;
            import io.github.segmentation4j.feature.*;
            import io.github.segmentation4j.privacy.anonymity.*;
            import io.github.segmentation4j.quality.*;
            import io.github.segmentation4j.run.*;
            """;

    @TempDir
    private Path folder;

    @Test
    void theFirstExampleHasTwelveLinesAndReleasesFiveSegments() throws Exception {
        String example = javaBlocks().get(0);

        assertThat(example.lines()).hasSize(12);
        assertThat(run(example).lines().filter(line -> line.contains(" customers: ")))
                .hasSize(5);
    }

    @Test
    void theResearchersExampleRuns() throws Exception {
        String rows = "double[][] rows = new double[30][];"
                + " for (int i = 0; i < rows.length; i++) { rows[i] = new double[] {i, i * i % 7}; }\n";

        run(rows + javaBlocks().get(1) + "System.out.println(silhouette);");
    }

    @Test
    void theFirstScreenNamesTheTwoCommands() throws IOException {
        List<String> screen = Files.readString(README).lines().limit(60).toList();

        assertThat(screen).anyMatch(line -> line.startsWith("./segment demo"));
        assertThat(screen).anyMatch(line -> line.startsWith("mvn verify"));
        assertThat(screen).anyMatch(line -> line.contains("<artifactId>segmentation-core</artifactId>"));
    }

    private static List<String> javaBlocks() throws IOException {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    /** Compiles statements as a program, runs it, and gives back what it printed. */
    private String run(String statements) throws Exception {
        Path source = folder.resolve("Example.java");
        Files.writeString(
                source,
                IMPORTS + "public class Example { public static void run() {\n" + statements + "\n} }",
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
}
