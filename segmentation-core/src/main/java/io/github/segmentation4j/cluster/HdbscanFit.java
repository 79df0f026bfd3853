package io.github.segmentation4j.cluster;

import io.github.segmentation4j.cluster.HdbscanClustering.TreeCluster;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** One fit of {@link Hdbscan}. */
final class HdbscanFit {
    private final Hdbscan options;
    private final FeatureMatrix matrix;
    private final RunContext context;
    private final ReachabilityProgress progress;
    private final Checkpoint checkpoint;

    HdbscanFit(Hdbscan options, FeatureMatrix matrix, RunContext context) {
        this.options = options;
        this.matrix = matrix;
        this.context = context;
        progress = new ReachabilityProgress(context, matrix.rowCount());
        checkpoint = progress.checkpoint();
    }

    HdbscanClustering run(Optional<ReachabilitySpace.Way> way) {
        progress.cores(0);
        refuseTooMany();
        DistinctRows rows = DistinctRows.of(matrix, this::isComplete, ReachabilityProgress.STAGE, context);
        if (rows.count() == 0) {
            throw new InvalidInputException(
                    "at least one row must have all its values, and none has; fill them first, see Imputation");
        }
        // In an order of their own, so that nothing that is learned depends on that of the matrix.
        int[] order = rows.order(Optional.empty(), checkpoint);
        FittedDissimilarity dissimilarity = options.dissimilarity.fit(matrix.rows(order, context), context);
        int[] copies = rows.counts();
        ReachabilitySpace space = ReachabilitySpace.of(
                dissimilarity,
                rows.rows,
                copies,
                way.orElse(ReachabilitySpace.way(dissimilarity)),
                progress.runner(),
                checkpoint);
        long complete = order.length;
        int needed = (int) Math.min(complete, options.neighbours());
        ReachabilityTree reachability = space.tree(needed, progress);
        SingleLinkage linkage = SingleLinkage.of(reachability, copies, space::dissimilarity, checkpoint);
        CondensedTree tree = CondensedTree.of(
                linkage, options.minimumClusterSize, new GroupsInReach(space, reachability.cores), checkpoint);
        boolean rootAllowed =
                options.singleCluster == Hdbscan.SingleCluster.ALLOWED && complete >= options.minimumClusterSize;
        int[] choice = ClusterSelection.labels(tree, options.selection, options.epsilon, rootAllowed);
        HdbscanClustering result = result(rows.of, space, reachability.cores, needed, tree, choice);
        progress.end();
        return result;
    }

    private boolean isComplete(int row) {
        return matrix.missingCount() == 0 || !HdbscanModel.misses(matrix.row(row));
    }

    private void refuseTooMany() {
        long complete = matrix.rowCount();
        if (matrix.missingCount() > 0) {
            complete = IntStream.range(0, matrix.rowCount())
                    .filter(this::isComplete)
                    .count();
        }
        long room = complete * Math.max(matrix.columnCount(), 2);
        if (room > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException("rows x columns, at least 2 of them, must be at most "
                    + (Integer.MAX_VALUE - 8) + ", was " + room + "; draw a sample of the rows");
        }
    }

    private HdbscanClustering result(
            int[] places, ReachabilitySpace space, double[] cores, int needed, CondensedTree tree, int[] choice) {
        int clusters = Arrays.stream(choice).max().orElse(Clustering.NOISE) + 1;
        double limit =
                choice[0] != Clustering.NOISE && options.epsilon > 0 ? options.epsilon : Double.POSITIVE_INFINITY;
        int[] labels = new int[places.length];
        for (int row = 0; row < labels.length; row++) {
            int place = places[row];
            boolean isIn = place != DistinctRows.NONE && tree.leavingDistances[place] <= limit;
            labels[row] = isIn ? choice[tree.lastClusters[place]] : Clustering.NOISE;
        }
        int[] order = ClusterNumbers.renumber(labels, clusters, matrix, context);
        HdbscanTree kept = new HdbscanTree(
                clusters,
                Arrays.copyOf(tree.parents, tree.clusterCount),
                Arrays.copyOf(tree.births, tree.clusterCount),
                Arrays.copyOf(tree.deaths, tree.clusterCount),
                renumbered(choice, order),
                limit);
        HdbscanModel model = new HdbscanModel(
                space, cores, Math.max(0, needed - 1), options.missing, kept, tree.lastClusters, tree.leavingDistances);
        return perRow(places, tree, kept, Clustering.taking(labels, model));
    }

    private static int[] renumbered(int[] choice, int[] order) {
        int[] numbers = new int[order.length];
        for (int j = 0; j < order.length; j++) {
            numbers[order[j]] = j;
        }
        return Arrays.stream(choice)
                .map(j -> j == Clustering.NOISE ? Clustering.NOISE : numbers[j])
                .toArray();
    }

    private HdbscanClustering perRow(int[] places, CondensedTree tree, HdbscanTree kept, Clustering clustering) {
        int[] lastClusters = new int[places.length];
        double[] leaving = new double[places.length];
        double[] probabilities = new double[places.length];
        double[] outlierScores = new double[places.length];
        Arrays.fill(lastClusters, DistinctRows.NONE);
        for (int row = 0; row < places.length; row++) {
            checkpoint.at(row);
            if (places[row] != DistinctRows.NONE) {
                int cluster = tree.lastClusters[places[row]];
                double distance = tree.leavingDistances[places[row]];
                lastClusters[row] = cluster;
                leaving[row] = distance;
                probabilities[row] = kept.probability(cluster, distance);
                outlierScores[row] = distance == 0 ? 0 : 1 - tree.leastDistances[cluster] / distance;
            }
        }
        return new HdbscanClustering(
                clustering, records(tree, kept), lastClusters, leaving, probabilities, outlierScores);
    }

    private static List<TreeCluster> records(CondensedTree tree, HdbscanTree kept) {
        List<TreeCluster> records = new ArrayList<>(tree.clusterCount);
        for (int cluster = 0; cluster < tree.clusterCount; cluster++) {
            int label = kept.labels[cluster];
            boolean isChosen = label != Clustering.NOISE && kept.chosen(label) == cluster;
            records.add(new TreeCluster(
                    cluster == 0 ? OptionalInt.empty() : OptionalInt.of(tree.parents[cluster]),
                    tree.births[cluster],
                    tree.deaths[cluster],
                    tree.sizes[cluster],
                    tree.stabilities[cluster] / tree.scale,
                    tree.persistences[cluster],
                    isChosen ? OptionalInt.of(label) : OptionalInt.empty()));
        }
        return records;
    }
}
