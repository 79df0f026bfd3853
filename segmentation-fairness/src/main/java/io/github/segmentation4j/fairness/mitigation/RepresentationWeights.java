package io.github.segmentation4j.fairness.mitigation;

/**
 * Row weights under which groups have the shares of a target, with how close they came and what they cost.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class RepresentationWeights {
    private final double[] weights;
    private final int rounds;
    private final double largestDeviation;
    private final double tolerance;
    private final double effectiveSampleSize;

    /** Takes over the weights. */
    RepresentationWeights(double[] weights, int rounds, double largestDeviation, double tolerance) {
        this.weights = weights;
        this.rounds = rounds;
        this.largestDeviation = largestDeviation;
        this.tolerance = tolerance;
        CompensatedSums sums = new CompensatedSums(2);
        for (double weight : weights) {
            sums.add(0, weight);
            sums.add(1, weight * weight);
        }
        effectiveSampleSize = sums.get(0) * sums.get(0) / sums.get(1);
    }

    /** A weight for each row, copied; not negative, with the number of rows as their sum. */
    public double[] weights() {
        return weights.clone();
    }

    /** Whether every weighted share is within the tolerance of its target. */
    public boolean converged() {
        return largestDeviation <= tolerance;
    }

    /** How many times each attribute was adjusted. */
    public int rounds() {
        return rounds;
    }

    /** The largest difference of a weighted share from its target, 0 to 1. */
    public double largestDeviation() {
        return largestDeviation;
    }

    /**
     * How many rows of equal weight would estimate a mean as well, by Kish: (sum w)<sup>2</sup> / sum w<sup>2</sup>, at
     * most the number of rows. Far below it, few rows decide much.
     */
    public double effectiveSampleSize() {
        return effectiveSampleSize;
    }

    @Override
    public String toString() {
        return "representation weights of " + weights.length + " rows, " + (converged() ? "" : "not ")
                + "converged after " + rounds + " rounds";
    }
}
