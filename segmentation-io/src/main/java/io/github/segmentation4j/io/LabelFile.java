package io.github.segmentation4j.io;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Labels as a text file: one whole number a line, in the order of the rows.
 *
 * <p>Only static methods; safe for use by several threads.
 */
public final class LabelFile {
    private LabelFile() {}

    /**
     * Reads labels; the file may be packed with gzip. Empty lines do not count.
     *
     * @throws InvalidInputException if a line holds anything but a whole number, with its row
     */
    public static int[] read(Path file, RunContext context) {
        int[] labels = new int[1024];
        int count = 0;
        try (BufferedReader reader =
                new BufferedReader(new StrictReader(InputFile.open(file, context), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String text = line.strip();
                if (text.isEmpty()) {
                    continue;
                }
                if (count == labels.length) {
                    labels = Arrays.copyOf(labels, 2 * count);
                }
                try {
                    labels[count++] = Integer.parseInt(text);
                } catch (NumberFormatException e) {
                    throw InvalidInputException.atRow(
                            count,
                            "a label must be a whole number, came another text of " + text.length()
                                    + " characters; write one label a line");
                }
            }
        } catch (StrictReader.BadTextException e) {
            throw InvalidInputException.atRow(count + 1L, e.why());
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
        if (count == 0) {
            throw new InvalidInputException("'" + InputFile.name(file) + "' is empty; one label a line was expected");
        }
        return Arrays.copyOf(labels, count);
    }

    /**
     * Writes labels, whole or not at all.
     *
     * @throws io.github.segmentation4j.run.SegmentationException if the file cannot be written
     */
    public static void write(int[] labels, Path file) {
        write(List.of(labels).iterator(), file);
    }

    /**
     * Writes labels as they come, part after part, whole or not at all: for more than fit in memory.
     *
     * @param parts read once, one at a time; what they throw ends the writing and is passed on
     * @throws io.github.segmentation4j.run.SegmentationException if the file cannot be written
     */
    public static void write(Iterator<int[]> parts, Path file) {
        AtomicFile.write(file, out -> {
            StringBuilder text = new StringBuilder();
            while (parts.hasNext()) {
                for (int label : parts.next()) {
                    text.append(label).append('\n');
                    if (text.length() > 1 << 16) {
                        out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
                        text.setLength(0);
                    }
                }
            }
            out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
        });
    }
}
