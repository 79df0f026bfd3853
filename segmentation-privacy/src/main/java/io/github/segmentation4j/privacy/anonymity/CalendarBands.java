package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How moments become coarser: day, month, quarter, year.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CalendarBands {
    private final String name;
    private final ZoneId zone;

    private CalendarBands(String name, ZoneId zone) {
        this.name = name;
        this.zone = zone;
    }

    /**
     * Bands of the calendar.
     *
     * @param name what the moments are
     * @param zone whose days are meant
     */
    public static CalendarBands of(String name, ZoneId zone) {
        return new CalendarBands(name, zone);
    }

    /**
     * A column with these bands.
     *
     * @param column milliseconds since 1970 for each row, {@link PurposeBoundView#MISSING_INSTANT} where missing
     */
    public QuasiIdentifier over(long[] column) {
        long[] days = new long[column.length];
        for (int row = 0; row < days.length; row++) {
            days[row] = column[row] == PurposeBoundView.MISSING_INSTANT ? Long.MAX_VALUE : day(column[row], row);
        }
        long[] sorted = Arrays.stream(days)
                .filter(day -> day != Long.MAX_VALUE)
                .sorted()
                .distinct()
                .toArray();
        int[] codes = new int[days.length];
        Arrays.setAll(
                codes,
                row -> days[row] == Long.MAX_VALUE ? Categories.MISSING : Arrays.binarySearch(sorted, days[row]));
        List<String> names = new ArrayList<>();
        String[] months = new String[sorted.length];
        String[] quarters = new String[sorted.length];
        String[] years = new String[sorted.length];
        for (int value = 0; value < sorted.length; value++) {
            LocalDate date = LocalDate.ofEpochDay(sorted[value]);
            names.add(date.toString());
            years[value] = Integer.toString(date.getYear());
            quarters[value] = years[value] + "-Q" + date.get(IsoFields.QUARTER_OF_YEAR);
            months[value] = names.get(value).substring(0, names.get(value).lastIndexOf('-'));
        }
        return QuasiIdentifier.of(Categories.of(name, names, codes), List.of(months, quarters, years));
    }

    private long day(long moment, int row) {
        try {
            return LocalDate.ofInstant(Instant.ofEpochMilli(moment), zone).toEpochDay();
        } catch (DateTimeException | ArithmeticException unfit) {
            throw InvalidInputException.at(row + 1L, name, "a moment must lie within the calendar");
        }
    }
}
