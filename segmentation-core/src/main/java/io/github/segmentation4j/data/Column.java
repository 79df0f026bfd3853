package io.github.segmentation4j.data;

import io.github.segmentation4j.run.InvalidInputException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one attribute or event field, primitive inside and grown page by page, so that growing copies nothing
 * and a full column wastes less than a page.
 */
abstract sealed class Column {
    static final int PAGE_BITS = 12;
    static final int PAGE_ROWS = 1 << PAGE_BITS;
    static final int MASK = PAGE_ROWS - 1;

    private static final int FIRST_ROWS = 16;

    private int size;
    private int capacity;

    static Column of(AttributeType type, List<String> values) {
        return switch (type) {
            case NUMBER -> new Numbers();
            case CATEGORY -> new Codes(values);
            case BOOLEAN -> new Flags();
            case INSTANT -> new Instants();
            case TEXT -> new Texts();
        };
    }

    int size() {
        return size;
    }

    /** Appends a missing value. */
    final void addMissing() {
        int page = size >>> PAGE_BITS;
        int slot = size & MASK;
        if (slot == 0) {
            // A table of one customer is common when customers are assigned as they come: it starts small.
            capacity = page == 0 ? FIRST_ROWS : PAGE_ROWS;
            resize(page, capacity);
        } else if (slot == capacity) {
            capacity *= 2;
            resize(page, capacity);
        }
        clear(size++);
    }

    /** Makes room for a number of rows in a page, which may be new, keeping what it holds. */
    abstract void resize(int page, int rows);

    /** Writes the missing value. */
    abstract void clear(int row);

    abstract boolean isMissing(int row);

    private static <T> T[] withRoomFor(int page, T[] pages) {
        return page < pages.length ? pages : Arrays.copyOf(pages, page * 2);
    }

    /** Numbers; the missing value is NaN, which never comes in from outside. */
    static final class Numbers extends Column {
        private double[][] pages = new double[4][];

        @Override
        void resize(int page, int rows) {
            pages = withRoomFor(page, pages);
            pages[page] = pages[page] == null ? new double[rows] : Arrays.copyOf(pages[page], rows);
        }

        @Override
        void clear(int row) {
            set(row, Double.NaN);
        }

        void set(int row, double value) {
            pages[row >>> PAGE_BITS][row & MASK] = value;
        }

        double get(int row) {
            return pages[row >>> PAGE_BITS][row & MASK];
        }

        @Override
        boolean isMissing(int row) {
            return Double.isNaN(get(row));
        }
    }

    /** Categories as codes into a list of levels; the missing value is -1. */
    static final class Codes extends Column {
        private int[][] pages = new int[4][];
        private final List<String> levels = new ArrayList<>();
        private final Map<String, Integer> codes = new HashMap<>();

        Codes(List<String> values) {
            values.forEach(this::codeOf);
        }

        @Override
        void resize(int page, int rows) {
            pages = withRoomFor(page, pages);
            pages[page] = pages[page] == null ? new int[rows] : Arrays.copyOf(pages[page], rows);
        }

        @Override
        void clear(int row) {
            set(row, -1);
        }

        int codeOf(String level) {
            Integer known = codes.get(level);
            if (known != null) {
                return known;
            }
            int code = levels.size();
            levels.add(level);
            codes.put(level, code);
            return code;
        }

        void set(int row, int code) {
            pages[row >>> PAGE_BITS][row & MASK] = code;
        }

        int get(int row) {
            return pages[row >>> PAGE_BITS][row & MASK];
        }

        List<String> levels() {
            return List.copyOf(levels);
        }

        @Override
        boolean isMissing(int row) {
            return get(row) < 0;
        }
    }

    /** Truth values as bytes; the missing value is -1. */
    static final class Flags extends Column {
        private byte[][] pages = new byte[4][];

        @Override
        void resize(int page, int rows) {
            pages = withRoomFor(page, pages);
            pages[page] = pages[page] == null ? new byte[rows] : Arrays.copyOf(pages[page], rows);
        }

        @Override
        void clear(int row) {
            pages[row >>> PAGE_BITS][row & MASK] = -1;
        }

        void set(int row, boolean value) {
            pages[row >>> PAGE_BITS][row & MASK] = (byte) (value ? 1 : 0);
        }

        /** 1, 0, or -1 where missing. */
        int get(int row) {
            return pages[row >>> PAGE_BITS][row & MASK];
        }

        @Override
        boolean isMissing(int row) {
            return get(row) < 0;
        }
    }

    /** Moments in milliseconds since 1970 in UTC; the missing value is the smallest long. */
    static final class Instants extends Column {
        static final long MISSING = Long.MIN_VALUE;

        private long[][] pages = new long[4][];

        /** A moment as it is held; one outside some 292 million years around 1970 is refused. */
        static long milliOf(Instant moment, long row, String name) {
            try {
                long milli = moment.toEpochMilli();
                if (milli != MISSING) {
                    return milli;
                }
            } catch (ArithmeticException overflow) {
                // Refused below, as is the one moment that stands for a missing value.
            }
            throw InvalidInputException.at(
                    row,
                    name,
                    "a moment must lie within 292 million years of 1970; leave the value out where it is missing");
        }

        @Override
        void resize(int page, int rows) {
            pages = withRoomFor(page, pages);
            pages[page] = pages[page] == null ? new long[rows] : Arrays.copyOf(pages[page], rows);
        }

        @Override
        void clear(int row) {
            set(row, MISSING);
        }

        void set(int row, long epochMilli) {
            pages[row >>> PAGE_BITS][row & MASK] = epochMilli;
        }

        long get(int row) {
            return pages[row >>> PAGE_BITS][row & MASK];
        }

        @Override
        boolean isMissing(int row) {
            return get(row) == MISSING;
        }
    }

    /** Texts. A value is set at most once, for the row added last. */
    static final class Texts extends Column {
        private final PackedStrings packed = new PackedStrings();
        private @Nullable String pending;

        @Override
        void resize(int page, int rows) {
            // The packed strings grow by themselves.
        }

        @Override
        void clear(int row) {
            writePending(row);
        }

        void set(int row, String value) {
            if (row != size() - 1) {
                throw new IllegalStateException("only the last text can be set");
            }
            pending = value;
        }

        /** Writes the value of the last row; called when the table is built. */
        void finish() {
            writePending(size());
            packed.trim();
        }

        private void writePending(int rows) {
            if (packed.size() < rows) {
                packed.add(pending);
                pending = null;
            }
        }

        @Nullable
        String get(int row) {
            return packed.get(row);
        }

        @Override
        boolean isMissing(int row) {
            return packed.get(row) == null;
        }
    }
}
