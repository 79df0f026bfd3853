package io.github.segmentation4j.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A growing list of strings packed as UTF-8: about a fifth of the memory of as many {@link String}s, which is what lets
 * millions of ids and texts stay in memory. Entries live in pages, so that there is no single large array.
 */
final class PackedStrings {
    private static final int PAGE_BITS = 14;
    private static final int PAGE_ROWS = 1 << PAGE_BITS;
    private static final int MISSING = -1;

    private byte[][] pages = new byte[4][];
    private int[][] ends = new int[4][];
    private byte[] open = {};
    private int[] openEnds = {};
    private int size;
    private int used;

    int size() {
        return size;
    }

    /** Appends a value; null stands for a missing one. */
    void add(@Nullable String value) {
        int slot = size & (PAGE_ROWS - 1);
        if (slot == 0) {
            beginPage();
        }
        if (slot == openEnds.length) {
            openEnds = Arrays.copyOf(openEnds, Math.min(PAGE_ROWS, openEnds.length * 2));
            ends[size >>> PAGE_BITS] = openEnds;
        }
        if (value == null) {
            // A missing value ends where the previous one ended, marked by the complement.
            openEnds[slot] = MISSING - used;
        } else {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            if (used + bytes.length > open.length) {
                open = Arrays.copyOf(open, Math.max(used + bytes.length, open.length * 2));
                pages[size >>> PAGE_BITS] = open;
            }
            System.arraycopy(bytes, 0, open, used, bytes.length);
            used += bytes.length;
            openEnds[slot] = used;
        }
        size++;
    }

    private void beginPage() {
        trim();
        int page = size >>> PAGE_BITS;
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, page * 2);
            ends = Arrays.copyOf(ends, page * 2);
        }
        open = new byte[256];
        openEnds = new int[32];
        pages[page] = open;
        ends[page] = openEnds;
        used = 0;
    }

    /** Gives back what the last page does not need. */
    void trim() {
        if (size > 0) {
            int page = (size - 1) >>> PAGE_BITS;
            int rows = ((size - 1) & (PAGE_ROWS - 1)) + 1;
            pages[page] = Arrays.copyOf(open, used);
            ends[page] = Arrays.copyOf(openEnds, rows);
            open = pages[page];
            openEnds = ends[page];
        }
    }

    /** The value of a row, null if it is missing. */
    @Nullable
    String get(int row) {
        int[] pageEnds = ends[row >>> PAGE_BITS];
        int slot = row & (PAGE_ROWS - 1);
        int end = pageEnds[slot];
        if (end <= MISSING) {
            return null;
        }
        int start = start(pageEnds, slot);
        return new String(pages[row >>> PAGE_BITS], start, end - start, StandardCharsets.UTF_8);
    }

    /** Whether the value of a row has these bytes. */
    boolean matches(int row, byte[] bytes) {
        int[] pageEnds = ends[row >>> PAGE_BITS];
        int slot = row & (PAGE_ROWS - 1);
        int end = pageEnds[slot];
        return end > MISSING
                && Arrays.equals(pages[row >>> PAGE_BITS], start(pageEnds, slot), end, bytes, 0, bytes.length);
    }

    private static int start(int[] pageEnds, int slot) {
        if (slot == 0) {
            return 0;
        }
        int previous = pageEnds[slot - 1];
        return previous <= MISSING ? MISSING - previous : previous;
    }
}
