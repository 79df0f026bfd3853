package io.github.segmentation4j.cluster;

import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which training rows must be in one cluster and which must not. Rows are counted from 0, as in the matrix.
 *
 * <pre>{@code
 * Links links = Links.builder().mustLink(0, 3, 4).cannotLink(3, 7).build();
 * Clustering clustering = ConstrainedKMeans.withClusters(5)
 *         .fit(TrainingSet.of(matrix).withLinks(links), RunContext.seeded(42));
 * }</pre>
 *
 * <p>Must-links are transitive: rows that are linked to one row are linked to each other. Saying a link twice changes
 * nothing.
 *
 * <p>Immutable and safe for use by several threads; a {@link Builder} is not.
 *
 * <p>References: K. Wagstaff, C. Cardie, S. Rogers, S. Schroedl, Constrained k-means clustering with background
 * knowledge, ICML 2001.
 */
public final class Links {
    private final List<Pair> mustLinks;
    private final List<Pair> cannotLinks;
    private final int rows;

    /**
     * Two different rows.
     *
     * @param first counted from 0
     * @param second counted from 0
     */
    public record Pair(int first, int second) {
        /** Checks the rows. */
        public Pair {
            if (first < 0 || second < 0 || first == second) {
                throw new IllegalArgumentException(
                        "a link needs two different rows counted from 0, were " + first + " and " + second);
            }
        }
    }

    private Links(List<Pair> mustLinks, List<Pair> cannotLinks, int rows) {
        this.mustLinks = mustLinks;
        this.cannotLinks = cannotLinks;
        this.rows = rows;
    }

    /** Links that begin with none. */
    public static Builder builder() {
        return new Builder();
    }

    /** The pairs that must be in one cluster, as they were said. */
    public List<Pair> mustLinks() {
        return mustLinks;
    }

    /** The pairs that must be in two clusters, as they were said. */
    public List<Pair> cannotLinks() {
        return cannotLinks;
    }

    /** Whether nothing is linked. */
    public boolean isEmpty() {
        return mustLinks.isEmpty() && cannotLinks.isEmpty();
    }

    /**
     * What the must-links come to: for each row the lowest row that it must be with, which is itself if there is none.
     *
     * @param rowCount at least {@link #rowCount()}
     */
    public int[] groups(int rowCount) {
        if (rowCount < rows) {
            throw new IllegalArgumentException("rows must be at least " + rows + " for these links, were " + rowCount);
        }
        return groups(mustLinks, rowCount);
    }

    /** The fewest rows a matrix must have for these links: one more than the highest row linked. */
    public int rowCount() {
        return rows;
    }

    private static int[] groups(List<Pair> links, int rowCount) {
        ConnectedPieces pieces = new ConnectedPieces(rowCount);
        for (Pair link : links) {
            pieces.connect(link.first(), link.second());
        }
        return pieces.lowest();
    }

    @Override
    public String toString() {
        return mustLinks.size() + " must-links and " + cannotLinks.size() + " cannot-links";
    }

    /** Collects links. Not safe for use by several threads. */
    public static final class Builder {
        private final List<Pair> mustLinks = new ArrayList<>();
        private final List<Pair> cannotLinks = new ArrayList<>();
        private int rows;

        private Builder() {}

        /**
         * Rows that must be in one cluster.
         *
         * @param first a row
         * @param second another
         * @param more further ones that must be with them
         */
        public Builder mustLink(int first, int second, int... more) {
            mustLinks.add(pair(first, second));
            for (int row : more) {
                mustLinks.add(pair(first, row));
            }
            return this;
        }

        /** Two rows that must not be in one cluster. */
        public Builder cannotLink(int first, int second) {
            cannotLinks.add(pair(first, second));
            return this;
        }

        private Pair pair(int first, int second) {
            Pair pair = new Pair(first, second);
            rows = Math.max(rows, Math.addExact(Math.max(first, second), 1));
            return pair;
        }

        /**
         * The links.
         *
         * @throws InvalidInputException if two rows must not be together that must-links put together; the message
         *     counts rows from 1
         */
        public Links build() {
            int[] groups = groups(mustLinks, rows);
            for (Pair link : cannotLinks) {
                if (groups[link.first()] == groups[link.second()]) {
                    throw InvalidInputException.atRow(
                            link.first() + 1L,
                            "must not be with row " + (link.second() + 1L)
                                    + ", but must-links put the two together; take one of these links away");
                }
            }
            return new Links(List.copyOf(mustLinks), List.copyOf(cannotLinks), rows);
        }
    }
}
