package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A record as one line: fields between tabs, the kind first and the time second.
 *
 * <pre>
 * declare  time  data set  epsilon  delta  adjacency  unit  parent ...
 * reserve  time  number  data set  what  event  adjacency  unit
 * begin    time  number
 * refund   time  number
 * </pre>
 *
 * <p>Names are written as they are, but for a backslash and what would break a line or hide in it, which becomes a
 * backslash, {@code u} and four hexadecimal digits.
 */
final class LedgerLine {
    private static final String DECLARE = "declare";
    private static final String RESERVE = "reserve";
    private static final String BEGIN = "begin";
    private static final String REFUND = "refund";
    private static final int FIELDS_OF_DECLARE = 7;
    private static final int FIELDS_OF_RESERVE = 8;
    private static final int FIELDS_OF_CHANGE = 3;
    private static final int HEX_DIGITS = 4;

    private LedgerLine() {}

    static String write(LedgerRecord record) {
        List<String> fields = new ArrayList<>();
        if (record instanceof LedgerRecord.Declared declared) {
            DataSet dataSet = declared.dataSet();
            PrivacyBudget budget = dataSet.budget();
            fields.addAll(List.of(DECLARE, record.when().toString(), escaped(dataSet.name())));
            fields.add(EventNotation.number(budget.limit().epsilon()));
            fields.add(EventNotation.number(budget.limit().delta()));
            fields.addAll(List.of(budget.adjacency().name(), budget.unit().name()));
            dataSet.parents().forEach(parent -> fields.add(escaped(parent)));
        } else if (record instanceof LedgerRecord.Reserved reserved) {
            PrivacySpend spend = reserved.spend();
            fields.addAll(List.of(RESERVE, record.when().toString(), Integer.toString(reserved.number())));
            fields.addAll(List.of(escaped(spend.dataSet()), escaped(spend.what()), EventNotation.write(spend.event())));
            fields.addAll(List.of(spend.adjacency().name(), spend.unit().name()));
        } else if (record instanceof LedgerRecord.Begun begun) {
            fields.addAll(List.of(BEGIN, record.when().toString(), Integer.toString(begun.number())));
        } else if (record instanceof LedgerRecord.Refunded refunded) {
            fields.addAll(List.of(REFUND, record.when().toString(), Integer.toString(refunded.number())));
        }
        String line = String.join("\t", fields);
        if (!read(line).equals(record)) {
            throw new IllegalArgumentException("a ledger file cannot hold this record: " + line);
        }
        return line;
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if {@link #write} would not have written it
     */
    static LedgerRecord read(String line) {
        String[] fields = line.split("\t", -1);
        try {
            LedgerRecord record =
                    switch (fields[0]) {
                        case DECLARE -> declared(fields);
                        case RESERVE -> reserved(fields);
                        case BEGIN -> new LedgerRecord.Begun(when(fields), change(fields));
                        case REFUND -> new LedgerRecord.Refunded(when(fields), change(fields));
                        default -> throw new IllegalArgumentException("no such record: '" + fields[0] + "'");
                    };
            return record;
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static LedgerRecord declared(String[] fields) {
        if (fields.length < FIELDS_OF_DECLARE) {
            throw new IllegalArgumentException(
                    "a data set needs " + FIELDS_OF_DECLARE + " fields, were " + fields.length);
        }
        PrivacyCost limit = new PrivacyCost(EventNotation.decimal(fields[3]), EventNotation.decimal(fields[4]));
        PrivacyBudget budget = new PrivacyBudget(limit, Adjacency.valueOf(fields[5]), PrivacyUnit.valueOf(fields[6]));
        List<String> parents = new ArrayList<>();
        for (int i = FIELDS_OF_DECLARE; i < fields.length; i++) {
            parents.add(plain(fields[i]));
        }
        return new LedgerRecord.Declared(when(fields), new DataSet(plain(fields[2]), budget, parents));
    }

    private static LedgerRecord reserved(String[] fields) {
        requireLength(fields, FIELDS_OF_RESERVE);
        PrivacySpend spend = new PrivacySpend(
                plain(fields[3]),
                plain(fields[4]),
                EventNotation.read(fields[5]),
                Adjacency.valueOf(fields[6]),
                PrivacyUnit.valueOf(fields[7]));
        return new LedgerRecord.Reserved(when(fields), number(fields), spend);
    }

    private static int change(String[] fields) {
        requireLength(fields, FIELDS_OF_CHANGE);
        return number(fields);
    }

    private static void requireLength(String[] fields, int wanted) {
        if (fields.length != wanted) {
            throw new IllegalArgumentException(
                    "a record of this kind has " + wanted + " fields, were " + fields.length);
        }
    }

    private static Instant when(String[] fields) {
        if (fields.length < 2) {
            throw new IllegalArgumentException("a record needs a time");
        }
        Instant when = Instant.parse(fields[1]);
        if (!when.toString().equals(fields[1])) {
            throw new IllegalArgumentException("not a time as a ledger writes it: '" + fields[1] + "'");
        }
        return when;
    }

    private static int number(String[] fields) {
        int number = Integer.parseInt(fields[2]);
        if (!Integer.toString(number).equals(fields[2])) {
            throw new IllegalArgumentException("not a number as a ledger writes it: '" + fields[2] + "'");
        }
        return number;
    }

    private static String escaped(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' || isHidden(c)) {
                String hex = Integer.toHexString(c);
                text.append("\\u").append("0".repeat(HEX_DIGITS - hex.length())).append(hex);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static String plain(String field) {
        StringBuilder name = new StringBuilder(field.length());
        int at = 0;
        while (at < field.length()) {
            if (field.charAt(at) == '\\') {
                int end = at + 2 + HEX_DIGITS;
                if (end > field.length() || field.charAt(at + 1) != 'u') {
                    throw new IllegalArgumentException("a backslash needs u and four digits after it");
                }
                name.append((char) Integer.parseInt(field.substring(at + 2, end), 16));
                at = end;
            } else {
                name.append(field.charAt(at++));
            }
        }
        String read = name.toString();
        if (!escaped(read).equals(field)) {
            throw new IllegalArgumentException("not a name as a ledger writes it: '" + field + "'");
        }
        return read;
    }

    /** A fixed list: what Java calls a control or formatting character changes with its version of Unicode. */
    private static boolean isHidden(char c) {
        return c < ' '
                || c == '\ufeff'
                || isBetween('\u007f', c, '\u009f')
                || isBetween('\u200b', c, '\u200f')
                || isBetween('\u2028', c, '\u202e')
                || isBetween('\u2060', c, '\u206f')
                || Character.isSurrogate(c);
    }

    private static boolean isBetween(char first, char c, char last) {
        return first <= c && c <= last;
    }
}
