package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.Precision;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.quality.Agreement;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What rounding the numbers to single precision does to the inertia of public data.
 *
 * <p>Where the clusters stay the same, it cannot do much: the root of an inertia is the length of the vector of all
 * differences to the means, which is the data under a projection, and a projection lengthens no vector. So it changes by
 * at most the length of the vector of all roundings.
 */
class SinglePrecisionInertiaTest {
    private static final RunContext CONTEXT = RunContext.seeded(5);

    // Their coordinates are whole numbers below 2^24, all of which single precision holds.
    @ParameterizedTest
    @CsvSource({"s1, 15", "a1, 20"})
    @RequiresData({"clustering/sipu/s1.data.gz", "clustering/sipu/a1.data.gz"})
    void wholeNumbersLoseNothing(String name, int clusters) {
        FeatureMatrix matrix = sipu(name);
        Clustering exact = fit(matrix, clusters);
        Clustering rounded = fit(matrix.withPrecision(Precision.SINGLE), clusters);
        assertThat(rounded.labels()).isEqualTo(exact.labels());
        assertThat(rounded.inertia()).isEqualTo(exact.inertia());
    }

    @ParameterizedTest
    @CsvSource({"s1, 15", "a1, 20"})
    @RequiresData({"clustering/sipu/s1.data.gz", "clustering/sipu/a1.data.gz"})
    void scaledBenchmarkSetsKeepTheirClustersAndInertia(String name, int clusters) {
        assertAsGood(scaled(sipu(name)), clusters, 1e-8);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    @RequiresData("clustering/iris.csv")
    void irisesKeepTheirClustersAndInertia(int clusters) {
        FeatureMatrix irises = FeatureMatrix.of(ReferenceData.iris().rows());
        assertAsGood(irises, clusters, 1e-7);
        assertAsGood(scaled(irises), clusters, 1e-7);
    }

    // At 10^6 single precision knows steps of 1/16, coarse beside the 0.1 of the measurements: 600 values with a
    // squared
    // rounding of (1/16)^2 / 12 each make some 0.2 beside an inertia of 152.
    @Test
    @RequiresData("clustering/iris.csv")
    void farFromTheOriginTheInertiaIsRoughUnlessTheColumnsAreScaledFirst() {
        double[][] rows = ReferenceData.iris().rows();
        for (double[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                row[c] += 1e6;
            }
        }
        FeatureMatrix far = FeatureMatrix.of(rows);
        Clustering exact = fit(far, 2);
        Clustering rounded = fit(far.withPrecision(Precision.SINGLE), 2);
        assertThat(difference(exact, rounded)).isBetween(1e-5, 1e-2);
        assertAsGood(scaled(far), 2, 1e-7);
    }

    private static void assertAsGood(FeatureMatrix matrix, int clusters, double expected) {
        FeatureMatrix single = matrix.withPrecision(Precision.SINGLE);
        Clustering exact = fit(matrix, clusters);
        Clustering rounded = fit(single, clusters);
        assertThat(Agreement.between(exact.labels(), rounded.labels()).adjustedRand())
                .isEqualTo(new Statistic.Value(1));
        double length = 0;
        for (int row = 0; row < matrix.rowCount(); row++) {
            for (int column = 0; column < matrix.columnCount(); column++) {
                double rounding = single.get(row, column) - matrix.get(row, column);
                length = Math.hypot(length, rounding);
            }
        }
        double root = Math.sqrt(inertia(exact));
        // What double precision rounds while it sums up comes on top: far less than 1e-12 of the root.
        assertThat(Math.abs(Math.sqrt(inertia(rounded)) - root)).isLessThan(length + 1e-12 * root);
        assertThat(difference(exact, rounded)).isLessThan(expected);
    }

    private static double difference(Clustering exact, Clustering rounded) {
        return Math.abs(inertia(rounded) - inertia(exact)) / inertia(exact);
    }

    private static double inertia(Clustering clustering) {
        return clustering.inertia().orElseThrow();
    }

    private static Clustering fit(FeatureMatrix matrix, int clusters) {
        return KMeans.withClusters(clusters).withRestarts(20).fit(matrix, CONTEXT);
    }

    private static FeatureMatrix scaled(FeatureMatrix matrix) {
        return Scaling.standard().fit(matrix, CONTEXT).apply(matrix, CONTEXT);
    }

    private static FeatureMatrix sipu(String name) {
        return FeatureMatrix.of(ReferenceData.matrix("clustering/sipu/" + name + ".data.gz"));
    }
}
