package io.github.segmentation4j.io;

import io.github.segmentation4j.io.ReportModel.Paragraph;
import io.github.segmentation4j.io.ReportModel.Section;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.io.ReportModel.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parts of a report that say the same every time. */
final class ReportWords {
    private static final List<Value> SEGMENT =
            term("segment", "a group of customers who are alike in the features that were used");
    private static final List<Value> PROTECTED =
            term("protected", "a trait by which nobody may be treated worse; never a feature");
    private static final List<Value> INTERVAL =
            term("interval", "the range in brackets behind a share: values that fit the data as well");

    /** Terms of what not every report has, by words that only then are there. */
    private static final Map<String, List<Value>> TERMS = terms();

    private ReportWords() {}

    private static Map<String, List<Value>> terms() {
        Map<String, List<Value>> terms = new LinkedHashMap<>();
        terms.put(
                "a rare value of",
                term("rare value", "a category that so few customers have that its name is not told"));
        terms.put(
                "on a plane",
                term(
                        "direction",
                        "a principal direction: the mix of features along which customers differ most; the second is the"
                                + " one of what is left"));
        terms.put(
                "tree agrees",
                term("fidelity", "the share of customers whom the rules of the tree put into their own segment"));
        terms.put(
                "times the clustering",
                term(
                        "price of the tree",
                        "squared distances to the middles of the tree's groups, divided by those to the middles of the"
                                + " segments; 1 means the rules cost nothing"));
        terms.put(
                "silhouette",
                term(
                        "silhouette",
                        "how much closer customers are to their own segment than to the next one, from -1 to 1; near 0"
                                + " segments overlap"));
        terms.put(
                "stability",
                term("stability", "how alike the segments of random parts of the data are; 1 means the same"));
        terms.put(
                "inertia", term("inertia", "squared distances of customers to the middle of their segment, added up"));
        terms.put(
                "k-anonymity",
                term(
                        "k-anonymity",
                        "every customer shares the traits that others may know with at least k - 1 others"));
        terms.put(
                "l-diversity",
                term("l-diversity", "customers who share these traits have several values of a sensitive one"));
        terms.put(
                "t-closeness",
                term("t-closeness", "a sensitive trait is spread among them nearly as among all customers"));
        terms.put(
                "epsilon",
                term(
                        "epsilon",
                        "the privacy that was spent: how much more likely a result may be because of one customer; the"
                                + " smaller the better"));
        terms.put(
                "adjusted p",
                term(
                        "adjusted p",
                        "how often chance alone would show as much, corrected for the number of comparisons made"));
        terms.put(
                "moves between segments",
                term("joined, left", "customers who are only in the later run, only in the earlier run"));
        return Collections.unmodifiableMap(terms);
    }

    static Section limitsOfProposal(int minimum) {
        return limits(
                minimum,
                "Numbers are rounded to four figures, medians and quartiles to three. Differences are between a segment and all other customers of these"
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
                        new Paragraph("Where the numbers end, and what should not be read into them."),
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

    /** The terms that the sections use, each once. */
    static Section glossaryOfProposal(List<Section> sections) {
        StringBuilder all = new StringBuilder();
        ReportTexts.changed(sections, text -> {
            all.append(text).append('\n');
            return text;
        });
        String used = all.toString().toLowerCase(Locale.ROOT);
        List<List<Value>> rows = new ArrayList<>(List.of(
                SEGMENT,
                term("admitted", "allowed to be segmented for the purpose, by consent or another basis"),
                PROTECTED,
                term(
                        "typical",
                        "half of the segment's customers have at most this value (the median);"
                                + " for yes and no, the share of yes"),
                term(
                        "quartiles",
                        "a quarter of the customers is at most the lower one, a quarter at least the upper one;"
                                + " the middle half lies between them"),
                term(
                        "against the others",
                        "the effect size: mean of the segment minus mean of everyone else, in standard"
                                + " deviations (sd); about 0.2 is small, 0.5 medium, 0.8 large"),
                INTERVAL));
        TERMS.forEach((trigger, term) -> {
            if (used.contains(trigger)) {
                rows.add(term);
            }
        });
        rows.add(term(
                "verdict",
                "pass: nothing to object to; warn: may be released by somebody who knows; block: must not be used"));
        return new Section(
                "glossary", "Glossary", List.of(new Paragraph("What the words of this report mean."), terms(rows)));
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
        return new Section("glossary", "Glossary", List.of(terms(rows)));
    }

    private static ReportModel.Table terms(List<List<Value>> rows) {
        return new ReportModel.Table("Terms", List.of("term", "meaning"), rows);
    }

    private static List<Value> term(String term, String meaning) {
        return List.of(new Words(term), new Words(meaning));
    }
}
