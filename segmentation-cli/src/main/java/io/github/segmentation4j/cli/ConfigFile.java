package io.github.segmentation4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.segmentation4j.run.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of a run as a JSON object of texts, named like the options without their dashes. What is typed on the
 * command line comes before what the file says.
 */
final class ConfigFile {
    static final String OPTION = "--config";

    private ConfigFile() {}

    static void write(Map<String, String> options, Path file) throws IOException {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode();
        options.forEach(root::put);
        String text = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        Files.writeString(file, text + System.lineSeparator(), StandardCharsets.UTF_8);
    }

    /** Reads the file named by {@value #OPTION} among the arguments; no file, no defaults. */
    static IDefaultValueProvider defaults(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals(OPTION) && i + 1 < arguments.length) {
                return new Defaults(read(Path.of(arguments[i + 1])));
            }
            if (arguments[i].startsWith(OPTION + "=")) {
                return new Defaults(read(Path.of(arguments[i].substring(OPTION.length() + 1))));
            }
        }
        return new Defaults(Map.of());
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> options = new LinkedHashMap<>();
        try {
            JsonNode root = new JsonMapper().readTree(Files.readAllBytes(file));
            if (root == null || !root.isObject()) {
                throw new InvalidInputException(file + ": a run's configuration must be a JSON object");
            }
            for (Map.Entry<String, JsonNode> field : root.properties()) {
                if (!field.getValue().isValueNode()) {
                    throw new InvalidInputException(file + ": '" + field.getKey() + "' must be a text or a number");
                }
                options.put(field.getKey(), field.getValue().asText());
            }
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(
                    file + ", line " + e.getLocation().getLineNr() + ": not the JSON of a run's configuration", e);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read the configuration " + file, e);
        }
        return options;
    }

    /** Gives options the values of the file. */
    private static final class Defaults implements IDefaultValueProvider {
        private final Map<String, String> options;

        Defaults(Map<String, String> options) {
            this.options = options;
        }

        @Override
        public @Nullable String defaultValue(ArgSpec argument) {
            if (options.isEmpty() || !(argument instanceof OptionSpec option)) {
                return null;
            }
            requireKnown(argument.command());
            return options.get(name(option));
        }

        private void requireKnown(CommandSpec command) {
            for (String name : options.keySet()) {
                if (command.findOption("--" + name) == null) {
                    throw new InvalidInputException("the configuration names '" + name + "', which is no option of '"
                            + command.qualifiedName() + "'");
                }
            }
        }

        private static String name(OptionSpec option) {
            return option.longestName().substring(2);
        }
    }
}
