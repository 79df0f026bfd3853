package io.github.segmentation4j.io;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.segmentation4j.run.ModelState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A tree of learned state as JSON and back. The kind of a value shows in its spelling: a whole number has neither point
 * nor exponent, any other number has one; numbers that are not finite and all lists say what they are in an object with
 * one key.
 */
final class StateJson {
    private StateJson() {}

    static void write(ModelState state, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", state.type());
        json.writeObjectFieldStart("fields");
        for (String name : state.names()) {
            json.writeFieldName(name);
            value(state.value(name), json);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void value(Object value, JsonGenerator json) throws IOException {
        if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Long whole) {
            json.writeNumber(whole);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof ModelState child) {
            write(child, json);
        } else if (value instanceof Double number) {
            if (Double.isFinite(number)) {
                json.writeNumber(number);
            } else {
                json.writeStartObject();
                json.writeStringField("number", number.toString());
                json.writeEndObject();
            }
        } else {
            list(value, json);
        }
    }

    private static void list(Object value, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (value instanceof double[] numbers) {
            json.writeArrayFieldStart("numbers");
            for (double number : numbers) {
                if (Double.isFinite(number)) {
                    json.writeNumber(number);
                } else {
                    json.writeString(Double.toString(number));
                }
            }
        } else if (value instanceof List<?> list) {
            boolean states = !list.isEmpty() && list.get(0) instanceof ModelState;
            json.writeArrayFieldStart(states ? "states" : "texts");
            for (Object element : list) {
                if (element instanceof ModelState state) {
                    write(state, json);
                } else {
                    json.writeString((String) element);
                }
            }
        } else {
            throw new IllegalStateException("a state cannot hold a " + value.getClass());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static ModelState read(JsonTree tree) {
        tree.allowOnly(Set.of("type", "fields"));
        ModelState.Builder state = ModelState.of(tree.get("type").text());
        for (Map.Entry<String, JsonTree> field : tree.get("fields").members().entrySet()) {
            put(state, field.getKey(), field.getValue());
        }
        return state.build();
    }

    private static void put(ModelState.Builder state, String name, JsonTree value) {
        switch (value.kind()) {
            case TEXT -> state.put(name, value.text());
            case TRUE, FALSE -> state.put(name, value.flag());
            case NUMBER -> {
                if (value.isWhole()) {
                    state.put(name, value.whole());
                } else {
                    state.put(name, value.number());
                }
            }
            case OBJECT -> putObject(state, name, value);
            case ARRAY, NULL -> throw value.error("a stored value was expected");
        }
    }

    private static void putObject(ModelState.Builder state, String name, JsonTree value) {
        if (value.find("type") != null) {
            state.put(name, read(value));
            return;
        }
        if (value.members().size() != 1) {
            throw value.error("an object with one key was expected");
        }
        Map.Entry<String, JsonTree> only = value.members().entrySet().iterator().next();
        JsonTree content = only.getValue();
        switch (only.getKey()) {
            case "number" -> state.put(name, unusual(content));
            case "numbers" -> state.put(name, numbers(content));
            case "texts" -> state.putTexts(name, content.texts());
            case "states" -> {
                List<ModelState> children = new ArrayList<>();
                content.elements().forEach(child -> children.add(read(child)));
                state.putChildren(name, children);
            }
            default -> throw content.error("this kind of value is not known");
        }
    }

    private static double[] numbers(JsonTree content) {
        return content.elements().stream()
                .mapToDouble(element -> element.kind() == JsonTree.Kind.TEXT ? unusual(element) : element.number())
                .toArray();
    }

    private static double unusual(JsonTree content) {
        return switch (content.text()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw content.error("NaN, Infinity or -Infinity was expected");
        };
    }
}
