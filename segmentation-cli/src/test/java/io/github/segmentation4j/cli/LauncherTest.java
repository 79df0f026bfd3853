package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code segment}, beside a finished build and with a Java that only says how it was called. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a script for a POSIX shell")
class LauncherTest {
    private static final String MODULE = "--add-modules jdk.incubator.vector";

    @TempDir
    private Path folder;

    private Path large;
    private Path small;

    @BeforeEach
    void prepare() throws IOException {
        Path quick = Files.createDirectories(folder.resolve("segmentation-cli/target/quick"));
        Files.copy(Path.of("..", "segment"), folder.resolve("segment"));
        Shell.write(quick.resolve("segmentation-cli-1.jar"), "");
        Shell.write(quick.resolve("built"), "");
        Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
        Shell.write(java, """
                #!/bin/sh
                if [ "$1" = -XshowSettings:properties ]; then
                    echo "    java.home = ${0%/bin/java}" >&2
                    echo 'openjdk version "17.0.15" 2025-04-15' >&2
                    exit 0
                fi
                echo "$@"
                echo 'a message' >&2
                exit 7
                """);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        modules("java.base jdk.incubator.vector");
        small = Shell.write(folder.resolve("small file.csv"), "1\n");
        large = folder.resolve("large file.csv");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((16 << 20) + 513);
        }
    }

    private void modules(String names) {
        Shell.write(folder.resolve("java/release"), "JAVA_VERSION=\"17\"\nMODULES=\"" + names + "\"\n");
    }

    private Shell.Result launch(Map<String, String> environment, Object... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("bash", folder.resolve("segment").toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SEGMENT_"));
        builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Shell.Result(code, Shell.read(out), Shell.read(err));
    }

    @Test
    void argumentsMessagesAndTheExitCodeGoThrough() throws Exception {
        Shell.Result run = launch(Map.of("SEGMENT_JAVA_OPTS", "-Xmx4g -Xms1g"), "run", "--customers", small);

        assertThat(run.code()).isEqualTo(7);
        assertThat(run.err()).isEqualTo("a message\n");
        assertThat(run.out())
                .contains("-Dsegment.terminal=false", "-Xmx4g -Xms1g", "cli.Main run --customers " + small)
                .doesNotContain(MODULE);
    }

    @Test
    void longWorkGetsTheVectorModule() throws Exception {
        for (Object[] arguments : new Object[][] {
            {"cluster", "--data", large},
            {"cluster", "--data=" + large},
            {"run", "--customers", small, "--transactions", large},
            {"assign", "--customers", large},
            {"privacy-audit", "--data", large},
        }) {
            assertThat(launch(Map.of(), arguments).out()).contains(MODULE);
            assertThat(launch(Map.of("SEGMENT_VECTOR", "off"), arguments).out()).doesNotContain(MODULE);
        }
        for (Object[] arguments : new Object[][] {{}, {"cluster", "--data", small}, {"schema", large}, {"demo"}}) {
            assertThat(launch(Map.of(), arguments).out()).doesNotContain(MODULE);
        }
        assertThat(launch(Map.of("SEGMENT_VECTOR", "on"), "demo").out()).contains(MODULE);
    }

    @Test
    void aJavaWithoutTheModuleIsNotAskedForIt() throws Exception {
        modules("java.base");
        assertThat(launch(Map.of("SEGMENT_VECTOR", "on"), "cluster", "--data", large)
                        .out())
                .doesNotContain(MODULE);
        Files.delete(folder.resolve("java/release"));
        assertThat(launch(Map.of("SEGMENT_VECTOR", "on"), "cluster", "--data", large)
                        .code())
                .isEqualTo(7);
    }

    @Test
    void whatTheVariableCannotMeanIsRefused() throws Exception {
        Shell.Result run = launch(Map.of("SEGMENT_VECTOR", "yes"), "demo");

        assertThat(run.code()).isEqualTo(ExitCode.INTERNAL);
        assertThat(run.err()).isEqualTo("segment: SEGMENT_VECTOR is on or off or not set, was yes\n");
    }
}
