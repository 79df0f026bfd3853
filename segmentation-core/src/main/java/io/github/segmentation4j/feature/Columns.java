package io.github.segmentation4j.feature;

import io.github.segmentation4j.run.InvalidInputException;
import java.util.List;

/** Checks that a matrix has the columns a transform was fitted on. */
final class Columns {
    private Columns() {}

    static void require(List<Feature> wanted, FeatureMatrix matrix) {
        List<Feature> had = matrix.features();
        boolean same = wanted.size() == had.size();
        for (int c = 0; same && c < wanted.size(); c++) {
            same = wanted.get(c).name().equals(had.get(c).name());
        }
        if (!same) {
            throw new InvalidInputException("the columns must be those of the fit, "
                    + wanted.stream().map(Feature::name).toList() + ", were "
                    + had.stream().map(Feature::name).toList());
        }
    }
}
