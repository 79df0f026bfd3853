package io.github.segmentation4j.io;

import io.github.segmentation4j.data.EventLog;
import io.github.segmentation4j.data.EventStream;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Reads the events of one stream, such as purchases, from a database, row by row; otherwise as {@link JdbcCustomers}.
 *
 * <p>Only static methods; safe for use by several threads.
 */
public final class JdbcEvents {
    private JdbcEvents() {}

    /**
     * Runs a query and reads its events. The connection is closed afterwards.
     *
     * @param source gives the connection
     * @param query a select statement without parameters, written by the program, never put together from input
     * @param layout the schema and the columns of its fields
     * @param stream the name of the stream
     * @param context hears how far the work is, and may cancel it
     * @throws InvalidInputException if the rows cannot be used, with the row and the column
     * @throws CancelledException if the context was cancelled
     */
    public static TransactionFile.Result read(
            DataSource source, String query, DataLayout layout, String stream, RunContext context) {
        return QueryRows.run(source, query, context, results -> read(results, layout, stream, context));
    }

    /**
     * Reads the events of a result; the caller closes it.
     *
     * @param results at its beginning
     * @param layout the schema and the columns of its fields
     * @param stream the name of the stream
     * @param context hears how far the work is, and may cancel it
     * @throws InvalidInputException if the rows cannot be used, with the row and the column
     * @throws CancelledException if the context was cancelled
     */
    public static TransactionFile.Result read(ResultSet results, DataLayout layout, String stream, RunContext context) {
        StreamLayout columns = layout.stream(stream);
        EventStream declared = layout.schema().stream(stream);
        try {
            QueryRows rows = new QueryRows(results, context);
            int customer = rows.place(columns.customer());
            int time = rows.place(columns.time());
            List<List<Integer>> amounts = places(declared.amounts(), columns, rows);
            List<List<Integer>> labels = places(declared.labels(), columns, rows);
            EventLog.Builder log = EventLog.builder(layout.schema(), stream);
            long skipped = 0;
            while (rows.next()) {
                boolean skip = columns.rule() == StreamLayout.WithoutCustomer.SKIP;
                if (skip && rows.isMissing(customer)) {
                    skipped++;
                    continue;
                }
                if (rows.isMissing(time)) {
                    throw rows.bad(time, "an event needs a time; leave the row out");
                }
                log.add(rows.id(customer), rows.instant(time));
                for (int a = 0; a < amounts.size(); a++) {
                    amount(log, declared.amounts().get(a), amounts.get(a), rows);
                }
                for (int l = 0; l < labels.size(); l++) {
                    int place = labels.get(l).get(0);
                    if (!rows.isMissing(place)) {
                        log.set(declared.labels().get(l), rows.text(place));
                    }
                }
            }
            return new TransactionFile.Result(log.build(), rows.row(), skipped);
        } catch (SQLException e) {
            throw QueryRows.failed(e, context);
        }
    }

    private static List<List<Integer>> places(List<String> fields, StreamLayout columns, QueryRows rows)
            throws SQLException {
        List<List<Integer>> places = new ArrayList<>();
        for (String field : fields) {
            List<Integer> sources = new ArrayList<>();
            for (String column : columns.columns(field)) {
                sources.add(rows.place(column));
            }
            places.add(sources);
        }
        return places;
    }

    private static void amount(EventLog.Builder log, String name, List<Integer> places, QueryRows rows)
            throws SQLException {
        double product = 1;
        for (int place : places) {
            if (rows.isMissing(place)) {
                return;
            }
            product *= rows.number(place);
        }
        if (!Double.isFinite(product)) {
            throw rows.bad(places.get(0), "the product of the columns is too large to keep; correct them");
        }
        log.set(name, product);
    }
}
