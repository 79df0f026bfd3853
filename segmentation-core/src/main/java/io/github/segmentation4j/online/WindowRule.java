package io.github.segmentation4j.online;

import java.time.Duration;

/**
 * Who belongs to a segment because of a recent total, such as a spend of at least 100 in the last 30 days. An amount counts
 * from its time on until a window later, exclusively: at that very instant it counts no more.
 *
 * <pre>{@code
 * WindowMembers active = WindowRule.atLeast(100, Duration.ofDays(30)).start();
 * active.add("c17", "e1", time, 120);
 * active.contains("c17", time.plus(Duration.ofDays(30)).minusNanos(1)); // true
 * active.contains("c17", time.plus(Duration.ofDays(30)));               // false
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param threshold the total that is enough, above 0 and finite
 * @param window longer than 0, at most 36,500 days
 * @param lateness how much later than a newer amount an amount may arrive and still count, 0 to 365 days
 * @param mostAmounts how many amounts are held for all customers together, at least 1
 */
public record WindowRule(double threshold, Duration window, Duration lateness, int mostAmounts) {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Checks the parts. */
    public WindowRule {
        if (!(threshold > 0 && threshold <= OnlineEvent.LARGEST)) {
            throw new IllegalArgumentException(
                    "the threshold must be above 0 and at most " + OnlineEvent.LARGEST + ", was " + threshold);
        }
        if (window.isNegative() || window.isZero() || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a window must be longer than 0 and at most " + LONGEST.toDays() + " days, was " + window);
        }
        if (lateness.isNegative() || lateness.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("the lateness must be 0 to 365 days, was " + lateness);
        }
        if (mostAmounts < 1) {
            throw new IllegalArgumentException("most amounts must be at least 1, was " + mostAmounts);
        }
    }

    /** A total of at least a threshold within a window; lateness 10 minutes, at most 1,000,000 amounts held. */
    public static WindowRule atLeast(double threshold, Duration window) {
        return new WindowRule(threshold, window, Duration.ofMinutes(10), 1_000_000);
    }

    /** How much later than a newer amount an amount may arrive and still count, 0 to 365 days; default 10 minutes. */
    public WindowRule withLateness(Duration newLateness) {
        return new WindowRule(threshold, window, newLateness, mostAmounts);
    }

    /**
     * How many amounts are held, at least 1; default 1,000,000. One more is dropped and counted as {@link
     * EventOutcome#PENDING_FULL}.
     */
    public WindowRule withMostAmounts(int newMost) {
        return new WindowRule(threshold, window, lateness, newMost);
    }

    /** Nobody yet. */
    public WindowMembers start() {
        return new WindowMembers(this);
    }
}
