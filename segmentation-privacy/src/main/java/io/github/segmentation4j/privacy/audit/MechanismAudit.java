package io.github.segmentation4j.privacy.audit;

import io.github.segmentation4j.privacy.accounting.Composition;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * Runs a mechanism as a black box, many times on each of two neighbouring data sets, and bounds its epsilon from below by
 * how well its answers tell the two apart.
 *
 * <pre>{@code
 * ClaimAudit audit = MechanismAudit.of(() -> privateCount(with), () -> privateCount(without))
 *     .withConfidence(0.999)
 *     .against(new PrivacyCost(1, 0), context);
 * }</pre>
 *
 * <p>An answer is boiled down to one number, the score: for a count the count itself, for two answers with the same noise
 * their difference, for a histogram the cell of the customer, negative infinity where it is left out. A mechanism that is
 * private stays so under any score, so a wrong one proves too little and never too much. Which data sets are neighbours is
 * said by the adjacency of the claim: with and without one privacy unit, or one unit replaced.
 *
 * <p>A Gaussian mechanism keeps a delta for each epsilon; faults in it show best at a large delta, such as 0.1, because
 * the events of a small one do not come often enough to be counted.
 *
 * <p>Costs one run of the mechanism for each score; runs are made one after the other on the caller's thread, in turns of
 * the two worlds. Immutable and safe for use by several threads, as far as the mechanism is.
 *
 * <p>References: Z. Ding, Y. Wang, G. Wang, D. Zhang, D. Kifer, Detecting violations of differential privacy, CCS 2018; M.
 * Jagielski, J. Ullman, A. Oprea, Auditing differentially private machine learning: how private is private SGD?, NeurIPS
 * 2020.
 */
public final class MechanismAudit {
    private static final String STAGE = "privacy audit";

    /** Proves an epsilon up to ln((1 - .00074) / .00074) = 7.2, and one of 1 to within about .07. */
    private static final int DEFAULT_RUNS = 10_000;

    private static final int REPORTS = 100;

    private final DoubleSupplier present;
    private final DoubleSupplier absent;
    private final int runs;
    private final double confidence;

    private MechanismAudit(DoubleSupplier present, DoubleSupplier absent, int runs, double confidence) {
        this.present = Objects.requireNonNull(present, "present");
        this.absent = Objects.requireNonNull(absent, "absent");
        this.runs = runs;
        this.confidence = confidence;
    }

    /**
     * An audit of 10,000 runs in each world with 95 % confidence.
     *
     * @param present runs the mechanism, with fresh noise, in one world and gives the score of its answer, not NaN
     * @param absent the same in the neighbouring world
     */
    public static MechanismAudit of(DoubleSupplier present, DoubleSupplier absent) {
        return new MechanismAudit(
                present, absent, DEFAULT_RUNS, EpsilonLowerBound.standard().confidence());
    }

    /**
     * This audit with another number of runs in each world: half of them choose what to look for, half test it.
     *
     * @param count at least 2
     */
    public MechanismAudit withRuns(int count) {
        if (count < 2) {
            throw new IllegalArgumentException(
                    "there must be at least 2 runs in each world, one to choose an event and one to test it, was "
                            + count);
        }
        return new MechanismAudit(present, absent, count, confidence);
    }

    /**
     * This audit with another confidence.
     *
     * @param newConfidence above 0, below 1
     */
    public MechanismAudit withConfidence(double newConfidence) {
        double checked =
                EpsilonLowerBound.standard().withConfidence(newConfidence).confidence();
        return new MechanismAudit(present, absent, runs, checked);
    }

    /**
     * The epsilon that the mechanism has at least.
     *
     * @param delta from 0 to below 1
     * @param context listener and cancellation
     * @throws io.github.segmentation4j.run.CancelledException if the context was cancelled
     */
    public Statistic lowerBound(double delta, RunContext context) {
        EpsilonLowerBound bound =
                EpsilonLowerBound.standard().withConfidence(confidence).withDelta(delta);
        double[] presentScores = new double[runs];
        double[] absentScores = new double[runs];
        int step = Math.max(1, runs / REPORTS);
        for (int run = 0; run < runs; run++) {
            context.throwIfCancelled(STAGE);
            presentScores[run] = present.getAsDouble();
            absentScores[run] = absent.getAsDouble();
            if ((run + 1) % step == 0 || run + 1 == runs) {
                context.report(STAGE, run + 1L, runs);
            }
        }
        return bound.ofScores(presentScores, absentScores);
    }

    /**
     * Holds a claim against the bound at its delta.
     *
     * @param claim what one run is said to cost
     * @param context listener and cancellation
     * @throws io.github.segmentation4j.run.CancelledException if the context was cancelled
     */
    public ClaimAudit against(PrivacyCost claim, RunContext context) {
        return new ClaimAudit(claim, lowerBound(claim.delta(), context), confidence);
    }

    /**
     * Holds what an event costs at a delta against the bound.
     *
     * @param claim what one run is said to do to privacy
     * @param delta from 0 to below 1
     * @param context listener and cancellation
     * @throws io.github.segmentation4j.run.CancelledException if the context was cancelled
     */
    public ClaimAudit against(PrivacyEvent claim, double delta, RunContext context) {
        return against(Composition.cost(List.of(claim), delta), context);
    }
}
