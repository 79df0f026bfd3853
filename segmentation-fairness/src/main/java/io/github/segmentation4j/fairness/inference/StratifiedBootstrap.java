package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Objects;

/**
 * An interval for any statistic of rows by drawing samples from them. Each stratum is resampled by itself and keeps its
 * size, so a group that is a stratum is in every resample, however small it is.
 *
 * <p>A stratum of one row is that row in every resample: the interval says nothing about its chance. The seed of the
 * context decides the samples, the number of threads nothing.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: B. Efron, R. J. Tibshirani, An introduction to the bootstrap, 1993; A. C. Davison, D. V. Hinkley,
 * Bootstrap methods and their application, 1997.
 */
public final class StratifiedBootstrap {
    private static final String STAGE = "bootstrap";

    /** Fewer have no quantile at 2.5 %. */
    private static final int FEWEST = 40;

    private final int resamples;
    private final BootstrapInterval interval;
    private final double confidence;

    private StratifiedBootstrap(int resamples, BootstrapInterval interval, double confidence) {
        this.resamples = resamples;
        this.interval = interval;
        this.confidence = confidence;
    }

    /**
     * A bootstrap with so many resamples and a percentile interval of 95 %.
     *
     * @param resamples at least 40; 999 are usual
     */
    public static StratifiedBootstrap withResamples(int resamples) {
        if (resamples < FEWEST) {
            throw new IllegalArgumentException("resamples must be at least " + FEWEST + ", were " + resamples);
        }
        return new StratifiedBootstrap(resamples, BootstrapInterval.PERCENTILE, Arguments.CONFIDENCE);
    }

    /** This bootstrap with another way to read the interval. */
    public StratifiedBootstrap withInterval(BootstrapInterval newInterval) {
        return new StratifiedBootstrap(resamples, Objects.requireNonNull(newInterval, "interval"), confidence);
    }

    /**
     * This bootstrap with another confidence.
     *
     * @param newConfidence above 0 and below 1; the resamples must be enough for its quantiles
     */
    public StratifiedBootstrap withConfidence(double newConfidence) {
        Arguments.requireConfidence(newConfidence);
        return new StratifiedBootstrap(resamples, interval, newConfidence);
    }

    /**
     * The statistic of the rows with its interval. Undetermined if the statistic of the rows or of any resample is not
     * a finite number, or if there are no rows.
     *
     * @param strata the stratum of each row, any numbers
     * @param statistic called by several threads
     * @param context seed, threads, progress and cancellation
     */
    public Statistic estimate(int[] strata, ResampleStatistic statistic, RunContext context) {
        Objects.requireNonNull(statistic, "statistic");
        context.throwIfCancelled(STAGE);
        if (strata.length == 0) {
            return Statistic.undetermined("there are no rows");
        }
        double tail = (1 - confidence) / 2;
        if (tail * (resamples + 1) < 1) {
            throw new IllegalArgumentException("a confidence of " + confidence + " needs at least "
                    + (long) Math.ceil(1 / tail - 1) + " resamples, were " + resamples);
        }
        int[] rows = new int[strata.length];
        Arrays.setAll(rows, i -> i);
        double estimate = statistic.of(rows);
        if (!Double.isFinite(estimate)) {
            return Statistic.undetermined("the statistic of the rows is not a finite number");
        }
        Strata byStratum = new Strata(strata);
        double[] values = Resampling.values(
                STAGE,
                resamples,
                strata.length,
                (drawn, random, checkpoint) -> {
                    byStratum.draw(drawn, random, checkpoint);
                    return statistic.of(drawn);
                },
                context);
        long broken =
                Arrays.stream(values).filter(value -> !Double.isFinite(value)).count();
        if (broken > 0) {
            return Statistic.undetermined(
                    "the statistic is not a finite number in " + broken + " of " + resamples + " resamples");
        }
        Arrays.sort(values);
        double low = quantile(values, tail);
        double high = quantile(values, 1 - tail);
        return interval == BootstrapInterval.PERCENTILE
                ? new Statistic.Estimate(estimate, low, high, confidence)
                : new Statistic.Estimate(estimate, 2 * estimate - high, 2 * estimate - low, confidence);
    }

    /** The quantile at position {@code (resamples + 1) * probability}, between two values by their distance. */
    private static double quantile(double[] sorted, double probability) {
        double position = (sorted.length + 1) * probability - 1;
        int below = (int) Math.max(0, Math.min(sorted.length - 1.0, Math.floor(position)));
        int above = Math.min(sorted.length - 1, below + 1);
        double share = Math.max(0, Math.min(1, position - below));
        return sorted[below] + share * (sorted[above] - sorted[below]);
    }

    /** The rows sorted by stratum. */
    private static final class Strata {
        private final int[] members;
        private final int[] starts;
        private final int[] stratumOf;

        Strata(int[] codes) {
            int[] distinct = Arrays.stream(codes).sorted().distinct().toArray();
            stratumOf = new int[codes.length];
            starts = new int[distinct.length + 1];
            for (int row = 0; row < codes.length; row++) {
                stratumOf[row] = Arrays.binarySearch(distinct, codes[row]);
                starts[stratumOf[row] + 1]++;
            }
            for (int stratum = 0; stratum < distinct.length; stratum++) {
                starts[stratum + 1] += starts[stratum];
            }
            int[] next = starts.clone();
            members = new int[codes.length];
            for (int row = 0; row < codes.length; row++) {
                members[next[stratumOf[row]]++] = row;
            }
        }

        void draw(int[] rows, SeededRandom random, Checkpoint checkpoint) {
            for (int row = 0; row < rows.length; row++) {
                checkpoint.at(row);
                int start = starts[stratumOf[row]];
                rows[row] = members[start + random.nextInt(starts[stratumOf[row] + 1] - start)];
            }
        }
    }
}
