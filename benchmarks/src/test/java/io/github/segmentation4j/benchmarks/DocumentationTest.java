package io.github.segmentation4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles what this module's README shows, word for word. */
class DocumentationTest {
    private static final String IMPORTS = """
            import io.github.segmentation4j.benchmarks.*;
            import io.github.segmentation4j.cluster.*;
            """;

    @TempDir
    private Path folder;

    @Test
    void everyExampleCompiles() throws IOException {
        List<String> examples = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(examples).isNotEmpty().allSatisfy(this::compiles);
    }

    private void compiles(String statements) throws IOException {
        Path source = folder.resolve("Example.java");
        Files.writeString(
                source, IMPORTS + "public class Example { public static void run() {\n" + statements + "\n} }");
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "tests need a JDK");
        StringWriter messages = new StringWriter();
        boolean compiled = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of("-proc:none", "-classpath", System.getProperty("java.class.path")),
                        null,
                        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)
                                .getJavaFileObjects(source))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }
}
