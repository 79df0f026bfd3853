package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerEvents;
import io.github.segmentation4j.data.EventLog;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The CDNOW one-in-ten sample of Fader and Hardie; values published with it and recomputed from the file with an
 * independent script.
 */
@RequiresData({
    "transactions/cdnow/CDNOW_sample.txt",
    "transactions/cdnow/cdnow_customers_summary.csv",
    "transactions/cdnow/cdnow_customers_summary_with_transactions.csv"
})
class CdnowTest {
    private static final Instant CUT = Instant.parse("1997-10-01T00:00:00Z");
    private static final Rfm WEEKS = Rfm.of("purchases").amount("dollars").withUnit(ChronoUnit.WEEKS);

    private final CustomerData data = load();

    private static CustomerData load() {
        Schema schema = Schema.builder()
                .id("customer")
                .events("purchases")
                .amount("dollars", "USD")
                .amount("cds")
                .allow(Purpose.PERSONALISATION)
                .build();
        EventLog.Builder log = EventLog.builder(schema, "purchases");
        for (double[] row : ReferenceData.matrix("transactions/cdnow/CDNOW_sample.txt")) {
            int date = (int) row[2];
            LocalDate day = LocalDate.of(date / 10_000, date / 100 % 100, date % 100);
            log.add("c" + (int) row[1], day.atStartOfDay().toInstant(ZoneOffset.UTC))
                    .set("cds", row[3])
                    .set("dollars", row[4]);
        }
        return CustomerData.ofEvents(log.build());
    }

    private PurchaseSummary calibration() {
        return PurchaseSummary.of(Shop.open(data.observedUntil(CUT)), WEEKS, Shop.CONTEXT);
    }

    @Test
    void theSampleHasItsPublishedSizeItemsSpendAndDates() {
        PurposeBoundView view = Shop.open(data);
        CustomerEvents events = view.events("purchases");
        assertThat(events.size()).isEqualTo(6919);
        assertThat(view.size()).isEqualTo(2357);
        double items = 0;
        double spend = 0;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int customer = 0; customer < view.size(); customer++) {
            for (int e = events.start(customer); e < events.end(customer); e++) {
                items += events.amount(events.amountIndex("cds"), e);
                spend += events.amount(events.amountIndex("dollars"), e);
                first = Math.min(first, events.epochMilli(e));
                last = Math.max(last, events.epochMilli(e));
            }
        }
        assertThat(items).isEqualTo(16_479);
        assertThat(spend).isCloseTo(244_091.94, within(0.005));
        assertThat(Instant.ofEpochMilli(first)).isEqualTo("1997-01-01T00:00:00Z");
        assertThat(Instant.ofEpochMilli(last)).isEqualTo("1998-06-30T00:00:00Z");
    }

    @Test
    void frequencyAndMoneyAddUpToTheWholeFile() {
        FeatureMatrix kept = rfm(Rfm.of("purchases").amount("dollars").withSameDay(SameDay.KEEP));
        assertThat(sum(kept.column(1))).isEqualTo(6919);
        assertThat(sum(kept.column(2))).isCloseTo(244_091.94, within(0.005));
        FeatureMatrix merged = rfm(Rfm.of("purchases").amount("dollars"));
        assertThat(sum(merged.column(1))).as("customer-days").isEqualTo(6696);
        assertThat(sum(merged.column(2))).isCloseTo(244_091.94, within(0.005));
    }

    private FeatureMatrix rfm(Rfm rfm) {
        PurposeBoundView view = Shop.open(data);
        return rfm.fit(view, Shop.CONTEXT).extract(view, Shop.CONTEXT);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    @Test
    void calibrationHasThePublishedRepeatPurchasesAndTimes() {
        PurchaseSummary summary = calibration();
        assertThat(summary.size()).isEqualTo(2357);
        assertThat(summary.totalRepeatPurchases()).isEqualTo(2457);
        int repeaters = 0;
        int most = 0;
        double age = 0;
        double firstToLast = 0;
        for (int i = 0; i < summary.size(); i++) {
            repeaters += summary.repeatPurchases(i) > 0 ? 1 : 0;
            most = Math.max(most, summary.repeatPurchases(i));
            age += Math.rint(100 * summary.customerAge(i)) / 100;
            firstToLast += Math.rint(100 * summary.firstToLast(i)) / 100;
        }
        assertThat(repeaters).isEqualTo(946);
        assertThat(most).isEqualTo(29);
        // Both means were published for weeks of two decimals; the mean of the exact T is 32.71586.
        assertThat(age / 2357).isCloseTo(32.7158, within(0.00005));
        assertThat(firstToLast / 2357).isCloseTo(6.8458, within(0.00005));
    }

    @Test
    void firstCustomersAreThePublishedOnes() {
        PurchaseSummary summary = calibration();
        double[][] expected = {{2, 30.43, 38.86}, {1, 1.71, 38.86}, {0, 0, 38.86}};
        for (int i = 0; i < expected.length; i++) {
            assertThat(summary.repeatPurchases(i)).isEqualTo((int) expected[i][0]);
            assertThat(summary.firstToLast(i)).isCloseTo(expected[i][1], within(0.005));
            assertThat(summary.customerAge(i)).isCloseTo(expected[i][2], within(0.005));
        }
    }

    @Test
    void everyCustomerAgreesWithThePublishedSummary() throws IOException {
        PurchaseSummary summary = calibration();
        List<String> lines = Files.readAllLines(ReferenceData.path("transactions/cdnow/cdnow_customers_summary.csv"));
        assertThat(lines).hasSize(2358);
        for (int i = 0; i < 2357; i++) {
            String[] fields = lines.get(i + 1).split(",", -1);
            assertThat(summary.repeatPurchases(i)).isEqualTo(Integer.parseInt(fields[1]));
            assertThat(summary.firstToLast(i)).isCloseTo(Double.parseDouble(fields[2]), within(0.00501));
            assertThat(summary.customerAge(i)).isCloseTo(Double.parseDouble(fields[3]), within(0.00501));
        }
    }

    @Test
    void everyMeanRepeatSpendAgreesWithThePublishedSummary() throws IOException {
        PurchaseSummary summary = calibration();
        List<String> lines = Files.readAllLines(
                ReferenceData.path("transactions/cdnow/cdnow_customers_summary_with_transactions.csv"));
        for (int i = 0; i < 2357; i++) {
            double published = Double.parseDouble(lines.get(i + 1).split(",", -1)[4]);
            if (summary.repeatPurchases(i) == 0) {
                assertThat(summary.meanRepeatSpend(i)).isEmpty();
                assertThat(published).isZero();
            } else {
                assertThat(summary.meanRepeatSpend(i).orElseThrow()).isCloseTo(published, within(0.00501));
            }
        }
    }

    @Test
    void holdoutHasThePublishedPurchases() {
        CalibrationHoldout split = CalibrationHoldout.split(data, CUT, Shop::open, WEEKS, Shop.CONTEXT);
        assertThat(split.calibration()).isEqualTo(calibration());
        assertThat(split.totalHoldoutPurchases()).isEqualTo(1882);
        assertThat(split.holdoutLength()).isEqualTo(39);
        assertThat(split.calibration().size()
                        + split.calibration().totalRepeatPurchases()
                        + split.totalHoldoutPurchases())
                .as("customer-days")
                .isEqualTo(6696);
    }

    @Test
    void theTwoRecenciesAddUpToTheAgeOfTheCustomer() {
        PurposeBoundView view = Shop.open(data.observedUntil(CUT));
        FeatureMatrix matrix = Rfm.of("purchases")
                .include(Rfm.Measure.DAYS_SINCE_LAST, Rfm.Measure.FIRST_TO_LAST, Rfm.Measure.CUSTOMER_AGE)
                .fit(view, Shop.CONTEXT)
                .extract(view, Shop.CONTEXT);
        for (int row = 0; row < matrix.rowCount(); row++) {
            assertThat(matrix.get(row, 0) + matrix.get(row, 1)).isEqualTo(matrix.get(row, 2));
        }
    }
}
