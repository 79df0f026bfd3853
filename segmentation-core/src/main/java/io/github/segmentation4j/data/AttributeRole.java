package io.github.segmentation4j.data;

/** What an attribute is there for. */
public enum AttributeRole {
    /** Tells customers apart; never a feature. */
    IDENTIFIER,
    /** May describe a customer for the purposes it allows. */
    FEATURE,
    /** A trait by which nobody may be treated worse: never a feature, opened for audits only. */
    PROTECTED,
    /** Whether the customer agreed to the purposes the attribute names; read by an {@link Admission} only. */
    CONSENT
}
