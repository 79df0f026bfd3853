package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

/**
 * How many rows lie in each category or segment, told privately: a whole number for every one, empty ones too. All of them
 * share one charge. Rows without a category or segment count nowhere.
 *
 * <p>The list of categories, and the number of segments, are told as they are and must not come from the data; where they
 * do, {@link PartitionSelection} says which may be told. Immutable and safe for use by several threads.
 *
 * <p>References: C. Dwork, F. McSherry, K. Nissim, A. Smith, Calibrating noise to sensitivity in private data analysis,
 * TCC 2006.
 */
public final class PrivateFrequencies {
    private static final PrivateFrequencies STANDARD = new PrivateFrequencies();

    private PrivateFrequencies() {}

    /** The frequencies. */
    public static PrivateFrequencies withDefaults() {
        return STANDARD;
    }

    /**
     * The number of rows in each category.
     *
     * @param categories of each row, with at least one level
     * @param contributions whose rows
     * @param charge what all of it may cost
     * @param context cancellation
     * @return one estimate for each level, in order
     */
    public List<PrivateEstimate> ofCategories(
            Categories categories, Contributions contributions, PrivacyCharge charge, RunContext context) {
        if (categories.levels().isEmpty()) {
            throw new IllegalArgumentException("there must be at least one category in '" + categories.name() + "'");
        }
        Checkpoint checkpoint = Rows.checkpoint("frequencies", context);
        return new CellCounts(
                        "frequencies",
                        categories.levels().size(),
                        Sensitivity.ofCounts(contributions, charge.adjacency(), 1))
                .release(
                        contributions,
                        () -> contributions.requireRows(categories.size(), "categories"),
                        categories::code,
                        charge,
                        checkpoint);
    }

    /**
     * The number of rows in each segment.
     *
     * @param contributions whose rows, with segments
     * @param charge what all of it may cost
     * @param context cancellation
     * @return one estimate for each segment, in order
     */
    public List<PrivateEstimate> ofSegments(Contributions contributions, PrivacyCharge charge, RunContext context) {
        contributions.requireSegments();
        Checkpoint checkpoint = Rows.checkpoint("segment sizes", context);
        return new CellCounts(
                        "segment sizes",
                        contributions.segmentCount(),
                        Sensitivity.ofSegmentCounts(contributions, charge.adjacency()))
                .release(contributions, () -> {}, contributions::segment, charge, checkpoint);
    }

    /** The expected error of every category, in rows, before anything is spent. */
    public double predictCategories(Contributions contributions, PrivacyCharge charge) {
        return Sensitivity.ofCounts(contributions, charge.adjacency(), 1)
                .mechanism(charge)
                .standardDeviation();
    }

    /** The expected error of every segment, in rows, before anything is spent. */
    public double predictSegments(Contributions contributions, PrivacyCharge charge) {
        contributions.requireSegments();
        return Sensitivity.ofSegmentCounts(contributions, charge.adjacency())
                .mechanism(charge)
                .standardDeviation();
    }
}
