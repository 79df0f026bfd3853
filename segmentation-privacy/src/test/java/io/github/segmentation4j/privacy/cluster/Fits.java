package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import io.github.segmentation4j.privacy.ledger.MemoryLedger;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/** What the tests of private clustering share. */
final class Fits {
    static final RunContext CONTEXT = RunContext.seeded(1);
    static final double DELTA = 1e-6;

    /** So large that noise is below a unit. */
    static final double PLENTY = 1e9;

    private Fits() {}

    /** A ledger that pays for much. */
    static MemoryLedger ledger() {
        return MemoryLedger.of("rows", PrivacyBudget.of(1e12, DELTA));
    }

    /** A charge with noise that repeats itself. */
    static PrivacyCharge charge(double epsilon, long seed) {
        return charge(epsilon, Adjacency.ADD_OR_REMOVE, seed);
    }

    /** The same with other neighbours. */
    static PrivacyCharge charge(double epsilon, Adjacency adjacency, long seed) {
        PrivacyBudget budget = new PrivacyBudget(new PrivacyCost(1e12, DELTA), adjacency, PrivacyUnit.CUSTOMER);
        return PrivacyCharge.ofCost(epsilon, DELTA, MemoryLedger.of("rows", budget), "rows")
                .withNoise(() -> SeededNoise.of(seed));
    }

    /** Private k-means of rows within -1 and 1. */
    static DpKMeans means(int clusters, int columns, double epsilon, long seed) {
        return DpKMeans.withClusters(clusters)
                .bounds(ColumnBounds.same(columns, -1, 1))
                .charge(charge(epsilon, seed));
    }

    static PrivateClustering fit(DpKMeans means, double[][] rows) {
        return means.fit(TrainingSet.of(FeatureMatrix.of(rows)), CONTEXT);
    }

    /** Rows around corners of a cube, in turn. */
    static double[][] corners(int clusters, int columns, int count, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[count][columns];
        for (int r = 0; r < count; r++) {
            int corner = r % clusters;
            for (int c = 0; c < columns; c++) {
                rows[r][c] = ((corner >> c) % 2 == 0 ? -0.5 : 0.5) + 0.08 * random.nextGaussian();
            }
        }
        return rows;
    }

    /** Rows uniform within -1.2 and 1.2, so that some lie outside the bounds. */
    static double[][] uniform(int columns, int count, SeededRandom random) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> 2.4 * random.nextDouble() - 1.2);
        }
        return rows;
    }

    static GridRows grid(double[][] rows, int columns) {
        FeatureMatrix matrix = rows.length == 0
                ? FeatureMatrix.builder(FeatureMatrix.of(new double[1][columns]).features(), 0)
                        .build()
                : FeatureMatrix.of(rows);
        return GridRows.of(matrix, ColumnBounds.same(columns, -1, 1), CONTEXT);
    }
}
