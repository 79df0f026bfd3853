package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.fairness.inference.WilsonInterval;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts a result into words. Where few persons are on either side of a number, the number stays out, because a share
 * together with the size of its segment is a count.
 */
final class AuditFindings {
    private final AuditResult result;
    private final AuditPolicy policy;
    private final int minimum;

    AuditFindings(AuditResult result, int minimum) {
        this.result = result;
        this.policy = result.policy();
        this.minimum = minimum;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        result.notAssessed().forEach(missed -> findings.add(notAssessable(missed.attribute(), missed.reason())));
        for (AttributeAudit attribute : result.audited()) {
            ofSegments(attribute, findings);
            ofDecisions(attribute, findings);
            if (attribute.verdict() == FairnessVerdict.INSUFFICIENT_DATA) {
                findings.add(notAssessable(attribute.name(), tooFew(attribute)));
            }
        }
        ofScans(findings);
        return findings;
    }

    private Finding notAssessable(String attribute, String reason) {
        return Finding.of(
                        policy.notAssessable(),
                        "fairness.not-assessable",
                        "fairness towards " + attribute + " was not assessed: " + reason
                                + "; that is no sign of fairness, supply the attribute or drop it from the audit")
                .about(attribute);
    }

    private String tooFew(AttributeAudit attribute) {
        return "no two of its groups have " + policy.minimum() + " persons to compare in one segment of "
                + attribute.table().segmentCount();
    }

    private void ofSegments(AttributeAudit attribute, List<Finding> findings) {
        Disclosure disclosure = Disclosure.of(attribute.table(), minimum);
        for (GroupComparison comparison : attribute.comparisons()) {
            boolean told =
                    disclosure.tells(comparison.segment(), attribute.table().indexOf(comparison.group()));
            if (policy.isAlmostOneGroup(comparison)) {
                findings.add(singleGroup(comparison));
            } else if (comparison.verdict() == FairnessVerdict.DISPARITY) {
                findings.add(disparity(comparison, told));
            }
        }
        List<FairnessVerdict> verdicts =
                attribute.comparisons().stream().map(GroupComparison::verdict).toList();
        summaries(attribute.name(), "comparisons", "fairness.", verdicts, findings);
    }

    private Finding disparity(GroupComparison comparison, boolean told) {
        double ratio = comparison.ratio().orElseThrow();
        boolean under = ratio < 1;
        double bound = under ? policy.bounds().lowest() : policy.bounds().highest();
        String message = "in " + result.segment(comparison.segment()) + ", group '" + comparison.group() + "' of "
                + comparison.attribute() + " is " + (under ? "under" : "over") + "-represented: its share is "
                + (told
                        ? shares(comparison) + ", a ratio of " + decimals(ratio)
                        : (under ? "less" : "more") + " than " + bound + " times its overall share")
                + "; find out which features cause it before anybody is treated by this segment";
        Finding finding = Finding.of(policy.severity(FairnessVerdict.DISPARITY), "fairness.disparity", message)
                .about(comparison.attribute());
        return told ? finding.measured(bound, ratio) : finding;
    }

    private Finding singleGroup(GroupComparison comparison) {
        String message = result.segment(comparison.segment()) + " consists almost only of group '" + comparison.group()
                + "' of " + comparison.attribute()
                + ", which is far from all customers: treating it differently is treating that group differently";
        Verdict severity = policy.singleGroup();
        if (comparison.verdict() == FairnessVerdict.DISPARITY) {
            severity = severity.max(policy.severity(FairnessVerdict.DISPARITY));
        }
        return Finding.of(severity, "fairness.single-group", message).about(comparison.attribute());
    }

    private void ofDecisions(AttributeAudit attribute, List<Finding> findings) {
        List<DecisionComparison> compared = attribute.decisions().stream()
                .filter(comparison -> !comparison.isReference())
                .toList();
        for (DecisionComparison comparison : compared) {
            if (comparison.verdict() == FairnessVerdict.DISPARITY) {
                findings.add(decision(comparison));
            }
        }
        summaries(
                attribute.name(),
                "comparisons of decisions",
                "fairness.decision-",
                compared.stream().map(DecisionComparison::verdict).toList(),
                findings);
    }

    private Finding decision(DecisionComparison comparison) {
        double ratio = comparison.ratio().orElseThrow();
        double bound = ratio < 1 ? policy.bounds().lowest() : policy.bounds().highest();
        boolean told = comparison.mayBeTold(minimum);
        String message = "group '" + comparison.group() + "' of " + comparison.attribute() + " has "
                + (ratio < 1 ? "less" : "more") + " than " + bound + " times the " + AuditWords.of(comparison.rate())
                + " of " + AuditWords.reference(comparison)
                + (told && comparison.share() instanceof Statistic.Estimate share
                        ? ": " + percent(share.number()) + " (95 % interval " + percent(share.lower()) + " to "
                                + percent(share.upper()) + "), a ratio of " + decimals(ratio)
                        : "")
                + "; find out what in the decision causes it before it is repeated";
        Finding finding = Finding.of(policy.severity(FairnessVerdict.DISPARITY), "fairness.decision-disparity", message)
                .about(comparison.attribute());
        return told ? finding.measured(bound, ratio) : finding;
    }

    private void summaries(
            String attribute, String what, String prefix, List<FairnessVerdict> verdicts, List<Finding> findings) {
        for (FairnessVerdict verdict : FairnessVerdict.values()) {
            boolean silent =
                    verdict == FairnessVerdict.NO_MATERIAL_DISPARITY && policy.severity(verdict) == Verdict.PASS;
            if (verdict != FairnessVerdict.DISPARITY && !silent) {
                summary(attribute, what, prefix, verdicts, verdict).ifPresent(findings::add);
            }
        }
    }

    private Optional<Finding> summary(
            String attribute, String what, String prefix, List<FairnessVerdict> verdicts, FairnessVerdict verdict) {
        long count = verdicts.stream().filter(one -> one == verdict).count();
        if (count == 0) {
            return Optional.empty();
        }
        String words =
                switch (verdict) {
                    case NO_MATERIAL_DISPARITY -> "show no material disparity";
                    case DISPARITY -> "show a disparity";
                    case INCONCLUSIVE -> "are inconclusive: the data show neither a disparity nor its absence";
                    case INSUFFICIENT_DATA -> "have fewer than " + policy.minimum() + " persons and were not judged";
                };
        String message = count + " of " + verdicts.size() + " " + what + " of " + attribute + " " + words;
        return Optional.of(
                Finding.of(policy.severity(verdict), prefix + verdict.words().replace(' ', '-'), message)
                        .about(attribute));
    }

    private void ofScans(List<Finding> findings) {
        for (ScannedIntersections scan : result.intersections()) {
            long alarms = scan.report().significant(policy.level()).stream()
                    .filter(intersection -> policy.bounds().isBroken(AuditWords.ratio(intersection)))
                    .count();
            if (alarms > 0) {
                findings.add(Finding.of(
                        policy.severity(FairnessVerdict.DISPARITY),
                        "fairness.intersection",
                        alarms + " of " + scan.report().intersections().size()
                                + " intersections of attributes differ from everybody else in how often they are in "
                                + AuditWords.target(scan, result)
                                + " by more than the bounds and chance explain; look at them one by one"));
            }
        }
        result.subset()
                .filter(subset -> subset.isPresent() && subset.p().value().orElse(1) <= policy.level())
                .ifPresent(subset -> findings.add(Finding.of(
                        policy.severity(FairnessVerdict.DISPARITY),
                        "fairness.subset",
                        "a subset of persons that nobody asked about is selected less often than expected, and chance"
                                + " does not explain it: " + AuditWords.subset(subset))));
    }

    private static String shares(GroupComparison comparison) {
        WilsonInterval share = comparison.share().orElseThrow();
        return percent(share.share()) + " (95 % interval " + percent(share.lower()) + " to " + percent(share.upper())
                + ") against " + percent(comparison.overallShare()) + " overall";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String decimals(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
