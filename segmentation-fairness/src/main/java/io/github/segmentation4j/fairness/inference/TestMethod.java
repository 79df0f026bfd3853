package io.github.segmentation4j.fairness.inference;

/** The tests of this package. */
public enum TestMethod {
    /** Nothing could be tested: a side is empty, or nobody or everybody has a hit. */
    NONE,
    /** The difference of two shares in standard errors, under equal shares. */
    POOLED_Z,
    /** The difference of two shares in standard errors, each share with its own. */
    UNPOOLED_Z,
    /** The logarithm of the ratio of two shares in standard errors, under equal shares. */
    RATIO_Z,
    /** Fisher's exact test, two-sided: all tables with the same margins that are no likelier. */
    FISHER_EXACT,
    /** Fisher's exact test with the observed table counted by half. */
    FISHER_MID_P,
    /** Cochran, Mantel and Haenszel: equal shares in every stratum. */
    COCHRAN_MANTEL_HAENSZEL,
    /** Breslow and Day with Tarone's correction: the same odds ratio in every stratum. */
    BRESLOW_DAY,
    /** Pearson's chi-squared test of a table. */
    CHI_SQUARED,
    /** The likelihood ratio (G) test of a table. */
    LIKELIHOOD_RATIO,
    /** A test by random permutations of the groups. */
    PERMUTATION
}
