package io.github.segmentation4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Every algorithm, timed as a whole with one thread and with two, and whoever else can do the same. */
final class AlgorithmTable {
    /** Whoever takes longer in the round to warm up is timed by that alone: its code has long been compiled then. */
    private static final double LONG_MILLISECONDS = 20_000;

    private AlgorithmTable() {}

    /** Runs tasks one after another; tells which comes next. */
    static AlgorithmReport measure(List<Task> tasks, List<AlgorithmContender> peers, Consumer<Task> next) {
        List<AlgorithmReport.Line> lines = new ArrayList<>();
        for (Task task : tasks) {
            next.accept(task);
            List<AlgorithmContender> contenders = new ArrayList<>();
            contenders.add(new OwnAlgorithms(1));
            contenders.add(new OwnAlgorithms(Workload.THREADS));
            peers.stream().filter(peer -> peer.takes(task)).forEach(contenders::add);
            lines.addAll(measure(task, contenders));
        }
        return new AlgorithmReport(lines);
    }

    /** They take turns, so that whatever else the machine does meets all of them. */
    private static List<AlgorithmReport.Line> measure(Task task, List<AlgorithmContender> contenders) {
        Sample sample = Sample.of(task);
        List<Turns> turns = contenders.stream()
                .map(contender -> new Turns(task, sample, contender))
                .toList();
        for (int round = 0; round < task.rounds(); round++) {
            turns.forEach(Turns::next);
        }
        return turns.stream().map(Turns::line).toList();
    }

    /** The rounds of one contender. */
    private static final class Turns {
        private final Task task;
        private final Sample sample;
        private final AlgorithmContender contender;
        private final double heap;
        private final Outcome outcome;
        private final boolean once;
        private final List<Double> times = new ArrayList<>();

        /** Runs it once to warm up and to see what it takes and finds. */
        Turns(Task task, Sample sample, AlgorithmContender contender) {
            this.task = task;
            this.sample = sample;
            this.contender = contender;
            double before = Memory.settle();
            long begin = System.nanoTime();
            Supplier<Outcome> found = contender.run(task, sample);
            double first = Race.milliseconds(begin, System.nanoTime());
            heap = Memory.peak() - before;
            outcome = found.get();
            once = task.rounds() == 1 || first > LONG_MILLISECONDS;
            if (once) {
                times.add(first);
            }
        }

        void next() {
            if (!once) {
                System.gc();
                long begin = System.nanoTime();
                contender.run(task, sample);
                times.add(Race.milliseconds(begin, System.nanoTime()));
            }
        }

        AlgorithmReport.Line line() {
            double[] sorted =
                    times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return new AlgorithmReport.Line(
                    task,
                    contender.name(),
                    contender.threads(),
                    sorted.length,
                    sorted[sorted.length / 2] / 1e3,
                    heap,
                    outcome);
        }
    }
}
