package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Agglomerative clustering: every row begins as a cluster of its own, and the two nearest clusters are merged until as many
 * are left as asked for, or none are nearer than a height.
 *
 * <pre>{@code
 * Clustering clustering = Agglomerative.withClusters(5).fit(FeatureMatrix.of(rows), RunContext.seeded(42));
 * }</pre>
 *
 * <p>What a fit does: it merges equal rows, then parts, by the {@link Linkage}, and cuts the tree of merges. {@link #tree}
 * gives that tree as a whole, of which every number of clusters can be cut without another fit. The seed matters nowhere.
 *
 * <p>The distinct rows are brought into the order of their coordinates before anything else, and ties of distances are
 * broken in that order: the same rows give the same partition in whatever order they come. Of trees that equal distances
 * allow, Ward, average and complete linkage take the one that a chain of nearest neighbours from the first row on finds;
 * single and centroid linkage merge the lowest rows first. Clusters are numbered by the means of their rows. Coordinates
 * below 2^-480 in size count as 0. A cut by number undoes the last merges, also where centroid linkage put them below
 * earlier ones.
 *
 * <p>A row of weight 2 counts like two equal rows in Ward, average and centroid linkage. In complete and single linkage
 * weights above 0 change nothing, which is the same. Rows of weight 0 take no part; they get the label of the nearest row
 * that has a weight, as new rows do. The dissimilarity is fitted on the rows that have a weight, whatever it is.
 *
 * <p>The clusters have no centres to stand for them, so the model is an {@link InstanceModel} that keeps the distinct rows:
 * a row belongs where the nearest of them does. Rows that a dissimilarity puts at 0 from each other are never parted by
 * average, complete and single linkage, which refuse to make more clusters than are left.
 *
 * <p>Time grows with the square of the distinct rows, times the columns; centroid linkage can take longer on data of many
 * columns. Memory is linear for Ward, single and centroid linkage. Average and complete linkage hold the dissimilarities of
 * all pairs, 8 bytes each, and refuse to begin where these would not fit, see {@link #withMemoryLimit}; {@link Birch} takes
 * any number of rows.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: F. Murtagh, A survey of recent advances in hierarchical clustering algorithms, The Computer Journal 26,
 * 1983; D. Müllner, Modern hierarchical, agglomerative clustering algorithms, arXiv:1109.2378, 2011; R. C. Prim, Shortest
 * connection networks and some generalizations, Bell System Technical Journal 36, 1957.
 *
 * <p>Implementation note: Ward and centroid distances are those of the centres, in columns that begin at 0 where they do
 * not cross it, and not carried on from older distances as in the formula of Lance and Williams, which cancels.
 */
public final class Agglomerative implements Clusterer {
    static final String STAGE = "agglomerative";

    private final OptionalInt clusters;
    private final OptionalDouble height;
    private final Linkage linkage;
    private final Dissimilarity dissimilarity;
    private final OptionalLong memoryLimit;

    private Agglomerative(
            OptionalInt clusters,
            OptionalDouble height,
            Linkage linkage,
            Dissimilarity dissimilarity,
            OptionalLong memoryLimit) {
        if (linkage.isOfCentres() && !dissimilarity.equals(Distances.euclidean())) {
            throw new IllegalArgumentException(
                    "linkage " + linkage.words() + " is of Euclidean distances and was given "
                            + dissimilarity.describe() + "; choose AVERAGE, COMPLETE or SINGLE first, see withLinkage");
        }
        this.clusters = clusters;
        this.height = height;
        this.linkage = linkage;
        this.dissimilarity = dissimilarity;
        this.memoryLimit = memoryLimit;
    }

    /**
     * Ward's clustering into a number of clusters.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code fit} checks
     */
    public static Agglomerative withClusters(int clusters) {
        return new Agglomerative(
                OptionalInt.of(OptionChecks.atLeastOne("clusters", clusters)),
                OptionalDouble.empty(),
                Linkage.WARD,
                Distances.euclidean(),
                OptionalLong.empty());
    }

    /**
     * Ward's clustering into the clusters within which no merge lies above a height, see {@link Dendrogram#cutAt}.
     *
     * @param height at least 0, in the unit of the linkage; infinite for one cluster
     */
    public static Agglomerative withHeight(double height) {
        if (!(height >= 0)) {
            throw new IllegalArgumentException("a height must be at least 0, was " + height);
        }
        return new Agglomerative(
                OptionalInt.empty(),
                OptionalDouble.of(height),
                Linkage.WARD,
                Distances.euclidean(),
                OptionalLong.empty());
    }

    /**
     * This clusterer with another linkage; {@link Linkage#WARD} if not said.
     *
     * @throws IllegalArgumentException if it is Ward or centroid linkage and the dissimilarity is not Euclidean
     */
    public Agglomerative withLinkage(Linkage newLinkage) {
        Objects.requireNonNull(newLinkage, "linkage");
        return new Agglomerative(clusters, height, newLinkage, dissimilarity, memoryLimit);
    }

    /**
     * This clusterer with another dissimilarity, for average, complete and single linkage, which must be chosen first;
     * {@link Distances#euclidean()} if not said.
     *
     * @throws IllegalArgumentException if the linkage is Ward or centroid and this is not Euclidean
     */
    public Agglomerative withDissimilarity(Dissimilarity newDissimilarity) {
        Objects.requireNonNull(newDissimilarity, "dissimilarity");
        return new Agglomerative(clusters, height, linkage, newDissimilarity, memoryLimit);
    }

    /**
     * This clusterer with a limit on the memory for the dissimilarities of all pairs of distinct rows, which average and
     * complete linkage need: 8 bytes a pair. Three quarters of the largest heap if not said. Changes no result.
     *
     * @param bytes at least 0
     */
    public Agglomerative withMemoryLimit(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a memory limit must be at least 0 bytes, was " + bytes);
        }
        return new Agglomerative(clusters, height, linkage, dissimilarity, OptionalLong.of(bytes));
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidInputException also if average or complete linkage needs more memory than the limit, or the
     *     dissimilarity tells fewer rows apart than there should be clusters
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        Rows rows = rows(training, clusters.orElse(1), context);
        Dendrogram tree = merges(rows, context);
        int[] pointLabels;
        if (clusters.isPresent()) {
            requireApart(tree);
            pointLabels = tree.cut(clusters.getAsInt());
        } else {
            pointLabels = tree.cutAt(height.orElseThrow());
        }
        FeatureMatrix matrix = training.matrix();
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        int count = 0;
        int[] labels = new int[matrix.rowCount()];
        for (int row = 0; row < labels.length; row++) {
            checkpoint.at(row);
            int point = rows.distinct().points.of[row];
            labels[row] = point == DistinctRows.NONE ? Clustering.NOISE : pointLabels[point];
            count = Math.max(count, labels[row] + 1);
        }
        int[] order = ClusterNumbers.renumber(labels, count, matrix, context);
        InstanceModel model = model(rows, pointLabels, order, context);
        for (int row = 0; row < labels.length; row++) {
            checkpoint.at(row);
            if (labels[row] == Clustering.NOISE) {
                context.throwIfCancelled(STAGE);
                labels[row] = model.assign(matrix.row(row));
            }
        }
        context.report(STAGE, matrix.rowCount(), matrix.rowCount());
        return Clustering.taking(labels, model);
    }

    /**
     * The whole tree of rows, equal ones merged first at height 0. Neither the number of clusters nor the height matters.
     *
     * @param training rows that all have a weight above 0
     * @param context executor, listener and cancellation
     * @throws InvalidInputException if the rows cannot be clustered, or one has weight 0 and so no place in a tree
     */
    public Dendrogram tree(TrainingSet training, RunContext context) {
        Rows rows = rows(training, 1, context);
        int count = training.matrix().rowCount();
        if (rows.distinct().order.length < count) {
            throw new InvalidInputException("all rows of a tree must have a weight above 0, and "
                    + (count - rows.distinct().order.length) + " have none; leave them out");
        }
        Dendrogram tree = merges(rows, context).withLeaves(rows.distinct().order, rows.distinct().points.of);
        context.report(STAGE, count, count);
        return tree;
    }

    /** Rows that can be clustered, and how unlike they are. */
    private record Rows(WeightedPoints distinct, FittedDissimilarity dissimilarity, int count) {}

    private Rows rows(TrainingSet training, int least, RunContext context) {
        context.throwIfCancelled(STAGE);
        FeatureMatrix matrix = training.matrix();
        // Refuses what cannot be compared.
        KMeansInput.of(training, least, Optional.empty(), Optional.empty(), context);
        context.report(STAGE, 0, matrix.rowCount());
        WeightedPoints distinct = WeightedPoints.of(matrix, training.weights(), context, STAGE);
        if (distinct.count() < least) {
            throw tooMany(distinct.count(), "distinct rows");
        }
        if (linkage == Linkage.AVERAGE || linkage == Linkage.COMPLETE) {
            long limit = memoryLimit.orElse(Runtime.getRuntime().maxMemory() / 4 * 3);
            PairParts.refuseTooMany(distinct.count(), limit, linkage);
        }
        // In an order of their own, rows teach the same whatever order they came in.
        FittedDissimilarity fitted = dissimilarity.fit(matrix.rows(distinct.order, context), context);
        return new Rows(distinct, fitted, matrix.rowCount());
    }

    private InvalidInputException tooMany(int most, String what) {
        return new InvalidInputException("clusters must be between 1 and the " + most + " " + what + ", was "
                + clusters.orElseThrow() + "; lower it or add data");
    }

    /** The tree of the distinct rows. */
    private Dendrogram merges(Rows rows, RunContext context) {
        WeightedPoints distinct = rows.distinct();
        MergeList merges = new MergeList(distinct.count(), rows.count(), context);
        switch (linkage) {
            case WARD -> NearestNeighbourChain.run(new WardParts(distinct, context), distinct.count(), merges);
            case CENTROID -> new CentroidMerging(distinct, context).run(merges);
            case SINGLE -> SingleTree.run(distinct.coordinates, rows.dissimilarity(), merges, context);
            case AVERAGE, COMPLETE ->
                NearestNeighbourChain.run(
                        new PairParts(linkage, distinct.coordinates, distinct.weights, rows.dissimilarity(), context),
                        distinct.count(),
                        merges);
        }
        return switch (linkage) {
            case WARD, AVERAGE, COMPLETE -> merges.byHeight();
            case SINGLE -> merges.byHeightAndPoints();
            case CENTROID -> merges.inOrder();
        };
    }

    /** Refuses to part rows that differ and are yet at no distance, which no model could tell apart. */
    private void requireApart(Dendrogram tree) {
        if (linkage.isOfCentres()) {
            return;
        }
        int apart = 1;
        for (Dendrogram.Merge merge : tree.merges()) {
            apart += merge.height() > 0 ? 1 : 0;
        }
        if (clusters.orElseThrow() > apart) {
            throw tooMany(apart, "rows that the dissimilarity tells apart");
        }
    }

    private static InstanceModel model(Rows rows, int[] pointLabels, int[] order, RunContext context) {
        int[] numbers = new int[order.length];
        for (int j = 0; j < order.length; j++) {
            numbers[order[j]] = j;
        }
        WeightedPoints distinct = rows.distinct();
        int[] labels = new int[distinct.instances.count()];
        for (int row : distinct.order) {
            labels[distinct.instances.of[row]] = numbers[pointLabels[distinct.points.of[row]]];
        }
        return new NearestRowModel(
                rows.dissimilarity(), distinct.instances.rows, labels, order.length, Double.POSITIVE_INFINITY, context);
    }

    /** The whole tree of rows that all weigh the same. */
    public Dendrogram tree(FeatureMatrix matrix, RunContext context) {
        return tree(TrainingSet.of(matrix), context);
    }

    @Override
    public String describe() {
        return "agglomerative("
                + (clusters.isPresent() ? "clusters=" + clusters.getAsInt() : "height=" + height.orElseThrow())
                + ", linkage=" + linkage.words() + ", dissimilarity=" + dissimilarity.describe()
                + (memoryLimit.isPresent() ? ", memoryLimit=" + memoryLimit.getAsLong() : "") + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
