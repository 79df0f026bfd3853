package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/**
 * What the next parameters of a mixture follow from: for each component the weight of its rows and the sums of their
 * differences from its mean and of the products of these. Differences from a mean near the next one do not cancel. Mutable;
 * belongs to one thread.
 */
final class MixtureSums {
    /** A component that stands for a smaller share of the rows has died. */
    private static final double DEAD = 1e-12;

    private final MixtureComponents mixture;
    private final int columns;
    private final boolean dense;
    private final double[] masses;
    private final double[][] shifts;
    private final double[][] products;
    private double logLikelihood;

    /** Sums of nothing, to be of rows that belong to these components. */
    MixtureSums(MixtureComponents mixture) {
        this.mixture = mixture;
        columns = mixture.columns();
        dense = MixtureComponents.isDense(mixture.shape());
        masses = new double[mixture.count()];
        shifts = new double[masses.length][columns];
        products = new double[masses.length][dense ? SymmetricMatrices.size(columns) : columns];
    }

    /** The memory of sums, in doubles. */
    static long memory(MixtureComponents mixture) {
        long columns = mixture.columns();
        boolean together = MixtureComponents.isDense(mixture.shape());
        return mixture.count() * (1 + columns + (together ? columns * (columns + 1) / 2 : columns));
    }

    /** Working memory for {@link #add}. Belongs to one thread. */
    static final class Room {
        private final int[] rows = new int[PointBlocks.ROWS];
        private final double[] weights = new double[PointBlocks.ROWS];
        private final double[][] differences;
        private final double[][] weighted;

        Room(int columns) {
            differences = new double[columns][PointBlocks.ROWS];
            weighted = new double[columns][PointBlocks.ROWS];
        }
    }

    /** Adds rows with their memberships. */
    void add(MixtureDensities block, double[] rowWeights, int rows, Room room, Runnable checkpoint) {
        double[][] means = mixture.means();
        for (int j = 0; j < masses.length; j++) {
            checkpoint.run();
            int count = select(block.memberships(j), rowWeights, rows, room);
            masses[j] += sum(room.weights, count);
            for (int c = 0; c < columns; c++) {
                gather(block.column(c), means[j][c], count, room, c);
                shifts[j][c] += sum(room.weighted[c], count);
            }
            double[] sums = products[j];
            for (int i = 0; i < columns; i++) {
                if (!dense) {
                    sums[i] += dot(room.weighted[i], room.differences[i], count);
                    continue;
                }
                if ((i & 63) == 63) {
                    checkpoint.run();
                }
                int at = SymmetricMatrices.row(i);
                for (int c = 0; c <= i; c++) {
                    sums[at + c] += dot(room.weighted[i], room.differences[c], count);
                }
            }
        }
    }

    /** Adds the logarithms of the densities of rows. */
    void addLogDensities(MixtureDensities block, double[] rowWeights, int rows) {
        for (int p = 0; p < rows; p++) {
            if (rowWeights[p] > 0) {
                logLikelihood += rowWeights[p] * block.logDensity(p);
            }
        }
    }

    /** Notes the rows that belong to a component: most belong to few. */
    private static int select(double[] memberships, double[] rowWeights, int rows, Room room) {
        int count = 0;
        for (int p = 0; p < rows; p++) {
            double weight = memberships[p] * rowWeights[p];
            room.rows[count] = p;
            room.weights[count] = weight;
            count += weight > 0 ? 1 : 0;
        }
        return count;
    }

    private static void gather(double[] source, double mean, int count, Room room, int column) {
        double[] differences = room.differences[column];
        double[] weighted = room.weighted[column];
        for (int i = 0; i < count; i++) {
            double difference = source[room.rows[i]] - mean;
            differences[i] = difference;
            weighted[i] = difference * room.weights[i];
        }
    }

    private static double sum(double[] values, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
        }
        return sum;
    }

    /** Four sums wait less for each other than one. */
    private static double dot(double[] a, double[] b, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < count; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Adds other sums. */
    void add(MixtureSums other) {
        logLikelihood += other.logLikelihood;
        for (int j = 0; j < masses.length; j++) {
            masses[j] += other.masses[j];
            add(shifts[j], other.shifts[j]);
            add(products[j], other.products[j]);
        }
    }

    private static void add(double[] sums, double[] others) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += others[i];
        }
    }

    /** The weighted sum of the logarithms of the densities. */
    double logLikelihood() {
        return logLikelihood;
    }

    /** New parameters, and in how many directions a covariance was raised to the floor. */
    record Maximum(MixtureComponents components, int raised) {}

    /** The most likely parameters for these sums among those whose variances are nowhere below a floor. */
    Maximum maximise(double floor, Checkpoint checkpoint) {
        int count = masses.length;
        double total = Arrays.stream(masses).sum();
        boolean[] dead = new boolean[count];
        double alive = 0;
        for (int j = 0; j < count; j++) {
            dead[j] = !(masses[j] > DEAD * total);
            alive += dead[j] ? 0 : masses[j];
        }
        double[] weights = new double[count];
        double[][] next = new double[count][];
        double[][] covariances = new double[count][];
        for (int j = 0; j < count; j++) {
            next[j] = mixture.means()[j].clone();
            if (dead[j]) {
                covariances[j] = new double[products[j].length];
                continue;
            }
            weights[j] = masses[j] / alive;
            for (int c = 0; c < columns; c++) {
                next[j][c] += shifts[j][c] / masses[j];
            }
            covariances[j] = covariance(j);
        }
        double[][] shaped = shaped(weights, covariances);
        int raised = 0;
        for (int j = 0; j < shaped.length; j++) {
            if (shaped.length == count && dead[j]) {
                shaped[j] = mixture.covariances()[j];
            } else {
                raised += raise(shaped[j], floor, checkpoint);
            }
        }
        return new Maximum(positive(weights, next, shaped, floor, checkpoint), raised);
    }

    private double[] covariance(int component) {
        double mass = masses[component];
        double[] shift = shifts[component];
        double[] covariance = new double[products[component].length];
        for (int i = 0; i < columns; i++) {
            int from = dense ? 0 : i;
            int at = dense ? SymmetricMatrices.row(i) : 0;
            for (int c = from; c <= i; c++) {
                covariance[at + c] = products[component][at + c] / mass - shift[i] / mass * (shift[c] / mass);
            }
        }
        return covariance;
    }

    private double[][] shaped(double[] weights, double[][] covariances) {
        switch (mixture.shape()) {
            case FULL, DIAGONAL -> {
                return covariances;
            }
            case SPHERICAL -> {
                return Arrays.stream(covariances)
                        .map(variances -> new double[] {Arrays.stream(variances).sum() / columns})
                        .toArray(double[][]::new);
            }
            case TIED -> {
                double[] pooled = new double[covariances[0].length];
                for (int j = 0; j < weights.length; j++) {
                    for (int i = 0; i < pooled.length; i++) {
                        pooled[i] += weights[j] * covariances[j][i];
                    }
                }
                return new double[][] {pooled};
            }
        }
        throw new AssertionError(mixture.shape());
    }

    /** Raises the variances below the floor and returns how many there were. */
    private int raise(double[] covariance, double floor, Checkpoint checkpoint) {
        if (dense) {
            double[] factor = new double[covariance.length];
            return SymmetricMatrices.factorise(covariance, columns, floor, 0, factor, checkpoint)
                    ? 0
                    : SymmetricMatrices.raiseEigenvalues(covariance, columns, floor, checkpoint);
        }
        int raised = 0;
        for (int i = 0; i < covariance.length; i++) {
            if (!(covariance[i] >= floor)) {
                covariance[i] = floor;
                raised++;
            }
        }
        return raised;
    }

    private MixtureComponents positive(
            double[] weights, double[][] means, double[][] covariances, double floor, Checkpoint checkpoint) {
        double least = floor / 2;
        // Rounding can spoil a matrix whose eigenvalues lie very far apart; a little more on its diagonal mends it.
        for (double more = floor; ; more *= 4) {
            var components = MixtureComponents.of(mixture.shape(), weights, means, covariances, least, checkpoint);
            if (components.isPresent()) {
                return components.get();
            }
            for (int j = 0; j < covariances.length; j++) {
                // Copied, since a component that died shares its own with the mixture before.
                covariances[j] = covariances[j].clone();
                for (int c = 0; c < columns && dense; c++) {
                    covariances[j][SymmetricMatrices.row(c) + c] += more;
                }
            }
        }
    }
}
