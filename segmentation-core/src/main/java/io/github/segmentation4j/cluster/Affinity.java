package io.github.segmentation4j.cluster;

import java.util.Locale;
import java.util.Objects;

/**
 * How strongly rows are joined in the graph that {@link SpectralClustering} cuts. All ways start from the Euclidean distance.
 *
 * <p>Immutable and safe for use by several threads.
 */
public sealed interface Affinity {
    /** When a row and one of its neighbours are joined. */
    enum Neighbourhood {
        /** If one is among the nearest of the other: no row is alone. */
        SYMMETRIC,
        /** If each is among the nearest of the other: rows far from the rest may be alone. */
        MUTUAL
    }

    /**
     * Rows are joined with their nearest rows, all equally.
     *
     * @param count how many nearest rows, at least 1; all where there are fewer
     * @param neighbourhood when two rows are joined
     */
    record Neighbours(int count, Neighbourhood neighbourhood) implements Affinity {
        /** Checks the options. */
        public Neighbours {
            OptionChecks.atLeastOne("neighbours", count);
            Objects.requireNonNull(neighbourhood, "neighbourhood");
        }

        @Override
        public String toString() {
            return count + " " + neighbourhood.name().toLowerCase(Locale.ROOT) + " neighbours";
        }
    }

    /**
     * Rows are joined by exp(-distance^2 / (2 bandwidth^2)).
     *
     * @param bandwidth a distance, above 0 and finite
     */
    record Gaussian(double bandwidth) implements Affinity {
        /** Checks the bandwidth. */
        public Gaussian {
            if (!(bandwidth > 0) || Double.isInfinite(bandwidth)) {
                throw new IllegalArgumentException("bandwidth must be above 0 and finite, was " + bandwidth);
            }
        }

        @Override
        public String toString() {
            return "gaussian, bandwidth " + bandwidth;
        }
    }

    /**
     * Rows are joined by exp(-distance^2 / (s t)), where s and t are the distances of the two rows to one of their nearest
     * rows: dense and thin regions are measured each by its own scale.
     *
     * <p>Reference: L. Zelnik-Manor, P. Perona, Self-tuning spectral clustering, NIPS 2004, who take the 7th.
     *
     * @param neighbour which of the nearest rows, at least 1; the farthest where there are fewer
     */
    record LocalScaling(int neighbour) implements Affinity {
        /** Checks the option. */
        public LocalScaling {
            OptionChecks.atLeastOne("neighbour", neighbour);
        }

        @Override
        public String toString() {
            return "gaussian, bandwidth by neighbour " + neighbour;
        }
    }

    /** Rows joined with their nearest rows if one is among the nearest of the other. */
    static Affinity symmetricNeighbours(int count) {
        return new Neighbours(count, Neighbourhood.SYMMETRIC);
    }

    /** Rows joined with their nearest rows if each is among the nearest of the other. */
    static Affinity mutualNeighbours(int count) {
        return new Neighbours(count, Neighbourhood.MUTUAL);
    }

    /** Rows joined by a Gaussian kernel of one bandwidth. */
    static Affinity gaussian(double bandwidth) {
        return new Gaussian(bandwidth);
    }

    /** Rows joined by a Gaussian kernel whose bandwidth follows the distance of a row to one of its nearest. */
    static Affinity localScaling(int neighbour) {
        return new LocalScaling(neighbour);
    }
}
