package io.github.segmentation4j.cluster;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link Clusterer} is fitted on: a matrix and, where there are any, the weights of its rows, the links between
 * them and the protected groups they belong to.
 *
 * <p>Links and groups are never ignored by oversight: {@link #matrix()} of rows that have some refuses. A clusterer that
 * obeys links reads {@link #links()} and then the matrix of {@link #withoutLinks()}; one that is fair to groups does the
 * same with {@link #groups()} and {@link #withoutGroups()}; every other one refuses by asking for the matrix.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class TrainingSet {
    private final FeatureMatrix matrix;
    private final Optional<double[]> weights;
    private final Optional<Links> links;
    private final List<Categories> groups;

    private TrainingSet(
            FeatureMatrix matrix, Optional<double[]> weights, Optional<Links> links, List<Categories> groups) {
        this.matrix = Objects.requireNonNull(matrix, "matrix");
        this.weights = weights;
        this.links = links;
        this.groups = groups;
    }

    /** Rows that all weigh the same. */
    public static TrainingSet of(FeatureMatrix matrix) {
        return new TrainingSet(matrix, Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * These rows with weights: a row of weight 2 counts like two equal rows.
     *
     * @param rowWeights one for each row, finite, not negative, not all zero; copied
     */
    public TrainingSet withWeights(double[] rowWeights) {
        if (rowWeights.length != matrix.rowCount()) {
            throw new IllegalArgumentException(
                    "there must be " + matrix.rowCount() + " row weights, were " + rowWeights.length);
        }
        double sum = 0;
        for (int row = 0; row < rowWeights.length; row++) {
            if (!(rowWeights[row] >= 0) || Double.isInfinite(rowWeights[row])) {
                throw InvalidInputException.atRow(
                        row + 1L, "a row weight must be finite and not negative, was " + rowWeights[row]);
            }
            sum += rowWeights[row];
        }
        if (rowWeights.length > 0 && !(sum > 0)) {
            throw new InvalidInputException("at least one row weight must be above 0");
        }
        return new TrainingSet(matrix, Optional.of(rowWeights.clone()), links, groups);
    }

    /**
     * These rows with links, which replace earlier ones. Only clusterers that obey links take them, such as {@link
     * ConstrainedKMeans}. {@link Links} that are empty are none.
     *
     * @param newLinks between rows of the matrix
     */
    public TrainingSet withLinks(Links newLinks) {
        if (newLinks.rowCount() > matrix.rowCount()) {
            throw new IllegalArgumentException("links must be between the " + matrix.rowCount()
                    + " rows, counted from 0, one was to row " + (newLinks.rowCount() - 1));
        }
        return new TrainingSet(matrix, weights, newLinks.isEmpty() ? Optional.empty() : Optional.of(newLinks), groups);
    }

    /** These rows without their links. */
    public TrainingSet withoutLinks() {
        return new TrainingSet(matrix, weights, Optional.empty(), groups);
    }

    /**
     * These rows with the protected groups they belong to, which replace earlier ones. Only clusterers that are fair to
     * groups take them, see {@link Clusterer#protectedAttributes()}. They are no features: no distance sees them.
     *
     * @param newGroups one for each protected attribute, with names of their own, each with one code a row
     */
    public TrainingSet withGroups(List<Categories> newGroups) {
        Set<String> names = new HashSet<>();
        for (Categories attribute : newGroups) {
            if (attribute.size() != matrix.rowCount()) {
                throw new IllegalArgumentException("groups of '" + attribute.name() + "' must be of the "
                        + matrix.rowCount() + " rows, were of " + attribute.size());
            }
            if (!names.add(attribute.name())) {
                throw new IllegalArgumentException("two attributes are called '" + attribute.name() + "'");
            }
        }
        return new TrainingSet(matrix, weights, links, List.copyOf(newGroups));
    }

    /** These rows without their groups. */
    public TrainingSet withoutGroups() {
        return new TrainingSet(matrix, weights, links, List.of());
    }

    /**
     * The rows.
     *
     * @throws InvalidInputException if there are links or groups, which whoever reads the rows alone would ignore
     */
    public FeatureMatrix matrix() {
        if (!groups.isEmpty()) {
            throw new InvalidInputException(
                    "this clusterer does not look at protected groups, and the training set has some; use a fair one,"
                            + " or leave them out, see TrainingSet.withoutGroups");
        }
        if (links.isPresent()) {
            throw new InvalidInputException(
                    "this clusterer does not obey links between rows, and the training set has some; use"
                            + " ConstrainedKMeans, or leave them out, see TrainingSet.withoutLinks");
        }
        return matrix;
    }

    /** The weights, copied, if the rows do not all weigh the same. */
    public Optional<double[]> weights() {
        return weights.map(double[]::clone);
    }

    /** The protected groups of the rows, one for each attribute; none if there are none. */
    public List<Categories> groups() {
        return groups;
    }

    /** The links between rows, if there are any. */
    public Optional<Links> links() {
        return links;
    }
}
