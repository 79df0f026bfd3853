package io.github.segmentation4j.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowMembersTest {
    private static final Instant T = Instant.parse("2026-03-01T12:00:00.000000007Z");
    private static final Duration MONTH = Duration.ofDays(30);

    private final WindowRule rule = WindowRule.atLeast(100, MONTH).withLateness(Duration.ofDays(1));

    @Test
    void aCustomerLeavesAtTheVeryInstantTheLastNeededAmountExpires() {
        WindowMembers members = rule.start();
        members.add("c", "e1", T, 60);
        members.add("c", "e2", T.plus(Duration.ofDays(10)), 50);
        Instant expiry = T.plus(MONTH);
        assertThat(members.contains("c", T.plus(Duration.ofDays(10)).minusNanos(1)))
                .as("before the second amount")
                .isFalse();
        assertThat(members.contains("c", T.plus(Duration.ofDays(10)))).isTrue();
        assertThat(members.contains("c", expiry.minusNanos(1))).isTrue();
        assertThat(members.contains("c", expiry)).isFalse();
        assertThat(members.contains("c", expiry.plusNanos(1))).isFalse();
        assertThat(members.leavesAt("c", T.plus(Duration.ofDays(10)))).isEqualTo(expiry);
        assertThat(members.leavesAt("c", expiry)).as("is not in").isEqualTo(expiry);
        assertThat(members.total("c", expiry)).isEqualTo(50);
        assertThat(members.total("c", expiry.plus(Duration.ofDays(10)))).isZero();
    }

    @Test
    void anAmountThatReplacesAnotherAtOneInstantKeepsTheCustomer() {
        WindowMembers members = rule.start();
        members.add("c", "e1", T, 100);
        members.add("c", "e2", T.plus(MONTH), 100);
        assertThat(members.contains("c", T.plus(MONTH))).isTrue();
        assertThat(members.leavesAt("c", T.plus(MONTH).minusNanos(1)))
                .isEqualTo(T.plus(MONTH).plus(MONTH));
    }

    @Test
    void aReturnEndsTheMembership() {
        WindowMembers members = rule.start();
        members.add("c", "e1", T, 100);
        members.add("c", "e2", T.plusSeconds(5), -0.5);
        assertThat(members.leavesAt("c", T)).isEqualTo(T.plusSeconds(5));
    }

    @Test
    void totalsAreRoundedOnce() {
        WindowMembers members = WindowRule.atLeast(1, MONTH).start();
        for (int i = 0; i < 10; i++) {
            members.add("c", "e" + i, T.plusSeconds(i), 0.1);
        }
        // One after the other they add up to 0.9999999999999999.
        assertThat(members.total("c", T.plusSeconds(9))).isEqualTo(1);
        assertThat(members.contains("c", T.plusSeconds(9))).isTrue();
    }

    @Test
    void orderAndDuplicatesChangeNothingAndExpiredAmountsAreDropped() {
        SeededRandom random = SeededRandom.of(2);
        WindowMembers members = rule.start();
        WindowMembers disturbed = rule.start();
        int[] order = new int[2000];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int from = 0; from < order.length; from += 8) { // 8 amounts lie within 21 of the 24 hours allowed
            int[] part = java.util.Arrays.copyOfRange(order, from, from + 8);
            random.shuffle(part);
            for (int i : part) {
                disturbed.add("c" + i % 7, "e" + i, T.plus(Duration.ofHours(3L * i)), i % 31);
                disturbed.add("c" + i % 7, "e" + i, T.plus(Duration.ofHours(3L * i)), i % 31);
            }
        }
        for (int i : order) {
            members.add("c" + i % 7, "e" + i, T.plus(Duration.ofHours(3L * i)), i % 31);
        }
        assertThat(disturbed.count(EventOutcome.DUPLICATE)).isEqualTo(2000);
        // 30 days and the day of lateness hold 248 amounts.
        assertThat(disturbed.amountCount()).isEqualTo(members.amountCount()).isEqualTo(248);
        Instant newest = T.plus(Duration.ofHours(3L * 1999));
        for (int hours = -24; hours < 800; hours += 5) {
            Instant at = newest.plus(Duration.ofHours(hours));
            for (int c = 0; c < 7; c++) {
                double expected = 0;
                for (int i = c; i < 2000; i += 7) {
                    Instant time = T.plus(Duration.ofHours(3L * i));
                    expected += !time.isAfter(at) && at.isBefore(time.plus(MONTH)) ? i % 31 : 0;
                }
                assertThat(disturbed.total("c" + c, at)).isEqualTo(expected);
                assertThat(disturbed.leavesAt("c" + c, at)).isEqualTo(members.leavesAt("c" + c, at));
            }
        }
    }

    @Test
    void lateAmountsAndThoseBeyondTheLimitAreCountedAndDropped() {
        WindowMembers members = rule.withMostAmounts(2).start();
        members.add("c", "e1", T, 1);
        assertThat(members.add("c", "e2", T.minus(Duration.ofDays(1)).minusNanos(1), 1))
                .isEqualTo(EventOutcome.LATE);
        assertThat(members.add("c", "e3", T.minus(Duration.ofDays(1)), 1)).isEqualTo(EventOutcome.ACCEPTED);
        assertThat(members.add("d", "e4", T, 1)).isEqualTo(EventOutcome.PENDING_FULL);
        assertThat(members.count(EventOutcome.LATE)).isEqualTo(1);
        assertThat(members.count(EventOutcome.PENDING_FULL)).isEqualTo(1);
        assertThat(members.add("d", "e5", T.plus(Duration.ofDays(60)), 1)).isEqualTo(EventOutcome.ACCEPTED);
        assertThat(members.amountCount()).isEqualTo(1);
        assertThat(members.earliest()).isEqualTo(T.plus(Duration.ofDays(59)));
        assertThatThrownBy(() -> members.contains("c", T)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void forgettingACustomerTouchesNobodyElse() {
        WindowMembers members = rule.start();
        members.add("c", "same", T, 100);
        members.add("d", "same", T, 100);
        assertThat(members.forget("c")).isEqualTo(Forgetting.FORGOTTEN);
        assertThat(members.forget("c")).isEqualTo(Forgetting.UNKNOWN);
        assertThat(members.contains("c", T)).isFalse();
        assertThat(members.contains("d", T)).isTrue();
        assertThat(members.amountCount()).isEqualTo(1);
        assertThat(members.total("nobody", T)).isCloseTo(0, within(0.0));
    }

    @Test
    void whatCannotBeUsedIsRefused() {
        assertThatThrownBy(() -> rule.start().add("c", "e", T, Double.NaN)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> WindowRule.atLeast(0, MONTH)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WindowRule.atLeast(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule.withMostAmounts(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule.withLateness(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
