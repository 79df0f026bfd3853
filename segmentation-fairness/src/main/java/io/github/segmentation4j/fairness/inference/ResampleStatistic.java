package io.github.segmentation4j.fairness.inference;

/** A number from a sample of rows: what {@link StratifiedBootstrap} puts an interval around. */
@FunctionalInterface
public interface ResampleStatistic {
    /**
     * The number for a sample. Called by several threads at a time. May be NaN or infinite if the sample has none.
     *
     * @param rows as many rows as there are, some drawn again and some not at all; {@code rows[i]} is of the same
     *     stratum as row {@code i}; lent for the call, not to be changed or kept
     */
    double of(int[] rows);
}
