package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.SegmentChange.Kept;
import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.Clustering;
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
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.CentroidIndex;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentRegistryTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .number("income")
            .allow(Purpose.PERSONALISATION)
            .number("tenure")
            .allow(Purpose.PERSONALISATION)
            .build();

    private static SegmentMembers run(int segments, int... labels) {
        return SegmentMembers.of(
                IntStream.range(0, labels.length).mapToObj(i -> "c" + i).toList(), labels, segments);
    }

    private static SegmentMembers named(String... names) {
        return run(names.length, IntStream.range(0, names.length).toArray()).withNames(List.of(names));
    }

    private static List<String> names(SegmentRegistry registry) {
        return registry.segments().stream().map(RegisteredSegment::name).toList();
    }

    private static List<Integer> ids(SegmentRegistry registry) {
        return registry.segments().stream().map(RegisteredSegment::id).toList();
    }

    /** Customers around three places; the third loses and gains some from one period to the next. */
    private static CustomerData customers(int from, int to) {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        for (int i = from; i < to; i++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(3, i));
            table.add("c" + i)
                    .set("income", 40 * (i % 3) + 3 * random.nextGaussian())
                    .set("tenure", 10 * (i % 3 % 2) + random.nextGaussian());
        }
        return CustomerData.of(table.build());
    }

    private static SegmentationProposal propose(CustomerData customers, long seed) {
        return Segmenter.builder(SCHEMA)
                .purpose(Purpose.PERSONALISATION)
                .admit(Admission.everyone(LawfulBasis.CONTRACT, "the test says so"))
                .features(Attributes.all(), Scaling.standard())
                .cluster(KMeans.withClusters(3))
                .build()
                .propose(customers, RunContext.seeded(seed));
    }

    @Test
    void idsAndGivenNamesSurviveARefitFromProposalToProposal() {
        SegmentationProposal march = propose(customers(0, 300), 1);
        SegmentRegistry registry = SegmentRegistry.of(SegmentMembers.of(march)).rename(2, " Night owls ");
        SegmentationProposal june = propose(customers(60, 400), 5);

        SegmentSuccession succession = registry.next(SegmentMembers.of(march), SegmentMembers.of(june), CONTEXT);

        assertThat(succession.changes()).hasSize(3).allMatch(Kept.class::isInstance);
        assertThat(ids(succession.registry())).containsExactlyInAnyOrder(1, 2, 3);
        for (int number = 1; number <= 3; number++) {
            RegisteredSegment now = succession.registry().segments().get(number - 1);
            RegisteredSegment then = registry.find(now.id()).orElseThrow();
            assertThat(now.number()).isEqualTo(number);
            assertThat(now.name()).isEqualTo(now.id() == 2 ? "Night owls" : then.name());
            assertThat(now.automaticName())
                    .isEqualTo(june.segments().get(number - 1).name());
        }
        assertThat(succession.migration().common()).isEqualTo(240);
        assertThat(registry.find(2).orElseThrow().automaticName())
                .isEqualTo(march.segments().get(1).name());
    }

    @Test
    void aReleaseTellsTheSegmentsOfARefitBySortingTheSameCustomers() {
        ReleasedSegmentation released = propose(customers(0, 300), 1).release();
        CustomerData june = customers(300, 600);
        SegmentSuccession succession = released.registry()
                .next(SegmentMembers.of(released.assign(june, CONTEXT)), SegmentMembers.of(propose(june, 5)), CONTEXT);
        assertThat(succession.changes(Kept.class))
                .hasSize(3)
                .allSatisfy(kept -> assertThat(kept.stayed().orElseThrow()).isEqualTo(1));
        assertThat(succession.migration().common()).isEqualTo(300);
    }

    @Test
    void withoutACommonCustomerTheProfilesTellTheSegments() {
        SegmentationProposal march = propose(customers(0, 300), 1);
        SegmentationProposal june = propose(customers(300, 600), 5);
        SegmentSuccession succession = SegmentRegistry.of(SegmentMembers.of(march))
                .next(SegmentMembers.of(march), SegmentMembers.of(june), CONTEXT);
        assertThat(succession.changes(Kept.class)).hasSize(3);
        for (RegisteredSegment now : succession.registry().segments()) {
            double income = mean(june.segments().get(now.number() - 1));
            double before = mean(march.segments().get(now.id() - 1));
            assertThat(Math.abs(income - before)).isLessThan(5);
        }
    }

    private static double mean(Segment segment) {
        return segment.profile().features().get(0).mean().orElseThrow();
    }

    @Test
    @RequiresData({Adult.TRAIN})
    void aRefitOfAdultWithAnotherSeedKeepsEveryIdWhereTheCentroidIndexIsZero() {
        double[][] rows = Adult.zScores(Adult.train().numbers("age", "education-num", "hours-per-week"));
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        List<String> customers =
                IntStream.range(0, rows.length).mapToObj(i -> "p" + i).toList();
        List<Clustering> runs = new ArrayList<>();
        for (long seed = 1; seed <= 5; seed++) {
            runs.add(KMeans.withClusters(6).fit(TrainingSet.of(matrix), RunContext.seeded(seed)));
        }
        int alike = 0;
        for (Clustering first : runs) {
            for (Clustering second : runs) {
                if (first != second && CentroidIndex.between(centres(first), centres(second)) == 0) {
                    alike++;
                    SegmentMembers before = SegmentMembers.of(customers, first.labels(), 6);
                    SegmentMembers after = SegmentMembers.of(customers, second.labels(), 6);
                    SegmentSuccession succession = SegmentRegistry.of(before).next(before, after, CONTEXT);
                    assertThat(succession.changes()).hasSize(6).allMatch(Kept.class::isInstance);
                    assertThat(ids(succession.registry())).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
                }
            }
        }
        assertThat(alike).isPositive();
    }

    private static double[][] centres(Clustering clustering) {
        return IntStream.range(0, clustering.clusterCount())
                .mapToObj(((CentroidModel) clustering.model())::centroid)
                .toArray(double[][]::new);
    }

    @Test
    void newSegmentsTakeTheirAutomaticNameWithANumberWhereAKeptOneHasIt() {
        SegmentMembers before = run(2, 0, 0, 0, 1, 1, 1).withNames(List.of("low income", "high income"));
        SegmentMembers after = run(3, 2, 2, 2, 1, 1, 1, 0, 0).withNames(List.of("Low Income", "rich", "poor"));
        SegmentRegistry registry =
                SegmentRegistry.of(before).next(before, after, CONTEXT).registry();
        assertThat(registry.segments())
                .containsExactly(
                        new RegisteredSegment(3, 1, "Low Income (2)", "Low Income"),
                        new RegisteredSegment(2, 2, "high income", "rich"),
                        new RegisteredSegment(1, 3, "low income", "poor"));
    }

    @Test
    void segmentsWithoutNamesAreCalledByTheirIds() {
        SegmentMembers before = run(2, 0, 0, 1, 1);
        SegmentMembers after = run(2, 1, 1, -1, -1, 0, 0);
        SegmentRegistry registry = SegmentRegistry.of(before);
        assertThat(names(registry)).containsExactly("segment 1", "segment 2");
        assertThat(names(registry.next(before, after, CONTEXT).registry())).containsExactly("segment 3", "segment 1");
    }

    @Test
    void renamingRefusesWhatIsNoNameAndChangesNothingElse() {
        SegmentRegistry registry = SegmentRegistry.of(named("one", "two"));
        assertThat(names(registry.rename(1, "x".repeat(80)))).containsExactly("x".repeat(80), "two");
        assertThat(names(registry.rename(1, "ONE"))).containsExactly("ONE", "two");
        assertThat(names(registry)).containsExactly("one", "two");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.rename(1, " \t"))
                .withMessageContaining("blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.rename(1, " Two "))
                .withMessageContaining("segment 2 already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.rename(1, "x".repeat(81)))
                .withMessageContaining("at most 80 characters, had 81");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.rename(1, "a\nb"))
                .withMessageContaining("control characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.rename(3, "three"))
                .withMessageContaining("[1, 2]");
    }

    @Test
    void theWrongEarlierRunIsRefused() {
        SegmentRegistry registry = SegmentRegistry.of(named("one", "two"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.next(named("one"), named("one"), CONTEXT))
                .withMessageContaining("2 segments of this registry, had 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.next(named("two", "one"), named("one"), CONTEXT))
                .withMessageContaining("other automatic names");
    }

    @Test
    void theExhibitsNameChangesAndCountOnlyInTheFlows() {
        SegmentMembers before = named("one", "two");
        SegmentMembers after = run(3, 0, -1, 1, 2).withNames(List.of("uno", "new", "newer"));
        List<Exhibit> exhibits =
                SegmentRegistry.of(before).next(before, after, CONTEXT).exhibits();
        assertThat(((Exhibit.Table) exhibits.get(0)).rows())
                .extracting(row -> row.stream()
                        .map(cell -> ((Exhibit.Cell.Text) cell).words())
                        .toList())
                .containsExactly(
                        List.of("kept", "1 one", "1 one"),
                        List.of("born", "", "3 new"),
                        List.of("born", "", "4 newer"),
                        List.of("died", "2 two", ""));
        assertThat(((Exhibit.Flows) exhibits.get(1)).flows()).hasSize(4);
    }

    /** The format of version 1; a registry written so must stay readable. */
    private static ModelState stored(long nextId, ModelState... segments) {
        return ModelState.of("segment-registry/1")
                .put("nextId", nextId)
                .putChildren("segments", Arrays.asList(segments))
                .build();
    }

    private static ModelState stored(long id, String name, String automatic) {
        return ModelState.of("registered-segment/1")
                .put("id", id)
                .put("name", name)
                .put("automaticName", automatic)
                .build();
    }

    @Test
    void theGoldenStateIsReadAndWrittenAsItStands() {
        ModelState golden = stored(9, stored(7, "Night owls", "high hour"), stored(2, "low hour", "low hour"));
        SegmentRegistry registry = SegmentRegistry.restore(golden);
        assertThat(registry.segments())
                .containsExactly(
                        new RegisteredSegment(7, 1, "Night owls", "high hour"),
                        new RegisteredSegment(2, 2, "low hour", "low hour"));
        assertThat(registry.state()).usingRecursiveComparison().isEqualTo(golden);
        SegmentMembers before = named("high hour", "low hour");
        SegmentMembers after = run(3, 0, 1, 2);
        assertThat(ids(registry.next(before, after, CONTEXT).registry())).containsExactly(7, 2, 9);
    }

    @Test
    void anAlteredStateIsRefused() {
        ModelState good = stored(1, "one", "one");
        List<ModelState> wrong = List.of(
                stored(2),
                stored(1, good),
                stored(3, good, good),
                stored(3, good, stored(2, "ONE", "two")),
                stored(3, good, stored(2, " ", "two")),
                stored(3, good, stored(2, "two", "")),
                stored(3, good, stored(0, "two", "two")),
                stored(3, good, ModelState.of("registered-segment/2").build()),
                ModelState.of("segment-registry/2").build(),
                ModelState.of("segment-registry/1").put("nextId", 2).build());
        for (ModelState state : wrong) {
            assertThatThrownBy(() -> SegmentRegistry.restore(state)).isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void stopsWhenCancelled() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        SegmentMembers run = named("one");
        assertThatThrownBy(() -> SegmentRegistry.of(run).next(run, run, CONTEXT.withCancellation(cancellation)))
                .isInstanceOf(CancelledException.class);
    }
}
