package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;
import java.util.List;

/** Rows, centres and two attributes of three groups with missing ones, drawn from a seed. */
record Example(double[][] points, double[][] centres, List<Categories> groups) {

    /** Up to 8 rows and 3 segments, some of them with 10. */
    static Example small(long seed) {
        SeededRandom random = SeededRandom.of(SeededRandom.derive(seed, 1));
        int rows = seed % 10 == 0 ? 10 : 3 + random.nextInt(6);
        return of(seed, rows, 1 + random.nextInt(3));
    }

    static Example of(long seed, int rows, int segments) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] points = new double[rows][2];
        double[][] centres = new double[segments][2];
        int[] a = new int[rows];
        int[] b = new int[rows];
        for (double[] centre : centres) {
            Arrays.setAll(centre, c -> random.nextDouble());
        }
        for (int row = 0; row < rows; row++) {
            a[row] = random.nextInt(12) == 0 ? Categories.MISSING : random.nextInt(3);
            b[row] = random.nextInt(12) == 0 ? Categories.MISSING : random.nextInt(3);
            double shift = 0.15 * a[row];
            Arrays.setAll(points[row], c -> random.nextDouble() + shift);
        }
        return new Example(
                points,
                centres,
                List.of(Categories.of("a", List.of("p", "q", "r"), a), Categories.of("b", List.of("u", "v", "w"), b)));
    }

    /** Rules of one of six kinds, often ones that cannot be obeyed. */
    GroupRules someRules(long seed) {
        SeededRandom random = SeededRandom.of(SeededRandom.derive(seed, 2));
        int rows = points.length;
        int segments = centres.length;
        double level = random.nextInt(100) / 100.0;
        return switch (random.nextInt(6)) {
            case 0 -> GroupRules.balance("a", level);
            case 1 ->
                GroupRules.representation("a", "p", level / 4, Math.min(1, level / 4 + 0.5))
                        .and(GroupRules.representation("b", "u", 0, 0.7));
            case 2 -> GroupRules.withinFactor("a", 0.4 + level / 2);
            case 3 -> {
                int[] quotas = new int[segments];
                // One too many now and then.
                int count = groups.get(0).counts()[0] + (random.nextInt(6) == 0 ? 1 : 0);
                for (int i = 0; i < count; i++) {
                    quotas[random.nextInt(segments)]++;
                }
                yield GroupRules.quotas("a", "p", quotas).and(GroupRules.balance("b", level / 4));
            }
            case 4 ->
                GroupRules.sizes(random.nextInt(rows / segments + 1), rows / segments + 1 + random.nextInt(3))
                        .and(GroupRules.balance("a", level / 3));
            default -> GroupRules.balance("a", level / 3).and(GroupRules.balance("b", level / 3));
        };
    }

    Example inOrder(int[] order) {
        return new Example(
                Arrays.stream(order).mapToObj(row -> points[row]).toArray(double[][]::new),
                centres,
                groups.stream()
                        .map(attribute -> Categories.of(
                                attribute.name(),
                                attribute.levels(),
                                Arrays.stream(order).map(attribute::code).toArray()))
                        .toList());
    }

    /** How many rows of a group of the first attribute each segment has if all have equally many, up to one. */
    int[] evenly(String group) {
        int count = groups.get(0).counts()[groups.get(0).levels().indexOf(group)];
        int[] counts = new int[centres.length];
        Arrays.setAll(counts, j -> count / counts.length + (j < count % counts.length ? 1 : 0));
        return counts;
    }
}
