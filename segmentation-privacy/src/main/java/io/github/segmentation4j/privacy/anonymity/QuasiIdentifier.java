package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.data.Categories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A column by which persons may be found again, with its levels of coarsening: level 0 holds the values as they are, each
 * further level joins values of the one before, and the last one tells nothing: all rows, missing ones too, are the same.
 *
 * <p>Made by a {@link GeneralisationHierarchy} for categories, {@link NumberBands} for numbers or {@link CalendarBands}
 * for moments. Immutable and safe for use by several threads.
 */
public final class QuasiIdentifier {
    /** What everything is called at the last level. */
    static final String ANY = "*";

    private final Categories values;
    private final List<List<String>> names;

    /** Level by value, with the missing one at the end of each. */
    private final int[][] codes;

    private final double[][] losses;

    private QuasiIdentifier(Categories values, List<List<String>> names, int[][] codes, double[][] losses) {
        this.values = values;
        this.names = names;
        this.codes = codes;
        this.losses = losses;
    }

    /**
     * A column with its coarser levels.
     *
     * @param coarser for each level above 0 the name of what each value becomes; the level that tells nothing is added
     */
    static QuasiIdentifier of(Categories values, List<String[]> coarser) {
        int width = values.levels().size();
        boolean someMissing = values.counts()[width] > 0;
        List<List<String>> names = new ArrayList<>(List.of(values.levels()));
        List<int[]> codes = new ArrayList<>();
        int[] own = new int[width + 1];
        Arrays.setAll(own, value -> value == width ? Categories.MISSING : value);
        codes.add(own);
        for (String[] level : coarser) {
            Map<String, Integer> places = new HashMap<>();
            List<String> found = new ArrayList<>();
            int[] code = new int[width + 1];
            for (int value = 0; value < width; value++) {
                code[value] = places.computeIfAbsent(level[value], name -> {
                    found.add(name);
                    return found.size() - 1;
                });
            }
            code[width] = Categories.MISSING;
            if (found.size() > 1) {
                names.add(List.copyOf(found));
                codes.add(code);
            }
        }
        if (width + (someMissing ? 1 : 0) > 1) {
            names.add(List.of(ANY));
            codes.add(new int[width + 1]);
        }
        int[][] all = codes.toArray(int[][]::new);
        return new QuasiIdentifier(values, List.copyOf(names), all, losses(all, width));
    }

    /** The share of the other values that a value falls together with. */
    private static double[][] losses(int[][] codes, int width) {
        double[][] losses = new double[codes.length][width + 1];
        for (int level = 1; level < codes.length; level++) {
            int[] leaves = new int[width];
            for (int value = 0; value < width; value++) {
                leaves[codes[level][value]]++;
            }
            boolean top = level == codes.length - 1;
            for (int value = 0; value <= width; value++) {
                losses[level][value] = top ? 1 : value == width ? 0 : (leaves[codes[level][value]] - 1.0) / (width - 1);
            }
        }
        return losses;
    }

    /** What the column is. */
    public String name() {
        return values.name();
    }

    /** The number of rows. */
    public int size() {
        return values.size();
    }

    /** The number of the last level. */
    public int height() {
        return codes.length - 1;
    }

    /**
     * The column at a level.
     *
     * @param level from 0, the values as they are, to {@link #height()}, where all are the same
     */
    public Categories at(int level) {
        if (level < 0 || level > height()) {
            throw new IllegalArgumentException("level must be 0 to " + height() + ", was " + level);
        }
        int[] coarse = new int[size()];
        for (int row = 0; row < coarse.length; row++) {
            coarse[row] = codes[level][slot(row)];
        }
        return Categories.of(name(), names.get(level), coarse);
    }

    /** What each value becomes at a level, with the missing one at the end. */
    int[] codesByValue(int level) {
        return codes[level];
    }

    List<String> names(int level) {
        return names.get(level);
    }

    /** What is lost of a value at a level, from 0 to 1, with the missing one at the end. */
    double loss(int level, int slot) {
        return losses[level][slot];
    }

    /** The place of a row's value, the one after all values where it is missing. */
    int slot(int row) {
        int code = values.code(row);
        return code < 0 ? values.levels().size() : code;
    }

    int[] codes() {
        return values.codes();
    }

    int[] counts() {
        return values.counts();
    }
}
