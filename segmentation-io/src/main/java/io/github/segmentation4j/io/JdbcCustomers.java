package io.github.segmentation4j.io;

import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Reads customers from a database, row by row: the result is never held as a whole. NULL is a missing value; a value of
 * another type, NaN, infinity and a duplicate id are refused with row and column. The look of files in the layout does
 * not matter here, only its columns.
 *
 * <p>Cancelling the context cancels the statement, so that a query which still waits for its database stops, too.
 *
 * <p>Only static methods; safe for use by several threads.
 */
public final class JdbcCustomers {
    private JdbcCustomers() {}

    /**
     * Runs a query and reads its customers. The connection is closed afterwards.
     *
     * @param source gives the connection
     * @param query a select statement without parameters, written by the program, never put together from input
     * @param layout the schema and the columns of its fields
     * @param context hears how far the work is, and may cancel it
     * @throws InvalidInputException if the rows cannot be used, with the row and the column
     * @throws CancelledException if the context was cancelled
     */
    public static CustomerTable read(DataSource source, String query, DataLayout layout, RunContext context) {
        return QueryRows.run(source, query, context, results -> read(results, layout, context));
    }

    /**
     * Reads the customers of a result; the caller closes it.
     *
     * @param results at its beginning
     * @param layout the schema and the columns of its fields
     * @param context hears how far the work is, and may cancel it
     * @throws InvalidInputException if the rows cannot be used, with the row and the column
     * @throws CancelledException if the context was cancelled
     */
    public static CustomerTable read(ResultSet results, DataLayout layout, RunContext context) {
        try {
            QueryRows rows = new QueryRows(results, context);
            List<Attribute> attributes = layout.schema().attributes();
            int id = layout.numbersRows()
                    ? -1
                    : rows.place(layout.column(layout.schema().id()));
            int[] places = new int[attributes.size()];
            for (int a = 0; a < places.length; a++) {
                places[a] = rows.place(layout.column(attributes.get(a).name()));
            }
            CustomerTable.Builder table = CustomerTable.builder(layout.schema());
            while (rows.next()) {
                table.add(id < 0 ? Long.toString(rows.row()) : rows.id(id));
                for (int a = 0; a < places.length; a++) {
                    set(table, a, attributes.get(a), rows, places[a]);
                }
            }
            return table.build();
        } catch (SQLException e) {
            throw QueryRows.failed(e, context);
        }
    }

    private static void set(CustomerTable.Builder table, int index, Attribute attribute, QueryRows rows, int place)
            throws SQLException {
        if (rows.isMissing(place)) {
            return;
        }
        switch (attribute.type()) {
            case NUMBER -> table.set(index, rows.number(place));
            case BOOLEAN -> table.set(index, rows.flag(place));
            case INSTANT -> table.set(index, rows.instant(place));
            case CATEGORY, TEXT -> table.set(index, rows.text(place));
        }
    }
}
