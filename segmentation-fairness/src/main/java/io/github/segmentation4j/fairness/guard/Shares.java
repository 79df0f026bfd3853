package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.fairness.inference.WilsonInterval;

/** Cells that hold a share of persons with Wilson's interval of 95 %. */
final class Shares {
    private Shares() {}

    /** The cell of {@code hits} out of {@code of}, which is at least 1. */
    static Cell cell(long hits, long of) {
        WilsonInterval share = WilsonInterval.of(hits, of);
        return new Cell.Share(hits, of, share.lower(), share.upper());
    }
}
