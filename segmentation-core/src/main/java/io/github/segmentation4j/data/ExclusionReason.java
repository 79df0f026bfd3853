package io.github.segmentation4j.data;

/** Why a customer may not be segmented for a purpose. */
public enum ExclusionReason {
    /** Nobody asked, or nobody answered. */
    NO_CONSENT,
    /** The customer said no. */
    CONSENT_REFUSED,
    /** The customer said yes and later no. */
    CONSENT_WITHDRAWN,
    /** The consent ran out. */
    CONSENT_EXPIRED,
    /** The consent was given under an older notice. */
    NOTICE_OUTDATED,
    /** The customer objected to profiling. */
    OBJECTED,
    /** The customer asked for processing to be restricted. */
    RESTRICTED,
    /** The data may no longer be kept. */
    RETENTION_EXPIRED,
    /** The customer is a child. */
    CHILD_PROTECTED,
    /** Whoever decides about admission does not know the customer. */
    UNKNOWN_SUBJECT
}
