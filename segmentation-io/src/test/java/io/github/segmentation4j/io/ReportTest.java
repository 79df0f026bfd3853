package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FittedMitigation;
import io.github.segmentation4j.feature.GroupServing;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.feature.MitigationTransform;
import io.github.segmentation4j.feature.Rfm;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Hidden;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.run.SegmentationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final SegmentationProposal PROPOSAL = Shop.proposal();
    private static final String HTML = ReportHtml.format(PROPOSAL);
    private static final String JSON = ReportJson.format(PROPOSAL);
    private static final ReportModel MODEL = ReportBuilder.of(PROPOSAL);

    @TempDir
    Path folder;

    @Test
    void thePageIsOneFileWithoutScriptOrAddress() {
        assertThat(HTML)
                .contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
                .doesNotContain(
                        "<script", "javascript:", "http:", "https:", "//", "@import", "url(", " onload", "src=");
        assertThat(HTML.getBytes(StandardCharsets.UTF_8).length).isLessThan(1 << 20);
    }

    @Test
    void hostileNamesAreText() {
        assertThat(HTML).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(ReportHtml.escaped("<a href=\"x\" title='y'>&\u0000"))
                .isEqualTo("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp; ");
    }

    @Test
    void noCustomerIsInAReport() {
        for (String report : List.of(HTML, JSON)) {
            assertThat(report).doesNotContain(Shop.CANARY_ID, "98765432", "98,765,432", "9.877e", "c-17");
        }
    }

    @Test
    void everySectionIsThereWithTheVerdictFirst() {
        assertThat(MODEL.sections())
                .extracting(ReportModel.Section::id)
                .containsExactly(
                        "verdict",
                        "inventory",
                        "admission",
                        "data",
                        "segments",
                        "quality",
                        "count",
                        "fairness",
                        "privacy",
                        "checks",
                        "example",
                        "provenance",
                        "limits",
                        "glossary");
    }

    @Test
    void attributesOpenedOfNewCustomersAreToldWithTheirLegalBasis() {
        assertThat(facts(PROPOSAL))
                .contains(opened("opened to lessen bias", "no protected attribute"))
                .contains(opened("opened of new customers", "no protected attribute"));

        SegmentationProposal blind = mitigated(GroupServing.blind());
        assertThat(facts(blind))
                .contains(opened("opened to lessen bias", "sex"))
                .contains(opened("opened of new customers", "no protected attribute"));

        SegmentationProposal aware = mitigated(GroupServing.aware("explicit <consent>"));
        assertThat(facts(aware))
                .contains(opened("opened to lessen bias", "sex"))
                .contains(opened("opened of new customers", "sex (explicit <consent>)"));
        assertThat(ReportHtml.format(aware)).contains("sex (explicit &lt;consent&gt;)");
    }

    private static SegmentationProposal mitigated(GroupServing serving) {
        return Shop.segmenter()
                .features(Rfm.of("purchases"), new Unchanged(serving, List.of()))
                .build()
                .propose(Shop.data(), Shop.CONTEXT);
    }

    private static ReportModel.Fact opened(String label, String words) {
        return new ReportModel.Fact(label, new ReportModel.Words(words));
    }

    private static List<ReportModel.Fact> facts(SegmentationProposal proposal) {
        return ReportBuilder.of(proposal).sections().stream()
                .filter(section -> section.id().equals("provenance"))
                .flatMap(section -> section.blocks().stream())
                .filter(ReportModel.Facts.class::isInstance)
                .flatMap(block -> ((ReportModel.Facts) block).facts().stream())
                .toList();
    }

    /** Looks at groups and leaves every number as it is. */
    private record Unchanged(GroupServing serving, List<Feature> features)
            implements MitigationTransform, FittedMitigation {
        @Override
        public List<String> protectedAttributes() {
            return List.of("sex");
        }

        @Override
        public FittedMitigation fit(FeatureMatrix matrix, List<Categories> groups, RunContext context) {
            return new Unchanged(serving, matrix.features());
        }

        @Override
        public FeatureMatrix apply(FeatureMatrix matrix, List<Categories> groups, RunContext context) {
            return matrix;
        }

        @Override
        public Learning learned() {
            return Learning.NOTHING;
        }
    }

    @Test
    void pageAndJsonTellTheSameNumbers() {
        String text = HTML.replaceAll("<[^>]*>", " ");
        List<Value> values = new ArrayList<>();
        MODEL.sections().forEach(section -> section.blocks().forEach(block -> collect(block, values)));
        JsonTree tree = JsonTree.parse("report", JSON.getBytes(StandardCharsets.UTF_8));
        List<Double> numbers = new ArrayList<>();
        tree.get("sections").elements().forEach(section -> numbers(section, numbers));

        int figures = 0;
        for (Value value : values) {
            if (value instanceof ReportModel.Figure figure) {
                assertThat(text).contains(Figures.number(figure.number()));
                assertThat(numbers).contains(figure.number());
                figures++;
            } else if (value instanceof ReportModel.Share share) {
                assertThat(text).contains(Figures.percent(share.share()));
                assertThat(numbers).contains(share.share());
                figures++;
            } else if (value instanceof ReportModel.Effect effect) {
                assertThat(text).contains(Figures.number(Math.abs(effect.deviations())) + " sd");
                assertThat(numbers).contains(effect.deviations());
                figures++;
            }
        }
        assertThat(figures).isGreaterThan(30);
    }

    @Test
    void differencesBeginAtTheLeftWhateverStandsAmongThem() {
        Value effect = new ReportModel.Effect(-0.5);
        for (Value other : List.of(effect, new Hidden("fewer than 20"), new ReportModel.Words("none"))) {
            assertThat(column(effect, other))
                    .contains("<th scope=\"col\">only</th>", "<td>" + ReportValues.html(effect) + "</td>")
                    .doesNotContain("class=\"n\"");
        }
    }

    @Test
    void shortWordsAreNotTornAndSentencesMayBe() {
        Value chance = new ReportModel.Words("below 0.001");
        Value sentence = new ReportModel.Words("cannot be computed of one person");
        Value figure = new ReportModel.Figure(0.25);
        assertThat(column(figure, chance))
                .contains("<td class=\"n\">0.25<", "<th scope=\"row\" class=\"n\">below 0.001<");
        assertThat(column(chance, chance)).contains("<th scope=\"row\" class=\"short\">below 0.001<");
        assertThat(column(figure, sentence)).contains("<th scope=\"row\" class=\"n words\">cannot");
        assertThat(column(sentence, chance)).contains("<th scope=\"row\">cannot");
    }

    /** A table of one column with two values. */
    private static String column(Value one, Value other) {
        StringBuilder html = new StringBuilder();
        new ReportBlocks(html)
                .write(new ReportModel.Table("one", List.of("only"), List.of(List.of(one), List.of(other))), "", 3);
        return html.toString();
    }

    @Test
    void smallGroupsAreHiddenEverywhere() {
        for (Block block : MODEL.sections().get(2).blocks()) {
            if (block instanceof ReportModel.Table table && table.title().equals("Admission by sex")) {
                List<List<Value>> hidden = table.rows().stream()
                        .filter(row -> row.get(1) instanceof Hidden)
                        .toList();
                assertThat(hidden).hasSize(2);
                assertThat(hidden)
                        .allSatisfy(row -> assertThat(row.subList(1, 4)).allMatch(Hidden.class::isInstance));
            }
        }
        for (ReportModel.Section section : MODEL.sections()) {
            assertNoFewCount(section.blocks());
        }
        PROPOSAL.segments().stream()
                .filter(segment -> segment.size() < 20)
                .forEach(small -> assertThat(JSON).doesNotContain(small.number() + " " + small.name()));
    }

    private static void assertNoFewCount(List<Block> blocks) {
        for (Block block : blocks) {
            if (block instanceof ReportModel.Group group) {
                assertNoFewCount(group.blocks());
            } else if (block instanceof ReportModel.Bars bars && bars.unit().equals("customers")) {
                assertThat(bars.bars())
                        .noneMatch(bar -> bar.value() instanceof ReportModel.Figure figure
                                && figure.number() > 0
                                && figure.number() < 20);
            }
        }
    }

    @Test
    void nothingIsLeftWhereTheFileCannotBeWritten() throws Exception {
        Path file = folder.resolve("none").resolve("report.html");
        assertThatThrownBy(() -> ReportHtml.write(PROPOSAL, file)).isInstanceOf(SegmentationException.class);
        assertThat(folder).isEmptyDirectory();

        Path good = folder.resolve("report.html");
        Files.writeString(good, "old");
        assertThatThrownBy(() -> AtomicFile.write(good, out -> {
                    out.write(1);
                    throw new IllegalStateException("half way");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(good).hasContent("old");
        ReportHtml.write(PROPOSAL, good);
        ReportJson.write(PROPOSAL, folder.resolve("report.json"));
        assertThat(good).content().startsWith("<!DOCTYPE html>");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("report.html", "report.json");
    }

    @Test
    void theSameProposalGivesTheSameBytes() {
        assertThat(ReportHtml.format(Shop.proposal())).isEqualTo(HTML);
        assertThat(ReportJson.format(Shop.proposal())).isEqualTo(JSON);
    }

    private static void collect(Block block, List<Value> values) {
        if (block instanceof ReportModel.Facts facts) {
            facts.facts().forEach(fact -> values.add(fact.value()));
        } else if (block instanceof ReportModel.Table table) {
            table.rows().forEach(values::addAll);
        } else if (block instanceof ReportModel.Bars bars) {
            bars.bars().forEach(bar -> values.add(bar.value()));
        } else if (block instanceof ReportModel.Group group) {
            group.blocks().forEach(inner -> collect(inner, values));
        }
    }

    private static void numbers(JsonTree tree, List<Double> numbers) {
        switch (tree.kind()) {
            case NUMBER -> numbers.add(tree.number());
            case ARRAY -> tree.elements().forEach(element -> numbers(element, numbers));
            case OBJECT -> tree.members().values().forEach(member -> numbers(member, numbers));
            default -> {}
        }
    }

    @Test
    void drawingsHoldOnlyNumbersOfTheirOwn() {
        Matcher svg = Pattern.compile("<svg[^>]*>").matcher(HTML);
        assertThat(svg.results().count()).isGreaterThan(5);
    }
}
