package io.github.segmentation4j.data;

/** The conditions under which special categories of data may be used (GDPR Article 9(2)(a) to (j)). */
public enum SpecialCategoryCondition {
    /** The person has explicitly agreed to this purpose. */
    EXPLICIT_CONSENT,
    /** Employment, social security and social protection law. */
    EMPLOYMENT_SOCIAL_SECURITY,
    /** Vital interests of a person who cannot consent. */
    VITAL_INTERESTS,
    /** A not-for-profit body about its members. */
    NOT_FOR_PROFIT_BODY,
    /** The person has manifestly made the data public. */
    MADE_PUBLIC_BY_DATA_SUBJECT,
    /** Legal claims. */
    LEGAL_CLAIMS,
    /** Substantial public interest. */
    SUBSTANTIAL_PUBLIC_INTEREST,
    /** Health or social care. */
    HEALTH_OR_SOCIAL_CARE,
    /** Public health. */
    PUBLIC_HEALTH,
    /** Archiving, research and statistics. */
    ARCHIVING_RESEARCH_STATISTICS
}
