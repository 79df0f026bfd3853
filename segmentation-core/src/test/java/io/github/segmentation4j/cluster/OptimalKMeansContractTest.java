package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OptimalKMeansContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return OptimalKMeans.withClusters(clusters);
    }

    /** The last column alone. */
    @Override
    protected FeatureMatrix matrix(double[][] rows) {
        int last = rows[0].length - 1;
        return FeatureMatrix.of(
                Arrays.stream(rows).map(row -> new double[] {row[last]}).toArray(double[][]::new));
    }

    @Test
    @Override
    protected void missingValueIsRefusedByItsPlace() {
        assertThatThrownBy(() -> clusterer(2)
                        .fit(FeatureMatrix.of(new double[][] {{1}, {2}, {Double.NaN}}), RunContext.seeded(1)))
                .isInstanceOfSatisfying(InvalidInputException.class, error -> {
                    assertThat(error.row()).hasValue(3);
                    assertThat(error.column()).contains("x1");
                });
    }

    @Test
    @Override
    protected void modelRefusesRowsItCannotPlace() {
        ClusterModel model = clusterer(2)
                .fit(FeatureMatrix.of(new double[][] {{1}, {2}, {5}}), RunContext.seeded(1))
                .model();
        assertThatThrownBy(() -> model.assign(new double[2])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.assign(new double[] {Double.NaN})).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> model.assign(FeatureMatrix.of(new double[1][2]), RunContext.seeded(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.assign(FeatureMatrix.of(new double[][] {{Double.NaN}}), RunContext.seeded(0)))
                .isInstanceOf(InvalidInputException.class);
    }
}
