package io.github.segmentation4j.io;

import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads customers from a delimited text file, packed with gzip or not. Strict: a row that is too short or too long, a
 * value of another type, NaN, infinity, a duplicate id or a wrong encoding is refused with its row and column.
 *
 * <pre>{@code
 * DataLayout layout = SchemaFile.read(Path.of("schema.json"));
 * CustomerTable customers = CustomerFile.read(Path.of("customers.csv.gz"), layout, RunContext.seeded(1));
 * }</pre>
 *
 * <p>Only static methods; safe for use by several threads.
 */
public final class CustomerFile {
    private CustomerFile() {}

    /** Reads customers with the default limits, refusing duplicate ids. */
    public static CustomerTable read(Path file, DataLayout layout, RunContext context) {
        return read(file, layout, ReadOptions.defaults(), context);
    }

    /**
     * Reads customers.
     *
     * @param file text, packed with gzip or not
     * @param layout the schema and where its fields stand
     * @param options limits and the rule for duplicate ids
     * @param context hears how far the work is, and may cancel it
     * @throws InvalidInputException if the file cannot be used, with the row and the column
     * @throws CancelledException if the context was cancelled
     */
    public static CustomerTable read(Path file, DataLayout layout, ReadOptions options, RunContext context) {
        ValueParser parser = new ValueParser(layout.customers());
        List<Attribute> attributes = layout.schema().attributes();
        CustomerTable.Builder table = CustomerTable.builder(layout.schema(), options.duplicates());
        try (DelimitedFile rows = DelimitedFile.open(file, layout.customers(), options, context)) {
            int id = layout.numbersRows()
                    ? -1
                    : rows.place(layout.column(layout.schema().id()));
            int[] places = new int[attributes.size()];
            for (int a = 0; a < places.length; a++) {
                places[a] = rows.place(layout.column(attributes.get(a).name()));
            }
            while (rows.next()) {
                table.add(id < 0 ? Long.toString(rows.row()) : id(rows, id, parser));
                for (int a = 0; a < places.length; a++) {
                    set(table, a, attributes.get(a), rows, places[a], parser);
                }
            }
            if (rows.row() == 0) {
                throw new InvalidInputException(
                        "'" + InputFile.name(file) + "' has no rows; at least one customer was expected");
            }
        }
        return table.build();
    }

    private static String id(DelimitedFile rows, int place, ValueParser parser) {
        String id = parser.value(rows.field(place));
        if (id == null || id.isBlank()) {
            throw rows.bad(place, "a customer needs an id; fill it in or remove the row");
        }
        return id;
    }

    private static void set(
            CustomerTable.Builder table,
            int index,
            Attribute attribute,
            DelimitedFile rows,
            int place,
            ValueParser parser) {
        String value = parser.value(rows.field(place));
        if (value == null) {
            return;
        }
        try {
            switch (attribute.type()) {
                case NUMBER -> table.set(index, ValueParser.number(value));
                case BOOLEAN -> table.set(index, parser.flag(value));
                case INSTANT -> table.set(index, parser.instant(value));
                case CATEGORY, TEXT -> table.set(index, value);
            }
        } catch (ValueParser.BadValueException e) {
            throw rows.bad(place, e.why());
        }
    }
}
