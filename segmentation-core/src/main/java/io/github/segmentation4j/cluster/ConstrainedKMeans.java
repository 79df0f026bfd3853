package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * k-means whose clusters have bounded sizes, and whose rows may have to be together or apart: of the partitions that obey
 * all of this, one whose inertia is small.
 *
 * <pre>{@code
 * Links links = Links.builder().mustLink(0, 3).cannotLink(3, 7).build();
 * Clustering clustering = ConstrainedKMeans.withClusters(5).withSizes(100, 400)
 *         .fit(TrainingSet.of(matrix).withLinks(links), RunContext.seeded(42));
 * }</pre>
 *
 * <p>What a fit does: from several starts it puts the rows into clusters at the least total cost that the constraints
 * allow, moves the centroids to the weighted means of their rows, and so on; the inertia never rises. The run
 * with the lowest inertia, of several the earliest, goes on until no row changes its cluster. The first start is the result of
 * {@link KMeans} without constraints, the others are single starts of it. Without size bounds and links the fit is that of
 * {@code KMeans}.
 *
 * <p>Sizes count rows, whatever they weigh; rows of weight 0 count too. Weights count in the means and in the inertia. A
 * cluster whose rows weigh nothing keeps its centroid. Unless {@link #withSizes} says otherwise, no cluster is empty. As
 * with {@code KMeans} there may be no more clusters than distinct rows.
 *
 * <p>Every result obeys every constraint, or the fit throws: constraints that contradict each other, and those for which
 * no assignment is found, are told apart in the message. With size bounds alone each assignment is the cheapest there is.
 * With links to obey that is a hard problem: an assignment is the cheapest if the search for it ends within 20,000 steps,
 * or four for each linked row if that is more, which a few dozen linked groups usually do; otherwise it is the cheapest
 * found. Where size bounds bind and more than 100 groups are linked, one within a millionth of a lower bound will do. Steps are counted, not timed, so results are the same everywhere.
 *
 * <p>The labels obey the constraints, so they are not always those of the nearest centroids. The model puts a row where
 * its squared distance less an offset of the cluster is least; the offset is what a place in the cluster is worth under
 * the size bounds: negative where a cluster had to turn rows away, positive where it had to attract them, 0 where no bound
 * was reached. With size bounds alone and rows of equal weight this gives the training rows their labels, but for rows
 * that are exactly between clusters, such as equal rows that had to be separated. With weights, offsets are those of a row
 * of mean weight. Links say nothing about new rows; the labels of linked rows are those of the fit, not of the model.
 *
 * <p>Clusters are numbered as in {@code KMeans}. With size bounds an iteration takes time in proportion to rows x
 * clusters x (columns + log rows), and for each row that has to move on clusters^2; memory is about 14 bytes for each row
 * and cluster.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: P. S. Bradley, K. P. Bennett, A. Demiriz, Constrained k-means clustering, Microsoft Research
 * MSR-TR-2000-65, 2000; F. Aurenhammer, F. Hoffmann, B. Aronov, Minkowski-type theorems and least-squares clustering,
 * Algorithmica 20, 1998; K. Wagstaff, C. Cardie, S. Rogers, S. Schroedl, Constrained k-means clustering with background
 * knowledge, ICML 2001.
 *
 * <p>Implementation note: the flow of Bradley and others is solved in the graph of the clusters instead of that of the
 * rows, and also has upper bounds. Links are obeyed exactly and cheapest first, not greedily row by row as in Wagstaff
 * and others, whose method can end without a result where there is one.
 */
public final class ConstrainedKMeans implements Clusterer {
    static final String NAME = "constrained k-means";

    private static final String STAGE = NAME + " restart";

    /** Runs are compared once they have settled this far; only the best goes on, as in {@link KMeans}. */
    private static final double COMPARABLE = 1e-4;

    private static final double NEVER = -1;

    private final int clusters;
    private final int restarts;
    private final int maxIterations;
    private final KMeans.Start start;
    private final Optional<Sizes> sizes;
    private final Optional<double[]> featureWeights;

    private record Sizes(int min, int max) {}

    private ConstrainedKMeans(
            int clusters,
            int restarts,
            int maxIterations,
            KMeans.Start start,
            Optional<Sizes> sizes,
            Optional<double[]> featureWeights) {
        this.clusters = clusters;
        this.restarts = restarts;
        this.maxIterations = maxIterations;
        this.start = start;
        this.sizes = sizes;
        this.featureWeights = featureWeights;
    }

    /**
     * Constrained k-means with 10 restarts, at most 300 iterations each, greedy k-means++, no bounds on the sizes but
     * that no cluster is empty.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code fit} checks
     */
    public static ConstrainedKMeans withClusters(int clusters) {
        return new ConstrainedKMeans(
                OptionChecks.atLeastOne("clusters", clusters),
                10,
                300,
                KMeans.Start.GREEDY_PLUS_PLUS,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * This with bounds on the number of rows in each cluster.
     *
     * @param min the smallest size, at least 0; 0 allows empty clusters
     * @param max the largest size, at least 1 and {@code min}
     */
    public ConstrainedKMeans withSizes(int min, int max) {
        if (min < 0 || max < 1 || min > max) {
            throw new IllegalArgumentException(
                    "sizes must be from at least 0 to at least 1 and the smallest, were " + min + " to " + max);
        }
        return new ConstrainedKMeans(
                clusters, restarts, maxIterations, start, Optional.of(new Sizes(min, max)), featureWeights);
    }

    /**
     * This with a number of runs from different starts; 10 if not said.
     *
     * @param count at least 1
     */
    public ConstrainedKMeans withRestarts(int count) {
        return new ConstrainedKMeans(
                clusters, OptionChecks.atLeastOne("restarts", count), maxIterations, start, sizes, featureWeights);
    }

    /**
     * This with a limit on the iterations of a run; 300 if not said. If it is reached the labels still belong to the
     * centroids, which are then not quite the means.
     *
     * @param count at least 1
     */
    public ConstrainedKMeans withMaxIterations(int count) {
        return new ConstrainedKMeans(
                clusters, restarts, OptionChecks.atLeastOne("max iterations", count), start, sizes, featureWeights);
    }

    /** This with another way to choose the first centroids. */
    public ConstrainedKMeans withStart(KMeans.Start newStart) {
        Objects.requireNonNull(newStart, "start");
        return new ConstrainedKMeans(clusters, restarts, maxIterations, newStart, sizes, featureWeights);
    }

    /**
     * This with weights of the columns, as {@link KMeans#withFeatureWeights} takes them; all 1 if not said.
     *
     * @param weights one for each column, finite, not negative, not all 0; copied
     */
    public ConstrainedKMeans withFeatureWeights(double... weights) {
        return new ConstrainedKMeans(
                clusters, restarts, maxIterations, start, sizes, Optional.of(OptionChecks.featureWeights(weights)));
    }

    /** A model from its stored state, for fits with size bounds or links. */
    public static CentroidModel restore(ModelState state) {
        return ConstrainedModel.restore(state);
    }

    /**
     * {@inheritDoc}
     *
     * @throws io.github.segmentation4j.run.InvalidInputException if the constraints contradict each other, or no
     *     assignment that obeys them was found, which the message tells apart
     * @throws IllegalArgumentException if feature weights do not fit the columns
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        context.throwIfCancelled(NAME);
        if (sizes.isEmpty() && training.links().isEmpty()) {
            return unconstrained()
                    .withRestarts(restarts)
                    .withMaxIterations(maxIterations)
                    .fit(training, context);
        }
        TrainingSet rows = training.withoutLinks();
        KMeansInput input = KMeansInput.of(rows, clusters, featureWeights, Optional.empty(), context);
        int rowCount = rows.matrix().rowCount();
        Sizes bounds = sizes.orElse(new Sizes(1, rowCount));
        LinkedUnits units = LinkedUnits.of(training.links(), rowCount);
        units.refuseContradictions(clusters, bounds.min, bounds.max);
        CentroidCosts costs = new CentroidCosts(input, clusters, context);
        context.report(STAGE, 0, restarts);
        ConstrainedRun best = run(rows, costs, units, bounds, 0, Optional.empty(), context);
        for (int restart = 1; restart < restarts; restart++) {
            context.report(STAGE, restart, restarts);
            ConstrainedRun next = run(rows, costs, units, bounds, restart, Optional.of(best.labels()), context);
            if (next.inertia() < best.inertia()) {
                best = next;
            }
        }
        best.iterate(NEVER, maxIterations);
        number(best, input);
        Clustering clustering = result(best, rows);
        context.report(STAGE, restarts, restarts);
        return clustering;
    }

    private ConstrainedRun run(
            TrainingSet rows,
            CentroidCosts costs,
            LinkedUnits units,
            Sizes bounds,
            int restart,
            Optional<int[]> known,
            RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(NAME));
        int max = Math.min(bounds.max, rows.matrix().rowCount());
        ConstrainedRun run = new ConstrainedRun(
                costs,
                new ConstrainedAssignment(units, clusters, bounds.min, max, checkpoint),
                first(rows, restart, context),
                known);
        run.iterate(restarts == 1 ? NEVER : COMPARABLE * costs.input().spread(context), maxIterations);
        return run;
    }

    /** The centroids that k-means without constraints ends with, or those of one of its starts after one iteration. */
    private double[][] first(TrainingSet rows, int restart, RunContext context) {
        KMeans kmeans = restart == 0
                ? unconstrained().withRestarts(restarts).withMaxIterations(maxIterations)
                : unconstrained().withRestarts(1).withMaxIterations(1);
        RunContext quiet = context.withSeed(
                        restart == 0 ? context.seed() : SeededRandom.derive(context.seed(), restart))
                .withListener(ProgressListener.none());
        CentroidModel model = (CentroidModel) kmeans.fit(rows, quiet).model();
        double[][] centroids = new double[clusters][];
        Arrays.setAll(centroids, model::centroid);
        return centroids;
    }

    private KMeans unconstrained() {
        KMeans kmeans = KMeans.withClusters(clusters).withStart(start);
        return featureWeights.isPresent() ? kmeans.withFeatureWeights(featureWeights.get()) : kmeans;
    }

    /** Brings the clusters into their order; where that changes how a tie is broken, the run goes on with the others. */
    private void number(ConstrainedRun run, KMeansInput input) {
        int[] order = CanonicalOrder.of(run.centroids(), input.low(), input.high());
        while (!CanonicalOrder.keepsAll(order)) {
            run.renumber(order);
            run.iterate(NEVER, maxIterations);
            order = CanonicalOrder.of(run.centroids(), input.low(), input.high());
        }
    }

    private Clustering result(ConstrainedRun run, TrainingSet rows) {
        double[] offsets = run.prices();
        double weight = meanWeight(rows);
        for (int j = 0; j < clusters; j++) {
            offsets[j] /= weight;
        }
        ConstrainedModel model = new ConstrainedModel(new KMeansModel(run.centroids(), featureWeights), offsets);
        return Clustering.of(run.labels(), model)
                .withInertia(run.inertia())
                .withIterations(
                        run.iterations(),
                        run.isStable() ? Clustering.Convergence.CONVERGED : Clustering.Convergence.ITERATION_LIMIT);
    }

    private static double meanWeight(TrainingSet rows) {
        return rows.weights()
                .map(weights -> Arrays.stream(weights).sum() / weights.length)
                .orElse(1.0);
    }

    @Override
    public String describe() {
        return NAME + "(clusters=" + clusters
                + sizes.map(bounds -> ", sizes=" + bounds.min + " to " + bounds.max)
                        .orElse("") + ", restarts="
                + restarts + ", start=" + start.name() + ", maxIterations=" + maxIterations
                + featureWeights
                        .map(weights -> ", featureWeights=" + Arrays.toString(weights))
                        .orElse("") + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
