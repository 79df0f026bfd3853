package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportStyleTest {
    private static final Pattern COLOUR = Pattern.compile("--([a-z0-9]+): (#[0-9a-f]{6})");
    private static final Map<String, String> LIGHT = colours(0, ReportStyle.CSS.indexOf("@media"));
    private static final Map<String, String> DARK =
            colours(ReportStyle.CSS.indexOf("@media"), ReportStyle.CSS.length());

    private static Map<String, String> colours(int from, int to) {
        Map<String, String> colours = new HashMap<>();
        Matcher matcher = COLOUR.matcher(ReportStyle.CSS.substring(from, to));
        while (matcher.find()) {
            colours.put(matcher.group(1), matcher.group(2));
        }
        return colours;
    }

    @Test
    void everyColourHasATwinInTheDark() {
        assertThat(LIGHT).hasSizeGreaterThan(30);
        assertThat(DARK.keySet()).isEqualTo(LIGHT.keySet());
    }

    /** Contrast of text at least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3). */
    @Test
    void textIsReadableOnItsGround() {
        for (Map<String, String> colours : List.of(LIGHT, DARK)) {
            for (String ground : List.of("page", "panel")) {
                for (String text : List.of("ink", "soft", "fill")) {
                    assertContrast(4.5, colours, text, colours.get(ground));
                }
            }
            for (String verdict : List.of("pass", "warn", "block")) {
                assertContrast(4.5, colours, verdict, "#ffffff");
            }
            for (int level = 1; level <= 7; level++) {
                String text = level == 1 || level == 7 ? "far" : level == 2 || level == 6 ? "middle" : "ink";
                assertContrast(4.5, colours, text, colours.get("h" + level));
            }
        }
    }

    /** Contrast of what a picture tells by at least 3 to 1 (WCAG 2.2, success criterion 1.4.11). */
    @Test
    void coloursOfPicturesAreSeenOnTheirGround() {
        for (Map<String, String> colours : List.of(LIGHT, DARK)) {
            for (String ground : List.of("page", "panel")) {
                for (String mark : List.of("fill", "less", "soft")) {
                    assertContrast(3, colours, mark, colours.get(ground));
                }
                for (int segment = 0; segment <= 12; segment++) {
                    assertContrast(3, colours, "s" + segment, colours.get(ground));
                }
            }
        }
    }

    private static void assertContrast(double least, Map<String, String> colours, String text, String ground) {
        double one = luminance(colours.get(text));
        double other = luminance(ground);
        assertThat((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05))
                .as("%s %s on %s", text, colours.get(text), ground)
                .isGreaterThanOrEqualTo(least);
    }

    private static double luminance(String colour) {
        return 0.2126 * part(colour, 1) + 0.7152 * part(colour, 3) + 0.0722 * part(colour, 5);
    }

    private static double part(String colour, int at) {
        double part = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return part <= 0.04045 ? part / 12.92 : StrictMath.pow((part + 0.055) / 1.055, 2.4);
    }
}
