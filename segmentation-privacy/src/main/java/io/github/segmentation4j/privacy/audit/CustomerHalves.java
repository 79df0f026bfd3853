package io.github.segmentation4j.privacy.audit;

import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Customers in an order of their own, by their values, and random halves of them: what is found does not depend on the
 * order they came in. Immutable.
 */
final class CustomerHalves {
    private final TrainingSet customers;
    private final FeatureMatrix matrix;

    CustomerHalves(TrainingSet training, RunContext context) {
        if (training.links().isPresent()) {
            throw new InvalidInputException("customers that are linked cannot be split at random; leave the links out,"
                    + " see TrainingSet.withoutLinks");
        }
        FeatureMatrix given = training.withoutGroups().matrix();
        customers = selected(training, given, order(training, given, context), context);
        matrix = customers.withoutGroups().matrix();
    }

    int size() {
        return matrix.rowCount();
    }

    /** All customers in their order. */
    FeatureMatrix matrix() {
        return matrix;
    }

    /** Half of the customers, every half as likely; of an odd number the smaller one. */
    boolean[] half(long seed) {
        int[] shuffled = new int[size()];
        Arrays.setAll(shuffled, i -> i);
        SeededRandom.of(seed).shuffle(shuffled);
        boolean[] members = new boolean[size()];
        for (int i = 0; i < size() / 2; i++) {
            members[shuffled[i]] = true;
        }
        return members;
    }

    /** Those customers for whom it is so. */
    TrainingSet where(boolean[] members, boolean so, RunContext context) {
        int[] selection = new int[size()];
        int count = 0;
        for (int i = 0; i < members.length; i++) {
            if (members[i] == so) {
                selection[count++] = i;
            }
        }
        return selected(customers, matrix, Arrays.copyOf(selection, count), context);
    }

    private static int[] order(TrainingSet training, FeatureMatrix matrix, RunContext context) {
        double[] weights = training.weights().orElseGet(() -> new double[matrix.rowCount()]);
        Comparator<Integer> byValues = (a, b) -> {
            for (int c = 0; c < matrix.columnCount(); c++) {
                int compared = Double.compare(matrix.get(a, c), matrix.get(b, c));
                if (compared != 0) {
                    return compared;
                }
            }
            return Double.compare(weights[a], weights[b]);
        };
        for (Categories group : training.groups()) {
            byValues = byValues.thenComparing(row -> level(group, row));
        }
        Comparator<Integer> complete = byValues;
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(MembershipInference.STAGE));
        long[] turn = new long[1];
        Integer[] order = new Integer[matrix.rowCount()];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, (a, b) -> {
            checkpoint.at(turn[0]++);
            return complete.compare(a, b);
        });
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private static String level(Categories group, int row) {
        int code = group.code(row);
        return code == Categories.MISSING ? "" : group.levels().get(code);
    }

    private static TrainingSet selected(TrainingSet training, FeatureMatrix matrix, int[] rows, RunContext context) {
        TrainingSet selected = TrainingSet.of(matrix.rows(rows, context));
        if (training.weights().isPresent()) {
            double[] weights = training.weights().get();
            selected = selected.withWeights(
                    Arrays.stream(rows).mapToDouble(row -> weights[row]).toArray());
        }
        return selected.withGroups(training.groups().stream()
                .map(group -> Categories.of(
                        group.name(),
                        group.levels(),
                        Arrays.stream(rows).map(group::code).toArray()))
                .toList());
    }
}
