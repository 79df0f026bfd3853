package io.github.segmentation4j.privacy.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.Segmenter;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.feature.Attributes;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrivacyAuditTest {
    private static final RunContext CONTEXT = RunContext.seeded(4);
    private static final Clusterer FEW = KMeans.withClusters(3).withRestarts(1);
    private static final Clusterer LEAKY =
            KMeans.withClusters(490).withRestarts(1).withMaxIterations(5);

    private static TrainingSet customers(int count) {
        SeededRandom random = SeededRandom.of(count);
        double[][] rows = new double[count][3];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextGaussian());
        }
        return TrainingSet.of(FeatureMatrix.of(rows));
    }

    @Test
    void leakyModelBlocksWithItsEvidence() {
        CheckResult result = PrivacyAudit.of(LEAKY).judge(customers(1000), CONTEXT);
        assertThat(result.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(result.findings())
                .extracting(Finding::key)
                .containsExactly("privacy-audit.auc", "privacy-audit.true-positives");
        assertThat(result.findings().get(0).expected()).hasValue(0.7);
        assertThat(result.exhibits())
                .hasSize(2)
                .hasAtLeastOneElementOfType(Exhibit.Table.class)
                .hasAtLeastOneElementOfType(Exhibit.Curve.class);
    }

    @Test
    void fewClustersOfManyCustomersPass() {
        CheckResult result = PrivacyAudit.of(FEW).withShadowModels(4).judge(customers(2000), CONTEXT);
        assertThat(result.findings()).isEmpty();
        assertThat(result.exhibits()).hasSize(2);
    }

    @Test
    void limitsDecideBetweenWarningAndBlock() {
        TrainingSet training = customers(1000);
        CheckResult warned = PrivacyAudit.of(LEAKY)
                .withAucLimits(0.6, 1)
                .withTruePositiveLimits(0.05, 1)
                .judge(training, CONTEXT);
        assertThat(warned.verdict()).isEqualTo(Verdict.WARN);
        assertThat(warned.findings().get(0).expected()).hasValue(0.6);
        CheckResult silent = PrivacyAudit.of(LEAKY)
                .withAucLimits(1, 1)
                .withTruePositiveLimits(1, 1)
                .judge(training, CONTEXT);
        assertThat(silent.verdict()).isEqualTo(Verdict.PASS);
        for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> PrivacyAudit.of(FEW).withAucLimits(bad, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> PrivacyAudit.of(FEW).withTruePositiveLimits(0.2, 0.1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatCannotBeDeterminedIsAFindingOnce() {
        PrivacyAudit audit = PrivacyAudit.of(FEW);
        CheckResult few = audit.judge(customers(30), CONTEXT);
        assertThat(few.verdict()).isEqualTo(Verdict.WARN);
        assertThat(few.findings()).extracting(Finding::key).containsExactly("privacy-audit.undetermined");
        assertThat(audit.withUndetermined(Verdict.BLOCK)
                        .judge(customers(30), CONTEXT)
                        .verdict())
                .isEqualTo(Verdict.BLOCK);
        assertThat(audit.withUndetermined(Verdict.PASS)
                        .judge(customers(30), CONTEXT)
                        .findings())
                .isEmpty();
        assertThat(audit.withScore((model, row) -> Double.NaN)
                        .judge(customers(100), CONTEXT)
                        .findings())
                .extracting(Finding::key)
                .containsExactly("privacy-audit.undetermined");
    }

    /** The whole way: a segmenter with the check, on customers it does not fit too closely and on ones it does. */
    @Test
    void checkStandsInASegmenter() {
        Schema schema = Schema.builder()
                .id("customer")
                .number("spend")
                .allow(Purpose.PERSONALISATION)
                .number("visits")
                .allow(Purpose.PERSONALISATION)
                .build();
        CustomerTable.Builder table = CustomerTable.builder(schema);
        SeededRandom random = SeededRandom.of(3);
        for (int i = 0; i < 1000; i++) {
            table.add("c" + i).set("spend", random.nextGaussian()).set("visits", random.nextGaussian());
        }
        CustomerData data = CustomerData.of(table.build());
        assertThat(propose(schema, data, FEW).verdict()).isEqualTo(Verdict.PASS);
        assertThat(propose(schema, data, LEAKY).verdict()).isEqualTo(Verdict.BLOCK);
    }

    private static SegmentationProposal propose(Schema schema, CustomerData data, Clusterer clusterer) {
        return Segmenter.builder(schema)
                .purpose(Purpose.PERSONALISATION)
                .admit(Admission.everyone(LawfulBasis.CONTRACT, "the test says so"))
                .features(Attributes.all())
                .cluster(clusterer)
                .check(PrivacyAudit.of(clusterer))
                .build()
                .propose(data, CONTEXT);
    }
}
