package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks customers for a number, so that no answer tells and the mean of all answers does. {@link #randomise} runs where the
 * customer's number is; {@link #aggregator()} where the reports arrive. All methods take the bounds of the number, finite,
 * and the epsilon of one report, from 1e-6 to 40.
 *
 * <p>Every report hides the number from everybody: whatever the two numbers of a customer, a report is at most e^epsilon
 * times as likely under one as under the other. That holds exactly, since a report is one of finitely many and is drawn
 * with whole numbers alone. A second report about the same number costs epsilon once more.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: J. Duchi, M. Jordan, M. Wainwright, Minimax optimal procedures for locally private estimation, Journal of
 * the American Statistical Association 113(521), 2018; N. Wang, X. Xiao, Y. Yang, J. Zhao, S. C. Hui, H. Shin, J. Shin, G.
 * Yu, Collecting and analyzing multidimensional data with local differential privacy, ICDE 2019.
 *
 * <p>Implementation note: piecewise answers are cells of a fixed row of 2^48 and the place of the window is rounded at
 * random, so that a report has no low bits to leak by and the mean stays what it is.
 */
public final class MeanOracle {
    private final String name;
    private final Bounds bounds;
    private final double epsilon;
    private final MeanLaw law;

    private MeanOracle(String name, Bounds bounds, double epsilon, MeanLaw law) {
        this.name = name;
        this.bounds = bounds;
        this.epsilon = epsilon;
        this.law = law;
    }

    /** Duchi's mechanism: one bit a report; the least error for an epsilon up to 0.609. */
    public static MeanOracle duchi(double lower, double upper, double epsilon) {
        MeanLaw law = MeanLaw.duchi(Odds.requireEpsilon(epsilon));
        return new MeanOracle("Duchi's mechanism", new Bounds(lower, upper), epsilon, law);
    }

    /** The piecewise mechanism: the least error for numbers near the middle of the range and an epsilon above 0.609. */
    public static MeanOracle piecewise(double lower, double upper, double epsilon) {
        MeanLaw law = MeanLaw.piecewise(Odds.requireEpsilon(epsilon));
        return new MeanOracle("piecewise mechanism", new Bounds(lower, upper), epsilon, law);
    }

    /**
     * The hybrid mechanism, which draws one of the two for each report such that the worst error is the least: Duchi's
     * alone for an epsilon up to 0.609. The one to take if nothing is known about the numbers.
     */
    public static MeanOracle hybrid(double lower, double upper, double epsilon) {
        MeanLaw law = MeanLaw.hybrid(Odds.requireEpsilon(epsilon));
        return new MeanOracle("hybrid mechanism", new Bounds(lower, upper), epsilon, law);
    }

    /** What the method is called, such as {@code piecewise mechanism}. */
    public String name() {
        return name;
    }

    /** The lower end of the range. */
    public double lower() {
        return bounds.lower();
    }

    /** The upper end of the range. */
    public double upper() {
        return bounds.upper();
    }

    /** By which factor, as a logarithm, a report may be more likely under one number than under another. */
    public double epsilon() {
        return epsilon;
    }

    /** What one report costs the customer. */
    public PrivacyEvent event() {
        return new PrivacyEvent.Pure(epsilon);
    }

    /**
     * A private report.
     *
     * @param value the customer's, clipped to the range
     * @param source where the noise comes from
     * @throws io.github.segmentation4j.run.InvalidInputException if the value is NaN
     */
    public MeanReport randomise(double value, NoiseSource source) {
        return law.draw(bounds.units(value), source);
    }

    /** An aggregator that has no reports yet. */
    public MeanAggregator aggregator() {
        return new MeanAggregator(bounds, law);
    }

    /**
     * The standard error that the noise gives an estimated mean of customers who all have one value, known before anything
     * is collected.
     *
     * @param value clipped to the range, not NaN
     * @param reports how many customers answer, at least 1
     */
    public double standardError(double value, long reports) {
        return standardErrorAt(bounds.place(value), reports);
    }

    /**
     * The largest standard error that the noise can give an estimated mean, whatever the customers' numbers.
     *
     * @param reports how many customers answer, at least 1
     */
    public double worstStandardError(long reports) {
        // The variance is linear in the square of the distance from the middle.
        return Math.max(standardErrorAt(0, reports), standardErrorAt(1, reports));
    }

    private double standardErrorAt(double place, long reports) {
        return bounds.halfWidth() * Math.sqrt(law.variance(place) / Support.requireReports(reports));
    }

    MeanLaw law() {
        return law;
    }

    /** Oracles are equal if they draw alike: the same method, bounds and epsilon. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MeanOracle oracle
                && bounds.equals(oracle.bounds)
                && epsilon == oracle.epsilon
                && law.equals(oracle.law);
    }

    @Override
    public int hashCode() {
        return Objects.hash(bounds, epsilon, law);
    }

    @Override
    public String toString() {
        return name + " at epsilon " + epsilon;
    }
}
