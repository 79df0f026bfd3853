package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Spherical k-means: k directions such that the rows point along the nearest one. Only the direction of a row counts, not
 * its length: two customers who buy the same things in the same proportions are alike, however much they buy.
 *
 * <pre>{@code
 * Clustering clustering = SphericalKMeans.withClusters(5).fit(FeatureMatrix.of(rows), RunContext.seeded(42));
 * }</pre>
 *
 * <p>What a fit does: it scales a copy of the rows to unit length and makes, from several starts, the sum of the cosines
 * between the rows and their centroids large: rows go to the nearest centroid, and each centroid becomes the mean
 * direction of its rows, until no row changes its cluster or the limit on iterations is reached. It takes the run with
 * the lowest inertia, of several the earliest. The labels are those of the nearest centroids, the lowest of several
 * equally near; rows whose mean has no direction because they cancel out leave their centroid where it is.
 *
 * <p>Centroids have unit length. The squared distance of a row is the chordal one, 2 - 2 cos of the angle, from 0 for the
 * same direction over 2 for a right angle to 4 for the opposite one; the inertia is the weighted sum of these. It never
 * rises from one iteration to the next.
 *
 * <p>A row whose values are all 0 has no direction and is refused. Columns are compared as they come, so bring amounts to
 * a common unit first, and mind that centring them changes every direction.
 *
 * <p>A cluster that loses all its rows gets the row that adds most to the inertia (of several the lowest). Clusters are
 * numbered by the coordinates of their centroids, the first column first, as those of {@link KMeans} are. Rows of weight
 * 0 get labels and attract nothing; a row of weight 2 counts like two equal rows.
 *
 * <p>One iteration takes time in proportion to rows x clusters x columns; memory beyond the matrix is a copy of it and
 * about 12 bytes a row.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: I. S. Dhillon, D. S. Modha, Concept decompositions for large sparse text data using clustering, Machine
 * Learning 42, 2001; D. Arthur, S. Vassilvitskii, k-means++: the advantages of careful seeding, SODA 2007.
 *
 * <p>Implementation note: rows are dense. Starts are those of {@link KMeans} on the unit rows, one iteration of it
 * included, which finds the same clusters since chordal distances are Euclidean ones between points of the sphere.
 * Coordinates of unit rows below 2^-300 count as 0. A row multiplied by a positive number keeps the bits of its direction
 * where the products are exact, and else all but the last digits.
 */
public final class SphericalKMeans implements Clusterer {
    static final String STAGE = "spherical k-means";

    private final int clusters;
    private final int restarts;
    private final int maxIterations;

    private SphericalKMeans(int clusters, int restarts, int maxIterations) {
        this.clusters = clusters;
        this.restarts = restarts;
        this.maxIterations = maxIterations;
    }

    /**
     * Spherical k-means with 10 restarts, at most 300 iterations each.
     *
     * @param clusters at least 1; no more than the rows have distinct directions, which {@code fit} checks
     */
    public static SphericalKMeans withClusters(int clusters) {
        return new SphericalKMeans(OptionChecks.atLeastOne("clusters", clusters), 10, 300);
    }

    /**
     * This clusterer with a number of runs from different starts; 10 if not said.
     *
     * @param count at least 1
     */
    public SphericalKMeans withRestarts(int count) {
        return new SphericalKMeans(clusters, OptionChecks.atLeastOne("restarts", count), maxIterations);
    }

    /**
     * This clusterer with a limit on the iterations of a run; 300 if not said.
     *
     * @param count at least 1
     */
    public SphericalKMeans withMaxIterations(int count) {
        return new SphericalKMeans(clusters, restarts, OptionChecks.atLeastOne("max iterations", count));
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidInputException also if all values of a row are 0
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        context.throwIfCancelled(STAGE);
        InputChecks.usable(training.matrix());
        context.report(STAGE, 0, restarts);
        FeatureMatrix units = Directions.of(training.matrix(), context);
        PointBlocks points = units.pointsView();
        double[][] weights = KMeansInput.blocked(training.weights(), points);
        int distinct = InputChecks.distinctRows(points, weights, clusters);
        if (distinct < clusters) {
            throw new InvalidInputException("clusters must be between 1 and the " + distinct
                    + " distinct directions of the rows, was " + clusters + "; lower it or add data");
        }
        TrainingSet unitSet = training.weights()
                .map(given -> TrainingSet.of(units).withWeights(given))
                .orElseGet(() -> TrainingSet.of(units));
        NearestPass pass = new NearestPass(points, weights, clusters, context, STAGE);
        SphericalRun best = run(pass, unitSet, 0, context);
        for (int restart = 1; restart < restarts; restart++) {
            context.report(STAGE, restart, restarts);
            SphericalRun next = run(pass, unitSet, restart, context);
            if (next.inertia() < best.inertia()) {
                best = next;
            }
        }
        best.resume();
        number(best, units);
        Clustering clustering = Clustering.of(best.labels(), new SphericalModel(best.centroids()))
                .withInertia(best.inertia())
                .withIterations(
                        best.iterations(),
                        best.isStable() ? Clustering.Convergence.CONVERGED : Clustering.Convergence.ITERATION_LIMIT);
        context.report(STAGE, restarts, restarts);
        return clustering;
    }

    private SphericalRun run(NearestPass pass, TrainingSet units, int restart, RunContext context) {
        RunContext quiet =
                context.withListener(ProgressListener.none()).withSeed(SeededRandom.derive(context.seed(), restart));
        Clustering start = KMeans.withClusters(clusters)
                .withRestarts(1)
                .withMaxIterations(1)
                .fit(units, quiet);
        CentroidModel model = (CentroidModel) start.model();
        double[][] centroids = new double[clusters][];
        for (int j = 0; j < clusters; j++) {
            centroids[j] = model.centroid(j);
            if (!Directions.settle(centroids[j])) {
                // Its rows cancel out, so it has some; any of them is a direction to start from.
                int cluster = j;
                int row = IntStream.range(0, start.size())
                        .filter(r -> start.label(r) == cluster)
                        .findFirst()
                        .orElse(0);
                centroids[j] = units.matrix().row(row);
            }
        }
        SphericalRun run = new SphericalRun(pass, start.size(), centroids);
        run.iterate(maxIterations);
        return run;
    }

    /** Brings the clusters into their order; where that changes how a tie is broken, the run goes on with the others. */
    private void number(SphericalRun run, FeatureMatrix units) {
        double[] low = new double[units.columnCount()];
        double[] high = new double[units.columnCount()];
        // Coordinates of directions lie in this range whatever the rows.
        Arrays.fill(low, -1);
        Arrays.fill(high, 1);
        int[] order = CanonicalOrder.of(run.centroids(), low, high);
        while (!CanonicalOrder.keepsAll(order)) {
            run.renumber(order);
            run.iterate(maxIterations);
            order = CanonicalOrder.of(run.centroids(), low, high);
        }
    }

    @Override
    public String describe() {
        return "spherical k-means(clusters=" + clusters + ", restarts=" + restarts + ", maxIterations=" + maxIterations
                + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
