package io.github.segmentation4j.data;

/**
 * How much harm a field can do to the person it is about, from least to most. The order of the constants is the order
 * of severity: a feature made from several fields has the highest of their sensitivities.
 */
public enum Sensitivity {
    /** Not about a person. */
    NON_PERSONAL,
    /** About persons who can no longer be told apart. */
    ANONYMISED,
    /** About a person behind a pseudonym. */
    PSEUDONYMISED,
    /** About a person. */
    PERSONAL,
    /** Tells who the person is. */
    IDENTIFYING,
    /** Would embarrass or disadvantage the person, such as income or debt. */
    SENSITIVE,
    /** A special category of personal data (GDPR Article 9) or criminal convictions (Article 10). */
    SPECIAL_CATEGORY;

    /** The more severe of this and the other. */
    public Sensitivity max(Sensitivity other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
