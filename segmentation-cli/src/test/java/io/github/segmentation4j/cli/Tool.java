package io.github.segmentation4j.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the tests of the report's page need beside Java; {@code .ci/run} installs both. */
enum Tool {
    /** The browser: the program named by the variable, or the first of the usual names on the PATH. */
    CHROMIUM("CHROMIUM") {
        @Override
        Stream<Path> usualPlaces(Map<String, String> environment) {
            List<String> names = List.of("chromium", "chromium-browser", "google-chrome");
            return names.stream()
                    .flatMap(name -> Pattern.compile(Pattern.quote(File.pathSeparator))
                            .splitAsStream(environment.getOrDefault("PATH", ""))
                            .filter(folder -> !folder.isEmpty())
                            .map(folder -> Path.of(folder, name)))
                    .filter(Files::isExecutable);
        }
    },

    /** The rules for accessible pages: the script named by the variable, or the one that {@code .ci/run} fetched. */
    AXE_CORE("AXE_CORE") {
        @Override
        Stream<Path> usualPlaces(Map<String, String> environment) {
            return Stream.of(Path.of("..", ".ci", "tools", "node_modules", "axe-core", "axe.min.js"));
        }
    };

    private final String variable;

    Tool(String variable) {
        this.variable = variable;
    }

    abstract Stream<Path> usualPlaces(Map<String, String> environment);

    /** The environment variable that names the file of this tool. */
    String variable() {
        return variable;
    }

    /** The file of this tool, if it is here. A variable that is set is believed: no other place is looked at. */
    Optional<Path> find(Map<String, String> environment) {
        String named = environment.getOrDefault(variable, "");
        Stream<Path> places = named.isBlank() ? usualPlaces(environment) : Stream.of(Path.of(named));
        return places.filter(Files::isRegularFile).filter(Files::isReadable).findFirst();
    }

    /** The file of this tool; for tests that {@link RequiresTool} guards. */
    Path path() {
        return find(System.getenv()).orElseThrow(() -> new IllegalStateException("set " + variable + " to its file"));
    }
}
