package io.github.segmentation4j.benchmarks;

import java.util.List;
import java.util.function.LongSupplier;

/** Times pieces of work that take turns, so that whatever else the machine does meets all of them. */
final class Race {
    private Race() {}

    /**
     * Times work.
     *
     * @param work what to time; each returns a number that depends on all it did
     * @param rounds how often each is timed
     * @param warmUps how many rounds come before, for the compiler
     * @return for each piece its times in milliseconds
     */
    static double[][] times(List<LongSupplier> work, int rounds, int warmUps) {
        double[][] times = new double[work.size()][rounds];
        long seen = 0;
        for (int round = -warmUps; round < rounds; round++) {
            for (int i = 0; i < times.length; i++) {
                long begin = System.nanoTime();
                seen += work.get(i).getAsLong();
                if (round >= 0) {
                    times[i][round] = milliseconds(begin, System.nanoTime());
                }
            }
        }
        if (seen == Long.MIN_VALUE) {
            throw new AssertionError("keeps the work from being optimised away");
        }
        return times;
    }

    static double milliseconds(long begin, long end) {
        return (end - begin) / 1e6;
    }
}
