package io.github.segmentation4j.cli;

import org.jspecify.annotations.Nullable;

/** What the parser has already made sure of, told to the compiler. */
final class Required {
    private Required() {}

    static <T> T option(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException(name + " is required and the parser let it pass");
        }
        return value;
    }
}
