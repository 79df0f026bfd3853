package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.internal.statistic.TwoByTwo;
import io.github.segmentation4j.quality.Statistic;

/**
 * Two shares of hits, such as the share of either group that got an offer, and everything their counts say about the
 * gap between them.
 *
 * <pre>{@code
 * TwoProportions women = TwoProportions.of(1179, 10771, 6662, 21790);
 * women.ratio().statistic();      // 0.358 from 0.338 to 0.379
 * women.pValue();                 // the test is chosen by the counts
 * }</pre>
 *
 * <p>A side may be empty: then there is no estimate, intervals hold every possible value and probabilities are 1.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: J. Cohen, Statistical power analysis for the behavioral sciences, 1988 (the effect size). The tests
 * are those of {@link TestMethod}, the intervals those of {@link ComparisonMethod}.
 *
 * @param hits the hits on the first side, 0 to {@code size}
 * @param size how many are on the first side, 0 or more
 * @param otherHits the hits on the other side, 0 to {@code otherSize}
 * @param otherSize how many are on the other side, 0 or more
 */
public record TwoProportions(long hits, long size, long otherHits, long otherSize) {
    /** Up to here a sum of two counts is exact as a double. */
    private static final long MOST = 1L << 52;

    /** Checks the counts. */
    public TwoProportions {
        if (hits < 0 || otherHits < 0 || hits > size || otherHits > otherSize || size > MOST || otherSize > MOST) {
            throw new IllegalArgumentException("counts need 0 <= hits <= size <= 2^52 on either side, were " + hits
                    + " of " + size + " and " + otherHits + " of " + otherSize);
        }
    }

    /** Two shares: hits among so many, and hits among so many others. */
    public static TwoProportions of(long hits, long size, long otherHits, long otherSize) {
        return new TwoProportions(hits, size, otherHits, otherSize);
    }

    /** The other side first. */
    public TwoProportions swapped() {
        return new TwoProportions(otherHits, otherSize, hits, size);
    }

    /**
     * The comparison without an interval. Undetermined if a side is empty; a ratio also without a hit on the other
     * side, an odds ratio also if everybody on the first side or nobody on the other has a hit.
     */
    public Statistic estimate(Measure measure) {
        if (isOneSideEmpty()) {
            return Statistic.undetermined(emptySide());
        }
        return switch (measure) {
            case DIFFERENCE -> Statistic.of(share() - otherShare());
            case RATIO ->
                otherHits == 0
                        ? Statistic.undetermined("the other side has no hit to divide by")
                        : Statistic.of(share() / otherShare());
            case ODDS_RATIO ->
                otherHits == 0 || hits == size
                        ? Statistic.undetermined(
                                otherHits == 0 ? "the other side has no hit" : "everybody on the first side has a hit")
                        : Statistic.of(hits / misses() * (otherMisses() / otherHits));
        };
    }

    /** The first share minus the other, with Newcombe's interval of 95 %. */
    public ComparisonInterval difference() {
        return interval(ComparisonMethod.NEWCOMBE, Arguments.CONFIDENCE);
    }

    /** The first share divided by the other, with Koopman's interval of 95 %; it needs no count above 0. */
    public ComparisonInterval ratio() {
        return interval(ComparisonMethod.KOOPMAN, Arguments.CONFIDENCE);
    }

    /** The odds of the first share divided by those of the other, with the score interval of 95 %. */
    public ComparisonInterval oddsRatio() {
        return interval(ComparisonMethod.CORNFIELD, Arguments.CONFIDENCE);
    }

    /**
     * A comparison by a named method.
     *
     * @param confidence above 0 and below 1
     */
    public ComparisonInterval interval(ComparisonMethod method, double confidence) {
        return Intervals.of(this, method, confidence);
    }

    /**
     * The two-sided test of equal shares that suits the counts: Fisher's mid-p if a cell is expected to hold fewer than
     * 5, otherwise the pooled z; and where these come out below 0.01, Fisher's exact test. So far out the approximations
     * are too bold, and it is there that {@link Correction} looks when comparisons are many: among 200 of 50 against 200
     * with shares of .1 they would raise a false alarm 6.3 times in 100 instead of 5, the exact test never more than 5.
     */
    public TestResult test() {
        return switch (table().suitable()) {
            case NONE -> TestResult.impossible(TestMethod.NONE, untestable());
            case POOLED_Z -> zTest();
            case EXACT_MID_P -> fisherMidP();
            case EXACT -> fisherExact();
        };
    }

    /** The probability that {@link #test()} finds. */
    public double pValue() {
        return test().pValue();
    }

    /** The z test with the shares pooled, two-sided; z is above 0 if the first share is larger. */
    public TestResult zTest() {
        if (table().suitable() == TwoByTwo.Test.NONE) {
            return TestResult.impossible(TestMethod.POOLED_Z, untestable());
        }
        return z(TestMethod.POOLED_Z, table().pooledZ());
    }

    /** The z test with each share's own error, two-sided; impossible if both shares are 0 or 1. */
    public TestResult unpooledZTest() {
        if (isOneSideEmpty()) {
            return TestResult.impossible(TestMethod.UNPOOLED_Z, emptySide());
        }
        double variance = share() * (misses() / size) / size + otherShare() * (otherMisses() / otherSize) / otherSize;
        return variance == 0
                ? TestResult.impossible(TestMethod.UNPOOLED_Z, "both shares are 0 or 1, which leaves no error")
                : z(TestMethod.UNPOOLED_Z, (share() - otherShare()) / Math.sqrt(variance));
    }

    /**
     * The z test of the logarithm of the ratio with the shares pooled, two-sided; impossible without hits on a side.
     */
    public TestResult ratioZTest() {
        if (table().suitable() == TwoByTwo.Test.NONE || hits == 0 || otherHits == 0) {
            return TestResult.impossible(
                    TestMethod.RATIO_Z, hits == 0 || otherHits == 0 ? "a side has no hit" : untestable());
        }
        double oddsAgainst = (misses() + otherMisses()) / (hits + otherHits);
        double error = Math.sqrt(oddsAgainst * (1.0 / size + 1.0 / otherSize));
        return z(TestMethod.RATIO_Z, StrictMath.log(share() / otherShare()) / error);
    }

    /** Fisher's exact test, two-sided. The statistic is the odds ratio. */
    public TestResult fisherExact() {
        return new TestResult(TestMethod.FISHER_EXACT, estimate(Measure.ODDS_RATIO), 0, table().exactP());
    }

    /** Fisher's test with the observed table counted by half, two-sided. The statistic is the odds ratio. */
    public TestResult fisherMidP() {
        if (table().suitable() == TwoByTwo.Test.NONE) {
            return TestResult.impossible(TestMethod.FISHER_MID_P, untestable());
        }
        return new TestResult(TestMethod.FISHER_MID_P, estimate(Measure.ODDS_RATIO), 0, table().midP());
    }

    /** Cohen's d: the difference of the shares in standard deviations of one person, those of both sides pooled. */
    public Statistic cohenD() {
        if (isOneSideEmpty()) {
            return Statistic.undetermined(emptySide());
        }
        double squares = (size - 1) * (share() * (misses() / size))
                + (otherSize - 1) * (otherShare() * (otherMisses() / otherSize));
        return squares == 0
                ? Statistic.undetermined("the persons of a side do not differ, which leaves no deviation")
                : Statistic.of((share() - otherShare()) / Math.sqrt(squares / ((double) size + otherSize - 2)));
    }

    private static TestResult z(TestMethod method, double z) {
        return new TestResult(method, Statistic.of(z), 0, StandardNormal.twoSidedTail(z));
    }

    private TwoByTwo table() {
        return new TwoByTwo(hits, size, otherHits, otherSize);
    }

    boolean isOneSideEmpty() {
        return size == 0 || otherSize == 0;
    }

    private String emptySide() {
        return size == 0 ? "the first side is empty" : "the other side is empty";
    }

    private String untestable() {
        return isOneSideEmpty() ? emptySide() : hits == 0 ? "nobody has a hit" : "everybody has a hit";
    }

    /** The first share; the side must not be empty. */
    double share() {
        return (double) hits / size;
    }

    double otherShare() {
        return (double) otherHits / otherSize;
    }

    /** Doubles, because every use divides. */
    double misses() {
        return size - hits;
    }

    double otherMisses() {
        return otherSize - otherHits;
    }
}
