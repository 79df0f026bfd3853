package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimalKMeansTest {
    private static final long ALL = Long.MAX_VALUE;

    /** Kinds of values at which sums of squares go wrong. */
    enum Values {
        ORDINARY,
        FAR_FROM_THE_ORIGIN,
        OF_EVERY_SIZE,
        FULL_OF_TIES,
        WITH_TWINS_FAR_APART;

        double[] draw(SeededRandom random, int count) {
            DoubleSupplier next =
                    switch (this) {
                        case ORDINARY -> random::nextDouble;
                        case FAR_FROM_THE_ORIGIN -> () -> 1e9 + random.nextGaussian();
                        case OF_EVERY_SIZE -> () -> random.nextGaussian() * Math.scalb(1.0, random.nextInt(120) - 60);
                        case FULL_OF_TIES -> () -> random.nextInt(6);
                        case WITH_TWINS_FAR_APART -> () -> random.nextInt(3) * 1e9 + random.nextInt(4) * 0x1p-20;
                    };
            return DoubleStream.generate(next).limit(count).toArray();
        }
    }

    @ParameterizedTest
    @EnumSource
    void inertiaIsTheLowestOfAllPartitionsWhateverTheValues(Values kind) {
        for (long seed = 0; seed < 30; seed++) {
            SeededRandom random = SeededRandom.of(seed);
            double[] values = kind.draw(random, 3 + random.nextInt(10));
            double[] weights = new double[values.length];
            boolean weighted = seed % 2 == 1;
            Arrays.setAll(weights, row -> weighted ? random.nextInt(4) + random.nextDouble() + 1e-3 : 1);
            double[] sorted = Arrays.stream(values).distinct().sorted().toArray();
            for (int clusters = 1; clusters <= Math.min(5, sorted.length); clusters++) {
                Clustering found = OptimalKMeans.withClusters(clusters)
                        .fit(TrainingSet.of(matrix(values)).withWeights(weights), seeded());
                double lowest = lowest(values, weights, sorted, 0, clusters).doubleValue();
                // A sum of a dozen rounded squares, each off by a few units in the last place.
                assertThat(exactInertia(values, weights, found)).isCloseTo(lowest, within(lowest * 1e-14));
                assertThat(inertia(found)).isCloseTo(centroidInertia(values, weights, found), within(lowest * 1e-14));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void inertiaOfManyValuesIsThatOfThePlainRecurrence(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[] values = new double[300 + random.nextInt(400)];
        Arrays.setAll(values, row -> random.nextInt(3) * 4 + random.nextGaussian());
        Arrays.sort(values);
        double[] expected = plainRecurrence(values, 40);
        for (int clusters : new int[] {1, 2, 3, 5, 17, 40}) {
            assertThat(inertia(fit(values, clusters)))
                    .isCloseTo(expected[clusters], within(expected[clusters] * 1e-11));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "7, 1", "7, 900", "16, 1", "16, 2000", "50, 0", "999, 10"})
    void sameClustersInHalvesAsAtOnce(int clusters, long tableLimit) {
        SeededRandom random = SeededRandom.of(clusters);
        double[] values =
                DoubleStream.generate(random::nextGaussian).limit(1_000).toArray();
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        WeightedValues line = WeightedValues.of(values, ones, Checkpoint.none());
        IntervalMoments intervals = new IntervalMoments(line, Checkpoint.none());
        assertThat(OptimalPartition.starts(line, intervals, clusters, tableLimit, seeded()))
                .isEqualTo(OptimalPartition.starts(line, intervals, clusters, ALL, seeded()));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8, 13})
    void restartsOfKMeansNeverDoBetter(int clusters) {
        SeededRandom random = SeededRandom.of(clusters);
        double[] values = new double[2_000];
        Arrays.setAll(values, row -> StrictMath.exp(random.nextGaussian()));
        double optimum = inertia(fit(values, clusters));
        for (long seed = 0; seed < 3; seed++) {
            Clustering tried =
                    KMeans.withClusters(clusters).withRestarts(40).fit(matrix(values), RunContext.seeded(seed));
            assertThat(inertia(tried)).isGreaterThanOrEqualTo(optimum * (1 - 1e-12));
        }
        assertThat(inertia(KMeans.withClusters(clusters).withRestarts(200).fit(matrix(values), seeded())))
                .isCloseTo(optimum, within(optimum * 1e-3));
    }

    // Found by an independent program; see GoldenClusteringTest for the same values reached by restarts.
    @ParameterizedTest
    @CsvSource({"1, 866651.209516", "2, 355029.621273", "3, 181710.633932", "4, 98166.971693"})
    @RequiresData("transactions/cdnow/cdnow_customers_summary_with_transactions.csv")
    void cdnowSpend(int clusters, double inertia) throws IOException {
        double[] spend;
        try (Stream<String> lines =
                Files.lines(ReferenceData.path("transactions/cdnow/cdnow_customers_summary_with_transactions.csv"))) {
            spend = lines.skip(1)
                    .map(line -> line.replace("\"", "").split(",", -1))
                    .filter(cells -> Double.parseDouble(cells[1]) > 0)
                    .mapToDouble(cells -> Double.parseDouble(cells[4]))
                    .toArray();
        }
        assertThat(spend).hasSize(946);
        assertThat(inertia(fit(spend, clusters))).isCloseTo(inertia, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource
    void weightCountsLikeCopiesAndOrderIsIndifferent(Values kind) {
        SeededRandom random = SeededRandom.of(4);
        double[] values = kind.draw(random, 60);
        double[] weights = new double[values.length];
        List<Integer> copies = new ArrayList<>();
        for (int row = 0; row < values.length; row++) {
            weights[row] = row < 4 ? 1 : random.nextInt(4);
            for (int copy = 0; copy < weights[row]; copy++) {
                copies.add(row);
            }
        }
        int[] order = copies.stream().mapToInt(row -> row).toArray();
        random.shuffle(order);
        int clusters = Math.min(4, (int) Arrays.stream(values).distinct().count() - 1);
        Clustering weighted = OptimalKMeans.withClusters(clusters)
                .fit(TrainingSet.of(matrix(values)).withWeights(weights), seeded());
        Clustering copied =
                fit(Arrays.stream(order).mapToDouble(row -> values[row]).toArray(), clusters);
        assertThat(inertia(copied)).isCloseTo(inertia(weighted), within(1e-13 * inertia(weighted)));
        for (int copy = 0; copy < order.length; copy++) {
            assertThat(copied.label(copy)).isEqualTo(weighted.label(order[copy]));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-40, 0.5, 1024, 0x1p300})
    void scalingByAPowerOfTwoScalesEveryBit(double factor) {
        double[] values = Values.ORDINARY.draw(SeededRandom.of(3), 600);
        Clustering plain = fit(values, 5);
        Clustering scaled =
                fit(Arrays.stream(values).map(value -> value * factor).toArray(), 5);
        assertThat(scaled.labels()).isEqualTo(plain.labels());
        assertThat(inertia(scaled)).isEqualTo(inertia(plain) * factor * factor);
    }

    @Test
    void clustersAscendAndRowOfWeightZeroAttractsNothing() {
        Clustering found = OptimalKMeans.withClusters(2)
                .fit(TrainingSet.of(matrix(11, 1, 10, 0, 1000)).withWeights(new double[] {1, 1, 1, 1, 0}), seeded());
        assertThat(found.labels()).containsExactly(1, 0, 1, 0, 1);
        assertThat(((CentroidModel) found.model()).centroid(0)).containsExactly(0.5);
        assertThat(((CentroidModel) found.model()).centroid(1)).containsExactly(10.5);
        assertThat(inertia(found)).isEqualTo(1);
        assertThat(found.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
    }

    @Test
    void asManyClustersAsDistinctValuesLeaveNoInertia() {
        Clustering found = fit(new double[] {0.0, 3, -0.0, 7, 3, 1e9 + 0.1}, 4);
        assertThat(found.labels()).containsExactly(0, 1, 0, 2, 1, 3);
        assertThat(inertia(found)).isZero();
    }

    @Test
    void moreClustersThanDistinctValuesAreRefused() {
        assertThatThrownBy(() -> fit(new double[] {1, 2, 2, 1, 0.0, -0.0}, 4))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("between 1 and the 3 distinct rows, was 4");
        assertThatThrownBy(() -> OptimalKMeans.withClusters(2)
                        .fit(TrainingSet.of(matrix(1, 2)).withWeights(new double[] {1, 0}), seeded()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("1 distinct rows");
    }

    @Test
    void valuesWhoseSquaresOverflowOrVanishAreRefused() {
        assertThatThrownBy(() -> fit(new double[] {-1e200, 0, 1e200}, 2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("overflow");
        assertThatThrownBy(() -> fit(new double[] {0, 1e-200}, 2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("vanish");
    }

    @Test
    void onlyOneColumnIsTaken() {
        assertThatThrownBy(() -> OptimalKMeans.withClusters(1).fit(FeatureMatrix.of(new double[2][2]), seeded()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("exactly one column, were 2");
        assertThatIllegalArgumentException().isThrownBy(() -> OptimalKMeans.withClusters(0));
    }

    @Test
    void descriptionNamesTheOption() {
        assertThat(OptimalKMeans.withClusters(7).describe()).isEqualTo("optimal k-means(clusters=7)");
    }

    @Test
    void progressNamesTheClustersBeingSought() {
        List<ProgressListener.Progress> heard = new ArrayList<>();
        OptimalKMeans.withClusters(3).fit(matrix(1, 2, 3, 4, 5), seeded().withListener(heard::add));
        assertThat(heard)
                .allMatch(progress -> progress.stage().equals("optimal k-means, clusters 1 to 3"))
                .extracting(ProgressListener.Progress::done)
                .containsExactly(0L, 1L, 2L, 3L);
    }

    /** The lowest sum over the runs of sorted values, exact up to 60 digits. */
    private static BigDecimal lowest(double[] values, double[] weights, double[] sorted, int from, int clusters) {
        if (clusters == 1) {
            return spread(values, weights, sorted[from], sorted[sorted.length - 1]);
        }
        BigDecimal least = null;
        for (int end = from + 1; end <= sorted.length - clusters + 1; end++) {
            BigDecimal sum = spread(values, weights, sorted[from], sorted[end - 1])
                    .add(lowest(values, weights, sorted, end, clusters - 1));
            least = least == null ? sum : least.min(sum);
        }
        return Objects.requireNonNull(least);
    }

    private static BigDecimal spread(double[] values, double[] weights, double low, double high) {
        boolean[] inside = new boolean[values.length];
        for (int row = 0; row < values.length; row++) {
            inside[row] = values[row] >= low && values[row] <= high;
        }
        return spread(values, weights, inside);
    }

    private static BigDecimal spread(double[] values, double[] weights, boolean[] inside) {
        BigDecimal weight = BigDecimal.ZERO;
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (int row = 0; row < values.length; row++) {
            if (inside[row] && weights[row] > 0) {
                BigDecimal value = new BigDecimal(values[row]);
                BigDecimal share = new BigDecimal(weights[row]);
                weight = weight.add(share);
                sum = sum.add(share.multiply(value));
                squares = squares.add(share.multiply(value).multiply(value));
            }
        }
        // A quotient cut off after 200 digits can make a sum of nothing negative.
        return weight.signum() == 0
                ? weight
                : squares.subtract(sum.multiply(sum).divide(weight, new MathContext(200)))
                        .max(BigDecimal.ZERO);
    }

    private static double exactInertia(double[] values, double[] weights, Clustering found) {
        BigDecimal total = BigDecimal.ZERO;
        for (int cluster = 0; cluster < found.clusterCount(); cluster++) {
            boolean[] inside = new boolean[values.length];
            for (int row = 0; row < values.length; row++) {
                inside[row] = found.label(row) == cluster;
            }
            total = total.add(spread(values, weights, inside));
        }
        return total.doubleValue();
    }

    private static double centroidInertia(double[] values, double[] weights, Clustering found) {
        BigDecimal total = BigDecimal.ZERO;
        for (int row = 0; row < values.length; row++) {
            BigDecimal difference = new BigDecimal(values[row])
                    .subtract(new BigDecimal(((CentroidModel) found.model()).centroid(found.label(row))[0]));
            total = total.add(new BigDecimal(weights[row]).multiply(difference).multiply(difference));
        }
        return total.doubleValue();
    }

    /** The recurrence of Wang and Song as it is written, in quadratic time. */
    private static double[] plainRecurrence(double[] sorted, int clusters) {
        double[] least = new double[clusters + 1];
        double[] before = new double[sorted.length + 1];
        Arrays.fill(before, Double.POSITIVE_INFINITY);
        before[0] = 0;
        for (int j = 1; j <= clusters; j++) {
            double[] now = new double[sorted.length + 1];
            Arrays.fill(now, Double.POSITIVE_INFINITY);
            for (int end = 1; end <= sorted.length; end++) {
                double mean = 0;
                double squares = 0;
                for (int start = end - 1; start >= 0; start--) {
                    double step = sorted[start] - mean;
                    mean += step / (end - start);
                    squares += step * (sorted[start] - mean);
                    now[end] = Math.min(now[end], before[start] + squares);
                }
            }
            least[j] = now[sorted.length];
            before = now;
        }
        return least;
    }

    private static Clustering fit(double[] values, int clusters) {
        return OptimalKMeans.withClusters(clusters).fit(matrix(values), seeded());
    }

    private static FeatureMatrix matrix(double... values) {
        return FeatureMatrix.of(
                Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new));
    }

    private static RunContext seeded() {
        return RunContext.seeded(1);
    }

    private static double inertia(Clustering clustering) {
        return clustering.inertia().orElseThrow();
    }
}
