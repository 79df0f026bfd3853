package io.github.segmentation4j.privacy.cluster;

/**
 * One step of private k-means: what a pass counted with noise, and the centres moved by it.
 *
 * <p>A centre moves by its noisy sum over its noisy count, less the part that noise alone explains (James and Stein): a
 * cluster of few rows, whose sum is mostly noise, stays where it is.
 */
final class NoisySums {
    /** Within a step, counts need less than sums, and the scale of the distances hardly anything. */
    private static final double COUNTS = 0.18;

    private static final double SUMS = 0.80;
    private static final double SQUARES = 0.02;

    /** Counts below so many standard deviations of their noise are taken for noise. */
    private static final double CLEAR = 2.5;

    private final double[][] centres;
    private final long[] counts;
    private final long[] sums;
    private final double meanSquare;
    private final double countDeviation;
    private final double sumDeviation;

    private NoisySums(
            double[][] centres,
            long[] counts,
            long[] sums,
            double meanSquare,
            double countDeviation,
            double sumDeviation) {
        this.centres = centres;
        this.counts = counts;
        this.sums = sums;
        this.meanSquare = meanSquare;
        this.countDeviation = countDeviation;
        this.sumDeviation = sumDeviation;
    }

    /** The standard deviation of a count in a step of a share. */
    static double countDeviation(Answers answers, double share) {
        return answers.countDeviation(COUNTS * share);
    }

    /** The standard deviation of a coordinate of a sum in a step of a share, for each unit of the radius. */
    static double sumDeviation(Answers answers, double share) {
        return answers.sumDeviation(1, SUMS * share);
    }

    static NoisySums of(GridRows rows, double[][] centres, double radius, Answers answers, double share) {
        RowPass.Totals totals = new RowPass(rows, centres, radius).run();
        double length = RowPass.length(radius);
        double square = RowPass.square(radius);
        long[] counts = answers.counts(totals.counts(), COUNTS * share);
        long[] sums = answers.sums(totals.sums(), length, SUMS * share);
        double squares = answers.released(new long[] {totals.squares()}, square, SQUARES * share)[0] * GridRows.STEP;
        double all = 0;
        for (long count : counts) {
            all += count;
        }
        // Noise may make it negative, or larger than any row allows.
        double mean = Math.max(radius * radius / 400, Math.min(radius * radius, squares / Math.max(1, all)));
        return new NoisySums(
                centres,
                counts,
                sums,
                mean,
                answers.countDeviation(COUNTS * share),
                answers.sumDeviation(length, SUMS * share) * GridRows.STEP);
    }

    /** The centres after the step, on the grid. */
    double[][] moved(GridRows rows) {
        int columns = rows.columns();
        double[][] moved = new double[centres.length][];
        for (int j = 0; j < centres.length; j++) {
            double[] to = centres[j].clone();
            if (isClear(j)) {
                double square = 0;
                for (int c = 0; c < columns; c++) {
                    double sum = sums[c * centres.length + j] * GridRows.STEP;
                    square += sum * sum;
                }
                double explained = columns * sumDeviation * sumDeviation;
                double kept = square > explained ? 1 - explained / square : 0;
                for (int c = 0; c < columns; c++) {
                    to[c] += kept * sums[c * centres.length + j] * GridRows.STEP / counts[j];
                }
            }
            moved[j] = rows.placed(to);
        }
        return moved;
    }

    /** Whether a count is more than noise alone would show. */
    boolean isClear(int centre) {
        return counts[centre] >= 1 && counts[centre] > CLEAR * countDeviation;
    }

    long count(int centre) {
        return counts[centre];
    }

    /** About the mean squared distance of the rows to their centres. */
    double meanSquare() {
        return meanSquare;
    }

    /** The standard deviation that noise gives a coordinate of a sum. */
    double sumDeviation() {
        return sumDeviation;
    }
}
