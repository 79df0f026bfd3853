package io.github.segmentation4j.cli;

import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Sets options that were given, and leaves the library's own defaults where nothing was said. */
final class Given {
    private Given() {}

    static <C, V> C with(C configured, @Nullable V given, BiFunction<C, V, C> setter) {
        return given == null ? configured : setter.apply(configured, given);
    }

    static <C, V> C with(C configured, Optional<V> given, BiFunction<C, V, C> setter) {
        return given.isEmpty() ? configured : setter.apply(configured, given.get());
    }
}
