package io.github.segmentation4j.internal.kernel;

/** The kernels there are, and the one that is used. */
public enum Kernels {
    /** Plain loops, which run everywhere. */
    PLAIN;

    /** The kernel that is used: the fastest one this virtual machine can run. */
    public static Kernels chosen() {
        return PLAIN;
    }

    /** What it is called in reports. */
    public String words() {
        return "plain";
    }

    /** A kernel for points of so many dimensions. */
    public AssignmentKernel create(int columns) {
        return new PlainKernel(columns);
    }
}
