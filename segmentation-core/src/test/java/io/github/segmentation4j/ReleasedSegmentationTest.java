package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.EventLog;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.explain.ExplanationRenderer;
import io.github.segmentation4j.explain.FeatureGlossary;
import io.github.segmentation4j.explain.Feedback;
import io.github.segmentation4j.explain.FeedbackSink;
import io.github.segmentation4j.explain.FeedbackSummary;
import io.github.segmentation4j.explain.SegmentNotice;
import io.github.segmentation4j.explain.SegmentRules;
import io.github.segmentation4j.feature.Attributes;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.Imputation;
import io.github.segmentation4j.feature.Rfm;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ExplanationPolicies;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
    void aGivenNameIsSaidEverywhereAndSurvivesBeingStored() {
        String hostile = "<script>alert(1)</script>";
        CustomerData customers = customers(0, 60, true);
        ReleasedSegmentation released = released();
        ReleasedSegmentation renamed = released.renamed(2, hostile);
        assertThat(released.segments()).extracting(Segment::name).doesNotContain(hostile);
        ReleasedSegmentation restored = ReleasedSegmentation.restore(renamed.state(), SCHEMA, Admission.byConsent());
        for (ReleasedSegmentation release : List.of(renamed, restored)) {
            assertThat(release.segments().get(1).name()).isEqualTo(hostile);
            assertThat(release.registry().find(2).orElseThrow().automaticName())
                    .isEqualTo(released.segments().get(1).name());
            assertThat(release.assign(customers, CONTEXT).byId().values())
                    .extracting(Segment::name)
                    .contains(hostile);
            SegmentExplanations explanations = release.explain(customers, ExplanationPolicies.plain(), CONTEXT);
            assertThat(release.assign(customers, CONTEXT).byId())
                    .allSatisfy((id, segment) -> assertThat(explanations
                                    .why(id)
                                    .orElseThrow()
                                    .in(Locale.ENGLISH)
                                    .oneSentence())
                            .contains("“" + segment.name() + "”"));
            SegmentNotice notice = release.notice(2, ExplanationPolicies.plain());
            assertThat(notice.segment().name()).isEqualTo(hostile);
            assertThat(ExplanationRenderer.of(FeatureGlossary.empty(), Locale.ENGLISH)
                            .notice(notice))
                    .anyMatch(line -> line.contains(hostile));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> released.renamed(1, released.segments().get(1).name()))
                .withMessageContaining("segment 2 already");
    }

    @Test
    void everyExplanationTellsTheRulesOfTheReleaseUnlessThePolicyHasOthers() {
        CustomerData customers = customers(0, 60, true);
        ReleasedSegmentation released = released();
        SegmentRules rules = released.rules().orElseThrow();
        SegmentExplanations explanations = released.explain(customers, ExplanationPolicies.plain(), CONTEXT);
        released.assign(customers, CONTEXT)
                .byId()
                .forEach((id, segment) -> assertThat(explanations
                                .why(id)
                                .orElseThrow()
                                .rulePath()
                                .orElseThrow()
                                .fidelity())
                        .isEqualTo(rules.fidelity()));
        ReleasedSegmentation restored = ReleasedSegmentation.restore(released.state(), SCHEMA, Admission.byConsent());
        assertThat(restored.rules().orElseThrow().tree()).isEqualTo(rules.tree());
        SegmentRules others = SegmentRules.of(
                FeatureMatrix.of(released.features(), new double[][] {{1, 1, 1}, {1, 1, 1}, {2, 2, 2}}),
                new int[] {0, 1, 1},
                new double[][] {{1, 1, 1}, {2, 2, 2}},
                CONTEXT);
        assertThat(released.why(
                                customers(0, 1, true),
                                ExplanationPolicies.plain().withRules(others),
                                CONTEXT)
                        .orElseThrow()
                        .rulePath()
                        .orElseThrow()
                        .fidelity())
                .isEqualTo(others.fidelity())
                .isNotEqualTo(rules.fidelity());
    }

    @Test
    void thresholdsAreShortDecimalsInThePersonsOwnUnits() {
        assertThat(released()
                        .why(customers(1, 2, true), ExplanationPolicies.plain(), CONTEXT)
                        .orElseThrow()
                        .rulePath()
                        .orElseThrow()
                        .conditions())
                .singleElement()
                .satisfies(condition -> {
                    // The one bought once, the others sixty times.
                    assertThat(condition.feature().unit()).isNotEqualTo("standard deviations");
                    double bound = condition.atMost().orElse(condition.above().orElse(Double.NaN));
                    assertThat(bound * 10).isCloseTo(Math.rint(bound * 10), within(1e-9));
                });
    }

    /** Everything in a state, as texts that a file of it could hold. */
    private static String flat(ModelState state) {
        StringBuilder text = new StringBuilder();
        for (String name : state.names()) {
            Object value = state.value(name);
            if (value instanceof ModelState child) {
                text.append(flat(child));
            } else if (value instanceof double[] numbers) {
                text.append(Arrays.toString(numbers));
            } else if (value instanceof List<?> list) {
                list.forEach(
                        element -> text.append(element instanceof ModelState child ? flat(child) : element.toString()));
            } else {
                text.append(value);
            }
            text.append('\n');
        }
        return text.toString();
    }

    @Test
    void aCanaryThatWouldBeTheThresholdIsNowhereInTheStoredRelease() {
        double canary = 23.45678913;
        Schema schema = Schema.builder()
                .id("customer")
                .number("spend")
                .allow(Purpose.PERSONALISATION)
                .build();
        CustomerTable.Builder table = CustomerTable.builder(schema);
        for (int i = 0; i < 100; i++) {
            table.add("c" + i).set("spend", i == 0 ? canary : i % 2 == 0 ? 10 + i % 7 : 60 + i % 5);
        }
        SegmentationProposal proposal = Segmenter.builder(schema)
                .purpose(Purpose.PERSONALISATION)
                .admit(Admission.everyone(LawfulBasis.CONTRACT, "the test says so"))
                .features(Attributes.all(), Scaling.standard())
                .cluster(KMeans.withClusters(2))
                .build()
                .propose(CustomerData.of(table.build()), CONTEXT);
        double scaled = proposal.draft().features().get(0, 0);
        SegmentRules plain =
                SegmentRules.of(proposal.draft().features(), proposal.draft().clustering(), CONTEXT);
        assertThat(flat(plain.state())).contains(Double.toString(scaled));

        assertThat(proposal.draft().rules().orElseThrow().fidelity()).isEqualTo(plain.fidelity());
        assertThat(flat(proposal.release().state()))
                .contains("high spend")
                .doesNotContain(Double.toString(canary), Double.toString(scaled));
    }

    private static FeedbackSummary uncomfortable(int segments, int segment) {
        return FeedbackSummary.of(
                segments,
                IntStream.range(0, 20)
                        .mapToObj(i -> new FeedbackSink.Entry("t" + i, segment, Feedback.UNCOMFORTABLE))
                        .toList());
    }

    @Test
    void nobodyIsPutIntoASuspendedSegmentAndStoringDoesNotLiftIt() {
        CustomerData customers = customers(0, 60, true);
        FeedbackLimit limit = FeedbackLimit.uncomfortable(0.1);
        ReleasedSegmentation released = released();
        SegmentAssignments before = released.assign(customers, CONTEXT);
        assertThat(before.suspended()).isZero();
        ReleasedSegmentation suspended = released.suspending(limit, uncomfortable(2, 2));
        ReleasedSegmentation restored = ReleasedSegmentation.restore(suspended.state(), SCHEMA, Admission.byConsent());
        // Later feedback that is fine lifts nothing.
        ReleasedSegmentation later = restored.suspending(limit, FeedbackSummary.of(2, List.of()));
        for (ReleasedSegmentation release : List.of(suspended, restored, later, later.renamed(1, "Others"))) {
            assertThat(release.suspendedSegments()).containsExactly(2);
            SegmentAssignments after = release.assign(customers, CONTEXT);
            int left = 0;
            for (int i = 0; i < before.size(); i++) {
                boolean out = before.segment(i).orElseThrow().number() == 2;
                assertThat(after.segment(i).map(Segment::number)).isEqualTo(out ? Optional.empty() : Optional.of(1));
                left += out ? 1 : 0;
            }
            assertThat(after.suspended()).isEqualTo(left).isPositive();
            assertThat(after.byId()).hasSize(before.size() - left);
            for (int i = 0; i < 2; i++) {
                CustomerData one = customers(i, i + 1, true);
                boolean out = released.assignOne(one, CONTEXT).orElseThrow().number() == 2;
                assertThat(release.assignOne(one, CONTEXT).isEmpty()).isEqualTo(out);
                assertThat(release.why(one, ExplanationPolicies.plain(), CONTEXT))
                        .isPresent();
            }
        }
        assertThat(later.suspending(limit, uncomfortable(2, 1)).suspendedSegments())
                .containsExactly(1, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> released.suspending(limit, uncomfortable(3, 3)))
                .withMessageContaining("2 segments of this release, was about 3");
    }

    /** A copy of a state of another type with one field left out or put in the place of another. */
    private static ModelState altered(ModelState state, String type, Map<String, Object> changes, String... dropped) {
        ModelState.Builder builder = ModelState.of(type);
        for (String name : state.names()) {
            Object value = changes.getOrDefault(name, state.value(name));
            if (List.of(dropped).contains(name)) {
                continue;
            }
            if (value instanceof ModelState child) {
                builder.put(name, child);
            } else if (value instanceof double[] numbers) {
                builder.put(name, numbers);
            } else if (name.equals("segments")) {
                builder.putChildren(name, state.children(name));
            } else {
                builder.put(name, (String) value);
            }
        }
        return builder.build();
    }

    private static ReleasedSegmentation restored(ModelState state) {
        return ReleasedSegmentation.restore(state, SCHEMA, Admission.byConsent());
    }

    @Test
    void aReleaseOfTheFirstVersionHasIdsFromOneAndNothingElse() {
        ReleasedSegmentation released = released();
        ModelState first = altered(released.state(), "segmentation/1", Map.of(), "registry", "rules", "suspended");
        ReleasedSegmentation restored = restored(first);
        assertThat(restored.segments())
                .extracting(Segment::name)
                .isEqualTo(released.segments().stream().map(Segment::name).toList());
        assertThat(restored.registry().segments())
                .extracting(RegisteredSegment::id)
                .containsExactly(1, 2);
        assertThat(restored.rules()).isEmpty();
        assertThat(restored.suspendedSegments()).isEmpty();
        assertThat(restored.state().type()).isEqualTo("segmentation/2");
    }

    @Test
    void partsOfAStoredReleaseThatDoNotFitTogetherAreRefused() {
        ModelState good = released().state();
        ModelState registry = good.child("registry");
        ModelState oneSegment = ModelState.of(registry.type())
                .put("nextId", 9L)
                .putChildren("segments", registry.children("segments").subList(0, 1))
                .build();
        ModelState otherNames = released().renamed(1, "Other").registry().state();
        ModelState otherRules = SegmentRules.of(
                        FeatureMatrix.of(new double[][] {{1}, {2}}),
                        new int[] {0, 1},
                        new double[][] {{1}, {2}},
                        CONTEXT)
                .state();
        String type = "segmentation/2";
        assertThat(restored(altered(good, type, Map.of(), "rules")).rules()).isEmpty();
        List<ModelState> wrong = List.of(
                altered(good, type, Map.of("registry", oneSegment)),
                altered(good, type, Map.of("registry", otherNames)),
                altered(good, type, Map.of("rules", otherRules)),
                altered(good, type, Map.of("suspended", new double[] {3})),
                altered(good, type, Map.of("suspended", new double[] {1, 1})),
                altered(good, type, Map.of("suspended", new double[] {1.5})),
                altered(good, type, Map.of(), "registry"),
                altered(good, type, Map.of(), "suspended"),
                altered(good, "segmentation/3", Map.of()));
        for (ModelState state : wrong) {
            assertThatThrownBy(() -> restored(state)).isInstanceOf(InvalidInputException.class);
        }
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
