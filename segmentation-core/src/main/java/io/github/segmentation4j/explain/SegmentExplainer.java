package io.github.segmentation4j.explain;

import io.github.segmentation4j.cluster.ClusterModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.PowerDiagramModel;
import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.AttributeRole;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FeatureScale;
import io.github.segmentation4j.feature.FittedExtractor;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Explains to single customers why a model puts them into their segments.
 *
 * <p>What each feature counted and what would have to change is computed in closed form for models whose cells have
 * straight borders, {@link PowerDiagramModel}; for others it is undetermined, and says so. A change is suggested in a
 * feature only if it comes from one described column alone. It is never suggested in one that comes from a protected
 * attribute, from a category, which does not change by degrees, or from something that is missing; a truth value changes
 * to its opposite, and the range that the schema declares for a number is kept beside the {@link ChangeRules}. Every
 * change was checked by assigning again.
 *
 * <p>Cost: segments x features for a customer, and as much again for each point that is looked at for a change: one for
 * each other segment without whole numbers, as a rule a few hundred with them, 20,000 at most. Immutable and safe for use
 * by several threads.
 *
 * <p>References: S. Wachter, B. Mittelstadt, C. Russell, Counterfactual explanations without opening the black box,
 * Harvard Journal of Law and Technology 2018.
 *
 * <p>Implementation note: between two centres the nearest counterfactual is a projection on a plane, so nothing is
 * sampled or fitted.
 */
public final class SegmentExplainer {
    private final ClusterModel model;
    private final List<String> names;
    private final ExplanationPolicy policy;
    private final @Nullable Schema schema;
    private final @Nullable FittedExtractor extractor;
    private final WhyThisSegment.Involvement involvement;

    private SegmentExplainer(
            ClusterModel model,
            List<String> names,
            ExplanationPolicy policy,
            @Nullable Schema schema,
            @Nullable FittedExtractor extractor,
            WhyThisSegment.Involvement involvement) {
        this.model = model;
        this.names = names;
        this.policy = policy;
        this.schema = schema;
        this.extractor = extractor;
        this.involvement = involvement;
    }

    /**
     * An explainer of a model whose features are numbers of nobody's schema, described by themselves.
     *
     * @param names of the segments, one for each cluster of the model
     */
    public static SegmentExplainer of(ClusterModel model, List<String> names, ExplanationPolicy policy) {
        if (names.size() != model.clusterCount()) {
            throw new IllegalArgumentException(
                    "there must be a name for each of the " + model.clusterCount() + " clusters, were " + names.size());
        }
        return new SegmentExplainer(
                model,
                List.copyOf(names),
                Objects.requireNonNull(policy, "policy"),
                null,
                null,
                new WhyThisSegment.Involvement.Unknown());
    }

    /** This explainer for features that an extractor made from the fields of a schema. */
    public SegmentExplainer madeBy(FittedExtractor newExtractor, Schema newSchema) {
        return new SegmentExplainer(
                model,
                names,
                policy,
                Objects.requireNonNull(newSchema, "schema"),
                Objects.requireNonNull(newExtractor, "extractor"),
                involvement);
    }

    /** This explainer with who decided that the segments may be used. */
    public SegmentExplainer releasedBy(WhyThisSegment.Involvement newInvolvement) {
        return new SegmentExplainer(
                model, names, policy, schema, extractor, Objects.requireNonNull(newInvolvement, "involvement"));
    }

    /**
     * Explains one customer.
     *
     * @param features n rows x d columns as they are clustered
     * @param described the same n rows in the units a person would use; the features themselves without an extractor
     * @param row which customer, from 0
     * @param context cancellation
     * @return empty if the model puts the customer into no segment
     * @throws IllegalArgumentException if the matrices do not fit the model, or if the policy has rules for features
     *     that are not there
     */
    public Optional<WhyThisSegment> explain(
            FeatureMatrix features, FeatureMatrix described, int row, RunContext context) {
        if (features.columnCount() != model.columnCount() || described.rowCount() != features.rowCount()) {
            throw new IllegalArgumentException("there must be " + model.columnCount() + " features and as many rows of"
                    + " them as are described, were " + features.columnCount() + " features, " + features.rowCount()
                    + " and " + described.rowCount() + " rows");
        }
        policy.changes()
                .requireKnown(described.features().stream().map(Feature::name).toList());
        double[] values = features.row(row);
        int own = model.assign(values);
        if (own == Clustering.NOISE) {
            return Optional.empty();
        }
        Trace trace = trace(features, described, row);
        List<WhyThisSegment.Place> places = IntStream.range(0, names.size())
                .mapToObj(j -> new WhyThisSegment.Place(j + 1, names.get(j)))
                .toList();
        WhyThisSegment.Reasons reasons;
        SmallestChange change;
        if (model instanceof PowerDiagramModel cells) {
            CellReasons cell = new CellReasons(cells, values, own, trace, places);
            reasons = cell.reasons();
            change = cell.change(policy.changes(), context);
        } else {
            reasons = CellReasons.unknown();
            change = new SmallestChange.Undetermined("this kind of model has no straight borders between segments");
        }
        List<WhyThisSegment.DataUse> uses = schema == null
                ? WhyThisSegment.DataUse.of(features.features())
                : WhyThisSegment.DataUse.of(features.features(), schema);
        Optional<WhyThisSegment.RulePath> path = policy.rules()
                .flatMap(rules -> RulePaths.of(rules, values, described.row(row), described.features(), trace, places));
        return Optional.of(new WhyThisSegment(
                places.get(own), places, reasons, path, change, uses, involvement, policy, policy.nextToken()));
    }

    private Trace trace(FeatureMatrix features, FeatureMatrix described, int row) {
        List<Optional<FeatureScale>> scales = extractor == null
                ? features.features().stream()
                        .map(feature -> Optional.of(FeatureScale.identity(feature.name())))
                        .toList()
                : extractor.scales();
        return Trace.of(features, described, row, scales, this::origin);
    }

    /** What the schema says of a feature that comes from a described column. */
    private Trace.Origin origin(Feature feature, Feature described) {
        if (schema == null) {
            return Trace.Origin.NUMBER;
        }
        List<Attribute> attributes = feature.attributes().stream()
                .flatMap(name -> schema.findAttribute(name).stream())
                .toList();
        if (attributes.stream().anyMatch(attribute -> attribute.role() == AttributeRole.PROTECTED)) {
            return Trace.Origin.HELD;
        }
        if (attributes.size() != 1 || feature.attributes().size() != 1) {
            return Trace.Origin.NUMBER;
        }
        Attribute only = attributes.get(0);
        return switch (only.type()) {
            case CATEGORY ->
                feature.unit().isEmpty() && isOneOfSeveral(feature) ? Trace.Origin.LEVEL : Trace.Origin.HELD;
            case TEXT -> Trace.Origin.HELD;
            case BOOLEAN -> Trace.Origin.FLAG;
            case INSTANT -> Trace.Origin.NUMBER;
            case NUMBER ->
                described.unit().equals(only.unit()) && described.name().endsWith(only.name())
                        ? Trace.Origin.within(
                                only.minimum().orElse(Double.NEGATIVE_INFINITY),
                                only.maximum().orElse(Double.POSITIVE_INFINITY))
                        : Trace.Origin.NUMBER;
        };
    }

    /** Whether a category has several features, which are then the answers yes and no to each of its levels. */
    private boolean isOneOfSeveral(Feature feature) {
        return extractor != null
                && extractor.features().stream()
                                .filter(other -> other.attributes().equals(feature.attributes()))
                                .count()
                        > 1;
    }

    @Override
    public String toString() {
        return "explainer of " + names.size() + " segments";
    }
}
