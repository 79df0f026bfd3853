package io.github.segmentation4j.explain;

/** What a customer says of a segment. */
public enum Feedback {
    /** The segment fits. */
    AGREE,
    /** The segment does not fit. */
    DISAGREE,
    /** The data behind it are wrong: a request to correct them. */
    WRONG_DATA,
    /** Being in it is uncomfortable, whether it fits or not. */
    UNCOMFORTABLE,
    /** The customer wants out: a request to be left out from now on. */
    OPT_OUT
}
