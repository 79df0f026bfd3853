package io.github.segmentation4j.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The reference data sets that published results were computed on; guard every use with {@link RequiresData}. */
public final class ReferenceData {

    static final String VARIABLE = "SEGMENTATION_DATA";

    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final Pattern COMMA = Pattern.compile(",");

    private ReferenceData() {}

    /**
     * Returns where a file of the reference data lies.
     *
     * @param file path relative to the data folder, separated by slashes
     */
    public static Path path(String file) {
        String folder = System.getenv(VARIABLE);
        if (folder == null || folder.isBlank()) {
            throw new IllegalStateException("set " + VARIABLE + " to the folder that holds the reference data");
        }
        return Path.of(folder).resolve(file);
    }

    /**
     * Returns the numbers of a blank-separated file, one row a line; unpacks names that end in {@code .gz}.
     *
     * @param file path relative to the data folder
     */
    public static double[][] matrix(String file) {
        return lines(file).stream()
                .map(line -> BLANKS.splitAsStream(line)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    /**
     * Returns the integers of a file with one label a line; unpacks names that end in {@code .gz}.
     *
     * @param file path relative to the data folder
     */
    public static int[] labels(String file) {
        return lines(file).stream().mapToInt(Integer::parseInt).toArray();
    }

    /**
     * Returns the fields of each line that holds anything; unpacks names that end in {@code .gz}.
     *
     * @param file path relative to the data folder
     * @param separator what stands between two fields
     */
    public static List<String[]> fields(String file, String separator) {
        Pattern between = Pattern.compile(Pattern.quote(separator));
        return lines(file).stream().map(line -> between.split(line, -1)).toList();
    }

    /** Returns the irises as Fisher published them: 150 flowers of three species. */
    public static Iris iris() {
        List<double[]> numbers = lines("clustering/iris.csv").stream()
                .skip(1)
                .map(line -> COMMA.splitAsStream(line)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        return new Iris(
                numbers.stream().map(row -> Arrays.copyOf(row, 4)).toArray(double[][]::new),
                numbers.stream().mapToInt(row -> (int) row[4]).toArray());
    }

    /** Returns the lines that hold anything, without the blanks around them. */
    private static List<String> lines(String file) {
        Path path = path(file);
        try (InputStream raw = Files.newInputStream(path);
                InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Measurements of irises with their species. Immutable. */
    public static final class Iris {
        private final double[][] rows;
        private final int[] species;

        private Iris(double[][] rows, int[] species) {
            this.rows = rows;
            this.species = species;
        }

        /** Returns 150 rows of sepal length, sepal width, petal length and petal width, in centimetres. */
        public double[][] rows() {
            return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
        }

        /** Returns the species of each row: 0 setosa, 1 versicolor, 2 virginica. */
        public int[] species() {
            return species.clone();
        }
    }
}
