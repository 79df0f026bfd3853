package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.EventLog;
import io.github.segmentation4j.data.PurposeBoundView;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EventWindowsTest {
    private static final EventWindows PURCHASES = EventWindows.of("purchases");

    private static PurposeBoundView view() {
        CustomerTable table = CustomerTable.builder(Shop.SCHEMA)
                .add("buyer")
                .add("stranger")
                .add("once")
                .build();
        EventLog log = EventLog.builder(Shop.SCHEMA, "purchases")
                .add("buyer", Instant.parse("2026-02-01T00:00:00Z"))
                .set("value", 1)
                .set("department", "toys")
                .add("buyer", Instant.parse("2026-02-11T23:00:00Z"))
                .set("value", 3)
                .set("department", "food")
                .add("buyer", Instant.parse("2026-02-11T05:59:59.999Z"))
                .set("department", "toys")
                .add("buyer", Instant.parse("2026-02-27T06:00:00Z"))
                .set("value", 8)
                .add("once", Instant.parse("2026-02-28T22:00:00Z"))
                .set("department", "toys")
                .build();
        return Shop.open(CustomerData.of(table, log).observedUntil(Shop.END));
    }

    private static FeatureMatrix extract(EventWindows windows) {
        return windows.fit(view(), Shop.CONTEXT).extract(view(), Shop.CONTEXT);
    }

    @Test
    void windowBeginsInclusivelyAndEndsExclusively() {
        // 28 days before 1 March is 1 February, midnight, when the first purchase was made
        assertThat(extract(PURCHASES.count(Duration.ofDays(28))).column(0)).containsExactly(4, 0, 1);
        assertThat(extract(PURCHASES.count(Duration.ofDays(28).minusMillis(1))).column(0))
                .containsExactly(3, 0, 1);
    }

    @Test
    void sumsAndMeansLeaveOutWhatHasNoAmount() {
        FeatureMatrix matrix =
                extract(PURCHASES.sum("value", Duration.ofDays(28)).mean("value", Duration.ofDays(28)));
        assertThat(matrix.column(0)).containsExactly(12, 0, 0);
        assertThat(matrix.column(1)).containsExactly(4, Double.NaN, Double.NaN);
    }

    @Test
    void trendIsTheSlopePerBucket() {
        // four weeks: 1, 3, 0, 8; slope over 0..3 is (-1.5 - 1.5 + 0 + 12) / 5
        FeatureMatrix matrix = extract(PURCHASES.trend("value", Duration.ofDays(28), 4));
        assertThat(matrix.column(0)).containsExactly(1.8, 0, 0);
        assertThat(matrix.features().get(0).unit()).isEqualTo("EUR per 7 d");
    }

    @Test
    void gapsAreBetweenDifferentDays() {
        FeatureMatrix matrix = extract(PURCHASES.interPurchaseTime());
        // 10 and 16 days
        assertThat(matrix.get(0, 0)).isEqualTo(13);
        assertThat(matrix.get(0, 1)).isCloseTo(Math.sqrt(18), within(1e-12));
        assertThat(matrix.column(0)).endsWith(Double.NaN, Double.NaN);
        assertThat(matrix.column(1)).endsWith(Double.NaN, Double.NaN);
    }

    @Test
    void entropyIsInNatsOfTheLabelsThereAre() {
        FeatureMatrix matrix = extract(
                PURCHASES.entropy("department").distinct("department").entropy("department", Duration.ofDays(3)));
        double expected = -(2 / 3.0) * Math.log(2 / 3.0) - (1 / 3.0) * Math.log(1 / 3.0);
        assertThat(matrix.get(0, 0)).isCloseTo(expected, within(1e-15));
        assertThat(matrix.get(1, 0)).isNaN();
        assertThat(matrix.get(2, 0)).isZero();
        assertThat(matrix.column(1)).containsExactly(2, 0, 1);
        assertThat(matrix.column(2)).containsExactly(Double.NaN, Double.NaN, 0);
    }

    @Test
    void nightSpansMidnight() {
        // midnight, 23:00 and a millisecond before 6:00 are night; 6:00 is not
        assertThat(extract(PURCHASES.nightShare(ZoneOffset.UTC)).column(0)).containsExactly(0.75, Double.NaN, 1);
        assertThat(extract(PURCHASES.nightShare(ZoneId.of("Europe/Berlin"), LocalTime.of(0, 0), LocalTime.of(1, 0)))
                        .column(0))
                .containsExactly(0.25, Double.NaN, 0);
    }

    @Test
    void namesTellTheWindow() {
        EventWindows windows = PURCHASES
                .count(Duration.ofDays(90))
                .sum("value", Duration.ofHours(36))
                .mean("value", Duration.ofMinutes(90));
        assertThat(Shop.names(windows.fit(view(), Shop.CONTEXT).features()))
                .containsExactly("count 90 d", "sum value 36 h", "mean value 90 min");
    }

    @Test
    void badOptionsAreRefused() {
        assertThatThrownBy(() -> PURCHASES.count(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PURCHASES.count(Duration.ofDays(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PURCHASES.trend("value", Duration.ofDays(3), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PURCHASES.nightShare(ZoneOffset.UTC, LocalTime.NOON, LocalTime.NOON))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> extract(PURCHASES)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> extract(PURCHASES.sum("price", Duration.ofDays(3))))
                .hasMessageContaining("no amount 'price'");
        assertThatThrownBy(() -> extract(PURCHASES.entropy("value"))).hasMessageContaining("no label 'value'");
    }
}
