package io.github.segmentation4j.privacy.audit;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * Attacks one release: each of a number of canaries, rows that no customer has, is put into the data by the toss of a coin;
 * from what is released it is guessed which ones were in. So many right guesses prove an epsilon, with a single run of
 * what may take long.
 *
 * <pre>{@code
 * ClaimAudit audit = OneRunAudit.of(rows -> fitPrivately(rows), Adjacency.ADD_OR_REMOVE)
 *     .against(new PrivacyCost(1, 1e-6), data, Canaries.atCorners(lower, upper, 400, 7), context);
 * }</pre>
 *
 * <p>With {@link Adjacency#ADD_OR_REMOVE} the canaries that are in come after the rows of the data. With {@link
 * Adjacency#REPLACE} canary i takes the place of row i, so the number of rows tells nothing. By default half of the
 * canaries are guessed about: the quarter with the highest scores to be in, the quarter with the lowest to be out. Many
 * canaries prove more and spoil the release for any other use: never release what was audited.
 *
 * <p>The coins come from the seed of the context, the noise of the release does not. Immutable and safe for use by several
 * threads, as far as the release is.
 *
 * <p>References: T. Steinke, M. Nasr, M. Jagielski, Privacy auditing with one (1) training run, NeurIPS 2023.
 *
 * <p>Implementation note: the paper tries several numbers of guesses and shows the best; here the number is fixed before
 * the run, so that the bound holds as it stands.
 */
public final class OneRunAudit {
    private static final String STAGE = "one-run audit";
    private static final int HALF_OF_THEM = -1;

    private final Function<FeatureMatrix, ToDoubleFunction<double[]>> release;
    private final Adjacency adjacency;
    private final int guesses;
    private final double confidence;

    private OneRunAudit(
            Function<FeatureMatrix, ToDoubleFunction<double[]>> release,
            Adjacency adjacency,
            int guesses,
            double confidence) {
        this.release = release;
        this.adjacency = Objects.requireNonNull(adjacency, "adjacency");
        this.guesses = guesses;
        this.confidence = confidence;
    }

    /**
     * An audit of released centres: the nearer a canary lies to one, the likelier it was in.
     *
     * @param release fits the rows and gives what would be released
     * @param adjacency what the neighbours of the claim are
     */
    public static OneRunAudit of(Function<FeatureMatrix, ? extends CentroidModel> release, Adjacency adjacency) {
        return OneRunAudit.<CentroidModel>of(release, MembershipScore.nearestCentroid()::score, adjacency);
    }

    /**
     * An audit of anything.
     *
     * @param release makes of the rows what would be released
     * @param score how much a release speaks for a row having been in the data: higher for more, not NaN
     * @param adjacency what the neighbours of the claim are
     */
    public static <R> OneRunAudit of(
            Function<FeatureMatrix, ? extends R> release, ToDoubleBiFunction<R, double[]> score, Adjacency adjacency) {
        Objects.requireNonNull(release, "release");
        Objects.requireNonNull(score, "score");
        Function<FeatureMatrix, ToDoubleFunction<double[]>> attacked = rows -> {
            R released = release.apply(rows);
            return row -> score.applyAsDouble(released, row);
        };
        return new OneRunAudit(
                attacked, adjacency, HALF_OF_THEM, EpsilonLowerBound.standard().confidence());
    }

    /**
     * This audit with another number of guesses: the canaries with the most extreme scores, half of them guessed in, of an
     * odd number one more.
     *
     * @param count at least 1, at most the number of canaries
     */
    public OneRunAudit withGuesses(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("there must be at least 1 guess, was " + count);
        }
        return new OneRunAudit(release, adjacency, count, confidence);
    }

    /**
     * This audit with another confidence.
     *
     * @param newConfidence above 0, below 1
     */
    public OneRunAudit withConfidence(double newConfidence) {
        double checked =
                EpsilonLowerBound.standard().withConfidence(newConfidence).confidence();
        return new OneRunAudit(release, adjacency, guesses, checked);
    }

    /**
     * The epsilon that the release has at least.
     *
     * @param delta from 0 to below 1
     * @param data the other rows, n x d; at least as many as canaries where these replace some
     * @param canaries m x d rows
     * @param context seed and cancellation
     * @throws io.github.segmentation4j.run.CancelledException if the context was cancelled
     */
    public Statistic lowerBound(double delta, FeatureMatrix data, FeatureMatrix canaries, RunContext context) {
        EpsilonLowerBound bound =
                EpsilonLowerBound.standard().withConfidence(confidence).withDelta(delta);
        requireFit(data, canaries);
        int count = guesses == HALF_OF_THEM ? (canaries.rowCount() + 1) / 2 : guesses;
        if (count > canaries.rowCount()) {
            throw new IllegalArgumentException("there must be at most as many guesses as the " + canaries.rowCount()
                    + " canaries, were " + count + "; add canaries or guess less");
        }
        if (count == 0) {
            return Statistic.undetermined("there is no canary to guess about");
        }
        context.throwIfCancelled(STAGE);
        context.report(STAGE, 0, 1);
        boolean[] in = coins(canaries.rowCount(), context.seed());
        ToDoubleFunction<double[]> scorer = release.apply(mixed(data, canaries, in));
        context.throwIfCancelled(STAGE);
        long right = rightGuesses(scores(scorer, canaries), in, count);
        context.report(STAGE, 1, 1);
        return bound.ofGuesses(right, count, in.length);
    }

    /**
     * Holds a claim against the bound at its delta.
     *
     * @param claim what the release is said to cost
     * @param data the other rows, n x d; at least as many as canaries where these replace some
     * @param canaries m x d rows
     * @param context seed and cancellation
     * @throws io.github.segmentation4j.run.CancelledException if the context was cancelled
     */
    public ClaimAudit against(PrivacyCost claim, FeatureMatrix data, FeatureMatrix canaries, RunContext context) {
        return new ClaimAudit(claim, lowerBound(claim.delta(), data, canaries, context), confidence);
    }

    private void requireFit(FeatureMatrix data, FeatureMatrix canaries) {
        if (data.columnCount() != canaries.columnCount()) {
            throw new IllegalArgumentException("canaries must have the " + data.columnCount()
                    + " columns of the data, had " + canaries.columnCount());
        }
        if (adjacency == Adjacency.REPLACE && data.rowCount() < canaries.rowCount()) {
            throw new IllegalArgumentException("canaries that replace rows must be at most the " + data.rowCount()
                    + " rows of the data, were " + canaries.rowCount());
        }
    }

    private static boolean[] coins(int count, long seed) {
        SeededRandom random = SeededRandom.of(SeededRandom.derive(seed, 0));
        boolean[] in = new boolean[count];
        for (int i = 0; i < count; i++) {
            in[i] = random.nextLong() < 0;
        }
        return in;
    }

    private FeatureMatrix mixed(FeatureMatrix data, FeatureMatrix canaries, boolean[] in) {
        int rows = data.rowCount();
        if (adjacency == Adjacency.ADD_OR_REMOVE) {
            for (boolean canary : in) {
                rows += canary ? 1 : 0;
            }
        }
        FeatureMatrix.Builder builder = FeatureMatrix.builder(data.features(), rows, data.precision());
        for (int row = 0; row < data.rowCount(); row++) {
            builder.setRow(row, data.row(row));
        }
        int next = data.rowCount();
        for (int canary = 0; canary < in.length; canary++) {
            if (in[canary]) {
                builder.setRow(adjacency == Adjacency.REPLACE ? canary : next++, canaries.row(canary));
            }
        }
        return builder.build();
    }

    private static double[] scores(ToDoubleFunction<double[]> scorer, FeatureMatrix canaries) {
        double[] scores = new double[canaries.rowCount()];
        for (int canary = 0; canary < scores.length; canary++) {
            scores[canary] = scorer.applyAsDouble(canaries.row(canary));
            if (Double.isNaN(scores[canary])) {
                throw new IllegalArgumentException("the score of a canary must be a number and was NaN");
            }
        }
        return scores;
    }

    /** The guesses look at the scores alone: equal ones are told apart by the number of the canary, as good as chance. */
    private static long rightGuesses(double[] scores, boolean[] in, int guesses) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
        int guessedIn = guesses - guesses / 2;
        long right = 0;
        for (int i = 0; i < guessedIn; i++) {
            right += in[order[i]] ? 1 : 0;
        }
        for (int i = order.length - guesses / 2; i < order.length; i++) {
            right += in[order[i]] ? 0 : 1;
        }
        return right;
    }
}
