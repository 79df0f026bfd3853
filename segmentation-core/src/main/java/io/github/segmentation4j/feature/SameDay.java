package io.github.segmentation4j.feature;

/** What counts as one purchase when a customer has several events on one local day. */
public enum SameDay {
    /** All events of a day are one purchase, as purchase models assume. */
    MERGE,
    /** Each event is a purchase of its own. */
    KEEP
}
