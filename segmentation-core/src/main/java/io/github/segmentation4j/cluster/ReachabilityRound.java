package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.index.KdTree;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the shortest edges that leave groups of rows. Between rounds each row remembers what was nearest to it outside its
 * group: it looks anew only if that has come into its group, and only if it may find something shorter than its group has.
 *
 * <p>Rows are told by position in the index. What is shared by tasks is written at the places of their own rows only.
 */
final class ReachabilityRound {
    private static final int NONE = -1;

    /** The group of a node whose points are in several. */
    private static final int MIXED = -1;

    private final KdTree tree;
    private final double[] cores;
    private final ReachabilityProgress progress;
    private final Checkpoint checkpoint;

    private final int[] groupOf;
    private final int[] nearest;

    /** The reachability of the nearest; where it is in the own group, nothing outside is nearer. */
    private final double[] reaches;

    /** For each node the least core distance of its points. */
    private final double[] leastCores;

    private final int[] groupOfNode;

    /** An edge between rows of two groups. */
    record Edge(int group, int from, int to, double reach) {}

    ReachabilityRound(KdTree tree, double[] cores, ReachabilityProgress progress) {
        this.tree = tree;
        this.cores = cores;
        this.progress = progress;
        checkpoint = progress.checkpoint();
        groupOf = new int[tree.size()];
        nearest = new int[tree.size()];
        Arrays.fill(nearest, NONE);
        reaches = cores.clone();
        leastCores = new double[tree.nodeCount()];
        groupOfNode = new int[tree.nodeCount()];
        for (int node = tree.nodeCount() - 1; node >= 0; node--) {
            if (tree.isLeaf(node)) {
                leastCores[node] = Double.POSITIVE_INFINITY;
                for (int p = tree.first(node); p < tree.end(node); p++) {
                    leastCores[node] = Math.min(leastCores[node], cores[p]);
                }
            } else {
                leastCores[node] = Math.min(leastCores[tree.left(node)], leastCores[tree.right(node)]);
            }
        }
    }

    /** The shortest edge out of each group, at least one for each; groups must stay as they are meanwhile. */
    List<Edge> run(DisjointGroups groups) {
        int size = tree.size();
        int[] members = members(groups);
        markNodes();
        double[] known = new double[size];
        Arrays.fill(known, Double.POSITIVE_INFINITY);
        for (int p = 0; p < size; p++) {
            checkpoint.at(p);
            if (leadsOut(p)) {
                known[groupOf[p]] = Math.min(known[groupOf[p]], reaches[p]);
            }
        }
        int tasks = (size + IndexedReachability.TASK - 1) / IndexedReachability.TASK;
        List<List<Edge>> found = progress.runner().map(tasks, task -> {
            int from = task * IndexedReachability.TASK;
            return look(members, from, Math.min(size, from + IndexedReachability.TASK), known);
        });
        return shortest(found);
    }

    /** All rows, those of one group side by side. */
    private int[] members(DisjointGroups groups) {
        int size = tree.size();
        int[] starts = new int[size + 1];
        for (int p = 0; p < size; p++) {
            checkpoint.at(p);
            groupOf[p] = groups.find(p);
            starts[groupOf[p] + 1]++;
        }
        for (int g = 0; g < size; g++) {
            starts[g + 1] += starts[g];
        }
        int[] members = new int[size];
        for (int p = 0; p < size; p++) {
            checkpoint.at(p);
            members[starts[groupOf[p]]++] = p;
        }
        return members;
    }

    private void markNodes() {
        for (int node = tree.nodeCount() - 1; node >= 0; node--) {
            checkpoint.at(node);
            if (tree.isLeaf(node)) {
                int group = groupOf[tree.first(node)];
                for (int p = tree.first(node); p < tree.end(node); p++) {
                    group = groupOf[p] == group ? group : MIXED;
                }
                groupOfNode[node] = group;
            } else {
                int left = groupOfNode[tree.left(node)];
                groupOfNode[node] = left == groupOfNode[tree.right(node)] ? left : MIXED;
            }
        }
    }

    /** Whether what was found nearest to a row lies in another group. */
    private boolean leadsOut(int position) {
        return nearest[position] != NONE && groupOf[nearest[position]] != groupOf[position];
    }

    /** The shortest edges of the groups of some members, as far as these know or find them. */
    private List<Edge> look(int[] members, int from, int end, double[] known) {
        Search search = new Search();
        List<Edge> edges = new ArrayList<>();
        for (int i = from; i < end; ) {
            int group = groupOf[members[i]];
            int first = i;
            int likeliest = i;
            while (i < end && groupOf[members[i]] == group) {
                likeliest = reaches[members[i]] < reaches[members[likeliest]] ? i : likeliest;
                i++;
            }
            // The row that may find the shortest edge looks first, so that most others need not.
            Best best = new Best(known[group]);
            best.look(members[likeliest], search);
            for (int j = first; j < i; j++) {
                best.look(members[j], search);
            }
            if (best.from != NONE) {
                edges.add(new Edge(group, best.from, nearest[best.from], best.reach));
            }
        }
        return edges;
    }

    /** The shortest edge that the rows of one group have found. */
    private final class Best {
        private double reach;
        private int from = NONE;

        Best(double known) {
            reach = known;
        }

        void look(int position, Search search) {
            if (leadsOut(position)) {
                if (from == NONE && reaches[position] == reach) {
                    from = position;
                }
            } else if (reaches[position] < reach) {
                checkpoint.at((long) position * IndexedReachability.TURNS_PER_SEARCH);
                if (search.lookFrom(position, reach)) {
                    from = position;
                    reach = reaches[position];
                }
            }
        }
    }

    /** One edge a group: the shortest, of several the first. */
    private static List<Edge> shortest(List<List<Edge>> found) {
        List<Edge> edges = new ArrayList<>();
        for (List<Edge> part : found) {
            for (Edge edge : part) {
                int last = edges.size() - 1;
                if (last < 0 || edges.get(last).group != edge.group) {
                    edges.add(edge);
                } else if (edge.reach < edges.get(last).reach) {
                    edges.set(last, edge);
                }
            }
        }
        return edges;
    }

    /** Looks for the nearest row outside the own group. For one thread. */
    private final class Search {
        private final int[] stack = new int[KdTree.DEPTH];
        private final double[] bounds = new double[KdTree.DEPTH];
        private final double[] distances = new double[KdTree.LEAF];
        private int depth;

        /** Looks for something below a limit; where there is none, remembers that. Returns whether there is. */
        boolean lookFrom(int position, double limit) {
            int group = groupOf[position];
            double core = cores[position];
            double best = limit;
            int found = NONE;
            depth = 0;
            push(0, 0);
            // Nothing is below the core distance, so there is no need to look on once that is found.
            while (depth > 0 && best > core) {
                depth--;
                int node = stack[depth];
                if (groupOfNode[node] == group || bounds[depth] >= best || leastCores[node] >= best) {
                    continue;
                }
                if (!tree.isLeaf(node)) {
                    pushChildren(position, node);
                    continue;
                }
                int first = tree.first(node);
                int end = tree.end(node);
                tree.squared(tree.pointsView(), position * tree.columns(), first, end, distances);
                for (int p = first; p < end; p++) {
                    double reach = Math.max(Math.max(distances[p - first], cores[p]), core);
                    if (reach < best && groupOf[p] != group) {
                        best = reach;
                        found = p;
                    }
                }
            }
            nearest[position] = found;
            reaches[position] = best;
            return found != NONE;
        }

        private void pushChildren(int position, int node) {
            int at = position * tree.columns();
            int left = tree.left(node);
            int right = tree.right(node);
            double toLeft = tree.least(tree.pointsView(), at, left);
            double toRight = tree.least(tree.pointsView(), at, right);
            if (toLeft <= toRight) {
                push(right, toRight);
                push(left, toLeft);
            } else {
                push(left, toLeft);
                push(right, toRight);
            }
        }

        private void push(int node, double bound) {
            stack[depth] = node;
            bounds[depth] = bound;
            depth++;
        }
    }
}
