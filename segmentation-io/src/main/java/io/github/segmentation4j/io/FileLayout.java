package io.github.segmentation4j.io;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How a delimited text file looks: what stands between the values, whether there is a header, and how missing values,
 * moments and truth values are written.
 *
 * <pre>{@code
 * FileLayout adult = FileLayout.csv().withColumns("age", "workclass", FileLayout.UNUSED).withMissing("?");
 * FileLayout cdnow = FileLayout.blanks().withColumns("customer", "-", "date", "-", "value").withDates(ZoneOffset.UTC, "yyyyMMdd");
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class FileLayout {
    /** The name of a column that is not read, in {@link #withColumns(String...)}. */
    public static final String UNUSED = "-";

    /** The delimiter that stands for runs of blanks and tabs. */
    static final String BLANKS = "blank";

    static final int NO_COMMENTS = -1;

    private final String delimiter;
    private final List<String> columns;
    private final Set<String> missing;
    private final boolean trimmed;
    private final Charset encoding;
    private final int skippedLines;
    private final int comment;
    private final ZoneId zone;
    private final List<String> dates;
    private final Set<String> yes;
    private final Set<String> no;

    private FileLayout(Draft draft) {
        delimiter = draft.delimiter;
        columns = List.copyOf(draft.columns);
        missing = Set.copyOf(draft.missing);
        trimmed = draft.trimmed;
        encoding = draft.encoding;
        skippedLines = draft.skippedLines;
        comment = draft.comment;
        zone = draft.zone;
        dates = List.copyOf(draft.dates);
        yes = Set.copyOf(draft.yes);
        no = Set.copyOf(draft.no);
        ValueParser.checkPatterns(dates);
    }

    /**
     * Values between commas, quoted where needed, with a header, in UTF-8; blanks around values do not count, empty
     * values are missing, and moments look as in ISO 8601.
     */
    public static FileLayout csv() {
        return new FileLayout(new Draft());
    }

    /** Values between runs of blanks or tabs, without quotes; otherwise as {@link #csv()}. */
    public static FileLayout blanks() {
        Draft draft = new Draft();
        draft.delimiter = BLANKS;
        return new FileLayout(draft);
    }

    /** This layout with another delimiter, such as a semicolon or a tab; values may be quoted. */
    public FileLayout withDelimiter(char character) {
        if (character == '"' || character == '\n' || character == '\r' || Character.isLetterOrDigit(character)) {
            throw new IllegalArgumentException(
                    "a delimiter must be a sign like ',', ';' or a tab, not a quote, a line break, a letter or a digit");
        }
        Draft draft = draft();
        draft.delimiter = String.valueOf(character);
        return new FileLayout(draft);
    }

    /**
     * This layout without a header.
     *
     * @param names of all columns in order, {@link #UNUSED} for those that are not read; none to read the names from a
     *     header again
     */
    public FileLayout withColumns(String... names) {
        Set<String> seen = new LinkedHashSet<>();
        for (String name : names) {
            if (name.isBlank() || (!name.equals(UNUSED) && !seen.add(name))) {
                throw new IllegalArgumentException("columns need different names that are not blank");
            }
        }
        Draft draft = draft();
        draft.columns = List.of(names);
        return new FileLayout(draft);
    }

    /** This layout with texts that mean a missing value, such as {@code ?}; an empty value is always missing. */
    public FileLayout withMissing(String... tokens) {
        Draft draft = draft();
        draft.missing = new LinkedHashSet<>(List.of(tokens));
        return new FileLayout(draft);
    }

    /** This layout with blanks around values kept as part of them. */
    public FileLayout withoutTrimming() {
        Draft draft = draft();
        draft.trimmed = false;
        return new FileLayout(draft);
    }

    /** This layout with another encoding. Default: UTF-8. */
    public FileLayout withEncoding(Charset charset) {
        Draft draft = draft();
        draft.encoding = Objects.requireNonNull(charset, "charset");
        return new FileLayout(draft);
    }

    /** This layout with lines at the top that are no data. Default: 0. */
    public FileLayout withSkippedLines(int lines) {
        if (lines < 0) {
            throw new IllegalArgumentException("the skipped lines must be 0 or more, were " + lines);
        }
        Draft draft = draft();
        draft.skippedLines = lines;
        return new FileLayout(draft);
    }

    /** This layout with a sign that begins a line to be ignored. Default: none. */
    public FileLayout withComments(char sign) {
        Draft draft = draft();
        draft.comment = sign;
        return new FileLayout(draft);
    }

    /**
     * This layout with the spelling of moments.
     *
     * @param zone the zone of moments that do not name one
     * @param patterns tried in order, as in {@link java.time.format.DateTimeFormatter}, such as {@code yyyyMMdd}; none
     *     for ISO 8601, with a {@code T} or a blank before the time of day
     */
    public FileLayout withDates(ZoneId zone, String... patterns) {
        Draft draft = draft();
        draft.zone = Objects.requireNonNull(zone, "zone");
        draft.dates = List.of(patterns);
        return new FileLayout(draft);
    }

    /** This layout with the spelling of truth values; case does not count. Default: true/yes/y/t/1 and their opposites. */
    public FileLayout withTruthValues(Set<String> yes, Set<String> no) {
        Draft draft = draft();
        draft.yes = lower(yes);
        draft.no = lower(no);
        if (draft.yes.isEmpty() || draft.no.isEmpty() || draft.yes.stream().anyMatch(draft.no::contains)) {
            throw new IllegalArgumentException("yes and no each need a spelling of their own");
        }
        return new FileLayout(draft);
    }

    private static Set<String> lower(Set<String> words) {
        Set<String> result = new LinkedHashSet<>();
        words.forEach(word -> result.add(word.strip().toLowerCase(Locale.ROOT)));
        return result;
    }

    String delimiter() {
        return delimiter;
    }

    boolean separatedByBlanks() {
        return delimiter.equals(BLANKS);
    }

    /** The names of the columns; empty if the file has a header. */
    List<String> columns() {
        return columns;
    }

    Set<String> missing() {
        return missing;
    }

    boolean trimmed() {
        return trimmed;
    }

    Charset encoding() {
        return encoding;
    }

    int skippedLines() {
        return skippedLines;
    }

    OptionalInt comment() {
        return comment == NO_COMMENTS ? OptionalInt.empty() : OptionalInt.of(comment);
    }

    ZoneId zone() {
        return zone;
    }

    List<String> dates() {
        return dates;
    }

    Set<String> yes() {
        return yes;
    }

    Set<String> no() {
        return no;
    }

    private Draft draft() {
        Draft draft = new Draft();
        draft.delimiter = delimiter;
        draft.columns = columns;
        draft.missing = missing;
        draft.trimmed = trimmed;
        draft.encoding = encoding;
        draft.skippedLines = skippedLines;
        draft.comment = comment;
        draft.zone = zone;
        draft.dates = dates;
        draft.yes = yes;
        draft.no = no;
        return draft;
    }

    private static final class Draft {
        private String delimiter = ",";
        private List<String> columns = List.of();
        private Set<String> missing = Set.of();
        private boolean trimmed = true;
        private Charset encoding = StandardCharsets.UTF_8;
        private int skippedLines;
        private int comment = NO_COMMENTS;
        private ZoneId zone = ZoneOffset.UTC;
        private List<String> dates = List.of();
        private Set<String> yes = Set.of("true", "yes", "y", "t", "1");
        private Set<String> no = Set.of("false", "no", "n", "f", "0");
    }
}
