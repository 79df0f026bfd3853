package io.github.segmentation4j.internal.kernel;

/** The kernels there are, and the one that is used. */
public final class Kernels {
    private static final AssignmentKernel PLAIN = new PlainKernel();

    private Kernels() {}

    /** The kernel that runs everywhere. */
    public static AssignmentKernel plain() {
        return PLAIN;
    }

    /** The kernel that is used: the fastest one this machine can run. */
    public static AssignmentKernel chosen() {
        return PLAIN;
    }
}
