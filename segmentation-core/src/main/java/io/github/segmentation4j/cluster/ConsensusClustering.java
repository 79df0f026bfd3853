package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.run.RunContext;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/** Consensus clustering. */
public final class ConsensusClustering implements Clusterer {
    static final String STAGE = "consensus clustering";

    private static final int DEFAULT_RUNS = 30;
    private static final int DEFAULT_SIGNATURES = 4096;

    private final int clusters;
    private final List<Clusterer> runs;
    private final Resampling resampling;
    private final int maxSignatures;

    private ConsensusClustering(int clusters, List<Clusterer> runs, Resampling resampling, int maxSignatures) {
        this.clusters = clusters;
        this.runs = runs;
        this.resampling = resampling;
        this.maxSignatures = maxSignatures;
    }

    /**
     * The consensus of 30 runs of {@link KMeans} with the same number of clusters, each from a single start, on all rows.
     *
     * @param clusters at least 1; no more than there are distinct signatures, which {@code fit} checks
     */
    public static ConsensusClustering withClusters(int clusters) {
        OptionChecks.atLeastOne("clusters", clusters);
        return new ConsensusClustering(
                clusters,
                Collections.nCopies(DEFAULT_RUNS, KMeans.withClusters(clusters).withRestarts(1)),
                Resampling.none(),
                DEFAULT_SIGNATURES);
    }

    /**
     * The consensus of one run of each of several clusterers.
     *
     * @param clusterers at least one
     */
    public ConsensusClustering of(Clusterer... clusterers) {
        if (clusterers.length == 0) {
            throw new IllegalArgumentException("a consensus needs at least one clusterer, were none");
        }
        return new ConsensusClustering(clusters, checked(List.of(clusterers)), resampling, maxSignatures);
    }

    /**
     * The consensus of several runs of one clusterer, each with a seed of its own.
     *
     * @param count at least 1
     */
    public ConsensusClustering ofRuns(Clusterer clusterer, int count) {
        OptionChecks.atLeastOne("runs", count);
        return new ConsensusClustering(
                clusters, checked(Collections.nCopies(count, clusterer)), resampling, maxSignatures);
    }

    /** This clusterer with the rows each run is fitted on; all of them if not said. */
    public ConsensusClustering withResampling(Resampling newResampling) {
        Objects.requireNonNull(newResampling, "resampling");
        return new ConsensusClustering(clusters, runs, newResampling, maxSignatures);
    }

    /**
     * This clusterer with a limit on the signatures that are compared with each other; 4,096 if not said.
     *
     * @param count 2 to 30,000
     */
    public ConsensusClustering withMaxSignatures(int count) {
        if (count < 2 || count > 30_000) {
            throw new IllegalArgumentException("max signatures must be between 2 and 30000, was " + count);
        }
        return new ConsensusClustering(clusters, runs, resampling, count);
    }

    private static List<Clusterer> checked(List<Clusterer> clusterers) {
        for (Clusterer clusterer : clusterers) {
            if (!clusterer.protectedAttributes().isEmpty()) {
                throw new IllegalArgumentException("a consensus does not keep the fairness of " + clusterer.describe()
                        + "; use that one by itself");
            }
            if (!clusterer.acceptedLearning().containsAll(EnumSet.allOf(Learning.class))) {
                throw new IllegalArgumentException("a consensus does not keep the privacy of " + clusterer.describe()
                        + "; use that one by itself");
            }
        }
        return clusterers;
    }

    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public String describe() {
        return STAGE + "(clusters=" + clusters + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
