package io.github.segmentation4j.data;

/** Why the law permits the processing (GDPR Article 6(1)(a) to (f)). Stating one is not having one. */
public enum LawfulBasis {
    /** The person has agreed. */
    CONSENT,
    /** Needed for a contract with the person. */
    CONTRACT,
    /** Needed to obey a law. */
    LEGAL_OBLIGATION,
    /** Needed to protect a life. */
    VITAL_INTERESTS,
    /** Needed for a task in the public interest. */
    PUBLIC_TASK,
    /** Needed for legitimate interests that the person's interests do not override. */
    LEGITIMATE_INTERESTS
}
