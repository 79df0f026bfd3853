package io.github.segmentation4j.cli;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import io.github.segmentation4j.privacy.audit.Canaries;
import io.github.segmentation4j.privacy.audit.ClaimAudit;
import io.github.segmentation4j.privacy.audit.MembershipInference;
import io.github.segmentation4j.privacy.audit.MembershipReport;
import io.github.segmentation4j.privacy.audit.OneRunAudit;
import io.github.segmentation4j.privacy.audit.PrivacyAudit;
import io.github.segmentation4j.privacy.cluster.ColumnBounds;
import io.github.segmentation4j.privacy.cluster.DpKMeans;
import io.github.segmentation4j.privacy.cluster.NonPrivateLabels;
import io.github.segmentation4j.privacy.ledger.MemoryLedger;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@link PrivacyAuditCommand} was asked to do.
 *
 * @param matrix which rows, and into how many clusters
 * @param choices the options as typed
 * @param clusterer the algorithm with its options; a private one without bounds and ledger
 * @param shadowModels for the stronger attack; 0 for none
 * @param canaries as typed
 * @param serious the verdict on what a limit does not allow
 * @param aucLimit the most the AUC may be
 * @param truePositivesLimit the most the share of named members may be
 */
record PrivacyAuditTask(
        MatrixOptions matrix,
        ClustererOptions choices,
        Clusterer clusterer,
        int shadowModels,
        @Nullable Integer canaries,
        Verdict serious,
        double aucLimit,
        double truePositivesLimit) {
    private static final int CANARIES = 400;
    private static final String ROWS = "audited rows";
    private static final String CLAIM = "privacy-claim";

    /** An audit with the limits; refuses those out of range. */
    PrivacyAudit judge(PrivacyAudit audit) {
        // A limit of 1 is never passed, so that nothing blocks where it should warn.
        boolean blocks = serious == Verdict.BLOCK;
        return audit.withAucLimits(aucLimit, blocks ? aucLimit : 1)
                .withTruePositiveLimits(truePositivesLimit, blocks ? truePositivesLimit : 1)
                .withUndetermined(serious);
    }

    /** Refuses what an audit of a private algorithm cannot do. */
    void requireFitting() {
        if (!matrix.isPrivate()) {
            return;
        }
        if (choices.dp.learnsBounds()) {
            throw new InvalidInputException("--bounds must be a file here, as canaries are put at the corners of bounds"
                    + " that are known; private was asked for");
        }
        if (canaryCount() < 1) {
            throw new InvalidInputException("--canaries must be at least 1, were " + canaryCount());
        }
    }

    private int canaryCount() {
        return canaries == null ? CANARIES : canaries;
    }

    private Adjacency adjacency() {
        return choices.dp.adjacency().orElse(Adjacency.ADD_OR_REMOVE);
    }

    PrivacyAuditResult run(RunContext context) {
        TrainingSet read = matrix.read(choices, context);
        FeatureMatrix plain = read.withoutGroups().matrix();
        int columns = plain.columnCount();
        if (!matrix.isPrivate()) {
            TrainingSet training =
                    TrainingSet.of(matrix.scale().learned(plain, context)).withGroups(read.groups());
            Clusterer started = choices.started(clusterer, matrix.clusters(), columns, context);
            return result(started, started.describe(), training, Optional.empty(), context);
        }
        ColumnBounds bounds = choices.dp.givenBounds(plain).orElseThrow();
        BoundedColumns bounded = new BoundedColumns(bounds, matrix.scale());
        FeatureMatrix rows = bounded.rows(plain, context);
        Optional<double[][]> starts =
                choices.starts(matrix.clusters(), columns, context).map(bounded::clustered);
        ClaimAudit claim = OneRunAudit.of(
                        mixed -> paid(bounded, starts, 1)
                                .fit(TrainingSet.of(mixed), context.withListener(ProgressListener.none()))
                                .model(),
                        adjacency())
                .against(choices.dp.cost(), rows, canariesIn(bounded.clustered(), context), context);
        Clusterer labelled = NonPrivateLabels.of(paid(bounded, starts, shadowModels + 1));
        return result(labelled, paid(bounded, starts, 1).describe(), TrainingSet.of(rows), Optional.of(claim), context);
    }

    private FeatureMatrix canariesIn(ColumnBounds bounds, RunContext context) {
        double[] lower = new double[bounds.columnCount()];
        double[] upper = new double[bounds.columnCount()];
        for (int c = 0; c < lower.length; c++) {
            lower[c] = bounds.lower(c);
            upper[c] = bounds.upper(c);
        }
        return Canaries.atCorners(lower, upper, canaryCount(), context.seed());
    }

    /** Private k-means whose fits are paid from a budget of the audit's own. */
    private DpKMeans paid(BoundedColumns bounded, Optional<double[][]> starts, int fits) {
        PrivacyCost cost = choices.dp.cost();
        PrivacyBudget budget = new PrivacyBudget(
                new PrivacyCost(cost.epsilon() * fits, cost.delta()), adjacency(), PrivacyUnit.CUSTOMER);
        DpKMeans clusterer = choices.dp.clusterer(matrix.clusters());
        return (starts.isPresent() ? clusterer.withStarts(starts.get()) : clusterer)
                .bounds(bounded.clustered())
                .charge(MemoryLedger.of(ROWS, budget), ROWS, cost.epsilon(), cost.delta());
    }

    private PrivacyAuditResult result(
            Clusterer attacked,
            String description,
            TrainingSet training,
            Optional<ClaimAudit> claim,
            RunContext context) {
        MembershipReport report =
                MembershipInference.of(attacked).withShadowModels(shadowModels).measure(training, context);
        return new PrivacyAuditResult(
                this,
                description,
                training.withoutGroups().matrix().columnCount(),
                report,
                judge(PrivacyAudit.of(attacked)).judge(report),
                claim,
                claim.map(this::check),
                canaryCount(),
                context.seed());
    }

    /** What the attack on a claim means. */
    CheckResult check(ClaimAudit claim) {
        String claimed = "the claim of epsilon " + claim.claimed().epsilon();
        Finding finding =
                switch (claim.outcome()) {
                    case CONTRADICTED ->
                        Finding.of(
                                        serious,
                                        CLAIM + ".contradicted",
                                        String.format(
                                                Locale.ROOT,
                                                "%s is contradicted: the canaries prove at least %.3f; do not release,"
                                                        + " and report the error",
                                                claimed,
                                                claim.lowerBound().orElseThrow()))
                                .measured(
                                        claim.claimed().epsilon(),
                                        claim.lowerBound().orElseThrow());
                    case INSUFFICIENT ->
                        Finding.of(
                                serious,
                                CLAIM + ".insufficient",
                                claimed + " could not be tried: " + PrivacyAuditResult.inWords(claim.lowerBound()));
                    case NOT_CONTRADICTED ->
                        Finding.of(
                                Verdict.PASS,
                                CLAIM + ".held",
                                String.format(
                                        Locale.ROOT,
                                        "%s is not contradicted: the canaries prove at least %.3f, which is no proof that"
                                                + " it is true",
                                        claimed,
                                        claim.lowerBound().orElseThrow()));
                };
        return new CheckResult(CLAIM, List.of(finding), List.of(claim.table()));
    }
}
