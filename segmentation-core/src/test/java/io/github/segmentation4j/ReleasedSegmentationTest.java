package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.EventLog;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.feature.Imputation;
import io.github.segmentation4j.feature.Rfm;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleasedSegmentationTest {
    private static final RunContext CONTEXT = RunContext.seeded(3);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Schema SCHEMA = schema("EUR");

    private static Schema schema(String unit) {
        return Schema.builder()
                .id("customer")
                .flag("agreed")
                .consentFor(Purpose.PERSONALISATION)
                .number("tenure")
                .unit(unit)
                .allow(Purpose.PERSONALISATION)
                .events("purchases")
                .amount("value")
                .allow(Purpose.PERSONALISATION)
                .build();
    }

    /** Sixty customers; every third buys daily, the others bought once, long ago; every tenth said no. */
    private static CustomerData customers(int from, int to, boolean mayAgree) {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        EventLog.Builder log = EventLog.builder(SCHEMA, "purchases");
        for (int i = from; i < to; i++) {
            table.add("c" + i).set("agreed", mayAgree && i % 10 != 9).set("tenure", i);
            for (int day = 0; day < (i % 3 == 0 ? 60 : 1); day++) {
                log.add("c" + i, START.plus(Duration.ofDays(day))).set("value", 10 + i % 7);
            }
        }
        return CustomerData.of(table.build(), log.build());
    }

    private static ReleasedSegmentation released() {
        return released(Rfm.of("purchases"));
    }

    private static ReleasedSegmentation released(Rfm rfm) {
        return Segmenter.builder(SCHEMA)
                .purpose(Purpose.PERSONALISATION)
                .admit(Admission.byConsent())
                .features(rfm, Imputation.median(), Scaling.standard())
                .cluster(KMeans.withClusters(2))
                .build()
                .propose(customers(0, 60, true), CONTEXT)
                .release();
    }

    @Test
    void trainingCustomersAreAssignedToTheirSegments() {
        SegmentAssignments assignments = released().assign(customers(0, 60, true), CONTEXT);

        assertThat(assignments.size()).isEqualTo(54);
        assertThat(assignments.access().total()).isEqualTo(60);
        Map<String, Segment> byId = assignments.byId();
        assertThat(byId).hasSize(54).doesNotContainKey("c9");
        for (int i = 0; i < assignments.size(); i++) {
            assertThat(byId)
                    .containsEntry(assignments.id(i), assignments.segment(i).orElseThrow());
        }
        assertThat(byId.get("c0")).isEqualTo(byId.get("c3")).isNotEqualTo(byId.get("c1"));
    }

    @Test
    void oneCustomerAloneIsAssignedLikeAmongAll() {
        ReleasedSegmentation released = released();
        Map<String, Segment> all =
                released.assign(customers(0, 60, true), CONTEXT).byId();
        for (int i = 0; i < 60; i++) {
            assertThat(released.assignOne(customers(i, i + 1, true), CONTEXT).orElse(null))
                    .as("c" + i)
                    .isEqualTo(all.get("c" + i));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> released.assignOne(customers(0, 2, true), CONTEXT));
    }

    @Test
    void whoeverWithdrewIsLeftOutFromThenOn() {
        assertThat(released().assign(customers(0, 60, false), CONTEXT).size()).isZero();
    }

    @Test
    void observationEndsNoEarlierThanInTrainingUnlessTheDataSaySo() {
        ReleasedSegmentation released = released(Rfm.of("purchases").include(Rfm.Measure.DAYS_SINCE_LAST));
        // c1 bought on the first day only: recent at the end of that day, long ago at the end of the training data.
        CustomerData single = customers(1, 2, true);
        Segment usual = released.assignOne(single, CONTEXT).orElseThrow();
        Segment early = released.assignOne(single.observedUntil(START.plus(Duration.ofDays(1))), CONTEXT)
                .orElseThrow();
        assertThat(usual).isNotEqualTo(early);
    }

    @Test
    void aStoredSegmentationAssignsAlike() {
        ReleasedSegmentation released = released();
        ReleasedSegmentation restored = ReleasedSegmentation.restore(released.state(), SCHEMA, Admission.byConsent());
        CustomerData customers = customers(0, 60, true);
        assertThat(restored.assign(customers, CONTEXT).byId().keySet())
                .isEqualTo(released.assign(customers, CONTEXT).byId().keySet());
        released.assign(customers, CONTEXT)
                .byId()
                .forEach((id, segment) -> assertThat(restored.assign(customers, CONTEXT)
                                .byId()
                                .get(id)
                                .number())
                        .isEqualTo(segment.number()));
        assertThat(restored.provenance()).isEqualTo(released.provenance());
        assertThat(restored.decision()).isEqualTo(released.decision());
    }

    @Test
    void customersOfAnotherSchemaAreRefusedWithTheDifference() {
        CustomerTable table = CustomerTable.builder(schema("USD"))
                .add("c1")
                .set("agreed", true)
                .build();
        assertThatThrownBy(() -> released().assign(CustomerData.of(table), CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'tenure' must be in 'EUR', is in 'USD'");
    }
}
