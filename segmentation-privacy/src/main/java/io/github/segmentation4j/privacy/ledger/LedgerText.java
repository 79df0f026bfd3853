package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.run.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a ledger file: a head with format, version, number of records and the last check, then one record a line,
 * each with a check over itself and the check before it. So a line that was altered, moved, doubled or left out breaks the
 * chain where it happened, and one that is missing at the end is missed by the head. Immutable.
 *
 * <p>Checks are the first 16 hexadecimal digits of SHA-256: they protect against accidents and are no signature.
 */
final class LedgerText {
    private static final String FORMAT = "segmentation4j-privacy-ledger";
    private static final int VERSION = 1;
    private static final int CHECK_BYTES = 8;
    private static final int CHECK_DIGITS = 2 * CHECK_BYTES;
    private static final Pattern HEAD =
            Pattern.compile(FORMAT + "\t([1-9][0-9]{0,8})\t(0|[1-9][0-9]{0,8}) records\t([0-9a-f]{16})");

    /** A ledger without records. */
    static final LedgerText EMPTY = new LedgerText(List.of(), List.of());

    private final List<String> records;
    private final List<String> checks;

    private LedgerText(List<String> records, List<String> checks) {
        this.records = records;
        this.checks = checks;
    }

    /**
     * Reads a whole file.
     *
     * @throws InvalidInputException if a byte is not as it was written, with the line
     */
    static LedgerText read(byte[] bytes) {
        String text = decoded(bytes);
        if (!text.endsWith("\n")) {
            throw broken(1 + (int) text.chars().filter(c -> c == '\n').count(), "was cut short");
        }
        String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
        Matcher head = HEAD.matcher(lines[0]);
        if (!head.matches()) {
            throw broken(1, "is not the head of a privacy ledger");
        }
        if (Integer.parseInt(head.group(1)) != VERSION) {
            throw broken(1, "says version " + head.group(1) + "; this library reads version " + VERSION);
        }
        List<String> records = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            records.add(recordOf(lines[i], i + 1));
        }
        LedgerText read = EMPTY.plus(records);
        for (int i = 1; i < lines.length; i++) {
            if (!lines[i].endsWith(read.checks.get(i - 1))) {
                throw broken(
                        i + 1,
                        "does not follow from the line before; it was altered, moved, doubled or lost its"
                                + " predecessor");
            }
        }
        int promised = Integer.parseInt(head.group(2));
        if (promised != records.size()) {
            throw broken(
                    lines.length,
                    "is the last, but the head speaks of " + promised + " records, not " + records.size());
        }
        if (!head.group(3).equals(read.check(promised))) {
            throw broken(1, "does not have the check of the last record");
        }
        return read;
    }

    /** How many records there are. */
    int size() {
        return records.size();
    }

    /** A record, from 0. */
    String record(int index) {
        return records.get(index);
    }

    /** The check after so many records. */
    String check(int count) {
        return count == 0 ? checkOf(FORMAT + VERSION, "") : checks.get(count - 1);
    }

    LedgerText plus(List<String> more) {
        List<String> allRecords = new ArrayList<>(records);
        List<String> allChecks = new ArrayList<>(checks);
        String last = check(size());
        for (String record : more) {
            last = checkOf(last, record);
            allRecords.add(record);
            allChecks.add(last);
        }
        return new LedgerText(allRecords, allChecks);
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        text.append(FORMAT).append('\t').append(VERSION).append('\t');
        text.append(size()).append(" records\t").append(check(size())).append('\n');
        for (int i = 0; i < records.size(); i++) {
            text.append(records.get(i)).append('\t').append(checks.get(i)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** An error at a line, from 1. */
    static InvalidInputException broken(int line, String how) {
        return new InvalidInputException("line " + line + " of the ledger " + how
                + "; nothing was spent. Put back an unbroken copy that holds every spend, or start a new ledger for data"
                + " that were never told about");
    }

    private static String recordOf(String line, int number) {
        int end = line.length() - CHECK_DIGITS - 1;
        if (end < 0 || line.charAt(end) != '\t') {
            throw broken(number, "has no check at its end; it was cut or altered");
        }
        return line.substring(0, end);
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            String legible = new String(bytes, StandardCharsets.UTF_8);
            int line = 1
                    + (int) legible.substring(0, legible.indexOf('\uFFFD'))
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            throw broken(line, "is not UTF-8");
        }
    }

    private static String checkOf(String before, String record) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((before + "\n" + record).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, CHECK_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
