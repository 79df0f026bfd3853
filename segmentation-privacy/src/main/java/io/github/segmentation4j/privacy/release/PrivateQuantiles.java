package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Quantiles of values, clipped to bounds, told privately, several of one charge. The range is cut into 4,096 equal
 * leaves under a tree with sixteen branches; every node is counted with noise, the counts are made to agree, and the
 * quantiles are read off, so that a higher one never lies below a lower one.
 *
 * <p>The interval of a quantile holds what the noise on its rank leaves open, widened to whole leaves; its expected error
 * is that interval divided by the standard errors it spans. Undetermined where the noise on a rank is as large as half the
 * number of rows. Immutable and safe for use by several threads.
 *
 * <p>References: M. Hay, V. Rastogi, G. Miklau, D. Suciu, Boosting the accuracy of differentially private histograms
 * through consistency, VLDB 2010; W. Qardaji, W. Yang, N. Li, Understanding hierarchical methods for differentially
 * private histograms, VLDB 2013.
 *
 * <p>Implementation note: the error of a rank is bounded by that of the nodes it is made of, without what their agreement
 * gains, so intervals are wider than they would have to be.
 */
public final class PrivateQuantiles {
    private static final String KIND = "quantiles";

    private final ClippedRange range;
    private final double[] quantiles;

    private PrivateQuantiles(ClippedRange range, double[] quantiles) {
        this.range = range;
        this.quantiles = quantiles;
    }

    /**
     * The quartiles of values within bounds, which must not come from the data.
     *
     * @param lower what smaller values are raised to, finite
     * @param upper what larger values are lowered to, finite, above {@code lower}
     */
    public static PrivateQuantiles within(double lower, double upper) {
        return new PrivateQuantiles(new ClippedRange(lower, upper), new double[] {0.25, 0.5, 0.75});
    }

    /**
     * Other quantiles.
     *
     * @param newQuantiles at least one, above 0 and below 1, ascending; copied
     */
    public PrivateQuantiles withQuantiles(double... newQuantiles) {
        double[] copy = newQuantiles.clone();
        boolean ascending = copy.length > 0;
        for (int i = 0; i < copy.length; i++) {
            ascending &= copy[i] > 0 && copy[i] < 1 && (i == 0 || copy[i - 1] < copy[i]);
        }
        if (!ascending) {
            throw new IllegalArgumentException(
                    "quantiles must be one or more numbers between 0 and 1 that ascend, were " + Arrays.toString(copy));
        }
        return new PrivateQuantiles(range, copy);
    }

    /**
     * The quantiles over the rows that are kept.
     *
     * @param values one for each row, finite
     * @param contributions whose rows
     * @param charge what all of it may cost
     * @param context cancellation
     * @return one estimate for each quantile, in order
     * @throws io.github.segmentation4j.run.InvalidInputException if a value is missing or infinite; nothing is charged
     */
    public List<PrivateEstimate> of(
            double[] values, Contributions contributions, PrivacyCharge charge, RunContext context) {
        NoiseMechanism mechanism =
                sensitivity(contributions, charge.adjacency()).mechanism(charge);
        Checkpoint checkpoint = Rows.checkpoint(KIND, context);
        return charge.answer(
                KIND,
                mechanism.event(),
                source -> {
                    Rows.requireFinite(values, contributions, checkpoint);
                    return mechanism.release(new long[NoisyTree.NODES], source);
                },
                (noise, spend) -> {
                    long[] exact = exact(values, contributions, checkpoint);
                    return read(new NoisyTree(NoisyNumbers.sum(exact, noise)), mechanism, spend);
                });
    }

    /**
     * The expected error of the ranks, before anything is spent: 0.02 says that in place of the median a quantile from
     * 0.48 to 0.52 is told. The largest of all quantiles.
     *
     * @param contributions how much one customer contributes
     * @param charge what it may cost
     * @param rows about how many rows there are, above 0
     */
    public double predict(Contributions contributions, PrivacyCharge charge, double rows) {
        if (!(rows > 0) || Double.isInfinite(rows)) {
            throw new IllegalArgumentException("the number of rows must be finite and above 0, was " + rows);
        }
        NoiseMechanism mechanism =
                sensitivity(contributions, charge.adjacency()).mechanism(charge);
        double largest = 0;
        for (double quantile : quantiles) {
            largest = Math.max(largest, rankError(quantile, mechanism));
        }
        return largest / rows;
    }

    static Sensitivity sensitivity(Contributions contributions, Adjacency adjacency) {
        return Sensitivity.ofCounts(contributions, adjacency, NoisyTree.LEVELS);
    }

    long[] exact(double[] values, Contributions contributions, Checkpoint checkpoint) {
        long[] nodes = new long[NoisyTree.NODES];
        for (int row : contributions.keptView()) {
            checkpoint.at(row);
            int leaf = (int) (range.share(values[row]) * NoisyTree.LEAVES);
            NoisyTree.count(nodes, Math.min(NoisyTree.LEAVES - 1, leaf));
        }
        return nodes;
    }

    /** The standard deviation of the rank: what lies below weighs 1 - q in it, what lies above -q. */
    private static double rankError(double quantile, NoiseMechanism mechanism) {
        double weight = Math.max(quantile, 1 - quantile);
        return weight * Math.sqrt(NoisyTree.NODES_OF_A_RANK) * mechanism.standardDeviation();
    }

    private List<PrivateEstimate> read(NoisyTree tree, NoiseMechanism mechanism, PrivacySpend spend) {
        double z = StandardNormal.criticalValue(Together.confidence(quantiles.length));
        List<PrivateEstimate> estimates = new ArrayList<>();
        for (double quantile : quantiles) {
            double reach = z * rankError(quantile, mechanism);
            double rank = quantile * tree.total();
            if (!(reach < tree.total() / 2)) {
                estimates.add(PrivateEstimate.undetermined(NoisyRatio.TOO_FEW, spend));
                continue;
            }
            double lower = range.at(tree.lowerEdge(rank - reach));
            double upper = range.at(tree.upperEdge(rank + reach));
            double value = Math.max(lower, Math.min(upper, range.at(tree.placeOf(rank))));
            estimates.add(new PrivateEstimate(
                    new Statistic.Estimate(value, lower, upper, Together.CONFIDENCE),
                    Statistic.of((upper / 2 - lower / 2) / z),
                    spend));
        }
        return List.copyOf(estimates);
    }
}
