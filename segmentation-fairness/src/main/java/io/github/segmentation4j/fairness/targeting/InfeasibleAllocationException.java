package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.run.SegmentationException;
import java.io.Serial;

/** Thrown when a whole budget must be given away and no way to do so was found within the band. */
public class InfeasibleAllocationException extends SegmentationException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient RateBand sufficientBand;

    /** Creates the error with the band that would do. */
    public InfeasibleAllocationException(String message, RateBand sufficientBand) {
        super(message);
        this.sufficientBand = sufficientBand;
    }

    /**
     * A band within which the budget can be given away. For one attribute and outcomes of 0 and 1 it is the narrowest,
     * to nine places; for several attributes or for probabilities it is that of the best allocation found.
     */
    public RateBand sufficientBand() {
        return sufficientBand;
    }
}
