package io.github.segmentation4j.io;

import java.util.List;
import java.util.Optional;

/**
 * A drawing with all that goes along with it.
 *
 * @param svg the drawing; none where there is nothing to draw
 * @param summary what it shows, in a sentence, for those who do not see it
 * @param legend what stands below it, as HTML; empty if nothing does
 * @param list its numbers as HTML where they are no table; empty otherwise
 * @param tables its numbers
 */
record Picture(Optional<Svg> svg, String summary, String legend, String list, List<ReportModel.Table> tables) {
    static Picture of(Svg svg, String summary, ReportModel.Table numbers) {
        return new Picture(Optional.of(svg), summary, "", "", List.of(numbers));
    }

    static Picture empty(String why) {
        return new Picture(Optional.empty(), why, "", "", List.of());
    }

    /** Why there is no drawing, and the table that says the same. */
    static Picture empty(String why, ReportModel.Table numbers) {
        return new Picture(Optional.empty(), why, "", "", List.of(numbers));
    }

    /** The class that gives a segment its colour; the twelve colours come again for the thirteenth. */
    static String colour(int segment) {
        return segment < 0 ? "s0" : "s" + (segment % 12 + 1);
    }

    /** A count with its word, such as 1 point or 2 points. */
    static String counted(int count, String one, String more) {
        return Figures.number(count) + " " + (count == 1 ? one : more);
    }
}
