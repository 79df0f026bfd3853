package io.github.segmentation4j.privacy.audit;

import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.quality.Statistic;

/**
 * The epsilon that a mechanism has at least, as an attack on it proves: if the mechanism kept a smaller one, so much
 * success would come with a probability of at most 1 - confidence. A bound above the claimed epsilon says that the claim
 * is wrong; a low one says only that this attack did not get far.
 *
 * <pre>{@code
 * Statistic epsilon = EpsilonLowerBound.standard().withDelta(1e-5).ofTwoWorlds(731, 1000, 269, 1000);
 * }</pre>
 *
 * <p>Every result is a {@link Statistic.Value} of at least 0, or undetermined where nothing was tried. The confidence is
 * 95 % and delta 0 unless another is asked for.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: C. J. Clopper, E. S. Pearson, The use of confidence or fiducial limits illustrated in the case of the
 * binomial, Biometrika 26, 1934; M. Jagielski, J. Ullman, A. Oprea, Auditing differentially private machine learning: how
 * private is private SGD?, NeurIPS 2020 (two worlds); T. Steinke, M. Nasr, M. Jagielski, Privacy auditing with one (1)
 * training run, NeurIPS 2023 (one run).
 */
public final class EpsilonLowerBound {
    private static final EpsilonLowerBound STANDARD = new EpsilonLowerBound(0.95, 0);

    private final double confidence;
    private final double delta;

    private EpsilonLowerBound(double confidence, double delta) {
        this.confidence = confidence;
        this.delta = delta;
    }

    /** Bounds of 95 % confidence at delta 0. */
    public static EpsilonLowerBound standard() {
        return STANDARD;
    }

    /**
     * These bounds with another confidence.
     *
     * @param newConfidence above 0, below 1
     */
    public EpsilonLowerBound withConfidence(double newConfidence) {
        if (!(newConfidence > 0 && newConfidence < 1)) {
            throw new IllegalArgumentException("a confidence must lie between 0 and 1, was " + newConfidence);
        }
        return new EpsilonLowerBound(newConfidence, delta);
    }

    /**
     * These bounds on the epsilon of (epsilon, delta)-differential privacy.
     *
     * @param newDelta from 0 to below 1
     */
    public EpsilonLowerBound withDelta(double newDelta) {
        if (!(newDelta >= 0 && newDelta < 1)) {
            throw new IllegalArgumentException("delta must be at least 0 and below 1, was " + newDelta);
        }
        return new EpsilonLowerBound(confidence, newDelta);
    }

    /** The confidence, such as 0.95. */
    public double confidence() {
        return confidence;
    }

    /** The delta. */
    public double delta() {
        return delta;
    }

    /**
     * The bound from how often an event came in two neighbouring worlds. The error, 1 - confidence, is split in equal
     * halves: one for the lower end of the share of true positives, one for the upper end of that of false positives, both
     * exact and one-sided (Clopper and Pearson). The event and its opposite follow from the same two ends, so the better
     * one counts at no further price. The event must be chosen before these runs, or on other ones.
     *
     * @param truePositives how often the event came where it should be likelier, 0 to {@code present}
     * @param present the runs of that world, 0 or more
     * @param falsePositives how often it came in the other world, 0 to {@code absent}
     * @param absent the runs of the other world, 0 or more
     */
    public Statistic ofTwoWorlds(long truePositives, long present, long falsePositives, long absent) {
        requireCounts("true positives", truePositives, present);
        requireCounts("false positives", falsePositives, absent);
        if (present == 0 || absent == 0) {
            return Statistic.undetermined("a bound on epsilon needs runs in both worlds");
        }
        double tail = (1 - confidence) / 2;
        double likelier = BinomialTail.lowerEnd(truePositives, present, tail);
        double rarer = BinomialTail.upperEnd(falsePositives, absent, tail);
        return Statistic.of(Math.max(0, logRatio(likelier, rarer)));
    }

    /**
     * The bound from the scores of runs in two neighbouring worlds, any numbers that tell the worlds apart, infinite ones
     * included. Half of the runs, every other one, choose the event "at least" or "below" a threshold; it is tested on the
     * other half alone, so that trying all thresholds costs no confidence.
     *
     * @param present the scores of one world; none NaN
     * @param absent the scores of the other world; none NaN
     */
    public Statistic ofScores(double[] present, double[] absent) {
        requireNumbers(present);
        requireNumbers(absent);
        if (present.length < 2 || absent.length < 2) {
            return Statistic.undetermined(
                    "a bound on epsilon needs at least 2 runs in both worlds: one to choose an event, one to test it");
        }
        ThresholdEvent event =
                ThresholdEvent.choose(ThresholdEvent.half(present, 0), ThresholdEvent.half(absent, 0), this);
        double[] testedPresent = ThresholdEvent.half(present, 1);
        double[] testedAbsent = ThresholdEvent.half(absent, 1);
        return ofTwoWorlds(
                event.count(testedPresent), testedPresent.length, event.count(testedAbsent), testedAbsent.length);
    }

    /**
     * The bound from guesses about canaries, each of which was in the data or not by the toss of a coin of its own, all in
     * one run. The whole error goes to one side: the probability of so many right guesses under the claim, by the binomial
     * tail for pure epsilon, and with the further term of the paper where delta is above 0.
     *
     * @param right how many guesses were right, 0 to {@code guesses}
     * @param guesses how many canaries were guessed about, a number fixed before the run, 0 to {@code canaries}
     * @param canaries how many coins were tossed
     */
    public Statistic ofGuesses(long right, long guesses, long canaries) {
        requireCounts("right guesses", right, guesses);
        requireCounts("guesses", guesses, canaries);
        if (guesses == 0) {
            return Statistic.undetermined("a bound on epsilon needs at least 1 guess");
        }
        double error = 1 - confidence;
        if (chanceOfGuesses(right, guesses, canaries, 0) > error) {
            return Statistic.of(0);
        }
        double low = 0;
        double high = 1;
        while (chanceOfGuesses(right, guesses, canaries, high) <= error) {
            low = high;
            high *= 2;
        }
        double middle = low + (high - low) / 2;
        while (low < middle && middle < high) {
            if (chanceOfGuesses(right, guesses, canaries, middle) <= error) {
                low = middle;
            } else {
                high = middle;
            }
            middle = low + (high - low) / 2;
        }
        return Statistic.of(low);
    }

    /** The greatest probability of so many right guesses or more that an epsilon and the delta allow. */
    private double chanceOfGuesses(long right, long guesses, long canaries, double epsilon) {
        double wrongOdds = StrictMath.exp(-epsilon);
        double chance = BinomialTail.atLeast(right, guesses, 1 / (1 + wrongOdds));
        return delta == 0 ? chance : chance + 2 * canaries * delta * mostBelow(right, guesses, epsilon);
    }

    /** The greatest chance, over all i, of 1 to i right guesses fewer than there were, divided by i. */
    private static double mostBelow(long right, long guesses, double epsilon) {
        double logWrongOdds = -epsilon;
        double logShare = -StrictMath.log1p(StrictMath.exp(logWrongOdds));
        double logChance = BinomialTail.logExactly(Math.max(0, right - 1), guesses, logShare, logShare + logWrongOdds);
        double sum = 0;
        double most = 0;
        // The sum is at most 1, so from 1 / i = most on nothing greater can come.
        for (long i = 1; i <= right && i * most < 1; i++) {
            sum += StrictMath.exp(logChance);
            most = Math.max(most, sum / i);
            long hits = right - i;
            if (hits > 0) {
                logChance += StrictMath.log((double) hits / (guesses - hits + 1)) + logWrongOdds;
            }
        }
        return most;
    }

    /**
     * The bound that follows from approximate ends of the two shares, for choosing among events: minus infinity where there
     * is none. Wilson's ends take a few operations where the exact ones take a search.
     */
    double approximate(long truePositives, long present, long falsePositives, long absent) {
        double z = -StandardNormal.quantile((1 - confidence) / 2);
        return logRatio(wilson(truePositives, present, -z), wilson(falsePositives, absent, z));
    }

    private double logRatio(double likelier, double rarer) {
        double event = (likelier - delta) / rarer;
        double opposite = (1 - rarer - delta) / (1 - likelier);
        return StrictMath.log(Math.max(0, Math.max(event, opposite)));
    }

    private static double wilson(long hits, long of, double z) {
        double share = (double) hits / of;
        double square = z * z / of;
        double spread = z * Math.sqrt((share * (1 - share) + square / 4) / of);
        return Math.max(0, Math.min(1, (share + square / 2 + spread) / (1 + square)));
    }

    private static void requireCounts(String name, long hits, long of) {
        if (hits < 0 || hits > of) {
            throw new IllegalArgumentException(name + " must be 0 to " + of + ", were " + hits);
        }
    }

    private static void requireNumbers(double[] scores) {
        for (double score : scores) {
            if (Double.isNaN(score)) {
                throw new IllegalArgumentException("a score must be a number and was NaN; give what was not released a"
                        + " score of its own, such as negative infinity");
            }
        }
    }
}
