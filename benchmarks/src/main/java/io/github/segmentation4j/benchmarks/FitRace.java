package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.benchmarks.Contender.Fit;
import io.github.segmentation4j.benchmarks.Contender.Starts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Whole fits and iterations of contenders that take turns. Each is checked in a round of its own before it is timed, and
 * left out with a note if it came to another result.
 */
final class FitRace {
    private static final int ITERATIONS = Workload.ITERATIONS;

    private final Workload workload;
    private final Reference reference;
    private final int rounds;

    FitRace(Workload workload, Reference reference, int rounds) {
        this.workload = workload;
        this.reference = reference;
        this.rounds = rounds;
    }

    /** Lines for iterations and then for whole fits, each compared with the first contender. */
    Report measure(List<Contender> all) {
        List<Contender> contenders = new ArrayList<>();
        List<Checked> checked = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Contender contender : all) {
            Checked result = check(contender);
            if (contender.starts() == Starts.FREE || Reference.agree(result.inertia(), 1)) {
                contenders.add(contender);
                checked.add(result);
            } else {
                notes.add(contender.name() + " is left out of " + workload.shape() + ": its inertia is "
                        + result.inertia() + " times that of k-means from the same starts after the same iterations");
            }
        }
        return new Report(race(contenders, checked), notes);
    }

    private List<Measurement> race(List<Contender> contenders, List<Checked> checked) {
        double[][] iterations = new double[contenders.size()][rounds];
        double[][] fits = new double[contenders.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < fits.length; i++) {
                time(contenders.get(i), round, iterations[i], fits[i]);
            }
        }
        List<Measurement> lines = new ArrayList<>();
        for (int i = 0; i < fits.length; i++) {
            if (contenders.get(i).starts() != Starts.FREE) {
                lines.add(line(Measurement.ITERATION, contenders.get(i), iterations[i], checked.get(i)));
            }
        }
        for (int i = 0; i < fits.length; i++) {
            lines.add(line(Measurement.FIT, contenders.get(i), fits[i], checked.get(i)));
        }
        return compared(lines);
    }

    /** The inertia of a result over that of k-means, and what it took to get there. */
    private record Checked(double inertia, double heap, OptionalDouble bytesPerRow) {}

    private Measurement line(String what, Contender contender, double[] times, Checked checked) {
        Measurement line = Measurement.of(workload.shape(), what, contender.name(), contender.threads(), times);
        return what.equals(Measurement.FIT)
                ? line.with(
                        OptionalDouble.of(checked.inertia()), OptionalDouble.of(checked.heap()), OptionalDouble.empty())
                : line.with(OptionalDouble.empty(), OptionalDouble.empty(), checked.bytesPerRow());
    }

    private static List<Measurement> compared(List<Measurement> lines) {
        return lines.stream()
                .map(line -> line.over(lines.stream()
                        .filter(first -> first.what().equals(line.what()))
                        .findFirst()
                        .orElse(line)))
                .toList();
    }

    private Checked check(Contender contender) {
        double before = Memory.settle();
        try (Fit fit = contender.prepare(workload)) {
            int iterations = contender.starts() == Starts.OWN ? ITERATIONS + 1 : ITERATIONS;
            double[][] result = fit.run(iterations).get();
            double heap = Memory.peak() - before;
            double expected = contender.starts() == Starts.OWN
                    ? reference.inertiaFrom(fit.run(1).get())
                    : reference.inertia();
            return new Checked(reference.inertia(result) / expected, heap, bytesPerRow(contender, fit));
        }
    }

    /** What an iteration allocates, which can be told for contenders that stay on the caller's thread. */
    private OptionalDouble bytesPerRow(Contender contender, Fit fit) {
        if (contender.threads() != 1 || contender.starts() == Starts.FREE) {
            return OptionalDouble.empty();
        }
        long begin = Memory.allocated();
        fit.run(1);
        long middle = Memory.allocated();
        fit.run(ITERATIONS + 1);
        long end = Memory.allocated();
        double bytes = (end - middle) - (middle - begin);
        return OptionalDouble.of(bytes / ITERATIONS / workload.shape().rows());
    }

    private void time(Contender contender, int round, double[] iterations, double[] fits) {
        Memory.settle();
        long begin = System.nanoTime();
        try (Fit fit = contender.prepare(workload)) {
            double prepared = Race.milliseconds(begin, System.nanoTime());
            double run;
            if (contender.starts() != Starts.OWN) {
                run = time(fit, ITERATIONS);
            } else {
                double one = time(fit, 1);
                run = time(fit, ITERATIONS + 1) - one;
            }
            iterations[round] = run / ITERATIONS;
            fits[round] = prepared + run;
        }
    }

    private static double time(Fit fit, int iterations) {
        long begin = System.nanoTime();
        fit.run(iterations);
        return Race.milliseconds(begin, System.nanoTime());
    }
}
