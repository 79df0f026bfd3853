package io.github.segmentation4j;

/** What a check says of a proposal; the order is the order of severity. */
public enum Verdict {
    /** Nothing to object to. */
    PASS,
    /** May be released, and whoever releases it should know. */
    WARN,
    /** Must not be released. */
    BLOCK;

    /** The more severe of this and the other. */
    public Verdict max(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
