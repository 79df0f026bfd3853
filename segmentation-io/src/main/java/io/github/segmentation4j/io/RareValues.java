package io.github.segmentation4j.io;

import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.AttributeType;
import io.github.segmentation4j.data.AuditView;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Category values that few customers have, which a report must not tell: {@code plan=ambassador} is one customer if only
 * one has that plan. A feature of such a value is called {@code a rare value of plan}, whether the schema declares the
 * value or not, because a segment's name says who has it. A value of a group that the schema declares keeps its name
 * elsewhere: it was not learned from a customer, and its numbers are hidden.
 */
final class RareValues {
    /** What an audit calls the customers without a value. */
    private static final String MISSING = "missing";

    private final Disclosure disclosure;
    private final Map<String, String> cells = new HashMap<>();
    private final Map<String, String> parts = new HashMap<>();
    private final Replacements replacements;

    private RareValues(SegmentationDraft draft, Disclosure disclosure) {
        this.disclosure = disclosure;
        for (Attribute attribute : draft.view().attributes()) {
            if (attribute.type() == AttributeType.CATEGORY) {
                Categories categories = draft.view().categories(attribute.name());
                int[] counts = categories.counts();
                for (int level = 0; level < categories.levels().size(); level++) {
                    addCell(attribute, categories.levels().get(level), counts[level]);
                }
            }
        }
        for (Attribute attribute : draft.audit().attributes()) {
            if (attribute.type() == AttributeType.CATEGORY) {
                for (AuditView.GroupAdmission group : draft.audit().admission(attribute.name())) {
                    if (isRare(attribute, group.group(), group.total())) {
                        addCell(attribute, group.group(), group.total());
                        parts.put(attribute.name() + "=" + group.group(), words(attribute.name()));
                        parts.put("'" + group.group() + "'", words(attribute.name()));
                    } else {
                        // Or a rare one that begins like it would be found within it.
                        parts.put(attribute.name() + "=" + group.group(), attribute.name() + "=" + group.group());
                    }
                }
            }
        }
        addFeatures(draft.described());
        replacements = new Replacements(parts);
    }

    static RareValues of(SegmentationDraft draft, Disclosure disclosure) {
        return new RareValues(draft, disclosure);
    }

    /** Whether customers gave an attribute this value and they are few. */
    boolean isRare(Attribute attribute, String value, long persons) {
        return disclosure.isFew(persons)
                && attribute.type() == AttributeType.CATEGORY
                && !value.equals(MISSING)
                && !attribute.values().contains(value);
    }

    /** What a rare value is called. */
    static String words(String field) {
        return "a rare value of " + field;
    }

    /** A cell of a table, which may be nothing but a value. */
    String cell(String words) {
        return cells.getOrDefault(words, words);
    }

    /** A text, which may speak of a value by the name of its feature or of its group. */
    String text(String text) {
        return replacements.apply(text);
    }

    /** A number alone may be anything else as well: numbers of segments stand in tables too. */
    private void addCell(Attribute attribute, String value, long persons) {
        if (isRare(attribute, value, persons) && value.chars().anyMatch(Character::isLetter)) {
            cells.put(value, words(attribute.name()));
        }
    }

    private void addFeatures(FeatureMatrix described) {
        for (int c = 0; c < described.columnCount(); c++) {
            Feature feature = described.features().get(c);
            String name = feature.name();
            for (String field : fields(feature)) {
                int at = name.indexOf(field + "=");
                if (at >= 0) {
                    long persons = 0;
                    for (double value : described.column(c)) {
                        persons += value != 0 && !Double.isNaN(value) ? 1 : 0;
                    }
                    boolean few = disclosure.isFew(persons);
                    parts.put(name, few ? name.substring(0, at) + words(field) : name);
                    String question = name.replaceFirst("=", " is ");
                    parts.put(question, few ? words(field) : question);
                }
            }
        }
    }

    /** What the name of an encoded field may begin with: {@code plan}; of a label the stream may be left out. */
    private static List<String> fields(Feature feature) {
        return feature.attributes().stream()
                .flatMap(field -> Stream.of(field, field.substring(field.indexOf('.') + 1)))
                .distinct()
                .toList();
    }
}
