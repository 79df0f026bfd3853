package io.github.segmentation4j.distance;

import io.github.segmentation4j.run.ModelState;

/** Gower's dissimilarity with what it learned. Immutable. */
final class FittedGower implements FittedDissimilarity {
    static final String TYPE = "gower/1";

    /** The range of a column whose numbers are codes: only whether they are equal counts. */
    static final double CATEGORICAL = -1;

    /** By column; 0 for a constant one. */
    private final double[] ranges;

    private final double[] weights;
    private final boolean complete;

    /** Takes over its arguments. */
    FittedGower(double[] ranges, double[] weights, boolean complete) {
        this.ranges = ranges;
        this.weights = weights;
        this.complete = complete;
    }

    static FittedDissimilarity restore(ModelState state) {
        int columns = StoredDissimilarity.columns(state);
        double[] ranges = StoredDissimilarity.finite(state, "ranges", columns);
        double[] weights = StoredDissimilarity.finite(state, "weights", columns);
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            StoredDissimilarity.require(ranges[c] >= 0 || ranges[c] == CATEGORICAL, "ranges", state);
            StoredDissimilarity.require(weights[c] >= 0, "weights", state);
            sum += weights[c];
        }
        StoredDissimilarity.require(sum > 0 && Double.isFinite(sum), "weights", state);
        return new FittedGower(ranges, weights, state.flag("complete"));
    }

    @Override
    public int columnCount() {
        return ranges.length;
    }

    @Override
    public double between(double[] first, double[] second) {
        double sum = 0;
        double compared = 0;
        boolean differ = false;
        for (int c = 0; c < ranges.length; c++) {
            double a = first[c];
            double b = second[c];
            if (Double.isNaN(a) || Double.isNaN(b)) {
                differ |= Double.isNaN(a) != Double.isNaN(b);
            } else {
                compared += weights[c];
                sum += weights[c] * difference(a, b, ranges[c]);
            }
        }
        if (compared > 0) {
            return sum / compared;
        }
        return differ ? 1 : 0;
    }

    private static double difference(double a, double b, double range) {
        if (range > 0) {
            return Math.min(1, Math.abs(a - b) / range);
        }
        return range == CATEGORICAL && a != b ? 1 : 0;
    }

    @Override
    public boolean isMetric() {
        return complete;
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("columns", ranges.length)
                .put("ranges", ranges)
                .put("weights", weights)
                .put("complete", complete)
                .build();
    }
}
