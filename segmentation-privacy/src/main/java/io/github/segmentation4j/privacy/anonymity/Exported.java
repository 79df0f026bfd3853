package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.AttributeRole;
import io.github.segmentation4j.data.AttributeType;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.data.PurposeViolationException;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What of a draft is released beside the segment, or the finding that it could not be looked at. */
sealed interface Exported {
    /** Customers who share the segment and the exported attributes. */
    record Classes(EquivalenceClasses classes) implements Exported {}

    /** The groups of a sensitive attribute, at least one of them known. */
    record Sensitive(Categories groups) implements Exported {}

    /** Why there is nothing to judge. */
    record NotAssessable(Finding finding) implements Exported {}

    /** The classes by segment and permitted categories or flags. */
    static Exported classes(SegmentationDraft draft, List<String> attributes) {
        EquivalenceClasses classes = EquivalenceClasses.ofCodes(
                draft.view().size(), List.of(draft.clustering().labels()), Checkpoint.none());
        for (String attribute : attributes) {
            draft.context().throwIfCancelled("anonymity");
            try {
                classes = classes.refinedBy(codes(draft.view(), attribute));
            } catch (PurposeViolationException | IllegalArgumentException unfit) {
                return notAssessable(attribute, String.valueOf(unfit.getMessage()));
            }
        }
        return new Classes(classes);
    }

    /** The groups of a protected attribute. */
    static Exported sensitive(SegmentationDraft draft, String name) {
        Optional<Attribute> found = draft.schema().findAttribute(name);
        if (found.isEmpty() || found.get().role() != AttributeRole.PROTECTED) {
            return notAssessable(
                    name, "attribute '" + name + "' is not declared protected; only protected ones are opened to it");
        }
        AttributeType type = found.get().type();
        boolean grouped = type == AttributeType.CATEGORY
                || type == AttributeType.BOOLEAN
                || (type == AttributeType.NUMBER && found.get().bands().length > 0);
        if (!grouped) {
            return notAssessable(
                    name,
                    "attribute '" + name + "' has no groups; declare it as a category, a flag, or a number with bands");
        }
        Categories groups = draft.audit().groups(name);
        int missing = groups.counts()[groups.levels().size()];
        return missing == groups.size()
                ? notAssessable(name, "attribute '" + name + "' is missing for every customer")
                : new Sensitive(groups);
    }

    private static NotAssessable notAssessable(String attribute, String reason) {
        return new NotAssessable(
                Finding.of(Verdict.BLOCK, "anonymity.not-assessable", "anonymity was not assessed: " + reason)
                        .about(attribute));
    }

    /** The names as a list, each once. */
    static List<String> distinct(String... names) {
        if (new HashSet<>(Arrays.asList(names)).size() < names.length) {
            throw new IllegalArgumentException("each attribute must be named once, were " + Arrays.toString(names));
        }
        return List.of(names);
    }

    /** What is released, in words. */
    static String described(List<String> attributes) {
        return attributes.isEmpty() ? "segment" : "segment and " + String.join(", ", attributes);
    }

    /** A number of customers in words that hide a small one. */
    static String persons(long customers, int disclosureMinimum) {
        return customers < disclosureMinimum
                ? "fewer than " + disclosureMinimum + " customers"
                : customers + " customers";
    }

    private static int[] codes(PurposeBoundView view, String attribute) {
        return switch (view.attribute(attribute).type()) {
            case CATEGORY -> view.categories(attribute).codes();
            case BOOLEAN ->
                Arrays.stream(view.numbers(attribute))
                        .mapToInt(flag -> Double.isNaN(flag) ? Categories.MISSING : (int) flag)
                        .toArray();
            case NUMBER, INSTANT, TEXT ->
                throw new IllegalArgumentException("attribute '" + attribute
                        + "' is not a category or a flag; cut it into categories before it is exported");
        };
    }
}
