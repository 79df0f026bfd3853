package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.fairness.inference.WilsonInterval;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts judged comparisons into words and a table. Where few persons are on either side of a number, the number stays
 * out, because a share together with the size of its segment is a count.
 */
final class AuditReport {
    private final AuditPolicy policy;
    private final SegmentationDraft draft;
    private final int minimum;

    AuditReport(AuditPolicy policy, SegmentationDraft draft) {
        this.policy = policy;
        this.draft = draft;
        minimum = draft.disclosureMinimum();
    }

    List<Finding> findings(GroupCounts attribute, List<GroupComparison> comparisons) {
        List<Finding> findings = new ArrayList<>();
        for (GroupComparison comparison : comparisons) {
            if (policy.isAlmostOneGroup(comparison)) {
                findings.add(singleGroup(comparison));
            } else if (comparison.verdict() == FairnessVerdict.DISPARITY) {
                findings.add(disparity(comparison));
            }
        }
        summary(attribute, comparisons, FairnessVerdict.INCONCLUSIVE, "fairness.inconclusive")
                .ifPresent(findings::add);
        summary(attribute, comparisons, FairnessVerdict.INSUFFICIENT_DATA, "fairness.insufficient-data")
                .ifPresent(findings::add);
        if (policy.severity(FairnessVerdict.NO_MATERIAL_DISPARITY) != Verdict.PASS) {
            summary(attribute, comparisons, FairnessVerdict.NO_MATERIAL_DISPARITY, "fairness.no-material-disparity")
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private Finding disparity(GroupComparison comparison) {
        double ratio = comparison.ratio().orElseThrow();
        boolean under = ratio < 1;
        double bound = under ? policy.lowestRatio() : policy.highestRatio();
        String message = "in " + segment(comparison) + ", group '" + comparison.group() + "' of "
                + comparison.attribute() + " is " + (under ? "under" : "over") + "-represented: its share is "
                + (comparison.mayBeTold(minimum)
                        ? shares(comparison) + ", a ratio of " + decimals(ratio)
                        : (under ? "less" : "more") + " than " + bound + " times its overall share")
                + "; find out which features cause it before anybody is treated by this segment";
        Finding finding = Finding.of(policy.severity(FairnessVerdict.DISPARITY), "fairness.disparity", message)
                .about(comparison.attribute());
        return comparison.mayBeTold(minimum) ? finding.measured(bound, ratio) : finding;
    }

    private Finding singleGroup(GroupComparison comparison) {
        String message = segment(comparison) + " consists almost only of group '" + comparison.group() + "' of "
                + comparison.attribute()
                + ", which is far from all customers: treating it differently is treating that group differently";
        Verdict severity = policy.singleGroup();
        if (comparison.verdict() == FairnessVerdict.DISPARITY) {
            severity = severity.max(policy.severity(FairnessVerdict.DISPARITY));
        }
        return Finding.of(severity, "fairness.single-group", message).about(comparison.attribute());
    }

    private Optional<Finding> summary(
            GroupCounts attribute, List<GroupComparison> comparisons, FairnessVerdict verdict, String key) {
        long count = comparisons.stream()
                .filter(comparison -> comparison.verdict() == verdict)
                .count();
        if (count == 0) {
            return Optional.empty();
        }
        String what =
                switch (verdict) {
                    case NO_MATERIAL_DISPARITY -> "show no material disparity";
                    case DISPARITY -> "show a disparity";
                    case INCONCLUSIVE -> "are inconclusive: the data show neither a disparity nor its absence";
                    case INSUFFICIENT_DATA -> "have fewer than " + policy.minimum() + " persons and were not judged";
                };
        return Optional.of(Finding.of(
                        policy.severity(verdict),
                        key,
                        count + " of " + comparisons.size() + " comparisons of " + attribute.attribute() + " " + what)
                .about(attribute.attribute()));
    }

    Exhibit.Table table(GroupCounts attribute, List<GroupComparison> comparisons) {
        List<List<Cell>> rows = new ArrayList<>();
        for (int segment : attribute.segments()) {
            for (GroupComparison comparison : comparisons) {
                if (comparison.segment() == segment) {
                    rows.add(row(comparison));
                }
            }
            rows.add(missingRow(attribute, segment));
        }
        return new Exhibit.Table(
                "Groups of " + attribute.attribute() + " per segment",
                List.of("segment", "group", "share in segment", "share overall", "ratio", "adjusted p", "verdict"),
                rows);
    }

    private List<Cell> row(GroupComparison comparison) {
        return List.of(
                Cell.text(segment(comparison)),
                Cell.text(comparison.group()),
                comparison.share().map(AuditReport::cell).orElse(Cell.text("empty segment")),
                cell(WilsonInterval.of(comparison.groupSize(), comparison.total())),
                number(comparison.ratio(), comparison),
                number(comparison.adjustedP(), comparison),
                Cell.text(comparison.verdict().words()));
    }

    private List<Cell> missingRow(GroupCounts attribute, int segment) {
        return List.of(
                Cell.text(name(segment)),
                Cell.text("(missing)"),
                Cell.count(attribute.missing(segment)),
                Cell.count(attribute.customers() - attribute.known()),
                Cell.text(""),
                Cell.text(""),
                Cell.text("not compared"));
    }

    private Cell number(Statistic statistic, GroupComparison comparison) {
        if (statistic instanceof Statistic.Undetermined none) {
            return Cell.text(none.reason());
        }
        return comparison.mayBeTold(minimum) ? Cell.amount(statistic.orElseThrow()) : Cell.text("not shown");
    }

    private static Cell cell(WilsonInterval share) {
        return new Cell.Share(share.hits(), share.of(), share.lower(), share.upper());
    }

    private String segment(GroupComparison comparison) {
        return name(comparison.segment());
    }

    private String name(int segment) {
        return segment == 0
                ? "no segment"
                : "segment " + segment + " ("
                        + draft.segments().get(segment - 1).name() + ")";
    }

    private static String shares(GroupComparison comparison) {
        WilsonInterval share = comparison.share().orElseThrow();
        return percent(share.share()) + " (95 % interval " + percent(share.lower()) + " to " + percent(share.upper())
                + ") against " + percent((double) comparison.groupSize() / comparison.total()) + " overall";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String decimals(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
