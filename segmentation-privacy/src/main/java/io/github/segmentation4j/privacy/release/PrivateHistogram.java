package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;

/**
 * How many values lie in each of some given bins, told privately: a whole number for every bin, empty ones too. All bins
 * share one charge. Values beyond the outer edges count in the outer bins.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: C. Dwork, F. McSherry, K. Nissim, A. Smith, Calibrating noise to sensitivity in private data analysis,
 * TCC 2006.
 */
public final class PrivateHistogram {
    private static final String KIND = "histogram";

    private final double[] edges;

    private PrivateHistogram(double[] edges) {
        this.edges = edges;
    }

    /**
     * A histogram of the bins between edges, each with its lower edge and without its upper one. Edges must not come from
     * the data.
     *
     * @param edges at least two, finite, ascending; k + 1 of them make k bins; copied
     */
    public static PrivateHistogram ofEdges(double... edges) {
        double[] copy = edges.clone();
        boolean ascending = copy.length >= 2;
        for (int i = 0; i < copy.length; i++) {
            ascending &= Double.isFinite(copy[i]) && (i == 0 || copy[i - 1] < copy[i]);
        }
        if (!ascending) {
            throw new IllegalArgumentException(
                    "a histogram needs two or more finite edges that ascend, were " + Arrays.toString(copy));
        }
        return new PrivateHistogram(copy);
    }

    /**
     * The counts of all bins.
     *
     * @param values one for each row, finite
     * @param contributions whose rows
     * @param charge what all of it may cost
     * @param context cancellation
     * @return one estimate for each bin, in order
     * @throws io.github.segmentation4j.run.InvalidInputException if a value is missing or infinite; nothing is charged
     */
    public List<PrivateEstimate> of(
            double[] values, Contributions contributions, PrivacyCharge charge, RunContext context) {
        Checkpoint checkpoint = Rows.checkpoint(KIND, context);
        return counts(contributions, charge)
                .release(
                        contributions,
                        () -> Rows.requireFinite(values, contributions, checkpoint),
                        row -> bin(values[row]),
                        charge,
                        checkpoint);
    }

    /** The expected error of every bin, in rows, before anything is spent. */
    public double predict(Contributions contributions, PrivacyCharge charge) {
        return counts(contributions, charge).expectedError(charge);
    }

    private CellCounts counts(Contributions contributions, PrivacyCharge charge) {
        return new CellCounts(KIND, edges.length - 1, Sensitivity.ofCounts(contributions, charge.adjacency(), 1));
    }

    int bin(double value) {
        int found = Arrays.binarySearch(edges, value + 0.0);
        int bin = found >= 0 ? found : -found - 2;
        return Math.max(0, Math.min(edges.length - 2, bin));
    }
}
