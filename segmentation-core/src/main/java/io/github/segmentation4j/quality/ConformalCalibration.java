package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.statistic.PacedSort;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Objects;

/**
 * Learns from customers whose segment is known how much doubt a set of segments must leave room for: split conformal
 * prediction.
 *
 * <pre>{@code
 * ConformalSegments sets = ConformalCalibration.withScore(NonconformityScore.distance(model))
 *     .withLevel(0.9)
 *     .calibrate(whatWasKnown, whereTheyTurnedOutToBe, RunContext.seeded(42));
 * List<Integer> segments = sets.setFor(newcomer);
 * }</pre>
 *
 * <p>The rows of the calibration are what was known of customers while they were uncertain, such as a few weeks of purchases,
 * and their segments are those they turned out to be in. What the sets promise holds if the customers they are asked for are
 * like these: drawn alike, and none of them used to fit the model or the score.
 *
 * <p>Calibration takes one score and one comparison for each row. With n rows at a level L it takes the ⌈(n + 1) L⌉-th lowest
 * of the scores of the rows in their own segments as the threshold. Where that is more than n, there are too few rows to
 * promise anything: no score is too high, and the sets hold every segment. A level of 0.9 needs 9 rows, one of 0.99 needs 99.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: V. Vovk, A. Gammerman, G. Shafer, Algorithmic Learning in a Random World, 2005 (also of {@link
 * Coverage#PER_SEGMENT}, called Mondrian there); J. Lei, M. G'Sell, A. Rinaldo, R. J. Tibshirani, L. Wasserman,
 * Distribution-free predictive inference for regression, Journal of the American Statistical Association 113, 2018.
 *
 * <p>Implementation note: the rank is lowered by 10^-12 of itself before it is rounded up, so that levels mean their decimals:
 * 0.55 of 100 is 55, though not in binary.
 */
public final class ConformalCalibration {
    private static final double DECIMALS = 1e-12;

    private final NonconformityScore score;
    private final double level;
    private final Coverage coverage;

    /** Among whom the promised share have their segment in the set. */
    public enum Coverage {
        /** Among all customers: some segments may be covered less, others more. Needs the fewest rows. */
        OVERALL,
        /** Among the customers of each segment. Each needs rows enough of its own; one with too few is in every set. */
        PER_SEGMENT
    }

    private ConformalCalibration(NonconformityScore score, double level, Coverage coverage) {
        this.score = score;
        this.level = level;
        this.coverage = coverage;
    }

    /** A calibration by a score, at a level of 0.9 among all customers. */
    public static ConformalCalibration withScore(NonconformityScore score) {
        return new ConformalCalibration(Objects.requireNonNull(score, "score"), 0.9, Coverage.OVERALL);
    }

    /**
     * This calibration with the share of customers whose set must hold their segment; 0.9 if not said.
     *
     * @param share above 0 and below 1
     */
    public ConformalCalibration withLevel(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("a level must be above 0 and below 1, was " + share);
        }
        return new ConformalCalibration(score, share, coverage);
    }

    /** This calibration with another promise; {@link Coverage#OVERALL} if not said. */
    public ConformalCalibration withCoverage(Coverage newCoverage) {
        return new ConformalCalibration(score, level, Objects.requireNonNull(newCoverage, "coverage"));
    }

    /**
     * Learns from rows whose segments are known.
     *
     * @param matrix n rows x d columns, at least one row; missing values if the score takes them
     * @param segments for each row 0 to the number of clusters - 1; leave out rows that turned out to be noise
     * @param context executor and cancellation
     * @throws InvalidInputException if there is no row, a segment that the score does not know, or a score is NaN
     * @throws IllegalArgumentException if there is not one segment for each row
     */
    public ConformalSegments calibrate(FeatureMatrix matrix, int[] segments, RunContext context) {
        if (matrix.rowCount() == 0) {
            throw new InvalidInputException("there must be at least one calibration row, were none; add data");
        }
        ScoredRows scored = ScoredRows.of(score, matrix, segments, context);
        int clusters = scored.clusters();
        double[] thresholds = new double[clusters];
        int[] counts = new int[clusters];
        for (int segment : segments) {
            counts[segment]++;
        }
        if (coverage == Coverage.OVERALL) {
            Arrays.fill(thresholds, threshold(scored.own(), level, context));
        } else {
            for (int j = 0; j < clusters; j++) {
                thresholds[j] = threshold(scored.own(segments, j, counts[j]), level, context);
            }
        }
        return new ConformalSegments(score, level, coverage, thresholds, counts);
    }

    private static double threshold(double[] scores, double level, RunContext context) {
        double rank = Math.ceil((scores.length + 1.0) * level * (1 - DECIMALS));
        if (rank > scores.length) {
            return Double.POSITIVE_INFINITY;
        }
        PacedSort.sort(scores, ScoredRows.checkpoint(context));
        return scores[(int) rank - 1];
    }

    @Override
    public String toString() {
        return "conformal calibration(level=" + level + ", coverage=" + coverage + ")";
    }
}
