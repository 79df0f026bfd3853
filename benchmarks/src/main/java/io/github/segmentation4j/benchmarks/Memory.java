package io.github.segmentation4j.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** What the virtual machine knows of the memory that was used. */
final class Memory {
    private static final double MEGABYTE = 1 << 20;

    private Memory() {}

    /** Collects garbage and forgets earlier peaks. Returns the megabytes of the heap that are still used. */
    static double settle() {
        System.gc();
        double used = 0;
        for (MemoryPoolMXBean pool : heap()) {
            pool.resetPeakUsage();
            used += pool.getUsage().getUsed();
        }
        return used / MEGABYTE;
    }

    /** The most megabytes of the heap that can have been used at a time since: the sum of the peaks of its parts. */
    static double peak() {
        return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MEGABYTE;
    }

    /** The bytes this thread has allocated so far. */
    static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
