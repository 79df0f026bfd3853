package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RfmTiersContractTest extends ClustererContract {
    private static final List<Feature> COLUMNS =
            List.of(Feature.of("daysSinceLast"), Feature.of("frequency"), Feature.of("monetary"));

    @Override
    protected Clusterer clusterer(int clusters) {
        return RfmTiers.quintiles();
    }

    @Override
    protected FeatureMatrix matrix(double[][] rows) {
        double[][] three = new double[rows.length][];
        Arrays.setAll(three, row -> Arrays.copyOf(rows[row], COLUMNS.size()));
        return FeatureMatrix.of(COLUMNS, three);
    }

    /** Tiers are cut by fifths of the customers, not where there are gaps. */
    @Test
    @Override
    protected void groupsFarApartAreFound() {
        double[][] rows = {{300, 1, 1}, {1, 9, 900}, {300, 1, 1}, {1, 9, 900}};
        assertThat(RfmTiers.quintiles().fit(matrix(rows), RunContext.seeded(1)).labels())
                .containsExactly(1, 0, 1, 0);
    }

    /** A customer who never bought has no recency; that is no error but no tier. */
    @Test
    @Override
    protected void missingValueIsRefusedByItsPlace() {
        double[][] rows = {{1, 2, 3}, {Double.NaN, 0, 0}};
        assertThat(RfmTiers.quintiles().fit(matrix(rows), RunContext.seeded(1)).label(1))
                .isEqualTo(Clustering.NOISE);
    }

    /** A missing value is no tier here as well; only a row of the wrong length is refused. */
    @Test
    @Override
    protected void modelRefusesRowsItCannotPlace() {
        ClusterModel model = RfmTiers.quintiles()
                .fit(matrix(new double[][] {{1, 2, 3}}), RunContext.seeded(1))
                .model();
        assertThat(model.assign(new double[] {1, Double.NaN, 1})).isEqualTo(Clustering.NOISE);
        assertThatThrownBy(() -> model.assign(new double[2])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.assign(FeatureMatrix.of(new double[1][2]), RunContext.seeded(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
