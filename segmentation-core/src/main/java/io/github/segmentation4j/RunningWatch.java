package io.github.segmentation4j;

import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.online.Psi;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows customers through released segments, step by step; {@link SegmentWatch} says how and starts it.
 *
 * <p>Memory: the segment of each customer at the last step and at the first, and the reference of newcomers. A step costs
 * an assignment of all customers so far. Not safe for use by several threads at once.
 */
public final class RunningWatch {
    private final ReleasedSegmentation released;
    private final Newcomers newcomers;
    private final NewcomerMonitor monitor;
    private final long[] trained;
    private Map<String, Integer> labels = new HashMap<>();
    private @Nullable Instant last;
    private @Nullable SegmentMembers first;
    private @Nullable SegmentMembers latest;

    RunningWatch(ReleasedSegmentation released, Newcomers newcomers, NewcomerMonitor monitor) {
        this.released = released;
        this.newcomers = newcomers;
        this.monitor = monitor;
        this.trained = released.segments().stream().mapToLong(Segment::size).toArray();
    }

    /**
     * Goes on to a moment. Nothing at or after it is seen, but attributes of customers, which have no time, are taken as
     * they are. If this throws, nothing has changed.
     *
     * @param end the end of the step, after that of the step before
     * @param customers all customers with all their events before the end; later events may be there too. An event that
     *     came late changes where its customer is from the next step on, and makes nobody a newcomer again
     * @param context executor, clock and cancellation; the clock decides about admission and retention
     * @throws IllegalArgumentException if the end is not after the last one, or the customers were observed until before it
     * @throws InvalidInputException if the schema does not match, or a customer cannot be described
     */
    public WatchStep advanceTo(Instant end, CustomerData customers, RunContext context) {
        requireLater(end, customers);
        RunContext quiet = context.withListener(ProgressListener.none());
        SegmentMembers now = assigned(customers.firstSeen(Instant.MIN, end).observedUntil(end), quiet);
        List<Newcomers.Newcomer> due = newcomers.due(end, customers, quiet);

        newcomers.done(end, customers);
        due.forEach(newcomer -> monitor.observe(newcomer.described(), newcomer.row(), newcomer.label()));
        last = end;
        first = first == null || first.size() == 0 ? now : first;
        latest = now;
        return step(end, now, due.size());
    }

    private void requireLater(Instant end, CustomerData customers) {
        if (last != null && !end.isAfter(last)) {
            throw new IllegalArgumentException(
                    "a step must end after the one before, which ended at " + last + ", was " + end);
        }
        Optional<Instant> observed = customers.observedUntil();
        if (customers.hasExplicitEnd() && observed.isPresent() && observed.get().isBefore(end)) {
            throw new IllegalArgumentException("a step must not end after the end of what was observed, which is "
                    + observed.get() + ", was " + end + "; observe the customers for longer");
        }
    }

    private SegmentMembers assigned(CustomerData known, RunContext context) {
        if (known.size() == 0) {
            return SegmentMembers.of(List.of(), new int[0], trained.length);
        }
        return SegmentMembers.of(released.assign(known, context));
    }

    private WatchStep step(Instant end, SegmentMembers now, int described) {
        Map<String, Integer> current = new HashMap<>((int) Math.min(1 << 30, now.size() * 4L / 3 + 1));
        long[] sizes = new long[trained.length];
        int common = 0;
        int moved = 0;
        for (int i = 0; i < now.size(); i++) {
            String id = now.ids().apply(i);
            int label = now.label(i);
            Integer before = labels.get(id);
            common += before == null ? 0 : 1;
            moved += before == null || before == label ? 0 : 1;
            if (label >= 0) {
                sizes[label]++;
            }
            current.put(id, label);
        }
        int left = labels.size() - common;
        labels = current;
        return new WatchStep(
                end,
                now.size(),
                now.size() - common,
                left,
                moved,
                common == 0
                        ? Statistic.undetermined("nobody was there at the step before")
                        : Statistic.of(moved / (double) common),
                Psi.compareCounts(trained, sizes).value(),
                described,
                monitor.reference(),
                monitor.report());
    }

    /**
     * The moves from the end of the first step that had a customer to the end of the last one.
     *
     * @throws IllegalStateException if there was no step yet
     */
    public MigrationMatrix moves() {
        if (first == null || latest == null) {
            throw new IllegalStateException("there was no step yet; advance first");
        }
        return MigrationMatrix.between(first, latest, Checkpoint.none());
    }

    @Override
    public String toString() {
        return "watch of " + labels.size() + " customers" + (last == null ? "" : " until " + last);
    }
}
