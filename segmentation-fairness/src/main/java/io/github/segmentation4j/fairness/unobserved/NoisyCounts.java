package io.github.segmentation4j.fairness.unobserved;

import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rates of groups, their differences and ratios, from counts published with noise: the intervals hold the chance of
 * drawing the persons and that of the noise. Nothing is computed from noise alone: where it outweighs the count of a
 * group, the answer is undetermined.
 *
 * <pre>{@code
 * NoisyRate women = new NoisyRate(NoisyCount.laplace(213.4, 2), NoisyCount.laplace(1_020.9, 2));
 * Statistic difference = NoisyCounts.withDefaults().difference(women, men);
 * }</pre>
 *
 * <p>A rate is the ratio of two noisy counts, so its interval is the set of rates r that the test of {@code hits - r
 * total} does not reject, whose variance is n r (1 - r) plus that of the noises; without noise that is Wilson's interval. A
 * difference combines the intervals of two rates; a ratio has the interval of Fieller. Immutable and safe for use by
 * several threads.
 *
 * <p>References: E. C. Fieller, Some problems in interval estimation, Journal of the Royal Statistical Society B 16,
 * 1954; R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine
 * 17, 1998; G. Y. Zou, A. Donner, Construction of confidence limits about effect measures, Statistics in Medicine 27,
 * 2008.
 *
 * <p>Implementation note: Newcombe's combination, not the plain delta method, gives the interval of a difference, because
 * it keeps its confidence for rates near 0 and 1.
 */
public final class NoisyCounts {
    private final Confidence confidence;

    private NoisyCounts(Confidence confidence) {
        this.confidence = confidence;
    }

    /** Intervals with a confidence of 0.95. */
    public static NoisyCounts withDefaults() {
        return new NoisyCounts(Confidence.STANDARD);
    }

    /**
     * Intervals with another confidence.
     *
     * @param level above 0 and below 1
     */
    public NoisyCounts withConfidence(double level) {
        return new NoisyCounts(new Confidence(level));
    }

    /** The rate of a group, 0 to 1; undetermined if the number of its persons cannot be told from 0. */
    public Statistic rate(NoisyRate group) {
        double z = confidence.z();
        double n = group.total().count();
        double hits = group.hits().count();
        double square = n * n + z * z * (n - group.total().variance());
        if (!(n > 0) || !(square > 0)) {
            return Statistic.undetermined("the noise outweighs the number of persons of the group");
        }
        double linear = hits * n + z * z * n / 2;
        double constant = hits * hits - z * z * group.hits().variance();
        double discriminant = linear * linear - square * constant;
        double root = Math.sqrt(Math.max(0, discriminant));
        double lower = Math.max(0, (linear - root) / square);
        double upper = Math.min(1, (linear + root) / square);
        if (discriminant < 0 || lower > upper) {
            return Statistic.undetermined("the noise left no rate between 0 and 1 that fits the counts");
        }
        double rate = group.rate();
        return new Statistic.Estimate(rate, Math.min(lower, rate), Math.max(upper, rate), confidence.level());
    }

    /** The rate of a group less that of another, whose persons and noises are others; undetermined where a rate is. */
    public Statistic difference(NoisyRate one, NoisyRate other) {
        Statistic first = rate(one);
        Statistic second = rate(other);
        if (first instanceof Statistic.Estimate a && second instanceof Statistic.Estimate b) {
            double difference = a.number() - b.number();
            double down = StrictMath.hypot(a.number() - a.lower(), b.upper() - b.number());
            double up = StrictMath.hypot(a.upper() - a.number(), b.number() - b.lower());
            return new Statistic.Estimate(
                    difference, Math.max(-1, difference - down), Math.min(1, difference + up), confidence.level());
        }
        return first instanceof Statistic.Undetermined ? first : second;
    }

    /**
     * The rate of a group divided by that of another, whose persons and noises are others; undetermined where a rate is,
     * and where the second rate cannot be told from 0, so that the ratio has no upper end.
     */
    public Statistic ratio(NoisyRate one, NoisyRate other) {
        Statistic first = rate(one);
        Statistic second = rate(other);
        if (first instanceof Statistic.Undetermined) {
            return first;
        }
        if (second instanceof Statistic.Undetermined) {
            return second;
        }
        double z = confidence.z();
        double above = one.rate();
        double below = other.rate();
        double square = below * below - z * z * other.variance();
        if (!(square > 0)) {
            return Statistic.undetermined("the rate to divide by cannot be told from 0, so the ratio has no upper end");
        }
        double linear = above * below;
        double constant = above * above - z * z * one.variance();
        double root = Math.sqrt(Math.max(0, linear * linear - square * constant));
        double ratio = above / below;
        double lower = Math.min(ratio, Math.max(0, (linear - root) / square));
        return new Statistic.Estimate(ratio, lower, Math.max(ratio, (linear + root) / square), confidence.level());
    }

    /**
     * Whole counts that are not negative and add up, as likely as any under the noise: weighted least squares, rounded by
     * the largest remainder. Only what was published is used, so privacy is not spent.
     *
     * @param cells counts of disjoint groups
     * @param total the count of all of them together
     * @return a count for each cell, then the total
     * @throws IllegalArgumentException if counts without noise contradict each other
     */
    public static List<Long> consistent(List<NoisyCount> cells, NoisyCount total) {
        double[] numbers = cells.stream().mapToDouble(NoisyCount::count).toArray();
        double[] variances = cells.stream().mapToDouble(NoisyCount::variance).toArray();
        double[] nearest = Projection.ontoTotal(numbers, variances, total.count(), total.variance());
        double sum = 0;
        long whole = 0;
        List<Integer> byRemainder = new ArrayList<>();
        for (int cell = 0; cell < nearest.length; cell++) {
            sum += nearest[cell];
            whole += (long) Math.floor(nearest[cell]);
            byRemainder.add(cell);
        }
        long rounded = Math.round(sum);
        // The sort is stable: of equal remainders the first cell is rounded up.
        byRemainder.sort(Comparator.comparingDouble(cell -> Math.floor(nearest[cell]) - nearest[cell]));
        List<Long> counts = new ArrayList<>();
        for (double number : nearest) {
            counts.add((long) Math.floor(number));
        }
        for (int cell : byRemainder.subList(0, (int) Math.min(nearest.length, Math.max(0, rounded - whole)))) {
            counts.set(cell, counts.get(cell) + 1);
        }
        counts.add(rounded);
        return List.copyOf(counts);
    }
}
