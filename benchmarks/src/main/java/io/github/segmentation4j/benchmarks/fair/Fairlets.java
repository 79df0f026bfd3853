package io.github.segmentation4j.benchmarks.fair;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Fairlets of two groups by a random grid tree: rows are cut into small sets that are balanced each, from the leaves of
 * the tree up, and the sets are clustered as wholes, so that every cluster is balanced.
 *
 * <p>Immutable.
 *
 * <p>References: F. Chierichetti, R. Kumar, S. Lattanzi, S. Vassilvitskii, Fair clustering through fairlets, NeurIPS 2017;
 * A. Backurs et al., Scalable fair clustering, ICML 2019.
 *
 * <p>Implementation note: what a child hands up to its parent is chosen greedily; the paper proves a bound for a longer
 * choice. Fairlets are clustered by k-means of their means, weighted by their sizes, instead of k-median.
 */
public final class Fairlets implements FairMethod {
    /** Balances are given to two digits, so that a target is a ratio of small whole numbers. */
    private static final int DENOMINATOR = 100;

    /** Cells this small hold rows that are equal for all that matters here. */
    private static final int DEEPEST = 40;

    @Override
    public String name() {
        return "fairlets";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there are not two groups, or all rows together are less balanced than the target
     */
    @Override
    public int[] labels(FairData data, int clusters, double target, long seed) {
        List<int[]> fairlets = decompose(data, target, seed);
        double[][] rows = data.rowsView();
        double[][] means = new double[fairlets.size()][rows[0].length];
        double[] sizes = new double[means.length];
        for (int f = 0; f < means.length; f++) {
            double[] mean = means[f];
            int[] fairlet = fairlets.get(f);
            sizes[f] = fairlet.length;
            Arrays.setAll(
                    mean,
                    c -> Arrays.stream(fairlet).mapToDouble(row -> rows[row][c]).sum() / fairlet.length);
        }
        TrainingSet training = TrainingSet.of(FeatureMatrix.of(means)).withWeights(sizes);
        Clustering clustering = KMeans.withClusters(clusters).fit(training, RunContext.seeded(seed));
        int[] labels = new int[rows.length];
        for (int f = 0; f < means.length; f++) {
            for (int row : fairlets.get(f)) {
                labels[row] = clustering.label(f);
            }
        }
        return labels;
    }

    /** Cuts the rows into balanced sets. */
    static List<int[]> decompose(FairData data, double target, long seed) {
        if (data.groups().levels().size() != 2) {
            throw new IllegalArgumentException("fairlets are for two groups");
        }
        int least = Math.max(1, (int) Math.ceil(target * DENOMINATOR - 1e-9));
        Tree tree = new Tree(data, least, seed);
        int[] all = new int[data.rowsView().length];
        Arrays.setAll(all, row -> row);
        int[] counts = tree.counts(all);
        if (!tree.isBalanced(counts[0], counts[1])) {
            throw new IllegalArgumentException("all rows together must be as balanced as the target");
        }
        tree.cut(all, tree.corner, tree.width, 0);
        return tree.fairlets;
    }

    /** One decomposition. */
    private static final class Tree {
        private final double[][] rows;
        private final int[] codes;
        private final int least;
        private final double[] corner;
        private final double width;
        private final List<int[]> fairlets = new ArrayList<>();

        Tree(FairData data, int least, long seed) {
            rows = data.rowsView();
            codes = data.groups().codes();
            this.least = least;
            SeededRandom random = SeededRandom.of(seed);
            corner = new double[rows[0].length];
            double widest = 0;
            for (int c = 0; c < corner.length; c++) {
                int column = c;
                corner[c] = Arrays.stream(rows)
                        .mapToDouble(row -> row[column])
                        .min()
                        .orElseThrow();
                double most = Arrays.stream(rows)
                        .mapToDouble(row -> row[column])
                        .max()
                        .orElseThrow();
                widest = Math.max(widest, most - corner[c]);
            }
            width = 2 * widest;
            double shift = widest;
            Arrays.setAll(corner, c -> corner[c] - shift * random.nextDouble());
        }

        /** Whether sizes of the two groups may stand beside each other; nobody may. */
        boolean isBalanced(long a, long b) {
            return Math.min(a, b) * DENOMINATOR >= Math.max(a, b) * least;
        }

        int[] counts(int[] set) {
            int[] counts = new int[2];
            for (int row : set) {
                counts[codes[row]]++;
            }
            return counts;
        }

        /** Cuts a balanced set that lies in a cell of the tree. */
        void cut(int[] set, double[] from, double side, int depth) {
            int[] counts = counts(set);
            if (set.length == 0) {
                return;
            }
            if (depth == DEEPEST || Math.min(counts[0], counts[1]) <= 1) {
                pool(set);
                return;
            }
            double half = side / 2;
            TreeMap<Integer, List<Integer>> cells = new TreeMap<>();
            for (int row : set) {
                int cell = 0;
                for (int c = 0; c < from.length; c++) {
                    cell |= rows[row][c] >= from[c] + half ? 1 << c : 0;
                }
                cells.computeIfAbsent(cell, unseen -> new ArrayList<>()).add(row);
            }
            List<Child> children = new ArrayList<>();
            cells.forEach((cell, members) -> children.add(
                    new Child(cell, members.stream().mapToInt(Integer::intValue).toArray())));
            balance(children);
            List<Integer> handed = new ArrayList<>();
            children.forEach(child -> child.handUp(handed));
            pool(handed.stream().mapToInt(Integer::intValue).toArray());
            for (Child child : children) {
                double[] corners = from.clone();
                Arrays.setAll(corners, c -> from[c] + ((child.cell >> c & 1) == 1 ? half : 0));
                cut(child.kept(), corners, half, depth + 1);
            }
        }

        /** Decides what each child hands up, so that what is kept is balanced in each, and what is handed up together. */
        private void balance(List<Child> children) {
            children.forEach(Child::handExcess);
            int[] handed = handed(children);
            for (Child child : children) {
                if (isBalanced(handed[0], handed[1])) {
                    return;
                }
                int scarce = handed[0] < handed[1] ? 0 : 1;
                while (!isBalanced(handed[0], handed[1]) && child.canSpare(scarce)) {
                    child.handed[scarce]++;
                    handed[scarce]++;
                }
            }
            // In the worst case all hand up everything, which is balanced.
            for (Child child : children) {
                if (isBalanced(handed[0], handed[1])) {
                    return;
                }
                child.handed = child.counts.clone();
                handed = handed(children);
            }
        }

        private int[] handed(List<Child> children) {
            int[] sum = new int[2];
            for (Child child : children) {
                sum[0] += child.handed[0];
                sum[1] += child.handed[1];
            }
            return sum;
        }

        /** Cuts a balanced set without looking where its rows lie, into as many fairlets as may be. */
        private void pool(int[] set) {
            int[] counts = counts(set);
            int small = counts[0] <= counts[1] ? 0 : 1;
            int[] few = Arrays.stream(set).filter(row -> codes[row] == small).toArray();
            int[] many = Arrays.stream(set).filter(row -> codes[row] != small).toArray();
            int ratio = DENOMINATOR / least;
            int larger = DENOMINATOR > ratio * least
                    ? (least + DENOMINATOR - ratio * least - 1) / (DENOMINATOR - ratio * least)
                    : few.length + 1;
            int i = 0;
            int j = 0;
            while (i < few.length) {
                int fewLeft = few.length - i;
                int manyLeft = many.length - j;
                int takeFew = manyLeft <= (long) ratio * fewLeft ? 1 : Math.min(larger, fewLeft);
                int takeMany =
                        takeFew == 1 ? (manyLeft + fewLeft - 1) / fewLeft : Math.min(manyLeft, ratio * takeFew + 1);
                if (!isBalanced(takeFew, takeMany) || !isBalanced(fewLeft - takeFew, manyLeft - takeMany)) {
                    takeFew = fewLeft;
                    takeMany = manyLeft;
                }
                int[] fairlet = Arrays.copyOf(Arrays.copyOfRange(few, i, i + takeFew), takeFew + takeMany);
                System.arraycopy(many, j, fairlet, takeFew, takeMany);
                fairlets.add(fairlet);
                i += takeFew;
                j += takeMany;
            }
        }

        /** A part of a set that lies in a smaller cell. */
        private final class Child {
            private final int cell;
            private final int[] set;
            private final int[] counts;
            private int[] handed = new int[2];

            Child(int cell, int[] set) {
                this.cell = cell;
                this.set = set;
                counts = Tree.this.counts(set);
            }

            void handExcess() {
                int more = counts[0] > counts[1] ? 0 : 1;
                long most = (long) counts[1 - more] * DENOMINATOR / least;
                handed[more] = (int) Math.max(0, counts[more] - most);
            }

            boolean canSpare(int group) {
                int left = counts[group] - handed[group] - 1;
                return left >= 0 && isBalanced(left, counts[1 - group] - handed[1 - group]);
            }

            void handUp(List<Integer> all) {
                int[] seen = new int[2];
                for (int row : set) {
                    if (seen[codes[row]]++ < handed[codes[row]]) {
                        all.add(row);
                    }
                }
            }

            int[] kept() {
                int[] seen = new int[2];
                return Arrays.stream(set)
                        .filter(row -> seen[codes[row]]++ >= handed[codes[row]])
                        .toArray();
            }
        }
    }
}
