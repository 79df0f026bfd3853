package io.github.segmentation4j.cli;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FeatureTransform;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;

/** How columns are scaled. */
enum Scale {
    none,
    z,
    minmax,
    bounds;

    /** Refuses to learn in the open what an algorithm hides, bounds where there are none, and what has no scale. */
    void requireFitting(ClusterAlgorithm algorithm) {
        boolean isPrivate = algorithm == ClusterAlgorithm.dpKmeans;
        if (isPrivate && (this == z || this == minmax)) {
            throw new InvalidInputException("--scale " + this + " does not go with --algorithm " + algorithm
                    + ": it learns from the rows in the open what the noise is to hide; take --scale bounds");
        }
        if (algorithm == ClusterAlgorithm.kmodes && this != none) {
            throw new InvalidInputException("--scale does not apply to --algorithm kmodes: categories have no scale");
        }
        if (!isPrivate && this == bounds) {
            throw new InvalidInputException("--scale bounds does not apply to --algorithm " + algorithm + ", only to "
                    + ClusterAlgorithm.dpKmeans);
        }
    }

    /** The rows, scaled by what is learned from them. */
    FeatureMatrix learned(FeatureMatrix matrix, RunContext context) {
        return switch (this) {
            case none -> matrix;
            case z -> apply(Scaling.standard(), matrix, context);
            case minmax -> apply(Scaling.minMax(), matrix, context);
            case bounds -> throw new IllegalStateException("scaling to bounds learns nothing, see BoundedColumns");
        };
    }

    private static FeatureMatrix apply(FeatureTransform transform, FeatureMatrix matrix, RunContext context) {
        return transform.fit(matrix, context).apply(matrix, context);
    }
}
