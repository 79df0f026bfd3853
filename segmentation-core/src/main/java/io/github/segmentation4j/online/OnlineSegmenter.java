package io.github.segmentation4j.online;

import io.github.segmentation4j.run.InvalidInputException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Segments that learn from events one by one; {@link OnlineLearning} says how and starts it.
 *
 * <p>Events wait until the watermark has passed them: the time of the newest event less the lateness allowed. Then they are
 * learned by time, those of the same time by id. So what is learned depends on which events came and not on their order,
 * to the bit, as long as none comes later than allowed; events that do are dropped and counted, and so are duplicates.
 * An event waits until a later one, or {@link #advanceTo}, moves the watermark past it. An event time far in the future
 * makes all others late: compare times with a clock before handing them in.
 *
 * <p>To learn an event applies it to its customer's row and adds the row to the nearest centroid. Memory is bounded by the
 * customers kept and the events that wait; an event costs time in proportion to clusters x columns.
 *
 * <p>Not safe for use by several threads at once; what it returns may be passed to any thread.
 */
public final class OnlineSegmenter {
    private static final Comparator<OnlineEvent> ORDER =
            Comparator.comparingLong(OnlineEvent::nanos).thenComparing(OnlineEvent::id);

    private final DecayedCentroids centroids;
    private final long lateness;
    private final int mostCustomers;
    private final int mostPending;

    /** The customer whose last event was learned longest ago comes first. */
    private final Map<String, Customer> customers = new LinkedHashMap<>();

    private final PriorityQueue<OnlineEvent> pending = new PriorityQueue<>(ORDER);
    private final Set<String> pendingIds = new HashSet<>();
    private final OutcomeCounts counts = new OutcomeCounts();
    private final int[] sizes;
    private long watermark;
    private long learned;
    private long evicted;

    OnlineSegmenter(OnlineLearning options) {
        centroids = new DecayedCentroids(
                options.model(), options.startingWeight(), options.fittedAtNanos(), options.halfLifeNanos());
        lateness = options.latenessNanos();
        mostCustomers = options.mostCustomers();
        mostPending = options.mostPending();
        sizes = new int[centroids.clusterCount()];
        watermark = options.fittedAtNanos();
    }

    /**
     * Takes over an event, and learns those that need not wait any longer.
     *
     * @return what became of it; an accepted event may still be dropped when its turn comes, see {@link #count}
     * @throws InvalidInputException if it does not have the features of the model; then nothing changes
     */
    public EventOutcome learn(OnlineEvent event) {
        event.requireColumns(centroids.columnCount());
        return counts.count(accept(event));
    }

    private EventOutcome accept(OnlineEvent event) {
        if (event.nanos() < watermark) {
            return EventOutcome.LATE;
        }
        if (pendingIds.contains(event.id())) {
            return EventOutcome.DUPLICATE;
        }
        // Before the limit is looked at: moving on is what makes room.
        advance(event.nanos() - lateness);
        if (pending.size() >= mostPending) {
            return EventOutcome.PENDING_FULL;
        }
        pending.add(event);
        pendingIds.add(event.id());
        return EventOutcome.ACCEPTED;
    }

    /**
     * Says that no event before a time will come any more, as at the end of a log, and learns those that waited for it. A
     * time before the watermark changes nothing.
     */
    public void advanceTo(Instant time) {
        advance(OnlineEvent.nanosOf(time));
    }

    private void advance(long time) {
        if (time <= watermark) {
            return;
        }
        watermark = time;
        OnlineEvent next = pending.peek();
        while (next != null && next.nanos() < watermark) {
            pending.remove();
            pendingIds.remove(next.id());
            apply(next);
            next = pending.peek();
        }
    }

    private void apply(OnlineEvent event) {
        Customer before = customers.get(event.customer());
        if (before == null && !event.isWhole()) {
            counts.count(EventOutcome.UNKNOWN_CUSTOMER);
            return;
        }
        double[] row = before == null ? new double[centroids.columnCount()] : before.row.clone();
        if (!event.applyTo(row)) {
            counts.count(EventOutcome.OUT_OF_RANGE);
            return;
        }
        int segment = centroids.nearest(row);
        keep(event.customer(), before, new Customer(row, segment));
        centroids.learn(segment, row, event.nanos());
        learned++;
    }

    private void keep(String id, @Nullable Customer before, Customer after) {
        if (before != null) {
            customers.remove(id);
            sizes[before.segment]--;
        } else if (customers.size() >= mostCustomers) {
            Iterator<Customer> eldest = customers.values().iterator();
            sizes[eldest.next().segment]--;
            eldest.remove();
            evicted++;
        }
        customers.put(id, after);
        sizes[after.segment]++;
    }

    /**
     * The segment of a customer now: the nearest centroid to the row that the events learned so far left behind.
     *
     * @return 0 to the number of clusters - 1, or empty if the customer is not kept
     */
    public OptionalInt assign(String customer) {
        Customer kept = customers.get(customer);
        return kept == null ? OptionalInt.empty() : OptionalInt.of(centroids.nearest(kept.row));
    }

    /**
     * The segment of a row now.
     *
     * @param row a finite value for each feature
     * @throws InvalidInputException if a value is missing or beyond {@link OnlineEvent#LARGEST}
     */
    public int assign(double[] row) {
        if (row.length != centroids.columnCount()) {
            throw new InvalidInputException("a row must have " + centroids.columnCount() + " features, had "
                    + row.length + "; use the features the model was fitted on");
        }
        for (double value : row) {
            OnlineEvent.requireUsable(value);
        }
        return centroids.nearest(row);
    }

    /** What was learned so far, as a model that later events do not change. */
    public OnlineSnapshot snapshot() {
        return new OnlineSnapshot(
                centroids.model(),
                Arrays.stream(centroids.weightsAt(watermark)).boxed().toList(),
                Arrays.stream(sizes).boxed().toList(),
                watermark(),
                learned);
    }

    /**
     * Removes a customer's row and the events of theirs that wait. An event delivered again after that is a new event.
     *
     * <p>Centroids that learned from the customer cannot give it back, since others were assigned to them meanwhile: the
     * answer is {@link Forgetting#REFIT_NEEDED} then. It is so too for every customer who is not kept once {@link
     * #evictedCustomers()} is above 0, because they may have been evicted. Whether the model that learning began with was
     * fitted on the customer is not known here. {@link KMeansStatistics} can forget more.
     */
    public Forgetting forget(String customer) {
        List<OnlineEvent> waiting = new ArrayList<>();
        for (OnlineEvent event : pending) {
            if (event.customer().equals(customer)) {
                waiting.add(event);
            }
        }
        for (OnlineEvent event : waiting) {
            pending.remove(event);
            pendingIds.remove(event.id());
        }
        Customer kept = customers.remove(customer);
        if (kept != null) {
            sizes[kept.segment]--;
            return Forgetting.REFIT_NEEDED;
        }
        if (evicted > 0) {
            return Forgetting.REFIT_NEEDED;
        }
        return waiting.isEmpty() ? Forgetting.UNKNOWN : Forgetting.FORGOTTEN;
    }

    /** How many events had an outcome so far. Those dropped when their turn came were counted as accepted before. */
    public long count(EventOutcome outcome) {
        return counts.of(outcome);
    }

    /** The time up to which events were learned, exclusively; at first the time of the fit. */
    public Instant watermark() {
        return OnlineEvent.instant(watermark);
    }

    /** The number of customers kept. */
    public int customerCount() {
        return customers.size();
    }

    /** How many customers were dropped because of {@link OnlineLearning#withMostCustomers(int)}. */
    public long evictedCustomers() {
        return evicted;
    }

    /** The number of events that wait for the watermark. */
    public int pendingCount() {
        return pending.size();
    }

    @Override
    public String toString() {
        return "online segmenter with " + customers.size() + " customers and " + learned + " events learned";
    }

    /** The row of a customer and the segment of the last event. */
    private record Customer(double[] row, int segment) {}
}
