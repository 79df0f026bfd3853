package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds out which features tell a protected attribute that is not among them, alone and together.
 *
 * <p>Alone: mutual information, Cramer's V and the area under the ROC curve (AUC), of every feature for every group
 * against the rest. Together: an attacker learns on four fifths of the persons to tell a group and is judged on the
 * others, in turn; he sees all features, or the segment alone, or the distances to the centres of a {@link
 * io.github.segmentation4j.cluster.CentroidModel}. He finds combinations of two features each of which is worthless
 * alone, such as an exclusive or; one of three or more of which no two tell anything he may miss. Then the features that
 * helped most are left out one by one and two by two, and what is lost names the proxy and the combination.
 *
 * <p>By default a feature with an AUC of 0.7 or 0.3, or a V of 0.3, and an attack with an AUC of 0.7, warn where chance
 * does not explain them; an attribute that cannot be assessed warns too. The bounds are conventions to be set, not law.
 *
 * <pre>{@code
 * ProxyReport report = ProxyAudit.of("sex").audit(features, sex, RunContext.seeded(7));
 * report.strongest(AttackSource.FEATURES);   // how well, and which group
 * report.combinations();                     // pairs that tell it only together
 * }</pre>
 *
 * <p>Attacks use at most 10,000 persons, drawn group by group from the seed, so their cost does not grow with the
 * customers; single features are judged on everybody, at the cost of a sort each. The same seed gives the same bits for
 * any number of threads. Immutable and safe for use by several threads.
 *
 * <p>References: G. A. Miller, Note on the bias of information estimates, 1955; W. Bergsma, A bias-correction for
 * Cramer's V and Tschuprow's T, Journal of the Korean Statistical Society 42, 2013; J. A. Hanley, B. J. McNeil, The
 * meaning and use of the area under a ROC curve, Radiology 143, 1982; R. G. Newcombe, Confidence intervals for an effect
 * size measure based on the Mann-Whitney statistic, part 2, Statistics in Medicine 25, 2006; E. R. DeLong, D. M. DeLong,
 * D. L. Clarke-Pearson, Comparing the areas under two or more correlated receiver operating characteristic curves,
 * Biometrics 44, 1988.
 *
 * <p>Implementation note: the attacker is an ensemble of 40 boosted trees of depth 3 on features cut into 32 bands, with
 * the cells of the pairs that interact most as further features; see J. H. Friedman, Greedy function approximation,
 * 2001, and Y. Lou and others, Accurate intelligible models with pairwise interactions, 2013.
 */
public final class ProxyAudit implements SegmentationCheck {
    private static final int MOST_FOLDS = 10;

    private final List<String> attributes;
    private final int folds;
    private final int rowLimit;
    private final ProxyPolicy policy;

    private ProxyAudit(List<String> attributes, int folds, int rowLimit, ProxyPolicy policy) {
        this.attributes = List.copyOf(new LinkedHashSet<>(attributes));
        this.folds = folds;
        this.rowLimit = rowLimit;
        this.policy = policy;
    }

    /**
     * An audit of protected attributes.
     *
     * @param attribute a protected attribute of the schema
     * @param more further ones
     */
    public static ProxyAudit of(String attribute, String... more) {
        List<String> names = new ArrayList<>(List.of(attribute));
        names.addAll(List.of(more));
        return new ProxyAudit(names, 5, 10_000, ProxyPolicy.standard());
    }

    /**
     * This audit with another number of folds. Default: 5.
     *
     * @param count 2 to 10
     */
    public ProxyAudit withFolds(int count) {
        if (count < 2 || count > MOST_FOLDS) {
            throw new IllegalArgumentException("folds must be 2 to " + MOST_FOLDS + ", were " + count);
        }
        return new ProxyAudit(attributes, count, rowLimit, policy);
    }

    /**
     * This audit with another number of persons to attack; rounding up in each group may add a few. Default: 10,000.
     *
     * @param persons at least 100
     */
    public ProxyAudit withRowLimit(int persons) {
        if (persons < 100) {
            throw new IllegalArgumentException("the row limit must be at least 100, was " + persons);
        }
        return new ProxyAudit(attributes, folds, persons, policy);
    }

    /**
     * This audit with another AUC from which a feature or an attack is reported. Default: 0.7.
     *
     * @param auc above 0.5 and at most 1
     */
    public ProxyAudit withAucBound(double auc) {
        return new ProxyAudit(attributes, folds, rowLimit, policy.withAucBound(auc));
    }

    /**
     * This audit with another Cramer's V from which a feature is reported. Default: 0.3.
     *
     * @param v above 0 and at most 1
     */
    public ProxyAudit withCramersVBound(double v) {
        return new ProxyAudit(attributes, folds, rowLimit, policy.withCramersVBound(v));
    }

    /** This audit with another severity of a proxy. Default: it warns. */
    public ProxyAudit withSeverity(Verdict severity) {
        return new ProxyAudit(
                attributes, folds, rowLimit, policy.withSeverity(Objects.requireNonNull(severity, "severity")));
    }

    /** This audit with another severity of an attribute that cannot be assessed. Default: it warns. */
    public ProxyAudit onNotAssessable(Verdict severity) {
        return new ProxyAudit(
                attributes, folds, rowLimit, policy.withNotAssessable(Objects.requireNonNull(severity, "severity")));
    }

    @Override
    public String id() {
        return "proxy-audit";
    }

    @Override
    public String description() {
        return "Neither a feature nor a combination of them nor the segment tells " + String.join(", ", attributes)
                + ".";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.FAIRNESS;
    }

    /**
     * What features tell of an attribute.
     *
     * @param features one row a person; values may be missing
     * @param attribute one group a person, in the same order
     * @param context seed, executor, listener and cancellation
     */
    public ProxyReport audit(FeatureMatrix features, Categories attribute, RunContext context) {
        return audit(features, Optional.empty(), attribute, context);
    }

    /**
     * What features, segments and distances tell of an attribute.
     *
     * @param features one row a person; values may be missing
     * @param clustering of the same rows
     * @param attribute one group a person, in the same order
     * @param context seed, executor, listener and cancellation
     */
    public ProxyReport audit(FeatureMatrix features, Clustering clustering, Categories attribute, RunContext context) {
        return audit(features, Optional.of(clustering), attribute, context);
    }

    private ProxyReport audit(
            FeatureMatrix features, Optional<Clustering> clustering, Categories attribute, RunContext context) {
        requireRows(attribute, features.rowCount());
        clustering.ifPresent(found -> requireRows(attribute, found.size()));
        if (ProtectedGroups.of(attribute) instanceof ProtectedGroups.NotAssessable none) {
            int missing = attribute.counts()[attribute.levels().size()];
            return ProxyReport.notAssessable(attribute.name(), attribute.size(), missing, none.reason());
        }
        return new ProxyRun(attribute, rowLimit, folds, context).report(features, clustering);
    }

    /**
     * How well the segment alone tells each group; of two groups only the smaller.
     *
     * @param labels a segment for each person, -1 for none, which counts as one more
     * @param attribute one group a person, in the same order
     * @param context seed and cancellation
     * @return none if the attribute has fewer than two groups
     */
    public List<Attack> attackSegments(int[] labels, Categories attribute, RunContext context) {
        requireRows(attribute, labels.length);
        return ProtectedGroups.of(attribute) instanceof ProtectedGroups.Known
                ? new ProxyRun(attribute, rowLimit, folds, context).attackSegments(labels)
                : List.of();
    }

    private static void requireRows(Categories attribute, int rows) {
        if (attribute.size() != rows) {
            throw new IllegalArgumentException("groups of '" + attribute.name() + "' must be of the " + rows
                    + " rows, were of " + attribute.size());
        }
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        List<Finding> findings = new ArrayList<>();
        List<Exhibit> exhibits = new ArrayList<>();
        ProxyFindings words = new ProxyFindings(policy, draft.disclosureMinimum());
        for (String attribute : attributes) {
            ProtectedGroups found = ProtectedGroups.of(draft, attribute);
            if (found instanceof ProtectedGroups.NotAssessable none) {
                findings.add(words.notAssessable(none));
            } else if (found instanceof ProtectedGroups.Known known) {
                ProxyReport report = audit(draft.features(), draft.clustering(), known.groups(), draft.context());
                findings.addAll(words.findings(report));
                exhibits.addAll(words.tables(report));
            }
        }
        return new CheckResult(id(), findings, exhibits);
    }
}
