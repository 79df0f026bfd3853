package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.EuclideanEmbedding;
import io.github.segmentation4j.internal.index.KdSearch;
import io.github.segmentation4j.internal.index.KdTree;

/**
 * Finds the row of a fit that is nearest to another one in mutual reachability, of equally near ones the one at the least
 * distance, of these the first in the order of the coordinates. Never written once made.
 */
final class ReachabilityLookup {
    private final ReachabilitySpace space;
    private final double[] cores;
    private final int neighbours;

    /**
     * Takes over its arguments.
     *
     * @param cores the raw core distance of each row
     * @param neighbours the number of rows within the core distance of a row that is none of these, at most all copies
     */
    ReachabilityLookup(ReachabilitySpace space, double[] cores, int neighbours) {
        this.space = space;
        this.cores = cores;
        this.neighbours = neighbours;
    }

    /** The raw core distance of each row; shared. */
    double[] cores() {
        return cores;
    }

    int neighbours() {
        return neighbours;
    }

    /** A search for one thread. */
    Search search() {
        return space.index.isPresent()
                ? new IndexSearch(space.index.get())
                : new PlainSearch(space.distances.orElseThrow());
    }

    /** Looks rows up, one after the other. */
    abstract class Search {
        private double reach;
        private double distance;
        private int row;

        /** Looks a row up. */
        abstract void look(double[] query);

        void begin() {
            reach = Double.POSITIVE_INFINITY;
            distance = Double.POSITIVE_INFINITY;
            row = 0;
        }

        void offer(double raw, int candidate, double core) {
            double reached = Math.max(Math.max(raw, cores[candidate]), core);
            if (reached < reach || (reached == reach && (raw < distance || (raw == distance && candidate < row)))) {
                reach = reached;
                distance = raw;
                row = candidate;
            }
        }

        /** Whether nothing from a raw distance on can be nearer than what was found. */
        boolean isBeyond(double raw) {
            return raw > reach || (raw == reach && raw > distance);
        }

        /** The row that was found. */
        int row() {
            return row;
        }

        /** How far away it is in mutual reachability; infinite if beyond the range of a double. */
        double distance() {
            return space.dissimilarity(reach);
        }
    }

    private final class PlainSearch extends Search {
        private final RawDistances distances;
        private final NearestCopies nearest;
        private final double[] block = new double[RawDistances.ROWS];
        private final double[] raw;

        PlainSearch(RawDistances distances) {
            this.distances = distances;
            nearest = new NearestCopies(Math.max(1, neighbours));
            raw = new double[distances.size()];
        }

        @Override
        void look(double[] query) {
            double[] place = distances.queryRoom();
            if (space.dissimilarity instanceof EuclideanEmbedding embedding) {
                embedding.embed(query, place);
            } else {
                System.arraycopy(query, 0, place, 0, place.length);
            }
            nearest.clear();
            for (int b = 0; b < distances.blockCount(); b++) {
                distances.measure(place, b, block);
                int first = b * RawDistances.ROWS;
                for (int p = 0; p < distances.rowsIn(b); p++) {
                    raw[first + p] = block[p];
                    nearest.offer(block[p], space.copies[first + p]);
                }
            }
            double core = neighbours == 0 ? 0 : nearest.bound();
            begin();
            for (int r = 0; r < raw.length; r++) {
                offer(raw[r], r, core);
            }
        }
    }

    private final class IndexSearch extends Search {
        private final KdTree tree;
        private final KdSearch search;
        private final double[] place;
        private final int[] stack = new int[KdTree.DEPTH];
        private final double[] bounds = new double[KdTree.DEPTH];
        private final double[] distances = new double[KdTree.LEAF];

        IndexSearch(KdTree tree) {
            this.tree = tree;
            search = tree.search();
            place = new double[tree.columns()];
        }

        @Override
        void look(double[] query) {
            if (space.dissimilarity instanceof EuclideanEmbedding embedding) {
                embedding.embed(query, place);
            }
            double core =
                    neighbours == 0 ? 0 : IndexedReachability.core(tree, search, place, 0, space.copies, neighbours);
            begin();
            int depth = push(0, 0);
            while (depth > 0) {
                depth--;
                int node = stack[depth];
                if (isBeyond(bounds[depth])) {
                    continue;
                }
                if (!tree.isLeaf(node)) {
                    boolean leftFirst = tree.least(place, 0, tree.left(node)) <= tree.least(place, 0, tree.right(node));
                    depth = push(leftFirst ? tree.right(node) : tree.left(node), depth);
                    depth = push(leftFirst ? tree.left(node) : tree.right(node), depth);
                    continue;
                }
                int first = tree.first(node);
                tree.squared(place, 0, first, tree.end(node), distances);
                for (int p = first; p < tree.end(node); p++) {
                    offer(distances[p - first], tree.row(p), core);
                }
            }
        }

        private int push(int node, int depth) {
            stack[depth] = node;
            bounds[depth] = tree.least(place, 0, node);
            return depth + 1;
        }
    }
}
