package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;

/**
 * A test of any statistic of groups: how often does it come out as large when the groups are dealt to the rows anew, by
 * chance? Valid for every number of rows, because nothing is approximated; the probability is never below
 * {@code 1 / (1 + permutations)}.
 *
 * <pre>{@code
 * TestResult result = PermutationTest.withPermutations(999).test(codes, groups -> gap(groups, prices), context);
 * }</pre>
 *
 * <p>Rows whose group is unknown are dealt like a group of their own if they are passed; leave them out to compare the
 * known ones. The seed of the context decides the permutations, the number of threads nothing.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: R. A. Fisher, The design of experiments, 1935; B. Phipson, G. K. Smyth, Permutation p-values should
 * never be zero, Statistical Applications in Genetics and Molecular Biology 9, 2010.
 */
public final class PermutationTest {
    private static final String STAGE = "permutation test";

    // Values that are equal but for the order of summation must count as equal, or ties would look like evidence.
    private static final double TIE = 1e-12;

    private final int permutations;

    private PermutationTest(int permutations) {
        this.permutations = permutations;
    }

    /**
     * A test by so many permutations.
     *
     * @param permutations at least 1; 999 are usual, more where many comparisons are corrected for
     */
    public static PermutationTest withPermutations(int permutations) {
        if (permutations < 1) {
            throw new IllegalArgumentException("permutations must be at least 1, were " + permutations);
        }
        return new PermutationTest(permutations);
    }

    /**
     * Tests that the groups are dealt to the rows without regard to what the statistic sees. A permutation whose
     * statistic is not a number counts as extreme; if that of the rows themselves is none, nothing is tested.
     *
     * @param groups the group of each row, any numbers
     * @param statistic the larger the more unlike the groups are; called by several threads
     * @param context seed, threads, progress and cancellation
     */
    public TestResult test(int[] groups, GroupStatistic statistic, RunContext context) {
        Objects.requireNonNull(statistic, "statistic");
        context.throwIfCancelled(STAGE);
        double observed = statistic.of(groups.clone());
        if (!Double.isFinite(observed)) {
            return TestResult.impossible(TestMethod.PERMUTATION, "the statistic of the rows is not a finite number");
        }
        int[] dealt = groups.clone();
        double[] values = Resampling.values(
                STAGE,
                permutations,
                dealt.length,
                (permuted, random, checkpoint) -> {
                    permute(dealt, permuted, random, checkpoint);
                    return statistic.of(permuted);
                },
                context);
        double bar = observed - TIE * Math.abs(observed);
        long extreme = 0;
        for (double value : values) {
            extreme += value < bar ? 0 : 1;
        }
        return new TestResult(
                TestMethod.PERMUTATION, Statistic.of(observed), 0, (1.0 + extreme) / (1.0 + permutations));
    }

    /** Deals afresh each time, so that a permutation depends on its number alone. */
    private static void permute(int[] groups, int[] permuted, SeededRandom random, Checkpoint checkpoint) {
        for (int i = 0; i < groups.length; i++) {
            checkpoint.at(i);
            int j = random.nextInt(i + 1);
            permuted[i] = permuted[j];
            permuted[j] = groups[i];
        }
    }
}
