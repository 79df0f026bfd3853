package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/** What the results of contenders are held against. Inertia is always worked out here, with the textbook's loop. */
final class Reference {
    /** Sums of a million terms in another order differ far less; a row put wrongly or an iteration missed far more. */
    private static final double TOLERANCE = 1e-6;

    private final double[][] rows;
    private final FeatureMatrix matrix;
    private final double inertia;
    private final boolean converged;

    Reference(Workload workload) {
        rows = workload.rowsView();
        matrix = workload.matrix();
        Clustering clustering = fit(workload.starts());
        inertia = inertia(KMeansContender.centroids(clustering.model()));
        converged = clustering.convergence() == Clustering.Convergence.CONVERGED;
    }

    /** The inertia of this library's k-means after the iterations that are timed, from the starts of the workload. */
    double inertia() {
        return inertia;
    }

    /** Whether it ended before all of them. */
    boolean converged() {
        return converged;
    }

    /** The same from other starts. */
    double inertiaFrom(double[][] starts) {
        return inertia(KMeansContender.centroids(fit(starts).model()));
    }

    private Clustering fit(double[][] starts) {
        return KMeansContender.fit(matrix, starts, Workload.ITERATIONS, RunContext.seeded(1));
    }

    /** The sum of the squared distances of the rows to the nearest of some centroids. */
    double inertia(double[][] centroids) {
        return Arrays.stream(rows)
                .mapToDouble(
                        row -> AssignmentPass.squaredDistance(row, centroids[AssignmentPass.nearest(row, centroids)]))
                .sum();
    }

    /** Whether an inertia is the expected one but for rounding. */
    static boolean agree(double found, double expected) {
        return Math.abs(found - expected) <= TOLERANCE * expected;
    }
}
