package io.github.segmentation4j.privacy.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/** Compares what is drawn with what should be. */
final class ChiSquare {
    private static final int DRAWS = 60_000;

    private ChiSquare() {}

    /** Fails by chance once in a million seeds; the seeds are fixed. */
    static <R> void assertFollows(Supplier<R> draw, Map<? extends R, Double> chances) {
        Map<R, Integer> counts = new HashMap<>();
        for (int i = 0; i < DRAWS; i++) {
            counts.merge(draw.get(), 1, Integer::sum);
        }
        assertThat(chances.keySet().containsAll(counts.keySet())).isTrue();
        double statistic = 0;
        for (Map.Entry<? extends R, Double> chance : chances.entrySet()) {
            double expected = DRAWS * chance.getValue();
            double off = counts.getOrDefault(chance.getKey(), 0) - expected;
            statistic += off * off / expected;
        }
        assertThat(statistic)
                .isLessThan(new ChiSquaredDistribution(chances.size() - 1).inverseCumulativeProbability(1 - 1e-6));
    }
}
