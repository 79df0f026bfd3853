package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.InvalidInputException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The columns of --protected as groups: as they stand, or in the bands of --bands. */
final class ProtectedColumns {
    /** More numbers than this are a quantity, and more texts than the other one names of persons, not of groups. */
    private static final int MOST_NUMBERS = 20;

    private static final int MOST_GROUPS = 200;

    private final Map<String, double[]> bands;

    private ProtectedColumns(Map<String, double[]> bands) {
        this.bands = bands;
    }

    /**
     * Groups for columns.
     *
     * @param columns the columns of --protected
     * @param typed the options --bands, such as {@code age=30,50}
     */
    static ProtectedColumns of(List<String> columns, List<String> typed) {
        Map<String, double[]> bands = new LinkedHashMap<>();
        for (String text : typed) {
            int sign = text.lastIndexOf('=');
            String column = text.substring(0, Math.max(0, sign));
            if (!columns.contains(column)) {
                throw new InvalidInputException("--bands must be COL=N,N with a column of --protected, which names "
                        + columns + ", was '" + text + "'");
            }
            if (bands.putIfAbsent(column, bounds(text, text.substring(sign + 1))) != null) {
                throw new InvalidInputException("--bands names '" + column + "' twice; give all its bounds at once");
            }
        }
        return new ProtectedColumns(bands);
    }

    private static double[] bounds(String text, String list) {
        double[] bounds;
        try {
            bounds = Arrays.stream(list.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new InvalidInputException("--bands takes numbers, as in age=30,50, was '" + text + "'", e);
        }
        boolean ascending = DoubleStream.of(bounds).allMatch(Double::isFinite);
        for (int i = 1; i < bounds.length; i++) {
            ascending &= bounds[i - 1] < bounds[i];
        }
        if (!ascending) {
            throw new InvalidInputException("--bands takes ascending numbers, as in age=30,50, was '" + text + "'");
        }
        return bounds;
    }

    /** Whether a column is cut into bands, so that its groups are known without its values. */
    boolean hasBands(String column) {
        return bands.containsKey(column);
    }

    /** Columns as read, in groups. */
    List<Categories> grouped(List<Categories> columns) {
        return columns.stream().map(this::grouped).toList();
    }

    private Categories grouped(Categories column) {
        double[] bounds = bands.get(column.name());
        if (bounds != null) {
            return banded(column, bounds);
        }
        int count = column.levels().size();
        boolean numbers =
                column.levels().stream().allMatch(level -> number(level).isPresent());
        if (numbers && count > MOST_NUMBERS) {
            throw InvalidInputException.inColumn(
                    column.name(),
                    "it holds " + count + " different numbers, too many for groups; cut them into bands, as in --bands "
                            + column.name() + "=30,50");
        }
        if (count > MOST_GROUPS) {
            throw InvalidInputException.inColumn(
                    column.name(),
                    "it holds " + count + " different texts, and at most " + MOST_GROUPS
                            + " groups are told apart; name a column of groups");
        }
        return column;
    }

    private static Categories banded(Categories column, double[] bounds) {
        List<OptionalDouble> numbers =
                column.levels().stream().map(ProtectedColumns::number).toList();
        int[] codes = column.codes();
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] == Categories.MISSING) {
                continue;
            }
            OptionalDouble number = numbers.get(codes[row]);
            if (number.isEmpty()) {
                throw InvalidInputException.at(
                        row + 1L, column.name(), "--bands needs numbers, came a text; correct it or leave it empty");
            }
            codes[row] = (int) DoubleStream.of(bounds)
                    .filter(bound -> number.getAsDouble() >= bound)
                    .count();
        }
        return Categories.of(column.name(), names(bounds), codes);
    }

    private static List<String> names(double[] bounds) {
        List<String> names = new ArrayList<>(List.of("under " + plain(bounds[0])));
        for (int i = 1; i < bounds.length; i++) {
            names.add(plain(bounds[i - 1]) + " to under " + plain(bounds[i]));
        }
        names.add(plain(bounds[bounds.length - 1]) + " and over");
        return names;
    }

    private static String plain(double bound) {
        return new BigDecimal(Double.toString(bound)).stripTrailingZeros().toPlainString();
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(new BigDecimal(text).doubleValue());
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
