package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/**
 * Average linkage of signatures over the share of runs that put them together: again and again the two clusters are merged
 * whose rows are together most often on average, of several the first. While weights are whole numbers, every average is
 * the quotient of two exact numbers, so that rounding breaks no tie.
 */
final class SignatureLinkage {
    private static final int SPAN = 16;

    private final double[] weights;

    /** For each pair, the lower number second: the sum over their rows of the runs that put the rows together. */
    private final double[][] sums;

    private final boolean[] merged;

    /** For each signature the one of higher number that is most like it, or -1. */
    private final int[] next;

    private final double[] likeness;
    private final int[] cluster;
    private final RunContext context;

    private SignatureLinkage(int[][] signatures, double[] weights, RunContext context) {
        this.weights = weights.clone();
        this.context = context;
        int count = signatures.length;
        sums = new double[count][];
        merged = new boolean[count];
        next = new int[count];
        likeness = new double[count];
        cluster = new int[count];
        Arrays.setAll(cluster, i -> i);
        BlockRunner.of(context.executor(), context.threads(), this::look).forEach((count + SPAN - 1) / SPAN, span -> {
            for (int i = span * SPAN; i < Math.min(count, (span + 1) * SPAN); i++) {
                look();
                sums[i] = new double[i];
                for (int j = 0; j < i; j++) {
                    sums[i][j] = SignatureTable.together(signatures[i], signatures[j]) * (weights[i] * weights[j]);
                }
            }
        });
    }

    /**
     * Merges until so many clusters are left.
     *
     * @param weights above 0
     * @return for each signature its cluster, numbered from 0 by their first signatures
     */
    static int[] cut(int[][] signatures, double[] weights, int clusters, RunContext context) {
        SignatureLinkage linkage = new SignatureLinkage(signatures, weights, context);
        for (int i = 0; i < signatures.length; i++) {
            linkage.search(i);
        }
        for (int left = signatures.length; left > clusters; left--) {
            linkage.merge();
        }
        return linkage.numbered();
    }

    private void merge() {
        look();
        int first = -1;
        for (int i = 0; i < next.length; i++) {
            if (!merged[i] && next[i] >= 0 && (first < 0 || likeness[i] > likeness[first])) {
                first = i;
            }
        }
        int second = next[first];
        for (int k = 0; k < next.length; k++) {
            if (!merged[k] && k != first && k != second) {
                double[] row = sums[Math.max(first, k)];
                row[Math.min(first, k)] += sums[Math.max(second, k)][Math.min(second, k)];
            }
        }
        weights[first] += weights[second];
        merged[second] = true;
        sums[second] = new double[second];
        for (int i = 0; i < cluster.length; i++) {
            cluster[i] = cluster[i] == second ? first : cluster[i];
        }
        search(first);
        for (int k = 0; k < second; k++) {
            if (merged[k] || k == first) {
                continue;
            }
            if (next[k] == first || next[k] == second) {
                search(k);
            } else if (k < first) {
                offer(k, first);
            }
        }
    }

    /** Looks for the cluster of higher number that is most like one. */
    private void search(int i) {
        look();
        next[i] = -1;
        for (int j = i + 1; j < next.length; j++) {
            if (!merged[j]) {
                offer(i, j);
            }
        }
    }

    private void offer(int i, int j) {
        double alike = sums[j][i] / (weights[i] * weights[j]);
        if (next[i] < 0 || alike > likeness[i] || (alike == likeness[i] && j < next[i])) {
            next[i] = j;
            likeness[i] = alike;
        }
    }

    private int[] numbered() {
        int[] number = new int[cluster.length];
        int count = 0;
        int[] result = new int[cluster.length];
        for (int i = 0; i < cluster.length; i++) {
            if (cluster[i] == i) {
                number[i] = count++;
            }
            result[i] = number[cluster[i]];
        }
        return result;
    }

    private void look() {
        context.throwIfCancelled(ConsensusClustering.STAGE);
    }
}
