package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Groups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The groups of all attributes, numbered through: attribute by attribute, within one by name and the missing ones last,
 * so that neither the order of the rows nor that of the levels can matter. Immutable.
 */
final class GroupIndex {
    /** Of a customer no group of an attribute counts. */
    static final int NONE = -1;

    private final List<String> attributes = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final int[] firsts;
    private final int[][] groupOf;

    GroupIndex(Candidates candidates, MissingGroup missing) {
        List<Categories> all = candidates.groups();
        firsts = new int[all.size() + 1];
        groupOf = new int[all.size()][];
        for (int a = 0; a < all.size(); a++) {
            groupOf[a] = index(all.get(a), missing);
            firsts[a + 1] = names.size();
        }
    }

    private int[] index(Categories categories, MissingGroup missing) {
        int levels = categories.levels().size();
        int[] order = new int[levels];
        List<Integer> byName = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            byName.add(level);
        }
        byName.sort(Comparator.comparing(categories.levels()::get));
        for (int level : byName) {
            order[level] = add(categories.name(), categories.levels().get(level));
        }
        boolean owned = missing == MissingGroup.OWN_GROUP && categories.counts()[levels] > 0;
        int unknown = owned ? add(categories.name(), Groups.MISSING) : NONE;
        return Arrays.stream(categories.codes())
                .map(code -> code == Categories.MISSING ? unknown : order[code])
                .toArray();
    }

    private int add(String attribute, String name) {
        attributes.add(attribute);
        names.add(name);
        return names.size() - 1;
    }

    int attributes() {
        return groupOf.length;
    }

    /** The number of groups of all attributes together. */
    int groups() {
        return names.size();
    }

    /** The first group of an attribute; that of the attribute after the last is the number of groups. */
    int first(int attribute) {
        return firsts[attribute];
    }

    /** The group of a row, or {@link #NONE}. */
    int group(int attribute, int row) {
        return groupOf[attribute][row];
    }

    String attribute(int group) {
        return attributes.get(group);
    }

    String name(int group) {
        return names.get(group);
    }
}
