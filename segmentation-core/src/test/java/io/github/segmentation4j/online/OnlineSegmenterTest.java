package io.github.segmentation4j.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineSegmenterTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LATENESS = Duration.ofSeconds(60);
    private static final Instant END = START.plus(Duration.ofDays(1));

    private static final CentroidModel THREE =
            ClusterModels.ofNumberedCentroids(new double[][] {{0, 0}, {4, 0}, {0, 4}});

    private final OnlineLearning learning =
            OnlineLearning.of(THREE, START).withHalfLife(Duration.ofMinutes(10)).withLateness(LATENESS);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void duplicatesAndOrderWithinTheLatenessChangeNoBit(long seed) {
        List<OnlineEvent> events = events(3000, 40, seed);
        OnlineSegmenter inOrder = learning.start();
        events.forEach(event -> assertThat(inOrder.learn(event)).isEqualTo(EventOutcome.ACCEPTED));
        OnlineSegmenter disturbed = learning.start();
        List<Arrival> arrivals = disturbed(events, seed);
        arrivals.forEach(arrival -> disturbed.learn(arrival.event));
        assertThat(disturbed.count(EventOutcome.ACCEPTED)).isEqualTo(3000);
        assertThat(disturbed.count(EventOutcome.DUPLICATE)).isPositive();
        assertThat(disturbed.count(EventOutcome.DUPLICATE) + disturbed.count(EventOutcome.LATE))
                .isEqualTo(arrivals.size() - 3000L);
        // Both when some events still wait and when all are learned.
        assertSameBits(disturbed, inOrder);
        inOrder.advanceTo(END);
        disturbed.advanceTo(END);
        assertThat(disturbed.pendingCount()).isZero();
        // The rest change a customer who has no row yet.
        assertThat(disturbed.snapshot().learned()).isBetween(2900L, 2999L);
        assertThat(disturbed.snapshot().learned() + disturbed.count(EventOutcome.UNKNOWN_CUSTOMER))
                .isEqualTo(3000);
        assertSameBits(disturbed, inOrder);
    }

    @Test
    void centroidsAreTheDecayedMeansOfTheRowsLearned() {
        // 800 events over 133 half-lives, so that the reference time moves on.
        OnlineSegmenter segmenter = learning.withHalfLife(Duration.ofSeconds(60))
                .withStartingWeight(7)
                .start();
        List<double[]> rows = new ArrayList<>();
        List<Instant> times = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int j = 0; j < 3; j++) {
            for (int copy = 0; copy < 7; copy++) {
                rows.add(THREE.centroid(j));
                times.add(START);
                labels.add(j);
            }
        }
        double[][] expected = {THREE.centroid(0), THREE.centroid(1), THREE.centroid(2)};
        SeededRandom random = SeededRandom.of(11);
        for (int i = 0; i < 800; i++) {
            double[] row = {4 * random.nextDouble(), 4 * random.nextDouble()};
            Instant time = START.plusSeconds(10L * i);
            segmenter.learn(OnlineEvent.of("c" + i % 50, "e" + i, time, row));
            segmenter.advanceTo(time.plusNanos(1));
            int nearest = nearest(expected, row);
            rows.add(row);
            times.add(time);
            labels.add(nearest);
            expected[nearest] = decayedMean(rows, times, labels, nearest, time);
        }
        OnlineSnapshot snapshot = segmenter.snapshot();
        for (int j = 0; j < 3; j++) {
            assertThat(snapshot.model().centroid(j)).containsExactly(expected[j], within(1e-12));
            assertThat(snapshot.weights().get(j))
                    .isCloseTo(decayedWeight(times, labels, j, snapshot.asOf()), within(1e-9));
        }
    }

    @Test
    void anEventCountsHalfAfterAHalfLife() {
        CentroidModel one = ClusterModels.ofNumberedCentroids(new double[][] {{8}});
        OnlineSegmenter segmenter = OnlineLearning.of(one, START)
                .withHalfLife(Duration.ofDays(1))
                .withStartingWeight(2)
                .start();
        segmenter.learn(OnlineEvent.of("c", "e", START.plus(Duration.ofDays(1)), 2));
        segmenter.advanceTo(START.plus(Duration.ofDays(2)));
        // Weights 2 / 2 and 1 at the time of the event, half of that a day later.
        assertThat(segmenter.snapshot().model().centroid(0)).containsExactly(5);
        assertThat(segmenter.snapshot().weights()).containsExactly(1.0);
    }

    @Test
    void afterAnAgeOnlyTheNewRowCounts() {
        OnlineSegmenter segmenter = learning.withHalfLife(Duration.ofMillis(1)).start();
        segmenter.learn(OnlineEvent.of("c", "e", START.plus(Duration.ofDays(10_000)), 0.1, 0.3));
        segmenter.advanceTo(START.plus(Duration.ofDays(20_000)));
        assertThat(segmenter.snapshot().model().centroid(0)).containsExactly(0.1, 0.3);
        assertThat(segmenter.snapshot().model().centroid(1)).containsExactly(4, 0);
        assertThat(segmenter.snapshot().weights()).containsExactly(0.0, 0.0, 0.0);
    }

    @Test
    void eventsAreLearnedWhenTheWatermarkHasPassedThem() {
        OnlineSegmenter segmenter = learning.start();
        segmenter.learn(OnlineEvent.of("c", "e1", START, 1, 1));
        segmenter.learn(OnlineEvent.of("c", "e2", START.plus(LATENESS), 1, 1));
        assertThat(segmenter.snapshot().learned()).isZero();
        assertThat(segmenter.assign("c")).isEmpty();
        segmenter.learn(OnlineEvent.of("c", "e3", START.plus(LATENESS).plusNanos(1), 1, 1));
        assertThat(segmenter.snapshot().learned()).isEqualTo(1);
        assertThat(segmenter.assign("c")).hasValue(0);
        assertThat(segmenter.pendingCount()).isEqualTo(2);
    }

    @Test
    void lateEventsAreCountedAndDropped() {
        OnlineSegmenter segmenter = learning.start();
        Instant newest = START.plusSeconds(600);
        segmenter.learn(OnlineEvent.of("c", "e1", newest, 1, 1));
        assertThat(segmenter.watermark()).isEqualTo(newest.minus(LATENESS));
        OnlineEvent justLate = OnlineEvent.of("c", "e2", newest.minus(LATENESS).minusNanos(1), 1, 1);
        OnlineEvent justInTime = OnlineEvent.of("c", "e3", newest.minus(LATENESS), 1, 1);
        assertThat(segmenter.learn(justLate)).isEqualTo(EventOutcome.LATE);
        assertThat(segmenter.learn(justInTime)).isEqualTo(EventOutcome.ACCEPTED);
        assertThat(segmenter.count(EventOutcome.LATE)).isEqualTo(1);
        segmenter.advanceTo(END);
        assertThat(segmenter.snapshot().learned()).isEqualTo(2);
        assertThat(learning.start().learn(OnlineEvent.of("c", "e", START.minusNanos(1), 1, 1)))
                .as("before the fit")
                .isEqualTo(EventOutcome.LATE);
    }

    @Test
    void customersKeptAreBoundedAndTheLongestSilentGoFirst() {
        OnlineSegmenter segmenter =
                learning.withMostCustomers(10).withLateness(Duration.ZERO).start();
        for (int i = 0; i < 100; i++) {
            segmenter.learn(OnlineEvent.of("c" + i, "e" + i, START.plusSeconds(2L * i), 1, 1));
            segmenter.learn(OnlineEvent.of("c0", "again" + i, START.plusSeconds(2L * i + 1), 1, 1));
        }
        segmenter.advanceTo(END);
        assertThat(segmenter.customerCount()).isEqualTo(10);
        assertThat(segmenter.evictedCustomers()).isEqualTo(90);
        assertThat(segmenter.assign("c0")).as("seen often").isPresent();
        assertThat(segmenter.assign("c91")).isPresent();
        assertThat(segmenter.assign("c90")).isEmpty();
        assertThat(segmenter.snapshot().sizes()).containsExactly(10, 0, 0);
    }

    @Test
    void eventsWaitingAreBoundedAndTheBufferRecovers() {
        OnlineSegmenter segmenter = learning.withMostPending(3).start();
        for (int i = 0; i < 5; i++) {
            segmenter.learn(OnlineEvent.of("c", "e" + i, START.plusSeconds(i), 1, 1));
        }
        assertThat(segmenter.pendingCount()).isEqualTo(3);
        assertThat(segmenter.count(EventOutcome.PENDING_FULL)).isEqualTo(2);
        assertThat(segmenter.learn(OnlineEvent.of("c", "later", START.plusSeconds(100), 1, 1)))
                .isEqualTo(EventOutcome.ACCEPTED);
        assertThat(segmenter.pendingCount()).isEqualTo(1);
    }

    @Test
    void snapshotsStayAsTheyWere() {
        OnlineSegmenter segmenter = learning.withLateness(Duration.ZERO).start();
        List<OnlineEvent> events = events(200, 10, 5);
        events.subList(0, 100).forEach(segmenter::learn);
        OnlineSnapshot before = segmenter.snapshot();
        double[] centroid = before.model().centroid(0);
        List<Double> weights = List.copyOf(before.weights());
        events.subList(100, 200).forEach(segmenter::learn);
        before.model().centroid(0)[0] = 99;
        assertThat(before.model().centroid(0)).containsExactly(centroid);
        assertThat(before.weights()).isEqualTo(weights);
        assertThat(segmenter.snapshot().model().centroid(0)).isNotEqualTo(centroid);
        assertThatThrownBy(() -> before.sizes().set(0, 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void clustersKeepTheirNumbersWhenTheyPassEachOther() {
        CentroidModel two = ClusterModels.ofNumberedCentroids(new double[][] {{0}, {10}});
        OnlineSegmenter segmenter = OnlineLearning.of(two, START)
                .withStartingWeight(0.001)
                .withLateness(Duration.ZERO)
                .start();
        double[] path = {4, 8, 8.9, 100, 40, 5};
        for (int i = 0; i < path.length; i++) {
            segmenter.learn(OnlineEvent.of("c", "e" + i, START.plusSeconds(i), path[i]));
        }
        segmenter.advanceTo(END);
        OnlineSnapshot snapshot = segmenter.snapshot();
        assertThat(snapshot.model().assign(new double[] {5.5})).isEqualTo(0);
        assertThat(snapshot.model().assign(new double[] {60})).isEqualTo(1);
        assertThat(snapshot.sizes()).containsExactly(1, 0);
    }

    @Test
    void theNearestCentroidIsTheOneTheModelFinds() {
        List<OnlineEvent> events = events(500, 20, 8);
        OnlineSegmenter segmenter = learning.start();
        events.forEach(segmenter::learn);
        CentroidModel model = segmenter.snapshot().model();
        SeededRandom random = SeededRandom.of(9);
        for (int i = 0; i < 500; i++) {
            double[] row = {8 * random.nextDouble() - 2, 8 * random.nextDouble() - 2};
            assertThat(segmenter.assign(row)).isEqualTo(model.assign(row));
        }
    }

    @Test
    void changesApplyToTheRowTheCustomerHas() {
        OnlineSegmenter segmenter = learning.withLateness(Duration.ZERO).start();
        segmenter.learn(OnlineEvent.change("c", "e0", START).set(0, 1));
        segmenter.learn(OnlineEvent.of("c", "e1", START.plusSeconds(1), 0, 1));
        segmenter.learn(
                OnlineEvent.change("c", "e2", START.plusSeconds(2)).set(1, 0).add(0, 3));
        segmenter.learn(OnlineEvent.change("c", "e3", START.plusSeconds(3))
                .add(0, 1e100)
                .add(0, 1e100));
        segmenter.advanceTo(END);
        assertThat(segmenter.count(EventOutcome.UNKNOWN_CUSTOMER)).isEqualTo(1);
        assertThat(segmenter.count(EventOutcome.OUT_OF_RANGE)).isEqualTo(1);
        assertThat(segmenter.snapshot().learned()).isEqualTo(2);
        assertThat(segmenter.assign("c")).as("now at (3, 0)").hasValue(1);
        assertThat(segmenter.assign("somebody else")).isEmpty();
    }

    @Test
    void whatCannotBeUsedIsRefusedAndChangesNothing() {
        OnlineSegmenter segmenter = learning.start();
        assertThatThrownBy(() -> OnlineEvent.of("c", "e", START, 1, Double.NaN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("NaN");
        assertThatThrownBy(() -> OnlineEvent.change("c", "e", START).add(0, Double.POSITIVE_INFINITY))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> OnlineEvent.of("c", "e", Instant.parse("1969-12-31T23:59:59Z"), 1, 1))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> OnlineEvent.of("c", "e", Instant.MAX, 1, 1)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> OnlineEvent.of("", "e", START, 1, 1)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> OnlineEvent.of("c", "e", START, 1, 1).set(0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> segmenter.learn(OnlineEvent.of("c", "e", END, 1, 1, 1)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(
                        () -> segmenter.learn(OnlineEvent.change("c", "e", END).add(2, 1)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> segmenter.assign(new double[] {1, Double.NaN}))
                .isInstanceOf(InvalidInputException.class);
        assertThat(segmenter.pendingCount()).isZero();
        assertThat(segmenter.watermark()).isEqualTo(START);
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> learning.withHalfLife(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> learning.withLateness(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> learning.withStartingWeight(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> learning.withMostCustomers(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> learning.withMostPending(0)).isInstanceOf(IllegalArgumentException.class);
        CentroidModel weighted = (CentroidModel) KMeans.withClusters(2)
                .withFeatureWeights(new double[] {1, 2})
                .fit(FeatureMatrix.of(new double[][] {{0, 0}, {1, 1}, {5, 5}}), RunContext.seeded(1))
                .model();
        assertThatThrownBy(() -> OnlineLearning.of(weighted, START)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyWhatIsNotYetLearnedCanBeForgottenWithoutATrace() {
        OnlineSegmenter segmenter = learning.start();
        OnlineSegmenter never = learning.start();
        for (int i = 0; i < 20; i++) {
            OnlineEvent event = OnlineEvent.of("c" + i % 4, "e" + i, START.plusSeconds(i), i % 5, 1);
            segmenter.learn(event);
            if (i % 4 != 3) {
                never.learn(event);
            }
        }
        assertThat(segmenter.forget("c3")).isEqualTo(Forgetting.FORGOTTEN);
        assertThat(segmenter.forget("c3")).isEqualTo(Forgetting.UNKNOWN);
        segmenter.advanceTo(END);
        never.advanceTo(END);
        assertSameBits(segmenter, never);
        assertThat(segmenter.forget("c1")).isEqualTo(Forgetting.REFIT_NEEDED);
        assertThat(segmenter.assign("c1")).isEmpty();
        assertThat(segmenter.customerCount()).isEqualTo(2);
    }

    @Test
    void evictedCustomersMayHaveLeftATrace() {
        OnlineSegmenter segmenter = learning.withMostCustomers(1).start();
        segmenter.learn(OnlineEvent.of("c0", "e0", START, 1, 1));
        segmenter.learn(OnlineEvent.of("c1", "e1", START, 1, 1));
        segmenter.advanceTo(END);
        assertThat(segmenter.forget("c0")).isEqualTo(Forgetting.REFIT_NEEDED);
    }

    @Test
    void segmentersShareNothing() {
        // The same events on several threads, each with a segmenter of its own from the same options.
        List<OnlineEvent> events = events(2000, 30, 3);
        OnlineSegmenter alone = learning.start();
        events.forEach(alone::learn);
        List<OnlineSegmenter> beside =
                IntStream.range(0, 4).mapToObj(i -> learning.start()).toList();
        List<Thread> threads = beside.stream()
                .map(segmenter -> new Thread(() -> events.forEach(segmenter::learn)))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            join(thread);
        }
        beside.forEach(segmenter -> assertSameBits(segmenter, alone));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertSameBits(OnlineSegmenter actual, OnlineSegmenter expected) {
        OnlineSnapshot one = actual.snapshot();
        OnlineSnapshot other = expected.snapshot();
        for (int j = 0; j < other.model().clusterCount(); j++) {
            assertThat(one.model().centroid(j)).isEqualTo(other.model().centroid(j));
        }
        assertThat(one.weights()).isEqualTo(other.weights());
        assertThat(one.sizes()).isEqualTo(other.sizes());
        assertThat(one.asOf()).isEqualTo(other.asOf());
        assertThat(one.learned()).isEqualTo(other.learned());
    }

    /** One event a second or so, some at the same instant, half of them changes. */
    private static List<OnlineEvent> events(int count, int customers, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        List<OnlineEvent> events = new ArrayList<>();
        Instant time = START;
        for (int i = 0; i < count; i++) {
            time = time.plusMillis(random.nextInt(3) * 700L);
            String customer = "c" + random.nextInt(customers);
            double x = 4 * random.nextDouble();
            double y = 4 * random.nextDouble();
            events.add(
                    random.nextInt(2) == 0
                            ? OnlineEvent.of(customer, "e" + i, time, x, y)
                            : OnlineEvent.change(customer, "e" + i, time)
                                    .set(0, x)
                                    .add(1, (y - 2) / 4));
        }
        return events;
    }

    /** Every event up to the lateness after its time, and a third of them once more, up to half a minute later. */
    private static List<Arrival> disturbed(List<OnlineEvent> events, long seed) {
        SeededRandom random = SeededRandom.of(SeededRandom.derive(seed, 1));
        List<Arrival> arrivals = new ArrayList<>();
        for (OnlineEvent event : events) {
            Instant first = event.time().plusMillis(random.nextInt((int) LATENESS.toMillis() + 1));
            arrivals.add(new Arrival(event, first));
            if (random.nextInt(3) == 0) {
                arrivals.add(new Arrival(event, first.plusMillis(random.nextInt(30_000))));
            }
        }
        arrivals.sort(Comparator.comparing(Arrival::at));
        return arrivals;
    }

    private static int nearest(double[][] centroids, double[] row) {
        int best = 0;
        for (int j = 1; j < centroids.length; j++) {
            if (distance(centroids[j], row) < distance(centroids[best], row)) {
                best = j;
            }
        }
        return best;
    }

    private static double distance(double[] centroid, double[] row) {
        return Math.hypot(centroid[0] - row[0], centroid[1] - row[1]);
    }

    private static double[] decayedMean(
            List<double[]> rows, List<Instant> times, List<Integer> labels, int cluster, Instant now) {
        double[] sum = new double[2];
        double total = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (labels.get(i) == cluster) {
                double weight = weight(times.get(i), now);
                total += weight;
                sum[0] += weight * rows.get(i)[0];
                sum[1] += weight * rows.get(i)[1];
            }
        }
        return new double[] {sum[0] / total, sum[1] / total};
    }

    private static double decayedWeight(List<Instant> times, List<Integer> labels, int cluster, Instant now) {
        return IntStream.range(0, times.size())
                .filter(i -> labels.get(i) == cluster)
                .mapToDouble(i -> weight(times.get(i), now))
                .sum();
    }

    private static double weight(Instant time, Instant now) {
        return StrictMath.pow(0.5, Duration.between(time, now).toNanos() / 60e9);
    }

    private record Arrival(OnlineEvent event, Instant at) {}
}
