package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.internal.statistic.StandardNormal;

/** Cells that hold a share of persons with Wilson's interval of 95 %. */
final class Shares {
    private static final double CONFIDENCE = 0.95;

    private Shares() {}

    /** The cell of {@code hits} out of {@code of}, which is at least 1. */
    static Cell cell(long hits, long of) {
        double z = StandardNormal.quantile(0.5 + CONFIDENCE / 2);
        double share = (double) hits / of;
        double widening = z * z / of;
        double centre = (share + widening / 2) / (1 + widening);
        double half = z * Math.sqrt(share * (1 - share) / of + widening / (4 * of)) / (1 + widening);
        return new Cell.Share(hits, of, Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
