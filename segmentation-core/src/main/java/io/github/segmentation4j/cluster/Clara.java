package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * CLARA: {@link KMedoids} for many rows. It looks for medoids in small samples and keeps those that are best for all rows, so
 * time and memory grow with the rows and not with their square.
 *
 * <pre>{@code
 * Clustering clustering = Clara.withClusters(5).fit(FeatureMatrix.of(rows), RunContext.seeded(42));
 * }</pre>
 *
 * <p>What a fit does: it draws samples by the seed, each row with a probability in proportion to its weight and as often as
 * chance has it. In each sample, to which the best medoids so far are added, it finds k medoids as {@link KMedoids} does from
 * {@link KMedoids.Start#BUILD}, and judges them by the sum of the dissimilarities of all rows to the nearest of them. It takes
 * the medoids with the lowest sum, of several the earliest. Where a sample would hold as many rows as there are, it is all of
 * them, and the only one. A sample of fewer than k distinct rows gets more.
 *
 * <p>{@link Clustering#cost()} is the weighted sum of the dissimilarities of the rows to their medoids; there is no inertia. A
 * row belongs to the nearest medoid, of several the lowest. Clusters are numbered by the means of their rows, the first column
 * first, because the medoids vary with the samples; rows of weight 0 get labels and are never medoids. The iterations of the
 * result are those of the best sample.
 *
 * <p>A fit takes time in proportion to samples x (n k + k s²), n the number of rows and s the size of a sample; memory beyond
 * the matrix is about 12 bytes a row and what {@link KMedoids} needs for a sample.
 *
 * <p>The model keeps the k medoids, which are training rows: it is an {@link InstanceModel}, and what is stored of it must be
 * guarded like the customers' data.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: L. Kaufman, P. J. Rousseeuw, Clustering large data sets, in Pattern Recognition in Practice II, 1986; L.
 * Kaufman, P. J. Rousseeuw, Finding Groups in Data, 1990; E. Schubert, P. J. Rousseeuw, Fast and eager k-medoids clustering,
 * Information Systems 101, 2021.
 *
 * <p>Implementation note: samples are larger and more than the 5 of 40 + 2 k rows of 1990, as Schubert and Rousseeuw advise,
 * and are drawn with replacement, which makes weights simple.
 */
public final class Clara implements Clusterer {
    static final String STAGE = "CLARA";

    private final int clusters;
    private final Dissimilarity dissimilarity;
    private final int samples;
    private final OptionalInt sampleSize;
    private final int maxIterations;

    private Clara(int clusters, Dissimilarity dissimilarity, int samples, OptionalInt sampleSize, int maxIterations) {
        this.clusters = clusters;
        this.dissimilarity = dissimilarity;
        this.samples = samples;
        this.sampleSize = sampleSize;
        this.maxIterations = maxIterations;
    }

    /**
     * CLARA by Euclidean distance with 10 samples of 80 + 4 k rows and at most 100 iterations in each.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code fit} checks
     */
    public static Clara withClusters(int clusters) {
        return new Clara(
                OptionChecks.atLeastOne("clusters", clusters), Distances.euclidean(), 10, OptionalInt.empty(), 100);
    }

    /** This clusterer with another way to say how unlike rows are; the Euclidean distance if not said. */
    public Clara withDissimilarity(Dissimilarity newDissimilarity) {
        Objects.requireNonNull(newDissimilarity, "dissimilarity");
        return new Clara(clusters, newDissimilarity, samples, sampleSize, maxIterations);
    }

    /**
     * This clusterer with a number of samples; 10 if not said.
     *
     * @param count at least 1
     */
    public Clara withSamples(int count) {
        return new Clara(clusters, dissimilarity, OptionChecks.atLeastOne("samples", count), sampleSize, maxIterations);
    }

    /**
     * This clusterer with a number of rows in each sample, the best medoids so far not counted; 80 + 4 k if not said.
     *
     * @param rows at least as many as clusters
     */
    public Clara withSampleSize(int rows) {
        if (rows < clusters) {
            throw new IllegalArgumentException(
                    "sample size must be at least the " + clusters + " clusters, was " + rows);
        }
        return new Clara(clusters, dissimilarity, samples, OptionalInt.of(rows), maxIterations);
    }

    /**
     * This clusterer with a limit on the iterations in each sample; 100 if not said.
     *
     * @param count at least 1
     */
    public Clara withMaxIterations(int count) {
        return new Clara(
                clusters, dissimilarity, samples, sampleSize, OptionChecks.atLeastOne("max iterations", count));
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidInputException also if a dissimilarity, or the sum of them, is not a finite number
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        context.throwIfCancelled(STAGE);
        FeatureMatrix matrix = training.matrix();
        InputChecks.usable(matrix);
        context.report(STAGE, 0, samples);
        requireDistinct(training);
        FittedDissimilarity fitted = dissimilarity.fit(matrix, context);
        Best best = rowsInASample() >= matrix.rowCount()
                ? judged(
                        DistinctRows.weighing(matrix, training.weights(), STAGE, context),
                        training.weights(),
                        fitted,
                        training,
                        context)
                : sampled(training, fitted, context);
        NearestMedoidModel model = numbered(best.found().medoids(), fitted, matrix, context);
        Clustering clustering = Clustering.of(model.assign(matrix, context), model)
                .withCost(best.cost())
                .withIterations(best.found().iterations(), best.found().convergence());
        context.report(STAGE, samples, samples);
        return clustering;
    }

    /** The medoids of a sample and what they cost over all rows. */
    private record Best(MedoidSearch.Found found, double cost) {}

    private void requireDistinct(TrainingSet training) {
        PointBlocks points = training.matrix().pointsView();
        int distinct = InputChecks.distinctRows(points, KMeansInput.blocked(training.weights(), points), clusters);
        if (distinct < clusters) {
            throw new InvalidInputException("clusters must be between 1 and the " + distinct + " distinct rows, was "
                    + clusters + "; lower it or add data");
        }
    }

    private Best sampled(TrainingSet training, FittedDissimilarity fitted, RunContext context) {
        ClaraSample draw = new ClaraSample(training, clusters, rowsInASample(), context);
        Best best = judged(draw.next(new double[0][], 0), Optional.empty(), fitted, training, context);
        for (int sample = 1; sample < samples; sample++) {
            context.report(STAGE, sample, samples);
            DistinctRows rows = draw.next(best.found().medoids(), sample);
            Best next = judged(rows, Optional.empty(), fitted, training, context);
            if (next.cost() < best.cost()) {
                best = next;
            }
        }
        return best;
    }

    private Best judged(
            DistinctRows rows,
            Optional<double[]> weights,
            FittedDissimilarity fitted,
            TrainingSet training,
            RunContext context) {
        MedoidSearch.Found found = new MedoidSearch(
                        clusters, KMedoids.Start.BUILD, 1, maxIterations, KMedoids.USUAL_MEMORY, STAGE)
                .find(rows, weights, fitted, context.withListener(ProgressListener.none()));
        double cost =
                new NearestMedoidModel(fitted, found.medoids()).cost(training.matrix(), training.weights(), context);
        if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException(DissimilarityTable.notFinite());
        }
        return new Best(found, cost);
    }

    /** The model of medoids in the order of the means of their rows. */
    private static NearestMedoidModel numbered(
            double[][] medoids, FittedDissimilarity fitted, FeatureMatrix matrix, RunContext context) {
        int[] labels = new NearestMedoidModel(fitted, medoids).assign(matrix, context);
        int[] order = ClusterNumbers.renumber(labels, medoids.length, matrix, context);
        return new NearestMedoidModel(
                fitted, Arrays.stream(order).mapToObj(j -> medoids[j]).toArray(double[][]::new));
    }

    private int rowsInASample() {
        return sampleSize.orElse((int) Math.min(Integer.MAX_VALUE, 80 + 4L * clusters));
    }

    @Override
    public String describe() {
        return "CLARA(clusters=" + clusters + ", dissimilarity=" + dissimilarity.describe() + ", samples=" + samples
                + ", sampleSize=" + rowsInASample() + ", maxIterations=" + maxIterations + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
