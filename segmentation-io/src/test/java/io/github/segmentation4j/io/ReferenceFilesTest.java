package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerEvents;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Golden values: the statistics that the reference data are published with. */
class ReferenceFilesTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static PurposeBoundView open(CustomerData data) {
        return data.open(
                Purpose.PERSONALISATION,
                Admission.everyone(LawfulBasis.CONTRACT, "published data"),
                RunContext.seeded(1).withClock(Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC)));
    }

    private static double sum(CustomerEvents events, int amount) {
        double sum = 0;
        for (int e = 0; e < events.size(); e++) {
            sum += events.amount(amount, e);
        }
        return sum;
    }

    @Test
    @RequiresData("transactions/cdnow/CDNOW_sample.txt")
    void cdnowHasItsKnownCustomersPurchasesAndDollars() {
        DataLayout layout = SchemaFile.parse("""
                {"id": "customer", "events": [{"name": "purchases", "customer": "customer", "time": "date",
                  "amounts": [{"name": "cds"}, {"name": "value", "unit": "USD"}],
                  "sensitivity": "personal", "purposes": ["personalisation"],
                  "file": {"delimiter": "blank", "header": false, "columns": ["-", "customer", "date", "cds", "value"],
                           "dates": ["yyyyMMdd"]}}]}
                """);
        TransactionFile.Result result = TransactionFile.read(
                ReferenceData.path("transactions/cdnow/CDNOW_sample.txt"), layout, "purchases", CONTEXT);

        assertThat(result.rows()).isEqualTo(6919);
        assertThat(result.events().customerCount()).isEqualTo(2357);
        CustomerEvents events = open(CustomerData.ofEvents(result.events())).events("purchases");
        assertThat(sum(events, 0)).isEqualTo(16_479);
        assertThat(sum(events, 1)).isCloseTo(244_091.94, within(1e-6));
        long[] times = new long[(int) events.size()];
        Arrays.setAll(times, events::epochMilli);
        assertThat(Instant.ofEpochMilli(Arrays.stream(times).min().orElseThrow()))
                .isEqualTo(Instant.parse("1997-01-01T00:00:00Z"));
        assertThat(Instant.ofEpochMilli(Arrays.stream(times).max().orElseThrow()))
                .isEqualTo(Instant.parse("1998-06-30T00:00:00Z"));
    }

    @Test
    @RequiresData("tabular/adult/adult.data.gz")
    void adultHasItsKnownCountsAndMeans() {
        DataLayout layout = SchemaFile.parse("""
                {"id": "#row", "attributes": [
                  {"name": "age", "type": "number", "sensitivity": "personal", "purposes": ["personalisation"]},
                  {"name": "workclass", "type": "category", "sensitivity": "personal", "purposes": ["personalisation"]},
                  {"name": "hours", "type": "number", "sensitivity": "personal", "purposes": ["personalisation"]},
                  {"name": "sex", "type": "category", "role": "protected", "sensitivity": "sensitive"},
                  {"name": "income", "type": "category", "sensitivity": "personal", "purposes": ["personalisation"]}],
                 "customers": {"header": false, "missing": ["?"], "columns": ["age", "workclass", "-", "-", "-", "-", "-",
                   "-", "-", "sex", "-", "-", "hours", "-", "income"]}}
                """);
        CustomerTable table = CustomerFile.read(ReferenceData.path("tabular/adult/adult.data.gz"), layout, CONTEXT);
        CustomerData data = CustomerData.of(table);
        PurposeBoundView view = open(data);

        assertThat(view.size()).isEqualTo(32_561);
        assertThat(Arrays.stream(view.numbers("age")).average().orElseThrow()).isCloseTo(38.5816, within(5e-5));
        assertThat(Arrays.stream(view.numbers("hours")).average().orElseThrow()).isCloseTo(40.4375, within(5e-5));
        Categories sex = data.audit(view).groups("sex");
        assertThat(sex.counts()[sex.levels().indexOf("Male")]).isEqualTo(21_790);
        assertThat(sex.counts()[sex.levels().indexOf("Female")]).isEqualTo(10_771);
        Categories income = view.categories("income");
        assertThat(income.counts()[income.levels().indexOf(">50K")]).isEqualTo(7_841);
        assertThat(view.categories("workclass").levels()).doesNotContain("?");
    }

    @Test
    @RequiresData("transactions/online_retail_2009_2010.csv.gz")
    void onlineRetailHasItsKnownLinesCustomersAndTurnover() {
        DataLayout layout = SchemaFile.parse("""
                {"id": "customer", "events": [{"name": "purchases", "customer": "Customer ID", "time": "InvoiceDate",
                  "withoutCustomer": "skip",
                  "amounts": [{"name": "value", "unit": "GBP", "product": ["Quantity", "Price"]}],
                  "labels": [{"name": "country", "column": "Country"}],
                  "sensitivity": "personal", "purposes": ["personalisation"]}]}
                """);
        TransactionFile.Result result = TransactionFile.read(
                ReferenceData.path("transactions/online_retail_2009_2010.csv.gz"), layout, "purchases", CONTEXT);

        assertThat(result.rows()).isEqualTo(525_461);
        assertThat(result.withoutCustomer()).isEqualTo(107_927);
        assertThat(result.events().size()).isEqualTo(525_461 - 107_927);
        assertThat(result.events().customerCount()).isEqualTo(4_383);
    }
}
