package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.SegmentChange.Kept;
import io.github.segmentation4j.SegmentChange.Merged;
import io.github.segmentation4j.SegmentChange.Split;
import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.explain.Feedback;
import io.github.segmentation4j.explain.FeedbackSink;
import io.github.segmentation4j.explain.FeedbackSummary;
import io.github.segmentation4j.feature.Attributes;
import io.github.segmentation4j.feature.Imputation;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A segmenter that follows an earlier release, through the whole way from customers to releases. */
class SegmentFollowingTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final Admission EVERYONE = Admission.everyone(LawfulBasis.CONTRACT, "the test says so");

    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .flag("agreed")
            .consentFor(Purpose.PERSONALISATION)
            .number("income")
            .allow(Purpose.PERSONALISATION, Purpose.FRAUD_PREVENTION)
            .number("tenure")
            .allow(Purpose.PERSONALISATION, Purpose.FRAUD_PREVENTION)
            .build();

    /** Two places far apart and two near each other, which three clusters take for one. */
    private static final double[][] PLACES = {{0, 0}, {60, 0}, {60, 50}, {60, 62}};

    private static final CustomerData CUSTOMERS = customers(0);

    /** The same 400 customers in an order of the seed. */
    private static CustomerData customers(long order) {
        int[] rows = IntStream.range(0, 400).toArray();
        if (order != 0) {
            SeededRandom.of(order).shuffle(rows);
        }
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        for (int i : rows) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(3, i));
            table.add("c" + i)
                    .set("agreed", i % 8 != 7)
                    .set("income", PLACES[i % 4][0] + random.nextGaussian())
                    .set("tenure", PLACES[i % 4][1] + random.nextGaussian());
        }
        return CustomerData.of(table.build());
    }

    /** K-means, whose numbers follow from the data, with its clusters numbered by chance. */
    private record Renumbered(KMeans clusterer) implements Clusterer {
        @Override
        public Clustering fit(TrainingSet training, RunContext context) {
            CentroidModel model =
                    (CentroidModel) clusterer.fit(training, context).model();
            int[] order = IntStream.range(0, model.clusterCount()).toArray();
            SeededRandom.of(context.seed()).shuffle(order);
            CentroidModel renumbered = ClusterModels.ofNumberedCentroids(
                    Arrays.stream(order).mapToObj(model::centroid).toArray(double[][]::new));
            return Clustering.of(renumbered.assign(training.matrix(), context), renumbered);
        }

        @Override
        public String describe() {
            return clusterer.describe();
        }
    }

    private static Segmenter.Builder segmenter(int clusters) {
        return Segmenter.builder(SCHEMA)
                .purpose(Purpose.PERSONALISATION)
                .admit(EVERYONE)
                .features(Attributes.all(), Scaling.standard())
                .cluster(new Renumbered(KMeans.withClusters(clusters)));
    }

    private static ReleasedSegmentation release(int clusters) {
        return segmenter(clusters).build().propose(CUSTOMERS, CONTEXT).release();
    }

    private static SegmentationProposal follow(ReleasedSegmentation earlier, int clusters, long seed) {
        return segmenter(clusters).follow(earlier).build().propose(customers(seed), RunContext.seeded(seed));
    }

    private static List<Integer> ids(SegmentRegistry registry) {
        return registry.segments().stream().map(RegisteredSegment::id).toList();
    }

    private static List<String> names(List<Segment> segments) {
        return segments.stream().map(Segment::name).toList();
    }

    /** That whoever is in a segment of one release is in the segment with the same id and name of the other. */
    private static void requireSameSegments(ReleasedSegmentation one, ReleasedSegmentation other, CustomerData data) {
        SegmentAssignments before = one.assign(data, CONTEXT);
        SegmentAssignments after = other.assign(data, CONTEXT);
        for (int i = 0; i < before.size(); i++) {
            Segment then = before.segment(i).orElseThrow();
            Segment now = after.segment(i).orElseThrow();
            assertThat(now.name()).isEqualTo(then.name());
            assertThat(other.registry().segments().get(now.number() - 1).id())
                    .isEqualTo(one.registry().segments().get(then.number() - 1).id());
        }
    }

    @Test
    void aRefitThatOnlyPermutesRowsAndClusterNumbersKeepsEveryIdAndName() {
        ReleasedSegmentation first = release(3).renamed(2, "Night owls");
        int permuted = 0;
        for (long seed = 2; seed <= 9; seed++) {
            SegmentationProposal refit = follow(first, 3, seed);
            SegmentSuccession succession = refit.succession().orElseThrow();
            assertThat(succession.changes()).hasSize(3).allSatisfy(change -> {
                assertThat(change).isInstanceOf(Kept.class);
                assertThat(((Kept) change).stayed()).isEqualTo(Statistic.of(1));
            });
            assertThat(names(refit.segments()))
                    .contains("Night owls")
                    .isEqualTo(names(refit.draft().segments()));
            ReleasedSegmentation second = refit.release();
            assertThat(ids(second.registry())).containsExactlyInAnyOrder(1, 2, 3);
            requireSameSegments(first, second, CUSTOMERS);
            permuted += ids(second.registry()).equals(List.of(1, 2, 3)) ? 0 : 1;
        }
        assertThat(permuted).isPositive();
    }

    @Test
    @RequiresData({Adult.TRAIN})
    void aRefitOfAdultFromTheSameStartKeepsEveryIdAndNameInAnyOrder() {
        String[] columns = {"age", "education-num", "hours-per-week"};
        Schema.Builder builder = Schema.builder().id("person");
        for (String column : columns) {
            builder.number(column).allow(Purpose.PERSONALISATION);
        }
        Schema schema = builder.build();
        double[][] rows = Adult.train().numbers(columns);
        // In standard deviations: young, old, much education, many hours.
        double[][] start = {{-1, 0, 0}, {1, 0, 0}, {0, 1.5, 0}, {0, 0, 1.5}};
        Optional<ReleasedSegmentation> first = Optional.empty();
        int permuted = 0;
        for (long seed = 1; seed <= 5; seed++) {
            int[] order = IntStream.range(0, 5000).toArray();
            SeededRandom.of(seed).shuffle(order);
            CustomerTable.Builder table = CustomerTable.builder(schema);
            for (int i : order) {
                table.add("p" + i);
                for (int c = 0; c < columns.length; c++) {
                    table.set(columns[c], rows[i][c]);
                }
            }
            CustomerData people = CustomerData.of(table.build());
            Segmenter.Builder segmenter = Segmenter.builder(schema)
                    .purpose(Purpose.PERSONALISATION)
                    .admit(EVERYONE)
                    .features(Attributes.all(), Scaling.standard())
                    .cluster(new Renumbered(KMeans.withClusters(4).withCentroids(start)));
            first.ifPresent(segmenter::follow);
            SegmentationProposal proposal = segmenter.build().propose(people, RunContext.seeded(seed));
            if (first.isEmpty()) {
                first = Optional.of(proposal.release().renamed(3, "Night owls"));
                continue;
            }
            assertThat(proposal.succession().orElseThrow().changes()).hasSize(4).allMatch(Kept.class::isInstance);
            requireSameSegments(first.orElseThrow(), proposal.release(), people);
            permuted += ids(proposal.release().registry()).equals(List.of(1, 2, 3, 4)) ? 0 : 1;
        }
        assertThat(permuted).isPositive();
    }

    @Test
    void aPlantedSplitIsFoundAndTheNewSegmentHasANewIdAndItsOwnName() {
        ReleasedSegmentation three = release(3);
        SegmentationProposal four = follow(three, 4, 7);
        SegmentSuccession succession = four.succession().orElseThrow();
        assertThat(succession.changes(Split.class))
                .singleElement()
                .satisfies(split -> assertThat(split.parts())
                        .extracting(SegmentChange.Part::id)
                        .contains(4)
                        .hasSize(2));
        assertThat(ids(four.release().registry())).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(names(four.release().segments()))
                .containsAll(names(three.segments()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aPlantedMergerIsFound() {
        ReleasedSegmentation four = release(4);
        SegmentationProposal three = follow(four, 3, 7);
        SegmentSuccession succession = three.succession().orElseThrow();
        assertThat(succession.changes(Merged.class))
                .singleElement()
                .satisfies(merged -> assertThat(merged.parts()).hasSize(2));
        assertThat(ids(three.release().registry())).hasSize(3).doesNotContain(5);
        assertThat(names(four.segments())).containsAll(names(three.segments()));
    }

    @Test
    void aChainOfRefitsNeverUsesAnIdTwice() {
        ReleasedSegmentation merged = follow(release(4), 3, 3).release();
        ReleasedSegmentation split = follow(merged, 4, 5).release();
        assertThat(ids(split.registry())).contains(5).doesNotHaveDuplicates();
    }

    @Test
    void aRunThatFollowsNoneHasIdsFromOneAndNoSuccession() {
        SegmentationProposal proposal = segmenter(3).build().propose(CUSTOMERS, CONTEXT);
        assertThat(proposal.succession()).isEmpty();
        assertThat(ids(proposal.release().registry())).containsExactly(1, 2, 3);
        assertThat(proposal.checks()).extracting(SegmentationCheck::id).doesNotContain("suspended-segments");
    }

    @Test
    void membersOfAReleaseAndOfAProposalGoByTheirAutomaticNames() {
        ReleasedSegmentation renamed = release(3).renamed(1, "Night owls");
        SegmentationProposal refit = follow(renamed, 3, 4);
        SegmentMembers members = SegmentMembers.of(refit);
        assertThat(members.names()).doesNotContain("Night owls");
        assertThat(refit.release().registry().next(members, members, CONTEXT).changes())
                .allMatch(Kept.class::isInstance);
        assertThat(SegmentMembers.of(renamed.assign(CUSTOMERS, CONTEXT)).names())
                .isEqualTo(names(release(3).segments()));
    }

    @Test
    void whoeverIsAdmittedInOneRunOnlyHasJoinedOrLeft() {
        ReleasedSegmentation byConsent = segmenter(3)
                .admit(Admission.byConsent())
                .build()
                .propose(CUSTOMERS, CONTEXT)
                .release();
        MigrationMatrix moves =
                follow(byConsent, 3, 2).succession().orElseThrow().migration();
        assertThat(moves.common()).isEqualTo(350);
        assertThat(IntStream.range(0, 3).mapToLong(moves::joined).sum()).isEqualTo(50);
    }

    @Test
    void aReleaseForAnotherPurposeOrOfAnotherSchemaIsNotFollowed() {
        Segmenter.Builder other = segmenter(3).purpose(Purpose.FRAUD_PREVENTION).follow(release(3));
        assertThatIllegalArgumentException().isThrownBy(other::build).withMessageContaining("the same purpose");
        Schema poorer = Schema.builder()
                .id("customer")
                .number("income")
                .allow(Purpose.PERSONALISATION)
                .build();
        Segmenter.Builder narrow = Segmenter.builder(poorer)
                .purpose(Purpose.PERSONALISATION)
                .admit(EVERYONE)
                .features(Attributes.all())
                .cluster(KMeans.withClusters(2))
                .follow(release(3));
        assertThatIllegalArgumentException()
                .isThrownBy(narrow::build)
                .withMessageContaining("cannot read")
                .withMessageContaining("'tenure' is missing");
    }

    @Test
    void aReleaseThatCannotDescribeACustomerSaysThatItIsTheFollowedOne() {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        for (int i = 0; i < 9; i++) {
            table.add("c" + i).set("income", i);
        }
        table.add("c9").set("income", 9).set("tenure", 7);
        Segmenter filled = segmenter(2)
                .features(Attributes.all(), Imputation.median(), Scaling.standard())
                .follow(release(3))
                .build();
        CustomerData gaps = CustomerData.of(table.build());
        assertThatThrownBy(() -> filled.propose(gaps, CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("the release that is followed cannot put the customers into its segments")
                .hasMessageContaining("follow no release");
    }

    private static ReleasedSegmentation suspended(ReleasedSegmentation release, int... numbers) {
        List<FeedbackSink.Entry> entries = new ArrayList<>();
        for (int number : numbers) {
            for (int i = 0; i < 20; i++) {
                entries.add(new FeedbackSink.Entry(number + "-" + i, number, Feedback.UNCOMFORTABLE));
            }
        }
        FeedbackSummary feedback = FeedbackSummary.of(release.segments().size(), entries);
        return release.suspending(FeedbackLimit.uncomfortable(0.1), feedback);
    }

    private static int numberOf(SegmentRegistry registry, int id) {
        return registry.find(id).orElseThrow().number();
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4})
    void aSuspendedSegmentThatIsKeptWarnsAndStaysSuspendedUntilAPersonReleases(long seed) {
        ReleasedSegmentation earlier = suspended(release(3), 2);
        SegmentationProposal refit = follow(earlier, 3, seed);
        int number = numberOf(refit.draft().named().registry(), 2);
        assertThat(refit.findings(Verdict.WARN)).singleElement().satisfies(finding -> {
            assertThat(finding.key()).isEqualTo("feedback.suspended");
            assertThat(finding.attribute()).contains("segment " + number);
        });
        assertThat(refit.release().suspendedSegments()).containsExactly(number);
        assertThat(segmenter(3)
                        .follow(earlier)
                        .gate(proposal -> GateDecision.release("head of marketing", "the voucher was dropped"))
                        .build()
                        .propose(CUSTOMERS, CONTEXT)
                        .release()
                        .suspendedSegments())
                .isEmpty();
        Segmenter strict =
                segmenter(3).follow(earlier).gate(ReleaseGate.withoutWarnings()).build();
        assertThatThrownBy(() -> strict.propose(CUSTOMERS, CONTEXT).release())
                .isInstanceOf(ReleaseBlockedException.class);
    }

    @Test
    void suspensionPassesToThePartsOfASplitAndToWhatWasMerged() {
        ReleasedSegmentation three = release(3);
        Split split = follow(three, 4, 7)
                .succession()
                .orElseThrow()
                .changes(Split.class)
                .get(0);
        SegmentationProposal four = follow(suspended(three, split.id()), 4, 7);
        SegmentRegistry registry = four.draft().named().registry();
        assertThat(four.release().suspendedSegments())
                .containsExactlyElementsOf(split.parts().stream()
                        .map(part -> numberOf(registry, part.id()))
                        .sorted()
                        .toList());

        ReleasedSegmentation parts = release(4);
        Merged merged = follow(parts, 3, 7)
                .succession()
                .orElseThrow()
                .changes(Merged.class)
                .get(0);
        int dying = merged.parts().stream()
                .mapToInt(SegmentChange.Part::id)
                .filter(id -> id != merged.id())
                .findFirst()
                .orElseThrow();
        SegmentationProposal whole = follow(suspended(parts, dying), 3, 7);
        assertThat(whole.release().suspendedSegments())
                .containsExactly(numberOf(whole.draft().named().registry(), merged.id()));
    }

    @Test
    void aSuspendedSegmentIsFollowedByAllWhoWouldBeInIt() {
        SegmentationProposal refit = follow(suspended(release(3), 1, 2, 3), 3, 5);
        assertThat(refit.succession().orElseThrow().migration().common()).isEqualTo(400);
        assertThat(refit.succession().orElseThrow().changes()).hasSize(3).allMatch(Kept.class::isInstance);
        SegmentAssignments nobody = refit.release().assign(CUSTOMERS, CONTEXT);
        assertThat(nobody.byId()).isEqualTo(Map.of());
        assertThat(nobody.suspended()).isEqualTo(400);
        assertThat(Arrays.stream(nobody.labels()).distinct().count()).isEqualTo(3);
    }
}
