package io.github.segmentation4j.fairness.mitigation;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Weighs rows so that groups have the shares of a reference population: who is rarer among the customers than there
 * weighs more. With several attributes, each is brought to its shares in turn, again and again, until all are (raking).
 *
 * <pre>{@code
 * RepresentationWeights found = ResamplingWeights.towards(
 *         TargetShares.of("sex", Map.of("f", 0.51, "m", 0.49)),
 *         TargetShares.of("age", Map.of("under 40", 0.45, "40 and over", 0.55)))
 *     .fit(List.of(audit.groups("sex"), audit.groups("age")), context);
 * KMeans.withClusters(6).fit(TrainingSet.of(matrix).withWeights(found.weights()), context);
 * }</pre>
 *
 * <p>Rows of the same groups weigh the same, the weights sum up to the number of rows, and the order of the rows changes
 * no bit. A row whose group of an attribute is missing is left out when that attribute is adjusted; the shares are those
 * among the rows whose group is known. Targets that contradict each other on the rows at hand, such as through groups that
 * never occur together, are not reached: {@link RepresentationWeights#converged()} says so.
 *
 * <p>Cost: a sort of the rows, then a pass over the distinct combinations of groups for each attribute and round.
 * Immutable and safe for use by several threads.
 *
 * <p>References: W. E. Deming, F. F. Stephan, On a least squares adjustment of a sampled frequency table when the expected
 * marginal totals are known, Annals of Mathematical Statistics 11, 1940; L. Kish, Survey Sampling, Wiley 1965.
 */
public final class ResamplingWeights {
    private static final double DEFAULT_TOLERANCE = 1e-9;
    private static final int DEFAULT_ROUNDS = 1000;

    private final List<TargetShares> targets;
    private final double tolerance;
    private final int maximumRounds;

    private ResamplingWeights(List<TargetShares> targets, double tolerance, int maximumRounds) {
        this.targets = targets;
        this.tolerance = tolerance;
        this.maximumRounds = maximumRounds;
    }

    /**
     * Weights towards the shares of some attributes.
     *
     * @param targets at least one, each of an attribute of its own
     */
    public static ResamplingWeights towards(TargetShares... targets) {
        KnownGroups.named(Arrays.stream(targets).map(TargetShares::attribute).toArray(String[]::new));
        return new ResamplingWeights(List.of(targets), DEFAULT_TOLERANCE, DEFAULT_ROUNDS);
    }

    /**
     * How far a weighted share may be from its target. Default: 1e-9.
     *
     * @param deviation above 0 and below 1
     */
    public ResamplingWeights withTolerance(double deviation) {
        if (!(deviation > 0 && deviation < 1)) {
            throw new IllegalArgumentException("the tolerance must be above 0 and below 1, was " + deviation);
        }
        return new ResamplingWeights(targets, deviation, maximumRounds);
    }

    /**
     * How many times each attribute is adjusted at most. Default: 1,000.
     *
     * @param rounds at least 1
     */
    public ResamplingWeights withMaxRounds(int rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException("there must be at least 1 round, were " + rounds);
        }
        return new ResamplingWeights(targets, tolerance, rounds);
    }

    /**
     * Finds the weights. Reports {@code raking}, round by round.
     *
     * @param groups one for each target, in the order of the targets, with the same rows
     * @param context listener and cancellation; seed and threads change nothing
     * @throws InvalidInputException if a group has a target and no row, or rows and no target; it is named
     */
    public RepresentationWeights fit(List<Categories> groups, RunContext context) {
        KnownGroups known = new KnownGroups(
                targets.stream().map(TargetShares::attribute).toList(),
                targets.stream()
                        .map(target -> List.copyOf(target.shares().keySet()))
                        .toList());
        int rows = groups.isEmpty() ? 0 : groups.get(0).size();
        int[][] codes = known.codes(groups, rows);
        for (int a = 0; a < codes.length; a++) {
            requirePossible(groups.get(a), known.levels().get(a));
        }
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled("raking"));
        Cells cells = Cells.of(known, codes, checkpoint);
        double[] weights = new double[cells.counts.length];
        Arrays.fill(weights, 1);
        int round = 0;
        double deviation = deviation(cells, weights, checkpoint);
        while (deviation > tolerance && round < maximumRounds) {
            context.report("raking", round, maximumRounds);
            boolean adjusted = true;
            for (int a = 0; a < codes.length && adjusted; a++) {
                adjusted = adjust(cells, a, weights, checkpoint);
            }
            if (!adjusted) {
                break;
            }
            round++;
            deviation = deviation(cells, weights, checkpoint);
        }
        context.report("raking", maximumRounds, maximumRounds);
        double[] ofRows = new double[rows];
        Arrays.setAll(ofRows, row -> weights[cells.ofRow[row]]);
        return new RepresentationWeights(ofRows, round, deviation, tolerance);
    }

    private static void requirePossible(Categories groups, List<String> wanted) {
        int[] counts = groups.counts();
        Set<String> present = new HashSet<>();
        for (int level = 0; level < counts.length - 1; level++) {
            String name = groups.levels().get(level);
            if (counts[level] > 0) {
                present.add(name);
                if (!wanted.contains(name)) {
                    throw new InvalidInputException("group '" + name + "' of '" + groups.name()
                            + "' has rows and no target share; give it one, or leave its rows out");
                }
            }
        }
        for (String name : wanted) {
            if (!present.contains(name)) {
                throw new InvalidInputException("group '" + name + "' of '" + groups.name()
                        + "' has a target share and no row, and no weight makes up for that; add such customers, or"
                        + " join it with another group");
            }
        }
    }

    private double[] shares(int attribute) {
        return targets.get(attribute).shares().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** Brings an attribute to its shares; false if a group has lost all its weight, as contradicting targets make it. */
    private boolean adjust(Cells cells, int attribute, double[] weights, Checkpoint checkpoint) {
        double[] target = shares(attribute);
        double[] held = cells.weightOfLevels(attribute, target.length, weights, checkpoint);
        double all = Arrays.stream(held).sum();
        double[] factors = new double[target.length];
        for (int level = 0; level < target.length; level++) {
            if (!(held[level] > 0)) {
                return false;
            }
            factors[level] = target[level] * all / held[level];
        }
        for (int cell = 0; cell < weights.length; cell++) {
            int level = cells.levels[attribute][cell];
            weights[cell] *= level < 0 ? 1 : factors[level];
        }
        return true;
    }

    private double deviation(Cells cells, double[] weights, Checkpoint checkpoint) {
        double largest = 0;
        for (int a = 0; a < targets.size(); a++) {
            double[] target = shares(a);
            double[] held = cells.weightOfLevels(a, target.length, weights, checkpoint);
            double all = Arrays.stream(held).sum();
            for (int level = 0; level < target.length; level++) {
                largest = Math.max(largest, Math.abs(held[level] / all - target[level]));
            }
        }
        return largest;
    }

    /** The combinations of levels that occur, in an order of their own, so that the order of the rows is forgotten. */
    private record Cells(int[] ofRow, int[] counts, int[][] levels) {
        static Cells of(KnownGroups known, int[][] codes, Checkpoint checkpoint) {
            int[] ofRow = new int[codes[0].length];
            int count = ofRow.length == 0 ? 0 : 1;
            for (int a = 0; a < codes.length; a++) {
                int width = known.levels().get(a).size() + 1;
                long[] keys = new long[ofRow.length];
                for (int row = 0; row < keys.length; row++) {
                    checkpoint.at(row);
                    keys[row] = (long) ofRow[row] * width + codes[a][row] + 1;
                }
                long[] sorted = keys.clone();
                PacedSort.sort(sorted, checkpoint);
                long[] distinct = Arrays.stream(sorted).distinct().toArray();
                for (int row = 0; row < keys.length; row++) {
                    checkpoint.at(row);
                    ofRow[row] = Arrays.binarySearch(distinct, keys[row]);
                }
                count = distinct.length;
            }
            int[] counts = new int[count];
            int[][] levels = new int[codes.length][count];
            for (int row = 0; row < ofRow.length; row++) {
                checkpoint.at(row);
                counts[ofRow[row]]++;
                for (int a = 0; a < codes.length; a++) {
                    levels[a][ofRow[row]] = codes[a][row];
                }
            }
            return new Cells(ofRow, counts, levels);
        }

        double[] weightOfLevels(int attribute, int size, double[] weights, Checkpoint checkpoint) {
            CompensatedSums sums = new CompensatedSums(size);
            for (int cell = 0; cell < counts.length; cell++) {
                checkpoint.at(cell);
                if (levels[attribute][cell] >= 0) {
                    sums.add(levels[attribute][cell], counts[cell] * weights[cell]);
                }
            }
            double[] held = new double[size];
            Arrays.setAll(held, sums::get);
            return held;
        }
    }
}
