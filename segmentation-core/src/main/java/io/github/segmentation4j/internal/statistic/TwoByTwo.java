package io.github.segmentation4j.internal.statistic;

/**
 * Whether two shares differ: a table of {@code hits} among {@code size} on one side and {@code otherHits} among {@code
 * otherSize} on the other.
 *
 * <p>References: R. A. Fisher, On the interpretation of chi-squared from contingency tables, and the calculation of P,
 * Journal of the Royal Statistical Society 85, 1922; W. G. Cochran, Some methods for strengthening the common
 * chi-squared tests, Biometrics 10, 1954 (when to prefer the exact test); S. Lydersen, M. W. Fagerland, P. Laake,
 * Recommended tests for association in 2 x 2 tables, Statistics in Medicine 28, 2009 (the mid-p).
 *
 * @param hits 0 to {@code size}
 * @param size 0 or more
 * @param otherHits 0 to {@code otherSize}
 * @param otherSize 0 or more
 */
public record TwoByTwo(long hits, long size, long otherHits, long otherSize) {
    private static final double SMALLEST_EXPECTED = 5;

    /** The level of five comparisons at 5 %: from there on a family of them depends on the far tails. */
    private static final double FAR_OUT = 0.01;

    // Tables as likely as the observed one must count although their weights differ by rounding.
    private static final double TIE = 1 + 1e-7;

    /** The tests for a table. */
    public enum Test {
        /** There is nothing to compare: a side is empty, or nobody or everybody has a hit. */
        NONE,
        /** The normal approximation with pooled shares. */
        POOLED_Z,
        /** Fisher's exact test, the observed table counted by half. */
        EXACT_MID_P,
        /** Fisher's exact test. */
        EXACT
    }

    /** Below it a double loses its digits and no longer shrinks; next to the likeliest table it is nothing. */
    private static final double NEGLIGIBLE = Double.MIN_NORMAL;

    /** Checks the counts. */
    public TwoByTwo {
        if (hits < 0 || otherHits < 0 || hits > size || otherHits > otherSize) {
            throw new IllegalArgumentException(
                    "counts must fit, were " + hits + " of " + size + " and " + otherHits + " of " + otherSize);
        }
    }

    /**
     * The two-sided probability of shares at least as different if the true ones are equal, by the test that
     * {@link #suitable()} names. 1 if there is nothing to compare.
     */
    public double twoSidedP() {
        return switch (suitable()) {
            case NONE -> 1;
            case POOLED_Z -> StandardNormal.twoSidedTail(pooledZ());
            case EXACT_MID_P -> midP();
            case EXACT -> exactP();
        };
    }

    /**
     * The test that suits the table: the exact mid-p where a cell is expected to hold fewer than 5, otherwise the
     * normal approximation; and the plain exact test where those come out below {@value #FAR_OUT}, because so far out
     * they are too bold and it is there that a correction for many comparisons reads them.
     */
    public Test suitable() {
        long all = size + otherSize;
        long allHits = hits + otherHits;
        if (size == 0 || otherSize == 0 || allHits == 0 || allHits == all) {
            return Test.NONE;
        }
        double smallest = (double) Math.min(size, otherSize) * Math.min(allHits, all - allHits) / all;
        boolean small = smallest < SMALLEST_EXPECTED;
        if ((small ? midP() : StandardNormal.twoSidedTail(pooledZ())) < FAR_OUT) {
            return Test.EXACT;
        }
        return small ? Test.EXACT_MID_P : Test.POOLED_Z;
    }

    /** The difference of the shares in standard errors, the shares pooled. Both sizes must be above 0. */
    public double pooledZ() {
        double pooled = (double) (hits + otherHits) / (size + otherSize);
        double variance = pooled * (1 - pooled) * (1.0 / size + 1.0 / otherSize);
        return ((double) hits / size - (double) otherHits / otherSize) / Math.sqrt(variance);
    }

    /** Fisher's exact two-sided probability: all tables with these margins that are no likelier than this one. */
    public double exactP() {
        return exactP(1);
    }

    /** The exact probability with the observed table counted by half. */
    public double midP() {
        return exactP(0.5);
    }

    private double exactP(double shareOfObserved) {
        long allHits = hits + otherHits;
        long lowest = Math.max(0, allHits - otherSize);
        long highest = Math.min(size, allHits);
        long mode = (long) Math.floor((size + 1.0) * (allHits + 1.0) / (size + otherSize + 2.0));
        long start = Math.max(lowest, Math.min(highest, mode));
        // Weights relative to the likeliest table, from the ratio of neighbours: nothing overflows.
        double observed = weight(start, hits);
        double total = 1;
        double extreme = 1 <= observed * TIE ? 1 : 0;
        double weight = 1;
        for (long x = start; x < highest && weight > NEGLIGIBLE; x++) {
            weight *= ratioUp(x);
            total += weight;
            extreme += weight <= observed * TIE ? weight : 0;
        }
        weight = 1;
        for (long x = start; x > lowest && weight > NEGLIGIBLE; x--) {
            weight /= ratioUp(x - 1);
            total += weight;
            extreme += weight <= observed * TIE ? weight : 0;
        }
        return Math.min(1, (extreme - (1 - shareOfObserved) * observed) / total);
    }

    private double weight(long from, long to) {
        double weight = 1;
        for (long x = from; x < to && weight > NEGLIGIBLE; x++) {
            weight *= ratioUp(x);
        }
        for (long x = from; x > to && weight > NEGLIGIBLE; x--) {
            weight /= ratioUp(x - 1);
        }
        return weight > NEGLIGIBLE ? weight : 0;
    }

    /** How much likelier {@code x + 1} hits are than {@code x}. */
    private double ratioUp(long x) {
        long allHits = hits + otherHits;
        return ((double) (size - x) / (x + 1)) * ((double) (allHits - x) / (otherSize - allHits + x + 1));
    }
}
