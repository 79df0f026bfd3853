package io.github.segmentation4j.cli;

/** How the process ends. */
final class ExitCode {
    static final int DONE = 0;
    static final int BLOCKED = 1;
    static final int BAD_INPUT = 2;
    static final int INTERNAL = 3;

    private ExitCode() {}
}
