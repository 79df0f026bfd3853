package io.github.segmentation4j.cli;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.cluster.ColumnBounds;
import io.github.segmentation4j.privacy.cluster.DpKMeans;
import io.github.segmentation4j.run.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What private k-means takes, as typed. */
final class PrivateKMeansOptions {
    private static final String LEARNED = "private";

    @Option(
            names = "--epsilon",
            paramLabel = "E",
            description = "What the whole run may cost, bounds included: how much likelier an answer may become by one"
                    + " row, e to the power of E times. Noise is never seeded: --seed moves starts alone, and no run"
                    + " repeats another.")
    @Nullable
    Double epsilon;

    @Option(
            names = "--delta",
            paramLabel = "D",
            description = "The probability with which that may fail, far below 1 / the number of rows, such as 1e-6.")
    @Nullable
    Double delta;

    @Option(
            names = "--bounds",
            paramLabel = "F|private",
            description =
                    "A file of lower,upper for each column, one a line, or of column,lower,upper, known without looking"
                            + " at these rows; values outside count as the nearer end. Or private: learned from the rows with a tenth of the privacy"
                            + " budget, as powers of two.")
    @Nullable
    String bounds;

    @Option(
            names = "--dp-method",
            paramLabel = "HOW",
            description = "How the first centroids are found: by grid (of up to 3 columns), lloyd, tree, or auto, which"
                    + " takes tree where noise leaves few rows for each cluster and lloyd elsewhere. Default: auto.")
    @Nullable
    Method method;

    @Option(names = "--steps", paramLabel = "N", description = "Noisy steps that move the first centroids. Default: 3.")
    @Nullable
    Integer steps;

    @Option(
            names = "--adjacency",
            paramLabel = "HOW",
            description = "What is hidden: add-remove (whether a row is there at all, so their number too) or replace"
                    + " (what is in it). Default: what the budget of --ledger protects, otherwise add-remove.")
    @Nullable
    Neighbours adjacency;

    /** Names of {@link DpKMeans.Method}. */
    enum Method {
        auto(DpKMeans.Method.AUTOMATIC),
        grid(DpKMeans.Method.GRID),
        lloyd(DpKMeans.Method.LLOYD),
        tree(DpKMeans.Method.TREE);

        final DpKMeans.Method value;

        Method(DpKMeans.Method value) {
            this.value = value;
        }
    }

    /** Names of {@link Adjacency}. */
    enum Neighbours {
        addRemove(Adjacency.ADD_OR_REMOVE),
        replace(Adjacency.REPLACE);

        final Adjacency value;

        Neighbours(Adjacency value) {
            this.value = value;
        }

        static Neighbours of(Adjacency adjacency) {
            return adjacency == Adjacency.REPLACE ? replace : addRemove;
        }

        @Override
        public String toString() {
            return this == addRemove ? "add-remove" : name();
        }
    }

    /** Private k-means with its options, but without bounds and a ledger; refuses what is out of range or not there. */
    DpKMeans clusterer(int clusters) {
        cost();
        asked();
        DpKMeans clusterer = DpKMeans.withClusters(clusters);
        clusterer = method == null ? clusterer : clusterer.withMethod(method.value);
        return steps == null ? clusterer : clusterer.withSteps(steps);
    }

    /** What the whole run may cost. */
    PrivacyCost cost() {
        double most = given(epsilon, "--epsilon");
        if (!(most > 0) || Double.isInfinite(most)) {
            throw new InvalidInputException("--epsilon must be a finite number above 0, was " + most);
        }
        double failing = given(delta, "--delta");
        if (!(failing > 0 && failing < 1)) {
            throw new InvalidInputException("--delta must be above 0 and below 1, was " + failing);
        }
        return new PrivacyCost(most, failing);
    }

    private static double given(@Nullable Double value, String option) {
        if (value == null) {
            throw missing(option);
        }
        return value;
    }

    private static InvalidInputException missing(String option) {
        return new InvalidInputException("--algorithm " + ClusterAlgorithm.dpKmeans + " needs " + option);
    }

    private String asked() {
        if (bounds == null) {
            throw missing("--bounds, a file or private");
        }
        return bounds;
    }

    boolean learnsBounds() {
        return asked().equals(LEARNED);
    }

    /** The bounds of the file; none if they are to be learned. */
    Optional<ColumnBounds> givenBounds(FeatureMatrix matrix) {
        if (learnsBounds()) {
            return Optional.empty();
        }
        List<String> columns = matrix.features().stream().map(Feature::name).toList();
        return Optional.of(BoundsFile.read(Path.of(asked()), columns).toColumnBounds());
    }

    Optional<Adjacency> adjacency() {
        return Optional.ofNullable(adjacency).map(neighbours -> neighbours.value);
    }
}
