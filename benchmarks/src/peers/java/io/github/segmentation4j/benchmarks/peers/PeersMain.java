package io.github.segmentation4j.benchmarks.peers;

import io.github.segmentation4j.benchmarks.AlgorithmContender;
import io.github.segmentation4j.benchmarks.Contender;
import io.github.segmentation4j.benchmarks.Main;
import java.util.ArrayList;
import java.util.List;

/**
 * The benchmarks with the peers of this profile beside the others.
 *
 * <p>Only static methods; run it once at a time.
 */
public final class PeersMain {
    private PeersMain() {}

    /** Runs the benchmarks and ends the process with an exit code; the arguments are those of {@link Main}. */
    public static void main(String[] arguments) {
        List<Contender> peers = new ArrayList<>(ElkiContender.all());
        peers.addAll(SmileContender.all());
        List<AlgorithmContender> algorithms = new ArrayList<>(ElkiAlgorithms.all());
        algorithms.addAll(SmileAlgorithms.all());
        System.exit(Main.run(System.out, System.err, peers, algorithms, arguments));
    }
}
