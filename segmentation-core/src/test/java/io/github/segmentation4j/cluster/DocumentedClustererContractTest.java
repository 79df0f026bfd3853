package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract on the clusterer that the documentation shows, word for word. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedClustererContractTest extends ClustererContract {
    private static final Path EXTENDING = Path.of("..", "docs", "extending.md");
    private static final String NAME = "FarthestFirst";
    private static final String HEADER = """
            import io.github.segmentation4j.cluster.*;
            import io.github.segmentation4j.feature.*;
            import io.github.segmentation4j.run.*;
            import java.util.*;
            import java.util.stream.*;
            public\s""";

    private final URLClassLoader loader;
    private final Constructor<? extends Clusterer> constructor;

    /** Compiles the example once for all tests of the contract. */
    DocumentedClustererContractTest(@TempDir Path folder) throws IOException, ReflectiveOperationException {
        Path source = folder.resolve(NAME + ".java");
        Files.writeString(source, HEADER + example());
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
        loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        constructor = loader.loadClass(NAME).asSubclass(Clusterer.class).getConstructor(int.class);
    }

    @AfterAll
    void closeLoader() throws IOException {
        loader.close();
    }

    /** The block of the page that declares the clusterer, without the comment before it. */
    private static String example() throws IOException {
        Matcher block = Pattern.compile("```java\n/\\*\\*[^`]*?\\*/\n(record " + NAME + "\\(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(EXTENDING));
        assertThat(block.find()).as("a record " + NAME + " in " + EXTENDING).isTrue();
        return block.group(1);
    }

    @Override
    protected Clusterer clusterer(int clusters) {
        try {
            return constructor.newInstance(clusters);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void moreClustersThanDistinctRowsAreRefused() {
        FeatureMatrix rows = FeatureMatrix.of(new double[][] {{1}, {2}, {1}});
        assertThat(clusterer(2).fit(rows, RunContext.seeded(1)).labels()).containsExactly(0, 1, 0);
        assertThatThrownBy(() -> clusterer(3).fit(rows, RunContext.seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there are 2 distinct rows");
    }
}
