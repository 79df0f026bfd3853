package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * HDBSCAN*: clusters of any shape and of different densities, as the groups of rows that hold together over the widest range
 * of distances; rows that hold to none are {@link Clustering#NOISE}. The number of clusters is found, not asked for.
 *
 * <pre>{@code
 * HdbscanClustering found = Hdbscan.withMinimumClusterSize(15).fitTree(matrix, RunContext.seeded(42));
 * int[] labels = found.clustering().labels();
 * double firm = found.probability(0);
 * }</pre>
 *
 * <p>What a fit does: the core distance of a row is that to its k-th neighbour, and the mutual reachability of two rows the
 * largest of their distance and their core distances. As a threshold on it shrinks, the rows fall into ever smaller groups;
 * those of at least the minimum size make the condensed tree, see {@link HdbscanClustering}, of which the most stable
 * clusters are chosen that do not lie in each other.
 *
 * <p>Neither the order of the rows nor the seed changes a bit of the result. All that joins at one distance joins at once.
 * Rows at whose very distance a cluster splits go with the last of the parts they are tied to, in the order of the
 * coordinates of their first rows, and leave it at once. Of a cluster and what comes of it the cluster wins a tie. Equal rows
 * are at distance 0: where more are equal than there are neighbours, the stability of their cluster is infinite. Clusters
 * are numbered by the means of their rows.
 *
 * <p>The model keeps the different training rows and is an {@link InstanceModel} and a {@link SoftModel}. A row equal to one
 * of the training has the label it has there. Any other follows the training row that is nearest in mutual reachability (by
 * distance, then by coordinates, where several are), where its own core distance is taken among the training rows: it leaves
 * the same cluster at the same distance, or, if it is farther away, at its own distance the cluster that reaches so far.
 * This is what {@code approximate_predict} of the Python package hdbscan does, but for three things: that package does not
 * look its training rows up, so may give them other labels; it looks for the nearest row among twice as many neighbours only,
 * and breaks ties by place.
 *
 * <p>Memberships of a row: every cluster has a share that is inverse to the least distance at which the row and the cluster
 * are in one group, and all shares are multiplied by how firmly the row belongs to the one it meets first, its {@linkplain
 * HdbscanClustering#probability probability} if it is no noise. So the largest is that of its label, unless that is 0, and
 * noise between two clusters belongs a little to both.
 *
 * <p>A row without neighbours enough takes all there are. Fewer rows than the minimum cluster size, one row among them, are
 * noise; so are rows that fall into no two groups, equal ones among them, unless {@link #withSingleCluster} says otherwise.
 * Distances that overflow are refused.
 *
 * <p>Memory is linear in rows x columns, beside the neighbours of 256 rows at a time. Time is near to rows x log(rows) for up to 16
 * coordinates, where an index finds neighbours, and grows with the square of the rows for more, and for dissimilarities that
 * have no coordinates. Immutable and safe for use by several threads.
 *
 * <p>References: R. J. G. B. Campello, D. Moulavi, J. Sander, Density-based clustering based on hierarchical density
 * estimates, PAKDD 2013; R. J. G. B. Campello, D. Moulavi, A. Zimek, J. Sander, Hierarchical density estimates for data
 * clustering, visualization, and outlier detection, ACM TKDD 10(1), 2015; L. McInnes, J. Healy, Accelerated hierarchical
 * density based clustering, ICDM Workshops 2017; C. Malzer, M. Baum, A hybrid approach to hierarchical density-based cluster
 * selection, MFI 2020.
 *
 * <p>Implementation note: a row leaves a cluster where it loses its group, not at its own core distance. A cluster born at
 * exactly epsilon is kept. If the root is chosen with an epsilon, rows that leave it beyond that are noise. Memberships follow
 * the tree alone, as the outlier part of those of the Python package does, without its distances to exemplars.
 */
public final class Hdbscan implements Clusterer {
    final int minimumClusterSize;
    private final OptionalInt minimumNeighbours;
    private final NeighbourCount neighbourCount;
    final Selection selection;
    final double epsilon;
    final SingleCluster singleCluster;
    final MissingValues missing;
    final Dissimilarity dissimilarity;

    /** Whether a row is the first of its own neighbours. */
    public enum NeighbourCount {
        /** It is: the second neighbour is the nearest other row. As in the paper, in scikit-learn and in R's dbscan. */
        SELF_INCLUDED,
        /** It is not: the first neighbour is the nearest other row. As in the Python package hdbscan. */
        SELF_EXCLUDED
    }

    /** Which clusters of the condensed tree are taken. */
    public enum Selection {
        /** Those that together have the largest stability. */
        EXCESS_OF_MASS,
        /** Those that split no further: more and smaller ones. */
        LEAF
    }

    /** Whether all rows may be one cluster. */
    public enum SingleCluster {
        /** The root of the tree is never selected: where the rows fall into no two groups, all are noise. */
        REFUSED,
        /** The root competes like every other cluster; if it is selected, all rows belong to it. */
        ALLOWED
    }

    private Hdbscan(
            int minimumClusterSize,
            OptionalInt minimumNeighbours,
            NeighbourCount neighbourCount,
            Selection selection,
            double epsilon,
            SingleCluster singleCluster,
            MissingValues missing,
            Dissimilarity dissimilarity) {
        this.minimumClusterSize = minimumClusterSize;
        this.minimumNeighbours = minimumNeighbours;
        this.neighbourCount = neighbourCount;
        this.selection = selection;
        this.epsilon = epsilon;
        this.singleCluster = singleCluster;
        this.missing = missing;
        this.dissimilarity = dissimilarity;
    }

    /**
     * HDBSCAN* with as many neighbours as rows in the smallest cluster, in Euclidean distance.
     *
     * @param rows the fewest rows that make a cluster, at least 2
     */
    public static Hdbscan withMinimumClusterSize(int rows) {
        if (rows < 2) {
            throw new IllegalArgumentException("minimum cluster size must be at least 2, was " + rows);
        }
        return new Hdbscan(
                rows,
                OptionalInt.empty(),
                NeighbourCount.SELF_INCLUDED,
                Selection.EXCESS_OF_MASS,
                0,
                SingleCluster.REFUSED,
                MissingValues.LEAVE_OUT,
                Distances.euclidean());
    }

    /**
     * This clusterer with a number of neighbours (min samples); the minimum cluster size if not said. More of them make
     * more rows noise and clusters smoother.
     *
     * @param count at least 1; all rows are taken where there are fewer
     */
    public Hdbscan withMinimumNeighbours(int count) {
        return new Hdbscan(
                minimumClusterSize,
                OptionalInt.of(OptionChecks.atLeastOne("minimum neighbours", count)),
                neighbourCount,
                selection,
                epsilon,
                singleCluster,
                missing,
                dissimilarity);
    }

    /** This clusterer with another way to count neighbours; {@link NeighbourCount#SELF_INCLUDED} if not said. */
    public Hdbscan withNeighbourCount(NeighbourCount convention) {
        return new Hdbscan(
                minimumClusterSize,
                minimumNeighbours,
                Objects.requireNonNull(convention, "convention"),
                selection,
                epsilon,
                singleCluster,
                missing,
                dissimilarity);
    }

    /** This clusterer with another choice of clusters; {@link Selection#EXCESS_OF_MASS} if not said. */
    public Hdbscan withSelection(Selection choice) {
        return new Hdbscan(
                minimumClusterSize,
                minimumNeighbours,
                neighbourCount,
                Objects.requireNonNull(choice, "choice"),
                epsilon,
                singleCluster,
                missing,
                dissimilarity);
    }

    /**
     * This clusterer with a distance below which clusters are not split (cluster selection epsilon); 0 if not said, which
     * splits at any.
     *
     * @param distance finite, at least 0, in the unit of the dissimilarity
     */
    public Hdbscan withEpsilon(double distance) {
        if (!(distance >= 0) || Double.isInfinite(distance)) {
            throw new IllegalArgumentException("epsilon must be finite and not negative, was " + distance);
        }
        return new Hdbscan(
                minimumClusterSize,
                minimumNeighbours,
                neighbourCount,
                selection,
                distance,
                singleCluster,
                missing,
                dissimilarity);
    }

    /** This clusterer with a word on whether all rows may be one cluster; {@link SingleCluster#REFUSED} if not said. */
    public Hdbscan withSingleCluster(SingleCluster choice) {
        return new Hdbscan(
                minimumClusterSize,
                minimumNeighbours,
                neighbourCount,
                selection,
                epsilon,
                Objects.requireNonNull(choice, "choice"),
                missing,
                dissimilarity);
    }

    /**
     * This clusterer with what it does with rows that miss values; {@link MissingValues#LEAVE_OUT} if not said: such a row
     * is noise and changes no other.
     *
     * @param policy not {@link MissingValues#OBSERVED_ONLY}
     */
    public Hdbscan withMissing(MissingValues policy) {
        if (policy == MissingValues.OBSERVED_ONLY) {
            throw new IllegalArgumentException(
                    "HDBSCAN* compares complete rows, so missing values must be refused or left"
                            + " out, was observed only; fill them first, see Imputation");
        }
        return new Hdbscan(
                minimumClusterSize,
                minimumNeighbours,
                neighbourCount,
                selection,
                epsilon,
                singleCluster,
                Objects.requireNonNull(policy, "policy"),
                dissimilarity);
    }

    /** This clusterer with another dissimilarity; the Euclidean distance if not said. */
    public Hdbscan withDissimilarity(Dissimilarity measure) {
        return new Hdbscan(
                minimumClusterSize,
                minimumNeighbours,
                neighbourCount,
                selection,
                epsilon,
                singleCluster,
                missing,
                Objects.requireNonNull(measure, "measure"));
    }

    /** {@inheritDoc} */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        return fitTree(training, context).clustering();
    }

    /**
     * Clusters rows and tells the tree, the probabilities and the outlier scores beside the labels.
     *
     * @param training n rows x d columns, without weights
     * @param context executor, listener and cancellation; the seed means nothing
     */
    public HdbscanClustering fitTree(TrainingSet training, RunContext context) {
        return fitTree(training, context, Optional.empty());
    }

    /** The same in a given way; by default the quicker one. */
    HdbscanClustering fitTree(TrainingSet training, RunContext context, Optional<ReachabilitySpace.Way> way) {
        context.throwIfCancelled(ReachabilityProgress.STAGE);
        FeatureMatrix matrix = InputChecks.unweighted(training, ReachabilityProgress.STAGE);
        InputChecks.present(matrix);
        if (missing == MissingValues.REFUSE) {
            InputChecks.complete(matrix);
        }
        return new HdbscanFit(this, matrix, context).run(way);
    }

    /** The number of rows, itself among them, within the core distance of a row. */
    long neighbours() {
        return (long) minimumNeighbours.orElse(minimumClusterSize)
                + (neighbourCount == NeighbourCount.SELF_EXCLUDED ? 1 : 0);
    }

    /** The error of distances that overflow. */
    static InvalidInputException beyondRange() {
        return new InvalidInputException(
                "the distances between rows are beyond the range of a double; scale the columns");
    }

    /** Clusters rows and tells the tree, the probabilities and the outlier scores beside the labels. */
    public HdbscanClustering fitTree(FeatureMatrix matrix, RunContext context) {
        return fitTree(TrainingSet.of(matrix), context);
    }

    @Override
    public String describe() {
        return "HDBSCAN*(minimumClusterSize=" + minimumClusterSize + ", minimumNeighbours="
                + minimumNeighbours.orElse(minimumClusterSize) + ", neighbourCount=" + words(neighbourCount)
                + ", selection="
                + words(selection) + ", epsilon=" + epsilon + ", singleCluster=" + words(singleCluster) + ", missing="
                + missing.words() + ", dissimilarity=" + dissimilarity.describe() + ")";
    }

    private static String words(Enum<?> option) {
        return option.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public String toString() {
        return describe();
    }
}
