package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What CLARA keeps of k-medoids, how near it comes, refusals and degenerate data. */
class ClaraTest {
    @Test
    @RequiresData("clustering/sipu/s1.data.gz")
    void onS1ItComesWithinTenPercentOfKMedoids() {
        FeatureMatrix s1 = matrix(ReferenceData.matrix("clustering/sipu/s1.data.gz"));
        double all = cost(KMedoids.withClusters(15).fit(s1, RunContext.seeded(1)));
        for (long seed = 1; seed <= 3; seed++) {
            double sampled = cost(Clara.withClusters(15).fit(s1, RunContext.seeded(seed)));
            assertThat(sampled / all).isBetween(1.0, 1.10);
            double larger = cost(Clara.withClusters(15).withSampleSize(1_000).fit(s1, RunContext.seeded(seed)));
            assertThat(larger / all).isBetween(1.0, 1.02);
        }
    }

    @Test
    void aSampleOfAllRowsIsKMedoids() {
        FeatureMatrix rows = matrix(gaussian(140, 2));
        Clustering expected = KMedoids.withClusters(3).fit(rows, RunContext.seeded(1));
        Clustering found = Clara.withClusters(3).withSampleSize(140).fit(rows, RunContext.seeded(1));
        assertThat(cost(found)).isCloseTo(cost(expected), within(1e-9));
        assertThat(((MedoidModel) found.model()).rowsIn(rows))
                .containsExactlyInAnyOrder(Arrays.stream(((MedoidModel) expected.model()).rowsIn(rows))
                        .boxed()
                        .toArray(Integer[]::new));
        assertThat(found.iterations()).isEqualTo(expected.iterations());
    }

    @Test
    void moreSamplesNeverCostMore() {
        FeatureMatrix rows = matrix(gaussian(3_000, 2));
        double before = Double.POSITIVE_INFINITY;
        for (int samples = 1; samples <= 12; samples++) {
            double now = cost(Clara.withClusters(6)
                    .withSamples(samples)
                    .withSampleSize(20)
                    .fit(rows, RunContext.seeded(9)));
            assertThat(now).isLessThanOrEqualTo(before);
            before = now;
        }
    }

    @Test
    void theBestMedoidsSoFarAreInTheNextSample() {
        ClaraSample draw = new ClaraSample(TrainingSet.of(matrix(gaussian(500, 2))), 2, 10, RunContext.seeded(1));
        DistinctRows sample = draw.next(new double[][] {{7, 7}, {-8, 3}}, 4);
        assertThat(Arrays.asList(sample.rows))
                .contains(new double[] {7, 7}, new double[] {-8, 3})
                .hasSizeBetween(3, 12);
    }

    @Test
    void costIsTheWeightedSumOfTheDissimilaritiesToTheMedoids() {
        double[][] rows = gaussian(2_000, 3);
        double[] weights = new double[2_000];
        Arrays.setAll(weights, row -> row % 4);
        Clustering found = Clara.withClusters(4)
                .withDissimilarity(new Manhattan())
                .fit(TrainingSet.of(matrix(rows)).withWeights(weights), RunContext.seeded(2));
        MedoidModel model = (MedoidModel) found.model();
        double sum = 0;
        for (int row = 0; row < rows.length; row++) {
            sum += weights[row] * model.dissimilarity(rows[row], found.label(row));
        }
        assertThat(cost(found)).isCloseTo(sum, within(1e-9 * sum));
        for (int row : model.rowsIn(matrix(rows))) {
            assertThat(weights[row]).isPositive();
        }
    }

    // A draw finds the rare rows hardly ever, so they are looked for.
    @Test
    void rareRowsComeIntoTheSampleWhereItNeedsThem() {
        double[][] rows = new double[5_000][1];
        rows[1_234][0] = 7;
        rows[4_000][0] = 9;
        Clustering found = Clara.withClusters(3).fit(matrix(rows), RunContext.seeded(1));
        assertThat(cost(found)).isZero();
        assertThat(found.sizes()).containsExactly(4_998, 1, 1);
        assertThatThrownBy(() -> Clara.withClusters(4).fit(matrix(rows), RunContext.seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("3 distinct rows, was 4");
        double[] weights = new double[5_000];
        Arrays.fill(weights, 0, 4_000, 1);
        TrainingSet light = TrainingSet.of(matrix(rows)).withWeights(weights);
        assertThat(cost(Clara.withClusters(2).fit(light, RunContext.seeded(1)))).isZero();
        assertThatThrownBy(() -> Clara.withClusters(3).fit(light, RunContext.seeded(1)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void rowsAtDistanceZeroShareACluster() {
        double[][] rows = new double[400][1];
        for (int row = 0; row < rows.length; row++) {
            rows[row][0] = row * Double.MIN_VALUE;
        }
        Clustering found = Clara.withClusters(3).fit(matrix(rows), RunContext.seeded(1));
        assertThat(cost(found)).isZero();
        assertThat(Arrays.stream(found.labels()).distinct().count()).isEqualTo(1);
    }

    @Test
    void dissimilaritiesBeyondTheRangeOfADoubleAreRefused() {
        double[][] rows = gaussian(1_000, 1);
        rows[500][0] = 1e200;
        assertThatThrownBy(() -> Clara.withClusters(2).fit(matrix(rows), RunContext.seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be finite");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        Clara clara = Clara.withClusters(5);
        assertThatIllegalArgumentException().isThrownBy(() -> Clara.withClusters(0));
        assertThatIllegalArgumentException().isThrownBy(() -> clara.withSamples(0));
        assertThatIllegalArgumentException().isThrownBy(() -> clara.withSampleSize(4));
        assertThatIllegalArgumentException().isThrownBy(() -> clara.withMaxIterations(0));
        assertThatThrownBy(() -> clara.fit(matrix(new double[0][0]), RunContext.seeded(1)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void descriptionNamesEveryOption() {
        assertThat(Clara.withClusters(5).toString())
                .isEqualTo("CLARA(clusters=5, dissimilarity=euclidean, samples=10, sampleSize=100, maxIterations=100)");
    }

    private static double[][] gaussian(int count, int columns) {
        SeededRandom random = SeededRandom.of(3);
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextGaussian());
        }
        return rows;
    }

    private static double cost(Clustering clustering) {
        return clustering.cost().orElseThrow();
    }

    private static FeatureMatrix matrix(double[][] rows) {
        return FeatureMatrix.of(rows);
    }
}
