package io.github.segmentation4j;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One thing a check found: what was expected, what is there, and where. Never holds a customer's values.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Finding {
    private final Verdict verdict;
    private final String key;
    private final String message;
    private final Optional<String> attribute;
    private final OptionalDouble expected;
    private final OptionalDouble actual;

    private Finding(
            Verdict verdict,
            String key,
            String message,
            Optional<String> attribute,
            OptionalDouble expected,
            OptionalDouble actual) {
        this.verdict = verdict;
        this.key = key;
        this.message = message;
        this.attribute = attribute;
        this.expected = expected;
        this.actual = actual;
    }

    /**
     * A finding.
     *
     * @param verdict how severe it is
     * @param key a stable name for machines and translations, such as {@code segment.too-small}
     * @param message one sentence for a person: what was found and what to do
     */
    public static Finding of(Verdict verdict, String key, String message) {
        return new Finding(
                Objects.requireNonNull(verdict, "verdict"),
                Objects.requireNonNull(key, "key"),
                Objects.requireNonNull(message, "message"),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    /** This finding about an attribute, feature or segment. */
    public Finding about(String name) {
        return new Finding(verdict, key, message, Optional.of(name), expected, actual);
    }

    /** This finding with the threshold and what was measured against it, both finite. */
    public Finding measured(double threshold, double value) {
        if (!Double.isFinite(threshold) || !Double.isFinite(value)) {
            throw new IllegalArgumentException("expected and actual must be finite, were " + threshold + ", " + value);
        }
        return new Finding(verdict, key, message, attribute, OptionalDouble.of(threshold), OptionalDouble.of(value));
    }

    /** How severe it is. */
    public Verdict verdict() {
        return verdict;
    }

    /** A stable name for machines and translations. */
    public String key() {
        return key;
    }

    /** One sentence for a person. */
    public String message() {
        return message;
    }

    /** The attribute, feature or segment it is about, if it is about one. */
    public Optional<String> attribute() {
        return attribute;
    }

    /** The threshold, if there is one. */
    public OptionalDouble expected() {
        return expected;
    }

    /** What was measured, if anything was. */
    public OptionalDouble actual() {
        return actual;
    }

    @Override
    public String toString() {
        return verdict + " " + key + ": " + message;
    }
}
