package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;

/** OPTICS: orders rows such that dense regions of any density become valleys of a curve, and reads clusters from it. */
public final class Optics implements Clusterer {
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

    /** The ordering of rows alone, for a reachability plot. */
    public OpticsOrdering ordering(FeatureMatrix matrix, RunContext context) {
        if (matrix.rowCount() > 0) {
            throw new UnsupportedOperationException();
        }
        return new OpticsOrdering(new int[0], new double[0], new double[0]);
    }

    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        throw new UnsupportedOperationException();
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
