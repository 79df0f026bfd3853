package io.github.segmentation4j.data;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Decides whether a customer may be segmented for a purpose, now; if not, why.
 *
 * <p>Implementations answer for every customer, never throw for one they do not know (they exclude it), and give the
 * same answer to the same question. They are called from one thread at a time.
 */
@FunctionalInterface
public interface Admission {
    /**
     * Decides about one customer.
     *
     * @param applicant the customer
     * @param purpose what the customer would be segmented for
     * @param now the moment of the decision
     */
    AdmissionDecision decide(Applicant applicant, Purpose purpose, Instant now);

    /** What the decision rests on, in words for the report. */
    default String basis() {
        return getClass().getSimpleName().isEmpty()
                ? "custom admission"
                : getClass().getSimpleName();
    }

    /** What an admission may see of a customer: the id and the recorded consents. */
    interface Applicant {
        /** The customer's id. */
        String id();

        /** The declarations of the consent attributes, in the order of the schema. */
        List<Attribute> consents();

        /**
         * What the customer answered.
         *
         * @param consent the place in {@link #consents()}
         * @return 1 for yes, 0 for no, empty if there is no answer
         */
        OptionalInt answer(int consent);
    }

    /**
     * Admits customers by the schema's consent attributes: one yes to an attribute that covers the purpose admits, a no
     * to any that covers it excludes, and without an answer there is no consent.
     */
    static Admission byConsent() {
        return ConsentAdmission.INSTANCE;
    }

    /**
     * Admits everyone on a lawful basis other than consent. The statement goes into the evidence; whether it is true is
     * the caller's responsibility.
     *
     * @param basis why the law permits it
     * @param statement what the basis rests on, in words for the report
     */
    static Admission everyone(LawfulBasis basis, String statement) {
        Objects.requireNonNull(basis, "basis");
        if (statement.isBlank()) {
            throw new IllegalArgumentException("admitting everyone needs a statement of what the basis rests on");
        }
        return named("everyone, " + basis + ": " + statement, (applicant, purpose, now) -> AdmissionDecision.admit());
    }

    /** Admits the customers whose ids are listed; the others are unknown. */
    static Admission ofIds(Set<String> ids) {
        Set<String> copy = Set.copyOf(ids);
        return named(
                "a list of " + copy.size() + " admitted customers",
                (applicant, purpose, now) -> copy.contains(applicant.id())
                        ? AdmissionDecision.admit()
                        : AdmissionDecision.exclude(ExclusionReason.UNKNOWN_SUBJECT));
    }

    /** Admits whom both admit; the first reason to exclude counts. */
    default Admission and(Admission other) {
        Objects.requireNonNull(other, "other");
        return named(basis() + " and " + other.basis(), (applicant, purpose, now) -> {
            AdmissionDecision first = decide(applicant, purpose, now);
            return first instanceof AdmissionDecision.Excluded ? first : other.decide(applicant, purpose, now);
        });
    }

    /** An admission with a basis in words. */
    static Admission named(String basis, Admission rule) {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(basis, "basis");
        return new Admission() {
            @Override
            public AdmissionDecision decide(Applicant applicant, Purpose purpose, Instant now) {
                return rule.decide(applicant, purpose, now);
            }

            @Override
            public String basis() {
                return basis;
            }
        };
    }
}
