package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.cluster.ClusterModel;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.InstanceModel;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.AdmissionDecision;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.data.Sensitivity;
import io.github.segmentation4j.data.SpecialCategory;
import io.github.segmentation4j.data.SpecialCategoryCondition;
import io.github.segmentation4j.explain.SegmentProfile;
import io.github.segmentation4j.feature.Encoding;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ConstantFeature;
import io.github.segmentation4j.testing.Drafts;
import io.github.segmentation4j.testing.FixedLabels;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmenterTest {
    private static final int N = 60;
    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .number("spend")
            .allow(Purpose.PERSONALISATION)
            .category("faith")
            .specialCategory(SpecialCategory.RELIGIOUS_OR_PHILOSOPHICAL_BELIEFS)
            .allow(Purpose.PERSONALISATION)
            .number("risk")
            .allow(Purpose.FRAUD_PREVENTION)
            .category("sex")
            .protectedAttribute()
            .flag("consent")
            .consentFor(Purpose.PERSONALISATION)
            .events("shop.chargebacks")
            .amount("value")
            .allow(Purpose.FRAUD_PREVENTION)
            .build();

    private static final CustomerData CUSTOMERS = customers(N);

    private static CustomerData customers(int n) {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        for (int i = 0; i < n; i++) {
            table.add("c" + i).set("spend", i);
        }
        return CustomerData.of(table.build());
    }

    private static int[] halves() {
        return IntStream.range(0, N).map(i -> i < N / 2 ? 0 : 1).toArray();
    }

    private static Segmenter.Builder segmenter() {
        return Drafts.segmenter(CUSTOMERS, 2, halves());
    }

    private static SegmentationProposal propose(Segmenter.Builder builder) {
        return builder.build().propose(CUSTOMERS, RunContext.seeded(7));
    }

    private static SegmentationCheck check(String id, Function<SegmentationDraft, CheckResult> body) {
        return new SegmentationCheck() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public String description() {
                return "A check of the test.";
            }

            @Override
            public CheckResult check(SegmentationDraft draft) {
                return body.apply(draft);
            }
        };
    }

    private static Clusterer clusterer(Function<TrainingSet, Clustering> fit) {
        return new Clusterer() {
            @Override
            public Clustering fit(TrainingSet training, RunContext context) {
                return fit.apply(training);
            }

            @Override
            public String describe() {
                return "a clusterer of the test";
            }
        };
    }

    private static SegmentationCheck saying(Verdict verdict) {
        return check(
                "says-" + verdict, draft -> CheckResult.of("x", List.of(Finding.of(verdict, "test.said", "it is so"))));
    }

    private static Feature madeFrom(Sensitivity sensitivity, Set<Purpose> purposes, String... fields) {
        return new Feature("made", "", sensitivity, purposes, Set.of(fields));
    }

    @Test
    void aPassingProposalIsReleasedWithItsEvidence() {
        SegmentationProposal proposal = propose(segmenter().check(saying(Verdict.PASS)));
        assertThat(proposal.verdict()).isEqualTo(Verdict.PASS);
        assertThat(proposal.segments()).extracting(Segment::size).containsExactly(30, 30);
        assertThat(proposal.segments()).extracting(Segment::number).containsExactly(1, 2);
        assertThat(proposal.segments()).extracting(Segment::name).doesNotHaveDuplicates();
        assertThat(proposal.checks())
                .extracting(SegmentationCheck::id)
                .containsExactly("purpose-limits", "special-categories", "says-PASS");
        assertThat(proposal.results()).hasSize(3);
        assertThat(proposal.provenance().seed()).isEqualTo(7);
        assertThat(proposal.provenance().customers()).isEqualTo(N);
        assertThat(proposal.release().purpose()).isEqualTo(Purpose.PERSONALISATION);
    }

    /** Puts each row into the cluster of its group; what it was told is all that it knows. */
    private record ByGroup() implements Clusterer {
        @Override
        public Clustering fit(TrainingSet training, RunContext context) {
            Categories sex = training.groups().get(0);
            FeatureMatrix matrix = training.withoutGroups().matrix();
            assertThat(matrix.features()).extracting(Feature::name).doesNotContain("sex");
            return new FixedLabels(2, sex.codes()).fit(matrix, context);
        }

        @Override
        public List<String> protectedAttributes() {
            return List.of("sex");
        }

        @Override
        public String describe() {
            return "by group";
        }
    }

    @Test
    void aClustererIsToldOnlyTheGroupsItDeclaresAndTheProvenanceSaysSo() {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        for (int i = 0; i < N; i++) {
            table.add("c" + i).set("spend", i).set("sex", i % 3 == 0 ? "f" : "m");
        }
        CustomerData customers = CustomerData.of(table.build());
        SegmentationProposal fair = Drafts.segmenter(customers, 2, halves())
                .cluster(new ByGroup())
                .build()
                .propose(customers, RunContext.seeded(7));
        assertThat(fair.segments()).extracting(Segment::size).containsExactlyInAnyOrder(20, 40);
        assertThat(fair.provenance().openedToLessenBias()).containsExactly("sex");
        assertThat(fair.provenance())
                .isEqualTo(Provenance.restore(fair.provenance().state()));
        assertThat(propose(segmenter()).provenance().openedToLessenBias()).isEmpty();
    }

    @Test
    void aPrivateClustererIsNeverGivenFeaturesThatLearnedInTheOpen() {
        AtomicInteger fits = new AtomicInteger();
        Clusterer secretive = new Clusterer() {
            @Override
            public Clustering fit(TrainingSet training, RunContext context) {
                fits.incrementAndGet();
                return new FixedLabels(2, halves()).fit(training, context);
            }

            @Override
            public Set<Learning> acceptedLearning() {
                return EnumSet.of(Learning.NOTHING, Learning.PRIVATELY);
            }

            @Override
            public String describe() {
                return "secretive";
            }
        };
        Segmenter.Builder openly = segmenter()
                .features(Encoding.number("spend"), Scaling.standard())
                .cluster(secretive);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> propose(openly))
                .withMessageContaining("learned privately");
        assertThat(fits).hasValue(0);

        propose(segmenter().features(Encoding.number("spend"), Scaling.log1p()).cluster(secretive));
        assertThat(fits).hasValue(1);
    }

    @Test
    void whatAFeatureCameFromMustAllowThePurpose() {
        Set<Purpose> all = EnumSet.allOf(Purpose.class);
        List<Feature> forbidden = List.of(
                madeFrom(Sensitivity.PERSONAL, EnumSet.of(Purpose.FRAUD_PREVENTION), "spend"),
                madeFrom(Sensitivity.PERSONAL, all, "risk"),
                madeFrom(Sensitivity.PERSONAL, all, "sex"),
                madeFrom(Sensitivity.PERSONAL, all, "consent"),
                madeFrom(Sensitivity.PERSONAL, all, "spend", "sex"),
                madeFrom(Sensitivity.PERSONAL, all, "shop.chargebacks"),
                madeFrom(Sensitivity.PERSONAL, all, "shop.chargebacks.value"));
        for (Feature feature : forbidden) {
            SegmentationProposal proposal = proposeFrom(feature);
            assertThat(proposal.findings(Verdict.BLOCK))
                    .as(feature.toString())
                    .isNotEmpty()
                    .extracting(Finding::key)
                    .containsOnly("purpose.outside");
            assertThatThrownBy(proposal::release).isInstanceOf(ReleaseBlockedException.class);
        }
        assertThat(proposeFrom(madeFrom(Sensitivity.PERSONAL, all, "spend")).verdict())
                .isEqualTo(Verdict.PASS);
    }

    /** A proposal whose only feature claims to have been made from given fields. */
    private static SegmentationProposal proposeFrom(Feature feature) {
        return propose(segmenter().features(new ConstantFeature(feature)));
    }

    @Test
    void specialCategoriesBlockUnlessAConditionIsStated() {
        Feature faith = madeFrom(Sensitivity.SPECIAL_CATEGORY, EnumSet.allOf(Purpose.class), "faith");
        Segmenter.Builder builder = segmenter().features(new ConstantFeature(faith));
        assertThat(propose(builder).findings(Verdict.BLOCK))
                .extracting(Finding::key)
                .containsExactly("special-category.no-condition");
        SegmentationProposal stated =
                propose(builder.specialCategoryCondition(SpecialCategoryCondition.EXPLICIT_CONSENT));
        assertThat(stated.verdict()).isEqualTo(Verdict.WARN);
        assertThat(stated.findings(Verdict.WARN).get(0).message()).contains("EXPLICIT_CONSENT");
    }

    @Test
    void segmentsAtTheSmallestSizePassAndOneLessBlocks() {
        assertThat(propose(segmenter().check(SegmentSize.atLeast(30))).verdict())
                .isEqualTo(Verdict.PASS);
        SegmentationProposal blocked = propose(segmenter().check(SegmentSize.atLeast(31)));
        assertThat(blocked.findings(Verdict.BLOCK)).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.key()).isEqualTo("segment.too-small");
            assertThat(finding.expected()).hasValue(31);
            assertThat(finding.actual()).hasValue(30);
        });
        assertThatThrownBy(() -> SegmentSize.atLeast(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sizesUnderTheDisclosureMinimumAreInNoFinding() {
        int[] labels = IntStream.range(0, N).map(i -> i < 7 ? 0 : 1).toArray();
        CheckResult result = Drafts.check(SegmentSize.atLeast(20), CUSTOMERS, 2, labels);
        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.actual()).isEmpty();
            assertThat(finding.message()).doesNotContain("7");
        });
    }

    @Test
    void aCheckThatThrowsBlocks() {
        SegmentationProposal proposal = propose(segmenter().check(check("broken", draft -> {
            throw new IllegalStateException("no data");
        })));
        assertThat(proposal.findings(Verdict.BLOCK)).extracting(Finding::key).containsExactly("check.failed");
        assertThatExceptionOfType(ReleaseBlockedException.class)
                .isThrownBy(proposal::release)
                .satisfies(error -> assertThat(error.findings()).hasSize(1));
    }

    @Test
    void cancellationPassesThroughChecksAndGates() {
        assertThatThrownBy(() -> propose(segmenter().check(check("cancelled", draft -> {
                    throw new CancelledException("stop");
                }))))
                .isInstanceOf(CancelledException.class);
        SegmentationProposal proposal = propose(segmenter().gate(p -> {
            throw new CancelledException("stop");
        }));
        assertThatThrownBy(proposal::release).isInstanceOf(CancelledException.class);
        Cancellation cancelled = Cancellation.create();
        cancelled.cancel();
        assertThatThrownBy(() -> segmenter()
                        .build()
                        .propose(CUSTOMERS, RunContext.seeded(1).withCancellation(cancelled)))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void aBlockedProposalNeverReachesTheGate() {
        AtomicInteger asked = new AtomicInteger();
        SegmentationProposal proposal =
                propose(segmenter().check(saying(Verdict.BLOCK)).gate(p -> {
                    asked.incrementAndGet();
                    return GateDecision.release("test", "always");
                }));
        assertThatThrownBy(proposal::release)
                .isInstanceOf(ReleaseBlockedException.class)
                .hasMessageContaining("it is so");
        assertThat(asked).hasValue(0);
    }

    @Test
    void aGateThatThrowsOrRefusesReleasesNothing() {
        SegmentationProposal throwing = propose(segmenter().gate(p -> {
            throw new IllegalStateException("nobody there");
        }));
        assertThatThrownBy(throwing::release)
                .isInstanceOf(ReleaseBlockedException.class)
                .hasMessageContaining("nobody there")
                .hasCauseInstanceOf(IllegalStateException.class);
        SegmentationProposal refusing = propose(segmenter().gate(p -> GateDecision.refuse("board", "too coarse")));
        assertThatThrownBy(refusing::release)
                .isInstanceOf(ReleaseBlockedException.class)
                .hasMessageContaining("board")
                .hasMessageContaining("too coarse");
    }

    @Test
    void warningsPassTheAutomaticGateAndStopTheStrictOne() {
        Segmenter.Builder warned = segmenter().check(saying(Verdict.WARN));
        assertThat(propose(warned).release().segments()).hasSize(2);
        SegmentationProposal strict = propose(warned.gate(ReleaseGate.withoutWarnings()));
        assertThatThrownBy(strict::release).isInstanceOf(ReleaseBlockedException.class);
        assertThat(propose(segmenter().gate(ReleaseGate.withoutWarnings()))
                        .release()
                        .segments())
                .hasSize(2);
    }

    @Test
    void aModelThatKeepsCustomersIsWarnedOf() {
        record Keeping(ClusterModel model) implements InstanceModel {
            @Override
            public int instanceCount() {
                return 7;
            }

            @Override
            public int clusterCount() {
                return model.clusterCount();
            }

            @Override
            public int columnCount() {
                return model.columnCount();
            }

            @Override
            public int assign(double[] row) {
                return model.assign(row);
            }

            @Override
            public ModelState state() {
                return model.state();
            }
        }
        Clusterer keeping = clusterer(training -> Clustering.of(
                halves(),
                new Keeping(new FixedLabels(2, halves())
                        .fit(training, RunContext.seeded(1))
                        .model())));

        SegmentationProposal proposal = propose(segmenter().cluster(keeping));

        assertThat(proposal.checks()).hasSameSizeAs(proposal.results());
        assertThat(proposal.findings(Verdict.WARN))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("7 different rows"));
        assertThat(propose(segmenter()).findings(Verdict.WARN)).isEmpty();
        Segmenter.Builder twice = segmenter().check(check("kept-rows", draft -> CheckResult.of("x", List.of())));
        assertThatThrownBy(twice::build).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noiseAloneIsNoSegmentation() {
        int[] noise = new int[N];
        Arrays.fill(noise, Clustering.NOISE);
        assertThatThrownBy(() -> propose(segmenter().cluster(new FixedLabels(0, noise))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("takes all 60 customers for noise");
    }

    @Test
    void checksOfOneIdAreRefused() {
        Segmenter.Builder twice = segmenter().check(SegmentSize.atLeast(1), SegmentSize.atLeast(2));
        assertThatThrownBy(twice::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("segment-size");
        Segmenter.Builder builtIn = segmenter().check(check("purpose-limits", draft -> CheckResult.of("x", List.of())));
        assertThatThrownBy(builtIn::build).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void missingPartsAndOtherSchemasAreRefused() {
        assertThatThrownBy(() -> Segmenter.builder(SCHEMA).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("purpose(...)");
        CustomerData other = CustomerData.of(
                CustomerTable.builder(Schema.builder().id("customer").build()).build());
        assertThatThrownBy(() -> segmenter().build().propose(other, RunContext.seeded(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another schema object");
        assertThatThrownBy(() -> segmenter().discloseAtLeast(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withNobodyAdmittedThereIsNothingToSegment() {
        Segmenter.Builder builder = segmenter().admit(Admission.byConsent());
        assertThatThrownBy(() -> propose(builder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("none of the 60 customers")
                .hasMessageContaining("NO_CONSENT=60");
    }

    @Test
    void customersInNoSegmentAreInNoSize() {
        int[] labels = IntStream.range(0, N).map(i -> i % 3 - 1).toArray();
        assertThat(Drafts.of(CUSTOMERS, 2, labels).segments())
                .extracting(Segment::size)
                .containsExactly(20, 20);
    }

    @Test
    void fixturesKeepTheirPromises() {
        PurposeBoundView view = CUSTOMERS.open(
                Purpose.PERSONALISATION,
                Admission.named("all", (a, p, now) -> AdmissionDecision.admit()),
                RunContext.seeded(1));
        FeatureMatrix matrix =
                ConstantFeature.plain().fit(view, RunContext.seeded(1)).extract(view, RunContext.seeded(1));
        assertThat(matrix.rowCount()).isEqualTo(N);
        ClusterModel model =
                new FixedLabels(2, halves()).fit(matrix, RunContext.seeded(1)).model();
        assertThat(model.columnCount()).isEqualTo(1);
        assertThat(SegmentProfile.of(matrix, halves(), 2, RunContext.seeded(1))).hasSize(2);
        assertThat(Optional.of(model.clusterCount())).hasValue(2);
    }
}
