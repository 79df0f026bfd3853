package io.github.segmentation4j.fairness.unobserved;

import io.github.segmentation4j.quality.Statistic;
import java.util.List;

/**
 * The shares of groups behind disguised reports.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param levels the groups
 * @param shares for each the share with its interval, without bias; chance may carry it below 0 or above 1
 * @param consistent for each the share after moving all of them to the nearest that lie within 0 and 1 and add up to 1;
 *     empty if nobody has reported
 * @param persons how many persons have reported
 */
public record CorrectedShares(List<String> levels, List<Statistic> shares, List<Double> consistent, long persons) {
    /** Copies the lists. */
    public CorrectedShares {
        levels = List.copyOf(levels);
        shares = List.copyOf(shares);
        consistent = List.copyOf(consistent);
    }

    /** The share of a group. */
    public Statistic share(String level) {
        int place = levels.indexOf(level);
        if (place < 0) {
            throw new IllegalArgumentException("the group must be one of " + levels + ", was '" + level + "'");
        }
        return shares.get(place);
    }
}
