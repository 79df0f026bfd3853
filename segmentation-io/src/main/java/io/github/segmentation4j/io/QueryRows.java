package io.github.segmentation4j.io;

import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.run.SegmentationException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The rows of a query with their values in the types of this library. Not safe for use by several threads. */
final class QueryRows {
    private static final int FETCH_SIZE = 1000;
    private static final int REPORT_EVERY = 65_536;
    private static final int MOST_CANCELS = 50;
    private static final int BETWEEN_CANCELS_MS = 10;

    private final ResultSet results;
    private final RunContext context;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final Map<Integer, String> names = new LinkedHashMap<>();
    private long row;

    /** Reads a result. */
    @FunctionalInterface
    interface Reading<T> {
        T from(ResultSet results);
    }

    QueryRows(ResultSet results, RunContext context) throws SQLException {
        this.results = results;
        this.context = context;
        ResultSetMetaData columns = results.getMetaData();
        for (int c = 1; c <= columns.getColumnCount(); c++) {
            String name = columns.getColumnLabel(c);
            names.put(c, name);
            if (places.putIfAbsent(name.toLowerCase(Locale.ROOT), c) != null) {
                throw InvalidInputException.inColumn(
                        name, "the query gives two columns of this name; name them apart with AS");
            }
        }
    }

    static <T> T run(DataSource source, String query, RunContext context, Reading<T> reading) {
        context.throwIfCancelled("query");
        try (Connection connection = source.getConnection();
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(FETCH_SIZE);
            // PostgreSQL hands out rows bit by bit only within a transaction; otherwise it sends the whole result at
            // once.
            boolean committing = connection.getAutoCommit();
            connection.setAutoCommit(false);
            CountDownLatch done = new CountDownLatch(1);
            Thread reader = Thread.currentThread();
            Cancellation.Registration stopping = context.onCancel(() -> stop(statement, done, reader));
            try {
                context.throwIfCancelled("query");
                try (ResultSet results = statement.executeQuery(query)) {
                    return reading.from(results);
                }
            } finally {
                done.countDown();
                stopping.close();
                connection.rollback();
                connection.setAutoCommit(committing);
            }
        } catch (SQLException e) {
            throw failed(e, context);
        }
    }

    /** A driver forgets a cancel that comes a moment before the query starts, so it is asked until the query is over. */
    private static void stop(Statement statement, CountDownLatch done, Thread reader) {
        try {
            for (int tries = 0; tries < MOST_CANCELS; tries++) {
                statement.cancel();
                if (Thread.currentThread().equals(reader) || done.await(BETWEEN_CANCELS_MS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (SQLException e) {
            // A driver that cannot cancel is stopped before the next row.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static SegmentationException failed(SQLException e, RunContext context) {
        if (context.isCancelled()) {
            return new CancelledException("the query was cancelled; nothing was changed");
        }
        // The driver's message may quote values, so only its state is told here; the cause has the rest.
        return new SegmentationException(
                "the database refused the query (SQL state " + e.getSQLState() + "); see the cause", e);
    }

    /** The place of a column; case does not count, as in SQL. */
    int place(String column) {
        Integer place = places.get(column.toLowerCase(Locale.ROOT));
        if (place == null) {
            throw InvalidInputException.inColumn(
                    column, "the query gives no such column; it gives " + names.values() + "; select it or map it");
        }
        // From here on the column goes by the name the schema knows, not by the case of the database.
        names.put(place, column);
        return place;
    }

    boolean next() throws SQLException {
        context.throwIfCancelled("reading the query");
        if (row % REPORT_EVERY == 0) {
            context.report("reading rows", row, row + 1);
        }
        if (!results.next()) {
            context.report("reading rows", Math.max(1, row), Math.max(1, row));
            return false;
        }
        row++;
        return true;
    }

    long row() {
        return row;
    }

    boolean isMissing(int place) throws SQLException {
        return results.getObject(place) == null;
    }

    String id(int place) throws SQLException {
        String id = results.getString(place);
        if (id == null || id.isBlank()) {
            throw bad(place, "an id was expected, came nothing; leave such rows out of the query");
        }
        return id;
    }

    String text(int place) throws SQLException {
        return String.valueOf(results.getString(place));
    }

    double number(int place) throws SQLException {
        Object value = results.getObject(place);
        if (!(value instanceof Number number)) {
            throw bad(place, "a number was expected, came a " + kind(value) + "; cast it in the query");
        }
        double result = number instanceof BigDecimal decimal ? decimal.doubleValue() : number.doubleValue();
        if (!Double.isFinite(result)) {
            throw bad(place, "a finite number was expected, came NaN, infinity or one too large to keep");
        }
        return result;
    }

    boolean flag(int place) throws SQLException {
        Object value = results.getObject(place);
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number && (number.doubleValue() == 0 || number.doubleValue() == 1)) {
            return number.doubleValue() == 1;
        }
        throw bad(place, "a truth value was expected, came a " + kind(value) + "; cast it in the query");
    }

    /** Moments without a zone are taken as UTC. */
    Instant instant(int place) throws SQLException {
        Object value = results.getObject(place);
        if (value instanceof Date) {
            return results.getObject(place, LocalDate.class)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        }
        if (value instanceof Timestamp) {
            return results.getObject(place, LocalDateTime.class).toInstant(ZoneOffset.UTC);
        }
        if (value instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        if (value instanceof ZonedDateTime zoned) {
            return zoned.toInstant();
        }
        if (value instanceof LocalDateTime local) {
            return local.toInstant(ZoneOffset.UTC);
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        throw bad(place, "a date or timestamp was expected, came a " + kind(value) + "; cast it in the query");
    }

    private static String kind(@Nullable Object value) {
        return value == null ? "NULL" : value.getClass().getSimpleName();
    }

    InvalidInputException bad(int place, String message) {
        return InvalidInputException.at(row, String.valueOf(names.get(place)), message);
    }
}
