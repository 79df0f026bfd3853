package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.fairness.inference.Correction;
import io.github.segmentation4j.fairness.proxy.ProtectedGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Judges whether flagged customers have more of something, and says so.
 *
 * @param id the id of the check
 * @param measure what they have more of
 * @param harm what that means, after the customers
 * @param remedy what to do
 */
record ShiftFindings(String id, String measure, String harm, String remedy) {
    CheckResult judge(GuardPolicy policy, List<ProtectedGroups> flagged, double[] values, int[] strata, int count) {
        List<Finding> findings = new ArrayList<>();
        Map<String, StratifiedShift> judged = new LinkedHashMap<>();
        List<List<Cell>> rows = new ArrayList<>();
        for (ProtectedGroups attribute : flagged) {
            if (attribute instanceof ProtectedGroups.NotAssessable none) {
                findings.add(policy.notAssessable(id, none));
            } else if (attribute instanceof ProtectedGroups.Known known) {
                String name = known.groups().name();
                StratifiedShift shift = new StratifiedShift(values, known.groups(), strata, count);
                boolean enough = Math.min(shift.flagged(), shift.others()) >= policy.minimum();
                if (enough) {
                    judged.put(name, shift);
                } else {
                    findings.add(insufficient(policy, name));
                }
                rows.add(row(policy, name, shift));
            }
        }
        double[] adjusted = Correction.HOLM.adjust(
                judged.values().stream().mapToDouble(StratifiedShift::oneSidedP).toArray());
        int next = 0;
        for (Map.Entry<String, StratifiedShift> entry : judged.entrySet()) {
            if (adjusted[next++] <= policy.level()) {
                findings.add(harm(policy, entry.getKey(), entry.getValue()));
            }
        }
        return new CheckResult(id, findings, List.of(table(rows)));
    }

    private Finding insufficient(GuardPolicy policy, String name) {
        return Finding.of(
                        Verdict.PASS,
                        id + ".insufficient-data",
                        "customers flagged by " + name + " were not compared: there are fewer than " + policy.minimum()
                                + " on a side who can be")
                .about(name);
    }

    private Finding harm(GuardPolicy policy, String name, StratifiedShift shift) {
        boolean told = mayBeTold(policy, shift);
        Finding finding = Finding.of(
                        policy.severity(),
                        id + ".harm",
                        "customers flagged by " + name + " " + harm
                                + (told
                                        ? String.format(
                                                Locale.ROOT,
                                                ": %.4g against %.4g %s, a difference of %.4g (95 %% interval %.4g to"
                                                        + " %.4g)",
                                                shift.flaggedMean(),
                                                shift.otherMean(),
                                                measure,
                                                shift.difference(),
                                                shift.lower(),
                                                shift.upper())
                                        : "")
                                + "; " + remedy)
                .about(name);
        return told ? finding.measured(shift.otherMean(), shift.flaggedMean()) : finding;
    }

    private Exhibit table(List<List<Cell>> rows) {
        return new Exhibit.Table(
                "Flagged and other customers: " + measure,
                List.of(
                        "flag",
                        "flagged",
                        "others",
                        "left out",
                        "mean of flagged",
                        "mean of others",
                        "difference",
                        "95 % from",
                        "to",
                        "one-sided p"),
                rows);
    }

    private static List<Cell> row(GuardPolicy policy, String name, StratifiedShift shift) {
        List<Cell> cells = new ArrayList<>(List.of(
                Cell.text(name), Cell.count(shift.flagged()), Cell.count(shift.others()), Cell.count(shift.leftOut())));
        double[] numbers = {
            shift.flaggedMean(), shift.otherMean(), shift.difference(), shift.lower(), shift.upper(), shift.oneSidedP()
        };
        for (double number : numbers) {
            cells.add(mayBeTold(policy, shift) ? Cell.amount(number) : Cell.text("not shown"));
        }
        return cells;
    }

    private static boolean mayBeTold(GuardPolicy policy, StratifiedShift shift) {
        return Math.min(shift.flagged(), shift.others()) >= Math.max(1, policy.disclosureMinimum());
    }
}
