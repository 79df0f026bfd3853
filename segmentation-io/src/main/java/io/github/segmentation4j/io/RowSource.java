package io.github.segmentation4j.io;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import java.io.IOException;
import java.util.List;

/** The rows of a matrix file, one after another. Belongs to one thread. */
interface RowSource {
    /** What the columns are; at least one. */
    List<Feature> features();

    /**
     * Reads the next row.
     *
     * @param row gets a value for each column
     * @return whether there was one
     */
    boolean next(double[] row) throws IOException;

    /** All rows, if none was read before. */
    FeatureMatrix matrix() throws IOException;
}
