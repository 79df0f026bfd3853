package io.github.segmentation4j.testing;

/** How much of the heap is in use, for tests that promise what something retains. */
public final class UsedMemory {
    private UsedMemory() {}

    /** The bytes in use: the least of a few readings, because whatever else was garbage is gone by then. */
    public static long bytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int reading = 0; reading < 3; reading++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
