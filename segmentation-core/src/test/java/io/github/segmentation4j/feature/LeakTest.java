package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.EventLog;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No event at or after the end of observation may change a feature, whether it is added, changed or removed. */
class LeakTest {
    private static final int CUSTOMERS = 20;
    private static final Instant CUT = Instant.parse("2026-02-10T13:20:00Z");

    private static final FeaturePipeline FEATURES = FeaturePipeline.of(
            Rfm.of("purchases").include(EnumSet.allOf(Rfm.Measure.class)),
            EventWindows.of("purchases")
                    .count(Duration.ofDays(30))
                    .sum("value", Duration.ofHours(36))
                    .mean("value", Duration.ofDays(60))
                    .trend("value", Duration.ofDays(60), 7)
                    .interPurchaseTime()
                    .entropy("department")
                    .distinct("department", Duration.ofDays(20))
                    .nightShare(ZoneId.of("Europe/Berlin")));

    /** The same past for a seed, and a future that depends on another. */
    private static CustomerData data(long past, long future) {
        CustomerTable.Builder table = CustomerTable.builder(Shop.SCHEMA);
        EventLog.Builder log = EventLog.builder(Shop.SCHEMA, "purchases");
        SeededRandom before = SeededRandom.of(past);
        SeededRandom after = SeededRandom.of(future);
        for (int i = 0; i < CUSTOMERS; i++) {
            table.add("c" + i);
            for (int e = before.nextInt(9); e > 0; e--) {
                add(log, "c" + i, CUT.minusMillis(1 + before.nextInt(Integer.MAX_VALUE)), before);
            }
            for (int e = after.nextInt(4); e > 0; e--) {
                add(log, "c" + i, CUT.plusMillis(after.nextInt(1_000_000_000)), after);
            }
            if (after.nextInt(2) == 0) {
                add(log, "c" + i, CUT, after);
            }
        }
        return CustomerData.of(table.build(), log.build()).observedUntil(CUT);
    }

    private static void add(EventLog.Builder log, String customer, Instant time, SeededRandom random) {
        log.add(customer, time).set("value", random.nextDouble()).set("department", "d" + random.nextInt(5));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void eventsAtOrAfterTheCutChangeNothing(long seed) {
        PurposeBoundView view = Shop.open(data(seed, 100 + seed));
        PurposeBoundView changed = Shop.open(data(seed, 200 + seed));
        FeatureMatrix expected = FEATURES.fit(view, Shop.CONTEXT).extract(view, Shop.CONTEXT);
        FeatureMatrix made = FEATURES.fit(changed, Shop.CONTEXT).extract(changed, Shop.CONTEXT);
        assertThat(Shop.sameBits(made, expected)).isTrue();
    }
}
