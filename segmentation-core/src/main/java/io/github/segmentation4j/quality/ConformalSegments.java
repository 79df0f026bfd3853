package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.statistic.WilsonBounds;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Sets of segments for uncertain customers: each holds the segment the customer belongs to with a stated confidence, and so
 * says honestly how much is known. A set of one segment can be acted on, a set of many is a reason to wait.
 *
 * <p>What is promised by n calibration rows at a level L: of customers like these, a set holds the true segment with a
 * probability of at least L, whatever the model and the score, on average over calibrations; and of at most L + 1 / (n + 1)
 * if no two scores are equal and no set had to be filled. One calibration may lie off: the share that its sets hold has a
 * standard deviation of about √(L (1 - L) / n). With {@link ConformalCalibration.Coverage#PER_SEGMENT} the same holds
 * within each segment, with its own n.
 *
 * <p>No set is empty. Where every segment would be too strange, which only happens to rows easier to place than the level
 * asks, the set holds the least strange one, of several the lowest; that can only raise what is held.
 *
 * <p>Immutable and safe for use by several threads, as far as the score is.
 *
 * <p>References: see {@link ConformalCalibration}.
 */
public final class ConformalSegments {
    private static final double CONFIDENCE = 0.95;

    private final NonconformityScore score;
    private final double level;
    private final ConformalCalibration.Coverage coverage;
    private final double[] thresholds;
    private final int[] counts;

    /**
     * Takes over its arguments.
     *
     * @param thresholds for each cluster the highest score that is not too strange, infinite where every one is fine
     * @param counts the calibration rows of each cluster
     */
    ConformalSegments(
            NonconformityScore score,
            double level,
            ConformalCalibration.Coverage coverage,
            double[] thresholds,
            int[] counts) {
        this.score = score;
        this.level = level;
        this.coverage = coverage;
        this.thresholds = thresholds;
        this.counts = counts;
    }

    /**
     * How well sets did on rows whose segments are known.
     *
     * @param rows how many there were
     * @param coverage the share of sets that held the segment, with Wilson's interval of 95 %
     * @param meanSetSize the mean number of segments in a set, with Student's interval of 95 %
     * @param coverageBySegment the share among the rows of each segment
     */
    public record Evaluation(int rows, Statistic coverage, Statistic meanSetSize, List<Statistic> coverageBySegment) {
        /** Copies the list. */
        public Evaluation {
            coverageBySegment = List.copyOf(coverageBySegment);
        }
    }

    /**
     * The segments a customer may belong to.
     *
     * @param row as the calibration rows were
     * @return at least one cluster, ascending
     * @throws io.github.segmentation4j.run.InvalidInputException if the score refuses the row or is NaN
     */
    public List<Integer> setFor(double[] row) {
        double[] scores = ScoredRows.checked(score, row);
        ScoredRows.requireLength(thresholds.length, scores.length);
        List<Integer> set = new ArrayList<>();
        for (int j = 0; j < scores.length; j++) {
            if (scores[j] <= thresholds[j]) {
                set.add(j);
            }
        }
        return set.isEmpty() ? List.of(least(scores)) : List.copyOf(set);
    }

    private static int least(double[] scores) {
        int least = 0;
        for (int j = 1; j < scores.length; j++) {
            if (scores[j] < scores[least]) {
                least = j;
            }
        }
        return least;
    }

    /**
     * How well the sets do on rows whose segments are known; none of them may have been a calibration row.
     *
     * @param matrix n rows x d columns
     * @param segments for each row 0 to {@link #clusterCount()} - 1
     * @param context executor and cancellation
     * @throws io.github.segmentation4j.run.InvalidInputException if the score refuses a row, or a segment is not known
     */
    public Evaluation evaluate(FeatureMatrix matrix, int[] segments, RunContext context) {
        int rows = matrix.rowCount();
        boolean[] held = new boolean[rows];
        double[] sizes = new double[rows];
        ScoredRows.forEach(score, matrix, segments, clusterCount(), context, (scores, row) -> {
            int size = 0;
            for (int j = 0; j < scores.length; j++) {
                size += scores[j] <= thresholds[j] ? 1 : 0;
            }
            int segment = segments[row];
            held[row] = size == 0 ? least(scores) == segment : scores[segment] <= thresholds[segment];
            sizes[row] = Math.max(1, size);
        });
        int[] hits = new int[clusterCount()];
        int[] all = new int[clusterCount()];
        for (int row = 0; row < rows; row++) {
            hits[segments[row]] += held[row] ? 1 : 0;
            all[segments[row]]++;
        }
        Statistic size = rows < 2
                ? Statistic.undetermined("a mean set size needs at least 2 rows, there were " + rows)
                : MeanEstimate.of(sizes)
                        .within(1, clusterCount())
                        .statistic("the mean set size is beyond the range of a double");
        return new Evaluation(
                rows,
                share(Arrays.stream(hits).sum(), rows, "there is no row"),
                size,
                IntStream.range(0, hits.length)
                        .mapToObj(j -> share(hits[j], all[j], "no row is of segment " + j))
                        .toList());
    }

    private static Statistic share(int hits, int of, String reason) {
        if (of == 0) {
            return Statistic.undetermined("coverage is not defined: " + reason);
        }
        WilsonBounds bounds = WilsonBounds.of(hits, of, CONFIDENCE);
        return new Statistic.Estimate((double) hits / of, bounds.lower(), bounds.upper(), CONFIDENCE);
    }

    /** The share of customers whose set must hold their segment. */
    public double level() {
        return level;
    }

    /** Among whom that share is promised. */
    public ConformalCalibration.Coverage coverage() {
        return coverage;
    }

    /** The number of clusters the score knows. */
    public int clusterCount() {
        return thresholds.length;
    }

    /** The number of calibration rows. */
    public int calibrationCount() {
        return Arrays.stream(counts).sum();
    }

    /**
     * The number of calibration rows of a segment.
     *
     * @param cluster 0 to {@link #clusterCount()} - 1
     */
    public int calibrationCount(int cluster) {
        return counts[Objects.checkIndex(cluster, counts.length)];
    }

    /**
     * The highest score with which a segment is in a set.
     *
     * @param cluster 0 to {@link #clusterCount()} - 1
     * @return none where there were too few calibration rows for the level, or only infinite scores: the segment is in every
     *     set
     */
    public OptionalDouble threshold(int cluster) {
        double threshold = thresholds[Objects.checkIndex(cluster, thresholds.length)];
        return threshold < Double.POSITIVE_INFINITY ? OptionalDouble.of(threshold) : OptionalDouble.empty();
    }

    /** What is promised, in one sentence. */
    public String statement() {
        String whom = coverage == ConformalCalibration.Coverage.OVERALL
                ? "of customers like the " + calibrationCount() + " calibration rows"
                : "of the customers of each segment like its calibration rows, " + calibrationCount() + " in all,";
        List<Integer> always = IntStream.range(0, thresholds.length)
                .filter(j -> threshold(j).isEmpty())
                .boxed()
                .toList();
        String exception = always.isEmpty()
                ? ""
                : "; calibration rows were too few to leave out "
                        + (always.size() == thresholds.length ? "any segment" : "segments " + always);
        return "at least " + level + " " + whom + " have their segment in their set" + exception;
    }

    @Override
    public String toString() {
        return "conformal segments: " + statement();
    }
}
