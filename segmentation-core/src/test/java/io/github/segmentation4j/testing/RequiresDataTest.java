package io.github.segmentation4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.io.TempDir;

class RequiresDataTest {

    private static final List<String> FILES = List.of("clustering/iris.csv");

    @Test
    void runsWhereEveryFileIsThere(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("clustering"));
        Files.createFile(folder.resolve("clustering/iris.csv"));

        assertThat(RequiresDataCondition.evaluate(FILES, Map.of("SEGMENTATION_DATA", folder.toString(), "CI", "true"))
                        .isDisabled())
                .isFalse();
    }

    @Test
    void skipsAndSaysWhatToSetWhereNoFolderIsNamed() {
        ConditionEvaluationResult result = RequiresDataCondition.evaluate(FILES, Map.of());

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason())
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("clustering/iris.csv").contains("set SEGMENTATION_DATA"));
    }

    @Test
    void skipsWhereTheFolderLacksTheFile(@TempDir Path folder) {
        assertThat(RequiresDataCondition.evaluate(FILES, Map.of("SEGMENTATION_DATA", folder.toString()))
                        .isDisabled())
                .isTrue();
    }

    @Test
    void failsRatherThanSkipsOnABuildServer() {
        Map<String, String> server = Map.of("CI", "true");

        assertThatThrownBy(() -> RequiresDataCondition.evaluate(FILES, server))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("clustering/iris.csv");
    }
}
