package io.github.segmentation4j.cli;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.privacy.anonymity.QuasiIdentifier;
import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the command {@code risk} found.
 *
 * @param table as it was read
 * @param samplingShare the share of the population in the table, if known
 * @param risk of the table as it was read
 * @param coarser the table to be written, if one is
 * @param check what was found of the table as it would be given away
 */
record RiskResult(
        RiskTable table,
        OptionalDouble samplingShare,
        RiskFigures risk,
        Optional<AnonymisedTable> coarser,
        CheckResult check) {
    private static final String CHECK = "anonymity";

    /**
     * The result with its findings.
     *
     * @param ofSmallClasses the verdict on a table with classes under the minimum
     */
    static RiskResult of(
            RiskTable table,
            OptionalDouble samplingShare,
            RiskFigures risk,
            Optional<AnonymisedTable> coarser,
            Verdict ofSmallClasses) {
        RiskFigures given = coarser.map(AnonymisedTable::risk).orElse(risk);
        List<Finding> findings = new ArrayList<>();
        findings.add(ofSizes(given, ofSmallClasses));
        if (given.givesAway()) {
            findings.add(Finding.of(
                    Verdict.WARN,
                    "anonymity.one-value",
                    "a class has only one value of the sensitive column, so whoever knows that somebody is in it knows"
                            + " the value; ask --anonymise for --l 2 or more"));
        }
        coarser.ifPresent(done -> {
            int small = done.smallClassesByKept();
            if (!table.kept().isEmpty() && small > 0) {
                findings.add(Finding.of(
                                ofSmallClasses,
                                "anonymity.kept",
                                "whoever knows the columns of --keep too finds " + small + " classes of fewer than "
                                        + given.few().minimum()
                                        + " customers; keep them only if nobody does, or name them in --quasi")
                        .measured(0, small));
            }
        });
        return new RiskResult(table, samplingShare, risk, coarser, CheckResult.of(CHECK, findings));
    }

    private static Finding ofSizes(RiskFigures given, Verdict ofSmallClasses) {
        int minimum = given.few().minimum();
        int small = given.smallClasses();
        if (small == 0) {
            return Finding.of(
                    Verdict.PASS, "anonymity.at-least-minimum", "every class has at least " + minimum + " customers");
        }
        return Finding.of(
                        ofSmallClasses,
                        "anonymity.below-minimum",
                        small + " of " + given.classes().count() + " classes have fewer than " + minimum
                                + " customers, " + given.few().inWords(given.customersInSmallClasses())
                                + " in all; make the columns coarser, as --anonymise does, or give fewer away")
                .measured(0, small);
    }

    boolean blocked() {
        return check.verdict() == Verdict.BLOCK;
    }

    private List<String> quasiNames() {
        return table.quasi().stream().map(QuasiIdentifier::name).toList();
    }

    /** Lines for a person, without the findings. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(table.size() + " customers in " + risk.classes().count() + " classes by "
                + String.join(", ", quasiNames()));
        lines.addAll(risk.lines());
        coarser.ifPresent(done -> {
            lines.add("made coarser: " + done.risk().classes().count() + " classes of at least "
                    + done.request().k());
            lines.addAll(done.lines());
        });
        return lines;
    }

    /** The whole result as plain values. */
    ModelState state() {
        ModelState.Builder state = ModelState.of("anonymity-risk/1")
                .put("customers", table.size())
                .putTexts("quasi", quasiNames())
                .put("disclosureMinimum", risk.few().minimum());
        samplingShare.ifPresent(share -> state.put("samplingShare", share));
        state.put("risk", risk.state());
        coarser.ifPresent(done -> state.put("anonymised", done.state()));
        return state.putChildren(
                        "findings",
                        check.findings().stream().map(RiskResult::state).toList())
                .put("verdict", check.verdict().name().toLowerCase(Locale.ROOT))
                .build();
    }

    private static ModelState state(Finding finding) {
        return ModelState.of("finding/1")
                .put("verdict", finding.verdict().name())
                .put("key", finding.key())
                .put("message", finding.message())
                .build();
    }
}
