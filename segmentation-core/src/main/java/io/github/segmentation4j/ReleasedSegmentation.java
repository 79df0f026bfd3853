package io.github.segmentation4j;

import io.github.segmentation4j.cluster.ClusterModel;
import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.explain.ExplanationPolicy;
import io.github.segmentation4j.explain.FeedbackSummary;
import io.github.segmentation4j.explain.SegmentExplainer;
import io.github.segmentation4j.explain.SegmentNotice;
import io.github.segmentation4j.explain.SegmentRules;
import io.github.segmentation4j.explain.WhyThisSegment;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FeaturePipeline;
import io.github.segmentation4j.feature.FittedExtractor;
import io.github.segmentation4j.feature.StepRestorers;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Segments that passed every check and a gate: the only thing that can be exported or acted on. It puts customers into
 * segments, asking again each time whether they may be. It holds no customer, save the features
 * that an {@link io.github.segmentation4j.cluster.InstanceModel} keeps.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ReleasedSegmentation {
    private static final String TYPE = "segmentation/2";

    /** Knew neither a registry nor rules nor suspended segments. */
    private static final String FIRST_TYPE = "segmentation/1";

    private final Schema schema;
    private final Purpose purpose;
    private final Admission admission;
    private final FittedExtractor extractor;
    private final ClusterModel model;
    private final ReleasedSegments segments;
    private final Provenance provenance;
    private final GateDecision decision;

    ReleasedSegmentation(
            Schema schema,
            Purpose purpose,
            Admission admission,
            FittedExtractor extractor,
            ClusterModel model,
            ReleasedSegments segments,
            Provenance provenance,
            GateDecision decision) {
        this.schema = schema;
        this.purpose = purpose;
        this.admission = admission;
        this.extractor = extractor;
        this.model = model;
        this.segments = segments;
        this.provenance = provenance;
        this.decision = decision;
    }

    /** The schema a customer must have. */
    public Schema schema() {
        return schema;
    }

    /** What the segments may be used for. */
    public Purpose purpose() {
        return purpose;
    }

    /** The segments, in the order of the clusters, under the names of {@link #registry()}. */
    public List<Segment> segments() {
        return segments.all();
    }

    /** The ids and names of the segments, which survive refits that follow this release. */
    public SegmentRegistry registry() {
        return segments.registry();
    }

    /**
     * This release with a segment renamed by a person. Segments, assignments, explanations, notices and the stored model
     * say the new name from then on, and so do releases that follow it.
     *
     * @param id of the segment in {@link #registry()}
     * @param name as {@link SegmentRegistry#rename} takes it
     */
    public ReleasedSegmentation renamed(int id, String name) {
        return with(segments.renamed(id, name));
    }

    /**
     * This release with those segments suspended of which too many customers say that they are uncomfortable. Nobody is
     * put into a suspended segment; whoever would be is counted in {@link SegmentAssignments#suspended()}. Customers can
     * still be told why they would be in it, and that it is suspended. The stored model says so too. Only a new release
     * lifts it, and one that follows this only if a person decided it: whatever later feedback says, a segment that was
     * suspended before stays so here.
     *
     * @param limit says which segments must be suspended
     * @param feedback about the segments of this release
     */
    public ReleasedSegmentation suspending(FeedbackLimit limit, FeedbackSummary feedback) {
        int count = segments.all().size();
        if (feedback.segmentCount() != count) {
            throw new IllegalArgumentException("the feedback must be about the " + count + " segments of this release,"
                    + " was about " + feedback.segmentCount());
        }
        return with(segments.suspending(limit.suspended(feedback)));
    }

    private ReleasedSegmentation with(ReleasedSegments newSegments) {
        return new ReleasedSegmentation(
                schema, purpose, admission, extractor, model, newSegments, provenance, decision);
    }

    /** The numbers of the suspended segments, ascending; see {@link #suspending}. */
    public List<Integer> suspendedSegments() {
        return segments.suspended();
    }

    /** Short rules that come close to the segments, see {@link SegmentationDraft#rules()}; empty if there are none. */
    public Optional<SegmentRules> rules() {
        return segments.rules();
    }

    /** The features a customer is described by. */
    public List<Feature> features() {
        return extractor.features();
    }

    /** The clusters behind the segments. */
    public ClusterModel model() {
        return model;
    }

    /**
     * The protected attributes of new customers that are opened whenever they are put into segments, each with the legal
     * basis that was given for it; none unless a step of the features was told to be aware of groups.
     */
    public Map<String, String> openedOnAssignment() {
        return extractor.openedWhenServing();
    }

    /** Where the segmentation came from. */
    public Provenance provenance() {
        return provenance;
    }

    /** Who released it and why. */
    public GateDecision decision() {
        return decision;
    }

    /**
     * Puts customers into segments. Each is admitted anew, so whoever withdrew consent is left out and counted. Unless
     * the data say where their observation ends ({@link CustomerData#observedUntil(Instant)}), it ends where that of the
     * training data did, or after their last event if that is later. Nobody is put into a suspended segment.
     *
     * @param customers with the schema of {@link #schema()}
     * @param context executor, listener, clock and cancellation
     * @throws InvalidInputException if the schema does not match, or a customer cannot be described
     */
    public SegmentAssignments assign(CustomerData customers, RunContext context) {
        return described(customers, context).assignments();
    }

    /** Customers in segments with the features that put them there. */
    record Described(PurposeBoundView view, FeatureMatrix matrix, SegmentAssignments assignments) {}

    Described described(CustomerData customers, RunContext context) {
        requireSchema(customers.schema());
        CustomerData known = observed(customers);
        PurposeBoundView view = known.open(purpose, admission, context);
        FeatureMatrix matrix = extract(known, view, context);
        return new Described(view, matrix, new SegmentAssignments(view, model.assign(matrix, context), segments));
    }

    private FeatureMatrix extract(CustomerData known, PurposeBoundView view, RunContext context) {
        Set<String> opened = extractor.openedWhenServing().keySet();
        return opened.isEmpty()
                ? extractor.extract(view, context)
                : extractor.extract(view, known.audit(view).only(opened), context);
    }

    /**
     * Puts a single customer into a segment.
     *
     * @param customer data of exactly one customer
     * @return the segment, empty if the customer was not admitted, belongs to none or to a suspended one
     */
    public Optional<Segment> assignOne(CustomerData customer, RunContext context) {
        requireOne(customer);
        SegmentAssignments assignments = assign(customer, context);
        return assignments.size() == 0 ? Optional.empty() : assignments.segment(0);
    }

    /**
     * Gets ready to explain to customers why they are in their segments. Each is admitted anew, as in {@link #assign}.
     * The rules of this release are told where the policy has none.
     *
     * @param customers with the schema of {@link #schema()}
     * @param policy what the owner of the segments adds
     * @param context executor, listener, clock and cancellation; used for the explanations too
     * @throws InvalidInputException if the schema does not match, or a customer cannot be described
     */
    public SegmentExplanations explain(CustomerData customers, ExplanationPolicy policy, RunContext context) {
        requireSchema(customers.schema());
        CustomerData known = observed(customers);
        PurposeBoundView view = known.open(purpose, admission, context);
        ExplanationPolicy told = policy.rules().isPresent()
                ? policy
                : segments.rules().map(policy::withRules).orElse(policy);
        SegmentExplainer explainer = SegmentExplainer.of(model, segments.names(), told)
                .madeBy(extractor, schema)
                .releasedBy(decision.involvement())
                .suspending(segments.suspended());
        return new SegmentExplanations(
                view, extract(known, view, context), extractor.describe(view, context), explainer, context);
    }

    /**
     * Explains to a single customer why the customer is in a segment.
     *
     * <pre>{@code
     * segments.why(customer, policy, context).map(why -> why.in(Locale.GERMAN));
     * }</pre>
     *
     * @param customer data of exactly one customer
     * @param policy what the owner of the segments adds
     * @return the explanation, empty if the customer was not admitted or belongs to no segment
     */
    public Optional<WhyThisSegment> why(CustomerData customer, ExplanationPolicy policy, RunContext context) {
        requireOne(customer);
        return explain(customer, policy, context).first();
    }

    /**
     * What a privacy notice says of a segment.
     *
     * @param segment from 1
     * @param policy what the owner of the segments adds
     */
    public SegmentNotice notice(int segment, ExplanationPolicy policy) {
        List<Segment> all = segments.all();
        Segment about = all.get(Objects.checkIndex(segment - 1, all.size()));
        return new SegmentNotice(
                new WhyThisSegment.Place(about.number(), about.name()),
                purpose,
                about.size(),
                LocalDate.ofInstant(provenance.createdAt(), ZoneOffset.UTC),
                WhyThisSegment.DataUse.of(extractor.features(), schema),
                policy.rights(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private CustomerData observed(CustomerData customers) {
        if (customers.hasExplicitEnd()) {
            return customers;
        }
        Instant trained = provenance.observedUntil();
        Instant end =
                customers.observedUntil().filter(own -> own.isAfter(trained)).orElse(trained);
        return customers.observedUntil(end);
    }

    private static void requireOne(CustomerData customer) {
        if (customer.size() != 1) {
            throw new IllegalArgumentException("there must be exactly one customer, were " + customer.size());
        }
    }

    private void requireSchema(Schema other) {
        List<String> differences = schema.differencesIn(other);
        if (!differences.isEmpty()) {
            throw new InvalidInputException("the schema of the customers does not match the model: "
                    + String.join("; ", differences) + "; read them with the model's own schema");
        }
    }

    /**
     * What must be stored to restore it, beside the schema.
     *
     * @throws io.github.segmentation4j.run.SegmentationException if a part of it cannot be stored
     */
    public ModelState state() {
        ModelState.Builder state = ModelState.of(TYPE)
                .put("purpose", purpose.name())
                .put("provenance", provenance.state())
                .put("releasedBy", decision.by())
                .put("releaseReason", decision.reason());
        segments.write(state);
        return state.put("features", extractor.state())
                .put("model", model.state())
                .build();
    }

    /**
     * A segmentation from its stored state.
     *
     * @param state what {@link #state()} gave
     * @param schema the schema it was stored with
     * @param admission decides about customers from now on
     */
    public static ReleasedSegmentation restore(ModelState state, Schema schema, Admission admission) {
        return restore(state, schema, admission, StepRestorers.none(), Map.of());
    }

    /**
     * A segmentation from its stored state, with extractors and models of the caller's own.
     *
     * @param state what {@link #state()} gave
     * @param schema the schema it was stored with
     * @param admission decides about customers from now on
     * @param extractors restores the caller's own extractors, by the type of their state
     * @param models restores the caller's own models, by the type of their state
     * @throws InvalidInputException if the state is incomplete or of an unknown type
     */
    public static ReleasedSegmentation restore(
            ModelState state,
            Schema schema,
            Admission admission,
            Map<String, Function<ModelState, FittedExtractor>> extractors,
            Map<String, Function<ModelState, ClusterModel>> models) {
        return restore(state, schema, admission, StepRestorers.ofExtractors(extractors), models);
    }

    /**
     * A segmentation from its stored state, with steps of other modules or of the caller's own.
     *
     * @param state what {@link #state()} gave
     * @param schema the schema it was stored with
     * @param admission decides about customers from now on
     * @param steps restores steps of the features that are not of this module
     * @param models restores the caller's own models, by the type of their state
     * @throws InvalidInputException if the state is incomplete or of an unknown type
     */
    public static ReleasedSegmentation restore(
            ModelState state,
            Schema schema,
            Admission admission,
            StepRestorers steps,
            Map<String, Function<ModelState, ClusterModel>> models) {
        boolean first = state.type().equals(FIRST_TYPE);
        if (!first && !state.type().equals(TYPE)) {
            throw new InvalidInputException("a stored " + TYPE + " was expected, this is a " + state.type()
                    + "; it was written by another version or is another kind of file");
        }
        FittedExtractor extractor = FeaturePipeline.restore(state.child("features"), steps);
        ClusterModel model = ClusterModels.restore(state.child("model"), models);
        ReleasedSegments segments =
                first ? ReleasedSegments.restoreFirst(state) : ReleasedSegments.restore(state, extractor.features());
        int count = segments.all().size();
        if (count != model.clusterCount() || extractor.features().size() != model.columnCount()) {
            throw new InvalidInputException("the stored segmentation does not fit together: " + count
                    + " segments for " + model.clusterCount() + " clusters, "
                    + extractor.features().size() + " features for " + model.columnCount() + " columns");
        }
        return new ReleasedSegmentation(
                schema,
                Purpose.valueOf(state.text("purpose")),
                admission,
                extractor,
                model,
                segments,
                Provenance.restore(state.child("provenance")),
                GateDecision.release(state.text("releasedBy"), state.text("releaseReason")));
    }

    @Override
    public String toString() {
        return segments.all().size() + " segments for " + purpose;
    }
}
