package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of a fit, sorted by their values and then by their groups, so that nothing depends on the order they came in.
 * Immutable.
 *
 * @param matrix the sorted rows
 * @param groups those of the sorted rows
 * @param order which row as it came stands at each place
 */
record FairRows(FeatureMatrix matrix, List<Categories> groups, int[] order) {

    /**
     * Checks and sorts rows.
     *
     * @throws InvalidInputException if an attribute is not there, another one is, values are missing or rows do not all
     *     weigh 1
     */
    static FairRows of(TrainingSet training, List<String> attributes, RunContext context) {
        List<Categories> groups = select(training.groups(), attributes);
        FeatureMatrix matrix = training.withoutGroups().matrix();
        matrix.requireComplete("a value must not be missing, and " + matrix.missingCount()
                + " of the matrix are; fill them first, see Imputation");
        if (training.weights().isPresent()
                && Arrays.stream(training.weights().get()).anyMatch(weight -> weight != 1)) {
            throw new InvalidInputException("rows must all weigh 1, because rules count rows, and some weigh otherwise;"
                    + " leave the weights out, or repeat rows");
        }
        return new FairRows(matrix, groups, identity(matrix.rowCount())).sorted(context);
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
            throw new InvalidInputException("the training set has groups of "
                    + unused.stream().sorted().toList() + " that no rule is about; add a rule, or leave them out");
        }
        return selected;
    }

    private static int[] identity(int count) {
        int[] order = new int[count];
        Arrays.setAll(order, row -> row);
        return order;
    }

    private FairRows sorted(RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(FairKMeans.NAME));
        Integer[] sorted = new Integer[order.length];
        Arrays.setAll(sorted, row -> row);
        int[] compared = {0};
        Arrays.sort(sorted, (a, b) -> {
            checkpoint.at(compared[0]++);
            return compare(a, b);
        });
        return at(Arrays.stream(sorted).mapToInt(Integer::intValue).toArray(), context);
    }

    private int compare(int a, int b) {
        for (int c = 0; c < matrix.columnCount(); c++) {
            int sign = Double.compare(matrix.get(a, c), matrix.get(b, c));
            if (sign != 0) {
                return sign;
            }
        }
        for (Categories attribute : groups) {
            int sign = Integer.compare(attribute.code(a), attribute.code(b));
            if (sign != 0) {
                return sign;
            }
        }
        return 0;
    }

    /** Some of the rows. */
    FairRows at(int[] places, RunContext context) {
        List<Categories> selected = new ArrayList<>();
        for (Categories attribute : groups) {
            int[] codes = new int[places.length];
            Arrays.setAll(codes, i -> attribute.code(places[i]));
            selected.add(Categories.of(attribute.name(), attribute.levels(), codes));
        }
        int[] rows = new int[places.length];
        Arrays.setAll(rows, i -> order[places[i]]);
        return new FairRows(matrix.rows(places, context), selected, rows);
    }

    int count() {
        return order.length;
    }

    /** What stands at each place, for each row as it came. */
    int[] asTheyCame(int[] values) {
        int[] came = new int[values.length];
        for (int place = 0; place < values.length; place++) {
            came[order[place]] = values[place];
        }
        return came;
    }
}
