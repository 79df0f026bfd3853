package io.github.segmentation4j.cli;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.io.CheckPage;
import io.github.segmentation4j.privacy.audit.ClaimAudit;
import io.github.segmentation4j.privacy.audit.MembershipReport;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the command {@code privacy-audit} found.
 *
 * @param task what was asked
 * @param attacked the algorithm with its options
 * @param columns columns of the data
 * @param report the attack on memberships
 * @param membership what it means
 * @param claim the attack on a claim, if there is one
 * @param claimed what it means
 * @param canaries how many were tossed for
 * @param seed of halves and coins
 */
record PrivacyAuditResult(
        PrivacyAuditTask task,
        String attacked,
        int columns,
        MembershipReport report,
        CheckResult membership,
        Optional<ClaimAudit> claim,
        Optional<CheckResult> claimed,
        int canaries,
        long seed) {
    private static final double AUC_OF_CHANCE = 0.5;
    private static final double TRUE_POSITIVES_OF_CHANCE = 0.01;

    private List<CheckResult> checks() {
        List<CheckResult> checks = new ArrayList<>(List.of(membership));
        claimed.ifPresent(checks::add);
        return checks;
    }

    Verdict verdict() {
        return checks().stream().map(CheckResult::verdict).reduce(Verdict.PASS, Verdict::max);
    }

    /** The verdict in plain words. */
    private String plainly() {
        List<Finding> serious = checks().stream()
                .flatMap(check -> check.findings().stream())
                .filter(finding -> finding.verdict() != Verdict.PASS)
                .toList();
        if (serious.stream().anyMatch(finding -> finding.actual().isPresent())) {
            return "the model tells more than it may";
        }
        if (!serious.isEmpty()) {
            return "not everything could be determined";
        }
        if (!isAbove(report.auc(), AUC_OF_CHANCE) && !isAbove(report.truePositives(), TRUE_POSITIVES_OF_CHANCE)) {
            return "the attack cannot be told from chance; a better one might";
        }
        return "the attack does better than chance, but does not surely pass the limits";
    }

    private static boolean isAbove(Statistic statistic, double chance) {
        return statistic instanceof Statistic.Estimate estimate && estimate.lower() > chance;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        ClusterResult.line(text, "algorithm", attacked);
        ClusterResult.line(
                text,
                "attack",
                report.members() + " rows in the model, " + report.heldOut() + " held out, " + task.shadowModels()
                        + " shadow models");
        ClusterResult.line(text, "AUC", inWords(report.auc()) + "; 0.5 is chance, the limit is " + task.aucLimit());
        ClusterResult.line(
                text,
                "true positives",
                inWords(report.truePositives()) + " at 1 % false positives; 0.01 is chance, the limit is "
                        + task.truePositivesLimit());
        claim.ifPresent(audit -> ClusterResult.line(
                text,
                "proven epsilon",
                "at least " + inWords(audit.lowerBound())
                        + String.format(Locale.ROOT, " (%.0f %% confidence)", 100 * audit.confidence()) + " by "
                        + canaries
                        + " canaries; claimed " + audit.claimed().epsilon() + " at delta "
                        + audit.claimed().delta()));
        for (CheckResult check : checks()) {
            for (Finding finding : check.findings()) {
                ClusterResult.line(text, finding.verdict().toString(), finding.message());
            }
        }
        ClusterResult.line(text, "verdict", verdict().name().toLowerCase(Locale.ROOT) + ": " + plainly());
        return text.toString();
    }

    static String inWords(Statistic statistic) {
        if (statistic instanceof Statistic.Undetermined none) {
            return "- (" + none.reason() + ")";
        }
        if (statistic instanceof Statistic.Estimate estimate) {
            return String.format(
                    Locale.ROOT,
                    "%.4f (%.0f %% interval %.4f to %.4f)",
                    estimate.orElseThrow(),
                    100 * estimate.confidence(),
                    estimate.lower(),
                    estimate.upper());
        }
        return String.format(Locale.ROOT, "%.4f", statistic.orElseThrow());
    }

    ModelState state() {
        ModelState.Builder state = ModelState.of("privacy-audit/1")
                .put("algorithm", task.matrix().algorithm().toString())
                .put("description", attacked)
                .put("rows", (long) report.members() + report.heldOut())
                .put("columns", (long) columns)
                .put("clusters", (long) task.matrix().clusters())
                .put("seed", seed)
                .put("shadowModels", (long) task.shadowModels())
                .put("verdict", verdict().name().toLowerCase(Locale.ROOT))
                .put("membership", membershipState());
        claim.ifPresent(audit -> state.put(
                "claim",
                ModelState.of("privacy-claim/1")
                        .put("epsilon", audit.claimed().epsilon())
                        .put("delta", audit.claimed().delta())
                        .put("canaries", (long) canaries)
                        .put("provenEpsilon", state(audit.lowerBound()))
                        .put("confidence", audit.confidence())
                        .put("outcome", audit.outcome().name())
                        .build()));
        return state.putChildren(
                        "findings",
                        checks().stream()
                                .flatMap(check -> check.findings().stream())
                                .map(finding -> ModelState.of("finding/1")
                                        .put("verdict", finding.verdict().name())
                                        .put("key", finding.key())
                                        .put("message", finding.message())
                                        .build())
                                .toList())
                .build();
    }

    private ModelState membershipState() {
        ModelState.Builder state = ModelState.of("membership-inference/1")
                .put("members", (long) report.members())
                .put("heldOut", (long) report.heldOut())
                .put("auc", state(report.auc()))
                .put("aucLimit", task.aucLimit())
                .put("truePositives", state(report.truePositives()))
                .put("truePositivesLimit", task.truePositivesLimit());
        report.curve()
                .map(Exhibit.Curve::points)
                .ifPresent(points -> state.put(
                                "falsePositiveRates",
                                points.stream().mapToDouble(Exhibit.Point::x).toArray())
                        .put(
                                "truePositiveRates",
                                points.stream().mapToDouble(Exhibit.Point::y).toArray()));
        return state.build();
    }

    private static ModelState state(Statistic statistic) {
        ModelState.Builder state = ModelState.of("statistic/1");
        if (statistic instanceof Statistic.Undetermined none) {
            return state.put("reason", none.reason()).build();
        }
        state.put("value", statistic.orElseThrow());
        if (statistic instanceof Statistic.Estimate estimate) {
            state.put("lower", estimate.lower())
                    .put("upper", estimate.upper())
                    .put("confidence", estimate.confidence());
        }
        return state.build();
    }

    CheckPage page() {
        CheckPage page = CheckPage.of("Privacy audit", checks())
                .withFact("algorithm", Cell.text(attacked))
                .withFact("rows", Cell.count((long) report.members() + report.heldOut()))
                .withFact("columns", Cell.amount(columns))
                .withFact("shadow models", Cell.amount(task.shadowModels()))
                .withFact("AUC, 0.5 is chance", Cell.text(inWords(report.auc())))
                .withFact(
                        "true positives at 1 % false positives, 0.01 is chance",
                        Cell.text(inWords(report.truePositives())))
                .withFact("in plain words", Cell.text(plainly()))
                .withFact("seed", Cell.text(String.valueOf(seed)))
                .withTerm("member", "a row the attacked model was fitted on; the others were held out")
                .withTerm(
                        "AUC",
                        "how often a member looks more like a member to the attacker than somebody held out does")
                .withTerm("true positives", "the share of members the attacker names")
                .withTerm("false positives", "the share of those held out the attacker names by mistake")
                .withTerm(
                        "shadow model",
                        "a model of another random half, from which the attacker learns how a member looks");
        return claim.isEmpty()
                ? page
                : page.withFact("canaries", Cell.amount(canaries))
                        .withTerm("canary", "a row that nobody has, put into the data by the toss of a coin")
                        .withTerm(
                                "epsilon",
                                "how much likelier an answer may become by one row, as a power of e; the claim fails with"
                                        + " the probability delta");
    }
}
