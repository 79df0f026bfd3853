package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.EventLog;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.testing.Drafts;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SegmentationCheck} must keep. A test of an implementation extends this class and says how to make
 * one:
 *
 * <pre>{@code
 * class FewSegmentsContractTest extends SegmentationCheckContract {
 *     @Override
 *     protected SegmentationCheck check() {
 *         return new FewSegments();
 *     }
 * }
 * }</pre>
 */
public abstract class SegmentationCheckContract {
    private static final int CUSTOMERS = 120;

    /** Begins every id, and nothing else. */
    private static final String ID = "Zq7-";

    /** The check under test. */
    protected abstract SegmentationCheck check();

    /** Whether protected attributes are known of the customers of a test. */
    protected enum Protected {
        /** Each customer has a value. */
        KNOWN,
        /** No customer has one. */
        MISSING
    }

    /**
     * The customers of a test. By default they have the permitted attributes {@code plan} and {@code tenure}, the
     * protected ones {@code sex} and {@code age}, and purchases.
     *
     * @param count how many
     * @param known whether the protected attributes have values
     * @param idPrefix what each id must begin with
     */
    protected CustomerData customers(int count, Protected known, String idPrefix) {
        Schema schema = Schema.builder()
                .id("customer")
                .category("plan")
                .allow(Purpose.PERSONALISATION)
                .number("tenure")
                .allow(Purpose.PERSONALISATION)
                .category("sex")
                .protectedAttribute()
                .number("age")
                .bands(30, 60)
                .protectedAttribute()
                .events("purchases")
                .amount("value")
                .allow(Purpose.PERSONALISATION)
                .build();
        CustomerTable.Builder table = CustomerTable.builder(schema);
        EventLog.Builder log = EventLog.builder(schema, "purchases");
        for (int i = 0; i < count; i++) {
            table.add(idPrefix + i).set("plan", "plan " + i % 3).set("tenure", i % 17);
            if (known == Protected.KNOWN) {
                table.set("sex", i % 2 == 0 ? "female" : "male").set("age", 20 + i % 60);
            }
            log.add(idPrefix + i, Instant.EPOCH.plusSeconds(i)).set("value", i);
        }
        return CustomerData.of(table.build(), log.build());
    }

    @Test
    protected void saysWhatItIs() {
        SegmentationCheck check = check();
        assertThat(check.id()).isNotBlank().isEqualTo(check().id());
        assertThat(check.description()).isNotBlank();
        assertThat(check.topic()).isNotNull().isEqualTo(check().topic());
        assertThat(check.check(draft(3, Protected.KNOWN)).check()).isEqualTo(check.id());
    }

    @Test
    protected void sameDraftGivesTheSameResult() {
        SegmentationCheck check = check();
        SegmentationDraft draft = draft(3, Protected.KNOWN);
        CheckResult first = check.check(draft);
        assertThat(check.check(draft)).usingRecursiveComparison().isEqualTo(first);
        assertThat(check().check(draft(3, Protected.KNOWN)))
                .usingRecursiveComparison()
                .isEqualTo(first);
    }

    @Test
    protected void draftIsLeftAsItWas() {
        SegmentationDraft draft = draft(3, Protected.KNOWN);
        int[] labels = draft.clustering().labels();
        double[][] features = draft.features().toArray();
        check().check(draft);
        assertThat(draft.clustering().labels()).isEqualTo(labels);
        assertThat(Arrays.deepEquals(draft.features().toArray(), features)).isTrue();
    }

    @Test
    protected void noIdOfACustomerIsInTheResult() {
        for (Protected known : Protected.values()) {
            for (int segments : new int[] {1, 3, 40}) {
                CheckResult result = check().check(draft(segments, known));
                assertThat(result.findings())
                        .allSatisfy(finding -> assertThat(finding.toString() + finding.attribute())
                                .doesNotContain(ID));
                assertThat(result.exhibits().toString()).doesNotContain(ID);
            }
        }
    }

    @Test
    protected void oneSegmentIsJudged() {
        assertThat(check().check(draft(1, Protected.KNOWN)).verdict()).isNotNull();
    }

    @Test
    protected void missingProtectedAttributesAreNoError() {
        assertThat(check().check(draft(3, Protected.MISSING)).verdict()).isNotNull();
    }

    @Test
    protected void customersInNoSegmentAreNoError() {
        int[] labels =
                IntStream.range(0, CUSTOMERS).map(i -> i % 4 == 0 ? -1 : 0).toArray();
        SegmentationDraft draft = Drafts.of(customers(CUSTOMERS, Protected.KNOWN, ID), 1, labels);
        assertThat(check().check(draft).verdict()).isNotNull();
    }

    private SegmentationDraft draft(int segments, Protected known) {
        int[] labels = IntStream.range(0, CUSTOMERS).map(i -> i % segments).toArray();
        return Drafts.of(customers(CUSTOMERS, known, ID), segments, labels);
    }
}
