package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.Coreset;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * k-means under rules about groups for many rows: the centres are found on a few weighted rows that stand for all, and
 * then all rows are assigned once. {@link FairKMeans} finds cheaper segments where its time allows; from some 100,000 rows
 * on these cost little more.
 *
 * <pre>{@code
 * FairClustering fair = MicroClusters.withClusters(10).under(GroupRules.balance("sex", 0.8))
 *         .fitCertified(training, RunContext.seeded(42));
 * }</pre>
 *
 * <p>What it does: customers who belong to the same groups, as far as the rules tell them apart, are of one type, and each
 * type is replaced by a {@link Coreset} of its share of the size. On these rows, whose weights the rules count and which
 * may be divided between segments, prices of the rules and weighted means take turns from several starts. The rows
 * themselves are then assigned to the best centres by {@link FairAssignment}, so the rules hold exactly and the
 * certificate is one for all rows.
 *
 * <p>The centres of the result are those found on the weighted rows, close to the means of the segments but not quite
 * them; the inertia is that around the centres. The segments are numbered as {@link KMeans} does. {@link
 * FairClustering#plainInertia} is that of k-means which begins at what it finds on the weighted rows.
 *
 * <p>Time is that of one assignment of all rows, of some iterations of k-means on them, and of the starts on the weighted
 * rows. The same rows, options and seed give the same bits for any number of threads.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: O. Bachem, M. Lucic, A. Krause, Scalable k-means clustering via lightweight coresets, KDD 2018; M.
 * Schmidt, C. Schwiegelshohn, C. Sohler, Fair coresets and streaming algorithms for fair k-means, WAOA 2019.
 */
public final class MicroClusters {
    static final String STAGE = "micro-clusters";

    /** A rare type is worth as many rows, so that its own shape is not lost. */
    private static final int LEAST = 256;

    private final int clusters;
    private final Optional<GroupRules> rules;
    private final int size;
    private final int restarts;

    private MicroClusters(int clusters, Optional<GroupRules> rules, int size, int restarts) {
        this.clusters = clusters;
        this.rules = rules;
        this.size = size;
        this.restarts = restarts;
    }

    /**
     * Fair k-means on 20,000 weighted rows with 5 restarts; it needs to be told the rules.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code fitCertified} checks
     */
    public static MicroClusters withClusters(int clusters) {
        return new MicroClusters(atLeastOne("clusters", clusters), Optional.empty(), 20_000, 5);
    }

    /** This with rules, alike for all segments, which replace earlier ones. */
    public MicroClusters under(GroupRules newRules) {
        FairKMeans.withClusters(clusters).under(newRules);
        return new MicroClusters(clusters, Optional.of(newRules), size, restarts);
    }

    /**
     * This with a number of weighted rows; 20,000 if not said. 1,000 for each segment are a fair measure.
     *
     * @param rows at least 1; types of few customers get more than their share
     */
    public MicroClusters withSize(int rows) {
        return new MicroClusters(clusters, rules, atLeastOne("size", rows), restarts);
    }

    /**
     * This with a number of restarts, each from a converged k-means and from k-means++; 5 if not said.
     *
     * @param count at least 1
     */
    public MicroClusters withRestarts(int count) {
        return new MicroClusters(clusters, rules, size, atLeastOne("restarts", count));
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
        return value;
    }

    /**
     * Clusters rows.
     *
     * @param training rows that weigh 1, with the groups of the attributes the rules are about; others are reported on
     * @param context seed, executor, listener and cancellation
     * @throws IllegalArgumentException if there are no rules
     * @throws InfeasibleRulesException if no assignment obeys the rules, or none is found
     * @throws InvalidInputException if groups or values are missing, rows have weights, or they cannot be clustered
     */
    public FairClustering fitCertified(TrainingSet training, RunContext context) {
        context.throwIfCancelled(STAGE);
        GroupRules given = rules.orElseThrow(
                () -> new IllegalArgumentException("say which rules to obey, see MicroClusters.under"));
        if (training.weights().isPresent()) {
            throw new InvalidInputException("rules count rows, and the rows have weights; leave them out");
        }
        List<Categories> groups = training.groups();
        FeatureMatrix points = training.withoutGroups().matrix();
        if (points.rowCount() == 0) {
            throw new InvalidInputException("there must be at least one row, were none");
        }
        points.requireComplete("a value must not be missing, and " + points.missingCount()
                + " of the matrix are; fill them first, see Imputation");
        context.report(STAGE, 0, restarts + 2L);
        RunContext quiet = context.withListener(ProgressListener.none());
        AssignmentEngine engine = new AssignmentEngine(points, given, groups, clusters, quiet);
        Sample sample = sample(points, engine.types(), quiet);
        context.report(STAGE, 1, restarts + 2L);
        MicroDescent descent = sample.descent(RuleRows.of(given, engine.types(), clusters), quiet);
        MicroDescent.State best = descent.from(sample.centres(kmeans(), quiet));
        for (int restart = 0; restart < restarts; restart++) {
            RunContext own = quiet.withSeed(SeededRandom.derive(context.seed(), restart));
            KMeans seeding = kmeans().withMaxIterations(1).withStart(KMeans.Start.PLUS_PLUS);
            for (KMeans start : List.of(kmeans().withRestarts(1), seeding.withRestarts(1))) {
                MicroDescent.State found = descent.from(sample.centres(start, own));
                best = found.cost() < best.cost() ? found : best;
            }
            context.report(STAGE, restart + 2L, restarts + 2L);
        }
        CentroidModel model = ClusterModels.ofCentroids(best.means(), points, quiet);
        double[][] centres = centres(model);
        AssignmentEngine.Solution solution =
                engine.solve(centres, descent.at(centres).prices());
        double plain = KMeans.withClusters(clusters)
                .withCentroids(sample.centres(kmeans(), quiet))
                .fit(points, quiet)
                .inertia()
                .orElseThrow();
        context.report(STAGE, restarts + 2L, restarts + 2L);
        return new FairClustering(
                Clustering.of(solution.labels(), model).withInertia(solution.cost()),
                CertifiedAssignment.of(solution, engine.types(), groups, clusters),
                plain);
    }

    private KMeans kmeans() {
        return KMeans.withClusters(clusters).withRestarts(restarts);
    }

    /** Weighted rows in the order of their types. */
    private record Sample(FeatureMatrix matrix, double[] weights, int[] firstRow) {
        double[][] centres(KMeans kmeans, RunContext context) {
            TrainingSet training = TrainingSet.of(matrix).withWeights(weights);
            return MicroClusters.centres(
                    (CentroidModel) kmeans.fit(training, context).model());
        }

        MicroDescent descent(RuleRows rows, RunContext context) {
            Runnable look = () -> context.throwIfCancelled(STAGE);
            BlockRunner runner = BlockRunner.of(context.executor(), context.threads(), look);
            return new MicroDescent(matrix, weights, firstRow, rows, runner, Checkpoint.of(look));
        }
    }

    private Sample sample(FeatureMatrix points, GroupTypes types, RunContext context) {
        int[] firstRow = new int[types.count() + 1];
        Coreset[] coresets = new Coreset[types.count()];
        for (int t = 0; t < types.count(); t++) {
            int type = t;
            int[] members = IntStream.range(0, points.rowCount())
                    .filter(row -> types.typeOfRow()[row] == type)
                    .toArray();
            int share = (int) Math.max(LEAST, (long) size * members.length / points.rowCount());
            coresets[t] = Coreset.builder(share, context.withSeed(SeededRandom.derive(context.seed(), t)))
                    .add(points.rows(members, context))
                    .build();
            firstRow[t + 1] = firstRow[t] + coresets[t].size();
        }
        double[][] rows = new double[firstRow[types.count()]][];
        double[] weights = new double[rows.length];
        for (int t = 0; t < coresets.length; t++) {
            TrainingSet part = coresets[t].trainingSet();
            int first = firstRow[t];
            int count = coresets[t].size();
            double[] own = part.weights().orElseGet(() -> {
                double[] ones = new double[count];
                Arrays.fill(ones, 1);
                return ones;
            });
            System.arraycopy(own, 0, weights, first, count);
            for (int i = 0; i < count; i++) {
                rows[first + i] = part.matrix().row(i);
            }
        }
        return new Sample(FeatureMatrix.of(points.features(), rows), weights, firstRow);
    }

    private static double[][] centres(CentroidModel model) {
        double[][] centres = new double[model.clusterCount()][];
        Arrays.setAll(centres, model::centroid);
        return centres;
    }

    /** The method with its options, for provenance. */
    public String describe() {
        return "fair k-means on weighted rows(clusters=" + clusters + ", rules="
                + rules.map(GroupRules::toString).orElse("none") + ", size=" + size + ", restarts=" + restarts + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
