package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.EventLog;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.InvalidInputException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RfmTest {
    private static final Rfm EVERYTHING = Rfm.of("purchases").include(EnumSet.allOf(Rfm.Measure.class));

    private static CustomerData data() {
        CustomerTable table = CustomerTable.builder(Shop.SCHEMA)
                .add("buyer")
                .add("stranger")
                .add("unpriced")
                .build();
        EventLog log = EventLog.builder(Shop.SCHEMA, "purchases")
                .add("buyer", Instant.parse("2026-01-10T09:00:00Z"))
                .set("value", 10)
                .add("buyer", Instant.parse("2026-01-10T23:30:00Z"))
                .set("value", 20)
                .add("buyer", Instant.parse("2026-01-24T12:00:00Z"))
                .add("buyer", Instant.parse("2026-02-21T12:00:00Z"))
                .set("value", 6)
                .add("unpriced", Instant.parse("2026-02-28T23:59:59Z"))
                .build();
        return CustomerData.of(table, log).observedUntil(Shop.END);
    }

    private static double[] row(Rfm rfm, int customer) {
        PurposeBoundView view = Shop.open(data());
        return rfm.fit(view, Shop.CONTEXT).extract(view, Shop.CONTEXT).row(customer);
    }

    @Test
    void measuresByHand() {
        // since last: 28 Feb - 21 Feb; 3 days with purchases; 36 EUR over the two days with a price
        assertThat(row(EVERYTHING, 0)).containsExactly(7, 3, 36, 18, 2, 42, 49);
    }

    @Test
    void eventsOfADayCountOneByOneWhereAsked() {
        assertThat(row(EVERYTHING.withSameDay(SameDay.KEEP), 0)).containsExactly(7, 4, 36, 12, 3, 42, 49);
    }

    @Test
    void daysAreThoseOfTheZone() {
        // 23:30 in UTC is half past midnight of the next day in Berlin; the last observed day is then 1 March.
        assertThat(row(EVERYTHING.withZone(ZoneId.of("Europe/Berlin")), 0)).containsExactly(8, 4, 36, 12, 3, 42, 50);
    }

    @Test
    void weeksAreSevenDaysAndDaysSinceLastStaysInDays() {
        assertThat(row(EVERYTHING.withUnit(ChronoUnit.WEEKS), 0)).containsExactly(7, 3, 36, 18, 2, 6, 7);
        assertThatThrownBy(() -> EVERYTHING.withUnit(ChronoUnit.MONTHS)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutPurchaseCountsAreZeroAndTheRestIsMissing() {
        double nan = Double.NaN;
        assertThat(row(EVERYTHING, 1)).containsExactly(nan, 0, 0, nan, nan, nan, nan);
    }

    @Test
    void moneyIsMissingWhereNoPurchaseHasAnAmount() {
        double nan = Double.NaN;
        assertThat(row(EVERYTHING, 2)).containsExactly(0, 1, nan, nan, 0, 0, 0);
    }

    @Test
    void defaultsAreTheThreeClassicOnes() {
        PurposeBoundView view = Shop.open(data());
        assertThat(Shop.names(Rfm.of("purchases").fit(view, Shop.CONTEXT).features()))
                .containsExactly("daysSinceLast", "frequency", "monetary");
    }

    @Test
    void streamWithoutAmountNeedsMeasuresWithoutMoney() {
        PurposeBoundView view = Shop.open(data());
        assertThatThrownBy(() -> Rfm.of("visits").fit(view, Shop.CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("amount");
        FeatureMatrix visits = Rfm.of("visits")
                .include(Rfm.Measure.FREQUENCY)
                .fit(view, Shop.CONTEXT)
                .extract(view, Shop.CONTEXT);
        assertThat(visits.column(0)).containsExactly(0, 0, 0);
        assertThatThrownBy(() -> Rfm.of("visits").include(Set.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void summaryLeavesOutWhoNeverBought() {
        PurchaseSummary summary = PurchaseSummary.of(Shop.open(data()), "purchases", Shop.CONTEXT);
        assertThat(summary.size()).isEqualTo(2);
        assertThat(summary.customer(1)).isEqualTo(2);
        assertThat(summary.meanRepeatSpend(0).orElseThrow()).isEqualTo(6);
        assertThat(summary.meanRepeatSpend(1)).isEmpty();
    }

    @Test
    void holdoutNeedsTheSameCustomersAndALaterEnd() {
        PurposeBoundView view = Shop.open(data());
        PurposeBoundView other = Shop.open(data(), "buyer");
        PurposeBoundView earlier = Shop.open(data().observedUntil(Instant.parse("2026-02-01T00:00:00Z")));
        Rfm rfm = Rfm.of("purchases");
        assertThatThrownBy(() -> CalibrationHoldout.of(view, other, rfm, Shop.CONTEXT))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> CalibrationHoldout.of(view, earlier, rfm, Shop.CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(CalibrationHoldout.of(earlier, view, rfm, Shop.CONTEXT).holdoutPurchases(0))
                .isEqualTo(1);
    }
}
