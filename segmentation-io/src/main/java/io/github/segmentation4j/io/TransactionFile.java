package io.github.segmentation4j.io;

import io.github.segmentation4j.data.EventLog;
import io.github.segmentation4j.data.EventStream;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads the events of one stream, such as purchases, from a delimited text file, packed with gzip or not. As strict as
 * {@link CustomerFile}.
 *
 * <p>Only static methods; safe for use by several threads.
 */
public final class TransactionFile {
    private TransactionFile() {}

    /**
     * What was read.
     *
     * @param events the events
     * @param rows the rows of the file
     * @param withoutCustomer the rows that were left out because they name no customer
     */
    public record Result(EventLog events, long rows, long withoutCustomer) {
        /** Checks that nothing is null. */
        public Result {
            Objects.requireNonNull(events, "events");
        }
    }

    /** Reads events with the default limits. */
    public static Result read(Path file, DataLayout layout, String stream, RunContext context) {
        return read(file, layout, stream, ReadOptions.defaults(), context);
    }

    /**
     * Reads events.
     *
     * @param file text, packed with gzip or not
     * @param layout the schema and where its fields stand
     * @param stream the name of the stream
     * @param options limits
     * @param context hears how far the work is, and may cancel it
     * @throws InvalidInputException if the file cannot be used, with the row and the column
     * @throws CancelledException if the context was cancelled
     */
    public static Result read(Path file, DataLayout layout, String stream, ReadOptions options, RunContext context) {
        StreamLayout columns = layout.stream(stream);
        EventStream declared = layout.schema().stream(stream);
        ValueParser parser = new ValueParser(columns.file());
        EventLog.Builder log = EventLog.builder(layout.schema(), stream);
        long skipped = 0;
        try (DelimitedFile rows = DelimitedFile.open(file, columns.file(), options, context)) {
            int customer = rows.place(columns.customer());
            int time = rows.place(columns.time());
            List<Field> amounts = fields(declared.amounts(), columns, rows);
            List<Field> labels = fields(declared.labels(), columns, rows);
            while (rows.next()) {
                String id = parser.value(rows.field(customer));
                if (id == null || id.isBlank()) {
                    if (columns.rule() == StreamLayout.WithoutCustomer.REFUSE) {
                        throw rows.bad(
                                customer,
                                "an event needs the id of a customer; fill it in, or set \"withoutCustomer\": \"skip\""
                                        + " to leave such rows out");
                    }
                    skipped++;
                    continue;
                }
                add(log, id, rows, time, amounts, labels, parser);
            }
            if (log.size() == 0) {
                throw new InvalidInputException("'" + InputFile.name(file) + "' has no event of a customer in "
                        + rows.row() + " rows; at least one was expected");
            }
            return new Result(log.build(), rows.row(), skipped);
        }
    }

    /** A field of an event and the columns it comes from. */
    private record Field(String name, List<Integer> places) {}

    private static List<Field> fields(List<String> names, StreamLayout columns, DelimitedFile rows) {
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            fields.add(new Field(
                    name, columns.columns(name).stream().map(rows::place).toList()));
        }
        return fields;
    }

    private static void add(
            EventLog.Builder log,
            String id,
            DelimitedFile rows,
            int time,
            List<Field> amounts,
            List<Field> labels,
            ValueParser parser) {
        int place = time;
        try {
            String moment = parser.value(rows.field(time));
            if (moment == null) {
                throw rows.bad(time, "an event needs a time; fill it in or remove the row");
            }
            log.add(id, parser.instant(moment));
            for (Field amount : amounts) {
                double product = 1;
                boolean known = true;
                for (int source : amount.places()) {
                    place = source;
                    String value = parser.value(rows.field(source));
                    known &= value != null;
                    product *= value == null ? 1 : ValueParser.number(value);
                }
                if (known) {
                    if (!Double.isFinite(product)) {
                        throw rows.bad(place, "the product of the columns is too large to keep; correct them");
                    }
                    log.set(amount.name(), product);
                }
            }
        } catch (ValueParser.BadValueException e) {
            throw rows.bad(place, e.why());
        }
        for (Field label : labels) {
            String value = parser.value(rows.field(label.places().get(0)));
            if (value != null) {
                log.set(label.name(), value);
            }
        }
    }
}
