package io.github.segmentation4j.explain;

import io.github.segmentation4j.feature.Feature;
import java.util.List;
import java.util.Objects;

/** The smallest change of a customer's data that would put the customer into another segment. */
public sealed interface SmallestChange {
    /**
     * A change that moves the customer, as assigning again showed.
     *
     * <p>The length of a change is the square root of the sum, over the features of the clustering, of {@link
     * ChangeRules#cost cost} x the model's feature weight x the squared change of the feature in the coordinates of the
     * clustering (standard deviations after standard scaling).
     *
     * @param steps what changes, in the order of the features; at least one
     * @param segment the segment the customer would be in, numbered from 1
     * @param length the length of the change
     * @param atLeast no permitted change is shorter than this; up to rounding the length itself, unless the search was
     *     too long to be finished
     */
    record Found(List<Step> steps, int segment, double length, double atLeast) implements SmallestChange {
        /** Copies the list. */
        public Found {
            steps = List.copyOf(steps);
        }

        /** Whether no permitted change is shorter, up to rounding. */
        public boolean isMinimal() {
            return atLeast >= length;
        }

        @Override
        public String toString() {
            return "change of " + steps.size() + " features into segment " + segment;
        }
    }

    /**
     * One feature that changes.
     *
     * @param feature the described column
     * @param kind how to read the numbers
     * @param from what the customer has, in the unit of the feature
     * @param to what would be needed
     */
    record Step(Feature feature, FeatureProfile.Kind kind, double from, double to) {
        /** Checks that nothing is null. */
        public Step {
            Objects.requireNonNull(feature, "feature");
            Objects.requireNonNull(kind, "kind");
        }

        /** Names the feature only: the numbers are the customer's. */
        @Override
        public String toString() {
            return "change of " + feature.name();
        }
    }

    /**
     * There is no permitted change that moves the customer.
     *
     * @param reason why, in words
     */
    record None(String reason) implements SmallestChange {
        /** Checks the reason. */
        public None {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * It is not known whether there is one.
     *
     * @param reason why, in words
     */
    record Undetermined(String reason) implements SmallestChange {
        /** Checks the reason. */
        public Undetermined {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
