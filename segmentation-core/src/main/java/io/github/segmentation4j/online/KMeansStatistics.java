package io.github.segmentation4j.online;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What k-means knows of its clusters - sizes, means and costs - kept so that a customer can be forgotten: sums are exact,
 * so that after {@link #forget} every number has the bits it would have had the customer never been seen.
 *
 * <p>That holds while the centroids owe the customer nothing. Customers the model was fitted on, and those who were there
 * when {@link #recentre()} moved the centroids, left a trace in where others belong: their row is removed from the sums, and
 * the answer is {@link Forgetting#REFIT_NEEDED}.
 *
 * <p>Holds the row of each customer. Not safe for use by several threads at once; models it returns are.
 */
public final class KMeansStatistics {
    private final Map<String, Member> members = new HashMap<>();
    private final Set<String> placers;
    private CentroidModel model;
    private Sums[] sums;
    private boolean refitNeeded;

    private KMeansStatistics(CentroidModel model, Set<String> placers) {
        this.model = model;
        this.placers = placers;
        sums = emptySums(model);
    }

    /**
     * No customer yet.
     *
     * @param model the centroids; its distances are plain squared ones, without feature weights
     * @param fittedOn the ids of the customers the model was fitted on, copied; empty only if it was fitted on nobody who
     *     can ask to be forgotten
     */
    public static KMeansStatistics of(CentroidModel model, Collection<String> fittedOn) {
        OnlineLearning.requirePlainDistances(model);
        return new KMeansStatistics(model, new HashSet<>(fittedOn));
    }

    /**
     * Counts a customer in the cluster their row belongs to, in place of a row they had before.
     *
     * @param row a finite value for each feature, at most {@link OnlineEvent#LARGEST}; copied
     * @return the cluster, or {@link Clustering#NOISE} if the model gives none: such a row is not counted
     * @throws InvalidInputException if the row cannot be used; then nothing changes
     */
    public int learn(String customer, double... row) {
        Objects.requireNonNull(customer, "customer");
        if (row.length != model.columnCount()) {
            throw new InvalidInputException("a row must have " + model.columnCount() + " features, had " + row.length
                    + "; use the features the model was fitted on");
        }
        for (double value : row) {
            OnlineEvent.requireUsable(value);
        }
        Member member = member(row.clone());
        Member before = members.put(customer, member);
        if (before != null) {
            count(before, -1);
        }
        count(member, 1);
        return member.cluster;
    }

    /** Removes a customer, and says whether that left no trace. */
    public Forgetting forget(String customer) {
        Member member = members.remove(customer);
        if (member != null) {
            count(member, -1);
        }
        if (placers.remove(customer)) {
            refitNeeded = true;
            return Forgetting.REFIT_NEEDED;
        }
        return member == null ? Forgetting.UNKNOWN : Forgetting.FORGOTTEN;
    }

    /** Whether a customer was removed who had helped to place the centroids. Nothing but a new fit changes that. */
    public boolean isRefitNeeded() {
        return refitNeeded;
    }

    /**
     * Moves each centroid to the mean of its customers, one without customers not at all, and assigns all customers again.
     * From then on they have helped to place the centroids.
     *
     * @return the new model; clusters keep their numbers
     */
    public CentroidModel recentre() {
        double[][] centroids = new double[model.clusterCount()][];
        Arrays.setAll(centroids, this::mean);
        model = ClusterModels.ofNumberedCentroids(centroids);
        sums = emptySums(model);
        members.replaceAll((customer, member) -> member(member.row));
        members.values().forEach(member -> count(member, 1));
        placers.addAll(members.keySet());
        return model;
    }

    /** The centroids that customers are assigned to. */
    public CentroidModel model() {
        return model;
    }

    /** The number of customers held, those that are noise included. */
    public int customerCount() {
        return members.size();
    }

    /** The number of customers of a cluster. */
    public long size(int cluster) {
        return sums[Objects.checkIndex(cluster, sums.length)].size;
    }

    /** The mean row of the customers of a cluster; its centroid if it has none. */
    public double[] mean(int cluster) {
        Sums of = sums[Objects.checkIndex(cluster, sums.length)];
        if (of.size == 0) {
            return model.centroid(cluster);
        }
        return Arrays.stream(of.columns)
                .mapToDouble(sum -> sum.value() / of.size)
                .toArray();
    }

    /** The sum of the squared distances of a cluster's customers to its centroid. */
    public double cost(int cluster) {
        return sums[Objects.checkIndex(cluster, sums.length)].cost.value();
    }

    private Member member(double[] row) {
        int cluster = model.assign(row);
        return new Member(row, cluster, cluster == Clustering.NOISE ? 0 : model.squaredDistance(row, cluster));
    }

    private void count(Member member, int sign) {
        if (member.cluster == Clustering.NOISE) {
            return;
        }
        Sums into = sums[member.cluster];
        into.size += sign;
        into.cost.add(sign * member.cost);
        for (int c = 0; c < member.row.length; c++) {
            into.columns[c].add(sign * member.row[c]);
        }
    }

    private static Sums[] emptySums(CentroidModel model) {
        Sums[] sums = new Sums[model.clusterCount()];
        Arrays.setAll(sums, j -> new Sums(model.columnCount()));
        return sums;
    }

    @Override
    public String toString() {
        return "k-means statistics of " + members.size() + " customers in " + sums.length + " clusters";
    }

    /** A customer's row, where it was counted and what it cost there. */
    private record Member(double[] row, int cluster, double cost) {}

    /** The sums of a cluster. */
    private static final class Sums {
        private final ExactSum[] columns;
        private final ExactSum cost = new ExactSum();
        private long size;

        Sums(int columnCount) {
            columns = new ExactSum[columnCount];
            Arrays.setAll(columns, c -> new ExactSum());
        }
    }
}
