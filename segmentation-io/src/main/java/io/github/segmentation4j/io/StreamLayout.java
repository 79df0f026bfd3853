package io.github.segmentation4j.io;

import io.github.segmentation4j.data.EventStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where the events of a stream stand in their file: which columns hold the customer, the time, the amounts and the
 * labels. An amount may be the product of two columns, as in quantity times price.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class StreamLayout {
    private final String stream;
    private final FileLayout file;
    private final String customer;
    private final String time;
    private final Map<String, List<String>> columns;
    private final WithoutCustomer rule;

    /** What to do with a row that names no customer. */
    public enum WithoutCustomer {
        /** Refuse the file. */
        REFUSE,
        /** Leave the row out and count it. */
        SKIP
    }

    private StreamLayout(
            String stream,
            FileLayout file,
            String customer,
            String time,
            Map<String, List<String>> columns,
            WithoutCustomer rule) {
        this.stream = stream;
        this.file = file;
        this.customer = customer;
        this.time = time;
        this.columns = columns;
        this.rule = rule;
    }

    /**
     * A file with a header whose columns are called like the amounts and labels, and {@code time}.
     *
     * @param stream the declaration of the events
     * @param customer the column with the customer's id
     */
    public static StreamLayout of(EventStream stream, String customer) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        stream.amounts().forEach(amount -> columns.put(amount, List.of(amount)));
        stream.labels().forEach(label -> columns.put(label, List.of(label)));
        return new StreamLayout(
                stream.name(),
                FileLayout.csv(),
                customer,
                "time",
                Collections.unmodifiableMap(columns),
                WithoutCustomer.REFUSE);
    }

    /** This layout with the look of the file. */
    public StreamLayout withFile(FileLayout layout) {
        return new StreamLayout(stream, Objects.requireNonNull(layout, "layout"), customer, time, columns, rule);
    }

    /** This layout with the columns of the customer's id and the time. */
    public StreamLayout withKeys(String customerColumn, String timeColumn) {
        return new StreamLayout(
                stream,
                file,
                Objects.requireNonNull(customerColumn, "customerColumn"),
                Objects.requireNonNull(timeColumn, "timeColumn"),
                columns,
                rule);
    }

    /** This layout with the column of an amount or a label. */
    public StreamLayout withColumn(String field, String column) {
        return with(field, List.of(column));
    }

    /** This layout with an amount that is the product of two columns. */
    public StreamLayout withProduct(String amount, String first, String second) {
        return with(amount, List.of(first, second));
    }

    /** This layout with a rule for rows without a customer. Default: refuse. */
    public StreamLayout withoutCustomer(WithoutCustomer newRule) {
        return new StreamLayout(stream, file, customer, time, columns, Objects.requireNonNull(newRule, "rule"));
    }

    private StreamLayout with(String field, List<String> sources) {
        if (!columns.containsKey(field)) {
            throw new IllegalArgumentException(
                    "events '" + stream + "' have no '" + field + "', only " + columns.keySet());
        }
        Map<String, List<String>> changed = new LinkedHashMap<>(columns);
        changed.put(field, sources);
        return new StreamLayout(stream, file, customer, time, Collections.unmodifiableMap(changed), rule);
    }

    /** The name of the stream. */
    public String stream() {
        return stream;
    }

    FileLayout file() {
        return file;
    }

    String customer() {
        return customer;
    }

    String time() {
        return time;
    }

    List<String> columns(String field) {
        return Objects.requireNonNull(columns.get(field), field);
    }

    WithoutCustomer rule() {
        return rule;
    }
}
