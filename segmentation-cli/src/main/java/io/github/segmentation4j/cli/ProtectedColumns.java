package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns of --protected as groups: as they stand, or in the bands of --bands. */
final class ProtectedColumns {
    /** More numbers than this are a quantity, and more texts than the other one names of persons, not of groups. */
    private static final int MOST_NUMBERS = 20;

    private static final int MOST_GROUPS = 200;

    private final Map<String, BandBounds> bands;

    private ProtectedColumns(Map<String, BandBounds> bands) {
        this.bands = bands;
    }

    /**
     * Groups for columns.
     *
     * @param columns the columns of --protected
     * @param typed the options --bands, such as {@code age=30,50}
     */
    static ProtectedColumns of(List<String> columns, List<String> typed) {
        Map<String, BandBounds> bands = new LinkedHashMap<>();
        BandBounds.of(typed, columns, "--protected").forEach((column, cuts) -> {
            if (cuts.size() > 1) {
                throw new InvalidInputException("--bands names '" + column + "' twice; give all its bounds at once");
            }
            bands.put(column, cuts.get(0));
        });
        return new ProtectedColumns(bands);
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
        BandBounds bounds = bands.get(column.name());
        if (bounds != null) {
            return bounds.cut(column);
        }
        int count = column.levels().size();
        boolean numbers = column.levels().stream()
                .allMatch(level -> BandBounds.number(level).isPresent());
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
}
