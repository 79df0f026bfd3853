package io.github.segmentation4j.fairness.metric;

/** A share of persons that a decision is judged by. All but the first need true outcomes. */
public enum DecisionRate {
    /** Persons who are selected, among all. */
    SELECTION("selection-rate", "the share of persons who are selected"),
    /** Persons who are selected, among those whose true outcome is 1. */
    TRUE_POSITIVE("true-positive-rate", "the share selected among the persons for whom that would be right"),
    /** Persons who are selected, among those whose true outcome is 0. */
    FALSE_POSITIVE("false-positive-rate", "the share selected among the persons for whom that would be wrong"),
    /** Persons whose true outcome is 1, among those who are selected. */
    POSITIVE_PREDICTIVE_VALUE(
            "positive-predictive-value", "the share of the selected persons who were rightly selected"),
    /** Persons whose true outcome is 0, among those who are not selected. */
    NEGATIVE_PREDICTIVE_VALUE(
            "negative-predictive-value", "the share of the persons not selected who were rightly passed over"),
    /** Persons who are rightly selected or rightly not, among all. */
    ACCURACY("accuracy", "the share of persons about whom the decision was right");

    private final String id;
    private final String words;

    DecisionRate(String id, String words) {
        this.id = id;
        this.words = words;
    }

    String id() {
        return id;
    }

    String words() {
        return words;
    }

    /** Whether a person is among those the share is of. */
    boolean counts(boolean selected, boolean outcome) {
        return switch (this) {
            case SELECTION, ACCURACY -> true;
            case TRUE_POSITIVE -> outcome;
            case FALSE_POSITIVE -> !outcome;
            case POSITIVE_PREDICTIVE_VALUE -> selected;
            case NEGATIVE_PREDICTIVE_VALUE -> !selected;
        };
    }

    /** Whether a person who counts is in the share. */
    boolean hits(boolean selected, boolean outcome) {
        return switch (this) {
            case SELECTION, TRUE_POSITIVE, FALSE_POSITIVE -> selected;
            case POSITIVE_PREDICTIVE_VALUE -> outcome;
            case NEGATIVE_PREDICTIVE_VALUE -> !outcome;
            case ACCURACY -> selected == outcome;
        };
    }

    /** Why there may be no such share. */
    String nobody() {
        return switch (this) {
            case SELECTION, ACCURACY -> Summary.EMPTY_GROUP;
            case TRUE_POSITIVE -> "nobody of the group has a true outcome of 1";
            case FALSE_POSITIVE -> "nobody of the group has a true outcome of 0";
            case POSITIVE_PREDICTIVE_VALUE -> "nobody of the group is selected";
            case NEGATIVE_PREDICTIVE_VALUE -> "everybody of the group is selected";
        };
    }
}
