package io.github.segmentation4j.benchmarks.fair;

import io.github.segmentation4j.data.Categories;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Figures as papers print them, the best over their seeds and the seconds of one run, measured on other machines.
 *
 * @param clusters how many
 * @param target the balance asked for
 * @param lines of methods
 */
record Published(int clusters, double target, List<Line> lines) {
    /** Mantuano and others, arXiv 2605.13759: clusters, lambda, cost and seconds of fairlets, MPFC and Flow. */
    private static final double[][] MANTUANO = {
        {2, .01, 4062, 251.8, 3697, 44.5, 3698, 3.24},
        {5, .01, 3310, 263.5, 2434, 164.3, 2447, 4.47},
        {5, .10, 3112, 194.1, 2407, 138.6, 2413, 5.44},
        {10, .01, 2824, 264.4, 1607, 404.8, 1623, 7.62},
        {10, .10, 2547, 195.0, 1557, 327.4, 1564, 10.3},
        {10, .30, 2059, 87.9, 1515, 277.8, 1507, 11.4},
        {15, .01, 2712, 231.9, 1296, 1214, 1321, 10.1},
        {15, .10, 2402, 165.8, 1238, 607.5, 1250, 14.7},
        {15, .30, 1482, 13.4, 1186, 516.0, 1189, 16.8},
    };

    private static final List<String> METHODS =
            List.of("published: fairlets (Backurs)", "published: MPFC (Gurobi)", "published: Flow (OR-tools)");

    /**
     * A figure.
     *
     * @param method whose it is
     * @param cost the sum of the squared distances to the means
     * @param seconds of a run, or 0 where they are not printed
     */
    record Line(String method, double cost, double seconds) {}

    /**
     * The cells of the table of Mantuano for a number of clusters; a target is that of even segments, less the part lambda.
     */
    static List<Published> of(int clusters, Categories groups) {
        int[] counts = groups.counts();
        int least = Math.min(counts[0], counts[1]) / clusters;
        int most = (Math.max(counts[0], counts[1]) + clusters - 1) / clusters;
        return Arrays.stream(MANTUANO)
                .filter(cell -> cell[0] == clusters)
                .map(cell -> {
                    List<Line> lines = new ArrayList<>();
                    for (int m = 0; m < METHODS.size(); m++) {
                        lines.add(new Line(METHODS.get(m), cell[2 + 2 * m], cell[3 + 2 * m]));
                    }
                    return new Published(clusters, (1 - cell[1]) * least / most, lines);
                })
                .toList();
    }

    /** The figures of Ziko and others, Variational fair clustering, AAAI 2021. */
    static Published unitLength() {
        return new Published(
                10, 0.41, List.of(new Line("published: Bera", 10_913.84, 0), new Line("published: VFC", 9_984.01, 0)));
    }

    /** Prints the lines under those that were measured. */
    void print(PrintStream out) {
        for (Line line : lines) {
            out.println(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.2f | %.2f |  |  | %s |",
                    line.method(),
                    clusters,
                    target,
                    line.cost(),
                    line.seconds() > 0 ? String.format(Locale.ROOT, "%.2f", line.seconds()) : ""));
        }
    }
}
