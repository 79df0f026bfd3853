package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Agglomerative clustering: every row begins as a cluster of its own, and the two nearest clusters are merged until as many
 * are left as asked for, or none are nearer than a height.
 *
 * <pre>{@code
 * Clustering clustering = Agglomerative.withClusters(5).fit(FeatureMatrix.of(rows), RunContext.seeded(42));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Agglomerative implements Clusterer {
    static final String STAGE = "agglomerative";

    private final OptionalInt clusters;
    private final OptionalDouble height;
    private final Linkage linkage;
    private final Dissimilarity dissimilarity;
    private final OptionalLong memoryLimit;

    private Agglomerative(
            OptionalInt clusters,
            OptionalDouble height,
            Linkage linkage,
            Dissimilarity dissimilarity,
            OptionalLong memoryLimit) {
        if (linkage.isOfCentres() && !dissimilarity.equals(Distances.euclidean())) {
            throw new IllegalArgumentException(
                    "linkage " + linkage.words() + " is of Euclidean distances and was given "
                            + dissimilarity.describe() + "; choose AVERAGE, COMPLETE or SINGLE first, see withLinkage");
        }
        this.clusters = clusters;
        this.height = height;
        this.linkage = linkage;
        this.dissimilarity = dissimilarity;
        this.memoryLimit = memoryLimit;
    }

    /**
     * Ward's clustering into a number of clusters.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code fit} checks
     */
    public static Agglomerative withClusters(int clusters) {
        return new Agglomerative(
                OptionalInt.of(OptionChecks.atLeastOne("clusters", clusters)),
                OptionalDouble.empty(),
                Linkage.WARD,
                Distances.euclidean(),
                OptionalLong.empty());
    }

    /**
     * Ward's clustering into the clusters within which no merge lies above a height, see {@link Dendrogram#cutAt}.
     *
     * @param height at least 0, in the unit of the linkage; infinite for one cluster
     */
    public static Agglomerative withHeight(double height) {
        if (!(height >= 0)) {
            throw new IllegalArgumentException("a height must be at least 0, was " + height);
        }
        return new Agglomerative(
                OptionalInt.empty(),
                OptionalDouble.of(height),
                Linkage.WARD,
                Distances.euclidean(),
                OptionalLong.empty());
    }

    /**
     * This clusterer with another linkage; {@link Linkage#WARD} if not said.
     *
     * @throws IllegalArgumentException if it is Ward or centroid linkage and the dissimilarity is not Euclidean
     */
    public Agglomerative withLinkage(Linkage newLinkage) {
        Objects.requireNonNull(newLinkage, "linkage");
        return new Agglomerative(clusters, height, newLinkage, dissimilarity, memoryLimit);
    }

    /**
     * This clusterer with another dissimilarity, for average, complete and single linkage, which must be chosen first;
     * {@link Distances#euclidean()} if not said.
     *
     * @throws IllegalArgumentException if the linkage is Ward or centroid and this is not Euclidean
     */
    public Agglomerative withDissimilarity(Dissimilarity newDissimilarity) {
        Objects.requireNonNull(newDissimilarity, "dissimilarity");
        return new Agglomerative(clusters, height, linkage, newDissimilarity, memoryLimit);
    }

    /**
     * This clusterer with a limit on the memory for the dissimilarities of all pairs of distinct rows, which average and
     * complete linkage need: 8 bytes a pair. Three quarters of the largest heap if not said. Changes no result.
     *
     * @param bytes at least 0
     */
    public Agglomerative withMemoryLimit(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a memory limit must be at least 0 bytes, was " + bytes);
        }
        return new Agglomerative(clusters, height, linkage, dissimilarity, OptionalLong.of(bytes));
    }

    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        throw new UnsupportedOperationException("fit");
    }

    /** The whole tree of rows. */
    public Dendrogram tree(TrainingSet training, RunContext context) {
        throw new UnsupportedOperationException("tree");
    }

    /** The whole tree of rows that all weigh the same. */
    public Dendrogram tree(FeatureMatrix matrix, RunContext context) {
        return tree(TrainingSet.of(matrix), context);
    }

    @Override
    public String describe() {
        return "agglomerative("
                + (clusters.isPresent() ? "clusters=" + clusters.getAsInt() : "height=" + height.orElseThrow())
                + ", linkage=" + linkage.words() + ", dissimilarity=" + dissimilarity.describe()
                + (memoryLimit.isPresent() ? ", memoryLimit=" + memoryLimit.getAsLong() : "") + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
