package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckPageTest {
    private static final String HOSTILE = "<script>alert(1)</script>";

    @TempDir
    private Path folder;

    private static CheckResult result() {
        return new CheckResult(
                "fairness-audit",
                List.of(
                        Finding.of(Verdict.PASS, "fine", "the third thing to read"),
                        Finding.of(Verdict.WARN, "odd", "the second thing to read")
                                .measured(20, 7),
                        Finding.of(Verdict.BLOCK, "bad", "the first thing to read")
                                .about(HOSTILE)),
                List.of(
                        new Exhibit.Table(
                                "Groups by segment",
                                List.of("group", "persons", "ratio"),
                                List.of(
                                        List.of(Cell.text(HOSTILE), Cell.count(1234), Cell.amount(1.5)),
                                        List.of(Cell.text("b"), Cell.count(17), Cell.amount(0.987654)),
                                        List.of(Cell.text("c"), Cell.count(777), Cell.amount(0.4321)))),
                        new Exhibit.Bars("Shares", HOSTILE, List.of(new Exhibit.Bar(HOSTILE, Cell.amount(3)))),
                        new Exhibit.Curve(
                                HOSTILE, "x", "y", List.of(new Exhibit.Point(0, 1), new Exhibit.Point(1, 2)))));
    }

    private static CheckPage page() {
        return CheckPage.of("Audit of " + HOSTILE, List.of(result()))
                .withFact("customers " + HOSTILE, Cell.count(5000))
                .withFact("left out", Cell.count(3))
                .withTerm("ratio " + HOSTILE, "share here by share overall " + HOSTILE);
    }

    @Test
    void everyWordIsText() {
        assertThat(page().format())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script");
    }

    @Test
    void thePageIsOneFileWithoutScriptOrAddress() {
        assertThat(page().format())
                .contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
                .doesNotContain("javascript:", "http:", "https:", "//", "@import", "url(", " onload", "src=");
    }

    @Test
    void smallCountsAndWhatGivesThemAwayAreHidden() {
        String html = page().format();

        assertThat(html)
                .contains("1,234", "5,000", "fewer than 20")
                .doesNotContain("<td class=\"n\">17</td>", "0.9877", "777", "0.4321", "found 7")
                .doesNotContain("<dd>3</dd>");
        assertThat(page().disclosingAtLeast(5).format())
                .contains("17", "0.9877", "777", "found 7", "fewer than 5")
                .doesNotContain("<dd>3</dd>");
        assertThatThrownBy(() -> page().disclosingAtLeast(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theVerdictIsFirstAndWhatBlocksBeforeWhatWarns() {
        String html = page().format();

        assertThat(html).containsSubsequence("<h1>", "badge block", "Verdict", "the first thing", "the second thing");
        assertThat(html.lastIndexOf("the second thing")).isLessThan(html.indexOf("id=\"checks\""));
        assertThat(html).containsSubsequence("id=\"checks\"", "the third thing", "id=\"limits\"", "id=\"glossary\"");
        assertThat(CheckPage.of("none", List.of()).format()).contains("No check objects.", "badge pass");
    }

    @Test
    void termsAndFactsStandWhereTheyWerePut() {
        String html = page().format();

        assertThat(html).containsSubsequence("id=\"glossary\"", "ratio &lt;script", "share here by share overall");
        assertThat(html).containsSubsequence("<dl>", "5,000", "left out", "fewer than 20", "</dl>");
    }

    @Test
    void theSamePageGivesTheSameBytesAndIsWrittenWhole() {
        Path file = folder.resolve("page.html");

        page().write(file);

        assertThat(file).hasContent(page().format());
        assertThat(folder.toFile().list()).containsExactly("page.html");
    }
}
