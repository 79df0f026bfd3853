package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.privacy.ledger.Reservation;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;

/**
 * Counts the values of each column by sign and power of two, with noise, and takes the ends of what stands out. Bin 0 is
 * that of the most negative values, the middle one that of values near 0.
 */
final class LogHistogram {
    /** Values below 2^-40 count as 0, those from 2^60 on as the largest. */
    private static final int LEAST = -40;

    private static final int MOST = 60;
    private static final int SIDE = MOST - LEAST + 1;
    static final int BINS = 2 * SIDE + 1;

    /** The chance that noise alone lets an empty bin stand out, over all bins of all columns. */
    private static final double FALSE_ALARM = 1e-3;

    private static final String STAGE = "private bounds";

    private LogHistogram() {}

    static ColumnBounds bounds(FeatureMatrix matrix, PrivacyCharge charge, RunContext context) {
        context.throwIfCancelled(STAGE);
        if (matrix.columnCount() == 0) {
            throw new InvalidInputException("there must be at least one column, were none; add a feature");
        }
        matrix.requireComplete("a value must not be missing; fill it first, see Imputation");
        Reservation reservation = charge.ledger().reserve(charge.spend("bounds of columns"));
        Answers answers = begun(reservation, charge);
        int columns = matrix.columnCount();
        // A row is in one bin of every column: the square of its length is the number of columns.
        double length = Math.nextUp(Math.sqrt(columns)) * answers.countSensitivity();
        long[] noisy = answers.released(counts(matrix, context), length, 1);
        double deviation = answers.deviation(length, 1);
        double threshold = deviation * -StandardNormal.quantile(FALSE_ALARM / (BINS * (double) columns));
        double[] lower = new double[columns];
        double[] upper = new double[columns];
        for (int c = 0; c < columns; c++) {
            int first = -1;
            int last = -1;
            for (int bin = 0; bin < BINS; bin++) {
                if (noisy[c * BINS + bin] > threshold) {
                    first = first < 0 ? bin : first;
                    last = bin;
                }
            }
            if (first < 0) {
                throw new InvalidInputException("the noise hides the range of column '"
                        + matrix.features().get(c).name() + "'; spend more, or give bounds that are known beforehand");
            }
            lower[c] = -edge(BINS - 1 - first);
            upper[c] = edge(last);
        }
        return ColumnBounds.of(lower, upper, Learning.PRIVATELY);
    }

    /** The answers of a spend that stands from here on; one whose noise cannot be had is given back. */
    private static Answers begun(Reservation reservation, PrivacyCharge charge) {
        boolean begun = false;
        try {
            Answers answers = new Answers(charge, charge.noise().get());
            reservation.begin();
            begun = true;
            return answers;
        } finally {
            if (!begun) {
                reservation.refund();
            }
        }
    }

    /** Columns x bins. */
    static long[] counts(FeatureMatrix matrix, RunContext context) {
        long[] counts = new long[matrix.columnCount() * BINS];
        double[] row = new double[matrix.columnCount()];
        for (int r = 0; r < matrix.rowCount(); r++) {
            if ((r & 1023) == 0) {
                context.throwIfCancelled(STAGE);
            }
            matrix.copyRow(r, row);
            for (int c = 0; c < row.length; c++) {
                counts[c * BINS + bin(row[c])]++;
            }
        }
        return counts;
    }

    static int bin(double value) {
        int magnitude = Math.max(LEAST - 1, Math.min(MOST, Math.getExponent(value))) - LEAST + 1;
        return SIDE + (value < 0 ? -magnitude : magnitude);
    }

    /** The upper end of a bin; the lower end of one is the upper end of its mirror image, negated. */
    private static double edge(int bin) {
        int magnitude = bin - SIDE;
        // The bin of magnitude m > 0 holds 2^(m - 1 + LEAST) up to twice that.
        return magnitude >= 0 ? Math.scalb(1.0, magnitude + LEAST) : -Math.scalb(1.0, -magnitude - 1 + LEAST);
    }
}
