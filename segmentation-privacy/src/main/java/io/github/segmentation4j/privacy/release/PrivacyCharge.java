package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.privacy.ledger.PrivacyLedger;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.privacy.ledger.Reservation;
import io.github.segmentation4j.privacy.noise.GaussianNoise;
import io.github.segmentation4j.privacy.noise.LaplaceNoise;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an answer may cost and who books it: the ledger, the data set, and a share of its budget. A share in epsilon buys
 * discrete Laplace noise and pure differential privacy; a share in rho buys discrete Gaussian noise and zero-concentrated
 * differential privacy. What neighbours are and whom the answer protects is what the budget of the data set says.
 *
 * <pre>{@code
 * PrivacyCharge charge = PrivacyCharge.ofEpsilon(0.5, ledger, "customers").withName("spend of March");
 * PrivateEstimate spend = PrivateSum.within(0, 500).of(spent, Contributions.oneRowEach(spent.length), charge, context);
 * }</pre>
 *
 * <p>Every answer charges the whole share once, and only once it has found nothing wrong with what it was given: it
 * reserves the share, checks the data, draws its noise, and only then looks; whatever goes wrong before gives the share
 * back. What is cancelled or fails later stays spent. Answers are made for batches: whoever can measure how long one takes
 * learns something about its noise.
 *
 * <p>Immutable and safe for use by several threads, if the ledger and the noise are.
 */
public final class PrivacyCharge {
    /** Noise must leave room for a sum of 2^31 values of 2^30 units in a long; 64 deviations are never seen. */
    private static final double LARGEST_DEVIATION = 0x1p56;

    private enum Measure {
        EPSILON,
        RHO
    }

    private final Measure measure;
    private final double share;
    private final PrivacyLedger ledger;
    private final String dataSet;
    private final String name;
    private final PrivacyBudget budget;
    private final Supplier<NoiseSource> noise;

    private PrivacyCharge(
            Measure measure,
            double share,
            PrivacyLedger ledger,
            String dataSet,
            String name,
            PrivacyBudget budget,
            Supplier<NoiseSource> noise) {
        this.measure = measure;
        this.share = share;
        this.ledger = ledger;
        this.dataSet = dataSet;
        this.name = name;
        this.budget = budget;
        this.noise = noise;
    }

    /**
     * A share in epsilon, paid with discrete Laplace noise.
     *
     * @param epsilon finite, above 0
     * @param ledger books it
     * @param dataSet whose budget it is taken from
     * @throws IllegalArgumentException if the ledger does not know the data set
     */
    public static PrivacyCharge ofEpsilon(double epsilon, PrivacyLedger ledger, String dataSet) {
        return of(Measure.EPSILON, epsilon, ledger, dataSet);
    }

    /**
     * A share in rho of zero-concentrated differential privacy, paid with discrete Gaussian noise.
     *
     * @param rho finite, above 0
     * @param ledger books it
     * @param dataSet whose budget it is taken from
     * @throws IllegalArgumentException if the ledger does not know the data set
     */
    public static PrivacyCharge ofRho(double rho, PrivacyLedger ledger, String dataSet) {
        return of(Measure.RHO, rho, ledger, dataSet);
    }

    private static PrivacyCharge of(Measure measure, double share, PrivacyLedger ledger, String dataSet) {
        if (!(share > 0) || Double.isInfinite(share)) {
            throw new IllegalArgumentException("a share of the budget must be finite and above 0, was " + share);
        }
        return new PrivacyCharge(measure, share, ledger, dataSet, "", ledger.budget(dataSet), NoiseSource::secure);
    }

    /**
     * This charge with a name for the ledger, in place of what kind of answer it is.
     *
     * @param newName what is told, not blank; no customer's value
     */
    public PrivacyCharge withName(String newName) {
        if (newName.isBlank()) {
            throw new IllegalArgumentException(
                    "the name of a charge must not be blank; leave it out for the standard one");
        }
        return new PrivacyCharge(measure, share, ledger, dataSet, newName, budget, noise);
    }

    /**
     * This charge with noise from another source.
     *
     * @param newNoise asked once for each answer
     */
    public PrivacyCharge withNoise(Supplier<NoiseSource> newNoise) {
        Objects.requireNonNull(newNoise, "noise");
        return new PrivacyCharge(measure, share, ledger, dataSet, name, budget, newNoise);
    }

    /** What neighbours are. */
    public Adjacency adjacency() {
        return budget.adjacency();
    }

    /** Whom the answer protects. */
    public PrivacyUnit unit() {
        return budget.unit();
    }

    @Override
    public String toString() {
        return (isPure() ? "epsilon " : "rho ") + share + " of '" + dataSet + "'";
    }

    boolean isPure() {
        return measure == Measure.EPSILON;
    }

    double share() {
        return share;
    }

    /** A part of this share, for one of several mechanisms. */
    PrivacyCharge part(double fraction) {
        return withShare(share * fraction);
    }

    /** What {@link #part} of the same fraction leaves, so that both together are never more than the whole. */
    PrivacyCharge rest(double fraction) {
        return withShare(Math.nextDown(share - share * fraction));
    }

    private PrivacyCharge withShare(double part) {
        return new PrivacyCharge(measure, part, ledger, dataSet, name, budget, noise);
    }

    NoiseMechanism mechanism(Sensitivity sensitivity) {
        if (sensitivity.l1() < 1) {
            throw new IllegalArgumentException(
                    "the bounds leave nothing to hide: no customer could change the answer; give wider bounds");
        }
        NoiseMechanism mechanism =
                isPure() ? LaplaceNoise.of(sensitivity.l1(), share) : GaussianNoise.of(sensitivity.l2(), share);
        if (!(mechanism.standardDeviation() < LARGEST_DEVIATION)) {
            throw new IllegalArgumentException("the noise of " + this
                    + " is too large to be computed; give a larger share, or bound what a customer contributes");
        }
        return mechanism;
    }

    static PrivacyEvent together(PrivacyEvent... events) {
        return events.length == 1 ? events[0] : new PrivacyEvent.Composed(List.of(events));
    }

    /**
     * Books, prepares, and only then looks at the data.
     *
     * @param kind what is told, unless the charge has a name
     * @param prepare checks what was given and draws the noise; what it throws gives the share back
     * @param tell looks at the data
     */
    <N, R> R answer(
            String kind, PrivacyEvent event, Function<NoiseSource, N> prepare, BiFunction<N, PrivacySpend, R> tell) {
        PrivacySpend spend =
                new PrivacySpend(dataSet, name.isEmpty() ? kind : name, event, budget.adjacency(), budget.unit());
        Reservation reservation = ledger.reserve(spend);
        N ready;
        try {
            ready = prepare.apply(noise.get());
        } catch (RuntimeException | Error failed) {
            giveBack(reservation, failed);
            throw failed;
        }
        reservation.begin();
        return tell.apply(ready, spend);
    }

    /** What went wrong is told even where the share cannot be given back; it stays spent then. */
    private static void giveBack(Reservation reservation, Throwable failed) {
        try {
            reservation.refund();
        } catch (RuntimeException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    /** Numbers with noise on each, as estimates with intervals that hold together. */
    static List<PrivateEstimate> estimates(long[] noisy, NoiseMechanism mechanism, double step, PrivacySpend spend) {
        double reach = mechanism.errorAt(Together.confidence(noisy.length)) * step;
        double deviation = mechanism.standardDeviation() * step;
        List<PrivateEstimate> estimates = new ArrayList<>(noisy.length);
        for (long number : noisy) {
            estimates.add(PrivateEstimate.of(number * step, reach, deviation, spend));
        }
        return List.copyOf(estimates);
    }

    /** Exact numbers plus noise that was drawn before. */
    static long[] sum(long[] exact, long[] noise) {
        long[] sum = new long[exact.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.addExact(exact[i], noise[i]);
        }
        return sum;
    }
}
