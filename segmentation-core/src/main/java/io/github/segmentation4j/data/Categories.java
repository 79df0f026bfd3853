package io.github.segmentation4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One category per row: codes into a list of levels, in the order of a view's customers.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Categories {
    /** The code of a row whose category is missing. */
    public static final int MISSING = -1;

    private final String name;
    private final List<String> levels;
    private final int[] codes;

    private Categories(String name, List<String> levels, int[] codes) {
        this.name = name;
        this.levels = levels;
        this.codes = codes;
    }

    /**
     * Categories from codes.
     *
     * @param name what the categories are, such as {@code sex}
     * @param levels the names of the categories
     * @param codes for each row a place in {@code levels}, or {@link #MISSING}
     */
    public static Categories of(String name, List<String> levels, int[] codes) {
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] < MISSING || codes[row] >= levels.size()) {
                throw new IllegalArgumentException(
                        "code of row " + row + " must be -1 to " + (levels.size() - 1) + ", was " + codes[row]);
            }
        }
        return new Categories(name, List.copyOf(levels), codes.clone());
    }

    /**
     * Categories of which nothing is known: every row is missing and there are no levels.
     *
     * @param name what the categories would be
     * @param rows how many rows
     */
    public static Categories unknown(String name, int rows) {
        int[] codes = new int[rows];
        Arrays.fill(codes, MISSING);
        return new Categories(name, List.of(), codes);
    }

    /** Categories that take over arrays nobody else holds. */
    static Categories ofOwned(String name, List<String> levels, int[] codes) {
        return new Categories(name, levels, codes);
    }

    /** What the categories are. */
    public String name() {
        return name;
    }

    /** The names of the categories. */
    public List<String> levels() {
        return levels;
    }

    /** The number of rows. */
    public int size() {
        return codes.length;
    }

    /** The code of a row, {@link #MISSING} if it has none. */
    public int code(int row) {
        return codes[row];
    }

    /** The codes, copied. */
    public int[] codes() {
        return codes.clone();
    }

    /** How many rows have each level; one more entry at the end counts the missing ones. */
    public int[] counts() {
        int[] counts = new int[levels.size() + 1];
        for (int code : codes) {
            counts[code < 0 ? levels.size() : code]++;
        }
        return counts;
    }

    /**
     * The combinations of these with other categories: a level for every pair that occurs, in the order of the levels.
     * A row is missing where either is.
     */
    public Categories crossedWith(Categories other) {
        if (other.size() != size()) {
            throw new IllegalArgumentException(
                    "categories must be about the same rows: " + size() + " and " + other.size() + " rows");
        }
        int width = other.levels.size();
        int[] newCode = new int[Math.multiplyExact(levels.size(), width)];
        int[] pairs = new int[codes.length];
        for (int row = 0; row < codes.length; row++) {
            boolean missing = codes[row] < 0 || other.codes[row] < 0;
            pairs[row] = missing ? MISSING : codes[row] * width + other.codes[row];
            if (!missing) {
                newCode[pairs[row]] = 1;
            }
        }
        List<String> names = new ArrayList<>();
        for (int pair = 0; pair < newCode.length; pair++) {
            if (newCode[pair] == 1) {
                newCode[pair] = names.size();
                names.add(levels.get(pair / width) + ", " + other.levels.get(pair % width));
            }
        }
        int[] crossed = Arrays.stream(pairs)
                .map(pair -> pair < 0 ? MISSING : newCode[pair])
                .toArray();
        return new Categories(name + " x " + other.name, List.copyOf(names), crossed);
    }
}
