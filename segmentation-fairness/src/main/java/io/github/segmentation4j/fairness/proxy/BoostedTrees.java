package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;
import java.util.List;

/**
 * A small ensemble of shallow trees that learns to tell a group from coded columns: gradient boosting of the logistic
 * loss, Newton steps in the leaves, splits between codes. Nothing in it is drawn at random.
 *
 * <p>References: J. H. Friedman, Greedy function approximation: a gradient boosting machine, Annals of Statistics 29(5),
 * 2001; T. Chen, C. Guestrin, XGBoost: a scalable tree boosting system, KDD 2016 (the second-order gain).
 */
final class BoostedTrees {
    private static final int TREES = 40;
    private static final int DEPTH = 3;
    private static final int INNER = (1 << DEPTH) - 1;
    private static final double RATE = 0.25;

    /** Weight of the pull of a leaf towards 0, and the least second derivative in a leaf: 20 rows of an even mix. */
    private static final double RIDGE = 1;

    private static final double LEAST = 5;

    private final List<PairScan.Pair> pairs;
    private final int plain;
    private final int[][] splitColumn = new int[TREES][INNER];
    private final int[][] splitCode = new int[TREES][INNER];
    private final double[][] leaf = new double[TREES][INNER + 1];
    private final double[] gains;

    private BoostedTrees(List<PairScan.Pair> pairs, int plain) {
        this.pairs = pairs;
        this.plain = plain;
        gains = new double[plain];
    }

    /**
     * Learns from rows.
     *
     * @param codes for each column a code of each row, 0 where missing
     * @param bands the highest code of each column
     * @param positive whether a row is of the group; both sides must occur
     */
    static BoostedTrees fit(byte[][] codes, int[] bands, boolean[] positive, Checkpoint checkpoint) {
        List<PairScan.Pair> pairs = new PairScan(codes, bands, positive).find(checkpoint);
        BoostedTrees model = new BoostedTrees(pairs, codes.length);
        byte[][] columns = Arrays.copyOf(codes, codes.length + pairs.size());
        int[] highest = Arrays.copyOf(bands, columns.length);
        for (int p = 0; p < pairs.size(); p++) {
            columns[codes.length + p] = model.pairColumn(pairs.get(p), codes, positive.length);
            highest[codes.length + p] = pairs.get(p).cells() - 1;
        }
        new Growth(model, columns, highest, positive).grow(checkpoint);
        return model;
    }

    private byte[] pairColumn(PairScan.Pair pair, byte[][] codes, int rows) {
        byte[] column = new byte[rows];
        for (int i = 0; i < rows; i++) {
            column[i] = pair.code(codes[pair.first()][i], codes[pair.second()][i]);
        }
        return column;
    }

    /** Scores of other rows of the same columns: the higher, the likelier of the group. */
    double[] score(byte[][] codes, int rows) {
        byte[][] columns = Arrays.copyOf(codes, codes.length + pairs.size());
        for (int p = 0; p < pairs.size(); p++) {
            columns[codes.length + p] = pairColumn(pairs.get(p), codes, rows);
        }
        double[] scores = new double[rows];
        for (int tree = 0; tree < TREES; tree++) {
            for (int i = 0; i < rows; i++) {
                scores[i] += leaf[tree][leafOf(tree, columns, i)];
            }
        }
        return scores;
    }

    /** How much each column lowered the loss; what a pair did counts for both. */
    double[] gains() {
        return gains.clone();
    }

    private int leafOf(int tree, byte[][] columns, int row) {
        int node = 0;
        for (int depth = 0; depth < DEPTH; depth++) {
            node = 2 * node + (isRight(tree, node, columns, row) ? 2 : 1);
        }
        return node - INNER;
    }

    private boolean isRight(int tree, int node, byte[][] columns, int row) {
        return splitColumn[tree][node] >= 0 && columns[splitColumn[tree][node]][row] > splitCode[tree][node];
    }

    private void credit(int column, double gain) {
        if (column < plain) {
            gains[column] += gain;
        } else {
            gains[pairs.get(column - plain).first()] += gain;
            gains[pairs.get(column - plain).second()] += gain;
        }
    }

    /** The state of a fit. */
    private static final class Growth {
        private final BoostedTrees model;
        private final byte[][] columns;
        private final int[] highest;
        private final boolean[] positive;
        private final double[] margin;
        private final double[] slope;
        private final double[] curve;
        private final int[] node;

        Growth(BoostedTrees model, byte[][] columns, int[] highest, boolean[] positive) {
            this.model = model;
            this.columns = columns;
            this.highest = highest;
            this.positive = positive;
            margin = new double[positive.length];
            slope = new double[positive.length];
            curve = new double[positive.length];
            node = new int[positive.length];
            int hits = 0;
            for (boolean hit : positive) {
                hits += hit ? 1 : 0;
            }
            Arrays.fill(margin, StrictMath.log((double) hits / (positive.length - hits)));
        }

        void grow(Checkpoint checkpoint) {
            for (int tree = 0; tree < TREES; tree++) {
                for (int i = 0; i < margin.length; i++) {
                    double chance = 1 / (1 + StrictMath.exp(-margin[i]));
                    slope[i] = (positive[i] ? 1 : 0) - chance;
                    curve[i] = chance * (1 - chance);
                }
                Arrays.fill(node, 0);
                for (int depth = 0; depth < DEPTH; depth++) {
                    split(tree, depth, checkpoint);
                }
                fillLeaves(tree);
            }
        }

        private void split(int tree, int depth, Checkpoint checkpoint) {
            int first = (1 << depth) - 1;
            int nodes = 1 << depth;
            double[] best = new double[nodes];
            Arrays.fill(model.splitColumn[tree], first, first + nodes, -1);
            for (int column = 0; column < columns.length; column++) {
                checkpoint.now();
                int width = highest[column] + 1;
                double[] slopes = new double[nodes * width];
                double[] curves = new double[nodes * width];
                byte[] codes = columns[column];
                for (int i = 0; i < codes.length; i++) {
                    int cell = (node[i] - first) * width + codes[i];
                    slopes[cell] += slope[i];
                    curves[cell] += curve[i];
                }
                for (int n = 0; n < nodes; n++) {
                    double gain = bestCut(tree, first + n, column, slopes, curves, n * width, width, best[n]);
                    best[n] = Math.max(best[n], gain);
                }
            }
            for (int n = 0; n < nodes; n++) {
                if (model.splitColumn[tree][first + n] >= 0) {
                    model.credit(model.splitColumn[tree][first + n], best[n]);
                }
            }
            for (int i = 0; i < node.length; i++) {
                node[i] = 2 * node[i] + (model.isRight(tree, node[i], columns, i) ? 2 : 1);
            }
        }

        /** Cuts a node at the code of a column that gains most, if that is more than what was found before. */
        private double bestCut(
                int tree, int at, int column, double[] slopes, double[] curves, int from, int width, double best) {
            double allSlope = 0;
            double allCurve = 0;
            for (int code = 0; code < width; code++) {
                allSlope += slopes[from + code];
                allCurve += curves[from + code];
            }
            double whole = allSlope * allSlope / (allCurve + RIDGE);
            double leftSlope = 0;
            double leftCurve = 0;
            double highestGain = best;
            for (int code = 0; code < width - 1; code++) {
                leftSlope += slopes[from + code];
                leftCurve += curves[from + code];
                double rightSlope = allSlope - leftSlope;
                double rightCurve = allCurve - leftCurve;
                if (leftCurve < LEAST || rightCurve < LEAST) {
                    continue;
                }
                double gain = leftSlope * leftSlope / (leftCurve + RIDGE)
                        + rightSlope * rightSlope / (rightCurve + RIDGE)
                        - whole;
                if (gain > highestGain) {
                    highestGain = gain;
                    model.splitColumn[tree][at] = column;
                    model.splitCode[tree][at] = code;
                }
            }
            return highestGain;
        }

        private void fillLeaves(int tree) {
            double[] slopes = new double[INNER + 1];
            double[] curves = new double[INNER + 1];
            for (int i = 0; i < node.length; i++) {
                slopes[node[i] - INNER] += slope[i];
                curves[node[i] - INNER] += curve[i];
            }
            for (int n = 0; n <= INNER; n++) {
                model.leaf[tree][n] = RATE * slopes[n] / (curves[n] + RIDGE);
            }
            for (int i = 0; i < node.length; i++) {
                margin[i] += model.leaf[tree][node[i] - INNER];
            }
        }
    }
}
