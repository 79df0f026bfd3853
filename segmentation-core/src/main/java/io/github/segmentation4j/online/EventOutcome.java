package io.github.segmentation4j.online;

/** What became of an event. */
public enum EventOutcome {
    /** It was taken over; it counts once the watermark has passed its time. */
    ACCEPTED,

    /** Dropped: an event with its id waits already. */
    DUPLICATE,

    /** Dropped: its time lies before the watermark. So does a duplicate of an event that was learned. */
    LATE,

    /** Dropped: as many events wait as {@link OnlineLearning#withMostPending(int)} allows. */
    PENDING_FULL,

    /** Dropped when its turn came: it changes single features of a customer who is not kept. */
    UNKNOWN_CUSTOMER,

    /** Dropped when its turn came: it would lift a feature beyond {@link OnlineEvent#LARGEST}. */
    OUT_OF_RANGE
}
