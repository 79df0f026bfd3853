package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.Provenance;
import io.github.segmentation4j.internal.kernel.Kernels;
import java.util.LinkedHashMap;
import java.util.Map;

/** What figures depend on besides the code. */
final class Environment {
    private Environment() {}

    /** Names and values, in a fixed order. */
    static Map<String, String> current() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", Provenance.currentVersion());
        facts.put("jdk", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("cpus", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("threads", Integer.toString(Workload.THREADS));
        facts.put("kernel", Kernels.chosen().words());
        facts.put("heap", (Runtime.getRuntime().maxMemory() >> 20) + " MB");
        return facts;
    }
}
