package io.github.segmentation4j.io;

import io.github.segmentation4j.data.AttributeType;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What all values of a column have in common; keeps few of them and only while reading. Not thread-safe. */
final class ColumnSketch {
    static final Set<String> MISSING =
            Set.of("?", "NA", "N/A", "n/a", "null", "NULL", "NaN", "nan", "None", "\\N", "-");

    /** Date patterns in the order they are tried; the empty one stands for ISO 8601. */
    private static final List<String> PATTERNS =
            List.of("", "yyyyMMdd", "dd.MM.yyyy", "yyyy/MM/dd", "MM/dd/yyyy", "dd/MM/yyyy", "dd-MM-yyyy");

    private static final Pattern ID = Pattern.compile("(?i).*(^|[^a-z])(id|customer|client|user|kunde|member|account)"
            + "([^a-z]|$).*|.*(customerid|clientid|userid|custid)$|.*[a-z]I[dD]$");
    private static final int MOST_CATEGORIES = 200;
    private static final Set<String> TRUTH = Set.of("true", "false", "yes", "no", "y", "n", "t", "f", "0", "1");

    private final String name;
    private final List<ValueParser> parsers = new ArrayList<>();
    private final List<String> patterns = new ArrayList<>(PATTERNS);
    private final Set<String> levels = new HashSet<>();
    private final Set<String> tokens = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private boolean numbers = true;
    private boolean truth = true;
    private boolean repeats;
    private boolean missing;
    private long known;

    ColumnSketch(String name) {
        this.name = name;
        for (String pattern : PATTERNS) {
            String[] tried = pattern.isEmpty() ? new String[0] : new String[] {pattern};
            parsers.add(new ValueParser(FileLayout.csv().withDates(ZoneOffset.UTC, tried)));
        }
    }

    void add(String raw) {
        String value = raw.strip();
        if (value.isEmpty() || MISSING.contains(value)) {
            missing = true;
            if (!value.isEmpty()) {
                tokens.add(value);
            }
            return;
        }
        known++;
        numbers = numbers && isNumber(value);
        for (int p = patterns.size() - 1; p >= 0; p--) {
            if (!isMoment(parsers.get(p), value)) {
                parsers.remove(p);
                patterns.remove(p);
            }
        }
        if (levels.size() <= MOST_CATEGORIES) {
            levels.add(value);
        }
        truth = truth && TRUTH.contains(value.toLowerCase(Locale.ROOT));
        if (!repeats && mayIdentify()) {
            repeats = !seen.add(value);
            if (repeats) {
                seen.clear();
            }
        }
    }

    static boolean isNumber(String value) {
        try {
            ValueParser.number(value);
            return true;
        } catch (ValueParser.BadValueException e) {
            return false;
        }
    }

    private static boolean isMoment(ValueParser parser, String value) {
        try {
            parser.instant(value);
            return true;
        } catch (ValueParser.BadValueException e) {
            return false;
        }
    }

    String name() {
        return name;
    }

    /** Whether the name says that it tells customers apart. */
    boolean mayIdentify() {
        return ID.matcher(name).matches();
    }

    boolean repeats() {
        return repeats;
    }

    boolean hasMissing() {
        return missing;
    }

    Set<String> missingTokens() {
        return tokens;
    }

    /** The date pattern; empty for ISO 8601. */
    String pattern() {
        return patterns.get(0);
    }

    AttributeType type() {
        if (known == 0) {
            return AttributeType.CATEGORY;
        }
        if (truth && levels.size() == 2) {
            return AttributeType.BOOLEAN;
        }
        if (!patterns.isEmpty()) {
            return AttributeType.INSTANT;
        }
        if (numbers) {
            return AttributeType.NUMBER;
        }
        return levels.size() <= MOST_CATEGORIES ? AttributeType.CATEGORY : AttributeType.TEXT;
    }
}
