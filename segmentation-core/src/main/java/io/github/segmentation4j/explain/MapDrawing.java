package io.github.segmentation4j.explain;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FittedPca;
import io.github.segmentation4j.feature.Pca;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Draws a {@link SegmentMap}. */
final class MapDrawing {
    private static final String STAGE = "mapping segments";
    /** The finest grid, which has half as many columns again as rows, and the rows of the coarsest. */
    private static final int MOST_ROWS = 16;

    private static final int FEWEST_ROWS = 4;

    /** Instead of a number of customers a square: as many squares as there can be. */
    static final int FINEST = 0;

    private static final int MOST_CUSTOMERS = 20_000;
    /** The time of components grows with the cube: half a second for 256 features. */
    private static final int MOST_FEATURES = 256;

    private static final int NAMED_FEATURES = 3;
    /** A weight that is nothing but rounding. */
    private static final double NO_WEIGHT = 1e-9;
    /** The child of the seed that draws, far from the small numbers others derive from the same seed. */
    private static final long DRAWING = 0x4D41_50L;

    private final FeatureMatrix shown;
    private final int[] labels;
    private final int segments;
    private final int gridColumns;
    private final int gridRows;
    private final RunContext context;

    private MapDrawing(FeatureMatrix shown, int[] labels, int segments, int gridRows, RunContext context) {
        this.gridRows = gridRows;
        gridColumns = gridRows * 3 / 2;
        this.shown = shown;
        this.labels = labels;
        this.segments = segments;
        this.context = context;
    }

    static SegmentMap of(FeatureMatrix features, Clustering clustering, int customersASquare, RunContext context) {
        context.throwIfCancelled(STAGE);
        context.report(STAGE, 0, 1);
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        int[] complete = complete(features, checkpoint);
        int[] rows =
                RowSample.of(complete.length, MOST_CUSTOMERS, SeededRandom.derive(context.seed(), DRAWING), checkpoint);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = complete[rows[i]];
        }
        int[] labels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            labels[i] = clustering.label(rows[i]);
        }
        FeatureMatrix shown = features.rows(rows, context);
        SegmentMap map = new MapDrawing(
                        shown, labels, clustering.clusterCount(), gridRows(rows.length, customersASquare), context)
                .draw();
        context.report(STAGE, 1, 1);
        return map;
    }

    /** Even, so that there is a whole number of columns. */
    private static int gridRows(int customers, int customersASquare) {
        if (customersASquare == FINEST) {
            return MOST_ROWS;
        }
        int rows = 2 * (int) Math.rint(Math.sqrt(customers / 1.5 / customersASquare) / 2);
        return Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, rows));
    }

    /** The rows without a missing value. */
    private static int[] complete(FeatureMatrix features, Checkpoint checkpoint) {
        IntStream all = IntStream.range(0, features.rowCount());
        if (features.missingCount() == 0) {
            return all.toArray();
        }
        double[] row = new double[features.columnCount()];
        return all.filter(r -> {
                    checkpoint.at(r);
                    features.copyRow(r, row);
                    boolean isComplete = true;
                    for (double value : row) {
                        isComplete &= !Double.isNaN(value);
                    }
                    return isComplete;
                })
                .toArray();
    }

    private SegmentMap draw() {
        SegmentMap.Axis none = new SegmentMap.Axis(0, List.of());
        if (labels.length == 0 || shown.columnCount() == 0) {
            return new SegmentMap(gridColumns, gridRows, List.of(none, none), List.of(), List.of(), 0);
        }
        FeatureMatrix used = mostVaried();
        FittedPca pca = Pca.components(Math.min(2, used.columnCount())).fit(used, context);
        FeatureMatrix scores = pca.apply(used, context);
        List<SegmentMap.Axis> axes = new ArrayList<>();
        MapScale[] scales = new MapScale[2];
        for (int axis = 0; axis < 2; axis++) {
            int cells = axis == 0 ? gridColumns : gridRows;
            boolean isFlat = axis >= pca.componentCount() || !isReal(pca, axis, used);
            axes.add(isFlat ? none : axis(pca, axis, used.features()));
            scales[axis] = isFlat
                    ? MapScale.flat(cells, labels.length)
                    : MapScale.of(cells, scores.column(axis), Checkpoint.of(() -> context.throwIfCancelled(STAGE)));
        }
        return new SegmentMap(
                gridColumns,
                gridRows,
                axes,
                squares(scales[0], scales[1]),
                centres(scales[0], scales[1]),
                labels.length);
    }

    /** The features, or those of the largest variance in their order if there are too many. */
    private FeatureMatrix mostVaried() {
        if (shown.columnCount() <= MOST_FEATURES) {
            return shown;
        }
        double[] spreads = new double[shown.columnCount()];
        for (int c = 0; c < spreads.length; c++) {
            context.throwIfCancelled(STAGE);
            spreads[c] = spread(shown.column(c));
        }
        int[] columns = IntStream.range(0, spreads.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> -spreads[c]))
                .limit(MOST_FEATURES)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        List<Feature> features =
                IntStream.of(columns).mapToObj(c -> shown.features().get(c)).toList();
        FeatureMatrix.Builder used = FeatureMatrix.builder(features, shown.rowCount());
        for (int c = 0; c < columns.length; c++) {
            used.setColumn(c, shown.column(columns[c]));
        }
        return used.build();
    }

    /** The sum of the squared differences from the mean. */
    private static double spread(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares;
    }

    /** Whether a variance is more than rounding leaves of none: of the other component's, and of the values themselves. */
    private static boolean isReal(FittedPca pca, int axis, FeatureMatrix used) {
        double largest = 0;
        for (int c = 0; c < used.columnCount(); c++) {
            largest = Math.max(largest, Math.abs(used.get(0, c)));
        }
        double deviation = Math.sqrt(pca.variance(axis));
        return deviation > 1e-7 * Math.sqrt(pca.variance(0)) && deviation > 1e-14 * largest;
    }

    private static SegmentMap.Axis axis(FittedPca pca, int axis, List<Feature> features) {
        double[] loadings = pca.loadings(axis);
        List<SegmentMap.Weight> most = IntStream.range(0, loadings.length)
                .boxed()
                .filter(c -> Math.abs(loadings[c]) > NO_WEIGHT)
                .sorted(Comparator.comparingDouble((Integer c) -> -Math.abs(loadings[c])))
                .limit(NAMED_FEATURES)
                .map(c -> new SegmentMap.Weight(features.get(c), loadings[c]))
                .toList();
        return new SegmentMap.Axis(Math.min(1, pca.explainedShare(axis)), most);
    }

    private List<SegmentMap.Square> squares(MapScale right, MapScale up) {
        int[][] counts = new int[gridColumns * gridRows][segments + 1];
        for (int i = 0; i < labels.length; i++) {
            int of = labels[i] == Clustering.NOISE ? segments : labels[i];
            counts[up.cell(i) * gridColumns + right.cell(i)][of]++;
        }
        List<SegmentMap.Square> squares = new ArrayList<>();
        for (int at = 0; at < counts.length; at++) {
            int most = 0;
            int sum = 0;
            for (int of = 0; of <= segments; of++) {
                sum += counts[at][of];
                most = counts[at][of] > counts[at][most] ? of : most;
            }
            if (sum > 0) {
                int segment = most == segments ? Clustering.NOISE : most;
                squares.add(new SegmentMap.Square(at % gridColumns, at / gridColumns, sum, segment, counts[at][most]));
            }
        }
        return squares;
    }

    private List<SegmentMap.Centre> centres(MapScale right, MapScale up) {
        double[][] sums = new double[segments][2];
        int[] sizes = new int[segments];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != Clustering.NOISE) {
                sizes[labels[i]]++;
                sums[labels[i]][0] += right.place(i);
                sums[labels[i]][1] += up.place(i);
            }
        }
        List<SegmentMap.Centre> centres = new ArrayList<>();
        for (int j = 0; j < segments; j++) {
            if (sizes[j] > 0) {
                centres.add(new SegmentMap.Centre(
                        j, right.within(sums[j][0] / sizes[j]), up.within(sums[j][1] / sizes[j])));
            }
        }
        return centres;
    }
}
