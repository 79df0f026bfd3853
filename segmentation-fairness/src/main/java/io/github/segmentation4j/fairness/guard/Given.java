package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.proxy.ProtectedGroups;
import java.util.List;

/** Attributes that were handed in without a draft. */
final class Given {
    private Given() {}

    /** The attributes of some names, in the order of the names; one that was not given is not assessable. */
    static List<ProtectedGroups> select(List<String> names, List<Categories> given, int rows) {
        for (Categories attribute : given) {
            if (attribute.size() != rows) {
                throw new IllegalArgumentException("groups of '" + attribute.name() + "' must be of the " + rows
                        + " persons, were of " + attribute.size());
            }
        }
        return names.stream().map(name -> select(name, given)).toList();
    }

    private static ProtectedGroups select(String name, List<Categories> given) {
        return given.stream()
                .filter(attribute -> attribute.name().equals(name))
                .findFirst()
                .map(ProtectedGroups::of)
                .orElseGet(() -> new ProtectedGroups.NotAssessable(name, "it was not given"));
    }
}
