package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

/**
 * The cell of a grid over the earth a customer lives in; made by {@link Geography#gridCell}. As it is, the centre of the
 * cell in two columns: where the customer lives, but no closer than the cell tells, and nothing learned.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class GridCell implements FeatureExtractor {
    private final Cells cells;

    GridCell(Cells cells) {
        this.cells = cells;
    }

    /** A column of 0 and 1 for each cell somebody lives in, named by row from the south pole and column eastward. */
    public CategoryEncoding oneHot() {
        return CategoryEncoding.of(CategoryKind.ONE_HOT, new CategorySource.OfCell(cells), "");
    }

    /** The share of the customers with a place who live in the same cell. */
    public CategoryEncoding frequency() {
        return CategoryEncoding.of(CategoryKind.FREQUENCY, new CategorySource.OfCell(cells), "");
    }

    @Override
    public FittedExtractor fit(PurposeBoundView view, RunContext context) {
        Attribute[] sources = cells.attributes(view).toArray(Attribute[]::new);
        return new FittedCell(
                cells,
                List.of(
                        Feature.of("cellLatitude", "degrees", sources),
                        Feature.of("cellLongitude", "degrees", sources)));
    }

    @Override
    public String toString() {
        return "cells of " + cells.degrees() + " degrees";
    }
}
