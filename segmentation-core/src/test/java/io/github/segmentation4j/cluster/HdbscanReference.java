package io.github.segmentation4j.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** HDBSCAN* by its definition: the groups at every threshold, each found by looking at all pairs. For few rows. */
final class HdbscanReference {
    private static final double EQUAL = 1 - 1e-12;

    private final double[][] rows;
    private final int minimumSize;
    private final double[][] reach;
    private final List<Node> nodes = new ArrayList<>();
    final double[] leaving;
    private final int[] last;

    private static final class Node {
        private final int parent;
        private final double birth;
        private double stability;
        private double death;
        private final List<Integer> children = new ArrayList<>();
        private boolean chosen;

        Node(int parent, double birth) {
            this.parent = parent;
            this.birth = birth;
        }
    }

    HdbscanReference(double[][] rows, int minimumSize, int neighbours) {
        this.rows = rows;
        this.minimumSize = minimumSize;
        int n = rows.length;
        double[] cores = new double[n];
        reach = new double[n][n];
        leaving = new double[n];
        last = new int[n];
        for (int i = 0; i < n; i++) {
            double[] row = rows[i];
            double[] sorted = Arrays.stream(rows)
                    .mapToDouble(other -> distance(row, other))
                    .sorted()
                    .toArray();
            cores[i] = sorted[Math.min(neighbours, n) - 1];
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                reach[i][j] = Math.max(distance(rows[i], rows[j]), Math.max(cores[i], cores[j]));
            }
        }
        nodes.add(new Node(-1, Double.POSITIVE_INFINITY));
        follow(0, IntStream.range(0, n).boxed().toList());
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum = Math.fma(a[c] - b[c], a[c] - b[c], sum);
        }
        return Math.sqrt(sum);
    }

    /** Goes through thresholds from the largest on until the group falls into others than one large one. */
    private void follow(int node, List<Integer> group) {
        TreeSet<Double> thresholds = new TreeSet<>(Comparator.reverseOrder());
        group.forEach(i -> group.forEach(j -> thresholds.add(reach[i][j])));
        List<Integer> now = group;
        for (double threshold : thresholds) {
            List<List<Integer>> parts = parts(now, threshold);
            if (parts.size() == 1 && parts.get(0).size() > 1) {
                continue;
            }
            List<List<Integer>> large =
                    parts.stream().filter(part -> part.size() >= minimumSize).toList();
            if (large.size() != 1) {
                nodes.get(node).death = threshold;
                split(node, threshold, parts, large);
                return;
            }
            now.stream().filter(i -> !large.get(0).contains(i)).forEach(i -> leave(i, node, threshold));
            now = large.get(0);
        }
    }

    private void split(int node, double threshold, List<List<Integer>> parts, List<List<Integer>> large) {
        List<List<Integer>> groups = large.stream()
                .sorted(Comparator.comparing(this::first, Arrays::compare))
                .toList();
        int firstChild = nodes.size();
        for (int g = 0; g < groups.size() && groups.size() > 1; g++) {
            nodes.get(node).children.add(nodes.size());
            nodes.add(new Node(node, threshold));
        }
        for (List<Integer> part : parts) {
            int tied = -1;
            for (int g = 0; g < groups.size() && !large.contains(part); g++) {
                List<Integer> group = groups.get(g);
                boolean near = part.stream().anyMatch(i -> group.stream().anyMatch(j -> reach[i][j] <= threshold));
                tied = near ? g : tied;
            }
            for (int i : part) {
                leave(i, tied < 0 ? node : firstChild + tied, threshold);
                if (tied >= 0) {
                    count(node, threshold);
                }
            }
        }
        for (int g = 0; g < groups.size() && groups.size() > 1; g++) {
            follow(firstChild + g, groups.get(g));
        }
    }

    private double[] first(List<Integer> group) {
        return group.stream().map(i -> rows[i]).min(Arrays::compare).orElseThrow();
    }

    private void leave(int row, int node, double threshold) {
        last[row] = node;
        leaving[row] = threshold;
        count(node, threshold);
    }

    private void count(int node, double threshold) {
        double birth = nodes.get(node).birth;
        nodes.get(node).stability += threshold == birth ? 0 : 1 / threshold - 1 / birth;
    }

    /** The groups whose rows hang together below a threshold. */
    private List<List<Integer>> parts(List<Integer> group, double threshold) {
        List<List<Integer>> parts = new ArrayList<>();
        List<Integer> left = new ArrayList<>(group);
        while (!left.isEmpty()) {
            List<Integer> part = new ArrayList<>(List.of(left.remove(0)));
            for (int at = 0; at < part.size(); at++) {
                int i = part.get(at);
                List<Integer> near =
                        left.stream().filter(j -> reach[i][j] < threshold).toList();
                part.addAll(near);
                left.removeAll(near);
            }
            parts.add(part);
        }
        return parts;
    }

    private double choose(int node, boolean leaves, boolean rootAllowed) {
        Node at = nodes.get(node);
        double below = at.children.stream()
                .mapToDouble(child -> choose(child, leaves, rootAllowed))
                .sum();
        boolean wins = leaves ? at.children.isEmpty() : at.stability >= below * EQUAL;
        at.chosen = wins && (node > 0 || rootAllowed);
        return at.chosen ? at.stability : below;
    }

    /** For each row the node it belongs to, or -1. */
    int[] labels(boolean leaves, double epsilon, boolean rootAllowed) {
        choose(0, leaves, rootAllowed && rows.length >= minimumSize);
        for (int node = nodes.size() - 1; node > 0; node--) {
            Node at = nodes.get(node);
            if (chosenAt(node) == node && at.birth < epsilon && (at.parent > 0 || rootAllowed)) {
                nodes.get(at.parent).chosen = true;
            }
        }
        int[] labels = new int[rows.length];
        for (int row = 0; row < labels.length; row++) {
            int chosen = chosenAt(last[row]);
            labels[row] = chosen == 0 && epsilon > 0 && leaving[row] > epsilon ? -1 : chosen;
        }
        return labels;
    }

    /** The outermost chosen node around one. */
    private int chosenAt(int node) {
        int found = -1;
        for (int at = node; at >= 0; at = nodes.get(at).parent) {
            found = nodes.get(at).chosen ? at : found;
        }
        return found;
    }

    double probability(int row, int label) {
        double death = label < 0 ? 0 : nodes.get(label).death;
        return label < 0 ? 0 : leaving[row] <= death ? 1 : death / leaving[row];
    }

    double outlierScore(int row) {
        double least = leaving[row];
        for (int other = 0; other < leaving.length; other++) {
            for (int at = last[other]; at >= 0; at = nodes.get(at).parent) {
                least = at == last[row] ? Math.min(least, leaving[other]) : least;
            }
        }
        return leaving[row] == 0 ? 0 : 1 - least / leaving[row];
    }
}
