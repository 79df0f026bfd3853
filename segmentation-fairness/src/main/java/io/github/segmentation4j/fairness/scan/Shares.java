package io.github.segmentation4j.fairness.scan;

import io.github.segmentation4j.fairness.inference.WilsonInterval;
import io.github.segmentation4j.quality.Statistic;

/** Shares of persons, of nobody too. */
final class Shares {
    private Shares() {}

    /** The share with Wilson's interval of 95 %; undetermined if there is nobody. */
    static Statistic of(long hits, long persons) {
        return persons == 0
                ? Statistic.undetermined("there is nobody to have a share of")
                : WilsonInterval.of(hits, persons).statistic();
    }
}
