package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.CustomerEvents;
import java.util.Arrays;

/** How often each label occurs among some events. Not safe for several threads. */
final class LabelCounts {
    private final CustomerEvents events;
    private final int label;
    private final int[] counts;
    private int[] seen = new int[16];
    private int distinct;
    private int total;

    LabelCounts(CustomerEvents events, String label) {
        this.events = events;
        this.label = events.labelIndex(label);
        counts = new int[events.levels(this.label).size()];
    }

    void read(int from, int to) {
        // Only what the customer before touched: clearing every level each time would cost customers x levels.
        for (int i = 0; i < distinct; i++) {
            counts[seen[i]] = 0;
        }
        distinct = 0;
        total = 0;
        for (int e = from; e < to; e++) {
            int code = events.label(label, e);
            if (code != CustomerEvents.MISSING_LABEL) {
                total++;
                if (counts[code]++ == 0) {
                    if (distinct == seen.length) {
                        seen = Arrays.copyOf(seen, 2 * distinct);
                    }
                    seen[distinct++] = code;
                }
            }
        }
    }

    int distinct() {
        return distinct;
    }

    /** Shannon entropy in nats; NaN without a label. */
    double entropy() {
        if (total == 0) {
            return Double.NaN;
        }
        int[] sizes = new int[distinct];
        for (int i = 0; i < distinct; i++) {
            sizes[i] = counts[seen[i]];
        }
        // In the order of size: the bits must not depend on how labels are coded or on which came first.
        Arrays.sort(sizes);
        double entropy = 0;
        for (int size : sizes) {
            double share = size / (double) total;
            entropy -= share * StrictMath.log(share);
        }
        // Not -0.0 for a single label.
        return distinct == 1 ? 0 : entropy;
    }
}
