package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** HDBSCAN*: clusters of any shape and density, found as the groups of rows that hold together longest. */
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
                + minimumNeighbours.orElse(minimumClusterSize) + ", neighbourCount=" + neighbourCount + ", selection="
                + selection + ", epsilon=" + epsilon + ", singleCluster=" + singleCluster + ", missing="
                + missing.words() + ", dissimilarity=" + dissimilarity.describe() + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
