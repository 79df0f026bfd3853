package io.github.segmentation4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * How cost grows: the kernels against the naive loop for every k, on rows that fit the cache and on many, and an iteration
 * of k-means with n, d and k, one of them at a time.
 */
final class Sweep {
    private static final int ROUNDS = 3;

    /** So many shapes are run once before they are measured, until the compiler is done with the short fits. */
    private static final int WARM_UPS = 3;

    private static final int[] CLUSTERS = {2, 3, 4, 5, 8, 10, 16, 50, 100, 250, 1000};

    private Sweep() {}

    /** The shapes on which the kernels meet the naive loop: every k for each number of rows and of columns. */
    static List<Shape> kernelShapes(Options.Extent extent) {
        boolean quick = extent == Options.Extent.QUICK;
        List<Shape> shapes = new ArrayList<>();
        for (int rows : quick ? new int[] {10_000} : new int[] {10_000, 1_000_000}) {
            for (int columns : quick ? new int[] {8} : new int[] {8, 16}) {
                for (int clusters : CLUSTERS) {
                    shapes.add(new Shape(rows, columns, clusters));
                }
            }
        }
        return shapes;
    }

    /** The shapes for n, d and k around one in the middle. */
    static List<Shape> iterationShapes(Options.Extent extent) {
        int middle = extent == Options.Extent.QUICK ? 20_000 : 200_000;
        List<Shape> shapes = new ArrayList<>();
        IntStream.of(middle / 4, middle / 2, middle, middle * 2, middle * 4)
                .forEach(rows -> shapes.add(new Shape(rows, 16, 20)));
        IntStream.of(2, 4, 8, 32, 64, 128).forEach(columns -> shapes.add(new Shape(middle, columns, 20)));
        IntStream.of(2, 5, 10, 50, 100, 200, 500, 1000)
                .forEach(clusters -> shapes.add(new Shape(middle, 16, clusters)));
        return shapes;
    }

    /** Runs both; tells which shape comes next. */
    static Report measure(Options.Extent extent, Consumer<Shape> next) {
        List<Measurement> lines = new ArrayList<>();
        for (Shape shape : kernelShapes(extent)) {
            next.accept(shape);
            lines.addAll(AssignmentRace.kernels(Workload.of(shape), ROUNDS));
        }
        List<Shape> shapes = iterationShapes(extent);
        shapes.subList(0, WARM_UPS).forEach(Sweep::iterations);
        for (Shape shape : shapes) {
            next.accept(shape);
            lines.addAll(iterations(shape));
        }
        return new Report(lines, List.of());
    }

    private static List<Measurement> iterations(Shape shape) {
        Workload workload = Workload.of(shape);
        FitRace race = new FitRace(workload, new Reference(workload), ROUNDS);
        return race.measure(List.of(new KMeansContender(Workload.THREADS))).lines().stream()
                .filter(line -> line.what().equals(Measurement.ITERATION))
                .toList();
    }
}
