package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.AuditView;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.run.SegmentationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An extractor with what it learned: turns the customers of any view with the same schema into a {@link FeatureMatrix}.
 * The same customer gives the same numbers whoever else is in the view.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface FittedExtractor {
    /** The columns it makes. */
    List<Feature> features();

    /**
     * Makes the features.
     *
     * @param view the customers
     * @param context executor, listener and cancellation; its seed and clock change nothing
     * @return one row for each customer of the view, in its order, with the columns of {@link #features()}
     */
    FeatureMatrix extract(PurposeBoundView view, RunContext context);

    /**
     * Makes the features of customers whose protected groups may be looked at as far as {@link #openedWhenServing()}
     * says, and no further: for new customers.
     *
     * @param view the customers
     * @param audit of the same view
     * @param context as in {@link #extract(PurposeBoundView, RunContext)}
     */
    default FeatureMatrix extract(PurposeBoundView view, AuditView audit, RunContext context) {
        return extract(view, context);
    }

    /**
     * Makes the features of the customers it was fitted on, looking at the groups of all {@link #protectedAttributes()}.
     *
     * @param view the customers of the fit
     * @param audit of the same view
     * @param context as in {@link #extract(PurposeBoundView, RunContext)}
     */
    default FeatureMatrix extractTraining(PurposeBoundView view, AuditView audit, RunContext context) {
        return extract(view, context);
    }

    /** The protected attributes whose groups it was shown when it was fitted, without repetition; none as a rule. */
    default List<String> protectedAttributes() {
        return List.of();
    }

    /**
     * The protected attributes that must be opened for new customers too, each with the legal basis that was given for
     * it; none as a rule.
     */
    default Map<String, String> openedWhenServing() {
        return Map.of();
    }

    /** What it learned from the customers it was fitted on. */
    Learning learned();

    /**
     * The same customers in units a person would use: before scaling and other transforms.
     *
     * @param view the customers
     * @param context as in {@link #extract}
     * @return one row for each customer of the view, in its order
     */
    default FeatureMatrix describe(PurposeBoundView view, RunContext context) {
        return extract(view, context);
    }

    /**
     * How each feature comes from a column of {@link #describe}, so that a number can be traced back to the units a
     * person would use.
     *
     * @return one for each of {@link #features()}, in order; empty for a feature that does not come from one column
     *     alone by an increasing function. By default every feature is a described column itself, which fits the default
     *     of {@link #describe}: who overrides one overrides the other.
     */
    default List<Optional<FeatureScale>> scales() {
        return features().stream()
                .map(feature -> Optional.of(FeatureScale.identity(feature.name())))
                .toList();
    }

    /**
     * What must be stored to restore it.
     *
     * @throws SegmentationException if it cannot be stored
     */
    default ModelState state() {
        throw new SegmentationException(getClass().getName() + " cannot be stored; let it implement state()");
    }
}
