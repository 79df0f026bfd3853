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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KModesTest {
    private static final String SOYBEAN = "clustering/categorical/soybean_small.csv";

    // R. S. Michalski's small soybean set, k-modes from Cao's start: cost per epoch of the method's reference program.
    @Test
    @RequiresData(SOYBEAN)
    void soybeanCostsPerEpoch() {
        FeatureMatrix soybean = FeatureMatrix.of(soybean());
        RunContext context = seeded(1);
        KPrototypes modes = KPrototypes.ofCategories(4).withRestarts(1);
        MixedRows rows = modes.rows(TrainingSet.of(soybean), context);
        PrototypeRun run = modes.run(rows, new PrototypeSeeding(rows), new CategoryCounts(rows, 4), 0, context);
        run.descend(PrototypeRun.NEVER, 100);
        assertThat(run.costs()).containsExactly(206.0, 204.0, 199.0, 199.0);
        assertThat(run.iterations()).isEqualTo(3);

        Clustering found = KModes.withClusters(4).withRestarts(1).fit(soybean, context);
        assertThat(found.inertia()).hasValue(199);
        assertThat(found.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
        assertThat(Arrays.stream(found.sizes()).sorted()).containsExactly(10, 10, 10, 17);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void lowestCostOfAllPartitions(long seed) {
        double[][] rows = codes(SeededRandom.of(seed), 9, 4, 3);
        for (int clusters = 1; clusters <= 3; clusters++) {
            Clustering found = KModes.withClusters(clusters).withRestarts(60).fit(FeatureMatrix.of(rows), seeded(seed));
            assertThat(found.inertia().orElseThrow())
                    .isEqualTo(MixedBruteForce.of(rows, 0, 1).lowest(clusters));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void modesAreTheMostFrequentCategoriesOfSeveralTheLowestCode(long seed) {
        double[][] rows = codes(SeededRandom.of(seed), 300, 5, 4);
        Clustering found = KModes.withClusters(4).fit(FeatureMatrix.of(rows), seeded(seed));
        PrototypeModel model = (PrototypeModel) found.model();
        assertThat(model.gamma()).isEqualTo(1);
        for (int j = 0; j < 4; j++) {
            for (int c = 0; c < 5; c++) {
                assertThat(model.isCategorical(c)).isTrue();
                int[] counts = new int[4];
                for (int row = 0; row < rows.length; row++) {
                    counts[(int) rows[row][c]] += found.label(row) == j ? 1 : 0;
                }
                int mode = 0;
                for (int code = 1; code < 4; code++) {
                    mode = counts[code] > counts[mode] ? code : mode;
                }
                assertThat(model.prototype(j)[c]).isEqualTo(mode);
            }
        }
    }

    @Test
    void codesAreComparedForEqualityOnly() {
        double[][] rows = codes(SeededRandom.of(8), 200, 4, 3);
        double[] names = {-1e300, 0.1, 7e9};
        double[][] renamed = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(code -> names[(int) code]).toArray())
                .toArray(double[][]::new);
        Clustering expected = KModes.withClusters(4).fit(FeatureMatrix.of(rows), seeded(1));
        Clustering found = KModes.withClusters(4).fit(FeatureMatrix.of(renamed), seeded(1));
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(found.inertia()).isEqualTo(expected.inertia());
        // Zero is one category, whatever its sign.
        Clustering zeros = KModes.withClusters(1).fit(FeatureMatrix.of(new double[][] {{0.0}, {-0.0}}), seeded(1));
        assertThat(zeros.inertia()).hasValue(0);
    }

    @Test
    void caoStartDrawsNothing() {
        double[][] rows = codes(SeededRandom.of(4), 400, 6, 5);
        KModes once = KModes.withClusters(5).withRestarts(1);
        assertThat(once.fit(FeatureMatrix.of(rows), seeded(1)).labels())
                .isEqualTo(once.fit(FeatureMatrix.of(rows), seeded(2)).labels());
        Clustering more = KModes.withClusters(5).withRestarts(20).fit(FeatureMatrix.of(rows), seeded(1));
        assertThat(more.inertia().orElseThrow())
                .isLessThanOrEqualTo(
                        once.fit(FeatureMatrix.of(rows), seeded(1)).inertia().orElseThrow());
    }

    @Test
    void featureWeightsAreWhatDifferencesCost() {
        double[][] rows = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        Clustering first = KModes.withClusters(2).withFeatureWeights(3, 0.5).fit(FeatureMatrix.of(rows), seeded(1));
        assertThat(first.labels()).containsExactly(0, 0, 1, 1);
        assertThat(first.inertia()).hasValue(1);
        assertThat(((PrototypeModel) first.model()).cost(new double[] {7, 7}, 0))
                .isEqualTo(3.5);
        Clustering second = KModes.withClusters(2).withFeatureWeights(0, 1).fit(FeatureMatrix.of(rows), seeded(1));
        assertThat(second.labels()).containsExactly(0, 1, 0, 1);
        assertThatThrownBy(() -> KModes.withClusters(3).withFeatureWeights(0, 1).fit(FeatureMatrix.of(rows), seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the 2 distinct rows, was 3");
    }

    @ParameterizedTest
    @EnumSource
    void everyDistinctRowCanBeAClusterOfItsOwn(PrototypeStart start) {
        double[][] rows = {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {0, 0}, {1, 1}};
        Clustering found = KModes.withClusters(4).withStart(start).fit(FeatureMatrix.of(rows), seeded(3));
        assertThat(found.inertia()).hasValue(0);
        assertThat(found.labels()).containsExactly(0, 1, 2, 3, 0, 3);
        assertThatThrownBy(() -> KModes.withClusters(5).withStart(start).fit(FeatureMatrix.of(rows), seeded(3)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("clusters must be between 1 and the 4 distinct rows, was 5");
    }

    @Test
    void columnsThatNameCustomersAreRefusedBeforeTheyFillTheMemory() {
        double[][] rows = new double[12_000][1];
        Arrays.setAll(rows, row -> new double[] {row});
        assertThatThrownBy(() -> KModes.withClusters(6_000).fit(FeatureMatrix.of(rows), seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("takes 72000000 counts, at most 67108864");
    }

    @Test
    void theLimitOnIterationsLeavesLabelsThatBelongToTheModes() {
        FeatureMatrix rows = FeatureMatrix.of(codes(SeededRandom.of(6), 900, 8, 4));
        Clustering found = KModes.withClusters(7)
                .withStart(PrototypeStart.HUANG)
                .withRestarts(1)
                .withMaxIterations(1)
                .fit(rows, seeded(2));
        assertThat(found.convergence()).isEqualTo(Clustering.Convergence.ITERATION_LIMIT);
        assertThat(found.iterations()).isEqualTo(1);
        assertThat(found.model().assign(rows, seeded(0))).isEqualTo(found.labels());
    }

    @Test
    void weightsCountAsEqualRows() {
        SeededRandom random = SeededRandom.of(5);
        double[][] rows = codes(random, 9, 4, 3);
        double[] weights = new double[9];
        Arrays.setAll(weights, row -> random.nextInt(4) / 2.0);
        boolean[] categorical = {true, true, true, true};
        Clustering found = KModes.withClusters(3)
                .withRestarts(60)
                .fit(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), seeded(1));
        assertThat(found.inertia().orElseThrow())
                .isCloseTo(new MixedBruteForce(rows, weights, categorical, 1).lowest(3), within(1e-12));
    }

    @Test
    void badOptionsAreRefusedAndAllOptionsAreDescribed() {
        assertThatIllegalArgumentException().isThrownBy(() -> KModes.withClusters(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KModes.withClusters(1).withRestarts(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KModes.withClusters(1).withMaxIterations(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KModes.withClusters(1)
                        .withFeatureWeights(1)
                        .fit(FeatureMatrix.of(new double[1][2]), seeded(1)));
        assertThat(KModes.withClusters(3)
                        .withStart(PrototypeStart.HUANG)
                        .withFeatureWeights(1, 2)
                        .withMissing(MissingValues.LEAVE_OUT)
                        .toString())
                .isEqualTo("k-modes(clusters=3, start=Huang, restarts=10, maxIterations=100, featureWeights=[1.0, 2.0],"
                        + " missing=left out)");
    }

    private static double[][] soybean() {
        return ReferenceData.fields(SOYBEAN, ",").stream()
                .map(row -> Arrays.stream(row)
                        .limit(35)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    static double[][] codes(SeededRandom random, int count, int columns, int levels) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextInt(levels));
        }
        return rows;
    }

    private static RunContext seeded(long seed) {
        return RunContext.seeded(seed);
    }
}
