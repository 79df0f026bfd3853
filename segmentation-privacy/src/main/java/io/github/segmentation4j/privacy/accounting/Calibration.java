package io.github.segmentation4j.privacy.accounting;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;

/**
 * How much noise a cost needs, or how often a mechanism may run, always to the safe side: the cost of what is returned was
 * computed and keeps to the target.
 *
 * <p>Holds no state and is safe for use by several threads.
 *
 * <p>Implementation note: the cost is taken to fall as the noise grows. Where numerical bounds make it waver by a rounding,
 * the answer is a little above the least one, and still safe.
 */
public final class Calibration {
    /** No sensible mechanism needs noise outside 2^-60 to 2^60 sensitivities. */
    private static final double LEAST = 0x1p-60;

    private static final double MOST = 0x1p60;
    /** The relative width of the last bracket: a billionth more noise than needed. */
    private static final double PRECISION = 1e-9;

    private Calibration() {}

    /**
     * The least noise multiplier whose events keep to a cost, to a billionth above.
     *
     * @param family the events of a noise multiplier, such as {@code x -> new PrivacyEvent.Repeated(new
     *     PrivacyEvent.Gaussian(x), 20)}; more noise must not cost more
     * @param target epsilon above 0
     * @throws IllegalArgumentException if even 2^60 times the sensitivity does not suffice
     */
    public static double noiseMultiplier(DoubleFunction<PrivacyEvent> family, PrivacyCost target) {
        Positive.required("the target's epsilon", target.epsilon());
        double high = 1;
        while (!keeps(family.apply(high), target)) {
            high *= 2;
            if (high > MOST) {
                throw new IllegalArgumentException("no noise up to 2^60 times the sensitivity keeps to " + target
                        + "; allow a larger epsilon or delta, or fewer answers");
            }
        }
        double low = high / 2;
        while (low >= LEAST && keeps(family.apply(low), target)) {
            high = low;
            low /= 2;
        }
        while (high - low > PRECISION * high) {
            double middle = low + (high - low) / 2;
            if (keeps(family.apply(middle), target)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /**
     * How often an event may happen within a cost.
     *
     * @param family the events of a number of repetitions, from 1 on, such as {@code n -> new PrivacyEvent.Repeated(event,
     *     n)}; more must not cost less
     * @param target epsilon above 0
     * @return at least 0; at most 2^30
     */
    public static int repetitions(IntFunction<PrivacyEvent> family, PrivacyCost target) {
        Positive.required("the target's epsilon", target.epsilon());
        int keeps = 0;
        int exceeds = 1;
        while (exceeds <= 1 << 30 && keeps(family.apply(exceeds), target)) {
            keeps = exceeds;
            if (exceeds == 1 << 30) {
                return keeps;
            }
            exceeds *= 2;
        }
        while (exceeds - keeps > 1) {
            int middle = keeps + (exceeds - keeps) / 2;
            if (keeps(family.apply(middle), target)) {
                keeps = middle;
            } else {
                exceeds = middle;
            }
        }
        return keeps;
    }

    private static boolean keeps(PrivacyEvent event, PrivacyCost target) {
        return Composition.keepsTo(List.of(event), target);
    }
}
