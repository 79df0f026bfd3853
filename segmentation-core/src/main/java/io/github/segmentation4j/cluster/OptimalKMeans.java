package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Optional;

/**
 * k-means of a single column, solved exactly: of all partitions of the values into k clusters, one with the lowest
 * inertia. Nothing is random and there are no restarts.
 *
 * <pre>{@code
 * Clustering tiers = OptimalKMeans.withClusters(4).fit(spend, RunContext.seeded(42));
 * }</pre>
 *
 * <p>The result is a model like that of {@link KMeans}: centroids that are the weighted means of their values, in
 * ascending order, and labels of the nearest centroid, the lowest of several equally near. Rows of weight 0 get labels
 * and attract nothing. A row of weight 2 counts like two equal rows. Where several partitions are equally good, which one
 * is found follows from the values alone.
 *
 * <p>Sums of squares are built up from differences within each cluster, so values far from the origin or of very
 * different size cost no digits: the inertia is the lowest one up to rounding of itself.
 *
 * <p>Time O(n log n + k m log m) for n rows with m distinct values. Memory: about 50 bytes for each row, 80 for
 * each distinct value, and at most 64 MiB to trace the clusters back; where that is too little, from about 16 million
 * distinct values x clusters on, the clusters are found in two halves, which takes up to twice the time. A million distinct
 * values and 50 clusters take some 15 seconds of one processor and fit into a heap of 300 MB.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: H. Wang, M. Song, Ckmeans.1d.dp: optimal k-means clustering in one dimension by dynamic programming, The
 * R Journal 3(2), 2011; A. Grønlund, K. G. Larsen, A. Mathiasen, J. S. Nielsen, S. Schneider, M. Song, Fast exact k-means,
 * k-medians and Bregman divergence clustering in 1D, 2017; D. S. Hirschberg, A linear space algorithm for computing
 * maximal common subsequences, Communications of the ACM 18(6), 1975.
 *
 * <p>Implementation note: rows of the recurrence are filled in by divide and conquer, level by level, which threads can
 * share; sums of squares come from joined groups of values instead of differences of prefix sums.
 */
public final class OptimalKMeans implements Clusterer {
    private static final String STAGE = "optimal k-means";

    /** Starts of clusters to remember: 64 MiB of them. */
    private static final long TABLE_LIMIT = 1 << 24;

    private final int clusters;

    private OptimalKMeans(int clusters) {
        this.clusters = clusters;
    }

    /**
     * The exact k-means.
     *
     * @param clusters at least 1; no more than there are distinct values, which {@code fit} checks
     */
    public static OptimalKMeans withClusters(int clusters) {
        if (clusters < 1) {
            throw new IllegalArgumentException("clusters must be at least 1, was " + clusters);
        }
        return new OptimalKMeans(clusters);
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidInputException if there is not exactly one column, a value is missing, there are fewer distinct values
     *     than clusters, or squared distances overflow or vanish
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        context.throwIfCancelled(STAGE);
        FeatureMatrix matrix = training.matrix();
        InputChecks.usable(matrix);
        if (matrix.columnCount() != 1) {
            throw new InvalidInputException("there must be exactly one column, were " + matrix.columnCount()
                    + "; select one feature, or use KMeans");
        }
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        double[] column = matrix.column(0);
        double[] rowWeights = weights(training);
        double reach = reach(column, rowWeights, matrix.features().get(0).name(), checkpoint);
        WeightedValues line = WeightedValues.of(column, rowWeights, checkpoint);
        if (line.count() < clusters) {
            throw new InvalidInputException("clusters must be between 1 and the " + line.count()
                    + " distinct rows, was " + clusters + "; lower it or add data");
        }
        if (clusters > 1 && reach < KMeansInput.SMALLEST) {
            throw new InvalidInputException(
                    "the rows differ by so little that squared distances vanish; scale the columns up");
        }
        IntervalMoments intervals = new IntervalMoments(line, checkpoint);
        int[] starts = OptimalPartition.starts(line, intervals, clusters, TABLE_LIMIT, context);
        double[][] centroids = centroids(line, intervals, starts);
        KMeansModel model = new KMeansModel(centroids, Optional.empty());
        int[] labels = model.assign(matrix, context);
        return Clustering.of(labels, model).withInertia(inertia(column, rowWeights, labels, centroids, checkpoint));
    }

    private static double[] weights(TrainingSet training) {
        return training.weights().orElseGet(() -> {
            double[] ones = new double[training.matrix().rowCount()];
            Arrays.fill(ones, 1);
            return ones;
        });
    }

    /** Returns the largest squared distance there can be, and refuses one that is too large for a sum. */
    private static double reach(double[] column, double[] rowWeights, String name, Checkpoint checkpoint) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double total = 0;
        for (int row = 0; row < column.length; row++) {
            checkpoint.at(row);
            low = Math.min(low, column[row]);
            high = Math.max(high, column[row]);
            total += rowWeights[row];
        }
        double reach = (high - low) * (high - low);
        if (!(reach * Math.max(1, total) < KMeansInput.LARGEST) || !(Math.max(-low, high) < KMeansInput.LARGEST)) {
            throw InvalidInputException.inColumn(
                    name, "the values are so far apart that squared distances overflow; scale the column, see Scaling");
        }
        return reach;
    }

    private static double[][] centroids(WeightedValues line, IntervalMoments intervals, int[] starts) {
        Moments moments = new Moments();
        double[][] centroids = new double[starts.length][1];
        for (int j = 0; j < starts.length; j++) {
            int last = (j + 1 < starts.length ? starts[j + 1] : line.count()) - 1;
            intervals.of(starts[j], last, moments);
            // Rounding must not carry a mean past the values it is the mean of.
            centroids[j][0] = Math.max(line.values()[starts[j]], line.values()[last] + moments.mean());
        }
        return centroids;
    }

    private static double inertia(
            double[] column, double[] rowWeights, int[] labels, double[][] centroids, Checkpoint checkpoint) {
        double sum = 0;
        for (int from = 0; from < column.length; from += PointBlocks.ROWS) {
            checkpoint.now();
            // Sums of blocks, because a single sum over millions of rows loses digits.
            double block = 0;
            for (int row = from; row < Math.min(from + PointBlocks.ROWS, column.length); row++) {
                double difference = column[row] - centroids[labels[row]][0];
                block += rowWeights[row] * difference * difference;
            }
            sum += block;
        }
        return sum;
    }

    @Override
    public String describe() {
        return "optimal k-means(clusters=" + clusters + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
