package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.quality.Agreement;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a run of a {@link Task} came to.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param clusters found, noise not counted
 * @param ari the adjusted Rand index against the clusters the rows were made of; noise counts as one more cluster
 * @param iterations it made
 * @param value of the index, or the mean log-likelihood of a row under a mixture
 */
public record Outcome(OptionalInt clusters, OptionalDouble ari, OptionalInt iterations, OptionalDouble value) {

    /**
     * A clustering.
     *
     * @param labels of the rows, below 0 for noise
     * @param sample the rows
     */
    public static Outcome of(int[] labels, Sample sample) {
        int clusters = (int)
                Arrays.stream(labels).filter(label -> label >= 0).distinct().count();
        OptionalDouble ari = sample.labels()
                .map(truth -> Agreement.between(truth, labels).adjustedRand().value())
                .orElse(OptionalDouble.empty());
        return new Outcome(OptionalInt.of(clusters), ari, OptionalInt.empty(), OptionalDouble.empty());
    }

    /** The value of an index. */
    static Outcome index(double value) {
        return new Outcome(OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.of(value));
    }

    /** This outcome with the iterations that were made. */
    public Outcome withIterations(int made) {
        return new Outcome(clusters, ari, OptionalInt.of(made), value);
    }

    /** This outcome with a value. */
    public Outcome withValue(double number) {
        return new Outcome(clusters, ari, iterations, OptionalDouble.of(number));
    }
}
