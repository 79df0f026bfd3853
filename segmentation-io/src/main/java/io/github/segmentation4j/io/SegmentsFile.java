package io.github.segmentation4j.io;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.segmentation4j.Segment;
import io.github.segmentation4j.SegmentAssignments;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which customer is in which segment, as CSV in UTF-8: the columns {@code customer}, {@code segment} (its number, from 1)
 * and {@code name}; the last two are empty for a customer who belongs to none.
 *
 * <p>A cell that a spreadsheet would run as a formula, because it begins with {@code =}, {@code +}, {@code -}, {@code @},
 * a tab or a line break, gets an apostrophe in front. Plain numbers such as {@code -5} are left as they are: no program
 * runs them, and the id still finds its customer.
 *
 * <p>Only static methods; safe for use by several threads.
 */
public final class SegmentsFile {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

    private SegmentsFile() {}

    /**
     * Writes assignments, whole or not at all, in the order of the data.
     *
     * @throws io.github.segmentation4j.run.SegmentationException if the file cannot be written
     */
    public static void write(SegmentAssignments assignments, Path file) {
        AtomicFile.write(file, out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
            csv.writeRecord("customer", "segment", "name");
            for (int i = 0; i < assignments.size(); i++) {
                Optional<Segment> segment = assignments.segment(i);
                csv.writeRecord(
                        guarded(assignments.id(i)),
                        segment.map(found -> Integer.toString(found.number())).orElse(""),
                        segment.map(found -> guarded(found.name())).orElse(""));
            }
            csv.flush();
        });
    }

    /** A cell that no spreadsheet takes for a formula. */
    static String guarded(String cell) {
        if (cell.isEmpty() || NUMBER.matcher(cell).matches()) {
            return cell;
        }
        // Some programs cut blanks off before they look.
        String bare = cell.stripLeading();
        boolean formula =
                "\t\r\n".indexOf(cell.charAt(0)) >= 0 || (!bare.isEmpty() && "=+-@".indexOf(bare.charAt(0)) >= 0);
        return formula ? "'" + cell : cell;
    }
}
