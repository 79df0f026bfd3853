package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportSchemaTest {
    private static final JsonTree SCHEMA = read(Path.of("..", "docs", "report.schema.json"));
    private static final JsonSchema RULES = new JsonSchema(SCHEMA);
    private static final JsonTree GALLERY = parsed(ReportJson.format(usual(ReportGallery.plain())));

    /** Every kind of block is among the usual ones; those at the edge repeat them. */
    private static ReportModel usual(ReportModel gallery) {
        return new ReportModel(
                gallery.title(),
                gallery.verdict(),
                gallery.disclosureMinimum(),
                gallery.sections().subList(0, 3));
    }

    @Test
    void reportsAreAsTheSchemaSays() {
        assertThat(RULES.errors(parsed(ReportJson.format(Shop.proposal())))).isEmpty();
        assertThat(RULES.errors(GALLERY)).isEmpty();
        assertThat(RULES.errors(parsed(ReportJson.format(ReportGallery.plain()))))
                .isEmpty();
        assertThat(RULES.errors(parsed(ReportJson.format(ReportGallery.saying("</a>\"'&\u0007\n")))))
                .isEmpty();
    }

    @Test
    void theGalleryShowsEveryKindOfBlockAndOfValue() {
        List<String> kinds = Stream.concat(names("block"), names("value")).toList();
        for (String kind : kinds) {
            JsonSchema one = new JsonSchema(
                    parsed("{\"$ref\": \"#/$defs/" + kind + "\", \"$defs\": " + written(SCHEMA.get("$defs")) + "}"));
            assertThat(all(GALLERY))
                    .as(kind)
                    .anyMatch(value -> one.errors(value).isEmpty());
        }
    }

    private static Stream<String> names(String choice) {
        return SCHEMA.get("$defs").get(choice).get("oneOf").elements().stream()
                .map(one -> one.get("$ref").text().replace("#/$defs/", ""));
    }

    @Test
    void everyDefinitionIsUsedAndEveryReferenceLeadsSomewhere() {
        Set<String> used = new HashSet<>();
        for (JsonTree value : all(SCHEMA)) {
            if (value.kind() == JsonTree.Kind.OBJECT && value.members().containsKey("$ref")) {
                used.add(value.get("$ref").text().replace("#/$defs/", ""));
            }
        }
        assertThat(used).isEqualTo(SCHEMA.get("$defs").members().keySet());
    }

    @Test
    void aReportWithoutARequiredFieldIsRefused() {
        int tried = 0;
        for (JsonTree object : oneOfEachShape()) {
            if (object.kind() == JsonTree.Kind.OBJECT) {
                for (String name : object.members().keySet()) {
                    if (!mayBeAbsent(object.members().keySet(), name)) {
                        assertRefused(object, "without " + name, members(object, name));
                        tried++;
                    }
                }
                assertRefused(object, "with another key", withAnotherKey(object));
            }
        }
        assertThat(tried).isGreaterThan(80);
    }

    private static boolean mayBeAbsent(Set<String> names, String name) {
        // Of an interval either both ends are there or none.
        return (names.contains("share") && name.equals("of"))
                || (names.contains("group") && name.equals("verdict"))
                || (names.contains("key")
                        && Set.of("about", "expected", "actual").contains(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "null", "[true]", "{\"strange\": 1}"})
    void aReportWithAValueOfAWrongTypeIsRefused(String wrong) {
        List<JsonTree> places = oneOfEachShape();
        places.forEach(place -> assertRefused(place, "as " + wrong, wrong));
        assertThat(places).hasSizeGreaterThan(100);
    }

    /** The first of all values that stand at a like place in like blocks: what goes for one goes for the others. */
    private static List<JsonTree> oneOfEachShape() {
        Map<String, JsonTree> places = new LinkedHashMap<>();
        collect(GALLERY, "", places);
        return List.copyOf(places.values());
    }

    private static void collect(JsonTree value, String shape, Map<String, JsonTree> places) {
        if (value.kind() == JsonTree.Kind.OBJECT) {
            // Blocks in a group are like blocks outside.
            String first = value.members().keySet().iterator().next();
            String own = shape.endsWith(".blocks[]") ? first : shape + "{" + first + "}";
            places.putIfAbsent(own, value);
            value.members().forEach((name, member) -> collect(member, own + "." + name, places));
            return;
        }
        places.putIfAbsent(shape + value.kind(), value);
        if (value.kind() == JsonTree.Kind.ARRAY) {
            value.elements().forEach(element -> collect(element, shape + "[]", places));
        }
    }

    @Test
    void wordsWhereANumberIsAskedForAreRefused() {
        JsonTree plane = all(GALLERY).stream()
                .filter(value ->
                        value.kind() == JsonTree.Kind.OBJECT && value.members().containsKey("plane"))
                .findFirst()
                .orElseThrow();
        assertRefused(plane.get("columns"), "as words", "\"7\"");
        assertRefused(plane.get("columns"), "below its minimum", "0");
        assertRefused(plane.get("columns"), "broken", "7.5");
        assertRefused(plane.get("squares").elements().get(0), "too short", "[1, 2, 3]");
        assertRefused(plane.get("squares").elements().get(0), "too long", "[1, 2, 3, 4, 5]");
        assertRefused(GALLERY.get("version"), "of another version", "1");
        assertRefused(GALLERY.get("verdict"), "of another verdict", "\"fail\"");
    }

    private static void assertRefused(JsonTree place, String how, String instead) {
        String path = place.path();
        assertThat(RULES.errors(parsed(written(GALLERY, place, instead))))
                .as(path + " " + how)
                .isNotEmpty();
    }

    private static String withAnotherKey(JsonTree object) {
        String members = members(object, "");
        return members.substring(0, members.length() - 1) + ", \"another\": 1}";
    }

    private static String members(JsonTree object, String left) {
        List<String> members = new ArrayList<>();
        object.members().forEach((name, value) -> {
            if (!name.equals(left)) {
                members.add(quoted(name) + ": " + written(value));
            }
        });
        return "{" + String.join(", ", members) + "}";
    }

    private static String written(JsonTree value) {
        return written(value, SCHEMA, "");
    }

    private static String written(JsonTree value, JsonTree place, String instead) {
        if (value == place) {
            return instead;
        }
        return switch (value.kind()) {
            case OBJECT -> {
                List<String> members = new ArrayList<>();
                for (Map.Entry<String, JsonTree> member : value.members().entrySet()) {
                    members.add(quoted(member.getKey()) + ": " + written(member.getValue(), place, instead));
                }
                yield "{" + String.join(", ", members) + "}";
            }
            case ARRAY ->
                "["
                        + String.join(
                                ", ",
                                value.elements().stream()
                                        .map(element -> written(element, place, instead))
                                        .toList())
                        + "]";
            case TEXT -> quoted(value.text());
            case NUMBER -> value.isWhole() ? Long.toString(value.whole()) : Double.toString(value.number());
            case TRUE -> "true";
            case FALSE -> "false";
            case NULL -> "null";
        };
    }

    private static String quoted(String text) {
        return new String(JsonOut.readable(json -> json.writeString(text)), StandardCharsets.UTF_8).strip();
    }

    private static List<JsonTree> all(JsonTree tree) {
        List<JsonTree> all = new ArrayList<>(List.of(tree));
        if (tree.kind() == JsonTree.Kind.OBJECT) {
            tree.members().values().forEach(member -> all.addAll(all(member)));
        } else if (tree.kind() == JsonTree.Kind.ARRAY) {
            tree.elements().forEach(element -> all.addAll(all(element)));
        }
        return all;
    }

    private static JsonTree parsed(String json) {
        return JsonTree.parse("report", json.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonTree read(Path file) {
        try {
            return JsonTree.parse("schema", Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
