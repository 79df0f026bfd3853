package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.Clustering.Convergence;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * k-means under rules about groups: k segments whose make-up obeys the rules exactly, such that the sum of the squared
 * distances of the rows to the means of their segments is small.
 *
 * <pre>{@code
 * TrainingSet training = TrainingSet.of(matrix).withGroups(List.of(sex));
 * FairClustering fair = FairKMeans.withClusters(5).balance("sex", 0.8).fitCertified(training, RunContext.seeded(42));
 * fair.price(); // what the rules cost, as a multiple of plain k-means
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class FairKMeans implements Clusterer {
    static final String NAME = "fair k-means under rules";

    private final int clusters;
    private final Optional<GroupRules> rules;
    private final int restarts;
    private final int maxIterations;
    private final int search;

    private FairKMeans(int clusters, Optional<GroupRules> rules, int restarts, int maxIterations, int search) {
        this.clusters = clusters;
        this.rules = rules;
        this.restarts = restarts;
        this.maxIterations = maxIterations;
        this.search = search;
    }

    /**
     * Fair k-means with 10 restarts, at most 300 iterations a run and 20 rounds of search; it needs rules, see {@link
     * #balance} and {@link #under}.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code fit} checks
     */
    public static FairKMeans withClusters(int clusters) {
        return new FairKMeans(atLeast(1, "clusters", clusters), Optional.empty(), 10, 300, 20);
    }

    /**
     * This clusterer with one more rule: in every segment each group of an attribute has at least a fraction of the rows
     * of each other group.
     *
     * @param attribute the name of its categories
     * @param least from 0, which asks for nothing, to 1: equally many
     */
    public FairKMeans balance(String attribute, double least) {
        GroupRules rule = GroupRules.balance(attribute, least);
        return under(rules.map(others -> others.and(rule)).orElse(rule));
    }

    /**
     * This clusterer with rules, which replace earlier ones. They must be alike for all segments, because the numbers of
     * the segments follow from the data.
     */
    public FairKMeans under(GroupRules newRules) {
        for (GroupRules.Rule rule : newRules.rules()) {
            if (rule instanceof GroupRules.Counts counts
                    && (counts.lower().stream().distinct().count() > 1
                            || counts.upper().stream().distinct().count() > 1)) {
                throw new IllegalArgumentException(
                        "quotas must be the same for all segments, because their numbers follow from the data, were "
                                + counts.lower() + "; use FairAssignment for given centres");
            }
        }
        return new FairKMeans(clusters, Optional.of(newRules), restarts, maxIterations, search);
    }

    /**
     * This clusterer with a number of restarts; 10 if not said.
     *
     * @param count at least 1
     */
    public FairKMeans withRestarts(int count) {
        return new FairKMeans(clusters, rules, atLeast(1, "restarts", count), maxIterations, search);
    }

    /**
     * This clusterer with a limit on the iterations of a run; 300 if not said.
     *
     * @param count at least 1
     */
    public FairKMeans withMaxIterations(int count) {
        return new FairKMeans(clusters, rules, restarts, atLeast(1, "max iterations", count), search);
    }

    /**
     * This clusterer with a number of rounds in which it tries to move one centre elsewhere; 20 if not said.
     *
     * @param rounds at least 0, which leaves it at the restarts
     */
    public FairKMeans withSearch(int rounds) {
        return new FairKMeans(clusters, rules, restarts, maxIterations, atLeast(0, "search rounds", rounds));
    }

    private static int atLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
        }
        return value;
    }

    @Override
    public List<String> protectedAttributes() {
        return rules.map(GroupRules::attributes).orElse(List.of());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there are no rules
     * @throws InfeasibleRulesException if no assignment obeys the rules, or none is found
     * @throws io.github.segmentation4j.run.InvalidInputException if the groups of an attribute are missing, others are
     *     there, or rows do not all weigh 1
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        return fitCertified(training, context).clustering();
    }

    /**
     * The same with the certificate of the assignment and the price of the rules.
     *
     * @param training n rows x d columns, with the groups of the attributes the rules are about
     * @param context seed, executor, listener and cancellation
     */
    public FairClustering fitCertified(TrainingSet training, RunContext context) {
        context.throwIfCancelled(NAME);
        GroupRules given = rules.orElseThrow(
                () -> new IllegalArgumentException("say which rules to obey, see FairKMeans.balance and under"));
        FairRows rows = FairRows.of(training, given.attributes(), context);
        FairSearch search = new FairSearch(rows, given, this, context);
        FairDescent.State best = search.run();
        FairClustering result = result(training, rows, search, best, context.withListener(ProgressListener.none()));
        search.done();
        return result;
    }

    private FairClustering result(
            TrainingSet training, FairRows rows, FairSearch search, FairDescent.State best, RunContext context) {
        AssignmentEngine.Solution proof = search.descent().certificate(best);
        CentroidModel model = ClusterModels.ofCentroids(best.centres(), rows.matrix(), context);
        int[] numbers = numbers(best.centres(), model);
        int[] labels = rows.asTheyCame(renumbered(best.labels(), numbers));
        GroupTypes types = search.descent().engine().types();
        AssignmentEngine.Solution numbered = new AssignmentEngine.Solution(
                labels,
                counts(best.labels(), numbers, types),
                best.inertia(),
                Math.min(best.inertia(), proof.bound()),
                proof.proof(),
                offsets(proof.offsets(), numbers, types.count()),
                rows.asTheyCame(renumbered(proof.nearest(), numbers)),
                proof.prices());
        Clustering clustering = Clustering.of(labels, model)
                .withInertia(best.inertia())
                .withIterations(best.rounds(), best.settled() ? Convergence.CONVERGED : Convergence.ITERATION_LIMIT);
        return new FairClustering(
                clustering,
                CertifiedAssignment.of(numbered, types, training.groups(), clusters),
                search.plainInertia());
    }

    /** The number the model gives to each centre. Of equal centres each has one of its own. */
    private static int[] numbers(double[][] centres, CentroidModel model) {
        int[] numbers = new int[centres.length];
        boolean[] taken = new boolean[centres.length];
        for (int j = 0; j < centres.length; j++) {
            int number = 0;
            while (taken[number] || !Arrays.equals(model.centroid(number), centres[j])) {
                number++;
            }
            numbers[j] = number;
            taken[number] = true;
        }
        return numbers;
    }

    private static int[] renumbered(int[] labels, int[] numbers) {
        return Arrays.stream(labels).map(label -> numbers[label]).toArray();
    }

    private static int[][] counts(int[] labels, int[] numbers, GroupTypes types) {
        int[][] counts = new int[types.count()][numbers.length];
        for (int place = 0; place < labels.length; place++) {
            counts[types.typeOfRow()[place]][numbers[labels[place]]]++;
        }
        return counts;
    }

    private static double[] offsets(double[] offsets, int[] numbers, int types) {
        double[] renumbered = new double[offsets.length];
        for (int t = 0; t < types; t++) {
            for (int j = 0; j < numbers.length; j++) {
                renumbered[t * numbers.length + numbers[j]] = offsets[t * numbers.length + j];
            }
        }
        return renumbered;
    }

    int clusters() {
        return clusters;
    }

    int restarts() {
        return restarts;
    }

    int maxIterations() {
        return maxIterations;
    }

    int searchRounds() {
        return search;
    }

    @Override
    public String describe() {
        return NAME + "(clusters=" + clusters + ", rules="
                + rules.map(GroupRules::toString).orElse("none") + ", restarts=" + restarts + ", maxIterations="
                + maxIterations + ", search=" + search + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
