package io.github.segmentation4j.io;

import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.LawfulBasis;
import java.util.Objects;

/** What the admission of customers rests on, as far as a file can declare it. */
public sealed interface AdmissionRule {
    /** The decision about customers that follows from the rule. */
    Admission toAdmission();

    /** Customers are admitted by the consent attributes of the schema. */
    static AdmissionRule byConsent() {
        return new ByConsent();
    }

    /**
     * Everyone is admitted on a lawful basis other than consent.
     *
     * @param basis why the law permits it
     * @param statement what the basis rests on, in words for the report; not blank
     */
    static AdmissionRule everyone(LawfulBasis basis, String statement) {
        return new Everyone(basis, statement);
    }

    /** Customers are admitted by the consent attributes of the schema. */
    record ByConsent() implements AdmissionRule {
        @Override
        public Admission toAdmission() {
            return Admission.byConsent();
        }
    }

    /**
     * Everyone is admitted on a lawful basis other than consent.
     *
     * @param basis why the law permits it
     * @param statement what the basis rests on
     */
    record Everyone(LawfulBasis basis, String statement) implements AdmissionRule {
        /** Checks that a basis other than consent is stated. */
        public Everyone {
            Objects.requireNonNull(basis, "basis");
            if (basis == LawfulBasis.CONSENT) {
                throw new IllegalArgumentException("consent is given by each customer, not for everyone:"
                        + " declare consent attributes, or state another lawful basis");
            }
            if (statement.isBlank()) {
                throw new IllegalArgumentException("admitting everyone needs a statement of what the basis rests on");
            }
        }

        @Override
        public Admission toAdmission() {
            return Admission.everyone(basis, statement);
        }
    }
}
