package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.fairness.group.SegmentTable;
import io.github.segmentation4j.fairness.inference.WilsonInterval;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a result into tables. Counts and shares of persons are told as such, so that a report hides small ones; numbers
 * that follow from them are hidden here.
 */
final class AuditExhibits {
    private static final Cell HIDDEN = Cell.text("not shown");
    private static final Cell EMPTY = Cell.text("");

    private final AuditResult result;
    private final int minimum;

    AuditExhibits(AuditResult result, int minimum) {
        this.result = result;
        this.minimum = minimum;
    }

    List<Exhibit> all() {
        List<Exhibit> exhibits = new ArrayList<>();
        for (AttributeAudit attribute : result.audited()) {
            exhibits.add(segments(attribute));
            if (!attribute.decisions().isEmpty()) {
                exhibits.add(decisions(attribute));
                exhibits.add(rates(attribute));
            }
            if (!attribute.metrics().isEmpty()) {
                exhibits.add(metrics(attribute));
            }
        }
        if (!result.audited().isEmpty()) {
            exhibits.add(overview());
        }
        exhibits.addAll(new ScanExhibits(result, minimum).all());
        return exhibits;
    }

    private Exhibit.Table segments(AttributeAudit attribute) {
        Disclosure disclosure = attribute.disclosure(minimum);
        long missing = missing(attribute);
        List<List<Cell>> rows = new ArrayList<>();
        for (int segment : SegmentComparisons.segments(attribute.table())) {
            for (GroupComparison comparison : attribute.comparisons()) {
                if (comparison.segment() == segment) {
                    rows.add(row(comparison, attribute, disclosure));
                }
            }
            if (missing > 0) {
                rows.add(missingRow(attribute, segment, missing));
            }
        }
        return new Exhibit.Table(
                "Groups of " + attribute.name() + " per segment",
                List.of(
                        "segment",
                        "group",
                        "verdict",
                        "share in segment",
                        "share overall",
                        "ratio",
                        "ratio from",
                        "ratio to",
                        "difference from outside",
                        "adjusted p",
                        "equivalence p",
                        "smallest gap found 4 times in 5"),
                rows);
    }

    private List<Cell> row(GroupComparison comparison, AttributeAudit attribute, Disclosure disclosure) {
        int group = attribute.table().indexOf(comparison.group());
        boolean told = disclosure.tells(comparison.segment(), group);
        return List.of(
                Cell.text(result.segment(comparison.segment())),
                Cell.text(comparison.group()),
                Cell.text(comparison.verdict().words()),
                comparison.share().map(share -> share(share, told)).orElse(Cell.text("empty segment")),
                share(WilsonInterval.of(comparison.groupSize(), comparison.total()), disclosure.tellsSize(group)),
                number(comparison.ratio(), told),
                lower(comparison.ratio(), told),
                upper(comparison.ratio(), told),
                number(comparison.difference(), told),
                number(comparison.adjustedP(), told),
                number(comparison.equivalenceP(), told),
                number(comparison.detectableGap(), told));
    }

    /** A small share hides itself in every report; one that would tell a small one is hidden here. */
    private Cell share(WilsonInterval share, boolean told) {
        boolean small = share.hits() < minimum || share.of() - share.hits() < minimum;
        return told || small ? new Cell.Share(share.hits(), share.of(), share.lower(), share.upper()) : HIDDEN;
    }

    private List<Cell> missingRow(AttributeAudit attribute, int segment, long missing) {
        List<Cell> cells = new ArrayList<>(List.of(
                Cell.text(result.segment(segment)),
                Cell.text("(missing)"),
                Cell.text("not compared"),
                Cell.count(Math.round(attribute.table().missing(segment - 1))),
                Cell.count(missing)));
        while (cells.size() < 12) {
            cells.add(EMPTY);
        }
        return cells;
    }

    /** How many persons have no known group, left out ones included. */
    private static long missing(AttributeAudit attribute) {
        double missing = 0;
        for (int place = SegmentTable.LEFT_OUT; place < attribute.table().segmentCount(); place++) {
            missing += attribute.table().missing(place);
        }
        return Math.round(missing);
    }

    private Exhibit.Table decisions(AttributeAudit attribute) {
        DecisionDisclosure disclosure = new DecisionDisclosure(attribute, minimum);
        List<List<Cell>> rows = new ArrayList<>();
        for (DecisionComparison comparison : attribute.decisions()) {
            boolean told = disclosure.tells(comparison);
            boolean reference = comparison.isReference();
            rows.add(List.of(
                    Cell.text(AuditWords.of(comparison.rate())),
                    Cell.text(comparison.group()),
                    rate(comparison, disclosure),
                    reference ? EMPTY : Cell.text(comparison.reference()),
                    reference ? EMPTY : number(comparison.ratio(), told),
                    reference ? EMPTY : lower(comparison.ratio(), told),
                    reference ? EMPTY : upper(comparison.ratio(), told),
                    reference ? EMPTY : number(comparison.difference(), told),
                    reference ? EMPTY : number(comparison.adjustedP(), told),
                    reference ? EMPTY : number(comparison.equivalenceP(), told),
                    reference ? EMPTY : number(comparison.conditionalOddsRatio(), told),
                    reference ? EMPTY : number(comparison.conditionalAdjustedP(), told),
                    Cell.text(reference ? "reference" : comparison.verdict().words())));
        }
        return new Exhibit.Table(
                "Decisions by groups of " + attribute.name(),
                List.of(
                        "rate",
                        "group",
                        "share",
                        "compared with",
                        "ratio",
                        "ratio from",
                        "ratio to",
                        "difference",
                        "adjusted p",
                        "equivalence p",
                        "odds ratio within strata",
                        "adjusted p within strata",
                        "verdict"),
                rows);
    }

    private Exhibit.Bars rates(AttributeAudit attribute) {
        DecisionDisclosure disclosure = new DecisionDisclosure(attribute, minimum);
        List<Exhibit.Bar> bars = new ArrayList<>();
        for (DecisionComparison comparison : attribute.decisions()) {
            bars.add(new Exhibit.Bar(
                    AuditWords.of(comparison.rate()) + ", " + comparison.group(), rate(comparison, disclosure)));
        }
        return new Exhibit.Bars("Rates by groups of " + attribute.name(), "", bars);
    }

    private static Cell rate(DecisionComparison comparison, DecisionDisclosure disclosure) {
        if (!disclosure.tellsRate(comparison) && !disclosure.isSmall(comparison)) {
            return HIDDEN;
        }
        return comparison.share() instanceof Statistic.Estimate share
                ? new Cell.Share(comparison.counts().hits(), comparison.counts().size(), share.lower(), share.upper())
                : Cell.of(comparison.share());
    }

    private Exhibit.Table metrics(AttributeAudit attribute) {
        List<List<Cell>> rows = new ArrayList<>();
        boolean told = MetricDisclosure.tells(attribute, minimum);
        for (MetricValue metric : attribute.metrics()) {
            rows.add(List.of(
                    Cell.text(metric.metric()),
                    Cell.text(metric.definition()),
                    Cell.amount(metric.ideal()),
                    number(metric.value(), told),
                    lower(metric.value(), told),
                    upper(metric.value(), told)));
        }
        return new Exhibit.Table(
                "Fairness metrics of " + attribute.name(),
                List.of("metric", "meaning", "ideal", "value", "from", "to"),
                rows);
    }

    private Exhibit.Table overview() {
        List<List<Cell>> rows = new ArrayList<>();
        for (AttributeAudit attribute : result.audited()) {
            int hidden = attribute.disclosure(minimum).hidden();
            rows.add(List.of(
                    Cell.text(attribute.name()),
                    Cell.text(attribute.verdict().words()),
                    Cell.amount(attribute.comparisons().size()
                            + attribute.decisions().size()),
                    Cell.amount(hidden),
                    Cell.text(AuditWords.aside(attribute))));
        }
        AuditPolicy policy = result.policy();
        return new Exhibit.Table(
                "Fairness verdicts within " + policy.bounds() + " at level " + policy.level() + ", corrected by "
                        + AuditWords.of(policy.correction()),
                List.of(
                        "attribute",
                        "verdict",
                        "comparisons",
                        "counts hidden because of fewer than " + minimum + " persons",
                        "groups put aside as too small"),
                rows);
    }

    private static Cell number(Statistic statistic, boolean told) {
        return told || statistic instanceof Statistic.Undetermined ? Cell.of(statistic) : HIDDEN;
    }

    private static Cell lower(Statistic statistic, boolean told) {
        return statistic instanceof Statistic.Estimate estimate ? end(estimate.lower(), told) : EMPTY;
    }

    private static Cell upper(Statistic statistic, boolean told) {
        return statistic instanceof Statistic.Estimate estimate ? end(estimate.upper(), told) : EMPTY;
    }

    private static Cell end(double end, boolean told) {
        return told ? Cell.amount(end) : HIDDEN;
    }
}
