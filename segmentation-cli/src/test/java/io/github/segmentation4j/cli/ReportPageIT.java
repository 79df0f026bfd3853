package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of real data as a reader sees it: in a browser, narrow and wide, light and dark, by keyboard, on paper. */
@RequiresTool(Tool.CHROMIUM)
@RequiresData({Adult.TRAIN, ReportPageIT.ONLINE_RETAIL})
class ReportPageIT {
    static final String ONLINE_RETAIL = "transactions/online_retail_2009_2010.csv.gz";

    /** Kept for a person to look at. */
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final Pattern PDF_PAGE = Pattern.compile("/Type\\s*/Page\\b(?!s)");

    private static final Pattern PDF_STREAM = Pattern.compile("/FlateDecode[^>]*>>\\s*stream\\r?\\n");
    private static final Pattern PDF_SHAPE = Pattern.compile("(?m)^[fS]\\*?$");

    private static final Map<String, Path> REPORTS = new LinkedHashMap<>();

    private static Chromium chromium;

    @BeforeAll
    static void writeReports(@TempDir Path folder) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        REPORTS.put(
                "adult",
                report(folder, "adult", "--customers", Adult.TRAIN, Schemas.ADULT, "RESEARCH_AND_DEVELOPMENT"));
        REPORTS.put(
                "online-retail",
                report(
                        folder,
                        "online-retail",
                        "--transactions",
                        ONLINE_RETAIL,
                        Schemas.ONLINE_RETAIL,
                        "PERSONALISATION"));
        chromium = Chromium.start();
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private static Path report(Path folder, String name, String kind, String data, String schema, String purpose) {
        Path out = folder.resolve(name);
        Shell.Result run = Shell.process(
                folder,
                "run",
                kind,
                ReferenceData.path(data),
                "--schema",
                Shell.write(folder.resolve(name + ".json"), schema),
                "--purpose",
                purpose,
                "--clusters",
                5,
                "--now",
                "2026-01-01T00:00:00Z",
                "--out",
                out);
        assertThat(run.code()).as(run.err()).isZero();
        return out.resolve("report.html");
    }

    static Stream<Arguments> looks() {
        return Stream.of("adult", "online-retail")
                .flatMap(report -> Arrays.stream(Look.Scheme.values())
                        .flatMap(scheme -> Stream.of(Look.narrow(scheme), Look.wide(scheme)))
                        .map(look -> Arguments.of(report, look)));
    }

    static Stream<Arguments> lightLooks() {
        return looks().filter(arguments -> ((Look) arguments.get()[1]).scheme() == Look.Scheme.LIGHT);
    }

    private static BrowserPage open(String report, Look look) {
        return chromium.open(REPORTS.get(report), look);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void thePageFitsItsWindowAndEveryPictureIsWhole(String report, Look look) {
        try (BrowserPage page = open(report, look)) {
            assertThat(PageProbe.tooWide(page)).isEmpty();
            assertThat(page.evaluate("document.querySelectorAll('svg').length").asInt())
                    .isPositive();
            assertThat(PageProbe.emptyPictures(page)).isEmpty();
            assertThat(PageProbe.cutWords(page)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void theScreenshotShowsTheWholePageInTheColoursAskedFor(String report, Look look) throws IOException {
        try (BrowserPage page = open(report, look)) {
            byte[] png = page.screenshot();
            Files.write(SCREENSHOTS.resolve(report + "-" + look + ".png"), png);
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));

            assertThat(image.getWidth()).isEqualTo(look.width());
            assertThat(image.getHeight())
                    .isEqualTo(page.evaluate("document.documentElement.scrollHeight")
                            .asInt());
            // Ink, soft ink, panels, lines, links, badges and bars, and the shades between them.
            assertThat(colours(image, 0, image.getHeight())).isGreaterThan(20);
            // The foot is drawn too, not only what a window holds.
            assertThat(colours(image, image.getHeight() - look.height(), image.getHeight()))
                    .isGreaterThan(5);
            assertThat((image.getRGB(0, 0) & 0xff) < 0x80).isEqualTo(look.scheme() == Look.Scheme.DARK);
        }
    }

    private static long colours(BufferedImage image, int from, int to) {
        return Arrays.stream(image.getRGB(0, from, image.getWidth(), to - from, null, 0, image.getWidth()))
                .distinct()
                .count();
    }

    @ParameterizedTest
    @MethodSource("lightLooks")
    void thePageAsksForNothingAndComplainsOfNothing(String report, Look look) {
        try (BrowserPage page = open(report, look)) {
            page.screenshot();

            assertThat(page.complaints()).isEmpty();
            assertThat(page.requests())
                    .containsExactly(REPORTS.get(report).toUri().toString());
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    @RequiresTool(Tool.AXE_CORE)
    void axeFindsNoSeriousViolation(String report, Look look) {
        try (BrowserPage page = open(report, look)) {
            assertThat(PageProbe.violations(page, Tool.AXE_CORE.path())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("lightLooks")
    void theTabKeyReachesEveryLinkAndScrolledRegionAndShowsWhereItIs(String report, Look look) {
        try (BrowserPage page = open(report, look)) {
            assertThat(PageProbe.unreachable(page)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adult", "online-retail"})
    void thePrintedReportHasItsPicturesOnAFewPages(String report) throws IOException {
        try (BrowserPage page = open(report, Look.wide(Look.Scheme.LIGHT))) {
            byte[] pdf = page.pdf();
            Files.write(SCREENSHOTS.resolve(report + ".pdf"), pdf);
            String text = new String(pdf, StandardCharsets.ISO_8859_1);

            assertThat(text).startsWith("%PDF");
            assertThat(PDF_PAGE.matcher(text).results().count()).isBetween(1L, 39L);

            page.asOnPaper();
            assertThat(PageProbe.emptyPictures(page)).isEmpty();
            int pictures =
                    page.evaluate("document.querySelectorAll('svg').length").asInt();
            page.evaluate("document.querySelectorAll('svg').forEach(e => e.style.visibility = 'hidden')");
            assertThat(shapes(pdf) - shapes(page.pdf())).isGreaterThanOrEqualTo(pictures);
        }
    }

    /** How many shapes the packed parts of a PDF fill or draw along. */
    private static int shapes(byte[] pdf) throws IOException {
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        int shapes = 0;
        for (Matcher packed = PDF_STREAM.matcher(text); packed.find(); ) {
            InputStream bytes = new ByteArrayInputStream(pdf, packed.end(), pdf.length - packed.end());
            String drawing = new String(new InflaterInputStream(bytes).readAllBytes(), StandardCharsets.ISO_8859_1);
            shapes += (int) PDF_SHAPE.matcher(drawing).results().count();
        }
        return shapes;
    }
}
