package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rows of a fit with the cluster of the tree each leaves last. One of them is found by its coordinates and has the cluster
 * it has there; another row follows the one that is nearest to it in mutual reachability, see {@link Hdbscan}. Immutable.
 */
final class HdbscanModel implements SoftModel, InstanceModel {
    static final String TYPE = "hdbscan/1";

    private static final String STAGE = "assignment";

    private final ReachabilitySpace space;
    private final double[][] rows;
    private final MissingValues missing;
    private final HdbscanTree tree;
    private final int[] lastClusters;
    private final double[] leavingDistances;
    private final ReachabilityLookup lookup;

    /** Takes over its arguments. */
    HdbscanModel(
            ReachabilitySpace space,
            double[] cores,
            int neighbours,
            MissingValues missing,
            HdbscanTree tree,
            int[] lastClusters,
            double[] leavingDistances) {
        this.space = space;
        rows = space.rows;
        this.missing = missing;
        this.tree = tree;
        this.lastClusters = lastClusters;
        this.leavingDistances = leavingDistances;
        lookup = new ReachabilityLookup(space, cores, neighbours);
    }

    @Override
    public int instanceCount() {
        return rows.length;
    }

    @Override
    public int clusterCount() {
        return tree.clusterCount;
    }

    @Override
    public int columnCount() {
        return space.dissimilarity.columnCount();
    }

    @Override
    public int assign(double[] row) {
        return isLeftOut(row) ? Clustering.NOISE : assign(row.clone(), lookup.search());
    }

    /** The cluster of a row, in which -0.0 becomes 0.0. */
    private int assign(double[] row, ReachabilityLookup.Search search) {
        int place = DistinctRows.find(rows, row);
        if (place >= 0) {
            return tree.label(lastClusters[place], leavingDistances[place]);
        }
        search.look(row);
        return tree.label(cluster(search), distance(search));
    }

    /** A row that is nearer to a training row than that is to the rest of the cluster leaves together with it. */
    private double distance(ReachabilityLookup.Search search) {
        return Math.max(search.distance(), leavingDistances[search.row()]);
    }

    /** The cluster of the tree that the row leaves last: that of the training row, or one around it if it is farther away. */
    private int cluster(ReachabilityLookup.Search search) {
        int cluster = lastClusters[search.row()];
        return search.distance() > leavingDistances[search.row()] ? tree.around(cluster, search.distance()) : cluster;
    }

    @Override
    public int[] assign(FeatureMatrix matrix, RunContext context) {
        InputChecks.columns(columnCount(), matrix.columnCount());
        if (missing == MissingValues.REFUSE) {
            InputChecks.complete(matrix);
        }
        context.throwIfCancelled(STAGE);
        int[] labels = new int[matrix.rowCount()];
        BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(STAGE))
                .forEach(matrix.pointsView().blockCount(), block -> {
                    ReachabilityLookup.Search search = lookup.search();
                    double[] row = new double[columnCount()];
                    int first = PointBlocks.firstRow(block);
                    for (int r = first; r < first + matrix.pointsView().rowsIn(block); r++) {
                        context.throwIfCancelled(STAGE);
                        matrix.copyRow(r, row);
                        labels[r] = misses(row) ? Clustering.NOISE : assign(row, search);
                    }
                });
        return labels;
    }

    @Override
    public double[] memberships(double[] row) {
        if (isLeftOut(row)) {
            return new double[clusterCount()];
        }
        int place = DistinctRows.find(rows, row.clone());
        if (place >= 0) {
            return tree.memberships(lastClusters[place], leavingDistances[place]);
        }
        ReachabilityLookup.Search search = lookup.search();
        search.look(row);
        return tree.memberships(cluster(search), distance(search));
    }

    static boolean misses(double[] row) {
        for (double value : row) {
            if (Double.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    private boolean isLeftOut(double[] row) {
        InputChecks.columns(columnCount(), row.length);
        boolean misses = misses(row);
        if (misses && missing == MissingValues.REFUSE) {
            throw new InvalidInputException("a value of the row is missing; fill it first, see Imputation");
        }
        for (double value : row) {
            if (Double.isInfinite(value)) {
                throw new InvalidInputException("a value of the row is infinite; correct it first");
            }
        }
        return misses;
    }

    @Override
    public ModelState state() {
        ModelState.Builder state = ModelState.of(TYPE)
                .put("columns", columnCount())
                .put("clusters", tree.clusterCount)
                .put("neighbours", lookup.neighbours())
                .put("missing", missing.name())
                .put("dissimilarity", space.dissimilarity.state())
                .put("parents", HdbscanTree.numbers(tree.parents))
                .put("births", Arrays.copyOfRange(tree.births, 1, tree.births.length))
                .put("deaths", tree.deaths)
                .put("labels", HdbscanTree.numbers(tree.labels))
                .put("rows", StoredCentroids.values(rows))
                .put("copies", HdbscanTree.numbers(space.copies))
                .put("cores", lookup.cores())
                .put("lastClusters", HdbscanTree.numbers(lastClusters))
                .put("leavingDistances", leavingDistances);
        if (tree.limit < Double.POSITIVE_INFINITY) {
            state.put("limit", tree.limit);
        }
        return state.build();
    }

    static HdbscanModel restore(
            ModelState state, Map<String, Function<ModelState, FittedDissimilarity>> dissimilarities) {
        int columns = state.integer("columns");
        int clusters = state.integer("clusters");
        double[] values = state.numbers("rows");
        int[] copies = wholes(state, "copies", 1, Integer.MAX_VALUE);
        require(columns >= 1 && values.length == (long) copies.length * columns && copies.length > 0, "number of rows");
        require(Arrays.stream(values).allMatch(Double::isFinite), "rows");
        HdbscanTree tree = restoreTree(state, clusters);
        int[] lastClusters = wholes(state, "lastClusters", 0, tree.parents.length - 1);
        double[] leaving = distances(state, "leavingDistances", copies.length);
        double[] cores = distances(state, "cores", copies.length);
        require(lastClusters.length == copies.length, "number of rows");
        int neighbours = state.integer("neighbours");
        require(
                neighbours >= 0
                        && neighbours <= Arrays.stream(copies).asLongStream().sum(),
                "number of neighbours");
        require(Arrays.stream(MissingValues.values()).anyMatch(v -> v.name().equals(state.text("missing"))), "policy");
        FittedDissimilarity dissimilarity = Distances.restore(state.child("dissimilarity"), dissimilarities);
        require(dissimilarity.columnCount() == columns, "number of columns");
        double[][] rows = new double[copies.length][];
        Arrays.setAll(rows, r -> Arrays.copyOfRange(values, r * columns, (r + 1) * columns));
        ReachabilitySpace space = ReachabilitySpace.of(
                dissimilarity,
                rows,
                copies,
                ReachabilitySpace.way(dissimilarity),
                BlockRunner.of(Optional.empty(), 1, () -> {}),
                Checkpoint.none());
        MissingValues missing = MissingValues.valueOf(state.text("missing"));
        return new HdbscanModel(space, cores, neighbours, missing, tree, lastClusters, leaving);
    }

    private static HdbscanTree restoreTree(ModelState state, int clusters) {
        double[] deaths = state.numbers("deaths");
        require(
                deaths.length > 0 && Arrays.stream(deaths).allMatch(d -> d >= 0 && d < Double.POSITIVE_INFINITY),
                "tree");
        int[] parents = wholes(state, "parents", -1, deaths.length - 1);
        int[] labels = wholes(state, "labels", Clustering.NOISE, clusters - 1);
        double[] births = new double[deaths.length];
        births[0] = Double.POSITIVE_INFINITY;
        System.arraycopy(distances(state, "births", deaths.length - 1), 0, births, 1, deaths.length - 1);
        require(parents.length == deaths.length && labels.length == deaths.length, "tree");
        for (int cluster = 0; cluster < parents.length; cluster++) {
            require(cluster == 0 ? parents[0] == -1 : parents[cluster] >= 0 && parents[cluster] < cluster, "tree");
        }
        require(Arrays.stream(labels).filter(l -> l >= 0).distinct().count() == clusters, "number of clusters");
        double limit = state.has("limit") ? state.number("limit") : Double.POSITIVE_INFINITY;
        require(limit >= 0, "limit");
        return new HdbscanTree(clusters, parents, births, deaths, labels, limit);
    }

    private static int[] wholes(ModelState state, String name, int low, int high) {
        double[] numbers = state.numbers(name);
        int[] wholes = new int[numbers.length];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = (int) numbers[i];
            require(wholes[i] == numbers[i] && wholes[i] >= low && wholes[i] <= high, name);
        }
        return wholes;
    }

    private static double[] distances(ModelState state, String name, int count) {
        double[] distances = state.numbers(name);
        require(distances.length == count, name);
        require(Arrays.stream(distances).allMatch(d -> d >= 0 && d < Double.POSITIVE_INFINITY), name);
        return distances;
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw StoredCentroids.damaged("the " + what, TYPE);
        }
    }

    @Override
    public String toString() {
        return clusterCount() + " clusters of " + instanceCount() + " different rows";
    }
}
