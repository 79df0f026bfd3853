package io.github.segmentation4j;

import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.explain.SegmentExplainer;
import io.github.segmentation4j.explain.WhyThisSegment;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Explains to customers, one at a time, why they are in their segments. An explanation is made when it is asked for and
 * is for that customer alone.
 *
 * <p>Immutable and safe for use by several threads, if the supplier of tokens is.
 */
public final class SegmentExplanations {
    private final FeatureMatrix features;
    private final FeatureMatrix described;
    private final SegmentExplainer explainer;
    private final RunContext context;
    private final Map<String, Integer> rows = new HashMap<>();

    SegmentExplanations(
            PurposeBoundView view,
            FeatureMatrix features,
            FeatureMatrix described,
            SegmentExplainer explainer,
            RunContext context) {
        this.features = features;
        this.described = described;
        this.explainer = explainer;
        this.context = context;
        for (int row = 0; row < view.size(); row++) {
            rows.put(view.id(row), row);
        }
    }

    /** The number of customers who were admitted. */
    public int size() {
        return rows.size();
    }

    /** Whether there is a customer of this id who was admitted. */
    public boolean isAdmitted(String customerId) {
        return rows.containsKey(customerId);
    }

    /**
     * Why a customer is in a segment.
     *
     * @return empty if the customer is not in the data, was not admitted or belongs to no segment
     * @throws IllegalStateException if the supplier of tokens gave the customer's id
     */
    public Optional<WhyThisSegment> why(String customerId) {
        Integer row = rows.get(customerId);
        if (row == null) {
            return Optional.empty();
        }
        Optional<WhyThisSegment> why = explainer.explain(features, described, row, context);
        if (why.isPresent() && why.orElseThrow().token().equals(customerId)) {
            throw new IllegalStateException(
                    "the supplier of tokens gave the customer's id; a token must hold no personal data");
        }
        return why;
    }

    /** Why the only customer is in a segment. */
    Optional<WhyThisSegment> first() {
        return rows.keySet().stream().findFirst().flatMap(this::why);
    }

    @Override
    public String toString() {
        return "explanations for " + size() + " customers";
    }
}
