package io.github.segmentation4j.cluster;

import io.github.segmentation4j.cluster.GaussianMixture.Covariance;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;
import java.util.Optional;

/**
 * The parameters of a mixture in standard units, with what follows from them for the density. Immutable; arrays are shared
 * and not to be written.
 */
final class MixtureComponents {
    private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

    private final Covariance shape;
    private final double[] weights;
    private final double[][] means;
    private final double[][] covariances;
    private final double[][] whiteners;
    private final double[] constants;

    private MixtureComponents(
            Covariance shape, double[] weights, double[][] means, double[][] covariances, double[][] whiteners) {
        this.shape = shape;
        this.weights = weights;
        this.means = means;
        this.covariances = covariances;
        this.whiteners = whiteners;
        constants = new double[weights.length];
        int columns = means[0].length;
        for (int j = 0; j < constants.length; j++) {
            double constant = StrictMath.log(weights[j]) - 0.5 * columns * LOG_TWO_PI;
            double[] whitener = whitener(j);
            for (int c = 0; c < columns; c++) {
                constant += StrictMath.log(whitener[isDense(shape) ? SymmetricMatrices.row(c) + c : c]);
            }
            constants[j] = constant;
        }
    }

    /**
     * Components with these parameters, taken over.
     *
     * @param weights k, from 0 to 1, not all 0
     * @param means k x d
     * @param covariances one for each component, or one for all where they are tied: lower triangles, or d variances, or one
     * @param least what the variances in each direction must be above, at least 0
     * @return none if a covariance is not positive definite
     */
    static Optional<MixtureComponents> of(
            Covariance shape,
            double[] weights,
            double[][] means,
            double[][] covariances,
            double least,
            Checkpoint checkpoint) {
        int columns = means[0].length;
        double[][] whiteners = new double[covariances.length][];
        for (int j = 0; j < whiteners.length; j++) {
            double[] covariance = covariances[j];
            if (isDense(shape)) {
                double[] factor = new double[covariance.length];
                if (!SymmetricMatrices.factorise(covariance, columns, 0, least, factor, checkpoint)) {
                    return Optional.empty();
                }
                whiteners[j] = SymmetricMatrices.inverse(factor, columns, checkpoint);
            } else {
                if (!Arrays.stream(covariance).allMatch(variance -> variance > least)) {
                    return Optional.empty();
                }
                whiteners[j] = new double[columns];
                Arrays.setAll(whiteners[j], c -> 1 / Math.sqrt(covariance[covariance.length == 1 ? 0 : c]));
            }
        }
        return Optional.of(new MixtureComponents(shape, weights, means, covariances, whiteners));
    }

    /** Components of equal weight at these means, with the identity as their covariance. */
    static MixtureComponents unit(Covariance shape, double[][] means) {
        int columns = means[0].length;
        double[] identity = new double[Math.toIntExact(covarianceSize(shape, columns))];
        if (isDense(shape)) {
            for (int c = 0; c < columns; c++) {
                identity[SymmetricMatrices.row(c) + c] = 1;
            }
        } else {
            Arrays.fill(identity, 1);
        }
        return of(shape, new double[] {1}, new double[1][columns], new double[][] {identity}, 0, Checkpoint.none())
                .orElseThrow()
                .spread(means);
    }

    /** Components of equal weight at these means, with the covariance of the first one here. */
    MixtureComponents spread(double[][] newMeans) {
        int count = newMeans.length;
        double[] equal = new double[count];
        Arrays.fill(equal, 1.0 / count);
        double[][] spreadCovariances = new double[shape == Covariance.TIED ? 1 : count][];
        double[][] spreadWhiteners = new double[spreadCovariances.length][];
        Arrays.fill(spreadCovariances, covariances[0]);
        Arrays.fill(spreadWhiteners, whiteners[0]);
        return new MixtureComponents(shape, equal, newMeans, spreadCovariances, spreadWhiteners);
    }

    /** The numbers that describe a covariance. */
    static long covarianceSize(Covariance shape, int columns) {
        return switch (shape) {
            case FULL, TIED -> (long) columns * (columns + 1) / 2;
            case DIAGONAL -> columns;
            case SPHERICAL -> 1;
        };
    }

    /** Whether columns may vary together. */
    static boolean isDense(Covariance shape) {
        return shape == Covariance.FULL || shape == Covariance.TIED;
    }

    /** The same components with other numbers; every density keeps its bits but for the order of sums. */
    MixtureComponents inOrder(int[] order) {
        boolean own = covariances.length == order.length;
        return new MixtureComponents(
                shape,
                Arrays.stream(order).mapToDouble(j -> weights[j]).toArray(),
                ordered(means, order),
                own ? ordered(covariances, order) : covariances,
                own ? ordered(whiteners, order) : whiteners);
    }

    private static double[][] ordered(double[][] values, int[] order) {
        return Arrays.stream(order).mapToObj(j -> values[j]).toArray(double[][]::new);
    }

    Covariance shape() {
        return shape;
    }

    int count() {
        return weights.length;
    }

    int columns() {
        return means[0].length;
    }

    double[] weights() {
        return weights;
    }

    double[][] means() {
        return means;
    }

    double[][] covariances() {
        return covariances;
    }

    /** The covariance of a component: a lower triangle, or d variances, or one. */
    double[] covariance(int component) {
        return covariances[covariances.length == 1 ? 0 : component];
    }

    /**
     * What turns differences from the mean of a component into independent ones of variance 1: the inverse of the Cholesky
     * factor, a lower triangle; or d inverse deviations where columns do not vary together.
     */
    double[] whitener(int component) {
        return whiteners[whiteners.length == 1 ? 0 : component];
    }

    /** The logarithm of the weight of a component times its density at its mean. */
    double constant(int component) {
        return constants[component];
    }

    /** The number of free parameters. */
    int parameterCount() {
        long covarianceCount = covarianceSize(shape, columns()) * (shape == Covariance.TIED ? 1 : count());
        return Math.toIntExact(covarianceCount + (long) count() * columns() + count() - 1);
    }
}
