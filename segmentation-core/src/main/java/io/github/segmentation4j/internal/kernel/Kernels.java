package io.github.segmentation4j.internal.kernel;

import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernels there are, and the one that is used: the fastest one this virtual machine can run, chosen once. All of them
 * give the same bits.
 */
public enum Kernels {
    /** Plain loops, which run everywhere. */
    PLAIN("plain"),

    /** The Vector API, which a virtual machine offers only when started with its module. */
    VECTOR("vector");

    /** Names the kernel to use, for tests and comparisons: a system property. */
    public static final String PROPERTY = "segmentation4j.kernel";

    private static final String MODULE = "jdk.incubator.vector";

    private final String words;

    Kernels(String words) {
        this.words = words;
    }

    /** The kernel that is used. */
    public static Kernels chosen() {
        return Choice.KERNEL;
    }

    /** Whether this virtual machine can run it, however fast. */
    public boolean isAvailable() {
        return this == PLAIN || vectorModuleIsReadable();
    }

    /** What it is called in reports; the width of its vectors is part of the name. */
    public String words() {
        return this == PLAIN ? words : words + " " + VectorKernel.LANES * Double.SIZE;
    }

    /** A kernel for points of so many dimensions. */
    public AssignmentKernel create(int columns) {
        return this == PLAIN ? new PlainKernel(columns) : new VectorKernel(columns);
    }

    private static Kernels choose(Optional<String> wish) {
        if (wish.isPresent()) {
            Kernels kernel = valueOf(wish.get().toUpperCase(Locale.ROOT));
            if (!kernel.isAvailable()) {
                throw new IllegalStateException("the kernel '" + wish.get() + "' asked for by " + PROPERTY
                        + " needs the option --add-modules " + MODULE);
            }
            return kernel;
        }
        return fastest();
    }

    /** The kernel that is used where none is asked for. Vectors of two doubles gain nothing over the plain loops. */
    static Kernels fastest() {
        return vectorModuleIsReadable() && compilesVectors() && VectorKernel.LANES >= 4 ? VECTOR : PLAIN;
    }

    private static boolean vectorModuleIsReadable() {
        return ModuleLayer.boot()
                .findModule(MODULE)
                .filter(Kernels.class.getModule()::canRead)
                .isPresent();
    }

    /**
     * Whether vectors become instructions, which the server compiler of HotSpot sees to. Elsewhere each of them would be an
     * object.
     */
    private static boolean compilesVectors() {
        String info = System.getProperty("java.vm.info", "");
        String name = System.getProperty("java.vm.name", "");
        return (name.contains("HotSpot") || name.contains("OpenJDK"))
                && (info.contains("mixed mode") || info.contains("compiled mode"))
                && !info.contains("emulated-client")
                && !System.getProperty("java.vm.version", "").contains("jvmci");
    }

    /** Holds the choice, so that it is made when it is first needed and not when this class is loaded. */
    private static final class Choice {
        static final Kernels KERNEL = choose(Optional.ofNullable(System.getProperty(PROPERTY)));

        static {
            Logger log = LoggerFactory.getLogger(Kernels.class);
            log.debug("nearest centroids are found by the {} kernel", KERNEL.words());
        }

        private Choice() {}
    }
}
