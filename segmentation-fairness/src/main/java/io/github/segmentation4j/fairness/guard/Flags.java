package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.proxy.ProtectedGroups;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which groups of an attribute are the flagged ones: those named, or the one called {@code true}. */
record Flags(Map<String, Set<String>> named) {
    /** The code of the flagged. */
    static final int FLAGGED = 1;

    private static final Set<String> STANDARD = Set.of("true");

    Flags {
        named = Map.copyOf(named);
    }

    Flags with(String attribute, String... levels) {
        if (levels.length == 0) {
            throw new IllegalArgumentException("at least one group of '" + attribute + "' must be named");
        }
        Map<String, Set<String>> more = new HashMap<>(named);
        more.put(attribute, Set.of(levels));
        return new Flags(more);
    }

    /** Persons known to be flagged or not, or why none are. */
    ProtectedGroups of(ProtectedGroups found) {
        if (!(found instanceof ProtectedGroups.Known known)) {
            return found;
        }
        Categories groups = known.groups();
        Set<String> wanted = named.getOrDefault(groups.name(), STANDARD);
        if (groups.levels().stream().noneMatch(wanted::contains)) {
            return new ProtectedGroups.NotAssessable(
                    groups.name(), "none of its groups is flagged; name those that are with flagging(...)");
        }
        return ProtectedGroups.of(Categories.of(groups.name(), List.of("other", "flagged"), sides(groups, wanted)));
    }

    private static int[] sides(Categories groups, Set<String> wanted) {
        int[] codes = groups.codes();
        for (int row = 0; row < codes.length; row++) {
            codes[row] = codes[row] < 0
                    ? Categories.MISSING
                    : wanted.contains(groups.levels().get(codes[row])) ? FLAGGED : 0;
        }
        return codes;
    }

    static boolean[] known(Categories groups) {
        boolean[] known = new boolean[groups.size()];
        for (int row = 0; row < known.length; row++) {
            known[row] = groups.code(row) != Categories.MISSING;
        }
        return known;
    }

    static boolean[] at(Categories groups, int level) {
        boolean[] at = new boolean[groups.size()];
        for (int row = 0; row < at.length; row++) {
            at[row] = groups.code(row) == level;
        }
        return at;
    }
}
