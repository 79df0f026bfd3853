package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.quality.Statistic;
import java.util.Objects;

/**
 * What a test found. A test that cannot be made is no evidence: its probability is 1 and its statistic says why.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param method the test
 * @param statistic what the test measured, such as z or chi-squared
 * @param degreesOfFreedom of a chi-squared statistic; 0 for tests that have none
 * @param pValue the probability of a statistic at least as extreme by chance, from 0 to 1
 */
public record TestResult(TestMethod method, Statistic statistic, int degreesOfFreedom, double pValue) {
    /** Checks the probability. */
    public TestResult {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(statistic, "statistic");
        Arguments.requireProbability(pValue, "a probability");
        if (degreesOfFreedom < 0) {
            throw new IllegalArgumentException("degrees of freedom must be at least 0, were " + degreesOfFreedom);
        }
    }

    static TestResult impossible(TestMethod method, String reason) {
        return new TestResult(method, Statistic.undetermined(reason), 0, 1);
    }
}
