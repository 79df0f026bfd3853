package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.AttributeRole;
import io.github.segmentation4j.data.Categories;
import java.util.Objects;
import java.util.Optional;

/**
 * The groups of a protected attribute, or why there are none to look at: a check that cannot look must say so.
 *
 * <p>Immutable and safe for use by several threads.
 */
public sealed interface ProtectedGroups {
    /**
     * At least two groups that somebody belongs to.
     *
     * @param groups one code for each customer
     */
    record Known(Categories groups) implements ProtectedGroups {
        /** Checks that there is something. */
        public Known {
            Objects.requireNonNull(groups, "groups");
        }
    }

    /**
     * Nothing to compare.
     *
     * @param attribute the name that was asked for
     * @param reason why it cannot be assessed, in words
     */
    record NotAssessable(String attribute, String reason) implements ProtectedGroups {
        /** Checks that nothing is null. */
        public NotAssessable {
            Objects.requireNonNull(attribute, "attribute");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** The groups, unless nobody or only one group is known. */
    static ProtectedGroups of(Categories groups) {
        int inhabited = 0;
        int[] counts = groups.counts();
        for (int level = 0; level < groups.levels().size(); level++) {
            inhabited += counts[level] > 0 ? 1 : 0;
        }
        if (inhabited == 0) {
            return new NotAssessable(groups.name(), "it is missing for every customer");
        }
        return inhabited == 1
                ? new NotAssessable(groups.name(), "all customers whose group is known belong to one group")
                : new Known(groups);
    }

    /** The groups of an attribute of a draft, unless the schema or the data do not give any. */
    static ProtectedGroups of(SegmentationDraft draft, String attribute) {
        Optional<String> obstacle = obstacle(draft.schema().findAttribute(attribute));
        return obstacle.isPresent()
                ? new NotAssessable(attribute, obstacle.get())
                : of(draft.audit().groups(attribute));
    }

    private static Optional<String> obstacle(Optional<Attribute> found) {
        if (found.isEmpty()) {
            return Optional.of("the schema has no such attribute");
        }
        Attribute attribute = found.get();
        if (attribute.role() != AttributeRole.PROTECTED) {
            return Optional.of("it is not declared protected");
        }
        boolean grouped =
                switch (attribute.type()) {
                    case CATEGORY, BOOLEAN -> true;
                    case NUMBER -> attribute.bands().length > 0;
                    case INSTANT, TEXT -> false;
                };
        return grouped
                ? Optional.empty()
                : Optional.of("it has no groups; declare it as a category, a flag, or a number with bands");
    }
}
