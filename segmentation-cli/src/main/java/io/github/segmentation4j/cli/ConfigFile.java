package io.github.segmentation4j.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.segmentation4j.run.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            for (Map.Entry<String, String> option : options.entrySet()) {
                json.writeStringField(option.getKey(), option.getValue());
            }
            json.writeEndObject();
        }
    }

    /** Reads the file named by {@value #OPTION} among the arguments, if there is one. */
    static IDefaultValueProvider defaults(CommandSpec command, String... arguments) {
        Map<String, String> options = Map.of();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals(OPTION) && i + 1 < arguments.length) {
                options = read(Path.of(arguments[i + 1]));
            } else if (arguments[i].startsWith(OPTION + "=")) {
                options = read(Path.of(arguments[i].substring(OPTION.length() + 1)));
            }
        }
        for (String name : options.keySet()) {
            if (command.findOption("--" + name) == null) {
                throw new InvalidInputException("the configuration names '" + name + "', which is no option of '"
                        + command.qualifiedName() + "'");
            }
        }
        return new Defaults(options);
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> options = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(file);
                JsonParser json = new JsonFactory().createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidInputException(file + ": a run's configuration must be a JSON object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                if (!json.nextToken().isScalarValue()) {
                    throw new InvalidInputException(file + ": '" + name + "' must be a text or a number");
                }
                options.put(name, json.getText());
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
            return argument instanceof OptionSpec option
                    ? options.get(option.longestName().substring(2))
                    : null;
        }
    }
}
