package io.github.segmentation4j;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.AuditView;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.data.SpecialCategoryCondition;
import io.github.segmentation4j.explain.ExplanationPolicy;
import io.github.segmentation4j.explain.RoundedThresholds;
import io.github.segmentation4j.explain.SegmentProfile;
import io.github.segmentation4j.explain.SegmentRules;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FeaturePipeline;
import io.github.segmentation4j.feature.FeatureStep;
import io.github.segmentation4j.feature.FittedExtractor;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.quality.ChooseClusterCount;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from customer data to segments: who may be segmented and for what, which numbers describe them, which
 * algorithm finds the groups, what must hold before anybody may use them, and who decides.
 *
 * <p>Two checks always run, whatever others are asked for: no feature may come from a field outside the purpose, and none
 * from a special category of data without a stated condition. A third warns where the model keeps the features of
 * customers, see {@link io.github.segmentation4j.cluster.InstanceModel}.
 *
 * <pre>{@code
 * Segmenter segmenter = Segmenter.builder(schema)
 *     .purpose(Purpose.PERSONALISATION)
 *     .admit(Admission.byConsent())
 *     .features(Rfm.of("purchases"), Encoding.oneHot("plan"), Scaling.standard())
 *     .cluster(KMeans.withClusters(6))
 *     .check(SegmentSize.atLeast(50))
 *     .build();
 * SegmentationProposal proposal = segmenter.propose(customers, RunContext.seeded(42));
 * ReleasedSegmentation segments = proposal.release();
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Segmenter {
    private static final Logger LOG = LoggerFactory.getLogger(Segmenter.class);

    /** Learning the steps, making the features, describing the customers. */
    private static final int PASSES = 3;

    private final Schema schema;
    private final Purpose purpose;
    private final Admission admission;
    private final FeaturePipeline features;
    private final Grouping grouping;
    private final List<SegmentationCheck> checks;
    private final ReleaseGate gate;
    private final int disclosureMinimum;
    private final @Nullable SpecialCategoryCondition condition;
    private final @Nullable ExplanationPolicy explanation;
    private final @Nullable ReleasedSegmentation earlier;

    private Segmenter(Builder builder) {
        schema = builder.schema;
        purpose = Builder.required(builder.purpose, "purpose(...)");
        admission = Builder.required(builder.admission, "admit(...)");
        features = Builder.required(builder.features, "features(...)");
        grouping = Builder.required(builder.grouping, "cluster(...)");
        List<SegmentationCheck> all = new ArrayList<>(List.of(new PurposeLimits(), new SpecialCategoryInput()));
        if (grouping instanceof Grouping.Chosen) {
            all.add(new ClusterCountEvidence());
        }
        earlier = builder.earlier;
        if (earlier != null) {
            requireFollowed(earlier);
            all.add(new SuspensionReview());
        }
        all.addAll(builder.checks);
        Set<String> ids = new HashSet<>(Set.of(KeptRows.ID));
        for (SegmentationCheck check : all) {
            if (!ids.add(check.id())) {
                throw new IllegalArgumentException(
                        "two checks have the id '" + check.id() + "'; give each check once, with an id of its own");
            }
        }
        checks = List.copyOf(all);
        gate = builder.gate;
        disclosureMinimum = builder.disclosureMinimum;
        condition = builder.condition;
        explanation = builder.explanation;
    }

    private void requireFollowed(ReleasedSegmentation release) {
        if (release.purpose() != purpose) {
            throw new IllegalArgumentException("the segments are for " + purpose + " and those of the release that is"
                    + " followed for " + release.purpose() + "; follow a release for the same purpose, or none");
        }
        List<String> differences = release.schema().differencesIn(schema);
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("the release that is followed cannot read customers of this schema: "
                    + String.join("; ", differences) + "; keep the fields it needs, or follow no release");
        }
    }

    /**
     * Starts a segmenter.
     *
     * @param schema declares the customers it will be given
     */
    public static Builder builder(Schema schema) {
        return new Builder(schema);
    }

    /**
     * Segments customers and has the result checked. Nothing is released.
     *
     * @param customers with the schema of this segmenter
     * @param context seed, executor, listener, clock and cancellation
     * @return the segments with the evidence
     * @throws InvalidInputException if nobody is admitted, the data cannot be segmented as asked, or a release that is
     *     followed cannot describe the customers
     * @throws CancelledException if the context was cancelled
     */
    public SegmentationProposal propose(CustomerData customers, RunContext context) {
        if (customers.schema() != schema) {
            throw new IllegalArgumentException(
                    "the customers were built with another schema object than the segmenter; use the same one");
        }
        PurposeBoundView view = customers.open(purpose, admission, context);
        if (view.size() == 0) {
            throw new InvalidInputException("none of the " + customers.size() + " customers was admitted for " + purpose
                    + " (" + view.access().excluded() + "); there is nothing to segment");
        }
        context.throwIfCancelled("segmentation");
        AuditView audit = customers.audit(view);
        AuditView shown = audit.only(features.protectedAttributes());
        FittedExtractor extractor = features.fit(view, shown, pass(0, context));
        requireAccepted(extractor);
        FeatureMatrix matrix = extractor.extractTraining(view, shown, pass(1, context));
        FeatureMatrix described = extractor.describe(view, pass(2, context));
        context.throwIfCancelled("segmentation");
        Grouping.Result groups = grouping.fit(
                matrix,
                grouping.protectedAttributes().stream().map(audit::groups).toList(),
                context);
        Clustering clustering = groups.clustering();
        requireSegments(clustering, groups.description());
        List<Segment> found = Segment.of(
                SegmentProfile.of(described, clustering.labels(), clustering.clusterCount(), context),
                schema,
                described,
                disclosureMinimum);
        NamedSegments named = earlier == null
                ? NamedSegments.first(found)
                : NamedSegments.following(
                        earlier,
                        customers,
                        found,
                        SegmentMembers.described(view::id, clustering.labels(), found),
                        context);
        SegmentationDraft draft = new SegmentationDraft(
                view,
                audit,
                matrix,
                described,
                clustering,
                groups.choice(),
                named,
                rules(matrix, clustering, extractor, context),
                disclosureMinimum,
                condition,
                context);
        List<SegmentationCheck> run = checksOf(draft);
        List<CheckResult> results = runChecks(run, draft, context);
        SegmentationProposal proposal = new SegmentationProposal(
                draft, extractor, admission, run, results, gate, provenance(draft, groups.description()), explanation);
        LOG.info("{} customers in {} segments for {}: {}", view.size(), found.size(), purpose, proposal.verdict());
        return proposal;
    }

    private static void requireSegments(Clustering clustering, String algorithm) {
        if (clustering.clusterCount() == 0) {
            throw new InvalidInputException(algorithm + " found no segment: it takes all " + clustering.size()
                    + " customers for noise; let it find smaller or less dense segments, or take another algorithm");
        }
    }

    private List<SegmentationCheck> checksOf(SegmentationDraft draft) {
        if (!KeptRows.concerns(draft)) {
            return checks;
        }
        List<SegmentationCheck> all = new ArrayList<>(checks);
        all.add(new KeptRows());
        return List.copyOf(all);
    }

    private Provenance provenance(SegmentationDraft draft, String algorithm) {
        RunContext context = draft.context();
        Instant now = context.clock().instant();
        return new Provenance(
                Provenance.currentVersion(),
                algorithm,
                context.seed(),
                draft.view().size(),
                Provenance.digest(draft.features(), context),
                admission.basis(),
                Stream.concat(features.protectedAttributes().stream(), grouping.protectedAttributes().stream())
                        .distinct()
                        .toList(),
                now,
                draft.view().observedUntil().orElse(now));
    }

    /** Rules of the rows would tell more of them than a private clusterer may. */
    private @Nullable SegmentRules rules(
            FeatureMatrix matrix, Clustering clustering, FittedExtractor extractor, RunContext context) {
        if (!grouping.acceptedLearning().contains(Learning.FROM_CUSTOMERS)) {
            return null;
        }
        return SegmentRules.tryOf(matrix, clustering, context)
                .flatMap(rules -> RoundedThresholds.of(rules, matrix, extractor.scales(), context))
                .orElse(null);
    }

    private void requireAccepted(FittedExtractor extractor) {
        if (!grouping.acceptedLearning().contains(extractor.learned())) {
            throw new InvalidInputException("a private clusterer takes only features that learned nothing from the"
                    + " customers, or learned privately, and one of these learned from them in the open; scale within"
                    + " given bounds, or learn the bounds privately");
        }
    }

    /** The context of one of the passes over the steps: together they are one piece of work to the listener. */
    private static RunContext pass(int pass, RunContext context) {
        ProgressListener listener = context.listener();
        return context.withListener(progress -> listener.onProgress(
                progress.stage().equals("making features")
                        ? new ProgressListener.Progress(
                                progress.stage(), pass * progress.total() + progress.done(), PASSES * progress.total())
                        : progress));
    }

    private static List<CheckResult> runChecks(
            List<SegmentationCheck> checks, SegmentationDraft draft, RunContext context) {
        List<CheckResult> results = new ArrayList<>(checks.size());
        for (SegmentationCheck check : checks) {
            context.throwIfCancelled("checks");
            context.report("checking", results.size(), checks.size());
            results.add(runCheck(check, draft));
        }
        context.report("checking", checks.size(), checks.size());
        return List.copyOf(results);
    }

    private static CheckResult runCheck(SegmentationCheck check, SegmentationDraft draft) {
        try {
            return check.check(draft);
        } catch (CancelledException cancelled) {
            throw cancelled;
        } catch (RuntimeException broken) {
            LOG.warn("check {} failed and therefore blocks", check.id(), broken);
            return CheckResult.of(
                    check.id(),
                    List.of(Finding.of(
                            Verdict.BLOCK,
                            "check.failed",
                            "check '" + check.id() + "' could not be carried out: " + broken.getMessage())));
        }
    }

    /** Collects the parts of a {@link Segmenter}. Not safe for use by several threads. */
    public static final class Builder {
        /** The smallest group of persons that reports show unless told otherwise. */
        private static final int DEFAULT_DISCLOSURE_MINIMUM = 20;

        private final Schema schema;
        private @Nullable Purpose purpose;
        private @Nullable Admission admission;
        private @Nullable FeaturePipeline features;
        private @Nullable Grouping grouping;
        private final List<SegmentationCheck> checks = new ArrayList<>();
        private ReleaseGate gate = ReleaseGate.automatic();
        private int disclosureMinimum = DEFAULT_DISCLOSURE_MINIMUM;
        private @Nullable SpecialCategoryCondition condition;
        private @Nullable ExplanationPolicy explanation;
        private @Nullable ReleasedSegmentation earlier;

        private Builder(Schema schema) {
            this.schema = Objects.requireNonNull(schema, "schema");
        }

        /** What the segments are for. Required. */
        public Builder purpose(Purpose purpose) {
            this.purpose = Objects.requireNonNull(purpose, "purpose");
            return this;
        }

        /** Who may be segmented. Required. */
        public Builder admit(Admission admission) {
            this.admission = Objects.requireNonNull(admission, "admission");
            return this;
        }

        /** The numbers that describe a customer, see {@link FeaturePipeline#of}. Required. */
        public Builder features(FeatureStep... steps) {
            this.features = FeaturePipeline.of(steps);
            return this;
        }

        /** The algorithm that finds the groups. Required. */
        public Builder cluster(Clusterer clusterer) {
            this.grouping = new Grouping.Given(Objects.requireNonNull(clusterer, "clusterer"));
            return this;
        }

        /** Lets the data choose the number of groups; the evidence holds the reasons. Replaces a clusterer. */
        public Builder cluster(ChooseClusterCount choice) {
            this.grouping = new Grouping.Chosen(Objects.requireNonNull(choice, "choice"));
            return this;
        }

        /** Adds checks to those that always run. */
        public Builder check(SegmentationCheck... more) {
            checks.addAll(Arrays.asList(more));
            return this;
        }

        /** Who decides about a proposal that no check blocks. Default: {@link ReleaseGate#automatic()}. */
        public Builder gate(ReleaseGate gate) {
            this.gate = Objects.requireNonNull(gate, "gate");
            return this;
        }

        /**
         * The smallest group of persons that reports show. Default: 20.
         *
         * @param persons at least 2
         */
        public Builder discloseAtLeast(int persons) {
            if (persons < 2) {
                throw new IllegalArgumentException("the disclosure minimum must be at least 2 persons, was " + persons);
            }
            this.disclosureMinimum = persons;
            return this;
        }

        /** States the condition under which special categories of data may be used. Default: none. */
        public Builder specialCategoryCondition(SpecialCategoryCondition condition) {
            this.condition = Objects.requireNonNull(condition, "condition");
            return this;
        }

        /**
         * What is added to the explanation of a person who does not exist, which reports show as an example. Default:
         * none; features are called by their names then.
         */
        public Builder explain(ExplanationPolicy policy) {
            this.explanation = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Follows the segments of an earlier release: those that are the same keep their ids and names, and what changed is
         * in {@link SegmentationProposal#succession()}. The release puts the customers of the new run into its own
         * segments, admitting each by its own rule, so whoever is admitted in one run only has joined or left. A check
         * warns of segments that go on from suspended ones. Default: none, the segments are new.
         *
         * @param release for the same purpose, and able to read the customers' schema
         */
        public Builder follow(ReleasedSegmentation release) {
            this.earlier = Objects.requireNonNull(release, "release");
            return this;
        }

        /**
         * The segmenter.
         *
         * @throws IllegalStateException if a required part is missing
         * @throws IllegalArgumentException if two checks have one id, or a release that is followed is for another
         *     purpose or cannot read the customers
         */
        public Segmenter build() {
            return new Segmenter(this);
        }

        private static <T> T required(@Nullable T part, String setter) {
            if (part == null) {
                throw new IllegalStateException("a segmenter needs " + setter);
            }
            return part;
        }
    }
}
