package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.fairness.group.Decisions;
import java.util.Optional;

/** What a person has of a decision, for metrics of inequality; none may be below 0. */
public enum Benefit {
    /** The value given with the decisions, such as contacts or discounts. */
    VALUE,
    /** 1 for a person who is selected, 0 for another. */
    SELECTED,
    /**
     * 1 for a person about whom the decision was right, 2 for one who was selected and should not have been, 0 for one
     * who was passed over and should not have been.
     */
    BEYOND_OUTCOME;

    static final String NO_VALUES = "no values are known; add them with withValues";

    String id() {
        return switch (this) {
            case VALUE -> "value";
            case SELECTED -> "selection";
            case BEYOND_OUTCOME -> "errors";
        };
    }

    String words() {
        return switch (this) {
            case VALUE -> "the values";
            case SELECTED -> "being selected";
            case BEYOND_OUTCOME -> "the luck of wrong decisions";
        };
    }

    Optional<String> obstacle(Decisions decisions) {
        if (this == VALUE && !decisions.hasValues()) {
            return Optional.of(NO_VALUES);
        }
        return this == BEYOND_OUTCOME && !decisions.hasOutcomes()
                ? Optional.of(RateCounts.NO_OUTCOMES)
                : Optional.empty();
    }

    /** The benefit of every person. */
    double[] of(Decisions decisions) {
        double[] benefits = new double[decisions.size()];
        for (int row = 0; row < benefits.length; row++) {
            int selected = decisions.selected(row) ? 1 : 0;
            benefits[row] = switch (this) {
                // Adding 0 turns -0 into 0.
                case VALUE -> decisions.value(row) + 0.0;
                case SELECTED -> selected;
                case BEYOND_OUTCOME -> selected - (decisions.outcome(row) ? 1 : 0) + 1;
            };
        }
        return benefits;
    }
}
