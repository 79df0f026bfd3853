package io.github.segmentation4j.privacy.audit;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Warns or blocks if somebody who has the model could tell which customers it was fitted on. The clusterer is fitted again
 * on halves of the customers of the draft, as {@link MembershipInference} says, and a limit counts as passed only if the
 * whole interval of a figure lies above it.
 *
 * <pre>{@code
 * Segmenter.builder(schema)...check(PrivacyAudit.of(KMeans.withClusters(6)))
 * }</pre>
 *
 * <p>By default it warns above an AUC of 0.6, three of five pairs told apart, and blocks above 0.7; it warns above 5 % of
 * the members named at 1 % mistakes, where a name is right five times in six, and blocks above 10 %. What cannot be
 * determined is a finding too. The seed of the draft's run decides the halves.
 *
 * <p>Costs one fit of half the customers and one more for each shadow model, each of which a private clusterer books too.
 * Immutable and safe for use by several threads.
 *
 * <p>References: see {@link MembershipInference}.
 */
public final class PrivacyAudit implements SegmentationCheck {
    private static final String ID = "privacy-audit";

    private final Clusterer clusterer;
    private final MembershipInference attack;
    private final Limits auc;
    private final Limits truePositives;
    private final Verdict undetermined;

    /** From where on a figure warns and blocks. */
    private record Limits(double warn, double block) {
        Limits {
            if (!(0 <= warn && warn <= block && block <= 1)) {
                throw new IllegalArgumentException(
                        "limits must be from 0 to 1, that of a warning at most that of a block, were " + warn + " and "
                                + block);
            }
        }

        Verdict judge(double value) {
            if (value > block) {
                return Verdict.BLOCK;
            }
            return value > warn ? Verdict.WARN : Verdict.PASS;
        }

        double limitOf(Verdict verdict) {
            return verdict == Verdict.BLOCK ? block : warn;
        }
    }

    private PrivacyAudit(
            Clusterer clusterer, MembershipInference attack, Limits auc, Limits truePositives, Verdict undetermined) {
        this.clusterer = Objects.requireNonNull(clusterer, "clusterer");
        this.attack = Objects.requireNonNull(attack, "attack");
        this.auc = auc;
        this.truePositives = truePositives;
        this.undetermined = Objects.requireNonNull(undetermined, "undetermined");
    }

    /**
     * An audit without shadow models.
     *
     * @param clusterer the one that made the draft, with the same options
     */
    public static PrivacyAudit of(Clusterer clusterer) {
        return new PrivacyAudit(
                clusterer,
                MembershipInference.of(clusterer),
                new Limits(0.6, 0.7),
                new Limits(0.05, 0.1),
                Verdict.WARN);
    }

    /**
     * This audit by a stronger attack.
     *
     * @param count an even number of shadow models, at least 4; 0, the default, for none
     */
    public PrivacyAudit withShadowModels(int count) {
        return new PrivacyAudit(clusterer, attack.withShadowModels(count), auc, truePositives, undetermined);
    }

    /** This audit by another score, for models without centres. */
    public PrivacyAudit withScore(MembershipScore score) {
        return new PrivacyAudit(clusterer, attack.withScore(score), auc, truePositives, undetermined);
    }

    /**
     * This audit with other limits on the area under the curve.
     *
     * @param warnAbove from 0 to 1; the default is 0.6
     * @param blockAbove from {@code warnAbove} to 1, where 1 never blocks; the default is 0.7
     */
    public PrivacyAudit withAucLimits(double warnAbove, double blockAbove) {
        return new PrivacyAudit(clusterer, attack, new Limits(warnAbove, blockAbove), truePositives, undetermined);
    }

    /**
     * This audit with other limits on the share of members named at 1 % mistakes.
     *
     * @param warnAbove from 0 to 1; the default is 0.05
     * @param blockAbove from {@code warnAbove} to 1, where 1 never blocks; the default is 0.1
     */
    public PrivacyAudit withTruePositiveLimits(double warnAbove, double blockAbove) {
        return new PrivacyAudit(clusterer, attack, auc, new Limits(warnAbove, blockAbove), undetermined);
    }

    /** This audit with another verdict on what cannot be determined; the default is to warn. */
    public PrivacyAudit withUndetermined(Verdict verdict) {
        return new PrivacyAudit(clusterer, attack, auc, truePositives, verdict);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Somebody who has the model cannot tell which customers it was fitted on.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.PRIVACY;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        TrainingSet training = TrainingSet.of(draft.features())
                .withGroups(clusterer.protectedAttributes().stream()
                        .map(draft.audit()::groups)
                        .toList());
        return judge(training, draft.context());
    }

    /**
     * Judges customers without a draft.
     *
     * @param training the customers, one a row, as the clusterer takes them; without links
     * @param context seed, executor, listener and cancellation
     * @throws io.github.segmentation4j.run.CancelledException if the context was cancelled
     */
    public CheckResult judge(TrainingSet training, RunContext context) {
        MembershipReport report;
        try {
            report = attack.measure(training, context);
        } catch (InvalidInputException unfit) {
            return CheckResult.of(ID, undetermined("membership inference", String.valueOf(unfit.getMessage())));
        }
        return judge(report);
    }

    /** Judges an attack that was made before, whose figures somebody needs besides. */
    public CheckResult judge(MembershipReport report) {
        List<Finding> findings = new ArrayList<>(judge(report.auc(), auc, "auc", "the AUC of telling members"));
        // A reason that both figures share is told once.
        if (!report.truePositives().equals(report.auc())) {
            findings.addAll(judge(
                    report.truePositives(),
                    truePositives,
                    "true-positives",
                    "the share of members named at 1 % mistakes"));
        }
        List<Exhibit> exhibits = new ArrayList<>();
        exhibits.add(report.table());
        report.curve().ifPresent(exhibits::add);
        return new CheckResult(ID, findings, exhibits);
    }

    private List<Finding> judge(Statistic figure, Limits limits, String key, String name) {
        if (!(figure instanceof Statistic.Estimate estimate)) {
            return undetermined(name, ((Statistic.Undetermined) figure).reason());
        }
        Verdict verdict = limits.judge(estimate.lower());
        if (verdict == Verdict.PASS) {
            return List.of();
        }
        double limit = limits.limitOf(verdict);
        String message = String.format(
                Locale.ROOT,
                "%s is at least %.3f and must not be above %.3f; ask for fewer clusters, add customers, or use a private"
                        + " clusterer",
                name,
                estimate.lower(),
                limit);
        return List.of(Finding.of(verdict, ID + "." + key, message).measured(limit, estimate.lower()));
    }

    private List<Finding> undetermined(String name, String reason) {
        if (undetermined == Verdict.PASS) {
            return List.of();
        }
        return List.of(Finding.of(undetermined, ID + ".undetermined", name + " could not be determined: " + reason));
    }
}
