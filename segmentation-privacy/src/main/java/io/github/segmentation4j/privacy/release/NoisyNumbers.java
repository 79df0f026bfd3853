package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import java.util.ArrayList;
import java.util.List;

/** Exact numbers plus noise, and what is told of them. */
final class NoisyNumbers {
    private NoisyNumbers() {}

    /** Exact numbers plus noise that was drawn before. */
    static long[] sum(long[] exact, long[] noise) {
        long[] sum = new long[exact.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.addExact(exact[i], noise[i]);
        }
        return sum;
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

    /** What several mechanisms on the same rows do to privacy. */
    static PrivacyEvent together(PrivacyEvent... events) {
        return new PrivacyEvent.Composed(List.of(events));
    }
}
