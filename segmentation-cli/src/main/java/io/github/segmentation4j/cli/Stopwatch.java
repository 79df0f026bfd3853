package io.github.segmentation4j.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says how many seconds each part of some work took. */
final class Stopwatch {
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private long from = System.nanoTime();

    /** Ends a part and begins the next. */
    void ended(String part) {
        long now = System.nanoTime();
        seconds.put(part, (now - from) / 1e9);
        from = now;
    }

    Map<String, Double> seconds() {
        return Collections.unmodifiableMap(seconds);
    }
}
