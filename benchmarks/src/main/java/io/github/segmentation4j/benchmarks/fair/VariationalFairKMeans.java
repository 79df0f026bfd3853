package io.github.segmentation4j.benchmarks.fair;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Locale;

/**
 * Variational fair clustering by k-means: adds to the cost the divergence of the shares of the groups in a cluster from
 * those in all rows, times a weight, and lowers a bound of the sum row by row with soft assignments. It has no target; a
 * larger weight gives more balance.
 *
 * <p>Immutable.
 *
 * <p>Reference: I. M. Ziko, J. Yuan, E. Granger, I. Ben Ayed, Variational fair clustering, AAAI 2021.
 *
 * <p>Implementation note: it starts at the result of k-means, which ends lower than raw k-means++ seeds do; rows are assigned for good to the cluster of their largest share after each round, and the best
 * round by cost plus weighted divergence is returned.
 */
public final class VariationalFairKMeans implements FairMethod {
    private static final int ROUNDS = 100;
    private static final int STEPS = 100;

    /** The constant of the quadratic bound; 2 in the experiments of the paper. */
    private static final double LIPSCHITZ = 2;

    private static final double SETTLED = 1e-4;

    /** Keeps shares above 0, from where the multiplicative step would never bring them back. */
    private static final double LEAST = 1e-20;

    private final double weight;

    private VariationalFairKMeans(double weight) {
        this.weight = weight;
    }

    /** With a weight of the divergence, 0 or more. */
    public static VariationalFairKMeans withWeight(double weight) {
        return new VariationalFairKMeans(weight);
    }

    @Override
    public String name() {
        return String.format(Locale.ROOT, "VFC, weight %.0f", weight);
    }

    @Override
    public int[] labels(FairData data, int clusters, double target, long seed) {
        Clustering start = KMeans.withClusters(clusters).fit(data.matrix(), RunContext.seeded(seed));
        CentroidModel model = (CentroidModel) start.model();
        double[][] centres = new double[clusters][];
        Arrays.setAll(centres, model::centroid);
        return labels(data, centres);
    }

    int[] labels(FairData data, double[][] start) {
        double[][] rows = data.rowsView();
        int[] codes = data.groups().codes();
        double[][] centres = start;
        int[] best = {};
        double least = Double.POSITIVE_INFINITY;
        double former = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            double[][] soft = soft(rows, codes, data.groups().levels().size(), centres);
            int[] labels =
                    Arrays.stream(soft).mapToInt(VariationalFairKMeans::largest).toArray();
            FairFigures figures = FairFigures.of(rows, data.groups(), labels, centres.length);
            double energy = figures.cost() + (weight == 0 ? 0 : weight * figures.divergence());
            if (best.length == 0 || energy < least) {
                least = energy;
                best = labels;
            }
            centres = means(rows, labels, centres);
            if (Math.abs(former - energy) <= SETTLED * energy * (weight == 0 ? 0 : 1)) {
                break;
            }
            former = energy;
        }
        return best;
    }

    private double[][] soft(double[][] rows, int[] codes, int groups, double[][] centres) {
        int clusters = centres.length;
        double[] shares = new double[groups];
        for (int code : codes) {
            shares[code] += 1.0 / rows.length;
        }
        double[][] costs = new double[rows.length][clusters];
        double[][] soft = new double[rows.length][clusters];
        for (int row = 0; row < rows.length; row++) {
            for (int j = 0; j < clusters; j++) {
                costs[row][j] = FairFigures.squaredDistance(rows[row], centres[j]);
                soft[row][j] = 1;
            }
            step(soft[row], costs[row], new double[clusters], 1);
        }
        double former = Double.POSITIVE_INFINITY;
        for (int step = 0; step < STEPS && weight > 0; step++) {
            double[][] sums = new double[groups][clusters];
            double[] sizes = new double[clusters];
            double linear = 0;
            for (int row = 0; row < rows.length; row++) {
                for (int j = 0; j < clusters; j++) {
                    sums[codes[row]][j] += soft[row][j];
                    sizes[j] += soft[row][j];
                    linear += soft[row][j] * costs[row][j];
                }
            }
            double[][] slopes = new double[groups][clusters];
            double energy = linear;
            for (int j = 0; j < clusters; j++) {
                for (int g = 0; g < groups; g++) {
                    // All groups' shares add up to 1, so the first term is 1 / size.
                    slopes[g][j] = weight * (1 / sizes[j] - shares[g] / sums[g][j]);
                    energy += weight * shares[g] * StrictMath.log(shares[g] * sizes[j] / sums[g][j]);
                }
            }
            if (Math.abs(former - energy) <= SETTLED * Math.abs(energy)) {
                break;
            }
            former = energy;
            for (int row = 0; row < rows.length; row++) {
                step(soft[row], costs[row], slopes[codes[row]], LIPSCHITZ);
            }
        }
        return soft;
    }

    /** Multiplies shares by the exponential of what they save, and brings their sum back to 1. */
    private static void step(double[] shares, double[] costs, double[] slopes, double bound) {
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < shares.length; j++) {
            least = Math.min(least, costs[j] + slopes[j]);
        }
        double sum = 0;
        for (int j = 0; j < shares.length; j++) {
            shares[j] = Math.max(LEAST, shares[j] * StrictMath.exp((least - costs[j] - slopes[j]) / bound));
            sum += shares[j];
        }
        for (int j = 0; j < shares.length; j++) {
            shares[j] /= sum;
        }
    }

    private static int largest(double[] shares) {
        int found = 0;
        for (int j = 1; j < shares.length; j++) {
            found = shares[j] > shares[found] ? j : found;
        }
        return found;
    }

    private static double[][] means(double[][] rows, int[] labels, double[][] former) {
        double[][] means = new double[former.length][former[0].length];
        int[] sizes = new int[former.length];
        for (int row = 0; row < rows.length; row++) {
            sizes[labels[row]]++;
            for (int c = 0; c < means[0].length; c++) {
                means[labels[row]][c] += rows[row][c];
            }
        }
        for (int j = 0; j < means.length; j++) {
            int cluster = j;
            double[] mean = means[j];
            Arrays.setAll(mean, c -> sizes[cluster] > 0 ? mean[c] / sizes[cluster] : former[cluster][c]);
        }
        return means;
    }
}
