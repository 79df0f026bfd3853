package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import io.github.segmentation4j.privacy.accounting.Zcdp;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a private answer may cost and who books it: the ledger, the data set, and a share of its budget. A share in epsilon
 * buys discrete Laplace noise and pure differential privacy; a share in rho, or in epsilon and delta, buys discrete Gaussian
 * noise and zero-concentrated differential privacy. What neighbours are and whom the answer protects is what the budget of
 * the data set says.
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
    private enum Measure {
        EPSILON,
        RHO
    }

    private final Measure measure;
    private final double share;
    /** A cost that the share was given as. */
    private final Optional<PrivacyCost> given;

    private final PrivacyLedger ledger;
    private final String dataSet;
    private final String name;
    private final PrivacyBudget budget;
    private final Supplier<NoiseSource> noise;

    private PrivacyCharge(
            Measure measure,
            double share,
            Optional<PrivacyCost> given,
            PrivacyLedger ledger,
            String dataSet,
            String name,
            PrivacyBudget budget,
            Supplier<NoiseSource> noise) {
        this.measure = measure;
        this.share = share;
        this.given = given;
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
        return of(Measure.EPSILON, epsilon, Optional.empty(), ledger, dataSet);
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
        return of(Measure.RHO, rho, Optional.empty(), ledger, dataSet);
    }

    /**
     * The share in rho that an epsilon and a delta allow, paid with discrete Gaussian noise.
     *
     * @param epsilon finite, above 0
     * @param delta above 0, below 1; usually far below 1 / the number of customers
     * @param ledger books it
     * @param dataSet whose budget it is taken from
     * @throws IllegalArgumentException if the ledger does not know the data set, or nothing is left for noise
     */
    public static PrivacyCharge ofCost(double epsilon, double delta, PrivacyLedger ledger, String dataSet) {
        return of(Measure.RHO, Zcdp.rho(epsilon, delta), Optional.of(new PrivacyCost(epsilon, delta)), ledger, dataSet);
    }

    private static PrivacyCharge of(
            Measure measure, double share, Optional<PrivacyCost> given, PrivacyLedger ledger, String dataSet) {
        if (!(share > 0) || Double.isInfinite(share)) {
            throw new IllegalArgumentException("a share of the budget must be finite and above 0, was " + share);
        }
        return new PrivacyCharge(
                measure, share, given, ledger, dataSet, "", ledger.budget(dataSet), NoiseSource::secure);
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
        return new PrivacyCharge(measure, share, given, ledger, dataSet, newName, budget, noise);
    }

    /**
     * This charge with noise from another source.
     *
     * @param newNoise asked once for each answer
     */
    public PrivacyCharge withNoise(Supplier<NoiseSource> newNoise) {
        Objects.requireNonNull(newNoise, "noise");
        return new PrivacyCharge(measure, share, given, ledger, dataSet, name, budget, newNoise);
    }

    /** What neighbours are. */
    public Adjacency adjacency() {
        return budget.adjacency();
    }

    /** Whom the answer protects. */
    public PrivacyUnit unit() {
        return budget.unit();
    }

    /** Whether the share is one in epsilon alone, for noise that gives pure differential privacy. */
    public boolean isPure() {
        return measure == Measure.EPSILON;
    }

    /** The share: an epsilon if it {@link #isPure()}, otherwise a rho. */
    public double share() {
        return share;
    }

    /**
     * What the share costs if nothing else is spent: as it was given, or a rho at the delta of the budget.
     *
     * @throws IllegalArgumentException if it is a rho and the budget has no delta
     */
    public PrivacyCost cost() {
        if (isPure()) {
            return new PrivacyCost(share, 0);
        }
        double delta = budget.limit().delta();
        return given.orElseGet(() -> new PrivacyCost(Zcdp.epsilon(share, delta), delta));
    }

    /**
     * A part of this share, for one of several mechanisms of an answer.
     *
     * @param fraction above 0, below 1
     */
    public PrivacyCharge part(double fraction) {
        return withShare(share * proper(fraction));
    }

    /**
     * What {@link #part} of the same fraction leaves, so that both together are never more than the whole.
     *
     * @param fraction above 0, below 1
     */
    public PrivacyCharge rest(double fraction) {
        return withShare(Math.nextDown(share - share * proper(fraction)));
    }

    private static double proper(double fraction) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("a part must be above 0 and below 1, was " + fraction);
        }
        return fraction;
    }

    private PrivacyCharge withShare(double part) {
        return new PrivacyCharge(measure, part, Optional.empty(), ledger, dataSet, name, budget, noise);
    }

    /**
     * Books, prepares, and only then looks at the data.
     *
     * @param <N> what was prepared
     * @param <R> the answer
     * @param kind what is told, unless the charge has a name
     * @param event what it does to privacy, no more than the share
     * @param prepare checks what was given and takes or draws the noise; what it throws gives the share back
     * @param tell looks at the data
     * @throws BudgetExceededException if the ledger refuses; nothing was spent then
     */
    public <N, R> R answer(
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

    @Override
    public String toString() {
        return given.map(cost -> cost.toString()).orElse((isPure() ? "epsilon " : "rho ") + share) + " of '" + dataSet
                + "'";
    }
}
