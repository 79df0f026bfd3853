package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.ColumnRanges;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The rows of a fit of numbers and categories, checked and coded, and what differences in them cost. Never written. */
final class MixedRows {
    static final String STAGE = "k-prototypes";

    private final RunContext context;

    /** The values as they came. */
    final PointBlocks points;

    /** The columns of numbers. */
    final int[] numeric;

    /** The columns of categories. */
    final int[] categorical;

    /** The categories, one for each column of them. */
    final CategoryCodes[] codes;

    /** What differences are multiplied by before they are squared, one for each column of numbers. */
    final double[] roots;

    /** What a category unlike the mode costs, one for each column of categories. */
    final double[] prices;

    /** What a category unlike the mode costs before the weight of its column. */
    final double gamma;

    /** The weights of the rows, 0 for those left out. */
    final double[] weights;

    /** The rows that are noise. */
    final BitSet leftOut;

    /** Whether a number may be missing. */
    final boolean hasGaps;

    final ColumnRanges ranges;

    /** What stands for a missing value where a prototype needs one: the mean or the mode of each column. */
    final double[] fill;

    MixedRows(TrainingSet training, PrototypeScale scale, MissingValues missing, RunContext context) {
        FeatureMatrix matrix = training.matrix();
        this.context = context;
        points = matrix.pointsView();
        categorical = scale.categorical(matrix);
        numeric = others(categorical, points.columns());
        if (missing == MissingValues.REFUSE) {
            InputChecks.complete(matrix);
        }
        hasGaps = matrix.missingCount() > 0;
        ranges = matrix.rangesView();
        refuseEmptyColumns(matrix);
        leftOut = leftOut(missing);
        weights = weights(training.weights());
        ColumnSpread[] spreads = map(numeric, c -> ColumnSpread.of(this, c)).toArray(ColumnSpread[]::new);
        codes = map(categorical, c -> CategoryCodes.of(points, c, checkpoint())).toArray(CategoryCodes[]::new);
        double[] columnWeights = scale.columnWeights(points.columns());
        roots = scale.roots(numeric, columnWeights, spreads);
        gamma = scale.gamma(roots, spreads);
        prices = new double[categorical.length];
        fill = new double[points.columns()];
        for (int i = 0; i < numeric.length; i++) {
            fill[numeric[i]] = spreads[i].mean();
        }
        for (int i = 0; i < categorical.length; i++) {
            prices[i] = gamma * columnWeights[categorical[i]];
            fill[categorical[i]] = mode(codes[i]);
        }
    }

    /** The columns that are not among some, which are sorted. */
    static int[] others(int[] columns, int count) {
        int[] others = new int[count - columns.length];
        int at = 0;
        for (int c = 0; c < count; c++) {
            if (Arrays.binarySearch(columns, c) < 0) {
                others[at] = c;
                at++;
            }
        }
        return others;
    }

    private void refuseEmptyColumns(FeatureMatrix matrix) {
        for (int c = 0; c < points.columns(); c++) {
            if (ranges.low()[c] > ranges.high()[c]) {
                throw InvalidInputException.inColumn(
                        matrix.features().get(c).name(), "all values are missing; leave the column out");
            }
        }
    }

    private BitSet leftOut(MissingValues missing) {
        BitSet out = new BitSet();
        double[] row = new double[points.columns()];
        Checkpoint checkpoint = checkpoint();
        for (int r = 0; r < points.rows() && hasGaps; r++) {
            checkpoint.at(r);
            points.copyRow(r, row);
            if (PrototypeScale.isLeftOut(row, missing)) {
                out.set(r);
            }
        }
        return out;
    }

    private double[] weights(Optional<double[]> given) {
        double[] all = given.orElseGet(() -> {
            double[] ones = new double[points.rows()];
            Arrays.fill(ones, 1);
            return ones;
        });
        for (int r = leftOut.nextSetBit(0); r >= 0; r = leftOut.nextSetBit(r + 1)) {
            all[r] = 0;
        }
        return all;
    }

    /** The most frequent category of a column, of several the lowest; the lowest of all where no row counts. */
    private double mode(CategoryCodes column) {
        double[] shares = shares(column);
        int best = 0;
        for (int code = 1; code < shares.length; code++) {
            best = shares[code] > shares[best] ? code : best;
        }
        return column.level(best);
    }

    /** What the rows of each category weigh together. */
    double[] shares(CategoryCodes column) {
        double[] sums = new double[column.count()];
        int[] ofRows = column.ofRows();
        Checkpoint checkpoint = checkpoint();
        for (int r = 0; r < ofRows.length; r++) {
            checkpoint.at(r);
            if (ofRows[r] != CategoryCodes.MISSING) {
                sums[ofRows[r]] += weights[r];
            }
        }
        return sums;
    }

    /** Refuses numbers whose squared differences overflow, or vanish where nothing else tells rows apart. */
    void requireMeasurable(FeatureMatrix matrix, int clusters, Optional<double[][]> starts) {
        double total = Arrays.stream(weights).sum();
        double reach = 0;
        double price = 0;
        for (int i = 0; i < numeric.length; i++) {
            int c = numeric[i];
            double least = ranges.low()[c];
            double most = ranges.high()[c];
            for (double[] start : starts.orElse(new double[0][])) {
                least = Math.min(least, start[c]);
                most = Math.max(most, start[c]);
            }
            double width = (most - least) * roots[i];
            reach += width * width;
            if (!(reach * Math.max(1, total) < KMeansInput.LARGEST)) {
                throw InvalidInputException.inColumn(
                        matrix.features().get(c).name(),
                        "the values are so far apart that squared distances overflow; scale the column, see Scaling");
            }
        }
        for (double one : prices) {
            price += one;
        }
        if (!(price * Math.max(1, total) < KMeansInput.LARGEST)) {
            throw new InvalidInputException("gamma times the weights is so large that the cost overflows; lower it");
        }
        if (clusters > 1 && price == 0 && reach < KMeansInput.SMALLEST) {
            throw new InvalidInputException(
                    "the rows differ by so little that squared distances vanish; scale the columns up");
        }
    }

    /** Refuses more clusters than there are rows that differ where differences cost. */
    void requireDistinct(int clusters) {
        int[] found = new int[clusters];
        int count = 0;
        Checkpoint checkpoint = checkpoint();
        for (int row = 0; row < points.rows() && count < clusters; row++) {
            checkpoint.now();
            boolean known = !(weights[row] > 0);
            for (int f = 0; f < count && !known; f++) {
                known = areEqual(found[f], row);
            }
            if (!known) {
                found[count] = row;
                count++;
            }
        }
        if (count < clusters) {
            throw new InvalidInputException("clusters must be between 1 and the " + count + " distinct rows, was "
                    + clusters + "; lower it or add data");
        }
    }

    private boolean areEqual(int a, int b) {
        for (int i = 0; i < categorical.length; i++) {
            if (prices[i] > 0 && codes[i].ofRows()[a] != codes[i].ofRows()[b]) {
                return false;
            }
        }
        for (int i = 0; i < numeric.length; i++) {
            double x = points.get(a, numeric[i]);
            double y = points.get(b, numeric[i]);
            if (roots[i] > 0 && x != y && !(Double.isNaN(x) && Double.isNaN(y))) {
                return false;
            }
        }
        return true;
    }

    /** Copies a row with its missing values filled. */
    double[] filled(int row) {
        double[] values = new double[points.columns()];
        points.copyRow(row, values);
        for (int c = 0; c < values.length; c++) {
            values[c] = Double.isNaN(values[c]) ? fill[c] : values[c];
        }
        return values;
    }

    private <T> List<T> map(int[] columns, IntFunction<T> body) {
        return runner().map(columns.length, i -> body.apply(columns[i]));
    }

    BlockRunner runner() {
        return BlockRunner.of(context.executor(), context.threads(), this::stop);
    }

    Checkpoint checkpoint() {
        return Checkpoint.of(this::stop);
    }

    void stop() {
        context.throwIfCancelled(STAGE);
    }
}
