package io.github.segmentation4j;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.data.AccessReport;
import io.github.segmentation4j.data.PurposeBoundView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which customer is in which segment. Customers who were not admitted are not here; {@link #access()} counts them.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SegmentAssignments {
    private final PurposeBoundView view;
    private final int[] labels;
    private final ReleasedSegments segments;

    SegmentAssignments(PurposeBoundView view, int[] labels, ReleasedSegments segments) {
        this.view = view;
        this.labels = labels;
        this.segments = segments;
    }

    /** The label of each customer, shared. */
    int[] labels() {
        return labels;
    }

    /** The segments in the order of their labels. */
    ReleasedSegments segments() {
        return segments;
    }

    /** The number of customers who were admitted. */
    public int size() {
        return labels.length;
    }

    /** The id of a customer, from 0, in the order of the data. */
    public String id(int customer) {
        return view.id(customer);
    }

    /** The segment of a customer; empty if the model puts the customer into none or the segment is suspended. */
    public Optional<Segment> segment(int customer) {
        int label = labels[customer];
        return label == Clustering.NOISE || segments.isSuspended(label + 1)
                ? Optional.empty()
                : Optional.of(segments.all().get(label));
    }

    /**
     * The number of customers who are left without a segment because theirs is suspended, see {@link
     * ReleasedSegmentation#suspending}.
     */
    public int suspended() {
        int count = 0;
        for (int label : labels) {
            count += label != Clustering.NOISE && segments.isSuspended(label + 1) ? 1 : 0;
        }
        return count;
    }

    /** The segments of all customers by id. */
    public Map<String, Segment> byId() {
        Map<String, Segment> result = new HashMap<>();
        for (int i = 0; i < labels.length; i++) {
            String id = id(i);
            segment(i).ifPresent(segment -> result.put(id, segment));
        }
        return result;
    }

    /** Who was left out and why. */
    public AccessReport access() {
        return view.access();
    }
}
