package io.github.segmentation4j.io;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.segmentation4j.explain.ExplanationPolicy;
import io.github.segmentation4j.explain.ExplanationRenderer;
import io.github.segmentation4j.explain.FeatureGlossary;
import io.github.segmentation4j.explain.Wording;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The words of a schema file for its customers: what features are called, and what a customer can do. */
final class SchemaWords {
    private static final String GLOSSARY = "glossary";
    private static final String LABEL = "label";
    private static final String UNIT = "unit";
    private static final String MEANING = "meaning";
    private static final String RIGHTS = "rights";
    private static final String OPT_OUT = "optOut";
    private static final String CORRECT = "correct";
    private static final String CONTEST = "contest";
    private static final String NOTE = "note";

    private SchemaWords() {}

    static DataLayout read(JsonTree root, DataLayout layout) {
        DataLayout result = layout;
        JsonTree glossary = root.find(GLOSSARY);
        if (glossary != null) {
            result = result.withGlossary(glossary(glossary));
        }
        JsonTree rights = root.find(RIGHTS);
        if (rights != null) {
            rights.allowOnly(new TreeSet<>(Set.of(OPT_OUT, CORRECT, CONTEST, NOTE)));
            result = result.withRights(new ExplanationPolicy.Rights(
                    wording(rights.get(OPT_OUT)), wording(rights.get(CORRECT)), wording(rights.get(CONTEST))));
        }
        return result;
    }

    private static FeatureGlossary glossary(JsonTree tree) {
        FeatureGlossary glossary = FeatureGlossary.empty();
        for (Map.Entry<Locale, JsonTree> language : byLanguage(tree).entrySet()) {
            for (Map.Entry<String, JsonTree> feature :
                    language.getValue().members().entrySet()) {
                if (!isNote(feature)) {
                    glossary = glossary.with(feature.getKey(), language.getKey(), entry(feature.getValue()));
                }
            }
        }
        return glossary;
    }

    private static FeatureGlossary.Entry entry(JsonTree tree) {
        tree.allowOnly(new TreeSet<>(Set.of(LABEL, UNIT, MEANING, NOTE)));
        JsonTree unit = tree.find(UNIT);
        return new FeatureGlossary.Entry(
                words(tree.get(LABEL)), unit == null ? "" : unit.text(), words(tree.get(MEANING)));
    }

    private static Wording wording(JsonTree tree) {
        Wording wording = null;
        for (Map.Entry<Locale, JsonTree> language : byLanguage(tree).entrySet()) {
            String text = words(language.getValue());
            wording = wording == null ? Wording.of(language.getKey(), text) : wording.and(language.getKey(), text);
        }
        if (wording == null) {
            throw tree.error("a text in at least one language was expected, as in {\"en\": \"...\"}");
        }
        return wording;
    }

    private static Map<Locale, JsonTree> byLanguage(JsonTree tree) {
        List<String> known = known();
        Map<Locale, JsonTree> result = new LinkedHashMap<>();
        for (Map.Entry<String, JsonTree> member : tree.members().entrySet()) {
            if (isNote(member)) {
                continue;
            }
            if (!known.contains(member.getKey())) {
                throw member.getValue()
                        .error("'" + member.getKey() + "' is no language that explanations are written in; these are "
                                + known);
            }
            result.put(Locale.forLanguageTag(member.getKey()), member.getValue());
        }
        return result;
    }

    /** Refuses what could be written but neither be read again nor shown. */
    static void requireKnown(List<Locale> languages) {
        List<String> unknown = languages.stream()
                .map(Locale::getLanguage)
                .filter(language -> !known().contains(language))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the languages must be among " + known()
                    + ", in which explanations are written, were " + unknown + " too; leave these out");
        }
    }

    private static List<String> known() {
        return ExplanationRenderer.languages().stream().map(Locale::getLanguage).toList();
    }

    /** Free text beside the languages or the features, of which one may well be called so. */
    private static boolean isNote(Map.Entry<String, JsonTree> member) {
        return member.getKey().equals(NOTE) && member.getValue().kind() == JsonTree.Kind.TEXT;
    }

    private static String words(JsonTree tree) {
        if (tree.text().isBlank()) {
            throw tree.error("a text that is not blank was expected: customers read it");
        }
        return tree.text();
    }

    /** Writes nothing where nothing was said, as in files before there were words. */
    static void write(DataLayout layout, JsonGenerator json) throws IOException {
        FeatureGlossary glossary = layout.glossary();
        if (!glossary.languages().isEmpty()) {
            json.writeObjectFieldStart(GLOSSARY);
            for (Locale language : glossary.languages()) {
                json.writeObjectFieldStart(language.getLanguage());
                for (Map.Entry<String, FeatureGlossary.Entry> feature :
                        glossary.entries(language).entrySet()) {
                    json.writeFieldName(feature.getKey());
                    write(feature.getValue(), json);
                }
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        write(layout.rights().orElse(null), json);
    }

    private static void write(FeatureGlossary.Entry entry, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField(LABEL, entry.label());
        if (!entry.unit().isEmpty()) {
            json.writeStringField(UNIT, entry.unit());
        }
        json.writeStringField(MEANING, entry.plainWords());
        json.writeEndObject();
    }

    private static void write(ExplanationPolicy.@Nullable Rights rights, JsonGenerator json) throws IOException {
        if (rights != null) {
            json.writeObjectFieldStart(RIGHTS);
            write(OPT_OUT, rights.optOut(), json);
            write(CORRECT, rights.correct(), json);
            write(CONTEST, rights.contest(), json);
            json.writeEndObject();
        }
    }

    private static void write(String name, Wording wording, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (Locale language : wording.languages()) {
            json.writeStringField(language.getLanguage(), wording.in(language));
        }
        json.writeEndObject();
    }
}
