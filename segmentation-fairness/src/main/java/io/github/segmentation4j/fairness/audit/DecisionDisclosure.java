package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.fairness.inference.TwoProportions;
import io.github.segmentation4j.fairness.metric.DecisionRate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which comparisons of decisions may be told: none with few selected or few others on a side, and none from which such a
 * number follows by subtraction from that of all groups together.
 */
final class DecisionDisclosure {
    private final Map<DecisionRate, Set<String>> hidden = new HashMap<>();
    private final int minimum;

    DecisionDisclosure(AttributeAudit attribute, int minimum) {
        this.minimum = minimum;
        for (DecisionRate rate : DecisionRate.values()) {
            List<DecisionComparison> own = attribute.decisions().stream()
                    .filter(comparison -> comparison.rate() == rate)
                    .toList();
            hidden.put(rate, hide(own, attribute.isCrossed()));
        }
    }

    private Set<String> hide(List<DecisionComparison> groups, boolean crossed) {
        Set<String> names = new HashSet<>();
        boolean open = minimum > 1;
        while (open) {
            long selected = 0;
            long others = 0;
            DecisionComparison smallest = null;
            for (DecisionComparison group : groups) {
                TwoProportions counts = group.counts();
                if (names.contains(group.group()) || !tells(counts.hits(), counts.size())) {
                    names.add(group.group());
                    selected += counts.hits();
                    others += counts.size() - counts.hits();
                } else if (smallest == null || counts.size() < smallest.counts().size()) {
                    smallest = group;
                }
            }
            open = smallest != null
                    && !names.isEmpty()
                    && (crossed || names.size() == 1 || selected < minimum || others < minimum);
            if (open && smallest != null) {
                names.add(smallest.group());
            }
        }
        return names;
    }

    private boolean tells(long hits, long size) {
        return hits >= minimum && size - hits >= minimum;
    }

    /** Whether the rate of the group may be told. */
    boolean tellsRate(DecisionComparison comparison) {
        return !hidden.getOrDefault(comparison.rate(), Set.of()).contains(comparison.group());
    }

    /** Whether both rates and what follows from them may be told. */
    boolean tells(DecisionComparison comparison) {
        TwoProportions counts = comparison.counts();
        return tellsRate(comparison)
                && !hidden.getOrDefault(comparison.rate(), Set.of()).contains(comparison.reference())
                && (minimum == 1 || tells(counts.otherHits(), counts.otherSize()));
    }

    /** Whether the rate is of so few persons that every report hides it by itself. */
    boolean isSmall(DecisionComparison comparison) {
        return !tells(comparison.counts().hits(), comparison.counts().size());
    }
}
