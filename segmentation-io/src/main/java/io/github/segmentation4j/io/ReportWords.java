package io.github.segmentation4j.io;

import io.github.segmentation4j.io.ReportModel.Paragraph;
import io.github.segmentation4j.io.ReportModel.Section;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.io.ReportModel.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parts of a report that say the same every time. */
final class ReportWords {
    private static final List<Value> SEGMENT =
            term("segment", "a group of customers who are alike in the features that were used");
    private static final List<Value> PROTECTED =
            term("protected", "a trait by which nobody may be treated worse; never a feature");
    private static final List<Value> INTERVAL =
            term("interval", "the range in brackets behind a share: values that fit the data as well");

    private ReportWords() {}

    static Section limitsOfProposal(int minimum) {
        return limits(
                minimum,
                "Numbers are rounded to four figures. Differences are between a segment and all other customers of these"
                        + " data; they need not hold for others.");
    }

    static Section limitsOfChecks(int minimum) {
        return limits(
                minimum,
                "Numbers are rounded to four figures. They are about the customers of these data and need not hold for"
                        + " others; no verdict is a legal conclusion.");
    }

    private static Section limits(int minimum, String aboutNumbers) {
        return new Section(
                "limits",
                "What this report does not tell",
                List.of(
                        new Paragraph(
                                "Groups of fewer than " + minimum + " persons are not shown. Where a hidden number"
                                        + " could be worked out from others, a second one is withheld."),
                        new Paragraph(
                                "Segments describe what customers of the data have in common. They do not say why,"
                                        + " and they are no statement about a single person."),
                        new Paragraph(
                                "The checks tell what was looked at. What nobody checked, and traits that are not in"
                                        + " the data, may still matter."),
                        new Paragraph(aboutNumbers)));
    }

    static Section glossaryOfProposal() {
        return glossary(List.of(
                SEGMENT,
                term("admitted", "allowed to be segmented for the purpose, by consent or another basis"),
                PROTECTED,
                term(
                        "typical",
                        "half of the segment's customers have at most this value (the median);"
                                + " for yes and no, the share of yes"),
                term(
                        "quartiles",
                        "a quarter of the customers is at most the lower one, a quarter at least the upper one"),
                term(
                        "against the others",
                        "mean of the segment minus mean of everyone else, in standard"
                                + " deviations; about 0.2 is small, 0.5 medium, 0.8 large"),
                INTERVAL,
                term(
                        "verdict",
                        "pass: nothing to object to; warn: may be released by somebody who knows;"
                                + " block: must not be used")));
    }

    /** A glossary with terms of its own, in their order. */
    static Section glossaryOfChecks(Map<String, String> terms) {
        List<List<Value>> rows = new ArrayList<>(List.of(
                SEGMENT,
                PROTECTED,
                INTERVAL,
                term("verdict", "pass: nothing to object to; warn: look at it; block: must not be used")));
        terms.forEach((name, meaning) -> rows.add(term(name, meaning)));
        return glossary(rows);
    }

    private static Section glossary(List<List<Value>> rows) {
        return new Section(
                "glossary", "Glossary", List.of(new ReportModel.Table("Terms", List.of("term", "meaning"), rows)));
    }

    private static List<Value> term(String term, String meaning) {
        return List.of(new Words(term), new Words(meaning));
    }
}
