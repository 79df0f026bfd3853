package io.github.segmentation4j.data;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** Reads consent from the customer's own record; the more protective answer wins. */
enum ConsentAdmission implements Admission {
    INSTANCE;

    @Override
    public AdmissionDecision decide(Applicant applicant, Purpose purpose, Instant now) {
        List<Attribute> consents = applicant.consents();
        boolean agreed = false;
        for (int c = 0; c < consents.size(); c++) {
            if (!consents.get(c).handling().allows(purpose)) {
                continue;
            }
            OptionalInt answer = applicant.answer(c);
            if (answer.isPresent() && answer.getAsInt() == 0) {
                return AdmissionDecision.exclude(ExclusionReason.CONSENT_REFUSED);
            }
            agreed |= answer.isPresent();
        }
        return agreed ? AdmissionDecision.admit() : AdmissionDecision.exclude(ExclusionReason.NO_CONSENT);
    }

    @Override
    public String basis() {
        return "consent recorded with the customer";
    }
}
