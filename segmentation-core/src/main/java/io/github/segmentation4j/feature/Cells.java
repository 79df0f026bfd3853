package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A grid of cells that are equally many degrees high and wide, counted from the south pole and the date line. */
record Cells(String latitude, String longitude, double degrees) {
    /** About one kilometre: a finer cell would often hold one household. */
    private static final double FINEST = 0.01;

    private static final double COARSEST = 90;

    Cells {
        if (!(degrees >= FINEST && degrees <= COARSEST)) {
            throw new IllegalArgumentException("a cell must be " + FINEST + " to " + COARSEST
                    + " degrees wide, so that it does not tell where a person lives, was " + degrees);
        }
    }

    List<Attribute> attributes(PurposeBoundView view) {
        return List.of(view.attribute(latitude), view.attribute(longitude));
    }

    int row(double lat) {
        // The pole itself belongs to the last row.
        int rows = (int) Math.ceil(180 / degrees);
        return Math.min((int) Math.floor((lat + 90) / degrees), rows - 1);
    }

    int column(double lon) {
        // 180 degrees east is 180 degrees west.
        return (int) Math.floor((lon == 180 ? 0 : lon + 180) / degrees);
    }

    double centreLatitude(int row) {
        return Math.min((row + 0.5) * degrees - 90, 90);
    }

    double centreLongitude(int column) {
        return Math.min((column + 0.5) * degrees - 180, 180);
    }

    /** The cell of each customer, missing where a coordinate is. */
    Categories categories(PurposeBoundView view, Checkpoint checkpoint) {
        double[] lats = coordinates(view, latitude, 90, checkpoint);
        double[] lons = coordinates(view, longitude, 180, checkpoint);
        Map<Long, Integer> codes = new LinkedHashMap<>();
        List<String> levels = new ArrayList<>();
        int[] rows = new int[lats.length];
        for (int i = 0; i < rows.length; i++) {
            checkpoint.at(i);
            if (Double.isNaN(lats[i]) || Double.isNaN(lons[i])) {
                rows[i] = Categories.MISSING;
                continue;
            }
            int row = row(lats[i]);
            int column = column(lons[i]);
            Integer known = codes.putIfAbsent(((long) row << 32) | column, levels.size());
            rows[i] = known == null ? levels.size() : known;
            if (known == null) {
                levels.add(row + "/" + column);
            }
        }
        return Categories.of("cell", levels, rows);
    }

    /** Coordinates, checked. */
    static double[] coordinates(PurposeBoundView view, String attribute, double limit, Checkpoint checkpoint) {
        double[] values = view.numbers(attribute);
        for (int i = 0; i < values.length; i++) {
            checkpoint.at(i);
            if (Math.abs(values[i]) > limit) {
                throw InvalidInputException.at(
                        i + 1L,
                        attribute,
                        "a " + (limit == 90 ? "latitude" : "longitude") + " must be " + (int) -limit + " to "
                                + (int) limit + " degrees; check the unit and that the two were not swapped");
            }
        }
        return values;
    }
}
