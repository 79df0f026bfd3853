package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.GroupKind;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.fairness.group.SegmentTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One or several attributes to audit together.
 *
 * @param attributes the names, at least one
 */
record AuditSubject(List<String> attributes) {
    AuditSubject {
        attributes = List.copyOf(attributes);
    }

    String name() {
        return String.join(" x ", attributes);
    }

    /** Why data cannot be audited, if they cannot. */
    Optional<String> obstacle(AuditData data) {
        for (String attribute : attributes) {
            if (data.attribute(attribute).isEmpty()
                    && data.readyGroups(attribute).isEmpty()) {
                return Optional.of("the data have no attribute '" + attribute + "'");
            }
            if (attributes.size() > 1 && data.attribute(attribute).isEmpty()) {
                return Optional.of("the groups of '" + attribute + "' are ready ones, which cannot be crossed; give"
                        + " those of the combination");
            }
        }
        return Optional.empty();
    }

    /** Why a table cannot be audited, if it cannot. */
    static Optional<String> obstacle(SegmentTable table) {
        int inhabited = 0;
        for (int group = 0; group < table.groupCount(); group++) {
            inhabited += table.groupTotal(group) > 0 ? 1 : 0;
        }
        if (inhabited == 0) {
            return Optional.of(
                    table.kind() == GroupKind.OVERLAPPING
                            ? "nobody belongs to any of its groups"
                            : "it is missing for every customer");
        }
        return inhabited < 2 && table.kind() != GroupKind.OVERLAPPING
                ? Optional.of("all customers whose group is known belong to one group")
                : Optional.empty();
    }

    /** The groups; there must be no obstacle. */
    Groups groups(AuditData data) {
        Optional<Groups> ready = data.readyGroups(attributes.get(0));
        if (ready.isPresent()) {
            return ready.get();
        }
        List<Categories> crossed = new ArrayList<>();
        attributes.forEach(attribute -> crossed.add(data.attribute(attribute).orElseThrow()));
        return Groups.intersectionOf(crossed);
    }
}
