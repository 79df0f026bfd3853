package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.MissingValues;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.EventLog;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.feature.Encoding;
import io.github.segmentation4j.feature.Imputation;
import io.github.segmentation4j.feature.Rfm;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SegmentWatchTest {
    private static final RunContext CONTEXT = RunContext.seeded(3);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int CUSTOMERS = 700;
    private static final int WEEKS = 40;
    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .flag("agreed")
            .consentFor(Purpose.PERSONALISATION)
            .events("purchases")
            .amount("value")
            .allow(Purpose.PERSONALISATION)
            .build();

    private record Event(String customer, Instant time, double value) {}

    /** Customers come evenly over the weeks and buy about every two weeks, until most of them stop. */
    private static List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (int c = 0; c < CUSTOMERS; c++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(5, c));
            int day = c * WEEKS * 7 / CUSTOMERS;
            double level = 10 + random.nextInt(90);
            while (day < WEEKS * 7) {
                events.add(new Event("c" + c, START.plus(Duration.ofDays(day)), level));
                day += random.nextInt(8) == 0 ? 400 : 1 + random.nextInt(27);
            }
        }
        return events;
    }

    private static CustomerData data(List<Event> events, Predicate<Event> which) {
        EventLog.Builder log = EventLog.builder(SCHEMA, "purchases");
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        events.stream()
                .filter(which)
                .map(Event::customer)
                .distinct()
                .forEach(id -> table.add(id).set("agreed", !id.endsWith("9")));
        events.stream()
                .filter(which)
                .forEach(event -> log.add(event.customer(), event.time()).set("value", event.value()));
        return CustomerData.of(table.build(), log.build());
    }

    private static final CustomerData ALL = data(events(), event -> true);
    private static final ReleasedSegmentation RELEASED = Segmenter.builder(SCHEMA)
            .purpose(Purpose.PERSONALISATION)
            .admit(Admission.byConsent())
            .features(Rfm.of("purchases"), Imputation.median(), Scaling.standard())
            .cluster(KMeans.withClusters(4))
            .build()
            .propose(ALL, CONTEXT)
            .release();

    private static Instant week(int number) {
        return START.plus(Duration.ofDays(7L * number));
    }

    private static List<WatchStep> watch(CustomerData data, int from, int to) {
        RunningWatch watch = SegmentWatch.of(RELEASED).withReference(week(25)).start();
        List<WatchStep> steps = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            steps.add(watch.advanceTo(week(i), data, CONTEXT));
        }
        return steps;
    }

    @Test
    void movesAreThoseOfAssigningEverybodyAgain() {
        List<WatchStep> steps = watch(ALL, 1, WEEKS);
        Map<String, Segment> before = Map.of();
        int moves = 0;
        for (int i = 1; i <= WEEKS; i++) {
            Instant end = week(i);
            CustomerData known = data(events(), event -> event.time().isBefore(end));
            Map<String, Segment> now =
                    RELEASED.assign(known.observedUntil(end), CONTEXT).byId();
            Map<String, Segment> earlier = before;
            WatchStep step = steps.get(i - 1);

            assertThat(step.customers()).isEqualTo(now.size());
            assertThat((long) step.joined())
                    .isEqualTo(now.keySet().stream()
                            .filter(id -> !earlier.containsKey(id))
                            .count());
            assertThat((long) step.moved())
                    .isEqualTo(now.entrySet().stream()
                            .filter(entry -> earlier.containsKey(entry.getKey())
                                    && !entry.getValue().equals(earlier.get(entry.getKey())))
                            .count());
            assertThat(step.left()).isZero();
            before = new HashMap<>(now);
            moves += step.moved();
        }
        assertThat(moves).isPositive();
    }

    @Test
    void nothingAfterAStepIsSeen() {
        List<WatchStep> all = watch(ALL, 1, WEEKS);
        for (int cut : new int[] {5, 20, 33}) {
            CustomerData truncated = data(events(), event -> event.time().isBefore(week(cut)));

            assertThat(watch(truncated, 1, cut)).isEqualTo(all.subList(0, cut));
        }
    }

    @Test
    void theOrderOfEventsMakesNoDifference() {
        List<Event> events = events();
        int[] order = new int[events.size()];
        Arrays.setAll(order, i -> i);
        SeededRandom.of(8).shuffle(order);
        List<Event> shuffled = Arrays.stream(order).mapToObj(events::get).toList();

        assertThat(watch(data(shuffled, event -> true), 1, WEEKS)).isEqualTo(watch(ALL, 1, WEEKS));
    }

    @Test
    void aSegmentIsLeftBySilenceInTheStepItHappens() {
        Instant last = week(3);
        CustomerData one = data(List.of(new Event("c1", START, 50), new Event("c1", last, 50)), event -> true);
        RunningWatch watch = SegmentWatch.of(RELEASED).start();
        watch.advanceTo(last.plus(Duration.ofDays(1)), one, CONTEXT);
        boolean moved = false;
        for (int day = 2; day < 300; day++) {
            Instant end = last.plus(Duration.ofDays(day));
            Segment now = RELEASED.assignOne(one.observedUntil(end), CONTEXT).orElseThrow();
            Segment before = RELEASED.assignOne(one.observedUntil(end.minus(Duration.ofDays(1))), CONTEXT)
                    .orElseThrow();
            WatchStep step = watch.advanceTo(end, one, CONTEXT);

            assertThat(step.moved() == 1).isEqualTo(!now.equals(before));
            moved |= step.moved() == 1;
        }
        assertThat(moved).isTrue();
    }

    @Test
    void newcomersAreComparedAlikeHoweverLongTheStepsAre() {
        WatchStep weekly = watch(ALL, 1, WEEKS).get(WEEKS - 1);
        RunningWatch once = SegmentWatch.of(RELEASED).withReference(week(25)).start();
        WatchStep whole = once.advanceTo(week(WEEKS), ALL, CONTEXT);

        assertThat(whole.drift()).isPresent().isEqualTo(weekly.drift());
        assertThat(whole.reference()).isEqualTo(weekly.reference());
        // A tenth never agreed; those of the last 28 days are too young.
        assertThat(whole.newcomers()).isBetween(CUSTOMERS * 8 / 10, CUSTOMERS * 9 / 10);
        assertThat(whole.newcomers())
                .isEqualTo(watch(ALL, 1, WEEKS).stream()
                        .mapToInt(WatchStep::newcomers)
                        .sum());
    }

    @Test
    void whoCameBeforeADayIsNoNewcomer() {
        RunningWatch watch = SegmentWatch.of(RELEASED)
                .withNewcomersFrom(LocalDate.parse("2026-01-01").plusDays(70))
                .start();
        int newcomers = watch.advanceTo(week(WEEKS), ALL, CONTEXT).newcomers();
        CustomerData later = ALL.firstSeen(week(10), week(WEEKS).minus(Duration.ofDays(28)));

        assertThat(newcomers).isEqualTo(RELEASED.assign(later, CONTEXT).size());
    }

    @Test
    void theMovesFromFirstToLastCountEveryCustomerOnce() {
        RunningWatch watch = SegmentWatch.of(RELEASED).start();
        assertThatIllegalStateException().isThrownBy(watch::moves).withMessageContaining("advance first");
        int empty = watch.advanceTo(START, ALL, CONTEXT).customers();
        int first = watch.advanceTo(week(20), ALL, CONTEXT).customers();
        int last = watch.advanceTo(week(40), ALL, CONTEXT).customers();

        assertThat(empty).isZero();
        assertThat(watch.moves().common()).isEqualTo(first);
        long joined = 0;
        for (int segment = -1; segment < 4; segment++) {
            joined += watch.moves().joined(segment);
        }
        assertThat(joined).isEqualTo((long) last - first);
    }

    @Test
    void stepsThatCannotBeAreRefused() {
        RunningWatch watch = SegmentWatch.of(RELEASED).start();
        watch.advanceTo(week(2), ALL, CONTEXT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> watch.advanceTo(week(2), ALL, CONTEXT))
                .withMessageContaining("after the one before");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> watch.advanceTo(week(4), ALL.observedUntil(week(3)), CONTEXT))
                .withMessageContaining("observe the customers for longer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentWatch.of(RELEASED).withNewcomerDays(-1))
                .withMessageContaining("0 to 3650");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentWatch.of(RELEASED).withFalseAlarmRate(1))
                .withMessageContaining("below 1");
    }

    @Test
    void whoIsNoLongerAdmittedLeft() {
        RunningWatch watch = SegmentWatch.of(RELEASED).start();
        int before = watch.advanceTo(week(20), ALL, CONTEXT).customers();
        CustomerData fewer = data(events(), event -> !event.customer().endsWith("4"));
        WatchStep step = watch.advanceTo(week(21), fewer, CONTEXT);

        assertThat(step.left()).isPositive();
        assertThat(step.customers()).isEqualTo(before + step.joined() - step.left());
    }

    @Test
    void idsThatTellWhatTheirCustomersAreLikeRaiseNoAlarm() {
        // On both days the same 600 kinds come, and their ids are in the order of what they spend. Seen in that order
        // the
        // first window of the second day would hold the poor alone; chance raises an alarm in at most 1 of 20 watches.
        List<Event> events = new ArrayList<>();
        for (int day = 0; day < 2; day++) {
            for (int kind = 0; kind < 600; kind++) {
                String id = String.format(Locale.ROOT, "%04d-%d1", kind, day);
                events.add(new Event(id, START.plus(Duration.ofDays(day)), 10 + kind));
            }
        }
        RunningWatch watch = SegmentWatch.of(RELEASED).withReference(START).start();
        WatchStep first = watch.advanceTo(START.plus(Duration.ofDays(29)), data(events, event -> true), CONTEXT);
        assertThat(first.reference()).isEqualTo(NewcomerMonitor.FEWEST);
        WatchStep step = watch.advanceTo(START.plus(Duration.ofDays(60)), data(events, event -> true), CONTEXT);

        assertThat(step.drift().orElseThrow().observed()).isEqualTo(1200 - NewcomerMonitor.FEWEST);
        assertThat(step.drift().orElseThrow().alarmAt()).isEmpty();
    }

    @Test
    void newcomersOfWhomAFeatureIsMissingAreFollowedButNotCompared() {
        Schema schema = Schema.builder()
                .id("customer")
                .flag("agreed")
                .consentFor(Purpose.PERSONALISATION)
                .number("age")
                .allow(Purpose.PERSONALISATION)
                .events("purchases")
                .amount("value")
                .allow(Purpose.PERSONALISATION)
                .build();
        CustomerTable.Builder table = CustomerTable.builder(schema);
        EventLog.Builder log = EventLog.builder(schema, "purchases");
        SeededRandom random = SeededRandom.of(4);
        for (int c = 0; c < 800; c++) {
            table.add("c" + c).set("agreed", true);
            if (c % 2 == 0) {
                table.set("age", 20 + random.nextInt(50));
            }
            log.add("c" + c, START.plus(Duration.ofDays(c / 10))).set("value", 10 + random.nextInt(90));
        }
        CustomerData data = CustomerData.of(table.build(), log.build());
        ReleasedSegmentation released = Segmenter.builder(schema)
                .purpose(Purpose.PERSONALISATION)
                .admit(Admission.byConsent())
                .features(Encoding.number("age"), Rfm.of("purchases"), Scaling.standard())
                .cluster(KMeans.withClusters(2).withMissing(MissingValues.OBSERVED_ONLY))
                .build()
                .propose(data, CONTEXT)
                .release();
        RunningWatch watch = SegmentWatch.of(released).withReference(week(1)).start();

        WatchStep step = watch.advanceTo(week(20), data, CONTEXT);

        assertThat(step.customers()).isEqualTo(800);
        assertThat(step.newcomers()).isEqualTo(400);
        assertThat(step.drift().orElseThrow().observed()).isEqualTo(400 - NewcomerMonitor.FEWEST);
    }
}
