package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.privacy.release.ContributionBounds;
import io.github.segmentation4j.privacy.release.Contributions;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a release looks at.
 *
 * @param described the columns of numbers
 * @param groups of the same rows
 * @param contributions whose rows, in which segments
 * @param segments the names of the segments
 */
record ReleaseData(
        FeatureMatrix described, List<Categories> groups, Contributions contributions, List<String> segments) {
    /** The same without a customer: for plans. */
    static ReleaseData ofNobody(
            List<String> columns,
            KnownGroups groups,
            KnownSegments segments,
            OptionalInt rowsPerCustomer,
            RunContext context) {
        return new ReleaseData(
                FeatureMatrix.builder(columns.stream().map(Feature::of).toList(), 0)
                        .build(),
                groups.ofNobody(),
                contributions(new int[0], new int[0], segments.count(), rowsPerCustomer, context),
                segments.names());
    }

    /**
     * Rows with a bound on what one customer contributes.
     *
     * @param customers a number for each row; looked at only where a customer may have several
     * @param inSegments a number for each row, or -1
     * @param rowsPerCustomer the most that are kept; empty if each row is a customer
     */
    static Contributions contributions(
            int[] customers, int[] inSegments, int segments, OptionalInt rowsPerCustomer, RunContext context) {
        return rowsPerCustomer.isPresent()
                ? ContributionBounds.rows(rowsPerCustomer.getAsInt()).of(customers, inSegments, segments, context)
                : Contributions.oneRowEach(inSegments, segments);
    }
}
