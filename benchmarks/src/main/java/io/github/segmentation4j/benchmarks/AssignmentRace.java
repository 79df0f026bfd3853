package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/** One pass that finds the nearest start of every row: the kernels of this library against loops over rows. */
final class AssignmentRace {
    /** Differences of a row and a centroid in one dimension that take the naive loop some 100 ms, long enough to time. */
    private static final long TERMS = 100_000_000;

    /** A kernel is so much faster than the naive loop that one round would not be enough for the compiler to finish. */
    private static final int WARM_UPS = 5;

    private final Shape shape;
    private final AssignmentPass pass;
    private final int rounds;
    private final List<Measurement> names = new ArrayList<>();
    private final List<LongSupplier> work = new ArrayList<>();

    private AssignmentRace(Workload workload, int rounds) {
        this.shape = workload.shape();
        this.pass = new AssignmentPass(workload);
        this.rounds = rounds;
    }

    /** Every kernel, the chosen one with two threads too, the naive loop and the loop of commons-math3. */
    static List<Measurement> all(Workload workload, int rounds) {
        AssignmentRace race = new AssignmentRace(workload, rounds);
        ExecutorService pool = Executors.newFixedThreadPool(Workload.THREADS);
        try {
            BlockRunner together = BlockRunner.of(Optional.of(pool), Workload.THREADS, () -> {});
            race.addKernels();
            race.add(name(Kernels.chosen()), Workload.THREADS, () -> race.pass.kernel(Kernels.chosen(), together));
            race.add("naive loop", 1, race.pass::naive);
            race.add("commons-math3", 1, race.pass::commonsMath);
            return race.run();
        } finally {
            pool.shutdown();
        }
    }

    /** Every kernel and the naive loop. */
    static List<Measurement> kernels(Workload workload, int rounds) {
        AssignmentRace race = new AssignmentRace(workload, rounds);
        race.addKernels();
        race.add("naive loop", 1, race.pass::naive);
        return race.run();
    }

    private void addKernels() {
        for (Kernels kernel : AssignmentPass.kernels()) {
            add(name(kernel), 1, () -> pass.kernel(kernel));
        }
    }

    private static String name(Kernels kernel) {
        return kernel.words() + " kernel";
    }

    private void add(String name, int threads, LongSupplier once) {
        names.add(Measurement.of(shape, Measurement.ASSIGNMENT, name, threads, 0));
        work.add(once);
    }

    private List<Measurement> run() {
        long labels = pass.naive();
        for (int i = 0; i < work.size(); i++) {
            if (work.get(i).getAsLong() != labels) {
                throw new IllegalStateException(
                        names.get(i).contender() + " does not give the labels of the naive loop");
            }
        }
        int repeats = repeats(shape);
        double[][] times =
                Race.times(work.stream().map(once -> repeated(once, repeats)).toList(), rounds, WARM_UPS);
        List<Measurement> lines = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            for (int round = 0; round < rounds; round++) {
                times[i][round] /= repeats;
            }
            Measurement name = names.get(i);
            lines.add(Measurement.of(shape, name.what(), name.contender(), name.threads(), times[i]));
        }
        return lines.stream().map(line -> line.over(lines.get(0))).toList();
    }

    private static int repeats(Shape shape) {
        long terms = (long) shape.rows() * shape.columns() * shape.clusters();
        return (int) Math.max(1, TERMS / terms);
    }

    private static LongSupplier repeated(LongSupplier once, int repeats) {
        return () -> {
            long sum = 0;
            for (int i = 0; i < repeats; i++) {
                sum += once.getAsLong();
            }
            return sum;
        };
    }
}
