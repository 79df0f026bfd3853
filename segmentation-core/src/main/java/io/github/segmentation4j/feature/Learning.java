package io.github.segmentation4j.feature;

/** What a fitted step knows about the customers it was fitted on. Private pipelines accept only the first and last. */
public enum Learning {
    /** Nothing: its options alone decide. */
    NOTHING,
    /** Something computed from the customers themselves, such as a mean. */
    FROM_CUSTOMERS,
    /** Something learned under differential privacy, whose cost is on a ledger. */
    PRIVATELY;

    /** What two steps know together. */
    public Learning with(Learning other) {
        if (this == FROM_CUSTOMERS || other == FROM_CUSTOMERS) {
            return FROM_CUSTOMERS;
        }
        return this == PRIVATELY ? this : other;
    }
}
