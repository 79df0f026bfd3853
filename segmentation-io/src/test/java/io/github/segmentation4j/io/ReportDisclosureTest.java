package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.DataQuality;
import io.github.segmentation4j.QualityFloor;
import io.github.segmentation4j.SegmentSize;
import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.Segmenter;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.feature.Encoding;
import io.github.segmentation4j.feature.FeaturePipeline;
import io.github.segmentation4j.feature.FeatureStep;
import io.github.segmentation4j.feature.Scaling;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of single customers, rare values and hostile names comes into a report: nothing. */
class ReportDisclosureTest {
    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .number("income")
            .unit("EUR")
            .allow(Purpose.PERSONALISATION)
            .number("visits")
            .allow(Purpose.PERSONALISATION)
            .category("plan")
            .allow(Purpose.PERSONALISATION)
            .category("sex")
            .protectedAttribute()
            .build();

    private static final String CANARY_PLAN = "canaryplan-9f";
    private static final String CANARY_SEX = "canarysex-3c";
    private static final double CANARY_INCOME = 98_765_432.125;
    private static final double CANARY_VISITS = 87_654.0;

    /**
     * Two kinds of customers and some who are far off, all around the canary, so that it is the median of its segment.
     *
     * @param farOff how many, the canary among them
     */
    private static SegmentationProposal proposal(int farOff, String plan) {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        for (int i = 0; i < 400; i++) {
            table.add("c-" + i)
                    .set("income", 1000 + i % 2 * 500 + i % 37)
                    .set("visits", 3 + i % 2 * 8 + i % 5)
                    .set("plan", i % 2 == 0 ? plan : "family")
                    .set("sex", i % 3 == 0 ? "female" : "male");
        }
        for (int i = 0; i < farOff; i++) {
            boolean canary = i == farOff / 2;
            table.add(canary ? Shop.CANARY_ID : "far-" + i)
                    .set("income", CANARY_INCOME + (i - farOff / 2) * 1_000_000.0)
                    .set("visits", CANARY_VISITS + (i - farOff / 2) * 1000)
                    .set("plan", canary ? CANARY_PLAN : "family")
                    .set("sex", canary ? CANARY_SEX : "female");
        }
        return Segmenter.builder(SCHEMA)
                .purpose(Purpose.PERSONALISATION)
                .admit(Admission.everyone(LawfulBasis.CONTRACT, "the test says so"))
                .features(
                        Encoding.number("income"),
                        Encoding.number("visits"),
                        Encoding.oneHot("plan"),
                        Scaling.standard())
                .cluster(KMeans.withClusters(3))
                .check(DataQuality.withDefaults(), SegmentSize.atLeast(20), QualityFloor.withDefaults())
                .build()
                .propose(CustomerData.of(table.build()), Shop.CONTEXT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 41})
    void theCanaryIsNowhere(int farOff) {
        SegmentationProposal proposal = proposal(farOff, "single");
        assertThat(proposal.segments()).anyMatch(segment -> segment.size() == farOff);
        ReportModel model = ReportBuilder.of(proposal);
        for (String report : new String[] {ReportHtml.format(model), ReportJson.format(model), model.toString()}) {
            assertThat(report)
                    .doesNotContain(
                            Shop.CANARY_ID,
                            CANARY_PLAN,
                            CANARY_SEX,
                            "98765432",
                            "98,765,432",
                            "9.8765432",
                            "9.877E7",
                            "9.877e",
                            "87654",
                            "87,654");
        }
        assertThat(model.toString()).contains("a rare value of plan", "a rare value of sex");
    }

    @Test
    void aScriptAsCategoryValueAndInANameStaysText() {
        SegmentationProposal proposal = proposal(41, "<script>alert(1)</script>");
        assertThat(proposal.segments()).anyMatch(segment -> segment.name().contains("<script>"));
        assertThat(ReportBuilder.of(proposal).toString()).contains("plan=<script>alert(1)</script>");
        assertThat(ReportHtml.format(proposal)).doesNotContain("<script").contains("plan=&lt;script&gt;alert(1)");
    }

    @Test
    void aRareValueWithinAFrequentOneIsLeftThere() {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        for (int i = 0; i < 200; i++) {
            table.add("c-" + i)
                    .set("income", i % 2 * 500 + i % 37)
                    .set("visits", i % 5)
                    .set("plan", i < 3 ? "gold" : i % 2 == 0 ? "golden" : "single");
        }
        SegmentationProposal proposal = Segmenter.builder(SCHEMA)
                .purpose(Purpose.PERSONALISATION)
                .admit(Admission.everyone(LawfulBasis.CONTRACT, "the test says so"))
                .features(Encoding.number("income"), Encoding.oneHot("plan"), Scaling.standard())
                .cluster(KMeans.withClusters(2))
                .build()
                .propose(CustomerData.of(table.build()), Shop.CONTEXT);
        RareValues rare = RareValues.of(proposal.draft(), new Disclosure(20));
        assertThat(rare.text("more often plan=gold, less often plan=golden"))
                .isEqualTo("more often a rare value of plan, less often plan=golden");
        assertThat(rare.cell("gold")).isEqualTo("a rare value of plan");
        assertThat(rare.cell("golden")).isEqualTo("golden");
    }

    @Test
    void aRareGroupWithinTheNameOfAFrequentOneIsLeftThere() {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        for (int i = 0; i < 200; i++) {
            table.add("c-" + i)
                    .set("income", i % 2 * 500 + i % 37)
                    .set("visits", i % 5)
                    .set("sex", i < 3 ? "f" : i % 2 == 0 ? "female" : "male");
        }
        SegmentationProposal proposal = Segmenter.builder(SCHEMA)
                .purpose(Purpose.PERSONALISATION)
                .admit(Admission.everyone(LawfulBasis.CONTRACT, "the test says so"))
                .features(Encoding.number("income"), Scaling.standard())
                .cluster(KMeans.withClusters(2))
                .build()
                .propose(CustomerData.of(table.build()), Shop.CONTEXT);
        assertThat(RareValues.of(proposal.draft(), new Disclosure(20)).text("sex=f beside sex=female"))
                .isEqualTo("a rare value of sex beside sex=female");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 41})
    void noNameOfASegmentTellsARareValue(int farOff) {
        assertThat(proposal(farOff, "single").segments())
                .noneMatch(segment -> segment.name().contains(CANARY_PLAN));
    }

    @Test
    void aReportOfManyCustomersIsSmallAndAsLongAsOneOfFewer() {
        SegmentationProposal few = many(20_000);
        SegmentationProposal many = many(200_000);
        for (boolean page : new boolean[] {true, false}) {
            int small = page
                    ? ReportHtml.format(few).length()
                    : ReportJson.format(few).length();
            int large = page
                    ? ReportHtml.format(many).length()
                    : ReportJson.format(many).length();
            assertThat(large).isLessThan(1 << 20);
            assertThat(large).isBetween((int) (0.8 * small), (int) (1.25 * small));
        }
    }

    private static SegmentationProposal many(int customers) {
        Schema.Builder builder = Schema.builder().id("customer");
        for (int f = 0; f < 12; f++) {
            builder = builder.number("f" + f).allow(Purpose.PERSONALISATION);
        }
        Schema schema = builder.category("plan").allow(Purpose.PERSONALISATION).build();
        CustomerTable.Builder table = CustomerTable.builder(schema);
        for (int i = 0; i < customers; i++) {
            int kind = i % 12;
            table.add("c-" + i).set("plan", "plan " + (i * 7L + i / 11) % 12);
            for (int f = 0; f < 12; f++) {
                table.set("f" + f, (kind == f ? 40 : 0) + (i % 997 * 31 + f * 17 + i % 10_007 / 13 * (f + 1)) % 23);
            }
        }
        return Segmenter.builder(schema)
                .purpose(Purpose.PERSONALISATION)
                .admit(Admission.everyone(LawfulBasis.CONTRACT, "the test says so"))
                .features(
                        FeaturePipeline.of(IntStream.range(0, 12)
                                .mapToObj(f -> Encoding.number("f" + f))
                                .toArray(FeatureStep[]::new)),
                        Encoding.oneHot("plan"),
                        Scaling.standard())
                .cluster(KMeans.withClusters(12))
                .check(DataQuality.withDefaults(), SegmentSize.atLeast(20))
                .build()
                .propose(CustomerData.of(table.build()), Shop.CONTEXT);
    }
}
