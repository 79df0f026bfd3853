package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Socially fair k-means under rules: segments whose make-up obeys rules exactly, such that the mean squared distance of
 * the worst served group is small. Balanced segments may serve one group worse than another, and segments that serve all
 * groups as well may separate them; these do neither.
 *
 * <pre>{@code
 * FairClustering fair = FairLloyd.withClusters(5).towards("sex").under(GroupRules.balance("sex", 0.8))
 *         .fitCertified(training, RunContext.seeded(42));
 * GroupCosts costs = GroupCosts.of(matrix, fair.clustering(), sex);
 * }</pre>
 *
 * <p>What it does: it begins at the result of {@link FairKMeans} under the same rules, and at the centres of {@link
 * FairLloyd}. Then the centres that make the largest mean cost of a group smallest, which come with weights of the groups,
 * and the certified assignment of rows that count as their groups weigh take turns; weights are halved back where the
 * worst group gains nothing. The best that was met is the result, so its worst group is never served worse than by fair
 * k-means under the rules alone.
 *
 * <p>The assignment of the result tells plain costs: its lower bound is that of the plain assignment to the same centres,
 * so the gap is what equal quality costs in them at most. Its offsets are those of the weighted assignment over the mean
 * weight of the type. The centres are not the means of the segments, and the inertia is that around the centres.
 *
 * <p>Time is that of {@link FairKMeans}, {@link FairLloyd} and some 20 assignments. The same rows, options and seed give
 * the same bits for any number of threads.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: M. Ghadiri, S. Samadi, S. Vempala, Socially fair k-means clustering, FAccT 2021; S. Bera, D.
 * Chakrabarty, N. Flores, M. Negahbani, Fair algorithms for clustering, NeurIPS 2019.
 */
public final class RuledFairLloyd {
    static final String STAGE = "fair k-means of equal quality";

    private final FairLloyd quality;
    private final FairKMeans balanced;
    private final GroupRules rules;

    RuledFairLloyd(FairLloyd quality, FairKMeans balanced, GroupRules rules) {
        this.quality = quality;
        this.balanced = balanced;
        this.rules = Objects.requireNonNull(rules, "rules");
        if (quality.protectedAttributes().isEmpty()) {
            throw new IllegalArgumentException(
                    "say which groups to be fair to before the rules, see FairLloyd.towards");
        }
    }

    /**
     * Clusters rows.
     *
     * @param training rows that weigh 1, with the groups of the attributes to be fair to and those of the rules
     * @param context seed, executor, listener and cancellation
     * @throws InfeasibleRulesException if no assignment obeys the rules, or none is found
     * @throws io.github.segmentation4j.run.InvalidInputException if groups are missing, rows have other weights, or they
     *     cannot be clustered
     */
    public FairClustering fitCertified(TrainingSet training, RunContext context) {
        context.throwIfCancelled(STAGE);
        RunContext quiet = context.withListener(ProgressListener.none());
        context.report(STAGE, 0, 4);
        FairClustering ruled = balanced.fitCertified(only(training, rules.attributes()), quiet);
        context.report(STAGE, 1, 4);
        TrainingSet served = only(training, quality.protectedAttributes());
        Clustering serving = quality.fit(served, quiet);
        context.report(STAGE, 2, 4);
        GroupedRows rows = GroupedRows.of(served, quality.protectedAttributes(), quiet);
        WeightedDescent descent = new WeightedDescent(rows, rules, training.groups(), quality.clusters(), quiet);
        WeightedDescent.State fromRules = descent.from(ruled.clustering().labels(), centres((CentroidModel)
                ruled.clustering().model()));
        WeightedDescent.State fromQuality = descent.from(centres((CentroidModel) serving.model()));
        WeightedDescent.State best = fromQuality.worst() < fromRules.worst() ? fromQuality : fromRules;
        context.report(STAGE, 3, 4);
        CentroidModel model = ClusterModels.ofCentroids(best.centres(), rows.matrix(), quiet);
        AssignmentEngine.Solution solution = descent.certified(best, centres(model));
        context.report(STAGE, 4, 4);
        return new FairClustering(
                Clustering.of(solution.labels(), model).withInertia(solution.cost()),
                CertifiedAssignment.of(solution, descent.types(), training.groups(), quality.clusters()),
                ruled.plainInertia());
    }

    private static TrainingSet only(TrainingSet training, List<String> attributes) {
        List<Categories> groups = training.groups().stream()
                .filter(one -> attributes.contains(one.name()))
                .toList();
        return training.withGroups(groups);
    }

    private static double[][] centres(CentroidModel model) {
        double[][] centres = new double[model.clusterCount()][];
        Arrays.setAll(centres, model::centroid);
        return centres;
    }

    /** The method with its options, for provenance. */
    public String describe() {
        return STAGE + "(" + quality.describe() + ", rules=" + rules + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
