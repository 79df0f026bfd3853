package io.github.segmentation4j.data;

/** The kinds of data whose use is forbidden unless a stated condition allows it (GDPR Articles 9(1) and 10). */
public enum SpecialCategory {
    /** Racial or ethnic origin. */
    RACIAL_OR_ETHNIC_ORIGIN,
    /** Political opinions. */
    POLITICAL_OPINIONS,
    /** Religious or philosophical beliefs. */
    RELIGIOUS_OR_PHILOSOPHICAL_BELIEFS,
    /** Trade union membership. */
    TRADE_UNION_MEMBERSHIP,
    /** Genetic data. */
    GENETIC_DATA,
    /** Biometric data that identify a person. */
    BIOMETRIC_IDENTIFICATION,
    /** Health. */
    HEALTH,
    /** Sex life or sexual orientation. */
    SEX_LIFE_OR_SEXUAL_ORIENTATION,
    /** Criminal convictions and offences (Article 10). */
    CRIMINAL_CONVICTIONS
}
