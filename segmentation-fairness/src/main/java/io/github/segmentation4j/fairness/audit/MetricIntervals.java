package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.fairness.metric.FairnessMetric;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Metrics with intervals of 95 % from resamples. All metrics of the same data are computed from the same resamples.
 *
 * <p>The interval is the basic one: the quantiles of the resamples mirrored at the value, which takes back that metrics of
 * the largest gap among many grow by chance alone. It is cut at what the metric cannot pass, and holds the value.
 */
final class MetricIntervals {
    private static final String STAGE = "intervals of fairness metrics";
    private static final double CONFIDENCE = 0.95;

    /** Fewer have no quantile at 2.5 %. */
    static final int FEWEST = 40;

    /** More change no digit that anybody reads. */
    static final int MOST = 199;

    private MetricIntervals() {}

    /** Draws data again. */
    @FunctionalInterface
    interface Sampler<D> {
        D draw(SeededRandom random, Checkpoint checkpoint);
    }

    /**
     * The metrics of data.
     *
     * @param resamples 0 for no intervals, otherwise at least {@link #FEWEST}
     * @param scale by how much a deviation of a resample is larger than one of the data: 1 if both have as many rows
     */
    static <D> List<MetricValue> of(
            String attribute,
            List<FairnessMetric<D>> metrics,
            D data,
            int resamples,
            double scale,
            Sampler<D> sampler,
            RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        List<Statistic> values = new ArrayList<>();
        for (FairnessMetric<D> metric : metrics) {
            checkpoint.now();
            values.add(metric.evaluate(data));
        }
        double[][] drawn = new double[metrics.size()][resamples];
        BlockRunner.of(context.executor(), context.threads(), checkpoint::now).forEach(resamples, draw -> {
            D again = sampler.draw(SeededRandom.of(SeededRandom.derive(context.seed(), draw)), checkpoint);
            for (int metric = 0; metric < drawn.length; metric++) {
                checkpoint.now();
                drawn[metric][draw] = values.get(metric) instanceof Statistic.Undetermined
                        ? Double.NaN
                        : metrics.get(metric).evaluate(again).value().orElse(Double.NaN);
            }
        });
        List<MetricValue> result = new ArrayList<>();
        for (int i = 0; i < drawn.length; i++) {
            FairnessMetric<D> metric = metrics.get(i);
            result.add(new MetricValue(
                    attribute,
                    metric.id(),
                    metric.definition(),
                    metric.ideal(),
                    interval(values.get(i), metric.ideal(), drawn[i], scale)));
        }
        return result;
    }

    private static Statistic interval(Statistic value, double ideal, double[] drawn, double scale) {
        boolean broken = Arrays.stream(drawn).anyMatch(Double::isNaN);
        if (value instanceof Statistic.Undetermined || drawn.length == 0 || broken) {
            return value;
        }
        double number = value.orElseThrow();
        double[] deviations =
                Arrays.stream(drawn).map(one -> (one - number) / scale).sorted().toArray();
        double tail = (1 - CONFIDENCE) / 2;
        double lower = number - quantile(deviations, 1 - tail);
        double upper = number - quantile(deviations, tail);
        if (number >= 0 && ideal >= 0) {
            lower = Math.max(0, lower);
        }
        if (number < ideal) {
            upper = Math.min(ideal, upper);
        } else if (number > ideal) {
            lower = Math.max(ideal, lower);
        }
        return new Statistic.Estimate(number, Math.min(number, lower), Math.max(number, upper), CONFIDENCE);
    }

    /** The quantile at position {@code (n + 1) * probability}, between two values by their distance. */
    private static double quantile(double[] sorted, double probability) {
        double position = (sorted.length + 1) * probability - 1;
        int below = (int) Math.max(0, Math.min(sorted.length - 1.0, Math.floor(position)));
        int above = Math.min(sorted.length - 1, below + 1);
        double share = Math.max(0, Math.min(1, position - below));
        return sorted[below] + share * (sorted[above] - sorted[below]);
    }
}
