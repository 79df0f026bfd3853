package io.github.segmentation4j.privacy.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.audit.ClaimAudit.Outcome;
import io.github.segmentation4j.privacy.ledger.MemoryLedger;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.ExponentialMechanism;
import io.github.segmentation4j.privacy.noise.ExponentialMechanism.Utility;
import io.github.segmentation4j.privacy.noise.GaussianNoise;
import io.github.segmentation4j.privacy.noise.LaplaceNoise;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import io.github.segmentation4j.privacy.noise.RandomisedResponse;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import io.github.segmentation4j.privacy.release.Contributions;
import io.github.segmentation4j.privacy.release.PartitionSelection;
import io.github.segmentation4j.privacy.release.PrivateCount;
import io.github.segmentation4j.privacy.release.PrivateSum;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Audits at a confidence of 99.9 %: each right claim is contradicted with a probability of at most .001, and the seeds are
 * fixed.
 */
class MechanismAuditTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final double LARGE_DELTA = 0.1;
    private static final double SELECTION_DELTA = 0.05;

    /** A mechanism with its claim, run in a world with and one without a customer. */
    private record Case(String name, PrivacyEvent claim, double delta, DoubleSupplier with, DoubleSupplier without) {
        ClaimAudit audit(int runs) {
            return MechanismAudit.of(with, without)
                    .withRuns(runs)
                    .withConfidence(0.999)
                    .against(claim, delta, CONTEXT);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A count of 10 customers with one more or not. */
    private static Case counting(String name, NoiseMechanism mechanism, PrivacyEvent claim, double delta, long moved) {
        NoiseSource source = SeededNoise.of(name.hashCode());
        return new Case(
                name, claim, delta, () -> mechanism.release(10 + moved, source), () -> mechanism.release(10, source));
    }

    private static Case honest(String name, NoiseMechanism mechanism, double delta, long sensitivity) {
        return counting(name, mechanism, mechanism.event(), delta, sensitivity);
    }

    static Stream<Case> honest() {
        return Stream.of(
                honest("Laplace .1", LaplaceNoise.of(1, 0.1), 0, 1),
                honest("Laplace 1", LaplaceNoise.of(1, 1), 0, 1),
                honest("Laplace 3", LaplaceNoise.of(1, 3), 0, 1),
                honest("Laplace 1 of sensitivity 5", LaplaceNoise.of(5, 1), 0, 5),
                honest("Laplace 1 at a delta", LaplaceNoise.of(1, 1), LARGE_DELTA, 1),
                honest("Gaussian rho .02", GaussianNoise.of(1, 0.02), LARGE_DELTA, 1),
                honest("Gaussian rho .5", GaussianNoise.of(1, 0.5), LARGE_DELTA, 1),
                honest("Gaussian rho .5 at a small delta", GaussianNoise.of(1, 0.5), 1e-3, 1),
                honest("Gaussian rho 2 of sensitivity 7", GaussianNoise.of(7, 2), LARGE_DELTA, 7),
                choosing("choice", Utility.GENERAL, Utility.GENERAL),
                choosing("choice by counts", Utility.MONOTONE, Utility.MONOTONE),
                answering("randomised response", 1),
                counting("private count"),
                summing("private sum"),
                selecting("segment of one customer or none", 1),
                selecting("segment of three customers or two", 3));
    }

    /**
     * Three candidates. Utilities of any kind move against each other by the customer, counts up only; the score is whether
     * the candidate that gained is chosen.
     */
    private static Case choosing(String name, Utility moves, Utility promised) {
        ExponentialMechanism choice = ExponentialMechanism.of(1, 1).withUtility(promised);
        NoiseSource source = SeededNoise.of(name.hashCode());
        long others = moves == Utility.GENERAL ? -1 : 0;
        return new Case(
                name,
                choice.event(),
                0,
                () -> choice.choose(new long[] {1, others, others}, source) == 0 ? 1 : 0,
                () -> choice.choose(new long[3], source) == 0 ? 1 : 0);
    }

    /** A customer who answers otherwise. */
    private static Case answering(String name, double epsilon) {
        RandomisedResponse response = RandomisedResponse.of(3, epsilon);
        NoiseSource source = SeededNoise.of(name.hashCode());
        return new Case(
                name,
                new PrivacyEvent.Pure(1),
                0,
                () -> response.release(2, source) == 2 ? 1 : 0,
                () -> response.release(0, source) == 2 ? 1 : 0);
    }

    /** A ledger for each answer: it is one answer that is audited. */
    private static PrivacyCharge charge(NoiseSource source) {
        MemoryLedger ledger = MemoryLedger.of("customers", PrivacyBudget.of(1, SELECTION_DELTA));
        return PrivacyCharge.ofEpsilon(1, ledger, "customers").withNoise(() -> source);
    }

    private static Case counting(String name) {
        NoiseSource source = SeededNoise.of(name.hashCode());
        IntToDoubleFunction count = rows -> PrivateCount.withDefaults()
                .of(Contributions.oneRowEach(rows), charge(source), CONTEXT)
                .value()
                .orElseThrow();
        return new Case(
                name, new PrivacyEvent.Pure(1), 0, () -> count.applyAsDouble(11), () -> count.applyAsDouble(10));
    }

    /** The customer spends the most that the bounds allow. */
    private static Case summing(String name) {
        NoiseSource source = SeededNoise.of(name.hashCode());
        ToDoubleFunction<double[]> sum = values -> PrivateSum.within(0, 10)
                .of(values, Contributions.oneRowEach(values.length), charge(source), CONTEXT)
                .value()
                .orElseThrow();
        return new Case(
                name,
                new PrivacyEvent.Pure(1),
                0,
                () -> sum.applyAsDouble(new double[] {3, 4, 10}),
                () -> sum.applyAsDouble(new double[] {3, 4}));
    }

    private static Case selecting(String name, int customers) {
        NoiseSource source = SeededNoise.of(name.hashCode());
        IntToDoubleFunction kept = rows -> PartitionSelection.optimal(SELECTION_DELTA)
                .of(Contributions.oneRowEach(new int[rows], 1), charge(source), CONTEXT)
                .kept()
                .size();
        return new Case(
                name,
                new PrivacyEvent.Approximate(1, SELECTION_DELTA),
                SELECTION_DELTA,
                () -> kept.applyAsDouble(customers),
                () -> kept.applyAsDouble(customers - 1));
    }

    @ParameterizedTest
    @MethodSource("honest")
    void noMechanismOfOursIsContradicted(Case mechanism) {
        ClaimAudit audit = mechanism.audit(4000);
        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.NOT_CONTRADICTED);
    }

    /** Half the noise of what is claimed. */
    static Stream<Case> halfTheNoise() {
        return Stream.of(
                counting("Laplace .5", LaplaceNoise.of(1, 1), new PrivacyEvent.Pure(0.5), 0, 1),
                counting("Laplace 1", LaplaceNoise.of(1, 2), new PrivacyEvent.Pure(1), 0, 1),
                counting(
                        "Gaussian rho .02",
                        GaussianNoise.of(1, 0.08),
                        new PrivacyEvent.ZeroConcentrated(0.02),
                        LARGE_DELTA,
                        1),
                counting(
                        "Gaussian rho .5",
                        GaussianNoise.of(1, 2),
                        new PrivacyEvent.ZeroConcentrated(0.5),
                        LARGE_DELTA,
                        1),
                choosing("choice that is promised counts", Utility.GENERAL, Utility.MONOTONE),
                answering("randomised response", 2));
    }

    @ParameterizedTest
    @MethodSource("halfTheNoise")
    void halfTheNoiseIsCaught(Case fault) {
        // The faintest fault is .04 in a difference of two rates; 20,000 runs tell each to .005.
        ClaimAudit audit = fault.audit(40_000);
        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.CONTRADICTED);
    }

    @Test
    void auditOfARightClaimIsNotIdle() {
        // The true epsilon is 1; 10,000 runs prove it to within .2 with a wide margin.
        Case laplace = honest("Laplace 1", LaplaceNoise.of(1, 1), 0, 1);
        assertThat(laplace.audit(10_000).lowerBound().orElseThrow()).isBetween(0.8, 1.0);
    }

    /** One release leaves out the cell of an attribute value nobody has; the other gives every cell its noise. */
    @Test
    void hazard6LeavingOutEmptyCellsIsCaught() {
        LaplaceNoise noise = LaplaceNoise.of(1, 1);
        NoiseSource source = SeededNoise.of(6);
        DoubleSupplier with = () -> noise.release(1, source);
        MechanismAudit leftOut = MechanismAudit.of(with, () -> Double.NEGATIVE_INFINITY);
        MechanismAudit allCells = MechanismAudit.of(with, () -> noise.release(0, source));
        assertThat(leftOut.withRuns(1000)
                        .withConfidence(0.999)
                        .against(noise.event(), 0, CONTEXT)
                        .outcome())
                .isEqualTo(Outcome.CONTRADICTED);
        assertThat(allCells.withRuns(1000)
                        .withConfidence(0.999)
                        .against(noise.event(), 0, CONTEXT)
                        .outcome())
                .isEqualTo(Outcome.NOT_CONTRADICTED);
    }

    /** Two counts, one of all customers and one without the customer in question; the score is their difference. */
    @Test
    void hazard5ReusedSeedIsCaught() {
        LaplaceNoise noise = LaplaceNoise.of(1, 0.5);
        PrivacyCost both = new PrivacyCost(1, 0);
        AtomicLong seeds = new AtomicLong();
        ClaimAudit reused = twoCounts(noise, () -> {
                    long seed = seeds.getAndIncrement();
                    return List.of(SeededNoise.of(seed), SeededNoise.of(seed));
                })
                .against(both, CONTEXT);
        ClaimAudit fresh = twoCounts(
                        noise,
                        () -> List.of(SeededNoise.of(seeds.getAndIncrement()), SeededNoise.of(seeds.getAndIncrement())))
                .against(both, CONTEXT);
        assertThat(reused.outcome()).isEqualTo(Outcome.CONTRADICTED);
        assertThat(fresh.outcome()).isEqualTo(Outcome.NOT_CONTRADICTED);
    }

    private static MechanismAudit twoCounts(LaplaceNoise noise, Supplier<List<NoiseSource>> sources) {
        return MechanismAudit.of(() -> difference(noise, 11, sources.get()), () -> difference(noise, 10, sources.get()))
                .withRuns(500)
                .withConfidence(0.999);
    }

    private static double difference(LaplaceNoise noise, long all, List<NoiseSource> sources) {
        return (double) noise.release(all, sources.get(0)) - noise.release(10, sources.get(1));
    }

    @Test
    void twoRunsProveNothingAndFewerAreRefused() {
        ClaimAudit audit = MechanismAudit.of(() -> 1, () -> 0).withRuns(2).against(new PrivacyCost(1, 0), CONTEXT);
        assertThat(audit.lowerBound()).isEqualTo(Statistic.of(0));
        assertThat(audit.outcome()).isEqualTo(Outcome.NOT_CONTRADICTED);
        assertThatThrownBy(() -> MechanismAudit.of(() -> 1, () -> 0).withRuns(1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void runsAreReportedAndCanBeStopped() {
        List<ProgressListener.Progress> heard = new ArrayList<>();
        MechanismAudit audit = MechanismAudit.of(() -> 1, () -> 0).withRuns(999);
        assertThat(audit.lowerBound(0, CONTEXT.withListener(heard::add)).orElseThrow())
                .isPositive();
        assertThat(heard.get(heard.size() - 1).done()).isEqualTo(999);
        Cancellation cancellation = Cancellation.create();
        RunContext stopping = CONTEXT.withCancellation(cancellation);
        MechanismAudit stopped = MechanismAudit.of(
                () -> {
                    cancellation.cancel();
                    return 1;
                },
                () -> 0);
        assertThatThrownBy(() -> stopped.lowerBound(0, stopping)).isInstanceOf(CancelledException.class);
    }

    @Test
    void tableNamesClaimAndProof() {
        ClaimAudit audit = new ClaimAudit(new PrivacyCost(1, 0), Statistic.undetermined("nothing was tried"), 0.95);
        assertThat(audit.outcome()).isEqualTo(Outcome.INSUFFICIENT);
        assertThat(audit.table().rows()).hasSize(1);
        assertThat(audit.table().toString()).contains("nothing was tried");
    }
}
