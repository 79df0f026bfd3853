package io.github.segmentation4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PurposeBoundViewTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
    private static final RunContext CONTEXT = RunContext.seeded(1).withClock(Clock.fixed(NOW, ZoneOffset.UTC));

    private final Schema schema = Schema.builder()
            .id("customer")
            .number("spend")
            .allow(Purpose.PERSONALISATION)
            .number("risk")
            .allow(Purpose.FRAUD_PREVENTION)
            .category("sex")
            .protectedAttribute()
            .allow(Purpose.PERSONALISATION)
            .number("age")
            .bands(30, 60)
            .protectedAttribute()
            .number("income")
            .protectedAttribute()
            .flag("personal")
            .consentFor(Purpose.PERSONALISATION)
            .flag("service")
            .consentFor(Purpose.SERVICE_PERSONALISATION)
            .flag("mail")
            .consentFor(Purpose.DIRECT_MARKETING)
            .events("purchases")
            .amount("value")
            .label("department")
            .allow(Purpose.PERSONALISATION)
            .retain(Period.ofMonths(1))
            .events("chargebacks")
            .allow(Purpose.FRAUD_PREVENTION)
            .build();

    private final Admission everyone = Admission.everyone(LawfulBasis.CONTRACT, "a test");

    private CustomerData random(long seed, int n) {
        SeededRandom random = SeededRandom.of(seed);
        CustomerTable.Builder table = CustomerTable.builder(schema);
        for (int i = 0; i < n; i++) {
            table.add("c" + i).set("spend", i);
            for (String consent : List.of("personal", "service", "mail")) {
                int answer = random.nextInt(3);
                if (answer < 2) {
                    table.set(consent, answer == 1);
                }
            }
            if (random.nextInt(4) > 0) {
                table.set("sex", random.nextInt(2) == 0 ? "f" : "m").set("age", 18 + random.nextInt(70));
            }
        }
        return CustomerData.of(table.build());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void admittedAndExcludedAddUpAndNobodyExcludedIsVisible(long seed) {
        CustomerData data = random(seed, 500);
        List<String> admitted = new ArrayList<>();
        Admission noted = (applicant, purpose, now) -> {
            AdmissionDecision decision = Admission.byConsent().decide(applicant, purpose, now);
            if (decision instanceof AdmissionDecision.Admitted) {
                admitted.add(applicant.id());
            }
            return decision;
        };
        PurposeBoundView view = data.open(Purpose.PERSONALISATION, noted, CONTEXT);
        AccessReport access = view.access();
        int excluded =
                access.excluded().values().stream().mapToInt(Integer::intValue).sum();
        assertThat(access.total()).isEqualTo(500);
        assertThat(access.admitted() + excluded).isEqualTo(500);
        assertThat(view.size()).isEqualTo(access.admitted()).isBetween(50, 450);
        List<String> visible = new ArrayList<>();
        for (int i = 0; i < view.size(); i++) {
            visible.add(view.id(i));
            assertThat("c" + (int) view.numbers("spend")[i]).isEqualTo(view.id(i));
        }
        assertThat(visible).isEqualTo(admitted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"risk", "sex", "age", "income", "personal", "mail", "chargebacks"})
    void whatThePurposeDoesNotAllowCannotBeReached(String field) {
        PurposeBoundView view = random(1, 10).open(Purpose.PERSONALISATION, everyone, CONTEXT);
        List<Consumer<PurposeBoundView>> doors = field.equals("chargebacks")
                ? List.of(v -> v.stream(field), v -> v.events(field))
                : List.of(
                        v -> v.attribute(field),
                        v -> v.numbers(field),
                        v -> v.categories(field),
                        v -> v.instants(field),
                        v -> v.text(field, 0));
        for (Consumer<PurposeBoundView> door : doors) {
            assertThatExceptionOfType(PurposeViolationException.class)
                    .isThrownBy(() -> door.accept(view))
                    .satisfies(error -> {
                        assertThat(error.fields()).containsExactly(field);
                        assertThat(error.getMessage()).contains("'" + field + "'");
                    });
        }
        assertThat(view.access().withheldFields()).containsKey(field);
        assertThat(view.attributes()).extracting(Attribute::name).containsExactly("spend");
    }

    @Test
    void fieldsAllowedForAPurposeAreAllowedForItsChildrenNotForItsParents() {
        CustomerData data = random(1, 10);
        assertThat(data.open(Purpose.PRODUCT_RECOMMENDATION, everyone, CONTEXT).numbers("spend"))
                .hasSize(10);
        assertThatThrownBy(() -> data.open(Purpose.MARKETING, everyone, CONTEXT).numbers("spend"))
                .isInstanceOf(PurposeViolationException.class);
    }

    /** Protected attributes stay closed even under the purpose they are audited for. */
    @Test
    void noPurposeOpensProtectedAttributesOrConsents() {
        CustomerData data = random(1, 10);
        for (Purpose purpose : Purpose.values()) {
            assertThat(data.open(purpose, everyone, CONTEXT).attributes())
                    .allMatch(attribute -> attribute.role() == AttributeRole.FEATURE)
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    /** yes, no or missing for the consents to personalisation, service personalisation and mail; mail never counts. */
    @ParameterizedTest
    @CsvSource({
        "PERSONALISATION, yes, ?, ?, admitted",
        "PERSONALISATION, no, ?, ?, CONSENT_REFUSED",
        "PERSONALISATION, ?, ?, ?, NO_CONSENT",
        "PERSONALISATION, ?, yes, yes, NO_CONSENT",
        "PERSONALISATION, yes, no, no, admitted",
        "SERVICE_PERSONALISATION, yes, yes, ?, admitted",
        "SERVICE_PERSONALISATION, yes, ?, ?, admitted",
        "SERVICE_PERSONALISATION, ?, yes, no, admitted",
        "SERVICE_PERSONALISATION, yes, no, ?, CONSENT_REFUSED",
        "SERVICE_PERSONALISATION, no, yes, ?, CONSENT_REFUSED",
        "SERVICE_PERSONALISATION, no, ?, yes, CONSENT_REFUSED",
        "SERVICE_PERSONALISATION, no, no, yes, CONSENT_REFUSED",
        "SERVICE_PERSONALISATION, ?, no, yes, CONSENT_REFUSED",
        "SERVICE_PERSONALISATION, ?, ?, yes, NO_CONSENT",
        "PRODUCT_RECOMMENDATION, ?, yes, ?, admitted",
        "FRAUD_PREVENTION, yes, yes, yes, NO_CONSENT"
    })
    void consentIsReadFromTheAttributesThatCoverThePurpose(
            Purpose purpose, String personal, String service, String mail, String outcome) {
        CustomerTable.Builder table = CustomerTable.builder(schema).add("c");
        Map.of("personal", personal, "service", service, "mail", mail).forEach((name, answer) -> {
            if (!answer.equals("?")) {
                table.set(name, answer.equals("yes"));
            }
        });
        AccessReport access = CustomerData.of(table.build())
                .open(purpose, Admission.byConsent(), CONTEXT)
                .access();
        if (outcome.equals("admitted")) {
            assertThat(access.admitted()).isEqualTo(1);
            assertThat(access.excluded()).isEmpty();
        } else {
            assertThat(access.admitted()).isZero();
            assertThat(access.excluded()).containsExactly(Map.entry(ExclusionReason.valueOf(outcome), 1));
        }
    }

    @Test
    void listsAdmitTheListedAndBothMustAdmit() {
        CustomerTable table = CustomerTable.builder(schema)
                .add("a")
                .set("personal", true)
                .add("b")
                .set("personal", true)
                .add("c")
                .set("personal", false)
                .build();
        CustomerData data = CustomerData.of(table);
        Admission listed = Admission.ofIds(Set.of("a", "c", "unknown"));
        AccessReport byList =
                data.open(Purpose.PERSONALISATION, listed, CONTEXT).access();
        assertThat(byList.excluded()).containsExactly(Map.entry(ExclusionReason.UNKNOWN_SUBJECT, 1));
        AccessReport both = data.open(
                        Purpose.PERSONALISATION, Admission.byConsent().and(listed), CONTEXT)
                .access();
        assertThat(both.admitted()).isEqualTo(1);
        assertThat(both.excluded())
                .containsExactly(
                        Map.entry(ExclusionReason.CONSENT_REFUSED, 1), Map.entry(ExclusionReason.UNKNOWN_SUBJECT, 1));
        assertThat(both.basis()).contains("consent recorded").contains("list of 3");
        AccessReport all = data.open(Purpose.PERSONALISATION, everyone, CONTEXT).access();
        assertThat(all.admitted()).isEqualTo(3);
        assertThat(all.basis()).isEqualTo("everyone, CONTRACT: a test");
        assertThatThrownBy(() -> Admission.everyone(LawfulBasis.CONTRACT, " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private CustomerData bought(Instant... times) {
        EventLog.Builder log = EventLog.builder(schema, "purchases");
        for (Instant time : times) {
            log.add("a", time).set("value", 1);
        }
        return CustomerData.of(CustomerTable.builder(schema).add("a").build(), log.build());
    }

    /** One month before 31 March at noon is 28 February at noon. */
    @Test
    void eventsAreVisibleAtTheHorizonOfRetentionAndHiddenAMillisecondBefore() {
        Instant horizon = Instant.parse("2026-02-28T12:00:00Z");
        PurposeBoundView view =
                bought(horizon.minusMillis(1), horizon, NOW).open(Purpose.PERSONALISATION, everyone, CONTEXT);
        CustomerEvents events = view.events("purchases");
        assertThat(events.size()).isEqualTo(2);
        assertThat(events.epochMilli(events.start(0))).isEqualTo(horizon.toEpochMilli());
        assertThat(view.access().expiredEvents()).isEqualTo(1);
    }

    @Test
    void theEndOfWhatWasObservedIsExclusive() {
        CustomerData data = bought(NOW.minusMillis(1), NOW, NOW.plusMillis(1)).observedUntil(NOW);
        PurposeBoundView view = data.open(Purpose.PERSONALISATION, everyone, CONTEXT);
        CustomerEvents events = view.events("purchases");
        assertThat(events.size()).isEqualTo(1);
        assertThat(events.epochMilli(events.start(0))).isEqualTo(NOW.toEpochMilli() - 1);
        assertThat(view.observedUntil()).hasValue(NOW);
        assertThat(data.hasExplicitEnd()).isTrue();
    }

    @Test
    void withoutAnEndTheDayAfterTheLastEventEndsWhatWasObserved() {
        CustomerData data = bought(Instant.parse("2026-03-30T00:00:00Z"));
        assertThat(data.observedUntil()).hasValue(Instant.parse("2026-03-31T00:00:00Z"));
        assertThat(data.open(Purpose.PERSONALISATION, everyone, CONTEXT)
                        .events("purchases")
                        .size())
                .isEqualTo(1);
        assertThat(CustomerData.of(CustomerTable.builder(schema).build()).observedUntil())
                .isEmpty();
    }

    @Test
    void auditsOpenGroupsAndBandsOfTheAdmittedAndCountTheOthers() {
        CustomerTable table = CustomerTable.builder(schema)
                .add("a")
                .set("personal", true)
                .set("sex", "f")
                .set("age", 29.9)
                .add("b")
                .set("personal", false)
                .set("sex", "m")
                .set("age", 30)
                .add("c")
                .set("personal", true)
                .set("age", 60)
                .add("d")
                .set("personal", true)
                .set("sex", "m")
                .build();
        CustomerData data = CustomerData.of(table);
        PurposeBoundView view = data.open(Purpose.PERSONALISATION, Admission.byConsent(), CONTEXT);
        AuditView audit = data.audit(view);
        assertThat(audit.size()).isEqualTo(3);
        assertThat(audit.attributes()).extracting(Attribute::name).containsExactly("sex", "age", "income");
        assertThat(audit.groups("sex").codes()).containsExactly(0, -1, 1);
        assertThat(audit.groups("age").levels()).containsExactly("under 30", "30 to under 60", "60 and over");
        assertThat(audit.groups("age").codes()).containsExactly(0, 2, -1);
        assertThat(audit.admission("sex"))
                .containsExactly(
                        new AuditView.GroupAdmission("f", 1, 1),
                        new AuditView.GroupAdmission("m", 2, 1),
                        new AuditView.GroupAdmission("missing", 1, 1));
        assertThat(audit.admission("age"))
                .extracting(AuditView.GroupAdmission::total)
                .containsExactly(1, 1, 1, 1);
        assertThatThrownBy(() -> audit.groups("spend")).hasMessageContaining("not protected");
        assertThatThrownBy(() -> audit.groups("income")).hasMessageContaining("without groups");
        assertThatThrownBy(() -> audit.groups("nonsense")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random(1, 3).audit(view)).hasMessageContaining("other data");
    }

    @Test
    void whatAViewHandsOutIsCopied() {
        PurposeBoundView view = random(1, 3).open(Purpose.PERSONALISATION, everyone, CONTEXT);
        view.numbers("spend")[0] = 99;
        assertThat(view.numbers("spend")[0]).isZero();
        assertThatThrownBy(() -> view.access().excluded().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> view.access().withheldFields().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anAttributeOfAnotherTypeIsNamedAsSuch() {
        PurposeBoundView view = random(1, 3).open(Purpose.PERSONALISATION, everyone, CONTEXT);
        assertThatThrownBy(() -> view.categories("spend"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a NUMBER");
    }
}
