package io.github.segmentation4j.cluster;

import io.github.segmentation4j.cluster.GaussianMixture.Covariance;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Objects;

/** A mixture as it was fitted: components in standard units, and the way there. Immutable. */
final class FittedMixture implements GaussianMixtureModel {
    static final String TYPE = "gaussianMixture/1";

    private static final String STAGE = "densities";

    private static final int SPAN = 16;

    /** How far the sum of stored weights may lie from 1: far above the rounding of any sum of shares. */
    private static final double ROUNDING = 1e-9;

    private final MixtureComponents components;
    private final StandardScale scale;
    private final double logUnits;

    FittedMixture(MixtureComponents components, StandardScale scale) {
        this.components = components;
        this.scale = scale;
        double sum = 0;
        for (double unit : scale.unit()) {
            sum += StrictMath.log(unit);
        }
        logUnits = sum;
    }

    static FittedMixture restore(ModelState state) {
        int clusters = state.integer("clusters");
        int columns = state.integer("columns");
        Covariance shape = Arrays.stream(Covariance.values())
                .filter(one -> one.words().equals(state.text("covariance")))
                .findFirst()
                .orElseThrow(() -> StoredCentroids.damaged("the shape of the covariances", TYPE));
        long size = MixtureComponents.covarianceSize(shape, columns);
        int matrices = shape == Covariance.TIED ? 1 : clusters;
        if (clusters < 1 || columns < 1 || size > Integer.MAX_VALUE) {
            throw StoredCentroids.damaged("the number of clusters or columns", TYPE);
        }
        double[] weights = numbers(state, "weights", clusters);
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0)) {
                throw StoredCentroids.damaged("a weight", TYPE);
            }
            sum += weight;
        }
        if (!(Math.abs(sum - 1) < ROUNDING)) {
            throw StoredCentroids.damaged("the sum of the weights", TYPE);
        }
        double[] units = numbers(state, "units", columns);
        if (!Arrays.stream(units).allMatch(unit -> unit > 0)) {
            throw StoredCentroids.damaged("the unit of a column", TYPE);
        }
        MixtureComponents components = MixtureComponents.of(
                        shape,
                        weights,
                        cut(numbers(state, "means", (long) clusters * columns), clusters),
                        cut(numbers(state, "covariances", matrices * size), matrices),
                        0,
                        Checkpoint.none())
                .orElseThrow(() -> StoredCentroids.damaged("a covariance", TYPE));
        return new FittedMixture(components, StandardScale.restore(numbers(state, "centre", columns), units));
    }

    private static double[] numbers(ModelState state, String name, long count) {
        double[] values = state.numbers(name);
        if (values.length != count || !Arrays.stream(values).allMatch(Double::isFinite)) {
            throw StoredCentroids.damaged("'" + name + "'", TYPE);
        }
        return values;
    }

    private static double[][] cut(double[] values, int parts) {
        int length = values.length / parts;
        double[][] rows = new double[parts][];
        Arrays.setAll(rows, j -> Arrays.copyOfRange(values, j * length, (j + 1) * length));
        return rows;
    }

    @Override
    public int clusterCount() {
        return components.count();
    }

    @Override
    public int columnCount() {
        return components.columns();
    }

    @Override
    public Covariance covarianceShape() {
        return components.shape();
    }

    @Override
    public int parameterCount() {
        return components.parameterCount();
    }

    @Override
    public double weight(int cluster) {
        Objects.checkIndex(cluster, clusterCount());
        return components.weights()[cluster];
    }

    @Override
    public double[] mean(int cluster) {
        Objects.checkIndex(cluster, clusterCount());
        double[] mean = components.means()[cluster].clone();
        Arrays.setAll(mean, c -> scale.centre()[c] + mean[c] * scale.unit()[c]);
        return mean;
    }

    @Override
    public double[][] covariance(int cluster) {
        Objects.checkIndex(cluster, clusterCount());
        double[] values = components.covariance(cluster);
        double[] units = scale.unit();
        double[][] covariance = new double[units.length][units.length];
        for (int i = 0; i < units.length; i++) {
            if (MixtureComponents.isDense(components.shape())) {
                for (int c = 0; c <= i; c++) {
                    covariance[i][c] = values[SymmetricMatrices.row(i) + c] * units[i] * units[c];
                    covariance[c][i] = covariance[i][c];
                }
            } else {
                covariance[i][i] = values[values.length == 1 ? 0 : i] * units[i] * units[i];
            }
        }
        return covariance;
    }

    @Override
    public int assign(double[] row) {
        return joint(row).label(0);
    }

    @Override
    public double[] memberships(double[] row) {
        MixtureDensities densities = joint(row);
        densities.computeMemberships(1);
        return memberships(densities, 0);
    }

    @Override
    public double logDensity(double[] row) {
        MixtureDensities densities = joint(row);
        densities.computeMemberships(1);
        return densities.logDensity(0) - logUnits;
    }

    private MixtureDensities joint(double[] row) {
        InputChecks.columns(columnCount(), row.length);
        MixtureDensities densities = new MixtureDensities(components, 1);
        for (int c = 0; c < row.length; c++) {
            if (!Double.isFinite(row[c])) {
                throw new InvalidInputException("value " + (c + 1)
                        + " of the row must be a finite number and is missing or infinite; fill it first, see"
                        + " Imputation");
            }
            densities.column(c)[0] = row[c];
            scale.standardise(c, densities.column(c), 1);
        }
        densities.computeJoint(1, () -> {});
        return densities;
    }

    private double[] memberships(MixtureDensities densities, int row) {
        double[] memberships = new double[clusterCount()];
        Arrays.setAll(memberships, j -> densities.memberships(j)[row]);
        return memberships;
    }

    @Override
    public int[] assign(FeatureMatrix matrix, RunContext context) {
        int[] labels = new int[matrix.rowCount()];
        forEachBlock(matrix, context, (densities, first, count) -> {
            for (int p = 0; p < count; p++) {
                labels[first + p] = densities.label(p);
            }
        });
        return labels;
    }

    @Override
    public double[][] memberships(FeatureMatrix matrix, RunContext context) {
        double[][] memberships = new double[matrix.rowCount()][];
        forEachBlock(matrix, context, (densities, first, count) -> {
            densities.computeMemberships(count);
            for (int p = 0; p < count; p++) {
                memberships[first + p] = memberships(densities, p);
            }
        });
        return memberships;
    }

    @Override
    public double[] logDensities(FeatureMatrix matrix, RunContext context) {
        double[] logDensities = new double[matrix.rowCount()];
        forEachBlock(matrix, context, (densities, first, count) -> {
            densities.computeMemberships(count);
            for (int p = 0; p < count; p++) {
                logDensities[first + p] = densities.logDensity(p) - logUnits;
            }
        });
        return logDensities;
    }

    /** What is done with the rows of a block. */
    private interface Visitor {
        void visit(MixtureDensities densities, int firstRow, int count);
    }

    private void forEachBlock(FeatureMatrix matrix, RunContext context, Visitor visitor) {
        InputChecks.columns(columnCount(), matrix.columnCount());
        InputChecks.complete(matrix);
        context.throwIfCancelled(STAGE);
        PointBlocks points = matrix.pointsView();
        int blocks = points.blockCount();
        BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(STAGE))
                .forEach((blocks + SPAN - 1) / SPAN, span -> {
                    MixtureDensities densities = new MixtureDensities(components, PointBlocks.ROWS);
                    for (int b = span * SPAN; b < Math.min(blocks, (span + 1) * SPAN); b++) {
                        densities.load(points, b, scale);
                        densities.computeJoint(points.rowsIn(b), () -> context.throwIfCancelled(STAGE));
                        visitor.visit(densities, PointBlocks.firstRow(b), points.rowsIn(b));
                    }
                });
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("clusters", clusterCount())
                .put("columns", columnCount())
                .put("covariance", components.shape().words())
                .put("centre", scale.centre())
                .put("units", scale.unit())
                .put("weights", components.weights())
                .put("means", StoredCentroids.values(components.means()))
                .put("covariances", StoredCentroids.values(components.covariances()))
                .build();
    }

    @Override
    public String toString() {
        return "Gaussian mixture model of " + clusterCount() + " clusters over " + columnCount() + " columns";
    }
}
