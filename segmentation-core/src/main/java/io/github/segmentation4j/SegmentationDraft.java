package io.github.segmentation4j;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.data.AuditView;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.data.SpecialCategoryCondition;
import io.github.segmentation4j.explain.SegmentRules;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.ClusterCountChoice;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A segmentation that was fitted and not yet judged: everything a {@link SegmentationCheck} may look at. Row {@code i}
 * of every part is customer {@code i} of the view.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SegmentationDraft {
    private final PurposeBoundView view;
    private final AuditView audit;
    private final FeatureMatrix features;
    private final FeatureMatrix described;
    private final Clustering clustering;
    private final @Nullable ClusterCountChoice choice;
    private final NamedSegments named;
    private final @Nullable SegmentRules rules;
    private final int disclosureMinimum;
    private final @Nullable SpecialCategoryCondition condition;
    private final RunContext context;

    SegmentationDraft(
            PurposeBoundView view,
            AuditView audit,
            FeatureMatrix features,
            FeatureMatrix described,
            Clustering clustering,
            @Nullable ClusterCountChoice choice,
            NamedSegments named,
            @Nullable SegmentRules rules,
            int disclosureMinimum,
            @Nullable SpecialCategoryCondition condition,
            RunContext context) {
        this.view = view;
        this.audit = audit;
        this.features = features;
        this.described = described;
        this.clustering = clustering;
        this.choice = choice;
        this.named = named;
        this.rules = rules;
        this.disclosureMinimum = disclosureMinimum;
        this.condition = condition;
        this.context = context;
    }

    /** The schema of the data. */
    public Schema schema() {
        return view.schema();
    }

    /** The admitted customers and permitted fields. */
    public PurposeBoundView view() {
        return view;
    }

    /** The protected attributes of the same customers. */
    public AuditView audit() {
        return audit;
    }

    /** The features that were clustered, after all transforms. */
    public FeatureMatrix features() {
        return features;
    }

    /** The same customers in units a person would use. */
    public FeatureMatrix described() {
        return described;
    }

    /** The clustering. */
    public Clustering clustering() {
        return clustering;
    }

    /** How the number of clusters was chosen, if nobody named it. */
    public Optional<ClusterCountChoice> clusterCountChoice() {
        return Optional.ofNullable(choice);
    }

    /** The segments, in the order of the clusters; those of a release that is followed keep their names. */
    public List<Segment> segments() {
        return named.segments();
    }

    /** What became of the segments of the release that is followed; empty if none is. */
    public Optional<SegmentSuccession> succession() {
        return Optional.ofNullable(named.succession());
    }

    /** The segments with their registry. */
    NamedSegments named() {
        return named;
    }

    /**
     * Short rules that come close to the segments, by the features that were clustered. Thresholds are nobody's values,
     * see {@link io.github.segmentation4j.explain.RoundedThresholds}. Empty if the model has no straight borders between
     * centres, two centres are equal, a value is missing, thresholds cannot be told, or the clusterer is a private one,
     * whose guarantee rules from the rows would break.
     */
    public Optional<SegmentRules> rules() {
        return Optional.ofNullable(rules);
    }

    /** Groups of fewer persons than this are not shown in reports. */
    public int disclosureMinimum() {
        return disclosureMinimum;
    }

    /** The condition that allows special categories of data, if one was stated. */
    public Optional<SpecialCategoryCondition> specialCategoryCondition() {
        return Optional.ofNullable(condition);
    }

    /** Seed, executor, listener, clock and cancellation of the run. */
    public RunContext context() {
        return context;
    }
}
