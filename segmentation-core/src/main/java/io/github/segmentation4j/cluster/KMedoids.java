package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;

/**
 * k-medoids: k of the rows such that the sum of the dissimilarities between the rows and the nearest of them is small. Each
 * cluster is told by a customer who exists, not by a mean that nobody is, and any {@link Dissimilarity} serves.
 *
 * <pre>{@code
 * Clustering clustering = KMedoids.withClusters(5).fit(FeatureMatrix.of(rows), RunContext.seeded(42));
 * double[] typical = ((MedoidModel) clustering.model()).medoid(0);
 * }</pre>
 *
 * <p>What a fit does: it chooses k medoids to start from and goes through the rows again and again. A row that lowers the sum
 * if it replaces a medoid does so at once, in place of the medoid whose loss costs least, until no row does or the limit on
 * iterations is reached. An iteration is one look at each row. No replacement raises the sum. {@link Clustering#cost()} is
 * the weighted sum of the dissimilarities of the rows to their medoids; there is no inertia.
 *
 * <p>Rows that are equal are one candidate and count as often as they are there; a row of weight 2 counts like two equal
 * rows, and rows of weight 0 get labels and attract nothing. Whatever is as good as something else is decided by the
 * coordinates of the rows, so the order of the rows means nothing. A row belongs to the nearest medoid, of several the
 * lowest; clusters are numbered by the coordinates of their medoids, the first column first. A cluster can be empty only
 * where the dissimilarity between different rows is 0.
 *
 * <p>The model keeps the k medoids, which are training rows: it is an {@link InstanceModel}, and what is stored of it must be
 * guarded like the customers' data.
 *
 * <p>The first k medoids of {@link Start#BUILD} take time in proportion to k x n² and each iteration to n², n the number of
 * distinct rows, whatever k. All dissimilarities are stored, 8 n² bytes, if they fit in the memory allowed; if not, they are
 * computed anew each time, which changes no bit, takes longer, and needs memory in proportion to n x (k + d). For more rows than
 * that pays for, see {@link Clara}.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: L. Kaufman, P. J. Rousseeuw, Finding Groups in Data, 1990 (PAM); E. Schubert, P. J. Rousseeuw, Fast and
 * eager k-medoids clustering: O(k) runtime improvement of the PAM, CLARA, and CLARANS algorithms, Information Systems 101,
 * 2021 (FasterPAM, LAB).
 *
 * <p>Implementation note: gains below 10^-12 of the sum are rounding and are not followed, and a replacement stays only if
 * the sum, computed anew, is lower. Rows are looked at in an order that is drawn, from BUILD always the same one for as many
 * rows, since those that lie together would replace each other in vain. Threads look at several rows ahead; the first that lowers the sum is taken, so the
 * result is that of one row after the other.
 */
public final class KMedoids implements Clusterer {
    static final String STAGE = "k-medoids";

    /** The dissimilarities of 8,192 distinct rows. */
    static final long USUAL_MEMORY = 512L << 20;

    private final int clusters;
    private final Dissimilarity dissimilarity;
    private final Start start;
    private final int restarts;
    private final int maxIterations;
    private final long memory;

    /** How the first medoids are chosen. */
    public enum Start {
        /**
         * One medoid after the other, each the row that lowers the sum most: the best start, the same for every seed, and a
         * single run.
         */
        BUILD("build"),
        /**
         * Like {@link #BUILD}, each medoid the best of 10 + √n rows drawn anew, judged on these: takes time in proportion to
         * k x n.
         */
        LAB("lab"),
        /** Distinct rows, each as likely as another: quick, seldom good. */
        RANDOM("random rows");

        private final String words;

        Start(String words) {
            this.words = words;
        }
    }

    private KMedoids(
            int clusters, Dissimilarity dissimilarity, Start start, int restarts, int maxIterations, long memory) {
        this.clusters = clusters;
        this.dissimilarity = dissimilarity;
        this.start = start;
        this.restarts = restarts;
        this.maxIterations = maxIterations;
        this.memory = memory;
    }

    /**
     * k-medoids by Euclidean distance from {@link Start#BUILD}, at most 100 iterations, with 512 MiB for dissimilarities.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code fit} checks
     */
    public static KMedoids withClusters(int clusters) {
        return new KMedoids(
                OptionChecks.atLeastOne("clusters", clusters),
                Distances.euclidean(),
                Start.BUILD,
                10,
                100,
                USUAL_MEMORY);
    }

    /** This clusterer with another way to say how unlike rows are; the Euclidean distance if not said. */
    public KMedoids withDissimilarity(Dissimilarity newDissimilarity) {
        Objects.requireNonNull(newDissimilarity, "dissimilarity");
        return new KMedoids(clusters, newDissimilarity, start, restarts, maxIterations, memory);
    }

    /** This clusterer with another way to choose the first medoids; {@link Start#BUILD} if not said. */
    public KMedoids withStart(Start newStart) {
        Objects.requireNonNull(newStart, "start");
        return new KMedoids(clusters, dissimilarity, newStart, restarts, maxIterations, memory);
    }

    /**
     * This clusterer with a number of runs from different starts, of which the one with the lowest sum is taken, of several
     * the earliest; 10 if not said. {@link Start#BUILD} draws nothing and is always one run.
     *
     * @param count at least 1
     */
    public KMedoids withRestarts(int count) {
        return new KMedoids(
                clusters, dissimilarity, start, OptionChecks.atLeastOne("restarts", count), maxIterations, memory);
    }

    /**
     * This clusterer with a limit on the iterations of a run; 100 if not said.
     *
     * @param count at least 1
     */
    public KMedoids withMaxIterations(int count) {
        return new KMedoids(
                clusters, dissimilarity, start, restarts, OptionChecks.atLeastOne("max iterations", count), memory);
    }

    /**
     * This clusterer with a limit on the memory for stored dissimilarities; 512 MiB if not said, which holds those of 8,192
     * distinct rows. Where 8 n² bytes are more, nothing is stored and dissimilarities are computed whenever they are needed:
     * the same result, later.
     *
     * @param bytes at least 0, which stores nothing
     */
    public KMedoids withMemory(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("memory must be at least 0 bytes, was " + bytes);
        }
        return new KMedoids(clusters, dissimilarity, start, restarts, maxIterations, bytes);
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
        MedoidSearch search = new MedoidSearch(clusters, start, restarts, maxIterations, memory, STAGE);
        context.report(STAGE, 0, search.steps());
        FittedDissimilarity fitted = dissimilarity.fit(matrix, context);
        DistinctRows rows = DistinctRows.weighing(matrix, training.weights(), STAGE, context);
        MedoidSearch.Found found = search.find(rows, training.weights(), fitted, context);
        NearestMedoidModel model = new NearestMedoidModel(fitted, found.medoids());
        Clustering clustering = Clustering.of(model.assign(matrix, context), model)
                .withCost(found.cost())
                .withIterations(found.iterations(), found.convergence());
        context.report(STAGE, search.steps(), search.steps());
        return clustering;
    }

    @Override
    public String describe() {
        return "k-medoids(clusters=" + clusters + ", dissimilarity=" + dissimilarity.describe() + ", start="
                + start.words + ", restarts=" + restarts + ", maxIterations=" + maxIterations + ", memory=" + memory
                + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
