package io.github.segmentation4j.privacy.audit;

/**
 * The scores that shadow models gave each customer, apart for those fitted on the customer and the others, and the
 * likelihood ratio of a score that follows from them. Not safe for use by several threads.
 *
 * <p>References: N. Carlini, S. Chien, M. Nasr, S. Song, A. Terzis, F. Tramer, Membership inference attacks from first
 * principles, IEEE Symposium on Security and Privacy 2022.
 *
 * <p>Implementation note: the spread is shared by all customers, as the paper advises for fewer than 64 shadow models.
 */
final class ShadowScores {
    /** Beside the whole range of scores no spread at all; keeps the ratio finite where models repeat a customer exactly. */
    private static final double LEAST_SPREAD = 1e-6;

    private final Side in;
    private final Side out;

    ShadowScores(int customers) {
        in = new Side(customers);
        out = new Side(customers);
    }

    /** Takes the scores of a shadow model fitted on the customers for whom it is so. */
    void add(double[] scores, boolean[] members, boolean so) {
        for (int i = 0; i < scores.length; i++) {
            (members[i] == so ? in : out).add(i, scores[i]);
        }
    }

    /** How much likelier each score is of a model that was fitted on the customer, as a logarithm. */
    double[] ratios(double[] scores) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            low = Math.min(low, score);
            high = Math.max(high, score);
        }
        if (low == high) {
            return new double[scores.length];
        }
        // Scores are divided by their range, so that no square overflows.
        double range = high - low;
        double inSpread = Math.max(LEAST_SPREAD, in.spread(range));
        double outSpread = Math.max(LEAST_SPREAD, out.spread(range));
        double constant = StrictMath.log(outSpread / inSpread);
        double[] ratios = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            double fromIn = (scores[i] - in.mean[i]) / range / inSpread;
            double fromOut = (scores[i] - out.mean[i]) / range / outSpread;
            ratios[i] = constant + (fromOut * fromOut - fromIn * fromIn) / 2;
        }
        return ratios;
    }

    /** Mean and squared deviations for each customer (Welford). */
    private static final class Side {
        private final int[] count;
        private final double[] mean;
        private final double[] squares;

        Side(int customers) {
            count = new int[customers];
            mean = new double[customers];
            squares = new double[customers];
        }

        void add(int customer, double score) {
            count[customer]++;
            double before = score - mean[customer];
            mean[customer] += before / count[customer];
            squares[customer] += before * (score - mean[customer]);
        }

        /** The standard deviation around the means of the customers, in units of a range. */
        double spread(double range) {
            double sum = 0;
            long freedom = 0;
            for (int i = 0; i < count.length; i++) {
                sum += squares[i] / range / range;
                freedom += count[i] - 1;
            }
            return Math.sqrt(sum / freedom);
        }
    }
}
