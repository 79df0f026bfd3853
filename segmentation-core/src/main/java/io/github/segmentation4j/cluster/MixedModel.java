package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Objects;

/** Means, modes and what differences from them cost. Immutable. */
final class MixedModel implements PrototypeModel {
    static final String TYPE = "prototypes/1";

    private static final String STAGE = "assignment";

    /** Blocks that one thread assigns at a time. */
    private static final int SPAN = 16;

    private final int columns;
    private final double[][] prototypes;
    private final int[] numeric;
    private final int[] categorical;

    /** As {@link MixedRows} has them. */
    private final double[] roots;

    private final double[] prices;
    private final double gamma;
    private final MissingValues missing;

    /** Takes over the prototypes. */
    MixedModel(double[][] prototypes, MixedRows rows, MissingValues missing) {
        this(prototypes, rows.categorical, rows.roots, rows.prices, rows.gamma, missing);
    }

    private MixedModel(
            double[][] prototypes,
            int[] categorical,
            double[] roots,
            double[] prices,
            double gamma,
            MissingValues missing) {
        columns = prototypes[0].length;
        this.prototypes = prototypes;
        this.categorical = categorical;
        numeric = MixedRows.others(categorical, columns);
        this.roots = roots;
        this.prices = prices;
        this.gamma = gamma;
        this.missing = missing;
    }

    static MixedModel restore(ModelState state) {
        double[][] prototypes = StoredCentroids.of(state, TYPE, "prototypes");
        int columns = prototypes[0].length;
        double[] stored = state.numbers("categorical");
        int[] categorical = new int[stored.length];
        for (int i = 0; i < stored.length; i++) {
            categorical[i] = (int) stored[i];
            boolean rises = categorical[i] == stored[i] && categorical[i] > (i == 0 ? -1 : categorical[i - 1]);
            if (!rises || categorical[i] >= columns) {
                throw StoredCentroids.damaged("a column of categories", TYPE);
            }
        }
        double[] roots = factors(state, "roots", columns - categorical.length);
        double[] prices = factors(state, "prices", categorical.length);
        double gamma = state.number("gamma");
        requireFactor(gamma);
        return new MixedModel(prototypes, categorical, roots, prices, gamma, missing(state));
    }

    private static double[] factors(ModelState state, String name, int count) {
        double[] factors = state.numbers(name);
        if (factors.length != count) {
            throw StoredCentroids.damaged("the number of factors", TYPE);
        }
        Arrays.stream(factors).forEach(MixedModel::requireFactor);
        return factors;
    }

    private static void requireFactor(double factor) {
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw StoredCentroids.damaged("a factor", TYPE);
        }
    }

    private static MissingValues missing(ModelState state) {
        try {
            return MissingValues.valueOf(state.text("missing"));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("the stored " + state.type() + " names a policy that does not exist", e);
        }
    }

    @Override
    public int clusterCount() {
        return prototypes.length;
    }

    @Override
    public int columnCount() {
        return columns;
    }

    @Override
    public double[] prototype(int cluster) {
        Objects.checkIndex(cluster, prototypes.length);
        return prototypes[cluster].clone();
    }

    @Override
    public boolean isCategorical(int column) {
        Objects.checkIndex(column, columns);
        return Arrays.binarySearch(categorical, column) >= 0;
    }

    @Override
    public double gamma() {
        return gamma;
    }

    @Override
    public double cost(double[] row, int cluster) {
        Objects.checkIndex(cluster, prototypes.length);
        requireUsable(row);
        return measure(row, prototypes[cluster]);
    }

    private double measure(double[] row, double[] prototype) {
        double sum = 0;
        for (int i = 0; i < numeric.length; i++) {
            double step = (row[numeric[i]] - prototype[numeric[i]]) * roots[i];
            sum += Double.isNaN(step) ? 0 : step * step;
        }
        for (int i = 0; i < categorical.length; i++) {
            sum += row[categorical[i]] == prototype[categorical[i]] ? 0 : prices[i];
        }
        return sum;
    }

    private void requireUsable(double[] row) {
        InputChecks.columns(columns, row.length);
        for (int c = 0; c < columns; c++) {
            if (Double.isInfinite(row[c]) || (Double.isNaN(row[c]) && missing == MissingValues.REFUSE)) {
                throw new InvalidInputException("value " + (c + 1)
                        + " of the row must be a finite number and is missing or infinite; fill it first, see"
                        + " Imputation");
            }
        }
    }

    @Override
    public int assign(double[] row) {
        requireUsable(row);
        return nearest(row);
    }

    private int nearest(double[] row) {
        if (missing != MissingValues.REFUSE && PrototypeScale.isLeftOut(row, missing)) {
            return Clustering.NOISE;
        }
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < prototypes.length; j++) {
            double cost = measure(row, prototypes[j]);
            if (cost < least) {
                least = cost;
                best = j;
            }
        }
        if (best < 0) {
            throw new InvalidInputException("a row is so far from every prototype that its squared distance overflows;"
                    + " scale it like the training rows");
        }
        return best;
    }

    @Override
    public int[] assign(FeatureMatrix matrix, RunContext context) {
        InputChecks.columns(columns, matrix.columnCount());
        if (missing == MissingValues.REFUSE) {
            InputChecks.complete(matrix);
        }
        context.throwIfCancelled(STAGE);
        PointBlocks points = matrix.pointsView();
        int[] labels = new int[points.rows()];
        BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(STAGE))
                .forEach((points.blockCount() + SPAN - 1) / SPAN, span -> {
                    double[] row = new double[columns];
                    for (int b = span * SPAN; b < Math.min(points.blockCount(), (span + 1) * SPAN); b++) {
                        context.throwIfCancelled(STAGE);
                        int first = PointBlocks.firstRow(b);
                        for (int r = first; r < first + points.rowsIn(b); r++) {
                            points.copyRow(r, row);
                            labels[r] = nearest(row);
                        }
                    }
                });
        return labels;
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("clusters", prototypes.length)
                .put("columns", columns)
                .put("prototypes", StoredCentroids.values(prototypes))
                .put("categorical", Arrays.stream(categorical).asDoubleStream().toArray())
                .put("roots", roots)
                .put("prices", prices)
                .put("gamma", gamma)
                .put("missing", missing.name())
                .build();
    }

    @Override
    public String toString() {
        return "model with " + prototypes.length + " prototypes of " + numeric.length + " numbers and "
                + categorical.length + " categories";
    }
}
