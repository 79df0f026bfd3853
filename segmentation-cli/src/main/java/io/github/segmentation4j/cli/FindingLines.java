package io.github.segmentation4j.cli;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints what a check found, the gravest first, and its verdict. */
final class FindingLines {
    private FindingLines() {}

    static void print(CheckResult check, PrintWriter out) {
        for (Verdict severity : List.of(Verdict.BLOCK, Verdict.WARN, Verdict.PASS)) {
            for (Finding finding : check.findings()) {
                if (finding.verdict() == severity) {
                    out.println("  " + severity + ": " + finding.message());
                }
            }
        }
        out.println("verdict: " + check.verdict().name().toLowerCase(Locale.ROOT));
    }
}
