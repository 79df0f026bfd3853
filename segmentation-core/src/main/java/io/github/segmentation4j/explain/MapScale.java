package io.github.segmentation4j.explain;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import java.util.Arrays;

/** Where customers lie along one direction of a map, in squares from its lower edge. */
final class MapScale {
    /** What lies beyond on each side counts at the edge: 99 % lie within. */
    private static final double TAIL = 0.005;

    private final int cells;
    private final double[] places;

    private MapScale(int cells, double[] places) {
        this.cells = cells;
        this.places = places;
    }

    /** Everybody in the middle. */
    static MapScale flat(int cells, int customers) {
        double[] places = new double[customers];
        Arrays.fill(places, cells / 2.0);
        return new MapScale(cells, places);
    }

    /**
     * Squares of equal width over the central values, over all of them where the central ones are equal.
     *
     * @param scores at least one
     */
    static MapScale of(int cells, double[] scores, Checkpoint checkpoint) {
        double[] sorted = scores.clone();
        PacedSort.sort(sorted, checkpoint);
        int beyond = (int) (TAIL * sorted.length);
        double low = sorted[beyond];
        double high = sorted[sorted.length - 1 - beyond];
        if (!(low < high)) {
            low = sorted[0];
            high = sorted[sorted.length - 1];
        }
        if (!(low < high)) {
            return flat(cells, scores.length);
        }
        double[] places = new double[scores.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = (scores[i] - low) / (high - low) * cells;
        }
        return new MapScale(cells, places);
    }

    /** The place of a customer, below 0 or above the number of squares beyond an edge. */
    double place(int customer) {
        return places[customer];
    }

    /** The nearest place on the map. */
    double within(double place) {
        return Math.max(0, Math.min(cells, place));
    }

    /** The square of a customer. */
    int cell(int customer) {
        return Math.min(cells - 1, (int) within(places[customer]));
    }
}
