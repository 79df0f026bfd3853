package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of the report look for is found where it is: a page with every fault. */
@RequiresTool(Tool.CHROMIUM)
class BrowserPageIT {
    private static final String FAULTY = """
            <!DOCTYPE html><html><head><title>faulty</title></head><body>
            <p style="width: 3000px">wide</p>
            <svg id="flat" width="0" height="0"></svg>
            <svg width="40" height="20"><text x="30" y="15">cut out</text></svg>
            <a href="#here" style="outline: none">a link</a>
            <a href="#here" onfocus="this.blur()">another</a>
            <p style="color: #eee; background: #fff">pale</p>
            <img src="missing.png">
            <script>console.error('told'); alert('asked'); setTimeout(() => { throw new Error('thrown') })</script>
            </body></html>
            """;

    @TempDir
    private Path folder;

    private static Chromium chromium;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @Test
    void aPageThatComplainsAndAsksForMoreIsNoticed() {
        Path file = Shell.write(folder.resolve("faulty.html"), FAULTY);

        try (BrowserPage page = chromium.open(file, Look.wide(Look.Scheme.LIGHT))) {
            page.evaluate("new Promise(done => setTimeout(done))");

            assertThat(page.complaints())
                    .anyMatch(line -> line.contains("told"))
                    .anyMatch(line -> line.contains("asked"))
                    .anyMatch(line -> line.contains("thrown"));
            assertThat(page.requests())
                    .containsExactly(
                            file.toUri().toString(),
                            folder.resolve("missing.png").toUri().toString());
        }
    }

    @Test
    void aPageThatDoesNotFitIsNoticed() {
        Path file = Shell.write(folder.resolve("faulty.html"), FAULTY);

        try (BrowserPage page = chromium.open(file, Look.narrow(Look.Scheme.LIGHT))) {
            assertThat(PageProbe.tooWide(page)).anyMatch(line -> line.contains("wide"));
            assertThat(PageProbe.emptyPictures(page)).singleElement().asString().contains("svg#flat");
            assertThat(PageProbe.cutWords(page)).singleElement().asString().contains("cut out");
            assertThat(PageProbe.unreachable(page)).contains("no outline: a \"a link\"", "not reached: a \"another\"");
        }
    }

    @Test
    @RequiresTool(Tool.AXE_CORE)
    void aPageThatIsHardToReadIsNoticed() {
        Path file = Shell.write(folder.resolve("faulty.html"), FAULTY);

        try (BrowserPage page = chromium.open(file, Look.wide(Look.Scheme.LIGHT))) {
            assertThat(PageProbe.violations(page, Tool.AXE_CORE.path()))
                    .anyMatch(line -> line.startsWith("color-contrast (serious)"))
                    .anyMatch(line -> line.startsWith("image-alt (critical)"));
        }
    }

    @Test
    void theColoursFollowTheReader() {
        Path file = Shell.write(
                folder.resolve("scheme.html"), "<!DOCTYPE html><meta name=\"color-scheme\" content=\"light dark\">");

        for (Look.Scheme scheme : Look.Scheme.values()) {
            try (BrowserPage page = chromium.open(file, Look.narrow(scheme))) {
                assertThat(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
                                .asBoolean())
                        .isEqualTo(scheme == Look.Scheme.DARK);
                assertThat(page.evaluate("innerWidth").asInt()).isEqualTo(390);
            }
        }
    }
}
