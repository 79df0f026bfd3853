package io.github.segmentation4j;

import io.github.segmentation4j.online.DriftAdvice;
import io.github.segmentation4j.online.DriftReport;
import io.github.segmentation4j.quality.Statistic;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link RunningWatch} saw in one step. Counts are exact, and <b>small ones speak of single customers</b>; hide
 * them before they are shown. Immutable and safe for use by several threads.
 *
 * @param end the end of the step, exclusive: nothing at or after it was seen
 * @param customers how many customers with an event so far were admitted and assigned
 * @param joined how many of them were not there at the end of the step before
 * @param left how many were there and are not any more, as they are no longer admitted
 * @param moved how many of those there both times are in another segment, or in none, or in one after none
 * @param movedShare the share of those there both times that moved, 0 to 1
 * @param mix the population stability index of the shares of the segments against those of the training data, 0 if they
 *     are equal; by convention 0.1 is notable and 0.25 large. All customers, so no test goes with it
 * @param newcomers how many newcomers were described in the step
 * @param reference how many newcomers are in the reference so far
 * @param drift how newcomers drifted; empty before the first one after the reference
 */
public record WatchStep(
        Instant end,
        int customers,
        int joined,
        int left,
        int moved,
        Statistic movedShare,
        Statistic mix,
        int newcomers,
        int reference,
        Optional<DriftReport> drift) {
    /** Checks that nothing is null. */
    public WatchStep {
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(movedShare, "movedShare");
        Objects.requireNonNull(mix, "mix");
        Objects.requireNonNull(drift, "drift");
    }

    /** What to do; {@link DriftAdvice#KEEP} as long as there is nothing to compare. */
    public DriftAdvice advice() {
        return drift.map(DriftReport::advice).orElse(DriftAdvice.KEEP);
    }
}
