package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.data.Categories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows sorted by what rules see of them: two rows of a type belong to the same groups, so they are interchangeable.
 * Types, and the groups of an attribute, are numbered in the order in which rows show them; names play no part. Immutable.
 */
final class GroupTypes {
    private static final int NONE = -1;

    private final int[] typeOfRow;
    private final int[] sizes;
    private final List<Attribute> attributes;

    /** For each attribute the group of each type, or {@link #NONE}. */
    private final List<int[]> groupOfType;

    /**
     * An attribute that rules are about.
     *
     * @param groups those told apart: all inhabited ones, or only those that rules name
     */
    private record Attribute(String name, List<String> levels, List<String> groups) {}

    private GroupTypes(int[] typeOfRow, int[] sizes, List<Attribute> attributes, List<int[]> groupOfType) {
        this.typeOfRow = typeOfRow;
        this.sizes = sizes;
        this.attributes = attributes;
        this.groupOfType = groupOfType;
    }

    /**
     * Sorts rows.
     *
     * @param groups those of the attributes that the rules name, and maybe others
     */
    static GroupTypes of(GroupRules rules, List<Categories> groups, int rows) {
        Set<String> names = new HashSet<>();
        for (Categories attribute : groups) {
            if (!names.add(attribute.name())) {
                throw new IllegalArgumentException("two attributes are called '" + attribute.name() + "'");
            }
            if (attribute.size() != rows) {
                throw new IllegalArgumentException("groups of '" + attribute.name() + "' must be of the " + rows
                        + " rows, were of " + attribute.size());
            }
        }
        int[] typeOfRow = new int[rows];
        int types = 1;
        List<Attribute> attributes = new ArrayList<>();
        List<int[]> groupOfType = new ArrayList<>();
        for (String name : rules.attributes()) {
            Categories categories = find(name, groups);
            int[] groupOfLevel = new int[categories.levels().size()];
            Attribute attribute = attribute(rules, categories, groupOfLevel);
            types = split(typeOfRow, types, categories, groupOfLevel, attribute, groupOfType);
            attributes.add(attribute);
        }
        int[] sizes = new int[types];
        for (int type : typeOfRow) {
            sizes[type]++;
        }
        return new GroupTypes(typeOfRow, sizes, attributes, groupOfType);
    }

    private static Categories find(String name, List<Categories> groups) {
        return groups.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there must be groups of '" + name
                        + "', which a rule is about; given were those of "
                        + groups.stream().map(Categories::name).toList()));
    }

    private static Attribute attribute(GroupRules rules, Categories categories, int[] groupOfLevel) {
        boolean all = false;
        Set<String> named = new HashSet<>();
        for (GroupRules.Rule rule : rules.rules()) {
            if (!rule.attributes().contains(categories.name())) {
                continue;
            }
            if (rule instanceof GroupRules.Share share) {
                named.add(known(share.level(), categories));
            } else if (rule instanceof GroupRules.Counts counts) {
                named.add(known(counts.level(), categories));
            } else {
                all = true;
            }
        }
        Arrays.fill(groupOfLevel, NONE);
        List<String> groups = new ArrayList<>();
        for (int row = 0; row < categories.size(); row++) {
            int code = categories.code(row);
            if (code >= 0
                    && groupOfLevel[code] == NONE
                    && (all || named.contains(categories.levels().get(code)))) {
                groupOfLevel[code] = groups.size();
                groups.add(categories.levels().get(code));
            }
        }
        return new Attribute(categories.name(), categories.levels(), groups);
    }

    private static String known(String level, Categories categories) {
        if (!categories.levels().contains(level)) {
            throw new IllegalArgumentException("'" + categories.name() + "' must have the group '" + level
                    + "', which a rule is about; it has " + categories.levels());
        }
        return level;
    }

    /** Tells the rows of each type apart by another attribute, and returns how many types there are then. */
    private static int split(
            int[] typeOfRow,
            int types,
            Categories categories,
            int[] groupOfLevel,
            Attribute attribute,
            List<int[]> groupOfType) {
        int width = attribute.groups().size() + 1;
        int[] newType = new int[Math.multiplyExact(types, width)];
        int[] oldType = new int[Math.min(newType.length, Math.max(1, typeOfRow.length))];
        int[] group = new int[oldType.length];
        Arrays.fill(newType, NONE);
        int count = 0;
        for (int row = 0; row < typeOfRow.length; row++) {
            int code = categories.code(row);
            int one = code < 0 ? NONE : groupOfLevel[code];
            int at = typeOfRow[row] * width + one + 1;
            if (newType[at] == NONE) {
                oldType[count] = typeOfRow[row];
                group[count] = one;
                newType[at] = count++;
            }
            typeOfRow[row] = newType[at];
        }
        int[] from = oldType;
        int made = count;
        groupOfType.replaceAll(earlier -> {
            int[] renumbered = new int[made];
            Arrays.setAll(renumbered, type -> earlier[from[type]]);
            return renumbered;
        });
        groupOfType.add(Arrays.copyOf(group, made));
        return made;
    }

    int count() {
        return sizes.length;
    }

    int rows() {
        return typeOfRow.length;
    }

    /** The type of each row, shared. */
    int[] typeOfRow() {
        return typeOfRow;
    }

    /** The number of rows of each type, shared. */
    int[] sizes() {
        return sizes;
    }

    /** The groups of an attribute that are told apart. */
    List<String> groups(String attribute) {
        return attributes.get(index(attribute)).groups();
    }

    /** Which types belong to a group; none do to a group no row belongs to. */
    boolean[] members(String attribute, String level) {
        int index = index(attribute);
        int group = attributes.get(index).groups().indexOf(level);
        boolean[] members = new boolean[sizes.length];
        for (int type = 0; type < members.length; type++) {
            members[type] = group >= 0 && groupOfType.get(index)[type] == group;
        }
        return members;
    }

    /** The groups a type belongs to, by attribute. */
    Map<String, String> membership(int type) {
        Map<String, String> levels = new LinkedHashMap<>();
        for (int a = 0; a < attributes.size(); a++) {
            int group = groupOfType.get(a)[type];
            if (group != NONE) {
                levels.put(attributes.get(a).name(), attributes.get(a).groups().get(group));
            }
        }
        return levels;
    }

    private int index(String attribute) {
        for (int a = 0; a < attributes.size(); a++) {
            if (attributes.get(a).name().equals(attribute)) {
                return a;
            }
        }
        throw new IllegalArgumentException("no rule is about '" + attribute + "'");
    }
}
