package io.github.segmentation4j.privacy.anonymity;

import java.util.Arrays;
import java.util.Optional;

/**
 * Which cells of a table give somebody away, and how wide the doubt about them must be.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: A. Hundepool et al., Statistical disclosure control, 2012, chapters 4 and 5.
 */
public abstract sealed class SensitivityRule
        permits SensitivityRule.Frequency, SensitivityRule.Dominance, SensitivityRule.Percent {
    SensitivityRule() {}

    /**
     * The doubt that a cell needs: whoever sees the table must not be able to narrow it down within these bounds.
     *
     * @param down how far below the value, at most the value itself
     * @param up how far above the value
     */
    public record Protection(long down, long up) {
        /** Checks that the doubt is not negative. */
        public Protection {
            if (down < 0 || up < 0) {
                throw new IllegalArgumentException("a protection must not be negative, was " + down + ", " + up);
            }
        }
    }

    /**
     * A cell with contributions of fewer than the minimum is sensitive, unless it is empty; it must look as if it could be
     * anything from empty to the minimum. In a table of counts each person contributes 1.
     *
     * @param minimum at least 2
     */
    public static SensitivityRule minimumFrequency(int minimum) {
        if (minimum < 2) {
            throw new IllegalArgumentException("the minimum frequency must be at least 2, was " + minimum);
        }
        return new Frequency(minimum);
    }

    /**
     * A cell of which the n largest contributions make up more than a share is sensitive.
     *
     * @param n at least 1
     * @param share above 0 and below 1
     */
    public static SensitivityRule dominance(int n, double share) {
        if (n < 1 || !(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "dominance needs at least 1 contribution and a share above 0 and below 1, were " + n + ", "
                            + share);
        }
        return new Dominance(n, share);
    }

    /**
     * A cell is sensitive if the second largest contributor, who knows the own contribution, can compute the largest one to
     * within a share of it.
     *
     * @param p the share, above 0 and at most 1
     */
    public static SensitivityRule percent(double p) {
        if (!(p > 0 && p <= 1)) {
            throw new IllegalArgumentException("p must be a share above 0 and at most 1, was " + p);
        }
        return new Percent(p);
    }

    /**
     * The protection that a cell needs, none if it is not sensitive.
     *
     * @param contributions of each person or company, in whole units, 0 or more
     */
    public final Optional<Protection> protection(long... contributions) {
        long[] sorted = contributions.clone();
        Arrays.sort(sorted);
        long total = 0;
        for (long one : sorted) {
            if (one < 0) {
                throw new IllegalArgumentException("a contribution must not be negative");
            }
            total = Math.addExact(total, one);
        }
        return protection(sorted, total);
    }

    /** The protection of a cell in a table of counts. */
    Optional<Protection> ofCount(long count) {
        throw new IllegalArgumentException("the rule needs the contributions of each cell; give them, not counts");
    }

    abstract Optional<Protection> protection(long[] sorted, long total);

    /** What must be in doubt of a total if more than this is missing. */
    private static Optional<Protection> missing(double doubt, long total) {
        if (!(doubt > 0)) {
            return Optional.empty();
        }
        long up = (long) Math.ceil(doubt);
        return Optional.of(new Protection(Math.min(up, total), up));
    }

    static final class Frequency extends SensitivityRule {
        private final int minimum;

        private Frequency(int minimum) {
            this.minimum = minimum;
        }

        @Override
        Optional<Protection> ofCount(long count) {
            return count == 0 || count >= minimum
                    ? Optional.empty()
                    : Optional.of(new Protection(count, minimum - count));
        }

        @Override
        Optional<Protection> protection(long[] sorted, long total) {
            // Few contributors: what each gave is as telling as the sum, so all of it must be in doubt.
            return sorted.length == 0 || sorted.length >= minimum
                    ? Optional.empty()
                    : Optional.of(new Protection(total, Math.max(1, total)));
        }
    }

    static final class Dominance extends SensitivityRule {
        private final int n;
        private final double share;

        private Dominance(int n, double share) {
            this.n = n;
            this.share = share;
        }

        @Override
        Optional<Protection> protection(long[] sorted, long total) {
            long largest = 0;
            for (int i = Math.max(0, sorted.length - n); i < sorted.length; i++) {
                largest += sorted[i];
            }
            return missing(largest / share - total, total);
        }
    }

    static final class Percent extends SensitivityRule {
        private final double p;

        private Percent(double p) {
            this.p = p;
        }

        @Override
        Optional<Protection> protection(long[] sorted, long total) {
            int last = sorted.length - 1;
            if (last < 0) {
                return Optional.empty();
            }
            long others = total - sorted[last] - (last > 0 ? sorted[last - 1] : 0);
            return missing(p * sorted[last] - others, total);
        }
    }
}
