package io.github.segmentation4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.run.RunContext;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstSeenTest {
    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .category("sex")
            .protectedAttribute()
            .events("buys")
            .allow(Purpose.PERSONALISATION)
            .events("visits")
            .allow(Purpose.PERSONALISATION)
            .build();

    private static Instant march(int day) {
        return Instant.parse("2026-03-01T06:00:00Z").plusSeconds(86_400L * (day - 1));
    }

    private static CustomerData data() {
        CustomerTable table = CustomerTable.builder(SCHEMA)
                .add("never")
                .add("both")
                .set("sex", "f")
                .add("buyer")
                .set("sex", "m")
                .add("visitor")
                .set("sex", "f")
                .build();
        EventLog buys = EventLog.builder(SCHEMA, "buys")
                .add("both", march(9))
                .add("buyer", march(4))
                .add("buyer", march(2))
                .build();
        EventLog visits = EventLog.builder(SCHEMA, "visits")
                .add("visitor", march(20))
                .add("both", march(3))
                .add("stranger", march(1))
                .build();
        assertThat(buys.addedBackInTime()).isEqualTo(2);
        assertThat(visits.addedBackInTime()).isEqualTo(2);
        return CustomerData.of(table, buys, visits);
    }

    private static List<String> ids(CustomerData data) {
        PurposeBoundView view = open(data);
        return IntStream.range(0, view.size()).mapToObj(view::id).toList();
    }

    private static PurposeBoundView open(CustomerData data) {
        return data.open(
                Purpose.PERSONALISATION,
                Admission.everyone(LawfulBasis.LEGITIMATE_INTERESTS, "a test"),
                RunContext.seeded(1));
    }

    @Test
    void theFirstEventOfAnyKindDecidesFromInclusiveToExclusive() {
        assertThat(ids(data())).containsExactly("never", "both", "buyer", "visitor");
        assertThat(ids(data().firstSeen(Instant.MIN, Instant.MAX))).containsExactly("both", "buyer", "visitor");
        assertThat(ids(data().firstSeen(march(2), march(3)))).containsExactly("buyer");
        assertThat(ids(data().firstSeen(march(3), march(20)))).containsExactly("both");
        assertThat(ids(data().firstSeen(march(2), march(9)).firstSeen(march(3), march(30))))
                .containsExactly("both");
        assertThat(data().firstSeen(march(21), Instant.MAX).size()).isZero();
    }

    @Test
    void observationBeginsWithTheDayOfTheFirstEventOfTheseCustomers() {
        assertThat(data().observedFrom()).contains(Instant.parse("2026-03-02T00:00:00Z"));
        assertThat(data().firstSeen(march(5), Instant.MAX).observedFrom())
                .contains(Instant.parse("2026-03-20T00:00:00Z"));
        assertThat(data().firstSeen(march(21), Instant.MAX).observedFrom()).isEmpty();
    }

    @Test
    void viewsAndAuditsCountOnlyTheChosen() {
        CustomerData chosen = data().firstSeen(march(3), Instant.MAX).observedUntil(march(10));
        PurposeBoundView view = open(chosen);

        assertThat(chosen.size()).isEqualTo(2);
        assertThat(view.access().total()).isEqualTo(2);
        assertThat(view.events("buys").size()).isEqualTo(1);
        assertThat(chosen.audit(view).groups("sex").levels()).contains("f");
        assertThat(chosen.audit(view).admission("sex").stream()
                        .mapToInt(AuditView.GroupAdmission::total)
                        .sum())
                .isEqualTo(2);
    }
}
