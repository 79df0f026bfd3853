package io.github.segmentation4j.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.segmentation4j.cluster.ClusterModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class SegmentMapTest {
    private static final RunContext CONTEXT = RunContext.seeded(4);

    /** A model that nobody asks anything but its size. */
    private record Silent(int clusterCount, int columnCount) implements ClusterModel {
        @Override
        public int assign(double[] row) {
            return Clustering.NOISE;
        }

        @Override
        public ModelState state() {
            return ModelState.of("silent/1").build();
        }
    }

    private static SegmentMap map(double[][] rows, int segments, int[] labels) {
        return map(rows, segments, labels, CONTEXT);
    }

    private static SegmentMap map(double[][] rows, int segments, int[] labels, RunContext context) {
        return SegmentMap.of(
                FeatureMatrix.of(rows), Clustering.of(labels, new Silent(segments, rows[0].length)), context);
    }

    private static double[][] cloud(int n, double... deviations) {
        SeededRandom random = SeededRandom.of(9);
        double[][] rows = new double[n][deviations.length];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> deviations[c] * random.nextGaussian());
        }
        return rows;
    }

    private static int[] labels(int n, int segments) {
        SeededRandom random = SeededRandom.of(10);
        int[] labels = new int[n];
        Arrays.setAll(labels, i -> random.nextInt(segments + 1) - 1);
        return labels;
    }

    private static int customers(SegmentMap map) {
        return map.squares().stream().mapToInt(SegmentMap.Square::customers).sum();
    }

    /** A customer on each point of a grid as wide as the map: the components are the features themselves. */
    @Test
    void everySquareCountsItsCustomersAndTellsTheSegmentOfMostOfThem() {
        int n = 24 * 16 * 3;
        double[][] rows = new double[n][];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            rows[i] = new double[] {10 * (i % 24), i / 24 % 16};
            // Two customers in 0 and one in 1 in the left half, one in each of 2, 1 and noise in the right half.
            int layer = i / (24 * 16);
            labels[i] = i % 24 < 12 ? (layer == 0 ? 1 : 0) : 2 - (layer == 2 ? 3 : layer);
        }
        SegmentMap map = map(rows, 3, labels);
        assertThat(map.columns()).isEqualTo(24);
        assertThat(map.rows()).isEqualTo(16);
        assertThat(map.squares()).hasSize(24 * 16);
        for (int at = 0; at < 24 * 16; at++) {
            boolean isLeft = at % 24 < 12;
            assertThat(map.squares().get(at))
                    .isEqualTo(new SegmentMap.Square(at % 24, at / 24, 3, isLeft ? 0 : 1, isLeft ? 2 : 1));
        }
        assertThat(map.customers()).isEqualTo(n);
        // Places are i x 24 / 23 and i x 16 / 15: the means of 0 to 11 and of all rows.
        assertThat(map.centres()).hasSize(3);
        assertThat(map.centres().get(0).x()).isCloseTo(5.5 * 24 / 23, within(1e-9));
        assertThat(map.centres().get(0).y()).isCloseTo(8, within(1e-9));
        assertThat(map.axes().get(0).most().get(0).feature().name()).isEqualTo("x1");
        assertThat(map.axes().get(0).most().get(0).weight()).isCloseTo(1, within(1e-12));
        assertThat(map.axes().get(1).most().get(0).feature().name()).isEqualTo("x2");
        // Variances of 0 to 23 in tens and of 0 to 15.
        double first = 100 * (24 * 24 - 1) / 12.0;
        double second = (16 * 16 - 1) / 12.0;
        assertThat(map.axes().get(0).share()).isCloseTo(first / (first + second), within(1e-9));
        assertThat(map.axes().get(1).share()).isCloseTo(second / (first + second), within(1e-9));
    }

    @Test
    void fewerCustomersHaveFewerSquares() {
        int[] rows = {1, 600, 6000, 100_000};
        int[] expected = {4, 4, 8, 14};
        for (int i = 0; i < rows.length; i++) {
            double[][] cloud = cloud(rows[i], 2, 1);
            SegmentMap map = SegmentMap.of(
                    FeatureMatrix.of(cloud), Clustering.of(labels(rows[i], 3), new Silent(3, 2)), 60, CONTEXT);
            assertThat(map.rows()).isEqualTo(expected[i]);
            assertThat(map.columns()).isEqualTo(expected[i] * 3 / 2);
            assertThat(customers(map)).isEqualTo(Math.min(rows[i], 20_000));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentMap.of(
                        FeatureMatrix.of(new double[][] {{1}}),
                        Clustering.of(new int[] {0}, new Silent(1, 1)),
                        0,
                        CONTEXT))
                .withMessageContaining("at least 1 customer a square");
    }

    @Test
    void noiseIsTheSegmentOnlyOfSquaresWhereMostAreNoise() {
        double[][] rows = {{0, 0}, {0, 0}, {0, 0}, {9, 3}, {9, 3}};
        SegmentMap map = map(rows, 2, new int[] {-1, -1, 0, -1, 1});
        assertThat(map.squares())
                .extracting(SegmentMap.Square::customers, SegmentMap.Square::segment, SegmentMap.Square::ofSegment)
                .containsExactlyInAnyOrder(tuple(3, Clustering.NOISE, 2), tuple(2, 1, 1));
    }

    @Test
    void countsAddUpAndCentresLieOnTheMapWhateverTheLabels() {
        SegmentMap map = map(cloud(3000, 3, 2, 1, 0.1), 5, labels(3000, 5));
        assertThat(customers(map)).isEqualTo(3000).isEqualTo(map.customers());
        assertThat(new HashSet<>(map.squares().stream()
                        .map(square -> square.row() * 24 + square.column())
                        .toList()))
                .hasSameSizeAs(map.squares());
        assertThat(map.squares()).allSatisfy(square -> {
            assertThat(square.ofSegment()).isBetween(1, square.customers());
            assertThat(square.column()).isBetween(0, 23);
            assertThat(square.row()).isBetween(0, 15);
        });
        assertThat(map.centres()).extracting(SegmentMap.Centre::segment).containsExactly(0, 1, 2, 3, 4);
        assertThat(map.centres()).allSatisfy(centre -> {
            assertThat(centre.x()).isBetween(0.0, 24.0);
            assertThat(centre.y()).isBetween(0.0, 16.0);
        });
        assertThat(map.axes()).allSatisfy(axis -> assertThat(axis.most()).hasSize(3));
        assertThat(map.axes().get(0).share()).isGreaterThan(map.axes().get(1).share());
    }

    @Test
    void segmentsFarApartHaveTheirOwnSquares() {
        double[][] rows = cloud(900, 1, 1, 1);
        int[] labels = new int[900];
        for (int i = 0; i < 900; i++) {
            labels[i] = i % 3;
            rows[i][0] += 40 * (i % 3);
            rows[i][1] += i % 3 == 1 ? 30 : 0;
        }
        SegmentMap map = map(rows, 3, labels);
        assertThat(map.squares())
                .allSatisfy(square -> assertThat(square.ofSegment()).isEqualTo(square.customers()));
        for (SegmentMap.Centre centre : map.centres()) {
            assertThat(map.squares())
                    .filteredOn(square -> square.column() == (int) centre.x() && square.row() == (int) centre.y())
                    .allSatisfy(square -> assertThat(square.segment()).isEqualTo(centre.segment()));
        }
        assertThat(map.squares()).extracting(SegmentMap.Square::segment).contains(0, 1, 2);
    }

    @Test
    void fewFarCustomersCountAtTheEdgeAndDoNotSqueezeTheMap() {
        double[][] rows = cloud(2000, 1, 0.5);
        rows[0][0] = 1e6;
        rows[1][0] = -1e6;
        SegmentMap map = map(rows, 1, new int[2000]);
        assertThat(customers(map)).isEqualTo(2000);
        assertThat(map.squares().stream().map(SegmentMap.Square::column).distinct())
                .hasSize(24);
        assertThat(map.squares().stream()
                        .mapToInt(SegmentMap.Square::customers)
                        .max()
                        .orElseThrow())
                .isLessThan(100);
    }

    /** Nearly all lie at one place: squares of width 0 are none, so they span all customers. */
    @Test
    void whereTheCentralCustomersAreEqualTheMapSpansAll() {
        double[][] rows = new double[1000][1];
        rows[0][0] = 10;
        rows[1][0] = 5;
        SegmentMap map = map(rows, 1, new int[1000]);
        assertThat(map.squares())
                .containsExactly(
                        new SegmentMap.Square(0, 8, 998, 0, 998),
                        new SegmentMap.Square(12, 8, 1, 0, 1),
                        new SegmentMap.Square(23, 8, 1, 0, 1));
    }

    @Test
    void aDirectionInWhichNobodyDiffersHasEverybodyInTheMiddle() {
        SegmentMap column = map(new double[][] {{1}, {2}, {4}}, 1, new int[3]);
        assertThat(column.squares()).extracting(SegmentMap.Square::row).containsOnly(8);
        assertThat(column.squares()).hasSize(3);
        assertThat(column.axes().get(0).share()).isEqualTo(1);
        assertThat(column.axes().get(1)).isEqualTo(new SegmentMap.Axis(0, List.of()));
        SegmentMap.Square middle = new SegmentMap.Square(12, 8, 3, 0, 3);
        double[] same = {0.1, 1e9 / 3, -7};
        SegmentMap constant = map(new double[][] {same, same, same}, 1, new int[3]);
        assertThat(constant.squares()).containsExactly(middle);
        assertThat(constant.centres()).containsExactly(new SegmentMap.Centre(0, 12, 8));
        assertThat(constant.axes()).containsOnly(new SegmentMap.Axis(0, List.of()));
        assertThat(map(new double[][] {{3, 4}}, 2, new int[] {1}).squares())
                .containsExactly(new SegmentMap.Square(12, 8, 1, 1, 1));
    }

    @Test
    void rowsWithAMissingValueAreLeftOut() {
        double[][] rows = cloud(50, 2, 1);
        double[][] gaps = Arrays.copyOf(rows, 52);
        gaps[50] = new double[] {Double.NaN, 1};
        gaps[51] = new double[] {1e9, Double.NaN};
        assertThat(map(gaps, 2, new int[52])).isEqualTo(map(rows, 2, new int[50]));
    }

    @Test
    void withoutCompleteRowsTheMapIsEmpty() {
        SegmentMap map = map(new double[][] {{Double.NaN, 1}}, 2, new int[1]);
        assertThat(map.customers()).isZero();
        assertThat(map.squares()).isEmpty();
        assertThat(map.centres()).isEmpty();
        assertThat(map.axes()).hasSize(2);
        FeatureMatrix none = FeatureMatrix.of(FeatureMatrix.of(cloud(1, 1, 1)).features(), new double[0][]);
        assertThat(SegmentMap.of(none, Clustering.of(new int[0], new Silent(2, 2)), CONTEXT))
                .isEqualTo(map);
    }

    @Test
    void ofManyRowsASeededSampleIsShown() {
        double[][] rows = cloud(30_000, 3, 1, 2);
        int[] labels = labels(30_000, 4);
        SegmentMap map = map(rows, 4, labels);
        assertThat(map.customers()).isEqualTo(20_000).isEqualTo(customers(map));
        assertThat(map(rows, 4, labels, CONTEXT.withSeed(5))).isNotEqualTo(map);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            assertThat(map(rows, 4, labels, CONTEXT.withExecutor(pool, 3))).isEqualTo(map);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void ofManyFeaturesThoseThatVaryMostAreUsed() {
        double[] deviations = new double[300];
        Arrays.fill(deviations, 0.01);
        deviations[299] = 5;
        deviations[7] = 3;
        SegmentMap map = map(cloud(400, deviations), 1, new int[400]);
        assertThat(map.axes().get(0).most().get(0).feature().name()).isEqualTo("x300");
        assertThat(map.axes().get(1).most().get(0).feature().name()).isEqualTo("x8");
    }

    @Test
    void otherRowsAreRefused() {
        Clustering other = Clustering.of(new int[3], new Silent(1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentMap.of(FeatureMatrix.of(new double[][] {{1}}), other, CONTEXT))
                .withMessageContaining("label for each");
    }

    @Test
    void cancelledItStops() {
        Cancellation before = Cancellation.create();
        before.cancel();
        assertThatThrownBy(() -> map(cloud(10, 1, 1), 1, new int[10], CONTEXT.withCancellation(before)))
                .isInstanceOf(CancelledException.class);
    }
}
