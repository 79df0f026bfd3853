package io.github.segmentation4j.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines of text in columns as wide as they need to be, the first ones to the left and the numbers to the right. */
final class TextTable {
    private static final String GAP = "  ";

    private final int words;
    private final List<List<String>> lines = new ArrayList<>();

    /**
     * A table.
     *
     * @param words how many columns come first that are not numbers
     */
    TextTable(int words, String... header) {
        this.words = words;
        lines.add(List.of(header));
    }

    void add(String... cells) {
        lines.add(List.of(cells));
    }

    @Override
    public String toString() {
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], line.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String blanks = " ".repeat(widths[c] - line.get(c).length());
                row.append(c == 0 ? "" : GAP).append(c < words ? line.get(c) + blanks : blanks + line.get(c));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
