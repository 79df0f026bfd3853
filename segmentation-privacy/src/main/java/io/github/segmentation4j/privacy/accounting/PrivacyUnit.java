package io.github.segmentation4j.privacy.accounting;

/** Whose presence a private answer hides. */
public enum PrivacyUnit {
    /** A customer with all rows and events, which is what a person expects. */
    CUSTOMER,
    /** A single row or event; a customer with several of them is hidden less well. */
    ROW
}
