package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.cluster.Clustering.Convergence;
import java.util.Arrays;

/** One descent of the largest cost of a group: rows to their nearest centres, centres to where they serve it best. */
final class FairRun {
    private final double[][] centres;
    private final double[] groupWeights;
    private final double worst;
    private final int iterations;
    private final Convergence convergence;

    private FairRun(double[][] centres, double[] groupWeights, double worst, int iterations, Convergence convergence) {
        this.centres = centres;
        this.groupWeights = groupWeights;
        this.worst = worst;
        this.iterations = iterations;
        this.convergence = convergence;
    }

    /**
     * Descends from centres.
     *
     * @param pass the working memory of the fit
     * @param start not written
     * @param end the shift of the centres at which it may stop; below 0 it goes on until no row moves
     */
    static FairRun from(GroupPass pass, double[][] start, int maxIterations, double end) {
        double[][] centres = start;
        pass.begin();
        pass.run(centres);
        double[] weights = new double[pass.rows().groupCount()];
        Convergence convergence = Convergence.ITERATION_LIMIT;
        int iterations = 0;
        while (iterations < maxIterations && convergence == Convergence.ITERATION_LIMIT) {
            iterations++;
            double[][] filled = filled(pass, centres);
            double[][] next = filled;
            if (filled == centres) {
                MinimaxCentres.Point point = MinimaxCentres.of(pass, centres).solve();
                next = point.centres();
                weights = point.weights();
            }
            pass.run(next);
            if (filled == centres && (pass.changes() == 0 || shift(centres, next) <= end)) {
                convergence = Convergence.CONVERGED;
            }
            centres = next;
        }
        return new FairRun(centres, weights, pass.worst(), iterations, convergence);
    }

    /** The centres with an empty cluster's moved to the costliest row, which makes no row worse off; else themselves. */
    private static double[][] filled(GroupPass pass, double[][] centres) {
        for (int j = 0; j < centres.length; j++) {
            if (pass.isEmpty(j)) {
                int row = pass.costliestRow(centres);
                if (row < 0) {
                    return centres;
                }
                double[][] filled = centres.clone();
                filled[j] = pass.rows().matrix().row(row);
                return filled;
            }
        }
        return centres;
    }

    private static double shift(double[][] from, double[][] to) {
        double farthest = 0;
        for (int j = 0; j < from.length; j++) {
            farthest = Math.max(farthest, SquaredDistance.between(from[j], to[j]));
        }
        return Math.sqrt(farthest);
    }

    FairRun betterOf(FairRun other) {
        return other.worst < worst ? other : this;
    }

    double[][] centres() {
        return Arrays.stream(centres).map(double[]::clone).toArray(double[][]::new);
    }

    /** The weights of the groups that the centres are means with. */
    double[] groupWeights() {
        return groupWeights.clone();
    }

    /** The largest mean squared distance of a group. */
    double worst() {
        return worst;
    }

    int iterations() {
        return iterations;
    }

    Convergence convergence() {
        return convergence;
    }
}
