package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/**
 * The clusters of a {@link SingleLinkage}: groups of a minimum size that part from each other as the distance shrinks, parents
 * before children, those of one parent in the order of their first rows. Everything that joins at one distance counts as
 * joining at once, so ties decide nothing. Never written once made.
 */
final class CondensedTree {
    /** The parent of the root. */
    static final int NONE = -1;

    private static final int ROOM = 16;

    private final SingleLinkage linkage;
    private final int minimumSize;
    private final GroupsInReach reach;
    private final Checkpoint checkpoint;

    /**
     * What 1 / distance is multiplied by, so that it neither overflows nor, being a power of 2, changes its digits: near the
     * least distance above 0.
     */
    final double scale;

    int clusterCount;
    int[] parents = new int[ROOM];

    /** Infinite for the root. */
    double[] births = new double[ROOM];

    double[] deaths = new double[ROOM];

    /** The least distance at which a row leaves the cluster or one that came of it. */
    double[] leastDistances = new double[ROOM];

    /** Rows, copies counted. */
    int[] sizes = new int[ROOM];

    /** Excess of mass, multiplied by the scale. */
    double[] stabilities = new double[ROOM];

    double[] persistences = new double[ROOM];

    /** For each row the cluster it leaves last. */
    final int[] lastClusters;

    /** For each row the distance at which it leaves that. */
    final double[] leavingDistances;

    /** The node of the linkage at which each cluster begins. */
    private int[] nodes = new int[ROOM];

    private final Parts parts = new Parts();

    private CondensedTree(SingleLinkage linkage, int minimumSize, GroupsInReach reach, Checkpoint checkpoint) {
        this.linkage = linkage;
        this.reach = reach;
        this.minimumSize = minimumSize;
        this.checkpoint = checkpoint;
        lastClusters = new int[linkage.rows];
        leavingDistances = new double[linkage.rows];
        double least = Double.POSITIVE_INFINITY;
        for (double height : linkage.heights) {
            least = height > 0 ? Math.min(least, height) : least;
        }
        scale = least == Double.POSITIVE_INFINITY ? 1 : Math.scalb(1.0, Math.getExponent(least));
    }

    static CondensedTree of(SingleLinkage linkage, int minimumSize, GroupsInReach reach, Checkpoint checkpoint) {
        CondensedTree tree = new CondensedTree(linkage, minimumSize, reach, checkpoint);
        tree.add(NONE, Double.POSITIVE_INFINITY, linkage.root());
        for (int cluster = 0; cluster < tree.clusterCount; cluster++) {
            tree.follow(cluster);
        }
        for (int cluster = tree.clusterCount - 1; cluster > 0; cluster--) {
            int parent = tree.parents[cluster];
            tree.leastDistances[parent] = Math.min(tree.leastDistances[parent], tree.leastDistances[cluster]);
        }
        return tree;
    }

    private void add(int parent, double birth, int node) {
        if (clusterCount == parents.length) {
            int room = 2 * clusterCount;
            parents = Arrays.copyOf(parents, room);
            births = Arrays.copyOf(births, room);
            deaths = Arrays.copyOf(deaths, room);
            leastDistances = Arrays.copyOf(leastDistances, room);
            sizes = Arrays.copyOf(sizes, room);
            stabilities = Arrays.copyOf(stabilities, room);
            persistences = Arrays.copyOf(persistences, room);
            nodes = Arrays.copyOf(nodes, room);
        }
        parents[clusterCount] = parent;
        births[clusterCount] = birth;
        sizes[clusterCount] = linkage.sizes[node];
        nodes[clusterCount] = node;
        clusterCount++;
    }

    /** Follows a cluster down the distances until it splits or its last rows leave. */
    private void follow(int cluster) {
        Life life = new Life(births[cluster]);
        int node = nodes[cluster];
        while (true) {
            double height = linkage.heights[node];
            int before = linkage.sizes[node];
            parts.of(node);
            if (parts.large != 1) {
                life.leave(before, height);
                deaths[cluster] = height;
                leastDistances[cluster] = height;
                if (parts.large > 1) {
                    parts.split(cluster, height);
                } else {
                    parts.leaveSmall(cluster, height);
                }
                break;
            }
            node = parts.groups[0];
            life.leave(before - linkage.sizes[node], height);
            parts.leaveSmall(cluster, height);
        }
        stabilities[cluster] = life.stability;
        persistences[cluster] = life.persistence(sizes[cluster], deaths[cluster]);
    }

    /** What one over a distance is, multiplied by the scale. */
    double density(double distance) {
        return scale / distance;
    }

    /** The sums over the rows of a cluster, level by level from the largest distance on. */
    private final class Life {
        private final double birth;
        double stability;
        private int leavingLast;

        Life(double birth) {
            this.birth = birth;
        }

        void leave(int rows, double distance) {
            if (rows > 0) {
                stability += rows * (density(distance) - density(birth));
                leavingLast = rows;
            }
        }

        /** The stability over what it would be if all rows had been there at any density up to that of the death. */
        double persistence(int size, double death) {
            return death > 0 ? Math.min(1, stability / density(death) / size) : (double) leavingLast / size;
        }
    }

    /** What a node falls apart into just below its distance. */
    private final class Parts {
        /** Groups of at least the minimum size come first, once counted. */
        int[] groups = new int[ROOM];

        int large;
        private int[] small = new int[ROOM];
        private int smallCount;
        private int[] stack = new int[ROOM];
        private int depth;

        void of(int node) {
            large = 0;
            smallCount = 0;
            depth = 0;
            double height = linkage.heights[node];
            open(node);
            for (int steps = 0; depth > 0; steps++) {
                checkpoint.at(steps);
                int part = stack[--depth];
                boolean together = linkage.heights[part] < height && linkage.sizes[part] >= minimumSize;
                if (together) {
                    groups = with(groups, large++, part);
                } else if (part >= linkage.rows && linkage.heights[part] == height) {
                    open(part);
                } else {
                    small = with(small, smallCount++, part);
                }
            }
        }

        private void open(int node) {
            if (node < linkage.rows) {
                small = with(small, smallCount++, node);
                return;
            }
            stack = with(stack, depth++, linkage.left[node - linkage.rows]);
            stack = with(stack, depth++, linkage.right[node - linkage.rows]);
        }

        /** The rows of all small parts leave. */
        void leaveSmall(int cluster, double distance) {
            for (int i = 0; i < smallCount; i++) {
                leave(small[i], cluster, distance);
            }
        }

        private void leave(int node, int cluster, double distance) {
            for (int at = linkage.starts[node]; at < linkage.ends[node]; at++) {
                checkpoint.at(at);
                lastClusters[linkage.order[at]] = cluster;
                leavingDistances[linkage.order[at]] = distance;
            }
        }

        /** Each large group becomes a cluster; small parts that are tied to one go with it, and leave it at once. */
        void split(int cluster, double distance) {
            int[] order = IndexSort.sorted(
                    large,
                    (i, j) -> Integer.compare(linkage.firstRows[groups[i]], linkage.firstRows[groups[j]]),
                    checkpoint);
            int firstChild = clusterCount;
            for (int i : order) {
                add(cluster, distance, groups[i]);
            }
            // By place in the order of the linkage, to look up the group of a row.
            int[] byStart = IndexSort.sorted(
                    large,
                    (i, j) -> Integer.compare(
                            linkage.starts[nodes[firstChild + i]], linkage.starts[nodes[firstChild + j]]),
                    checkpoint);
            for (int i = 0; i < smallCount; i++) {
                int group = tied(small[i], distance, firstChild, byStart);
                leave(small[i], group == NONE ? cluster : group, distance);
                if (group != NONE) {
                    sizes[group] += linkage.sizes[small[i]];
                }
            }
        }

        /** The last new cluster that has a row within the distance of the split from a small part. */
        private int tied(int part, double distance, int firstChild, int[] byStart) {
            reach.begin(distance, row -> {
                int at = linkage.places[row];
                int low = 0;
                int high = byStart.length - 1;
                while (low < high) {
                    int middle = (low + high + 1) >>> 1;
                    if (linkage.starts[nodes[firstChild + byStart[middle]]] <= at) {
                        low = middle;
                    } else {
                        high = middle - 1;
                    }
                }
                int child = firstChild + byStart[low];
                return at >= linkage.starts[nodes[child]] && at < linkage.ends[nodes[child]] ? child : NONE;
            });
            for (int at = linkage.starts[part]; at < linkage.ends[part]; at++) {
                checkpoint.now();
                reach.look(linkage.order[at]);
            }
            return reach.last();
        }

        private int[] with(int[] values, int at, int value) {
            int[] roomy = at == values.length ? Arrays.copyOf(values, 2 * at) : values;
            roomy[at] = value;
            return roomy;
        }
    }
}
