package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;

/**
 * Two shares compared within strata, such as women and men within each occupation: what is left of a gap between groups
 * once the strata explain what they can. Strata in which nothing can be compared say nothing and take nothing away.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: N. Mantel, W. Haenszel, Statistical aspects of the analysis of data from retrospective studies of
 * disease, Journal of the National Cancer Institute 22, 1959; J. Robins, N. Breslow, S. Greenland, Estimators of the
 * Mantel-Haenszel variance consistent in both sparse data and large-strata limiting models, Biometrics 42, 1986;
 * N. E. Breslow, N. E. Day, Statistical methods in cancer research I, 1980; R. E. Tarone, On heterogeneity tests based
 * on efficient scores, Biometrika 72, 1985.
 *
 * <p>Implementation note: the test takes no continuity correction; the interval of the odds ratio is that of its
 * logarithm.
 */
public final class MantelHaenszel {
    private static final String NOTHING = "no stratum has both sides, a hit and somebody without one";

    private final List<TwoProportions> strata;

    private MantelHaenszel(List<TwoProportions> strata) {
        this.strata = strata;
    }

    /**
     * Strata, each with its two shares, the same side first in all of them.
     *
     * @param strata in any order; may be empty
     */
    public static MantelHaenszel of(List<TwoProportions> strata) {
        return new MantelHaenszel(List.copyOf(strata));
    }

    /** The strata. */
    public List<TwoProportions> strata() {
        return strata;
    }

    /** In how many strata there is something to compare. */
    public int informativeStrata() {
        return informative().size();
    }

    /** The test that the shares are equal in every stratum (Cochran, Mantel and Haenszel), two-sided. */
    public TestResult test() {
        double gap = 0;
        double variance = 0;
        for (TwoProportions stratum : informative()) {
            double all = (double) stratum.size() + stratum.otherSize();
            double allHits = (double) stratum.hits() + stratum.otherHits();
            double expected = stratum.size() / all * allHits;
            gap += stratum.hits() - expected;
            variance += expected * (stratum.otherSize() / all) * ((all - allHits) / (all - 1));
        }
        if (variance == 0) {
            return TestResult.impossible(TestMethod.COCHRAN_MANTEL_HAENSZEL, NOTHING);
        }
        double z = gap / Math.sqrt(variance);
        return new TestResult(
                TestMethod.COCHRAN_MANTEL_HAENSZEL, Statistic.of(z * z), 1, StandardNormal.twoSidedTail(z));
    }

    /** The common odds ratio with its interval of 95 %. */
    public Statistic oddsRatio() {
        return oddsRatio(Arguments.CONFIDENCE);
    }

    /**
     * The common odds ratio with the interval of Robins, Breslow and Greenland; undetermined if its numerator or its
     * denominator is 0.
     *
     * @param confidence above 0 and below 1
     */
    public Statistic oddsRatio(double confidence) {
        Arguments.requireConfidence(confidence);
        double up = 0;
        double down = 0;
        double upUp = 0;
        double mixed = 0;
        double downDown = 0;
        for (TwoProportions stratum : informative()) {
            double all = (double) stratum.size() + stratum.otherSize();
            double r = stratum.hits() / all * stratum.otherMisses();
            double s = stratum.misses() / all * stratum.otherHits();
            double p = (stratum.hits() + stratum.otherMisses()) / all;
            double q = (stratum.misses() + stratum.otherHits()) / all;
            up += r;
            down += s;
            upUp += p * r;
            mixed += p * s + q * r;
            downDown += q * s;
        }
        if (up == 0 || down == 0) {
            return Statistic.undetermined(
                    up == 0 && down == 0
                            ? NOTHING
                            : up == 0
                                    ? "no stratum has hits on the first side beside others without one"
                                    : "no stratum has hits on the other side beside persons without one on the first");
        }
        double variance = upUp / (2 * up * up) + mixed / (2 * up * down) + downDown / (2 * down * down);
        double factor = StrictMath.exp(StandardNormal.criticalValue(confidence) * Math.sqrt(variance));
        return estimate(up / down, factor, confidence);
    }

    private static Statistic estimate(double ratio, double factor, double confidence) {
        return ratio * factor < Double.POSITIVE_INFINITY
                ? new Statistic.Estimate(ratio, ratio / factor, ratio * factor, confidence)
                : Statistic.undetermined("the interval has no upper end; the counts are too small");
    }

    /**
     * The test that the odds ratio is the same in every stratum (Breslow and Day, with Tarone's correction); where it
     * rejects, the common odds ratio hides strata that differ. Impossible with fewer than two informative strata.
     */
    public TestResult homogeneity() {
        List<TwoProportions> informative = informative();
        if (informative.size() < 2) {
            return TestResult.impossible(
                    TestMethod.BRESLOW_DAY, "fewer than two strata have something to compare with each other");
        }
        if (!(oddsRatio() instanceof Statistic.Estimate common)) {
            return TestResult.impossible(TestMethod.BRESLOW_DAY, "there is no common odds ratio to compare with");
        }
        double chiSquared = 0;
        double gaps = 0;
        double variances = 0;
        for (TwoProportions stratum : informative) {
            double other = ScoreStatistic.otherShareAt(stratum, common.number());
            double denominator = 1 + (common.number() - 1) * other;
            double first = common.number() * other / denominator;
            double information = stratum.size() * first * ((1 - other) / denominator);
            double otherInformation = stratum.otherSize() * other * (1 - other);
            double variance = 1 / (1 / information + 1 / otherInformation);
            double gap = stratum.hits() - stratum.size() * first;
            chiSquared += gap * gap / variance;
            gaps += gap;
            variances += variance;
        }
        double corrected = Math.max(0, chiSquared - gaps * gaps / variances);
        int degrees = informative.size() - 1;
        return new TestResult(
                TestMethod.BRESLOW_DAY, Statistic.of(corrected), degrees, ChiSquared.upperTail(corrected, degrees));
    }

    private List<TwoProportions> informative() {
        return strata.stream().filter(MantelHaenszel::isInformative).toList();
    }

    private static boolean isInformative(TwoProportions stratum) {
        return !stratum.isOneSideEmpty()
                && stratum.hits() + stratum.otherHits() > 0
                && stratum.misses() + stratum.otherMisses() > 0;
    }
}
