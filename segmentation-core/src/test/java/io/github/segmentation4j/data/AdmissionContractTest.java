package io.github.segmentation4j.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("admissions")
class AdmissionContractTest extends AdmissionContract {
    private final Admission admission;

    AdmissionContractTest(Admission admission) {
        this.admission = admission;
    }

    static Stream<Admission> admissions() {
        Admission listed = Admission.ofIds(Set.of("c1", "c2"));
        return Stream.of(
                Admission.byConsent(),
                Admission.everyone(LawfulBasis.CONTRACT, "a contract test"),
                listed,
                Admission.byConsent().and(listed),
                (applicant, purpose, now) -> AdmissionDecision.admit());
    }

    @Override
    protected Admission admission() {
        return admission;
    }

    @Override
    protected List<String> ids() {
        List<String> ids = new ArrayList<>(super.ids());
        ids.add("c1");
        return ids;
    }
}
