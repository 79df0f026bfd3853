package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.io.ReportModel.Block;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportGalleryTest {
    private static final String HTML = ReportHtml.format(ReportGallery.plain());
    private static final Document PAGE = parsed(HTML);
    private static final Pattern NUMBER = Pattern.compile("[+\u2212-]?\\d+(,\\d{3})*(\\.\\d+)?(e[+-]?\\d+)?( %)?");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><script>alert(1)</script><b title='",
                "</title></style></svg><script src=//x>",
                "<!-- ]]> &lt; &amp; &nosuch; <![CDATA[",
                "a\u0000b\u001b\ud800c\uffff\u202ed",
                ""
            })
    void hostileTextStaysTextInEveryPlace(String hostile) {
        String page = ReportHtml.format(ReportGallery.saying(hostile));
        assertThat(page).doesNotContain("<script", "<b title", "\u202e");
        // The same elements as with plain words: none was opened or closed by a text.
        assertThat(elements(parsed(page), "*"))
                .filteredOn(one -> isStructure(one))
                .hasSameSizeAs(elements(parsed(ReportHtml.format(ReportGallery.saying("x"))), "*").stream()
                        .filter(ReportGalleryTest::isStructure)
                        .toList());
        JsonTree.parse(
                "report", ReportJson.format(ReportGallery.saying(hostile)).getBytes(StandardCharsets.UTF_8));
    }

    /** Lines of text and explaining words depend on how long the words are. */
    private static boolean isStructure(Element element) {
        return !Set.of("text", "small", "p").contains(element.getTagName());
    }

    @Test
    void aHostileTextIsReadAsItIs() {
        String hostile = "<script>alert(1)</script>";
        Document page = parsed(ReportHtml.format(ReportGallery.saying(hostile)));
        for (String tag : List.of("h1", "h2", "figcaption", "title")) {
            assertThat(elements(page, tag))
                    .as(tag)
                    .isNotEmpty()
                    .allSatisfy(one -> assertThat(one.getTextContent()).contains(hostile));
        }
    }

    @Test
    void everyPictureHasANameADescriptionAndItsNumbers() {
        List<Element> pictures = elements(PAGE, "svg").stream()
                .filter(svg -> svg.getAttribute("role").equals("img"))
                .toList();
        assertThat(pictures).hasSizeGreaterThan(15);
        for (Element svg : pictures) {
            List<String> named = List.of(svg.getAttribute("aria-labelledby").split(" ", -1));
            assertThat(elements(svg, "title"))
                    .extracting(one -> one.getAttribute("id"))
                    .containsExactly(named.get(0));
            assertThat(elements(svg, "desc"))
                    .extracting(one -> one.getAttribute("id"))
                    .containsExactly(named.get(1));
            assertThat(elements(svg, "desc").get(0).getTextContent())
                    .contains(".")
                    .doesNotContain("NaN", "Infinity");
            Element figure = (Element) svg.getParentNode().getParentNode();
            assertThat(elements(figure, "details")).hasSize(1);
        }
        elements(PAGE, "svg").stream()
                .filter(svg -> !pictures.contains(svg))
                .forEach(svg -> assertThat(svg.getAttribute("aria-hidden")).isEqualTo("true"));
        assertThat(HTML).doesNotContain("NaN", "Infinity");
    }

    @Test
    void idsAndNamesOfRegionsAreUnique() {
        List<String> ids = elements(PAGE, "*").stream()
                .map(one -> one.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        List<Element> regions = elements(PAGE, "div").stream()
                .filter(div -> div.getAttribute("class").equals("wide"))
                .toList();
        assertThat(regions).isNotEmpty().allSatisfy(region -> {
            assertThat(region.getAttribute("tabindex")).isEqualTo("0");
            assertThat(region.getAttribute("role")).isEqualTo("region");
        });
        assertThat(regions)
                .extracting(region -> region.getAttribute("aria-label"))
                .doesNotHaveDuplicates();
    }

    @Test
    void tablesHaveCaptionsAndHeadsAndHeadingsSkipNoLevel() {
        assertThat(elements(PAGE, "table"))
                .allSatisfy(table -> assertThat(elements(table, "caption")).hasSize(1));
        assertThat(elements(PAGE, "th"))
                .allSatisfy(head -> assertThat(head.getAttribute("scope")).isIn("row", "col"));
        int last = 0;
        for (Element element : elements(PAGE, "*")) {
            if (element.getTagName().matches("h[1-6]")) {
                int level = element.getTagName().charAt(1) - '0';
                assertThat(level).isLessThanOrEqualTo(last + 1);
                last = level;
            }
        }
        assertThat(elements(PAGE, "main")).hasSize(1);
        assertThat(HTML).contains("href=\"#report\"", "<html lang=\"en\">");
    }

    @Test
    void everyBlockTellsTheNumbersOfItsJsonAndNoOthers() {
        int compared = 0;
        for (ReportModel report : List.of(ReportGallery.plain(), ReportBuilder.of(Shop.proposal()))) {
            for (ReportModel.Section section : report.sections()) {
                for (Block block : section.blocks()) {
                    compared += compare(block);
                }
            }
        }
        assertThat(compared).isGreaterThan(300);
    }

    private static int compare(Block block) {
        ReportModel one =
                new ReportModel("", Verdict.PASS, 1, List.of(new ReportModel.Section("only", "", List.of(block))));
        Element main = elements(parsed(ReportHtml.format(one)), "main").get(0);
        // Pictures, sentences and legends are drawn from the numbers that the tables tell.
        List<String> apart = List.of("svg", "desc", "figcaption", "summary", "caption", "p");
        StringBuilder told = new StringBuilder();
        read(main, apart, told);
        JsonTree json = JsonTree.parse("block", ReportJson.format(one).getBytes(StandardCharsets.UTF_8))
                .get("sections")
                .elements()
                .get(0)
                .get("blocks")
                .elements()
                .get(0);
        Set<String> expected = new TreeSet<>();
        if (block instanceof ReportModel.Plane) {
            // The size and the directions of the plane are told by the picture.
            json.members().forEach((name, value) -> {
                if (!Set.of("columns", "rows", "x", "y").contains(name) && !isApart(name, value)) {
                    numbers(value, expected);
                }
            });
        } else {
            numbers(json, expected);
        }
        Set<String> found = numbers(told.toString());
        assertThat(found).as(block.toString()).isEqualTo(expected);
        return expected.size();
    }

    private static void read(Element element, List<String> apart, StringBuilder text) {
        NodeList children = element.getChildNodes();
        for (int c = 0; c < children.getLength(); c++) {
            if (children.item(c) instanceof Element child) {
                boolean legend = child.getAttribute("class").startsWith("legend");
                if (!apart.contains(child.getTagName()) && !legend) {
                    read(child, apart, text);
                }
            } else {
                text.append(children.item(c).getTextContent());
            }
        }
        text.append(' ');
    }

    private static Set<String> numbers(String text) {
        Set<String> numbers = new TreeSet<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            numbers.add(matcher.group());
        }
        return numbers;
    }

    /** The numbers of a part of the JSON as the page writes them. */
    private static void numbers(JsonTree tree, Set<String> numbers) {
        switch (tree.kind()) {
            case NUMBER -> numbers.add(Figures.number(tree.number()));
            case TEXT -> numbers.addAll(numbers(tree.text()));
            case ARRAY -> tree.elements().forEach(element -> numbers(element, numbers));
            case OBJECT -> {
                if (tree.members().containsKey("share")) {
                    tree.members()
                            .forEach((name, value) -> numbers.add(
                                    name.equals("of")
                                            ? Figures.number(value.number())
                                            : Figures.percent(value.number())));
                } else if (tree.members().containsKey("effect")) {
                    tree.members().values().forEach(value -> numbers.add(ReportValues.signed(value.number())));
                } else {
                    tree.members().forEach((name, value) -> {
                        if (!isApart(name, value)) {
                            numbers(value, numbers);
                        }
                    });
                }
            }
            default -> {}
        }
    }

    /** Titles and sentences are words of the page that stand outside its tables. */
    private static boolean isApart(String name, JsonTree value) {
        return value.kind() == JsonTree.Kind.TEXT
                && Set.of(
                                "text", "table", "bars", "curve", "heat", "boxes", "plane", "tree", "flows", "unit",
                                "key", "about")
                        .contains(name);
    }

    @Test
    void aReportOfTwelveSegmentsByThirtyFeaturesIsSmall() {
        assertThat(ReportHtml.format(ReportGallery.large(12, 30)).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(300_000);
    }

    private static Document parsed(String html) {
        String xml = html.substring(html.indexOf('\n') + 1);
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError("the page is not well formed", e);
        }
    }

    private static List<Element> elements(Document document, String tag) {
        return elements(document.getDocumentElement(), tag);
    }

    private static List<Element> elements(Element root, String tag) {
        NodeList nodes = root.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int n = 0; n < nodes.getLength(); n++) {
            elements.add((Element) nodes.item(n));
        }
        return elements;
    }
}
