package io.github.segmentation4j.privacy.accounting;

import java.util.List;

/**
 * What one private mechanism does to privacy, in the form in which its cost adds up best. Scales are relative to the
 * sensitivity under the {@link Adjacency} at hand: noise of deviation 10 on a sum of sensitivity 2 is a Gaussian of
 * multiplier 5.
 *
 * <p>Implementations are immutable records and safe for use by several threads.
 */
public sealed interface PrivacyEvent {
    /**
     * Pure differential privacy by any mechanism.
     *
     * @param epsilon finite, above 0
     */
    record Pure(double epsilon) implements PrivacyEvent {
        /** Checks the range. */
        public Pure {
            Positive.required("epsilon", epsilon);
        }
    }

    /**
     * Approximate differential privacy by any mechanism.
     *
     * @param epsilon finite, at least 0
     * @param delta from 0 to below 1, not 0 where epsilon is
     */
    record Approximate(double epsilon, double delta) implements PrivacyEvent {
        /** Checks the ranges. */
        public Approximate {
            PrivacyCost checked = new PrivacyCost(epsilon, delta);
            if (checked.epsilon() == 0 && checked.delta() == 0) {
                throw new IllegalArgumentException("an event must cost something; epsilon and delta were 0");
            }
        }
    }

    /**
     * Zero-concentrated differential privacy, which the discrete Gaussian gives with rho = sensitivity^2 / (2 sigma^2).
     *
     * @param rho finite, above 0
     */
    record ZeroConcentrated(double rho) implements PrivacyEvent {
        /** Checks the range. */
        public ZeroConcentrated {
            Positive.required("rho", rho);
        }
    }

    /**
     * Continuous Laplace noise.
     *
     * @param multiplier scale / L1 sensitivity, finite, above 0
     */
    record Laplace(double multiplier) implements PrivacyEvent {
        /** Checks the range. */
        public Laplace {
            Positive.required("multiplier", multiplier);
        }
    }

    /**
     * Discrete Laplace noise on whole numbers: pure differential privacy whose loss takes a few values only.
     *
     * @param epsilon finite, above 0
     * @param sensitivity L1, in units of the noise, at least 1
     */
    record DiscreteLaplace(double epsilon, long sensitivity) implements PrivacyEvent {
        /** Checks the ranges. */
        public DiscreteLaplace {
            Positive.required("epsilon", epsilon);
            if (sensitivity < 1) {
                throw new IllegalArgumentException("sensitivity must be at least 1 unit, was " + sensitivity);
            }
        }
    }

    /**
     * Continuous Gaussian noise.
     *
     * @param multiplier sigma / L2 sensitivity, finite, above 0
     */
    record Gaussian(double multiplier) implements PrivacyEvent {
        /** Checks the range. */
        public Gaussian {
            Positive.required("multiplier", multiplier);
        }
    }

    /**
     * A mechanism on rows that the library itself drew, each with the same chance on its own. What sampling saves holds for
     * neighbours by {@link Adjacency#ADD_OR_REMOVE} only, and where the privacy unit is what was drawn.
     *
     * @param rate the chance of a row, above 0, at most 1
     * @param event what is done with the rows drawn
     */
    record PoissonSampled(double rate, PrivacyEvent event) implements PrivacyEvent {
        /** Checks the range. */
        public PoissonSampled {
            if (!(rate > 0 && rate <= 1)) {
                throw new IllegalArgumentException("the sampling rate must be above 0 and at most 1, was " + rate);
            }
        }
    }

    /**
     * The same event several times.
     *
     * @param event what is repeated
     * @param times at least 1
     */
    record Repeated(PrivacyEvent event, int times) implements PrivacyEvent {
        /** Checks the range. */
        public Repeated {
            if (times < 1) {
                throw new IllegalArgumentException("an event must be repeated at least once, was " + times);
            }
        }
    }

    /**
     * Events one after the other, each possibly chosen by looking at the answers of those before.
     *
     * @param events at least one
     */
    record Composed(List<PrivacyEvent> events) implements PrivacyEvent {
        /** Copies the list. */
        public Composed {
            events = List.copyOf(events);
            if (events.isEmpty()) {
                throw new IllegalArgumentException("a composition must have at least one event");
            }
        }
    }
}
