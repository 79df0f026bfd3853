package io.github.segmentation4j.fairness.proxy;

/** What an attacker sees who wants to know somebody's group. */
public enum AttackSource {
    /** All features. */
    FEATURES("all features together"),
    /** The segment alone. */
    SEGMENT("the segment"),
    /** The squared distances to the centres of all segments. */
    DISTANCES("the distances to the centres");

    private final String words;

    AttackSource(String words) {
        this.words = words;
    }

    /** The source in a few words. */
    public String words() {
        return words;
    }
}
