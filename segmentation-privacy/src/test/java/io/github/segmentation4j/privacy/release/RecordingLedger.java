package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.ledger.PrivacyLedger;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.privacy.ledger.Reservation;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import java.util.ArrayList;
import java.util.List;

/** A ledger that takes every spend and remembers what was done with it. */
final class RecordingLedger implements PrivacyLedger {
    static final String DATA = "customers";

    final List<PrivacySpend> reserved = new ArrayList<>();
    final List<String> steps = new ArrayList<>();
    private final PrivacyBudget budget;

    RecordingLedger(Adjacency adjacency) {
        budget = new PrivacyBudget(new PrivacyCost(1, 1e-6), adjacency, PrivacyUnit.CUSTOMER);
    }

    /** A charge in epsilon on a ledger of its own, with noise that repeats itself. */
    static PrivacyCharge epsilon(double epsilon, Adjacency adjacency, long seed) {
        return PrivacyCharge.ofEpsilon(epsilon, new RecordingLedger(adjacency), DATA)
                .withNoise(() -> SeededNoise.of(seed));
    }

    /** The same in rho. */
    static PrivacyCharge rho(double rho, Adjacency adjacency, long seed) {
        return PrivacyCharge.ofRho(rho, new RecordingLedger(adjacency), DATA).withNoise(() -> SeededNoise.of(seed));
    }

    /** Noise whose being asked for is one of the steps. */
    NoiseSource noise(long seed) {
        steps.add("noise");
        return SeededNoise.of(seed);
    }

    @Override
    public Reservation reserve(PrivacySpend spend) {
        reserved.add(spend);
        steps.add("reserve");
        return new Reservation() {
            @Override
            public PrivacySpend spend() {
                return spend;
            }

            @Override
            public void begin() {
                steps.add("begin");
            }

            @Override
            public void refund() {
                steps.add("refund");
            }
        };
    }

    @Override
    public PrivacyBudget budget(String dataSet) {
        if (!dataSet.equals(DATA)) {
            throw new IllegalArgumentException("unknown");
        }
        return budget;
    }

    @Override
    public PrivacyCost spent(String dataSet) {
        throw new UnsupportedOperationException("this ledger does not add up");
    }
}
