package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.privacy.anonymity.SensitiveModel.Tally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far apart two sensitive values are, from 0 to 1. The distance of two distributions is then the least work that
 * turns one into the other (earth mover's distance).
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: N. Li, T. Li, S. Venkatasubramanian, t-closeness: privacy beyond k-anonymity and l-diversity, ICDE 2007.
 */
public abstract sealed class GroundDistance permits GroundDistance.Equal, GroundDistance.Ordered, GroundDistance.Tree {
    GroundDistance() {}

    /** Any two different values are 1 apart: for categories. */
    public static GroundDistance equal() {
        return new Equal();
    }

    /** Values are as far apart as their places among the levels, the first and the last being 1 apart. */
    public static GroundDistance ordered() {
        return new Ordered(List.of());
    }

    /**
     * As {@link #ordered()}, with the order of the levels given.
     *
     * @param levels every level that occurs, from the lowest to the highest; each once
     */
    public static GroundDistance ordered(List<String> levels) {
        if (levels.isEmpty() || levels.stream().distinct().count() < levels.size()) {
            throw new IllegalArgumentException("an order needs levels, each named once, were " + levels);
        }
        return new Ordered(List.copyOf(levels));
    }

    /**
     * Values are as far apart as the level of a hierarchy at which they first fall together, divided by its height.
     *
     * @param hierarchy knows every level that occurs
     */
    public static GroundDistance hierarchical(GeneralisationHierarchy hierarchy) {
        return new Tree(hierarchy);
    }

    /** The distance of the values of a class from those of all rows. */
    interface Measure {
        double distance(Tally tally);
    }

    abstract Measure over(Categories sensitive);

    /** Whether the levels must come in an order of their own. */
    boolean needsOrderedLevels() {
        return false;
    }

    static final class Equal extends GroundDistance {
        @Override
        Measure over(Categories sensitive) {
            int[] all = sensitive.counts();
            double known = (double) sensitive.size() - all[sensitive.levels().size()];
            return tally -> {
                // What a class has too much of; all that is not in the class is too little.
                double surplus = 0;
                for (int i = 0; i < tally.distinct(); i++) {
                    double more = (double) tally.count(i) / tally.known() - all[tally.level(i)] / known;
                    surplus += Math.max(0, more);
                }
                return surplus;
            };
        }
    }

    static final class Ordered extends GroundDistance {
        private final List<String> levels;

        private Ordered(List<String> levels) {
            this.levels = levels;
        }

        @Override
        boolean needsOrderedLevels() {
            return levels.isEmpty();
        }

        @Override
        Measure over(Categories sensitive) {
            List<String> order = levels.isEmpty() ? sensitive.levels() : levels;
            Map<String, Integer> places = new HashMap<>();
            order.forEach(level -> places.put(level, places.size()));
            int[] place = new int[sensitive.levels().size()];
            for (int code = 0; code < place.length; code++) {
                Integer known = places.get(sensitive.levels().get(code));
                if (known == null) {
                    throw new IllegalArgumentException("the order of " + sensitive.name() + " lacks one of its "
                            + place.length + " levels; name every level once");
                }
                place[code] = known;
            }
            return new OrderedDistance(sensitive, place, order.size())::distance;
        }
    }

    static final class Tree extends GroundDistance {
        private final GeneralisationHierarchy hierarchy;

        private Tree(GeneralisationHierarchy hierarchy) {
            this.hierarchy = hierarchy;
        }

        @Override
        Measure over(Categories sensitive) {
            return new TreeDistance(hierarchy.over(sensitive))::distance;
        }
    }
}
