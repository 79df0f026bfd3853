package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.io.TempDir;

class RequiresToolTest {
    @TempDir
    private Path folder;

    @Test
    void aBrowserIsFoundOnThePathUnderItsUsualNames() {
        Path browser = Shell.write(folder.resolve("chromium-browser"), "");
        Map<String, String> environment = Map.of("PATH", folder.resolve("none") + ":" + folder);

        assertThat(Tool.CHROMIUM.find(environment)).isEmpty();

        assertThat(browser.toFile().setExecutable(true)).isTrue();
        assertThat(Tool.CHROMIUM.find(environment)).contains(browser);
    }

    @Test
    void aNamedFileIsTheOnlyOneLookedFor() {
        Path script = Shell.write(folder.resolve("axe.min.js"), "");

        assertThat(Tool.AXE_CORE.find(Map.of("AXE_CORE", script.toString()))).contains(script);
        assertThat(Tool.AXE_CORE.find(Map.of("AXE_CORE", folder.resolve("none").toString())))
                .isEmpty();
    }

    @Test
    void skipsAndSaysWhatToSetWhereAToolIsMissing() {
        ConditionEvaluationResult result = RequiresToolCondition.evaluate(List.of(Tool.CHROMIUM), Map.of());

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("CHROMIUM not found", "set CHROMIUM"));
    }

    @Test
    void failsRatherThanSkipsOnABuildServer() {
        assertThatThrownBy(() -> RequiresToolCondition.evaluate(List.of(Tool.CHROMIUM), Map.of("CI", "true")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CHROMIUM");
    }

    @Test
    void runsWhereEveryToolIsThere() {
        Path file = Shell.write(folder.resolve("any"), "");
        Map<String, String> server = Map.of("CHROMIUM", file.toString(), "AXE_CORE", file.toString(), "CI", "true");

        assertThat(RequiresToolCondition.evaluate(List.of(Tool.values()), server)
                        .isDisabled())
                .isFalse();
    }
}
