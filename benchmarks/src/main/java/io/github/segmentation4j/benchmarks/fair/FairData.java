package io.github.segmentation4j.benchmarks.fair;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The two settings in which papers cluster the Adult census fairly to sex. Immutable; the rows are shared and must not be
 * written.
 */
public final class FairData {
    private static final int AGE = 0;
    private static final int WEIGHT = 2;
    private static final int EDUCATION = 4;
    private static final int SEX = 9;
    private static final int GAIN = 10;
    private static final int LOSS = 11;
    private static final int HOURS = 12;
    private static final int FIELDS = 15;

    private final String name;
    private final double[][] rows;
    private final Categories groups;

    FairData(String name, double[][] rows, Categories groups) {
        this.name = name;
        this.rows = rows;
        this.groups = groups;
    }

    /**
     * Both files, six columns brought to 0 to 1: the setting of arXiv 2605.13759.
     *
     * @param folder holds {@code tabular/adult}
     */
    public static FairData minMax(Path folder) throws IOException {
        List<String[]> lines = read(folder.resolve("tabular/adult/adult.data.gz"));
        lines.addAll(read(folder.resolve("tabular/adult/adult.test.gz")));
        double[][] rows = numbers(lines, AGE, WEIGHT, EDUCATION, GAIN, LOSS, HOURS);
        for (int c = 0; c < rows[0].length; c++) {
            int column = c;
            double least =
                    Arrays.stream(rows).mapToDouble(row -> row[column]).min().orElseThrow();
            double most =
                    Arrays.stream(rows).mapToDouble(row -> row[column]).max().orElseThrow();
            for (double[] row : rows) {
                row[c] = (row[c] - least) / (most - least);
            }
        }
        return new FairData("Adult, 6 columns, min-max", rows, sex(lines));
    }

    /**
     * The training file, five columns brought to mean 0 and deviation 1, then rows to length 1: the setting of Ziko and
     * others.
     *
     * @param folder holds {@code tabular/adult}
     */
    public static FairData unitLength(Path folder) throws IOException {
        List<String[]> lines = read(folder.resolve("tabular/adult/adult.data.gz"));
        double[][] rows = numbers(lines, AGE, WEIGHT, EDUCATION, GAIN, HOURS);
        for (int c = 0; c < rows[0].length; c++) {
            int column = c;
            double mean = Arrays.stream(rows).mapToDouble(row -> row[column]).sum() / rows.length;
            double squares = Arrays.stream(rows)
                    .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
                    .sum();
            double deviation = Math.sqrt(squares / rows.length);
            for (double[] row : rows) {
                row[c] = (row[c] - mean) / deviation;
            }
        }
        for (double[] row : rows) {
            double length =
                    Math.sqrt(Arrays.stream(row).map(value -> value * value).sum());
            Arrays.setAll(row, c -> row[c] / length);
        }
        return new FairData("Adult, 5 columns, z-scores, rows of length 1", rows, sex(lines));
    }

    private static List<String[]> read(Path file) throws IOException {
        List<String[]> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            reader.lines()
                    .map(line -> line.split(", ", -1))
                    .filter(fields -> fields.length == FIELDS)
                    .forEach(lines::add);
        }
        return lines;
    }

    private static double[][] numbers(List<String[]> lines, int... columns) {
        return lines.stream()
                .map(line -> Arrays.stream(columns)
                        .mapToDouble(column -> Double.parseDouble(line[column].strip()))
                        .toArray())
                .toArray(double[][]::new);
    }

    private static Categories sex(List<String[]> lines) {
        List<String> levels = List.of("Female", "Male");
        return Categories.of(
                "sex",
                levels,
                lines.stream().mapToInt(line -> levels.indexOf(line[SEX])).toArray());
    }

    /** What the setting is called. */
    public String name() {
        return name;
    }

    double[][] rowsView() {
        return rows;
    }

    /** The rows as the product takes them. */
    public FeatureMatrix matrix() {
        return FeatureMatrix.of(rows);
    }

    /** The two groups. */
    public Categories groups() {
        return groups;
    }
}
