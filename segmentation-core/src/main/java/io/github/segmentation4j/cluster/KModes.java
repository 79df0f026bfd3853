package io.github.segmentation4j.cluster;

import io.github.segmentation4j.run.RunContext;

/**
 * k-modes: k prototypes of rows that hold nothing but categories, such that the rows differ from the nearest one in few
 * columns. The prototype of a cluster has the mode, the most frequent category, of each column.
 *
 * <pre>{@code
 * Clustering clustering = KModes.withClusters(4).fit(codes, RunContext.seeded(42));
 * }</pre>
 *
 * <p>A category is a code: any finite number, compared for equality only. The cost of a row is the number of its columns,
 * each times its weight, in which it differs from the prototype, and {@link Clustering#inertia()} is the sum over the rows.
 * The model is a {@link PrototypeModel}.
 *
 * <p>What a fit does, how it breaks ties, numbers clusters and takes weights is what {@link KPrototypes} does where all
 * columns are categorical and gamma is 1.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: Z. Huang, Extensions to the k-means algorithm for clustering large data sets with categorical values, Data
 * Mining and Knowledge Discovery 2(3), 1998; F. Cao, J. Liang, L. Bai, A new initialization method for categorical data
 * clustering, Expert Systems with Applications 36(7), 2009.
 */
public final class KModes implements Clusterer {
    private final int clusters;
    private final KPrototypes prototypes;

    private KModes(int clusters, KPrototypes prototypes) {
        this.clusters = clusters;
        this.prototypes = prototypes;
    }

    /**
     * k-modes with 10 restarts of which the first starts as Cao et al. say, at most 100 iterations each.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code fit} checks
     */
    public static KModes withClusters(int clusters) {
        return new KModes(clusters, KPrototypes.ofCategories(clusters));
    }

    /** This k-modes with another way to choose the first prototypes; {@link PrototypeStart#CAO} if not said. */
    public KModes withStart(PrototypeStart start) {
        return new KModes(clusters, prototypes.withStart(start));
    }

    /**
     * This k-modes with a number of runs from different starts; 10 if not said.
     *
     * @param count at least 1
     */
    public KModes withRestarts(int count) {
        return new KModes(clusters, prototypes.withRestarts(count));
    }

    /**
     * This k-modes with a limit on the iterations of a run; 100 if not said.
     *
     * @param count at least 1
     */
    public KModes withMaxIterations(int count) {
        return new KModes(clusters, prototypes.withMaxIterations(count));
    }

    /**
     * This k-modes with weights of the columns: what a difference in a column costs. All 1 if not said.
     *
     * @param weights one for each column, finite, not negative, not all 0; 0 ignores a column; copied
     */
    public KModes withFeatureWeights(double... weights) {
        return new KModes(clusters, prototypes.withFeatureWeights(weights));
    }

    /**
     * This k-modes with what is done with rows that miss values; {@link MissingValues#REFUSE} if not said. Where only what
     * was observed counts, a missing category equals none and counts in no mode.
     */
    public KModes withMissing(MissingValues policy) {
        return new KModes(clusters, prototypes.withMissing(policy));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if feature weights do not fit the columns
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        return prototypes.fit(training, context);
    }

    @Override
    public String describe() {
        return "k-modes(clusters=" + clusters + ", " + prototypes.search() + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
