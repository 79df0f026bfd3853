package io.github.segmentation4j.quality;

import io.github.segmentation4j.cluster.ClusterModel;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Objects;

/**
 * How much a clustering owes to the very rows it was fitted on. The clusterer is fitted again on bootstrap resamples
 * (as many rows, drawn with replacement); each model puts the original rows into clusters, and these are compared with
 * the clustering in question: as a whole by the adjusted Rand index, and cluster by cluster by the Jaccard coefficient
 * with the most similar new cluster.
 *
 * <pre>{@code
 * StabilityReport report = Stability.of(clusterer).withResamples(50).measure(matrix, context);
 * }</pre>
 *
 * <p>A cluster whose mean Jaccard is above 0.85 is found again and again; one below 0.6 should not be trusted (Hennig).
 * The intervals, 95 % by Student's t, tell how far more resamples could move the mean; they do not speak about other
 * customers. Resamples that the clusterer refuses, because they have too few distinct rows for instance, are counted
 * and left out; with fewer than 2 left everything is undetermined. All resamples come from the seed of the context.
 * Time: one fit for each resample.
 *
 * <p>The adjusted Rand index is corrected for labels that agree by chance, so rows without clusters have a stability near
 * 0 where they can be cut in many ways: 0.2 and less in ten dimensions and more. In few dimensions even rows may have one
 * best cut, as a square has into four, and every resample finds it. {@link #withReferenceSets(int)} corrects for that too:
 * it measures rows that are spread evenly over a box along the principal directions, and tells how far the stability goes
 * beyond that of the most stable of them.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: C. Hennig, Cluster-wise assessment of cluster stability, Computational Statistics and Data Analysis
 * 52, 2007; A. Ben-Hur, A. Elisseeff, I. Guyon, A stability based method for discovering structure in clustered data,
 * Pacific Symposium on Biocomputing 2002; S. Dudoit, J. Fridlyand, A prediction-based resampling method for estimating
 * the number of clusters in a dataset, Genome Biology 3(7), 2002 (comparison with even rows).
 *
 * <p>Implementation note: the paper compares on the rows that were drawn; here all original rows are compared, each put
 * into a cluster by the model, which also shows how far the model carries. Dudoit and Fridlyand subtract the mean over
 * the reference sets; here the largest is taken off and the rest scaled to 1, because even rows differ so much among
 * themselves that a mean would often let one of them pass.
 */
public final class Stability {
    private static final String STAGE = "stability resample";
    private static final int DEFAULT_RESAMPLES = 20;
    /** Of each reference set. Few make their largest stability too large rather than too small: the safe side. */
    private static final int REFERENCE_RESAMPLES = 4;
    /** The child of the seed that draws reference sets, far from the small numbers of the resamples. */
    private static final long DRAWING = 0x5354_4142_494CL;

    private final Clusterer clusterer;
    private final int resamples;
    private final int referenceSets;

    private Stability(Clusterer clusterer, int resamples, int referenceSets) {
        this.clusterer = Objects.requireNonNull(clusterer, "clusterer");
        this.resamples = resamples;
        this.referenceSets = referenceSets;
    }

    /** The stability of what a clusterer finds, over 20 resamples. */
    public static Stability of(Clusterer clusterer) {
        return new Stability(clusterer, DEFAULT_RESAMPLES, 0);
    }

    /**
     * This with another number of resamples.
     *
     * @param count at least 2
     */
    public Stability withResamples(int count) {
        if (count < 2) {
            throw new IllegalArgumentException("there must be at least 2 resamples to say how they vary, was " + count);
        }
        return new Stability(clusterer, count, referenceSets);
    }

    /**
     * This with reference sets to compare with, for {@link StabilityReport#beyondEvenRows()}; none if not said. Each costs
     * 5 fits.
     *
     * @param count 0 for no comparison, or at least 5; rows without clusters come out above 0 with a chance of 1 in
     *     {@code count + 1}
     */
    public Stability withReferenceSets(int count) {
        if (count != 0 && count < 5) {
            throw new IllegalArgumentException("reference sets must be 0 or at least 5, was " + count
                    + "; the most stable of fewer says little about what chance can do");
        }
        return new Stability(clusterer, resamples, count);
    }

    /**
     * Fits the rows as they are and measures how stable the result is.
     *
     * @param matrix n rows x d columns, as the clusterer takes them
     * @param context seed, executor, listener and cancellation
     * @throws io.github.segmentation4j.run.CancelledException if the context was cancelled
     */
    public StabilityReport measure(FeatureMatrix matrix, RunContext context) {
        return measure(matrix, clusterer.fit(matrix, quiet(context)), context);
    }

    /**
     * Measures how stable a clustering is.
     *
     * @param matrix the rows the clustering was fitted on
     * @param clustering what this clusterer made of them
     * @param context seed, executor, listener and cancellation
     * @throws io.github.segmentation4j.run.CancelledException if the context was cancelled
     */
    public StabilityReport measure(FeatureMatrix matrix, Clustering clustering, RunContext context) {
        if (clustering.size() != matrix.rowCount()) {
            throw new IllegalArgumentException("the clustering must be of the " + matrix.rowCount() + " rows, is of "
                    + clustering.size() + "; pass the matrix it was fitted on");
        }
        long total = resamples + (long) referenceSets * REFERENCE_RESAMPLES;
        StabilityReport report = resample(matrix, clustering, resamples, 0, total, context);
        if (referenceSets == 0 || matrix.rowCount() == 0) {
            return report;
        }
        RunContext quiet = quiet(context);
        ReferenceRows box = ReferenceRows.of(matrix, GapStatistic.Reference.PRINCIPAL_DIRECTIONS, quiet);
        long seed = SeededRandom.derive(context.seed(), DRAWING);
        Statistic[] references = new Statistic[referenceSets];
        for (int set = 0; set < referenceSets; set++) {
            FeatureMatrix drawn = box.draw(SeededRandom.derive(seed, 2L * set));
            RunContext own = context.withSeed(SeededRandom.derive(seed, 2L * set + 1));
            long done = resamples + (long) set * REFERENCE_RESAMPLES;
            try {
                Clustering fit = clusterer.fit(drawn, quiet.withSeed(own.seed()));
                references[set] = resample(drawn, fit, REFERENCE_RESAMPLES, done, total, own)
                        .agreement();
            } catch (InvalidInputException refused) {
                references[set] =
                        Statistic.undetermined("the clusterer refused a reference set: " + refused.getMessage());
                context.report(STAGE, done + REFERENCE_RESAMPLES, total);
            }
        }
        return report.against(references);
    }

    /** Resamples, and reports them as steps of a total of which some are done already. */
    private StabilityReport resample(
            FeatureMatrix matrix, Clustering clustering, int count, long before, long total, RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        int[] labels = clustering.labels();
        double[] agreements = new double[count];
        double[][] jaccards = new double[clustering.clusterCount()][count];
        int done = 0;
        for (int resample = 0; resample < count && labels.length > 0; resample++) {
            context.throwIfCancelled(STAGE);
            RunContext own = quiet(context).withSeed(SeededRandom.derive(context.seed(), 2L * resample + 1));
            try {
                FeatureMatrix drawn = draw(matrix, SeededRandom.derive(context.seed(), 2L * resample), context);
                ClusterModel model = clusterer.fit(drawn, own).model();
                int[] again = model.assign(matrix, own);
                agreements[done] = Agreement.between(labels, again, checkpoint)
                        .adjustedRand()
                        .orElseThrow();
                double[] best = bestJaccards(labels, jaccards.length, again, model.clusterCount(), checkpoint);
                for (int g = 0; g < best.length; g++) {
                    jaccards[g][done] = best[g];
                }
                done++;
            } catch (InvalidInputException refused) {
                // Counted by leaving it out: a resample may have too few distinct rows for the clusters asked for.
            }
            context.report(STAGE, before + resample + 1, total);
        }
        return StabilityReport.of(agreements, jaccards, clustering.sizes(), done);
    }

    private static FeatureMatrix draw(FeatureMatrix matrix, long seed, RunContext context) {
        SeededRandom random = SeededRandom.of(seed);
        int[] drawn = new int[matrix.rowCount()];
        Arrays.setAll(drawn, i -> random.nextInt(drawn.length));
        return matrix.rows(drawn, context);
    }

    private static RunContext quiet(RunContext context) {
        return context.withListener(ProgressListener.none());
    }

    /** For each cluster of the first labelling the largest share of common rows with a cluster of the second. */
    private static double[] bestJaccards(
            int[] first, int firstCount, int[] second, int secondCount, Checkpoint checkpoint) {
        int[][] common = new int[firstCount][secondCount];
        int[] firstSizes = new int[firstCount];
        int[] secondSizes = new int[secondCount];
        for (int row = 0; row < first.length; row++) {
            checkpoint.at(row);
            boolean inFirst = first[row] != Clustering.NOISE;
            boolean inSecond = second[row] != Clustering.NOISE;
            if (inFirst) {
                firstSizes[first[row]]++;
            }
            if (inSecond) {
                secondSizes[second[row]]++;
            }
            if (inFirst && inSecond) {
                common[first[row]][second[row]]++;
            }
        }
        double[] best = new double[firstCount];
        for (int g = 0; g < firstCount; g++) {
            for (int h = 0; h < secondCount; h++) {
                int both = common[g][h];
                if (both > 0) {
                    best[g] = Math.max(best[g], (double) both / ((long) firstSizes[g] + secondSizes[h] - both));
                }
            }
        }
        return best;
    }
}
