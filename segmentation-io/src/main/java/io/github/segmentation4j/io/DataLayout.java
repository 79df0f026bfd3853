package io.github.segmentation4j.io;

import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.EventStream;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.explain.ExplanationPolicy;
import io.github.segmentation4j.explain.ExplanationRenderer;
import io.github.segmentation4j.explain.FeatureGlossary;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A schema together with where its fields stand in files or query results, all that is needed to read customers, and
 * with the words in which these are told about their data.
 *
 * <pre>{@code
 * DataLayout layout = DataLayout.of(schema)
 *     .withCustomers(FileLayout.csv().withDelimiter(';'))
 *     .withColumn("tenure", "months_since_signup");
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class DataLayout {
    /** The id of a schema whose customers are numbered by their row, because the file has no id. */
    public static final String ROW_NUMBER = "#row";

    private final Schema schema;
    private final FileLayout customers;
    private final Map<String, String> columns;
    private final Map<String, StreamLayout> streams;
    private final AdmissionRule admission;
    private final FeatureGlossary glossary;
    private final Optional<ExplanationPolicy.Rights> rights;

    private DataLayout(
            Schema schema,
            FileLayout customers,
            Map<String, String> columns,
            Map<String, StreamLayout> streams,
            AdmissionRule admission,
            FeatureGlossary glossary,
            Optional<ExplanationPolicy.Rights> rights) {
        this.admission = admission;
        this.glossary = glossary;
        this.rights = rights;
        this.schema = schema;
        this.customers = customers;
        this.columns = Collections.unmodifiableMap(columns);
        this.streams = Collections.unmodifiableMap(streams);
    }

    /** CSV files with a header whose columns are called like the fields of the schema. */
    public static DataLayout of(Schema schema) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(schema.id(), schema.id());
        for (Attribute attribute : schema.attributes()) {
            columns.put(attribute.name(), attribute.name());
        }
        Map<String, StreamLayout> streams = new LinkedHashMap<>();
        for (EventStream stream : schema.streams()) {
            String customer = schema.id().equals(ROW_NUMBER) ? "customer" : schema.id();
            streams.put(stream.name(), StreamLayout.of(stream, customer));
        }
        return new DataLayout(
                schema,
                FileLayout.csv(),
                columns,
                streams,
                AdmissionRule.byConsent(),
                FeatureGlossary.empty(),
                Optional.empty());
    }

    /** This layout with the look of the customer file. */
    public DataLayout withCustomers(FileLayout layout) {
        return new DataLayout(
                schema,
                Objects.requireNonNull(layout, "layout"),
                new LinkedHashMap<>(columns),
                new LinkedHashMap<>(streams),
                admission,
                glossary,
                rights);
    }

    /** This layout with the column of an attribute, or of the id. */
    public DataLayout withColumn(String attribute, String column) {
        if (!columns.containsKey(attribute)) {
            throw new IllegalArgumentException(
                    "the schema has no field '" + attribute + "'; it has " + columns.keySet());
        }
        Map<String, String> changed = new LinkedHashMap<>(columns);
        changed.put(attribute, Objects.requireNonNull(column, "column"));
        return new DataLayout(schema, customers, changed, new LinkedHashMap<>(streams), admission, glossary, rights);
    }

    /** This layout with the layout of a stream. */
    public DataLayout withStream(StreamLayout layout) {
        schema.stream(layout.stream());
        Map<String, StreamLayout> changed = new LinkedHashMap<>(streams);
        changed.put(layout.stream(), layout);
        return new DataLayout(schema, customers, new LinkedHashMap<>(columns), changed, admission, glossary, rights);
    }

    /** This layout with what admission rests on. Default: consent recorded with the customer. */
    public DataLayout withAdmission(AdmissionRule rule) {
        return new DataLayout(
                schema,
                customers,
                new LinkedHashMap<>(columns),
                new LinkedHashMap<>(streams),
                Objects.requireNonNull(rule, "rule"),
                glossary,
                rights);
    }

    /**
     * This layout with what features are called in the languages of the customers. Default: an empty glossary.
     *
     * @throws IllegalArgumentException if it has a language that explanations are not written in, see {@link
     *     ExplanationRenderer#languages()}
     */
    public DataLayout withGlossary(FeatureGlossary words) {
        SchemaWords.requireKnown(words.languages());
        return new DataLayout(
                schema,
                customers,
                new LinkedHashMap<>(columns),
                new LinkedHashMap<>(streams),
                admission,
                words,
                rights);
    }

    /**
     * This layout with what a customer can do about a segment. Default: nothing is said.
     *
     * @throws IllegalArgumentException if it has a language that explanations are not written in, see {@link
     *     ExplanationRenderer#languages()}
     */
    public DataLayout withRights(ExplanationPolicy.Rights words) {
        SchemaWords.requireKnown(words.optOut().languages());
        SchemaWords.requireKnown(words.correct().languages());
        SchemaWords.requireKnown(words.contest().languages());
        return new DataLayout(
                schema,
                customers,
                new LinkedHashMap<>(columns),
                new LinkedHashMap<>(streams),
                admission,
                glossary,
                Optional.of(words));
    }

    /** What features are called; empty if nobody said. */
    public FeatureGlossary glossary() {
        return glossary;
    }

    /** What a customer can do about a segment, if somebody said. */
    public Optional<ExplanationPolicy.Rights> rights() {
        return rights;
    }

    /** What admission rests on. */
    public AdmissionRule admission() {
        return admission;
    }

    /** The schema. Customers and events read with this layout share this object. */
    public Schema schema() {
        return schema;
    }

    /** The look of the customer file. */
    public FileLayout customers() {
        return customers;
    }

    /** The layout of a stream. */
    public StreamLayout stream(String name) {
        schema.stream(name);
        return Objects.requireNonNull(streams.get(name), name);
    }

    /** The column of an attribute or of the id. */
    String column(String attribute) {
        return Objects.requireNonNull(columns.get(attribute), attribute);
    }

    boolean numbersRows() {
        return schema.id().equals(ROW_NUMBER);
    }
}
