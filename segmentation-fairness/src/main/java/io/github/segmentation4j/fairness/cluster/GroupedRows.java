package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of a fit with the groups they count for: the groups of all attributes in one list, those that weigh nothing
 * left out. Never written after it is made.
 */
final class GroupedRows {
    private final FeatureMatrix matrix;
    private final double[] weights;
    private final List<int[]> codes;
    private final double[] totals;

    private GroupedRows(FeatureMatrix matrix, double[] weights, List<int[]> codes, double[] totals) {
        this.matrix = matrix;
        this.weights = weights;
        this.codes = codes;
        this.totals = totals;
    }

    /**
     * Checks and numbers the groups of attributes.
     *
     * @throws InvalidInputException if an attribute is not there, another one is, or no row belongs to any group
     */
    static GroupedRows of(TrainingSet training, List<String> attributes, RunContext context) {
        List<Categories> groups = select(training.groups(), attributes);
        FeatureMatrix matrix = training.withoutGroups().matrix();
        double[] weights = training.weights().orElseGet(() -> ones(matrix.rowCount()));
        List<int[]> codes = new ArrayList<>();
        double[] totals = {};
        for (Categories attribute : groups) {
            context.throwIfCancelled(FairLloyd.NAME);
            int[] own = attribute.codes();
            double[] sums = new double[attribute.levels().size()];
            for (int row = 0; row < own.length; row++) {
                if (own[row] != Categories.MISSING) {
                    sums[own[row]] += weights[row];
                }
            }
            int[] numbers = new int[sums.length];
            for (int level = 0; level < sums.length; level++) {
                numbers[level] = sums[level] > 0 ? totals.length : Categories.MISSING;
                if (sums[level] > 0) {
                    totals = Arrays.copyOf(totals, totals.length + 1);
                    totals[totals.length - 1] = sums[level];
                }
            }
            Arrays.setAll(own, row -> own[row] == Categories.MISSING ? Categories.MISSING : numbers[own[row]]);
            codes.add(own);
        }
        if (totals.length == 0 && matrix.rowCount() > 0) {
            throw new InvalidInputException("no row of a weight above 0 belongs to a group of " + attributes
                    + "; use KMeans where groups are not known");
        }
        return new GroupedRows(matrix, weights, codes, totals);
    }

    private static List<Categories> select(List<Categories> given, List<String> attributes) {
        Set<String> unused = new HashSet<>();
        given.forEach(attribute -> unused.add(attribute.name()));
        List<Categories> selected = new ArrayList<>();
        for (String name : attributes) {
            if (!unused.remove(name)) {
                throw new InvalidInputException(
                        "the training set has no groups of '" + name + "'; add them, see TrainingSet.withGroups");
            }
            given.stream().filter(one -> one.name().equals(name)).forEach(selected::add);
        }
        if (!unused.isEmpty()) {
            throw new InvalidInputException(
                    "the training set has groups of " + unused.stream().sorted().toList()
                            + " that were not asked for; name them in towards(..), or leave them out");
        }
        return selected;
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    FeatureMatrix matrix() {
        return matrix;
    }

    /** How many groups there are, those of all attributes. */
    int groupCount() {
        return totals.length;
    }

    /** What the rows of a group weigh together, above 0. */
    double total(int group) {
        return totals[group];
    }

    /** For each attribute the group of each row, {@link Categories#MISSING} if it has none; shared. */
    List<int[]> codesView() {
        return codes;
    }

    double weight(int row) {
        return weights[row];
    }

    /** The rows with weights by which every group weighs the same: each row its own, over what its groups weigh. */
    TrainingSet balanced() {
        // No weight grows, so that what can be clustered with the weights given can be clustered with these.
        double least = Arrays.stream(totals).min().orElseThrow();
        double[] balanced = new double[weights.length];
        for (int[] attribute : codes) {
            for (int row = 0; row < balanced.length; row++) {
                if (attribute[row] != Categories.MISSING) {
                    balanced[row] += weights[row] * (least / totals[attribute[row]] / codes.size());
                }
            }
        }
        return TrainingSet.of(matrix).withWeights(balanced);
    }

    /** The rows with their own weights, those of no group with none. */
    TrainingSet plain() {
        double[] known = new double[weights.length];
        boolean equal = true;
        for (int row = 0; row < known.length; row++) {
            boolean counts = false;
            for (int[] attribute : codes) {
                counts |= attribute[row] != Categories.MISSING;
            }
            known[row] = counts ? weights[row] : 0;
            equal &= known[row] == 1;
        }
        TrainingSet rows = TrainingSet.of(matrix);
        return equal ? rows : rows.withWeights(known);
    }
}
