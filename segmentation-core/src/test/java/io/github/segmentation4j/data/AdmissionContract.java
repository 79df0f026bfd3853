package io.github.segmentation4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.run.RunContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Admission} must keep. A test of an implementation extends this class and says how to make one:
 *
 * <pre>{@code
 * class RegisterContractTest extends AdmissionContract {
 *     @Override
 *     protected Admission admission() {
 *         return new Register(Set.of("c-1"));
 *     }
 * }
 * }</pre>
 */
public abstract class AdmissionContract {
    private static final List<Instant> MOMENTS =
            List.of(Instant.EPOCH, Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));
    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .flag("personal")
            .consentFor(Purpose.PERSONALISATION)
            .flag("mail")
            .consentFor(Purpose.MARKETING)
            .build();

    /** The admission under test. */
    protected abstract Admission admission();

    /** Ids to ask about; by default some that nobody can know. Add those that are known. */
    protected List<String> ids() {
        return List.of("nobody", " ", "0", "-1", "c'; drop", "\u0000", "\u00e4\ud83d\ude00", "x".repeat(10_000));
    }

    @Test
    protected void answersForEveryCustomerAndPurpose() {
        Admission admission = admission();
        for (Applicant applicant : applicants()) {
            for (Purpose purpose : Purpose.values()) {
                for (Instant now : MOMENTS) {
                    assertThat(admission.decide(applicant, purpose, now)).isNotNull();
                }
            }
        }
    }

    @Test
    protected void sameAnswerToTheSameQuestionInAnyOrder() {
        List<Applicant> applicants = applicants();
        List<AdmissionDecision> first = decisions(admission(), applicants);
        Admission admission = admission();
        List<Applicant> backward = new ArrayList<>(applicants);
        Collections.reverse(backward);
        List<AdmissionDecision> reversed = decisions(admission, backward);
        Collections.reverse(reversed);
        assertThat(reversed).isEqualTo(first);
        assertThat(decisions(admission, applicants)).isEqualTo(first);
    }

    @Test
    protected void saysWhatItRestsOn() {
        assertThat(admission().basis()).isNotBlank().isEqualTo(admission().basis());
    }

    @Test
    protected void everyCustomerIsAdmittedOrCounted() {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        for (int i = 0; i < 50; i++) {
            table.add("c" + i);
            if (i % 3 > 0) {
                table.set("personal", i % 3 == 1);
            }
        }
        CustomerData data = CustomerData.of(table.build());
        RunContext context = RunContext.seeded(1).withClock(Clock.fixed(MOMENTS.get(1), ZoneOffset.UTC));
        AccessReport access =
                data.open(Purpose.PERSONALISATION, admission(), context).access();
        int excluded =
                access.excluded().values().stream().mapToInt(Integer::intValue).sum();
        assertThat(access.admitted() + excluded).isEqualTo(50);
    }

    private static List<AdmissionDecision> decisions(Admission admission, List<Applicant> applicants) {
        List<AdmissionDecision> decisions = new ArrayList<>();
        for (Applicant applicant : applicants) {
            decisions.add(admission.decide(applicant, Purpose.PERSONALISATION, MOMENTS.get(1)));
        }
        return decisions;
    }

    /** Each id without any consent attribute, and with each pair of answers. */
    private List<Applicant> applicants() {
        List<Attribute> consents = SCHEMA.attributes(AttributeRole.CONSENT);
        List<Applicant> applicants = new ArrayList<>();
        for (String id : ids()) {
            applicants.add(new Applicant(id, List.of(), List.of()));
            for (int answers = 0; answers < 9; answers++) {
                applicants.add(new Applicant(id, consents, List.of(answers % 3 - 1, answers / 3 - 1)));
            }
        }
        return applicants;
    }

    /** One who answers -1 for no answer. */
    private record Applicant(String id, List<Attribute> consents, List<Integer> answers)
            implements Admission.Applicant {
        @Override
        public OptionalInt answer(int consent) {
            int answer = answers.get(consent);
            return answer < 0 ? OptionalInt.empty() : OptionalInt.of(answer);
        }
    }
}
