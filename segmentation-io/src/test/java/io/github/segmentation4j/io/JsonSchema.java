package io.github.segmentation4j.io;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of JSON Schema (draft 2020-12) that the project's own schemas use; any other keyword is refused. */
final class JsonSchema {
    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "$defs",
            "$ref",
            "title",
            "description",
            "type",
            "const",
            "enum",
            "oneOf",
            "anyOf",
            "properties",
            "required",
            "dependentRequired",
            "additionalProperties",
            "items",
            "minItems",
            "maxItems",
            "minimum");

    private final JsonTree root;

    JsonSchema(JsonTree root) {
        this.root = root;
    }

    /** What is wrong with a document; empty if it is valid. */
    List<String> errors(JsonTree document) {
        List<String> errors = new ArrayList<>();
        check(root, document, errors);
        return errors;
    }

    private void check(JsonTree schema, JsonTree value, List<String> errors) {
        schema.allowOnly(KEYWORDS);
        for (Map.Entry<String, JsonTree> keyword : schema.members().entrySet()) {
            JsonTree rule = keyword.getValue();
            boolean holds =
                    switch (keyword.getKey()) {
                        case "type" -> isOfType(rule.text(), value);
                        case "const" -> same(rule, value);
                        case "enum" -> rule.elements().stream().anyMatch(one -> same(one, value));
                        case "oneOf" -> matching(rule, value) == 1;
                        case "anyOf" -> matching(rule, value) >= 1;
                        case "minimum" -> !isNumber(value) || value.number() >= rule.number();
                        case "minItems" -> !isArray(value) || value.elements().size() >= rule.whole();
                        case "maxItems" -> !isArray(value) || value.elements().size() <= rule.whole();
                        case "required" ->
                            !isObject(value) || value.members().keySet().containsAll(rule.texts());
                        case "dependentRequired" -> !isObject(value) || hasDependent(rule, value);
                        case "additionalProperties" -> rule.flag() || !isObject(value) || isKnown(schema, value);
                        default -> true;
                    };
            if (!holds) {
                errors.add(value.path() + ": " + keyword.getKey());
            }
        }
        below(schema, value, errors);
    }

    private void below(JsonTree schema, JsonTree value, List<String> errors) {
        if (schema.members().containsKey("$ref")) {
            check(root.get("$defs").get(schema.get("$ref").text().replace("#/$defs/", "")), value, errors);
        }
        if (schema.members().containsKey("properties") && isObject(value)) {
            schema.get("properties").members().forEach((name, property) -> {
                if (value.members().containsKey(name)) {
                    check(property, value.members().get(name), errors);
                }
            });
        }
        if (schema.members().containsKey("items") && isArray(value)) {
            value.elements().forEach(element -> check(schema.get("items"), element, errors));
        }
    }

    private long matching(JsonTree choices, JsonTree value) {
        return choices.elements().stream()
                .filter(choice -> {
                    List<String> errors = new ArrayList<>();
                    check(choice, value, errors);
                    return errors.isEmpty();
                })
                .count();
    }

    private static boolean isKnown(JsonTree schema, JsonTree value) {
        return schema.get("properties")
                .members()
                .keySet()
                .containsAll(value.members().keySet());
    }

    private static boolean hasDependent(JsonTree rule, JsonTree value) {
        Set<String> names = value.members().keySet();
        return rule.members().entrySet().stream()
                .allMatch(one -> !names.contains(one.getKey())
                        || names.containsAll(one.getValue().texts()));
    }

    private static boolean isObject(JsonTree value) {
        return value.kind() == JsonTree.Kind.OBJECT;
    }

    private static boolean isArray(JsonTree value) {
        return value.kind() == JsonTree.Kind.ARRAY;
    }

    private static boolean isNumber(JsonTree value) {
        return value.kind() == JsonTree.Kind.NUMBER;
    }

    private static boolean isOfType(String type, JsonTree value) {
        return switch (type) {
            case "object" -> isObject(value);
            case "array" -> isArray(value);
            case "string" -> value.kind() == JsonTree.Kind.TEXT;
            case "number" -> isNumber(value);
            case "integer" -> isNumber(value) && value.number() == Math.rint(value.number());
            default -> throw new IllegalArgumentException("type " + type + " is not known");
        };
    }

    private static boolean same(JsonTree one, JsonTree other) {
        if (one.kind() != other.kind()) {
            return false;
        }
        return switch (one.kind()) {
            case TEXT -> one.text().equals(other.text());
            case NUMBER -> BigDecimal.valueOf(one.number()).compareTo(BigDecimal.valueOf(other.number())) == 0;
            default -> throw new IllegalArgumentException("only texts and numbers are compared");
        };
    }
}
