package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Says privately which segments may be published, where the list of segments itself comes from the data. A segment that
 * exists because of one customer appears with a chance of at most delta. What counts is how many privacy units a segment
 * has, each once.
 *
 * <p>The optimal rule keeps every segment with the largest chance that is private at all. The threshold rule keeps those
 * whose noisy number reaches a threshold; it takes a charge in rho as well. Immutable and safe for use by several threads.
 *
 * <p>References: D. Desfontaines, J. Voss, B. Gipson, C. Mandayam, Differentially private partition selection, PoPETs
 * 2022 (2020); A. Korolova, K. Kenthapadi, N. Mishra, A. Ntoulas, Releasing search queries and clicks privately, WWW 2009
 * (thresholds).
 *
 * <p>Implementation note: where a unit may have p segments, each is decided with a p-th of epsilon and delta; where units
 * are replaced, with half of that, because 2 p sizes change. The noise of thresholds lies on a grid of 2^-20, so that a
 * threshold is not rounded to whole customers.
 */
public final class PartitionSelection {
    private static final String KIND = "choice of segments";

    /** Units in one customer. */
    static final long UNITS = 1 << 20;

    private enum Rule {
        OPTIMAL,
        THRESHOLD
    }

    private final Rule rule;
    private final double delta;

    private PartitionSelection(Rule rule, double delta) {
        if (!(delta > 0 && delta < 0.5)) {
            throw new IllegalArgumentException("delta must be above 0 and below 0.5, was " + delta);
        }
        this.rule = rule;
        this.delta = delta;
    }

    /**
     * The optimal rule, which takes a charge in epsilon.
     *
     * @param delta above 0, below 0.5; charged beside the share
     */
    public static PartitionSelection optimal(double delta) {
        return new PartitionSelection(Rule.OPTIMAL, delta);
    }

    /**
     * The threshold rule, with Laplace noise for a charge in epsilon and Gaussian noise for one in rho.
     *
     * @param delta above 0, below 0.5; charged beside the share
     */
    public static PartitionSelection threshold(double delta) {
        return new PartitionSelection(Rule.THRESHOLD, delta);
    }

    /**
     * The segments that may be published.
     *
     * @param contributions whose rows, with segments
     * @param charge what it may cost beside delta
     * @param context cancellation
     * @throws IllegalArgumentException if the optimal rule is asked for a charge in rho
     */
    public SelectedSegments of(Contributions contributions, PrivacyCharge charge, RunContext context) {
        contributions.requireSegments();
        Checkpoint checkpoint = Rows.checkpoint(KIND, context);
        if (rule == Rule.THRESHOLD) {
            return byThreshold(contributions, charge, checkpoint);
        }
        KeepProbabilities chances = chances(contributions, charge);
        return charge.answer(
                KIND,
                new PrivacyEvent.Approximate(charge.share(), delta),
                source -> {
                    checkpoint.now();
                    return new Draws(source, contributions.segmentCount());
                },
                (draws, spend) -> {
                    List<Integer> kept = new ArrayList<>();
                    long[] sizes = contributions.unitsBySegment();
                    for (int segment = 0; segment < sizes.length; segment++) {
                        checkpoint.at(segment);
                        if (chances.draw(sizes[segment], draws.leading[segment], draws.source)) {
                            kept.add(segment);
                        }
                    }
                    return new SelectedSegments(kept, spend);
                });
    }

    private SelectedSegments byThreshold(Contributions contributions, PrivacyCharge charge, Checkpoint checkpoint) {
        Sensitivity sensitivity = sensitivity(contributions, charge.adjacency());
        NoiseMechanism mechanism = sensitivity.mechanism(charge);
        long threshold = thresholdUnits(contributions, charge);
        return charge.answer(
                KIND,
                NoisyNumbers.together(mechanism.event(), new PrivacyEvent.Approximate(0, delta)),
                source -> {
                    checkpoint.now();
                    return mechanism.release(new long[contributions.segmentCount()], source);
                },
                (noise, spend) -> {
                    List<Integer> kept = new ArrayList<>();
                    long[] sizes = contributions.unitsBySegment();
                    for (int segment = 0; segment < sizes.length; segment++) {
                        // A segment that does not exist has no number to be known by, whatever its noise.
                        if (sizes[segment] > 0 && sizes[segment] * UNITS + noise[segment] >= threshold) {
                            kept.add(segment);
                        }
                    }
                    return new SelectedSegments(kept, spend);
                });
    }

    /**
     * The chance that a segment is kept, before anything is spent.
     *
     * @param contributions how many segments a unit may have
     * @param charge what it may cost beside delta
     * @param units how many privacy units the segment has, at least 0
     */
    public double predict(Contributions contributions, PrivacyCharge charge, long units) {
        if (units < 0) {
            throw new IllegalArgumentException("the number of units must be at least 0, was " + units);
        }
        if (rule == Rule.OPTIMAL) {
            return chances(contributions, charge).keep(units);
        }
        if (units == 0) {
            return 0;
        }
        double missing = thresholdUnits(contributions, charge) - (double) units * UNITS;
        return Tail.chance(charge, sensitivity(contributions, charge.adjacency()), missing);
    }

    /** The noisy number of units from which the threshold rule keeps a segment. */
    public double thresholdOf(Contributions contributions, PrivacyCharge charge) {
        if (rule == Rule.OPTIMAL) {
            throw new IllegalStateException("the optimal rule has no threshold; ask it for a chance with predict");
        }
        return (double) thresholdUnits(contributions, charge) / UNITS;
    }

    private KeepProbabilities chances(Contributions contributions, PrivacyCharge charge) {
        if (!charge.isPure()) {
            throw new IllegalArgumentException(
                    "the optimal choice of segments takes a charge in epsilon; choose by threshold for one in rho");
        }
        int sides = charge.adjacency() == Adjacency.REPLACE ? 2 : 1;
        int parts = sides * contributions.segmentsPerUnit();
        // Rounded down, so that the parts together are never more than the whole.
        return KeepProbabilities.of(
                parts == 1 ? charge.share() : Math.nextDown(charge.share() / parts),
                parts == 1 ? delta : Math.nextDown(delta / parts));
    }

    private long thresholdUnits(Contributions contributions, PrivacyCharge charge) {
        double chance = delta / contributions.segmentsPerUnit();
        return UNITS + Tail.above(charge, sensitivity(contributions, charge.adjacency()), chance);
    }

    /** Random bits for each segment, and where more of them come from. */
    private static final class Draws {
        private final NoiseSource source;
        private final long[] leading;

        Draws(NoiseSource source, int segments) {
            this.source = source;
            leading = new long[segments];
            Arrays.setAll(leading, segment -> source.nextLong());
        }
    }

    /** Each segment counts a unit once, so that rows do not matter. */
    static Sensitivity sensitivity(Contributions contributions, Adjacency adjacency) {
        int sides = adjacency == Adjacency.REPLACE ? 2 : 1;
        long segments = (long) sides * contributions.segmentsPerUnit();
        return new Sensitivity(segments * UNITS, Math.nextUp(Math.sqrt((double) segments)) * UNITS);
    }
}
