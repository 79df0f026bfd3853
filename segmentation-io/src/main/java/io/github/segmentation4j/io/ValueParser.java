package io.github.segmentation4j.io;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the texts of a file into numbers, moments and truth values. Messages say what came in kind, never the text. */
final class ValueParser {
    private final FileLayout layout;
    private final List<DateTimeFormatter> patterns = new ArrayList<>();

    ValueParser(FileLayout layout) {
        this.layout = layout;
        layout.dates().forEach(pattern -> patterns.add(formatter(pattern)));
    }

    /** Says what was expected. */
    static final class BadValueException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;

        BadValueException(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    static void checkPatterns(List<String> patterns) {
        for (String pattern : patterns) {
            try {
                formatter(pattern);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "'" + pattern + "' is no date pattern; one looks like yyyy-MM-dd", e);
            }
        }
    }

    private static DateTimeFormatter formatter(String pattern) {
        StringBuilder strict = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            // Strict resolution knows the year without an era as 'u'; people write 'y'.
            strict.append(c == 'y' && !quoted ? 'u' : c);
        }
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(strict.toString())
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** The value as it counts, or null where it is missing. */
    @Nullable
    String value(String raw) {
        String value = layout.trimmed() ? raw.strip() : raw;
        return value.isEmpty() || layout.missing().contains(value) ? null : value;
    }

    static double number(String value) throws BadValueException {
        String text = value.strip();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean part = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (!part) {
                throw new BadValueException(notNumber(text));
            }
        }
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new BadValueException(notNumber(text));
        }
        if (Double.isInfinite(number)) {
            throw new BadValueException("a finite number was expected, came one too large to keep; correct it");
        }
        return number;
    }

    private static String notNumber(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String bare = lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower;
        if (bare.equals("nan") || bare.equals("inf") || bare.equals("infinity")) {
            return "a finite number was expected, came NaN or infinity; leave missing values empty or declare how they"
                    + " are written";
        }
        return "a number was expected, came a text of " + text.length()
                + " characters; correct it, or declare it as missing or as another type";
    }

    boolean flag(String value) throws BadValueException {
        String lower = value.strip().toLowerCase(Locale.ROOT);
        if (layout.yes().contains(lower)) {
            return true;
        }
        if (layout.no().contains(lower)) {
            return false;
        }
        throw new BadValueException(
                "a truth value was expected, came another text; declare how true and false are" + " written");
    }

    Instant instant(String value) throws BadValueException {
        String text = value.strip();
        try {
            if (patterns.isEmpty()) {
                return iso(text, layout.zone());
            }
            for (DateTimeFormatter pattern : patterns) {
                // Tried without an exception first: throwing one per row and pattern would take seconds.
                ParsePosition at = new ParsePosition(0);
                TemporalAccessor loose = pattern.parseUnresolved(text, at);
                if (loose != null && at.getErrorIndex() < 0 && at.getIndex() == text.length()) {
                    return moment(pattern.parseBest(
                            text, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
                }
            }
        } catch (DateTimeException e) {
            throw noMoment();
        }
        throw noMoment();
    }

    private BadValueException noMoment() {
        String expected = layout.dates().isEmpty()
                ? "as in ISO 8601 (2026-03-01 or 2026-03-01 10:15:00)"
                : "as in " + layout.dates();
        return new BadValueException("a moment written " + expected + " was expected, came another text; correct it or"
                + " declare the date pattern");
    }

    private Instant moment(TemporalAccessor parsed) {
        if (parsed instanceof ZonedDateTime zoned) {
            return zoned.toInstant();
        }
        if (parsed instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        if (parsed instanceof LocalDateTime local) {
            return local.atZone(layout.zone()).toInstant();
        }
        return ((LocalDate) parsed).atStartOfDay(layout.zone()).toInstant();
    }

    /** A date, a date with a time of day after a blank or a T, with or without an offset. */
    private static Instant iso(String text, ZoneId zone) {
        if (text.length() == 10) {
            return LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10))
                    .atStartOfDay(zone)
                    .toInstant();
        }
        boolean dated = text.length() >= 16 && (text.charAt(10) == ' ' || text.charAt(10) == 'T');
        if (!dated) {
            throw new DateTimeException("no moment");
        }
        boolean seconds = text.length() == 19;
        if (text.length() == 16 || seconds) {
            require(text, 4, '-');
            require(text, 7, '-');
            require(text, 13, ':');
            int second = 0;
            if (seconds) {
                require(text, 16, ':');
                second = digits(text, 17, 19);
            }
            return LocalDateTime.of(
                            digits(text, 0, 4),
                            digits(text, 5, 7),
                            digits(text, 8, 10),
                            digits(text, 11, 13),
                            digits(text, 14, 16),
                            second)
                    .atZone(zone)
                    .toInstant();
        }
        String iso = text.substring(0, 10) + 'T' + text.substring(11);
        TemporalAccessor parsed;
        try {
            parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, ZonedDateTime::from, LocalDateTime::from);
        } catch (DateTimeParseException e) {
            throw new DateTimeException("no moment", e);
        }
        return parsed instanceof ZonedDateTime zoned
                ? zoned.toInstant()
                : ((LocalDateTime) parsed).atZone(zone).toInstant();
    }

    private static void require(String text, int at, char sign) {
        if (text.charAt(at) != sign) {
            throw new DateTimeException("no moment");
        }
    }

    private static int digits(String text, int from, int to) {
        if (from > 0 && to <= 10) {
            require(text, from - 1, '-');
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("no moment");
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
