package io.github.segmentation4j.fairness.mitigation;

/**
 * The quantiles of a sample as the means of bins of equal size, at the middle of each bin's ranks. A mean of several
 * customers stands where an order statistic would tell the value of one.
 */
final class BinMeans {
    /** How many values make up a bin at least. */
    static final int CUSTOMERS = 10;

    /** How many bins there are at most: steps of about one hundredth. */
    static final int BINS = 101;

    private final double[] means;

    private BinMeans(double[] means) {
        this.means = means;
    }

    /** Of values in rising order, at least {@link #CUSTOMERS}. */
    static BinMeans of(double[] sorted) {
        double[] means = new double[Math.min(BINS, sorted.length / CUSTOMERS)];
        for (int bin = 0; bin < means.length; bin++) {
            int start = (int) ((long) bin * sorted.length / means.length);
            int end = (int) ((long) (bin + 1) * sorted.length / means.length);
            double sum = 0;
            for (int i = start; i < end; i++) {
                // Counted from the first, so that equal values have just themselves as their mean.
                sum += sorted[i] - sorted[start];
            }
            double mean = sorted[start] + sum / (end - start);
            // An overflow must stay one, so that it is refused.
            means[bin] = Double.isFinite(mean) ? Math.min(mean, sorted[end - 1]) : mean;
        }
        return new BinMeans(means);
    }

    int count() {
        return means.length;
    }

    double[] means() {
        return means.clone();
    }

    /** The quantile at the middle of a bin of another sample with {@code bins} bins, linear between means. */
    double atMiddleOf(int bin, int bins) {
        // In whole numbers, so that a sample with as many bins gives just its mean.
        double place = ((2.0 * bin + 1) * means.length - bins) / (2.0 * bins);
        if (place <= 0) {
            return means[0];
        }
        int below = (int) place;
        if (below >= means.length - 1) {
            return means[means.length - 1];
        }
        double rise = (place - below) * (means[below + 1] - means[below]);
        return Math.min(means[below + 1], means[below] + rise);
    }
}
