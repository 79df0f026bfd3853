package io.github.segmentation4j.fairness.inference;

/**
 * How an interval for the comparison of two shares is made, and how often 95 % of it cover the truth: summed over every
 * table that can come out, for true shares of .1 to .9 on either side in steps of .1 and sizes of 50, 100 and 200 in
 * every pairing. With shares of .01 to .05 the score methods hold .95 on average but fall to .919 for some shares with
 * 50 against 200, while Newcombe, Katz and Woolf are wider than they need be.
 *
 * <p>References: R. G. Newcombe, Interval estimation for the difference between independent proportions: comparison of
 * eleven methods, Statistics in Medicine 17, 1998; R. W. Mee, Confidence bounds for the difference between two
 * probabilities, Biometrics 40, 1984; D. Katz, J. Baptista, S. P. Azen, M. C. Pike, Obtaining confidence intervals for
 * the risk ratio in cohort studies, Biometrics 34, 1978; P. A. R. Koopman, Confidence intervals for the ratio of two
 * binomial proportions, Biometrics 40, 1984; B. Woolf, On estimating the relation between blood group and disease,
 * Annals of Human Genetics 19, 1955; J. Cornfield, A statistical problem arising from retrospective studies, Third
 * Berkeley Symposium, 1956.
 */
public enum ComparisonMethod {
    /**
     * The difference from the two Wilson intervals (Newcombe's method 10). The one to use for a difference: .950 on
     * average, nowhere below .939.
     */
    NEWCOMBE(Measure.DIFFERENCE),
    /**
     * The differences that the score test does not reject; agrees with {@link EquivalenceTest}. .949 on average,
     * nowhere below .935.
     */
    MEE(Measure.DIFFERENCE),
    /**
     * The ratio by the normal approximation of its logarithm. Needs a hit on either side and somebody without one;
     * there is no interval otherwise. .953 on average, down to .929 with 50 against 200.
     */
    KATZ(Measure.RATIO),
    /**
     * The ratios that the score test does not reject; agrees with {@link EquivalenceTest}. Needs nothing: without a hit
     * on the other side it has no upper end but still a lower one. The one to use for a ratio: .950 on average, nowhere
     * below .943.
     */
    KOOPMAN(Measure.RATIO),
    /**
     * The odds ratio by the normal approximation of its logarithm. Needs all four counts above 0. .955 on average,
     * nowhere below .943.
     */
    WOOLF(Measure.ODDS_RATIO),
    /**
     * The odds ratios that the score test does not reject. The one to use for an odds ratio: .950 on average, nowhere
     * below .942.
     */
    CORNFIELD(Measure.ODDS_RATIO);

    private final Measure measure;

    ComparisonMethod(Measure measure) {
        this.measure = measure;
    }

    /** What the interval is of. */
    public Measure measure() {
        return measure;
    }
}
