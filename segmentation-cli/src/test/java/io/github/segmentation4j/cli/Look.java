package io.github.segmentation4j.cli;

import java.util.Locale;

/** How a page is looked at: the size of the window in CSS pixels and the colours the reader prefers. */
record Look(int width, int height, Scheme scheme) {
    /** The colours a reader prefers. */
    enum Scheme {
        LIGHT,
        DARK
    }

    /** The window of a phone held upright. */
    static Look narrow(Scheme scheme) {
        return new Look(390, 844, scheme);
    }

    /** The window of a laptop. */
    static Look wide(Scheme scheme) {
        return new Look(1280, 900, scheme);
    }

    @Override
    public String toString() {
        return width + "-" + scheme.name().toLowerCase(Locale.ROOT);
    }
}
