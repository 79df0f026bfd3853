package io.github.segmentation4j.fairness.group;

import java.util.List;

/** Finding a group by its name. */
final class GroupNames {
    private GroupNames() {}

    static int indexOf(List<String> names, String group) {
        int index = names.indexOf(group);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "there is no group '" + group + "' among " + names + "; it may have been suppressed as too small");
        }
        return index;
    }
}
