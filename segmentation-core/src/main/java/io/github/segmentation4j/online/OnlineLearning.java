package io.github.segmentation4j.online;

import io.github.segmentation4j.cluster.CentroidModel;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How segments are learned from events one by one: online k-means whose centroids are weighted means of the rows learned,
 * with weights that halve every half-life of event time.
 *
 * <pre>{@code
 * OnlineSegmenter segmenter = OnlineLearning.of(model, fittedAt)
 *     .withHalfLife(Duration.ofDays(30))
 *     .withLateness(Duration.ofMinutes(10))
 *     .start();
 * segmenter.learn(event);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: J. MacQueen, Some methods for classification and analysis of multivariate observations, 1967; G. Cormode,
 * V. Shkapenyuk, D. Srivastava, B. Xu, Forward decay: a practical time decay model for streaming systems, 2009.
 *
 * <p>Implementation note: MacQueen's means weigh every row alike; here they decay. Forward decay is rescaled by whole
 * half-lives, which are powers of two, so that rescaling rounds nothing.
 */
public final class OnlineLearning {
    private static final double PROBE_TOLERANCE = 1e-9;

    private final CentroidModel model;
    private final Instant fittedAt;
    private final Duration halfLife;
    private final Duration lateness;
    private final double startingWeight;
    private final int mostCustomers;
    private final int mostPending;

    private OnlineLearning(
            CentroidModel model,
            Instant fittedAt,
            Duration halfLife,
            Duration lateness,
            double startingWeight,
            int mostCustomers,
            int mostPending) {
        this.model = model;
        this.fittedAt = fittedAt;
        this.halfLife = halfLife;
        this.lateness = lateness;
        this.startingWeight = startingWeight;
        this.mostCustomers = mostCustomers;
        this.mostPending = mostPending;
    }

    /**
     * Learning that begins with a fitted model: half-life 30 days, lateness 10 minutes, a starting weight of 100 events for
     * each cluster, at most 1,000,000 customers and 100,000 events waiting.
     *
     * @param model whose distances are plain squared ones, without feature weights
     * @param fittedAt the time its centroids speak of, in the years 1970 to 2159; earlier events are late
     * @throws IllegalArgumentException if the model measures distances in another way
     */
    public static OnlineLearning of(CentroidModel model, Instant fittedAt) {
        OnlineEvent.nanosOf(fittedAt);
        requirePlainDistances(model);
        return new OnlineLearning(
                model, fittedAt, Duration.ofDays(30), Duration.ofMinutes(10), 100, 1_000_000, 100_000);
    }

    /** The time in which an event loses half its weight, 1 millisecond to 36,500 days; default 30 days. */
    public OnlineLearning withHalfLife(Duration newHalfLife) {
        if (newHalfLife.compareTo(Duration.ofMillis(1)) < 0 || newHalfLife.compareTo(Duration.ofDays(36_500)) > 0) {
            throw new IllegalArgumentException("the half-life must be 1 ms to 36500 days, was " + newHalfLife);
        }
        return new OnlineLearning(model, fittedAt, newHalfLife, lateness, startingWeight, mostCustomers, mostPending);
    }

    /**
     * How much later than a newer event an event may arrive and still count, 0 to 365 days; default 10 minutes. Events wait
     * that long before they are learned.
     */
    public OnlineLearning withLateness(Duration newLateness) {
        if (newLateness.isNegative() || newLateness.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("the lateness must be 0 to 365 days, was " + newLateness);
        }
        return new OnlineLearning(model, fittedAt, halfLife, newLateness, startingWeight, mostCustomers, mostPending);
    }

    /**
     * How many events at the time of the fit each centroid of the model counts as, above 0 to 1e12; default 100. It decays
     * like an event.
     */
    public OnlineLearning withStartingWeight(double newWeight) {
        if (!(newWeight > 0 && newWeight <= 1e12)) {
            throw new IllegalArgumentException(
                    "the starting weight must be above 0 and at most 1e12, was " + newWeight);
        }
        return new OnlineLearning(model, fittedAt, halfLife, lateness, newWeight, mostCustomers, mostPending);
    }

    /**
     * How many customers are kept, at least 1; default 1,000,000. For one more, the customer whose last event was learned
     * longest ago is dropped and counted in {@link OnlineSegmenter#evictedCustomers()}. What was learned from them stays.
     */
    public OnlineLearning withMostCustomers(int newMost) {
        return new OnlineLearning(
                model, fittedAt, halfLife, lateness, startingWeight, atLeastOne(newMost, "customers"), mostPending);
    }

    /**
     * How many events may wait for the watermark, at least 1; default 100,000. One more is dropped and counted as {@link
     * EventOutcome#PENDING_FULL}.
     */
    public OnlineLearning withMostPending(int newMost) {
        return new OnlineLearning(
                model,
                fittedAt,
                halfLife,
                lateness,
                startingWeight,
                mostCustomers,
                atLeastOne(newMost, "pending events"));
    }

    /** A segmenter that has learned nothing yet. */
    public OnlineSegmenter start() {
        return new OnlineSegmenter(this);
    }

    CentroidModel model() {
        return model;
    }

    long fittedAtNanos() {
        return OnlineEvent.nanosOf(fittedAt);
    }

    long halfLifeNanos() {
        return halfLife.toNanos();
    }

    long latenessNanos() {
        return lateness.toNanos();
    }

    double startingWeight() {
        return startingWeight;
    }

    int mostCustomers() {
        return mostCustomers;
    }

    int mostPending() {
        return mostPending;
    }

    private static int atLeastOne(int most, String what) {
        if (most < 1) {
            throw new IllegalArgumentException("most " + what + " must be at least 1, was " + most);
        }
        return most;
    }

    /** A step along each column must have the length that a plain distance gives it. */
    static void requirePlainDistances(CentroidModel model) {
        double[] centroid = Objects.requireNonNull(model, "model").centroid(0);
        for (double value : centroid) {
            OnlineEvent.requireUsable(value);
        }
        for (int c = 0; c < centroid.length; c++) {
            double[] probe = centroid.clone();
            probe[c] += Math.max(1, Math.abs(probe[c]));
            double step = probe[c] - centroid[c];
            double measured = model.squaredDistance(probe, 0);
            if (!(Math.abs(measured - step * step) <= PROBE_TOLERANCE * step * step)) {
                throw new IllegalArgumentException("the model must measure plain squared distances and measures column "
                        + (c + 1) + " otherwise; scale the features instead of weighting them");
            }
        }
    }

    @Override
    public String toString() {
        return "online k-means from " + model.clusterCount() + " centroids, half-life " + halfLife + ", lateness "
                + lateness;
    }
}
