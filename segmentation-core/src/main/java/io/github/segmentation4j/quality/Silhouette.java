package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The mean silhouette width: how much nearer, on average, a row is to its own cluster than to the nearest other one,
 * from -1 (all in the wrong cluster) to 1 (tight and far apart), in Euclidean distance.
 *
 * <pre>{@code
 * Statistic exact = Silhouette.exact().of(matrix, clustering, context);
 * Statistic quick = Silhouette.sampled(2_000).of(matrix, clustering, context);
 * Statistic quickest = Silhouette.simplified().of(matrix, clustering, context);
 * }</pre>
 *
 * <p>The width of a row is (b - a) / max(a, b), where a is its mean distance to the other rows of its cluster and b the
 * mean distance to the rows of the other cluster for which that is smallest. A row alone in its cluster has width 0,
 * and so has one for which a and b are both 0. The mean is undetermined for fewer than 2 clusters and for as many
 * clusters as rows. Noise is left out unless {@link #withNoise(NoisePolicy)} says otherwise.
 *
 * <p>The exact index takes time O(n² d) and a copy of the matrix. The sampled one measures rows drawn at random without
 * replacement, each against <em>all</em> rows, in O(rows n d): unlike the index of a small sample it is not biased. Its
 * interval is Student's with the correction for a finite population, {@code mean ± t(0.975, m - 1) s / sqrt(m)
 * sqrt(1 - m / n)}, cut to [-1, 1]. When there are no more rows than are to be drawn the result is exact.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: P. J. Rousseeuw, Silhouettes: a graphical aid to the interpretation and validation of cluster
 * analysis, Journal of Computational and Applied Mathematics 20, 1987; E. R. Hruschka, R. J. G. B. Campello, L. N. de
 * Castro, Evolutionary algorithms for clustering gene-expression data, ICDM 2004 (simplified); W. G. Cochran, Sampling Techniques, 3rd
 * edition, 1977.
 */
public final class Silhouette implements ValidityIndex {
    static final String NAME = "silhouette";
    private static final String SIMPLIFIED_NAME = "simplified silhouette";
    private static final int SMALLEST_SAMPLE = 30;
    private static final int AFFORDABLE_ROWS = 10_000;
    private static final int USUAL_SAMPLE = 2_000;
    /** The child of the seed that draws, far from the small numbers others derive from the same seed. */
    private static final long DRAWING = 0x5349_4C48_4F55L;

    private final OptionalInt sample;
    private final NoisePolicy noise;
    private final Comparison comparison;

    /** What a row is compared with. */
    private enum Comparison {
        ROWS,
        CENTRES
    }

    private Silhouette(Comparison comparison, OptionalInt sample, NoisePolicy noise) {
        this.comparison = comparison;
        this.sample = sample;
        this.noise = noise;
    }

    /** The index over all rows. */
    public static Silhouette exact() {
        return new Silhouette(Comparison.ROWS, OptionalInt.empty(), NoisePolicy.EXCLUDE);
    }

    /**
     * The index estimated from rows drawn with the seed of the context, with an interval of 95 %.
     *
     * @param rows how many to draw, at least 30, below which the interval would promise too much
     */
    public static Silhouette sampled(int rows) {
        if (rows < SMALLEST_SAMPLE) {
            throw new IllegalArgumentException("a sample must have at least " + SMALLEST_SAMPLE + " rows, was " + rows
                    + "; draw more or use exact()");
        }
        return new Silhouette(Comparison.ROWS, OptionalInt.of(rows), NoisePolicy.EXCLUDE);
    }

    /**
     * The simplified index over all rows, for any number of them: a row is compared with the means of the clusters instead
     * of with all rows, a being its distance to the mean of its own cluster and b that to the nearest other mean, in O(n k
     * d). It is larger than the exact index as a rule, so the two must not be compared with each other; on clusters that
     * are round and apart both prefer the same partition. Its name is {@code simplified silhouette}.
     */
    public static Silhouette simplified() {
        return new Silhouette(Comparison.CENTRES, OptionalInt.empty(), NoisePolicy.EXCLUDE);
    }

    /**
     * The index as it is affordable: exact up to 10,000 rows, estimated from a sample of 2,000 beyond, because the cost of
     * the exact one grows with the square of the rows.
     *
     * @param rows how many the matrix has
     */
    public static Silhouette forRows(int rows) {
        return rows <= AFFORDABLE_ROWS ? exact() : sampled(USUAL_SAMPLE);
    }

    /** This index with another way to take noise. */
    public Silhouette withNoise(NoisePolicy policy) {
        return new Silhouette(comparison, sample, Objects.requireNonNull(policy, "policy"));
    }

    @Override
    public String name() {
        return comparison == Comparison.ROWS ? NAME : SIMPLIFIED_NAME;
    }

    @Override
    public Direction direction() {
        return Direction.HIGHER_IS_BETTER;
    }

    @Override
    public Statistic of(FeatureMatrix matrix, int[] labels, RunContext context) {
        Partition partition = Partition.of(matrix, labels, noise);
        Optional<String> obstacle = partition.whyNotComparable(name());
        if (obstacle.isPresent()) {
            return Statistic.undetermined(obstacle.get());
        }
        if (sample.isPresent() && sample.getAsInt() < partition.rows()) {
            return estimate(matrix, partition, context);
        }
        double[] widths = byRow(matrix, partition, context);
        double sum = 0;
        for (int row = 0; row < widths.length; row++) {
            if (partition.cluster(row) != Partition.LEFT_OUT) {
                sum += widths[row];
            }
        }
        return Partition.finite(name(), sum / partition.rows());
    }

    /**
     * The width of every row: against all rows in O(n² d), even if the index is sampled; against the means of the clusters
     * in O(n k d) if it is simplified.
     *
     * @param matrix n rows x d columns, no value missing
     * @param labels the cluster of each row
     * @param context executor, listener and cancellation
     */
    public SilhouetteWidths widths(FeatureMatrix matrix, int[] labels, RunContext context) {
        Partition partition = Partition.of(matrix, labels, noise);
        Optional<String> obstacle = partition.whyNotComparable(name());
        if (obstacle.isPresent()) {
            return SilhouetteWidths.undetermined(labels, obstacle.get());
        }
        return SilhouetteWidths.of(labels, partition, byRow(matrix, partition, context));
    }

    private double[] byRow(FeatureMatrix matrix, Partition partition, RunContext context) {
        if (comparison == Comparison.CENTRES) {
            return new SimplifiedPass(matrix, partition, SIMPLIFIED_NAME, context).widths();
        }
        int[] order = partition.rowsByCluster();
        FeatureMatrix byCluster = matrix.rows(order, context);
        double[] ordered = new SilhouettePass(byCluster, partition, context)
                .widths(byCluster.pointsView(), clustersOf(order, partition));
        double[] widths = new double[matrix.rowCount()];
        for (int i = 0; i < order.length; i++) {
            widths[order[i]] = ordered[i];
        }
        return widths;
    }

    private Statistic estimate(FeatureMatrix matrix, Partition partition, RunContext context) {
        int[] drawn = draw(partition.countedRows(), sample.getAsInt(), context.seed());
        FeatureMatrix byCluster = matrix.rows(partition.rowsByCluster(), context);
        double[] widths = new SilhouettePass(byCluster, partition, context)
                .widths(matrix.rows(drawn, context).pointsView(), clustersOf(drawn, partition));
        double left = 1 - (double) drawn.length / partition.rows();
        return MeanEstimate.of(widths)
                .within(-1, 1)
                .widenedBy(Math.sqrt(left))
                .statistic("silhouette is beyond the range of a double; scale the columns");
    }

    private static int[] clustersOf(int[] rows, Partition partition) {
        int[] clusters = new int[rows.length];
        Arrays.setAll(clusters, i -> partition.cluster(rows[i]));
        return clusters;
    }

    /** Draws without replacement; the rows come back in ascending order. */
    private static int[] draw(int[] rows, int count, long seed) {
        SeededRandom random = SeededRandom.of(SeededRandom.derive(seed, DRAWING));
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(rows.length - i);
            int row = rows[i];
            rows[i] = rows[j];
            rows[j] = row;
        }
        int[] drawn = Arrays.copyOf(rows, count);
        Arrays.sort(drawn);
        return drawn;
    }
}
