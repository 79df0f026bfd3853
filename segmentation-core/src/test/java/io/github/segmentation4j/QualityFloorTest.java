package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.feature.Encoding;
import io.github.segmentation4j.quality.Silhouette;
import io.github.segmentation4j.run.RunContext;
import org.junit.jupiter.api.Test;

class QualityFloorTest {
    private static final RunContext CONTEXT = RunContext.seeded(5);

    /** Two groups a gap apart, in two segments. */
    private static SegmentationDraft draft(double gap) {
        Schema schema = Schema.builder()
                .id("customer")
                .number("x")
                .allow(Purpose.PERSONALISATION)
                .build();
        CustomerTable.Builder table = CustomerTable.builder(schema);
        for (int i = 0; i < 40; i++) {
            table.add("c" + i).set("x", i % 20 + (i < 20 ? 0 : gap));
        }
        return Segmenter.builder(schema)
                .purpose(Purpose.PERSONALISATION)
                .admit(Admission.everyone(LawfulBasis.CONTRACT, "terms"))
                .features(Encoding.number("x"))
                .cluster(KMeans.withClusters(2))
                .build()
                .propose(CustomerData.of(table.build()), CONTEXT)
                .draft();
    }

    @Test
    void levelsDecideBetweenPassWarnAndBlock() {
        SegmentationDraft draft = draft(100);
        double width = Silhouette.exact()
                .of(draft.features(), draft.clustering().labels(), CONTEXT)
                .orElseThrow();

        assertThat(QualityFloor.withDefaults().check(draft).verdict()).isEqualTo(Verdict.PASS);
        assertThat(QualityFloor.of(width, width).check(draft).verdict()).isEqualTo(Verdict.PASS);
        double above = width + 1e-9;
        assertThat(QualityFloor.of(above, 0).check(draft).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
                    assertThat(finding.expected()).hasValue(above);
                    assertThat(finding.actual()).hasValue(width);
                });
        assertThat(QualityFloor.of(above, above).check(draft).verdict()).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void levelsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> QualityFloor.of(0.1, 0.2));
        assertThatIllegalArgumentException().isThrownBy(() -> QualityFloor.of(Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> QualityFloor.of(2, 0));
    }
}
