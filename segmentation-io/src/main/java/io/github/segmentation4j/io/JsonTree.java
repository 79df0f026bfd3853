package io.github.segmentation4j.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.segmentation4j.run.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON value that knows where it stands, so that an error can say where to look. Numbers keep their spelling. */
final class JsonTree {
    private static final int DEEPEST = 100;
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(1_000_000)
                    .maxNumberLength(100)
                    .maxNameLength(10_000)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** What a value is. */
    enum Kind {
        OBJECT,
        ARRAY,
        TEXT,
        NUMBER,
        TRUE,
        FALSE,
        NULL
    }

    private final String file;
    private final String path;
    private final int line;
    private final int column;
    private final Kind kind;
    private final String text;
    private final Map<String, JsonTree> members = new LinkedHashMap<>();
    private final List<JsonTree> elements = new ArrayList<>();

    private JsonTree(String file, String path, JsonLocation at, Kind kind, String text) {
        this.file = file;
        this.path = path;
        this.line = at.getLineNr();
        this.column = at.getColumnNr();
        this.kind = kind;
        this.text = text;
    }

    /** Reads a document of exactly one value. */
    static JsonTree parse(String file, byte[] bytes) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            if (parser.nextToken() == null) {
                throw new InvalidInputException("'" + file + "' is empty; a JSON object was expected");
            }
            JsonTree tree = read(file, "", parser);
            if (parser.nextToken() != null) {
                throw tree.error("the file goes on after its end");
            }
            return tree;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
            // Jackson's message may quote the text around the error, which could be a person's data.
            throw new InvalidInputException("'" + file + "'" + place
                    + " is no valid JSON: look for a missing quote, comma or bracket, or a key that comes twice");
        } catch (IOException e) {
            throw new InvalidInputException("'" + file + "' is not readable as JSON", e);
        }
    }

    private static JsonTree read(String file, String path, JsonParser parser) throws IOException {
        JsonLocation at = parser.currentTokenLocation();
        JsonToken token = parser.currentToken();
        switch (token) {
            case START_OBJECT -> {
                JsonTree object = new JsonTree(file, path, at, Kind.OBJECT, "");
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.members.put(name, read(file, path.isEmpty() ? name : path + "." + name, parser));
                }
                return object;
            }
            case START_ARRAY -> {
                JsonTree array = new JsonTree(file, path, at, Kind.ARRAY, "");
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.elements.add(read(file, path + "[" + array.elements.size() + "]", parser));
                }
                return array;
            }
            default -> {
                Kind kind =
                        switch (token) {
                            case VALUE_STRING -> Kind.TEXT;
                            case VALUE_TRUE -> Kind.TRUE;
                            case VALUE_FALSE -> Kind.FALSE;
                            case VALUE_NULL -> Kind.NULL;
                            default -> Kind.NUMBER;
                        };
                return new JsonTree(file, path, at, kind, parser.getText());
            }
        }
    }

    InvalidInputException error(String message) {
        String where = path.isEmpty() ? "" : ", at " + path;
        return new InvalidInputException(
                "'" + file + "', line " + line + ", column " + column + where + ": " + message);
    }

    Kind kind() {
        return kind;
    }

    String path() {
        return path;
    }

    boolean isNull() {
        return kind == Kind.NULL;
    }

    /** Refuses keys that nobody reads, so that a typo is not silently ignored. */
    JsonTree allowOnly(Set<String> known) {
        require(Kind.OBJECT, "an object");
        for (Map.Entry<String, JsonTree> member : members.entrySet()) {
            if (!known.contains(member.getKey())) {
                throw member.getValue().error("this key is not known; known are " + known);
            }
        }
        return this;
    }

    /** The keys of an object in the order of the file. */
    Map<String, JsonTree> members() {
        require(Kind.OBJECT, "an object");
        return members;
    }

    /** A member that must be there. */
    JsonTree get(String name) {
        JsonTree member = find(name);
        if (member == null) {
            throw error("'" + name + "' is missing");
        }
        return member;
    }

    /** A member that may be absent; null counts as absent. */
    @Nullable
    JsonTree find(String name) {
        require(Kind.OBJECT, "an object");
        JsonTree member = members.get(name);
        return member == null || member.isNull() ? null : member;
    }

    List<JsonTree> elements() {
        require(Kind.ARRAY, "a list in [ ]");
        return elements;
    }

    String text() {
        require(Kind.TEXT, "a text in quotes");
        return text;
    }

    List<String> texts() {
        return elements().stream().map(JsonTree::text).toList();
    }

    boolean flag() {
        if (kind != Kind.TRUE && kind != Kind.FALSE) {
            throw error("true or false was expected");
        }
        return kind == Kind.TRUE;
    }

    double number() {
        require(Kind.NUMBER, "a number");
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw error("a number of this size cannot be kept");
        }
        return number;
    }

    boolean isWhole() {
        return kind == Kind.NUMBER && text.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
    }

    long whole() {
        try {
            if (isWhole()) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            throw error("a whole number of 64 bits was expected");
        }
        throw error("a whole number was expected");
    }

    /** A constant by its name, however it is spelled: {@code direct_marketing} or {@code Direct-Marketing}. */
    <E extends Enum<E>> E constant(Class<E> type) {
        String name = text().strip().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        List<String> known = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
            known.add(constant.name().toLowerCase(Locale.ROOT));
        }
        throw error("one of " + known + " was expected");
    }

    private void require(Kind wanted, String words) {
        if (kind != wanted) {
            throw error(words + " was expected");
        }
    }
}
