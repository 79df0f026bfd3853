package io.github.segmentation4j.fairness.mitigation;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Protected attributes as a step was fitted on them: levels are known by their names, whatever their order later. */
record KnownGroups(List<String> attributes, List<List<String>> levels) {
    /** Far above what has enough customers in each combination, far below what memory holds. */
    private static final int COMBINATIONS = 1 << 20;

    KnownGroups {
        attributes = List.copyOf(attributes);
        levels = levels.stream().map(List::copyOf).toList();
    }

    static KnownGroups of(List<String> attributes, List<Categories> groups) {
        requireSameAttributes(attributes, groups);
        return new KnownGroups(
                attributes, groups.stream().map(Categories::levels).toList());
    }

    /** The names of attributes that a step is told, at least one and none twice. */
    static List<String> named(String... attributes) {
        if (attributes.length == 0) {
            throw new IllegalArgumentException("at least one protected attribute must be named, were none");
        }
        if (new HashSet<>(List.of(attributes)).size() < attributes.length) {
            throw new IllegalArgumentException(
                    "each protected attribute must be named once, were " + List.of(attributes));
        }
        return List.of(attributes);
    }

    private static void requireSameAttributes(List<String> attributes, List<Categories> groups) {
        List<String> names = groups.stream().map(Categories::name).toList();
        if (!names.equals(attributes)) {
            throw new IllegalArgumentException("groups of " + attributes + " must be given, were of " + names);
        }
    }

    /**
     * For each attribute the code of each row among the known levels; missing where a level is missing or was not there
     * in the fit.
     */
    int[][] codes(List<Categories> groups, int rows) {
        requireSameAttributes(attributes, groups);
        int[][] codes = new int[attributes.size()][];
        for (int a = 0; a < codes.length; a++) {
            Categories attribute = groups.get(a);
            if (attribute.size() != rows) {
                throw new IllegalArgumentException("groups of '" + attribute.name() + "' must be of the " + rows
                        + " rows, were of " + attribute.size());
            }
            List<String> known = levels.get(a);
            int[] translated =
                    attribute.levels().stream().mapToInt(known::indexOf).toArray();
            codes[a] = attribute.codes();
            for (int row = 0; row < rows; row++) {
                codes[a][row] = codes[a][row] < 0 ? Categories.MISSING : translated[codes[a][row]];
            }
        }
        return codes;
    }

    /** How many combinations of levels there could be. */
    int combinations() {
        long product = 1;
        for (List<String> known : levels) {
            product *= known.size();
            if (product > COMBINATIONS) {
                throw new InvalidInputException("the groups of " + attributes + " have more than " + COMBINATIONS
                        + " combinations; name fewer attributes, or cut them into fewer groups");
            }
        }
        return (int) product;
    }

    /** The combination of levels of each row; missing where any of them is. */
    int[] combined(int[][] codes) {
        int[] combined = new int[codes[0].length];
        for (int row = 0; row < combined.length; row++) {
            int cell = 0;
            for (int a = 0; a < codes.length && cell >= 0; a++) {
                cell = codes[a][row] < 0
                        ? Categories.MISSING
                        : cell * levels.get(a).size() + codes[a][row];
            }
            combined[row] = cell;
        }
        return combined;
    }

    /** The name of a combination. */
    String name(int combination) {
        List<String> names = new ArrayList<>();
        int rest = combination;
        for (int a = levels.size() - 1; a >= 0; a--) {
            int size = levels.get(a).size();
            names.add(0, levels.get(a).get(rest % size));
            rest /= size;
        }
        return String.join(", ", names);
    }

    ModelState state() {
        List<ModelState> children = new ArrayList<>();
        for (int a = 0; a < attributes.size(); a++) {
            children.add(ModelState.of("groups/1")
                    .put("attribute", attributes.get(a))
                    .putTexts("levels", levels.get(a))
                    .build());
        }
        return ModelState.of("groups.known/1")
                .putChildren("attributes", children)
                .build();
    }

    static KnownGroups restore(ModelState state) {
        List<ModelState> children = state.children("attributes");
        return new KnownGroups(
                children.stream().map(child -> child.text("attribute")).toList(),
                children.stream().map(child -> child.texts("levels")).toList());
    }
}
