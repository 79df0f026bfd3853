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

/** The bounds that cut a column of numbers into bands, as typed after --bands. */
final class BandBounds {
    private final double[] bounds;

    private BandBounds(double[] bounds) {
        this.bounds = bounds;
    }

    /**
     * The bounds of each column that has some, in the order typed; a column may have several.
     *
     * @param typed the options --bands, such as {@code age=30,50}
     * @param columns those that may be cut
     * @param owner the option that names them
     */
    static Map<String, List<BandBounds>> of(List<String> typed, List<String> columns, String owner) {
        Map<String, List<BandBounds>> all = new LinkedHashMap<>();
        for (String text : typed) {
            int sign = text.lastIndexOf('=');
            String column = text.substring(0, Math.max(0, sign));
            if (!columns.contains(column)) {
                throw new InvalidInputException("--bands must be COL=N,N with a column of " + owner + ", which names "
                        + columns + ", was '" + text + "'");
            }
            all.computeIfAbsent(column, unseen -> new ArrayList<>())
                    .add(new BandBounds(numbers(text, text.substring(sign + 1))));
        }
        return all;
    }

    private static double[] numbers(String text, String list) {
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

    /** The bands of a column's numbers; each holds its lower bound and not its upper one. */
    Categories cut(Categories column) {
        List<OptionalDouble> numbers =
                column.levels().stream().map(BandBounds::number).toList();
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
            codes[row] = bandOf(number.getAsDouble());
        }
        return Categories.of(column.name(), names(), codes);
    }

    private int bandOf(double number) {
        return (int) DoubleStream.of(bounds).filter(bound -> number >= bound).count();
    }

    /** Whether a coarser cut has fewer bounds, all of them among these: no band of these is torn apart then. */
    boolean refines(BandBounds coarser) {
        return coarser.bounds.length < bounds.length
                && DoubleStream.of(coarser.bounds).allMatch(bound -> Arrays.binarySearch(bounds, bound) >= 0);
    }

    /** The name of each band and that of the band of a coarser cut in which it lies. */
    Map<String, String> into(BandBounds coarser) {
        Map<String, String> bandAbove = new LinkedHashMap<>();
        List<String> names = names();
        for (int band = 0; band < names.size(); band++) {
            double lowest = band == 0 ? Double.NEGATIVE_INFINITY : bounds[band - 1];
            bandAbove.put(names.get(band), coarser.names().get(coarser.bandOf(lowest)));
        }
        return bandAbove;
    }

    private List<String> names() {
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

    /** A text as a number, if it is one. */
    static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(new BigDecimal(text).doubleValue());
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
