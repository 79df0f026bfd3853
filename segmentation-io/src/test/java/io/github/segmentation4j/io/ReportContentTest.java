package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.MigrationMatrix;
import io.github.segmentation4j.Segment;
import io.github.segmentation4j.SegmentMembers;
import io.github.segmentation4j.SegmentRegistry;
import io.github.segmentation4j.SegmentSuccession;
import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.data.AccessReport;
import io.github.segmentation4j.explain.ExplanationPolicy;
import io.github.segmentation4j.explain.FeatureGlossary;
import io.github.segmentation4j.explain.SegmentMap;
import io.github.segmentation4j.explain.Wording;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Hidden;
import io.github.segmentation4j.io.ReportModel.Section;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.quality.ChooseClusterCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What stands in the sections of a report. */
class ReportContentTest {
    private static final SegmentationProposal PROPOSAL = Shop.proposal();
    private static final ReportModel MODEL = ReportBuilder.of(PROPOSAL);
    private static final Disclosure DISCLOSURE = new Disclosure(20);

    private static Section section(ReportModel model, String id) {
        return model.sections().stream()
                .filter(section -> section.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static <T extends Block> List<T> blocks(Section section, Class<T> kind) {
        List<T> found = new ArrayList<>();
        collect(section.blocks(), kind, found);
        return found;
    }

    private static <T extends Block> void collect(List<Block> blocks, Class<T> kind, List<T> found) {
        for (Block block : blocks) {
            if (kind.isInstance(block)) {
                found.add(kind.cast(block));
            }
            if (block instanceof ReportModel.Group group) {
                collect(group.blocks(), kind, found);
            }
        }
    }

    private static String text(Section section) {
        StringBuilder all = new StringBuilder();
        ReportTexts.changed(List.of(section), text -> {
            all.append(text).append('\n');
            return text;
        });
        return all.toString();
    }

    @Test
    void everySectionBeginsWithWhatItAnswers() {
        assertThat(MODEL.sections())
                .allSatisfy(section -> assertThat(section.blocks().get(0)).isInstanceOf(ReportModel.Paragraph.class));
    }

    @Test
    void findingsThatBlockComeBeforeThoseThatWarn() {
        List<ReportModel.FindingLine> lines = blocks(section(MODEL, "verdict"), ReportModel.Findings.class)
                .get(0)
                .findings();
        assertThat(lines)
                .extracting(ReportModel.FindingLine::verdict)
                .isSortedAccordingTo(Comparator.reverseOrder())
                .hasSizeGreaterThan(1);
        assertThat(text(section(MODEL, "verdict"))).contains("nobody: a check that blocks cannot be overruled");
    }

    @Test
    void everyCheckStandsInOneSection() {
        List<String> shown = MODEL.sections().stream()
                .flatMap(section -> section.blocks().stream())
                .filter(ReportModel.Group.class::isInstance)
                .map(block -> (ReportModel.Group) block)
                .filter(group -> group.verdict().isPresent())
                .map(ReportModel.Group::title)
                .toList();
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(PROPOSAL.results().stream()
                        .map(result -> result.check())
                        .toList());
    }

    @Test
    void sizesAreThoseOfTheSegmentsAndAddUpWhereNoneIsHidden() {
        SegmentationProposal three = Shop.segmenter()
                .cluster(KMeans.withClusters(3))
                .build()
                .propose(Shop.data(Shop.QUIET_VALUE), Shop.CONTEXT);
        ReportModel.Bars sizes = blocks(section(ReportBuilder.of(three), "segments"), ReportModel.Bars.class)
                .get(0);
        assertThat(sizes.bars().stream()
                        .mapToDouble(bar -> ((ReportModel.Figure) bar.value()).number())
                        .sum())
                .isEqualTo(three.access().admitted());
        double shares = blocks(section(ReportBuilder.of(three), "segments"), ReportModel.Facts.class).stream()
                .flatMap(facts -> facts.facts().stream())
                .filter(fact -> fact.value() instanceof ReportModel.Share)
                .mapToDouble(fact -> ((ReportModel.Share) fact.value()).share())
                .sum();
        // Each of three shares is rounded to 1e-4.
        assertThat(shares).isCloseTo(1, within(1.5e-4));
    }

    @Test
    void theFunnelTellsWhoWasAdmittedAsFarAsItMayBeTold() {
        AccessReport access = PROPOSAL.access();
        List<ReportModel.Fact> bars = blocks(section(MODEL, "admission"), ReportModel.Bars.class)
                .get(0)
                .bars();
        assertThat(bars).extracting(ReportModel.Fact::name).startsWith("in the data", "admitted", "left out");
        List<Integer> counts = List.of(access.total(), access.admitted(), access.total() - access.admitted());
        for (int b = 0; b < counts.size(); b++) {
            Value value = bars.get(b).value();
            assertThat(value instanceof Hidden || value.equals(new ReportModel.Figure(counts.get(b))))
                    .isTrue();
        }
        assertThat(bars).hasSize(3 + access.excluded().size());
    }

    @Test
    void theHeatMapHidesSmallSegmentsAndAgreesWithTheProfiles() {
        ReportModel.Heat heat =
                blocks(section(MODEL, "segments"), ReportModel.Heat.class).get(0);
        assertThat(heat.rows()).hasSameSizeAs(PROPOSAL.segments());
        for (Segment segment : PROPOSAL.segments()) {
            List<Value> values = heat.rows().get(segment.number() - 1).values();
            assertThat(values).hasSameSizeAs(heat.columns());
            if (segment.size() < 20) {
                assertThat(values).allMatch(Hidden.class::isInstance);
            } else {
                int monetary = heat.columns().indexOf("monetary");
                double difference = segment.profile().features().stream()
                        .filter(profile -> profile.feature().name().equals("monetary"))
                        .findFirst()
                        .orElseThrow()
                        .difference()
                        .orElseThrow();
                assertThat(values.get(monetary)).isEqualTo(new ReportModel.Effect(Math.rint(100 * difference) / 100));
            }
        }
    }

    @Test
    void boxesAreOfAtMostFourNumbersWithAllSegmentsAndHideSmallOnes() {
        List<ReportModel.Boxes> boxes = blocks(section(MODEL, "segments"), ReportModel.Boxes.class);
        assertThat(boxes).hasSizeBetween(1, 4).allSatisfy(one -> {
            assertThat(one.boxes()).hasSameSizeAs(PROPOSAL.segments());
            for (Segment segment : PROPOSAL.segments()) {
                ReportModel.Box box = one.boxes().get(segment.number() - 1);
                assertThat(box.median() instanceof Hidden).isEqualTo(segment.size() < 20);
            }
        });
    }

    @Test
    void squaresAndMarksOfFewPersonsAreNotOnThePlane() {
        List<SegmentMap.Axis> axes = List.of(
                new SegmentMap.Axis(0.5, List.of(new SegmentMap.Weight(Feature.of("tenure"), -0.8))),
                new SegmentMap.Axis(0.25, List.of(new SegmentMap.Weight(Feature.of("value"), 0.9))));
        int small = PROPOSAL.segments().stream()
                .filter(segment -> segment.size() < 20)
                .findFirst()
                .orElseThrow()
                .number();
        int large = small == 1 ? 2 : 1;
        SegmentMap map = new SegmentMap(
                4,
                4,
                axes,
                List.of(
                        new SegmentMap.Square(0, 0, 3, large - 1, 3),
                        new SegmentMap.Square(1, 0, 40, large - 1, 40),
                        new SegmentMap.Square(2, 0, 300, large - 1, 280),
                        new SegmentMap.Square(3, 0, 57, -1, 50),
                        new SegmentMap.Square(3, 3, 60, large - 1, 19)),
                List.of(new SegmentMap.Centre(small - 1, 3.3, 3.3), new SegmentMap.Centre(large - 1, 1.26, 0.5)),
                460);
        ReportModel.Plane plane = (ReportModel.Plane)
                SegmentPlane.blocks(new ReportMaterial(PROPOSAL), map).get(0);
        assertThat(plane.squares())
                .containsExactly(
                        new ReportModel.PlaneSquare(1, 0, large - 1, 40),
                        new ReportModel.PlaneSquare(2, 0, large - 1, 300),
                        new ReportModel.PlaneSquare(3, 0, PROPOSAL.segments().size(), 57));
        assertThat(plane.marks()).containsExactly(new ReportModel.PlaneMark(large - 1, 1.3, 0.5));
        assertThat(plane.segments()).last().isEqualTo("no segment");
        assertThat(plane.text()).contains("75.0 %", "Not drawn because few customers are there: 2 squares.");
        assertThat(plane.xLabel()).isEqualTo("less tenure (50.0 % of all differences)");
    }

    @Test
    void aSingleSmallSquareTakesTheNextSmallestAlong() {
        SegmentMap.Axis axis = new SegmentMap.Axis(0.5, List.of());
        SegmentMap map = new SegmentMap(
                3,
                1,
                List.of(axis, axis),
                List.of(
                        new SegmentMap.Square(0, 0, 3, 0, 3),
                        new SegmentMap.Square(1, 0, 40, 0, 40),
                        new SegmentMap.Square(2, 0, 300, 0, 300)),
                List.of(),
                343);
        ReportModel.Plane plane = (ReportModel.Plane)
                SegmentPlane.blocks(new ReportMaterial(PROPOSAL), map).get(0);
        assertThat(plane.squares()).containsExactly(new ReportModel.PlaneSquare(2, 0, 0, 300));
    }

    @Test
    void theChoiceOfTheNumberIsDrawnOrSaidToBeGiven() {
        assertThat(text(section(MODEL, "count"))).contains("was given by whoever asked");
        SegmentationProposal chosen = Shop.segmenter()
                .cluster(ChooseClusterCount.between(2, 4).with(KMeans::withClusters))
                .build()
                .propose(Shop.data(Shop.QUIET_VALUE), Shop.CONTEXT);
        Section count = section(ReportBuilder.of(chosen), "count");
        assertThat(blocks(count, ReportModel.Curve.class))
                .extracting(ReportModel.Curve::title)
                .contains("stability by number of segments", "silhouette by number of segments");
        ReportModel.Table table = blocks(count, ReportModel.Table.class).get(1);
        for (ReportModel.Curve curve : blocks(count, ReportModel.Curve.class)) {
            int column = table.columns().indexOf(curve.yLabel());
            assertThat(curve.points().stream().map(ReportModel.Point::y).toList())
                    .isEqualTo(table.rows().stream()
                            .map(row -> ((ReportModel.Figure) row.get(column)).number())
                            .toList());
        }
    }

    @Test
    void migrationHidesSmallFlowsAndTheNamesOfSmallSegments() {
        int[] before =
                IntStream.range(0, 300).map(i -> i < 150 ? 0 : i < 290 ? 1 : 2).toArray();
        int[] after =
                IntStream.range(0, 300).map(i -> i < 143 ? 0 : i < 290 ? 1 : 2).toArray();
        List<String> ids = IntStream.range(0, 300).mapToObj(i -> "id-" + i).toList();
        SegmentMembers old = SegmentMembers.of(ids, before, 3).withNames(List.of("low", "high", "secret"));
        SegmentMembers current = SegmentMembers.of(ids, after, 3).withNames(List.of("low", "high", "secret"));
        SegmentSuccession succession = SegmentRegistry.of(old).next(old, current, Shop.CONTEXT);
        Section migration = MigrationSection.of(DISCLOSURE, succession);

        assertThat(text(migration)).doesNotContain("secret").contains("3 (too small to describe)", "1 low", "2 high");
        ReportModel.Flows flows = blocks(migration, ReportModel.Flows.class).get(0);
        MigrationMatrix moves = succession.migration();
        assertThat(flows.flows()).hasSize(4);
        for (ReportModel.Flow flow : flows.flows()) {
            if (flow.persons() instanceof ReportModel.Figure figure) {
                assertThat(figure.number()).isIn((double) moves.count(0, 0), (double) moves.count(1, 1));
                assertThat(figure.number()).isGreaterThanOrEqualTo(20);
            }
        }
        assertThat(flows.flows())
                .filteredOn(flow -> flow.from().equals("1 low"))
                .allMatch(flow -> flow.persons() instanceof Hidden);
    }

    @Test
    void theExampleSaysFirstThatThePersonDoesNotExist() {
        List<ReportModel.Group> examples = blocks(section(MODEL, "example"), ReportModel.Group.class);
        assertThat(text(section(MODEL, "example"))).contains("Nobody said how segments are explained to customers");
        assertThat(examples).hasSizeBetween(1, 2).allSatisfy(example -> {
            assertThat(((ReportModel.Paragraph) example.blocks().get(0)).text())
                    .startsWith("This person does not exist.");
            assertThat(((ReportModel.Paragraph) example.blocks().get(1)).text())
                    .contains("You see this because you belong to the segment", "as your privacy notice says.");
        });
        PROPOSAL.segments().stream()
                .filter(segment -> segment.size() < 20)
                .forEach(small -> assertThat(text(section(MODEL, "example"))).doesNotContain("“" + small.name() + "”"));
    }

    @Test
    void theExampleSpeaksTheWordsOfThePolicy() {
        Wording words = Wording.of(Locale.ENGLISH, "write to <b>us</b>.");
        SegmentationProposal explained = Shop.segmenter()
                .cluster(KMeans.withClusters(3))
                .explain(ExplanationPolicy.of(
                        FeatureGlossary.empty()
                                .with(
                                        "monetary",
                                        Locale.ENGLISH,
                                        new FeatureGlossary.Entry("what you spent", "euros", "the sum of purchases")),
                        new ExplanationPolicy.Rights(words, words, words),
                        () -> {
                            throw new IllegalStateException("a report takes no token");
                        }))
                .build()
                .propose(Shop.data(Shop.QUIET_VALUE), Shop.CONTEXT);
        String example = text(section(ReportBuilder.of(explained), "example"));
        assertThat(example).contains("what you spent", "write to <b>us</b>.").doesNotContain("Nobody said how");
    }

    @Test
    void theGlossaryExplainsWhatIsThereAndNothingElse() {
        String terms = text(section(MODEL, "glossary"));
        assertThat(terms).contains("effect size", "silhouette").doesNotContain("epsilon", "k-anonymity", "fidelity");
    }
}
