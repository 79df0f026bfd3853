package io.github.segmentation4j.io;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.ReleasedSegmentation;
import io.github.segmentation4j.SegmentSize;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.Segmenter;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.EventLog;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.feature.Encoding;
import io.github.segmentation4j.feature.Rfm;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.run.RunContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A small shop with three kinds of customers, a small protected group and a hostile name. */
final class Shop {
    static final String CANARY_ID = "canary-customer-7f3a";
    static final double CANARY_VALUE = 98_765_432.125;
    static final String HOSTILE = "<script>alert(1)</script>";
    /** A value that is as conspicuous in digits but near the others. */
    static final double QUIET_VALUE = 47.123456789;

    static final int CUSTOMERS = 600;
    static final int SMALL_GROUP = 7;
    static final RunContext CONTEXT =
            RunContext.seeded(7).withClock(Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC));

    static final DataLayout LAYOUT = SchemaFile.parse("""
            {"id": "customer",
             "attributes": [
              {"name": "plan", "type": "category", "sensitivity": "personal", "source": "CRM",
               "purposes": ["personalisation"], "retention": "P2Y"},
              {"name": "sex", "type": "category", "role": "protected", "sensitivity": "sensitive", "source": "CRM"},
              {"name": "news", "type": "boolean", "role": "consent", "sensitivity": "personal", "source": "web form",
               "purposes": ["personalisation"]}],
             "events": [{"name": "purchases", "customer": "customer", "time": "time",
               "amounts": [{"name": "value", "unit": "EUR"}],
               "sensitivity": "personal", "source": "shop", "purposes": ["personalisation"]}],
             "customers": {"delimiter": ";"}}
            """);

    private Shop() {}

    /** Customers of whom one is so far off that it is a segment of its own. */
    static CustomerData data() {
        return data(CANARY_VALUE);
    }

    static CustomerData data(double canary) {
        CustomerTable.Builder table = CustomerTable.builder(LAYOUT.schema());
        EventLog.Builder log = EventLog.builder(LAYOUT.schema(), "purchases");
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < CUSTOMERS; i++) {
            String id = i == 5 ? CANARY_ID : "c-" + i;
            int kind = i % 6 == 0 ? 2 : i % 2;
            table.add(id)
                    .set("plan", kind == 0 ? "single" : kind == 1 ? "family" : HOSTILE)
                    .set("sex", i < SMALL_GROUP ? "diverse" : i % 3 == 0 ? "female" : "male");
            if (i % 10 != 9) {
                table.set("news", i % 25 != 1);
            }
            int purchases = kind == 0 ? 2 : kind == 1 ? 8 : 20;
            for (int p = 0; p < purchases; p++) {
                long day = (i * 7L + p * 37L) % (kind == 0 ? 60 : 300);
                double value = i == 5 && p == 0 ? canary : 10 + (i * 13 + p * 7) % 50 + 30 * kind;
                log.add(id, start.plusSeconds(86_400 * day)).set("value", value);
            }
        }
        return CustomerData.of(table.build(), log.build());
    }

    static Segmenter.Builder segmenter() {
        return Segmenter.builder(LAYOUT.schema())
                .purpose(Purpose.PERSONALISATION)
                .admit(Admission.byConsent())
                .features(Rfm.of("purchases"), Encoding.oneHot("plan"), Scaling.standard())
                .cluster(KMeans.withClusters(4))
                .check(SegmentSize.atLeast(20), new Exhibits());
    }

    static SegmentationProposal proposal() {
        return segmenter().build().propose(data(), CONTEXT);
    }

    static ReleasedSegmentation released() {
        return segmenter().build().propose(data(QUIET_VALUE), CONTEXT).release();
    }

    /** Shows one exhibit of each kind, with small counts and a hostile name. */
    static final class Exhibits implements SegmentationCheck {
        @Override
        public String id() {
            return "exhibits";
        }

        @Override
        public String description() {
            return "Shows what exhibits look like.";
        }

        @Override
        public CheckResult check(SegmentationDraft draft) {
            return new CheckResult(
                    id(),
                    List.of(Finding.of(Verdict.WARN, "exhibit.shown", "a name may be " + HOSTILE)
                            .about("plan")
                            .measured(20, 13)),
                    List.of(
                            new Exhibit.Table(
                                    "Shares of groups",
                                    List.of("segment", "group", "share", "ratio"),
                                    List.of(
                                            row("1", "women", 13, 200, 0.271),
                                            row("1", "men", 187, 200, 1.313),
                                            row("2", "women", 90, 180, 0.977),
                                            row("2", "men", 90, 180, 1.021),
                                            row("3", "women", 110, 210, 1.117),
                                            row("3", "men", 100, 210, 0.919))),
                            new Exhibit.Bars(
                                    "Customers by plan",
                                    "customers",
                                    List.of(
                                            new Exhibit.Bar("single", Cell.count(17)),
                                            new Exhibit.Bar(HOSTILE, Cell.count(311)),
                                            new Exhibit.Bar("family", Cell.count(222)))),
                            new Exhibit.Curve(
                                    "Silhouette by number of segments",
                                    "segments",
                                    "silhouette",
                                    List.of(
                                            new Exhibit.Point(2, 0.41),
                                            new Exhibit.Point(3, 0.55),
                                            new Exhibit.Point(4, 0.625),
                                            new Exhibit.Point(5, 0.48)))));
        }

        private static List<Cell> row(String segment, String group, long persons, long of, double ratio) {
            double share = (double) persons / of;
            return List.of(
                    Cell.text(segment),
                    Cell.text(group),
                    new Cell.Share(persons, of, Math.max(0, share - 0.04), Math.min(1, share + 0.04)),
                    Cell.amount(ratio));
        }
    }
}
