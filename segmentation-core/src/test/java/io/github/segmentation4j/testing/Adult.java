package io.github.segmentation4j.testing;

import io.github.segmentation4j.data.Categories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The census of 1994 that fairness papers use; guard every use with {@link RequiresData} of the files it reads.
 * Immutable.
 */
public final class Adult {
    /** The part for training, 32,561 persons. */
    public static final String TRAIN = "tabular/adult/adult.data.gz";

    /** The part for tests, 16,281 persons. */
    public static final String TEST = "tabular/adult/adult.test.gz";

    private static final List<String> COLUMNS = List.of(
            "age",
            "workclass",
            "fnlwgt",
            "education",
            "education-num",
            "marital-status",
            "occupation",
            "relationship",
            "race",
            "sex",
            "capital-gain",
            "capital-loss",
            "hours-per-week",
            "native-country",
            "income");

    private final List<String[]> rows;

    private Adult(List<String[]> rows) {
        this.rows = rows;
    }

    /** The persons of the file for training. */
    public static Adult train() {
        return new Adult(ReferenceData.fields(TRAIN, ", "));
    }

    /** The persons of both files, those for training first. */
    public static Adult both() {
        List<String[]> rows = new ArrayList<>(ReferenceData.fields(TRAIN, ", "));
        ReferenceData.fields(TEST, ", ").stream()
                .filter(row -> row.length == COLUMNS.size())
                .forEach(rows::add);
        return new Adult(rows);
    }

    /** How many persons there are. */
    public int size() {
        return rows.size();
    }

    /** The values of a column as they stand in the file, without the full stop that ends a line of the second one. */
    public List<String> texts(String column) {
        int index = COLUMNS.indexOf(column);
        return rows.stream()
                .map(row -> row[index].endsWith(".") ? row[index].substring(0, row[index].length() - 1) : row[index])
                .toList();
    }

    /** The groups of a column, in the order in which they occur; a question mark is a missing value. */
    public Categories categories(String column) {
        Map<String, Integer> levels = new LinkedHashMap<>();
        int[] codes = texts(column).stream()
                .mapToInt(text ->
                        text.equals("?") ? Categories.MISSING : levels.computeIfAbsent(text, unseen -> levels.size()))
                .toArray();
        return Categories.of(column, List.copyOf(levels.keySet()), codes);
    }

    /** The numbers of columns, one row for each person. */
    public double[][] numbers(String... columns) {
        double[][] matrix = new double[rows.size()][columns.length];
        for (int column = 0; column < columns.length; column++) {
            int index = COLUMNS.indexOf(columns[column]);
            for (int row = 0; row < matrix.length; row++) {
                matrix[row][column] = Double.parseDouble(rows.get(row)[index]);
            }
        }
        return matrix;
    }

    /** Brings each column to 0 to 1. */
    public static double[][] minMax(double[][] matrix) {
        double[][] scaled = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        for (int column = 0; column < matrix[0].length; column++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (double[] row : matrix) {
                least = Math.min(least, row[column]);
                most = Math.max(most, row[column]);
            }
            for (double[] row : scaled) {
                row[column] = (row[column] - least) / (most - least);
            }
        }
        return scaled;
    }

    /** Brings each column to mean 0 and population standard deviation 1. */
    public static double[][] zScores(double[][] matrix) {
        double[][] scaled = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        for (int column = 0; column < matrix[0].length; column++) {
            double sum = 0;
            for (double[] row : matrix) {
                sum += row[column];
            }
            double mean = sum / matrix.length;
            double squares = 0;
            for (double[] row : matrix) {
                squares += (row[column] - mean) * (row[column] - mean);
            }
            double deviation = Math.sqrt(squares / matrix.length);
            for (double[] row : scaled) {
                row[column] = (row[column] - mean) / deviation;
            }
        }
        return scaled;
    }
}
