package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import io.github.segmentation4j.privacy.accounting.Zcdp;
import io.github.segmentation4j.privacy.ledger.PrivacyLedger;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What one private answer may cost, and whose ledger pays: a total of (epsilon, delta), spent as Gaussian noise under
 * zero-concentrated differential privacy. Every answer charges it once.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param ledger pays
 * @param dataSet whose budget it is, as the ledger knows it
 * @param cost of one answer; epsilon above 0, delta above 0
 * @param adjacency what neighbours are
 * @param unit whom the guarantee protects; a matrix has one row for each
 * @param noise where the noise comes from, asked once for each answer
 */
public record PrivacyCharge(
        PrivacyLedger ledger,
        String dataSet,
        PrivacyCost cost,
        Adjacency adjacency,
        PrivacyUnit unit,
        Supplier<NoiseSource> noise) {
    /** Below it, noise on a sum of a few hundred columns could leave the range of a long. */
    private static final double LEAST_RHO = 1e-14;

    /** Checks that the cost is one that Gaussian noise can have. */
    public PrivacyCharge {
        Objects.requireNonNull(ledger, "ledger");
        Objects.requireNonNull(dataSet, "data set");
        Objects.requireNonNull(adjacency, "adjacency");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(noise, "noise");
        if (!(cost.epsilon() > 0 && cost.delta() > 0)) {
            throw new IllegalArgumentException("epsilon and delta must be above 0, were " + cost.epsilon() + " and "
                    + cost.delta() + "; a usual delta is far below 1 / the number of customers");
        }
        if (!(Zcdp.rho(cost.epsilon(), cost.delta()) >= LEAST_RHO)) {
            throw new IllegalArgumentException("epsilon and delta must leave room for an answer, were " + cost.epsilon()
                    + " and " + cost.delta() + "; the noise would overflow");
        }
    }

    /** A charge for customers who may be added or removed, one row each, with secure noise. */
    public static PrivacyCharge of(PrivacyLedger ledger, String dataSet, double epsilon, double delta) {
        return new PrivacyCharge(
                ledger,
                dataSet,
                new PrivacyCost(epsilon, delta),
                Adjacency.ADD_OR_REMOVE,
                PrivacyUnit.CUSTOMER,
                NoiseSource::secure);
    }

    /** This charge with other neighbours. */
    public PrivacyCharge withAdjacency(Adjacency other) {
        return new PrivacyCharge(ledger, dataSet, cost, other, unit, noise);
    }

    /** This charge with a row standing for something else. */
    public PrivacyCharge withUnit(PrivacyUnit other) {
        return new PrivacyCharge(ledger, dataSet, cost, adjacency, other, noise);
    }

    /** This charge with noise from elsewhere. */
    public PrivacyCharge withNoise(Supplier<NoiseSource> other) {
        return new PrivacyCharge(ledger, dataSet, cost, adjacency, unit, other);
    }

    /** The rho that the cost allows. */
    double rho() {
        return Zcdp.rho(cost.epsilon(), cost.delta());
    }

    /** What the ledger is asked to book. */
    PrivacySpend spend(String what) {
        return new PrivacySpend(dataSet, what, new PrivacyEvent.ZeroConcentrated(rho()), adjacency, unit);
    }
}
