package io.github.segmentation4j.online;

/** How far a customer could be forgotten. */
public enum Forgetting {
    /** Everything is as if the customer had never been seen. */
    FORGOTTEN,

    /** Nothing is held about the customer, and nothing was learned from them. */
    UNKNOWN,

    /**
     * What was held about the customer is gone, but centroids that they helped to place remain, and with them a trace. Fit
     * again without the customer.
     */
    REFIT_NEEDED
}
