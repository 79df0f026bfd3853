package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * OPTICS: orders rows such that dense regions of any density become valleys of a curve, and reads clusters from it.
 *
 * <pre>{@code
 * Clustering clustering = Optics.withMinimumNeighbours(10)
 *     .withExtraction(Optics.Extraction.xi(0.1, 50))
 *     .fit(FeatureMatrix.of(rows), RunContext.seeded(1));
 * }</pre>
 *
 * <p>The core distance of a row is the least radius that holds so many rows, itself counted. Rows are visited by their
 * reachability, the lowest first: the least, over the rows visited before, of their dissimilarity or that row's core
 * distance, whichever is more. Of several equally reachable ones, and where none is reachable, the first by its coordinates
 * comes next; equal rows come one after the other. So the same rows in another order are the same clusters, and the seed
 * means nothing.
 *
 * <p>A dissimilarity that learns sums, such as {@link Distances#mahalanobis()}, may differ in its last digits where the rows
 * come in another order, which decides between equally near rows only.
 *
 * <p>With {@link Extraction#xi} a cluster is a valley of the reachability between a steep way down and a steep way up. Valleys
 * lie within each other; the innermost are the clusters, every other row is {@link Clustering#NOISE}, and rows that are equal
 * share the label of the last of them. One row is noise. With {@link Extraction#cut} clusters are those of {@link Dbscan}.
 * Weights of rows count in place of their number in core distances, and a row of weight 0 is no core row; the least size of
 * a cluster counts rows. Clusters are
 * numbered by the means of their rows, the first column first.
 *
 * <p>The model is an {@link InstanceModel}: with {@code xi} it keeps all rows, equal ones once, and a row belongs where the
 * nearest does, within the maximum radius; with {@code cut} it is that of {@link Dbscan}. The training rows get the labels of
 * the fit.
 *
 * <p>Without a maximum radius every row looks at every other: n^2 steps. With one, and a {@link
 * io.github.segmentation4j.distance.EuclideanEmbedding}, neighbours are looked up in a tree. Memory is in proportion to the
 * rows either way.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: M. Ankerst, M. M. Breunig, H.-P. Kriegel, J. Sander, OPTICS: ordering points to identify the clustering
 * structure, SIGMOD 1999; E. Schubert, M. Gertz, Improving the cluster structure extracted from OPTICS plots, LWDA 2018.
 *
 * <p>Implementation note: a valley loses rows at its end that were reached from before it, as Schubert and Gertz propose.
 */
public final class Optics implements Clusterer {
    static final String STAGE = "OPTICS";

    private final int minimumNeighbours;
    private final double maximumRadius;
    private final Dissimilarity dissimilarity;
    private final Extraction extraction;

    /** How clusters are read from the ordering. */
    public sealed interface Extraction permits Xi, Cut {
        /**
         * Clusters are valleys between steep flanks, of at least as many rows as a core row has neighbours.
         *
         * @param steepness the share by which reachability falls or rises from one row to the next on a flank, above 0 and
         *     below 1; higher ones find fewer, deeper valleys
         */
        static Extraction xi(double steepness) {
            return new Xi(steepness, 0);
        }

        /** The same with the least number of rows of a cluster, at least 2. */
        static Extraction xi(double steepness, int minimumClusterSize) {
            if (minimumClusterSize < 2) {
                throw new IllegalArgumentException(
                        "minimum cluster size must be at least 2, was " + minimumClusterSize);
            }
            return new Xi(steepness, minimumClusterSize);
        }

        /**
         * Clusters are those of {@link Dbscan} with a radius.
         *
         * @param radius finite and above 0, no more than the maximum radius
         */
        static Extraction cut(double radius) {
            return new Cut(radius);
        }
    }

    /**
     * Clusters are valleys between steep flanks.
     *
     * @param steepness above 0 and below 1
     * @param minimumClusterSize at least 2, or 0 for as many rows as a core row has neighbours
     */
    public record Xi(double steepness, int minimumClusterSize) implements Extraction {
        /** Checks. */
        public Xi {
            if (!(steepness > 0 && steepness < 1)) {
                throw new IllegalArgumentException("steepness must be above 0 and below 1, was " + steepness);
            }
            if (minimumClusterSize < 0 || minimumClusterSize == 1) {
                throw new IllegalArgumentException(
                        "minimum cluster size must be 0 or at least 2, was " + minimumClusterSize);
            }
        }

        @Override
        public String toString() {
            return "xi(steepness=" + steepness
                    + (minimumClusterSize > 0 ? ", minimumClusterSize=" + minimumClusterSize : "") + ")";
        }
    }

    /**
     * Clusters are those of {@link Dbscan}.
     *
     * @param radius finite and above 0
     */
    public record Cut(double radius) implements Extraction {
        /** Checks. */
        public Cut {
            if (!(radius > 0) || Double.isInfinite(radius)) {
                throw new IllegalArgumentException("radius must be finite and above 0, was " + radius);
            }
        }

        @Override
        public String toString() {
            return "cut(radius=" + radius + ")";
        }
    }

    private Optics(int minimumNeighbours, double maximumRadius, Dissimilarity dissimilarity, Extraction extraction) {
        this.minimumNeighbours = minimumNeighbours;
        this.maximumRadius = maximumRadius;
        this.dissimilarity = dissimilarity;
        this.extraction = extraction;
    }

    /**
     * OPTICS without a limit on the radius, with the Euclidean distance and clusters by a steepness of 0.05.
     *
     * @param count the rows within the core distance of a row, the row itself counted: what scikit-learn calls {@code
     *     min_samples}; at least 1
     */
    public static Optics withMinimumNeighbours(int count) {
        return new Optics(
                OptionChecks.atLeastOne("minimum neighbours", count),
                Double.POSITIVE_INFINITY,
                Distances.euclidean(),
                Extraction.xi(0.05));
    }

    /**
     * This clusterer with a limit on how far neighbours may be, inclusive; infinite if not said. A lower one is faster.
     *
     * @param radius above 0, or infinite for none
     */
    public Optics withMaximumRadius(double radius) {
        if (!(radius > 0)) {
            throw new IllegalArgumentException("maximum radius must be above 0, was " + radius);
        }
        return new Optics(minimumNeighbours, radius, dissimilarity, extraction);
    }

    /** This clusterer with a dissimilarity; Euclidean if not said. */
    public Optics withDissimilarity(Dissimilarity newDissimilarity) {
        return new Optics(
                minimumNeighbours,
                maximumRadius,
                Objects.requireNonNull(newDissimilarity, "dissimilarity"),
                extraction);
    }

    /** This clusterer with how clusters are read from the ordering; by a steepness of 0.05 if not said. */
    public Optics withExtraction(Extraction newExtraction) {
        return new Optics(
                minimumNeighbours, maximumRadius, dissimilarity, Objects.requireNonNull(newExtraction, "extraction"));
    }

    /**
     * The ordering of rows alone, for a reachability plot.
     *
     * @param matrix n rows x d columns, complete
     * @param context executor, listener and cancellation
     */
    public OpticsOrdering ordering(FeatureMatrix matrix, RunContext context) {
        context.throwIfCancelled(STAGE);
        InputChecks.usable(matrix);
        context.report(STAGE, 0, OpticsRun.PERCENT);
        DistinctRows rows = DistinctRows.of(matrix, STAGE, context);
        Neighbours neighbours = Neighbours.of(dissimilarity.fit(matrix, context), rows.rows, STAGE, context);
        OpticsOrdering ordering =
                OpticsOrdering.of(run(neighbours, rows, Optional.empty(), context), rows.of, checkpoint(context));
        context.report(STAGE, OpticsRun.PERCENT, OpticsRun.PERCENT);
        return ordering;
    }

    private OpticsRun run(Neighbours neighbours, DistinctRows rows, Optional<double[]> weights, RunContext context) {
        return new OpticsRun(
                neighbours, rows.weights(weights, checkpoint(context)), minimumNeighbours, maximumRadius, context);
    }

    private static Checkpoint checkpoint(RunContext context) {
        return Checkpoint.of(() -> context.throwIfCancelled(STAGE));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if clusters are cut at a radius beyond the maximum
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        context.throwIfCancelled(STAGE);
        if (extraction instanceof Cut cut && cut.radius() > maximumRadius) {
            throw new IllegalArgumentException("the radius of the cut must be at most the maximum radius of "
                    + maximumRadius + ", was " + cut.radius());
        }
        FeatureMatrix matrix = training.matrix();
        InputChecks.usable(matrix);
        context.report(STAGE, 0, OpticsRun.PERCENT);
        FittedDissimilarity fitted = dissimilarity.fit(matrix, context);
        DistinctRows rows = DistinctRows.of(matrix, STAGE, context);
        Neighbours neighbours = Neighbours.of(fitted, rows.rows, STAGE, context);
        OpticsRun run = run(neighbours, rows, training.weights(), context);
        Clustering clustering = extraction instanceof Cut cut
                ? cut(run, cut.radius(), fitted, rows, matrix, context)
                : valleys(run, (Xi) extraction, fitted, neighbours, rows, matrix, context);
        context.report(STAGE, OpticsRun.PERCENT, OpticsRun.PERCENT);
        return clustering;
    }

    private static Clustering cut(
            OpticsRun run,
            double radius,
            FittedDissimilarity fitted,
            DistinctRows rows,
            FeatureMatrix matrix,
            RunContext context) {
        int[] cores = IntStream.range(0, rows.count())
                .filter(row -> run.cores[row] <= radius)
                .toArray();
        int[] numbers = new int[rows.count()];
        for (int i = 0; i < cores.length; i++) {
            numbers[cores[i]] = i;
        }
        int[] heads = new int[cores.length];
        int[] lowest = new int[cores.length];
        int head = 0;
        for (int row : run.order) {
            if (run.cores[row] <= radius) {
                int core = numbers[row];
                head = run.reachability[row] <= radius ? head : core;
                heads[core] = head;
                lowest[head] = head == core ? core : Math.min(lowest[head], core);
            }
        }
        int[] pieces = Arrays.stream(heads).map(first -> lowest[first]).toArray();
        double[][] coreRows =
                Arrays.stream(cores).mapToObj(row -> rows.rows[row]).toArray(double[][]::new);
        Neighbours near = Neighbours.of(fitted, coreRows, STAGE, context);
        return Dbscan.ofPieces(fitted, near, coreRows, pieces, radius, matrix, context);
    }

    private Clustering valleys(
            OpticsRun run,
            Xi xi,
            FittedDissimilarity fitted,
            Neighbours neighbours,
            DistinctRows rows,
            FeatureMatrix matrix,
            RunContext context) {
        Checkpoint checkpoint = checkpoint(context);
        OpticsOrdering ordering = OpticsOrdering.of(run, rows.of, checkpoint);
        int shortest = xi.minimumClusterSize() > 0 ? xi.minimumClusterSize() : Math.max(2, minimumNeighbours);
        List<XiValleys.Valley> valleys = new XiValleys(
                        ordering.plot(), xi.steepness(), minimumNeighbours, shortest, ordering::predecessor, checkpoint)
                .leaves();
        int[] distinct = new int[rows.count()];
        Arrays.fill(distinct, Clustering.NOISE);
        // A later row overwrites an equal one, noise as well as a cluster.
        int[] byPosition = new int[matrix.rowCount()];
        Arrays.fill(byPosition, Clustering.NOISE);
        for (int j = 0; j < valleys.size(); j++) {
            Arrays.fill(byPosition, valleys.get(j).first(), valleys.get(j).last() + 1, j);
        }
        for (int position = 0; position < byPosition.length; position++) {
            distinct[rows.of[ordering.row(position)]] = byPosition[position];
        }
        int[] numbers = new int[valleys.size()];
        int clusters = 0;
        Arrays.fill(numbers, Clustering.NOISE);
        for (int row = 0; row < distinct.length; row++) {
            int valley = distinct[row];
            if (valley != Clustering.NOISE) {
                numbers[valley] = numbers[valley] == Clustering.NOISE ? clusters++ : numbers[valley];
                distinct[row] = numbers[valley];
            }
        }
        int[] labels = Arrays.stream(rows.of).map(row -> distinct[row]).toArray();
        int[] order = ClusterNumbers.renumber(labels, clusters, matrix, context);
        NearestRowModel model = new NearestRowModel(fitted, neighbours, rows.rows, distinct, clusters, maximumRadius);
        return Clustering.taking(labels, model.renumbered(order));
    }

    @Override
    public String describe() {
        return "OPTICS(minimumNeighbours=" + minimumNeighbours + ", maximumRadius=" + maximumRadius + ", dissimilarity="
                + dissimilarity.describe() + ", extraction=" + extraction + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
