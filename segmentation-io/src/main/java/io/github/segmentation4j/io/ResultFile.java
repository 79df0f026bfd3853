package io.github.segmentation4j.io;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.segmentation4j.run.ModelState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A result as JSON for other programs, from the plain values it gives of itself: an object whose first field {@code type}
 * is the name and version, such as {@code audit/1}, followed by the fields in their order. Numbers have all their digits
 * and the same bytes on every machine; one that is not finite, which JSON cannot hold, is the text {@code "NaN"}, {@code
 * "Infinity"} or {@code "-Infinity"}. {@link ModelFile} is for what is to be read back.
 *
 * <p>Only static methods; safe for use by several threads.
 */
public final class ResultFile {
    private static final String TYPE = "type";

    private ResultFile() {}

    /**
     * The text of a result.
     *
     * @throws IllegalArgumentException if a field is called {@code type}, which is taken
     */
    public static String format(ModelState result) {
        return new String(JsonOut.readable(json -> object(result, json)), StandardCharsets.UTF_8);
    }

    /**
     * Writes a result, whole or not at all.
     *
     * @throws IllegalArgumentException if a field is called {@code type}, which is taken
     * @throws io.github.segmentation4j.run.SegmentationException if the file cannot be written
     */
    public static void write(ModelState result, Path file) {
        AtomicFile.writeText(file, format(result));
    }

    private static void object(ModelState state, JsonGenerator json) throws IOException {
        if (state.has(TYPE)) {
            throw new IllegalArgumentException("a field of " + state.type() + " must not be called 'type'; rename it");
        }
        json.writeStartObject();
        json.writeStringField(TYPE, state.type());
        for (String name : state.names()) {
            json.writeFieldName(name);
            value(state.value(name), json);
        }
        json.writeEndObject();
    }

    private static void value(Object value, JsonGenerator json) throws IOException {
        if (value instanceof ModelState child) {
            object(child, json);
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Long whole) {
            json.writeNumber(whole);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Double number) {
            number(number, json);
        } else if (value instanceof double[] numbers) {
            json.writeStartArray();
            for (double number : numbers) {
                number(number, json);
            }
            json.writeEndArray();
        } else {
            json.writeStartArray();
            for (Object element : (List<?>) value) {
                value(element, json);
            }
            json.writeEndArray();
        }
    }

    private static void number(double number, JsonGenerator json) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeString(Double.toString(number));
        }
    }
}
