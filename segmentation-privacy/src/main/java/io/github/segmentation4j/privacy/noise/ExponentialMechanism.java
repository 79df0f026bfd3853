package io.github.segmentation4j.privacy.noise;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import java.math.BigDecimal;

/**
 * The private choice of one of several candidates by a utility, larger being better: permute-and-flip, which under the same
 * epsilon is never worse than the exponential mechanism of McSherry and Talwar. Candidates are looked at in random order;
 * one whose utility is a gap below the best is taken with chance e^(-gap epsilon / (2 sensitivity)), else the next is
 * looked at. Ties fall to each candidate alike.
 *
 * <p>Utilities are whole numbers of units of a grid, and every chance is decided without rounding. All random bits are
 * drawn before a utility is looked at (but for about one choice in 2^40, which needs more of them to be decided). The time
 * a choice takes may still depend on the utilities: choices belong into a batch whose answers leave together.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: F. McSherry, K. Talwar, Mechanism design via differential privacy, FOCS 2007; R. McKenna, D. Sheldon,
 * Permute-and-flip, NeurIPS 2020; Z. Ding, D. Kifer, S. M. Saghaian, T. Steinke, Y. Wang, Y. Xiao, D. Zhang, The
 * permute-and-flip mechanism is identical to report-noisy-max with exponential noise, 2021.
 *
 * <p>Implementation note: the cost is pure epsilon. The rate epsilon^2 / 8 of zero-concentrated privacy is proved for the
 * original exponential mechanism and is not claimed here.
 */
public final class ExponentialMechanism {
    /** So that the gap between two fits a long. */
    private static final long LARGEST = 1L << 62;

    private final long sensitivity;
    private final double epsilon;
    private final double rate;

    /** How utilities move when one privacy unit is added. */
    public enum Utility {
        /** Each on its own, up or down. */
        GENERAL,
        /**
         * All in one direction, such as counts under {@code ADD_OR_REMOVE}: then noise of half the size hides the unit.
         */
        MONOTONE
    }

    private ExponentialMechanism(long sensitivity, double epsilon, Utility utility) {
        this.sensitivity = sensitivity;
        this.epsilon = epsilon;
        BigDecimal moves = BigDecimal.valueOf(sensitivity)
                .multiply(utility == Utility.GENERAL ? BigDecimal.valueOf(2) : BigDecimal.ONE);
        rate = Dyadic.greatestQuotient(epsilon / moves.doubleValue(), epsilon, moves);
    }

    /**
     * A choice by utilities of any kind.
     *
     * @param sensitivity the most that one privacy unit moves any utility, in units of the grid, at least 1
     * @param epsilon finite, above 0
     */
    public static ExponentialMechanism of(long sensitivity, double epsilon) {
        PrivacyEvent.Pure checked = new PrivacyEvent.Pure(epsilon);
        if (sensitivity < 1) {
            throw new IllegalArgumentException("sensitivity must be at least 1 unit, was " + sensitivity);
        }
        return new ExponentialMechanism(sensitivity, checked.epsilon(), Utility.GENERAL);
    }

    /** The same with a promise on how utilities move. */
    public ExponentialMechanism withUtility(Utility promised) {
        return new ExponentialMechanism(sensitivity, epsilon, promised);
    }

    /**
     * The index of the candidate chosen.
     *
     * @param utilities one a candidate, at least one, in units of the grid, below 2^62 in magnitude
     * @param source where the random bits come from
     * @throws ArithmeticException if a utility is too large
     */
    public int choose(long[] utilities, NoiseSource source) {
        int candidates = utilities.length;
        if (candidates == 0) {
            throw new IllegalArgumentException("a choice needs at least one candidate, had none");
        }
        int[] order = permutation(candidates, source);
        long[] uniforms = new long[candidates];
        for (int i = 0; i < candidates; i++) {
            uniforms[i] = source.nextLong() >>> (Long.SIZE - LazyUniform.LEADING_BITS);
        }
        long best = best(utilities);
        int position = 0;
        while (!LazyUniform.isBelow(uniforms[position], rate, best - utilities[order[position]], source)) {
            position++;
        }
        return order[position];
    }

    /** What one choice costs. */
    public PrivacyEvent event() {
        return new PrivacyEvent.Pure(epsilon);
    }

    /**
     * A number of units that the utility of the choice stays within of the best, with at least a given probability.
     *
     * @param candidates at least 1
     * @param confidence above 0, below 1
     */
    public long errorAt(int candidates, double confidence) {
        double miss = Confidence.missOf(confidence);
        if (candidates < 1) {
            throw new IllegalArgumentException("a choice needs at least one candidate, had " + candidates);
        }
        // A choice that far off means that one of the others had exponential noise above the gap.
        double gap = StrictMath.log((candidates - 1) / miss) / rate * Confidence.UPWARD;
        return (long) Math.max(0, Math.ceil(gap));
    }

    private static int[] permutation(int size, NoiseSource source) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int other = (int) source.nextLong(i + 1L);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    private static long best(long[] utilities) {
        long best = Long.MIN_VALUE;
        for (long utility : utilities) {
            if (Math.abs(utility) >= LARGEST || utility == Long.MIN_VALUE) {
                throw new ArithmeticException("a utility must be below 2^62 units; use a coarser grid");
            }
            best = Math.max(best, utility);
        }
        return best;
    }
}
