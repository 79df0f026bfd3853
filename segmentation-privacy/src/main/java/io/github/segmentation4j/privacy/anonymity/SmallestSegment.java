package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.cluster.Clustering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Blocks a segment whose members are too few to hide among each other, and customers in no segment if they are: 20 by
 * default, never under 11. {@link #leaveOut} takes such segments out of labels instead.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SmallestSegment implements SegmentationCheck {
    private static final int STANDARD = 20;
    private static final int LOWEST = 11;

    private final int minimum;

    private SmallestSegment(int minimum) {
        this.minimum = minimum;
    }

    /** A smallest segment of 20. */
    public static SmallestSegment standard() {
        return new SmallestSegment(STANDARD);
    }

    /**
     * Another smallest segment.
     *
     * @param customers at least 11
     */
    public static SmallestSegment of(int customers) {
        return new SmallestSegment(requireMinimum(customers));
    }

    static int requireMinimum(int customers) {
        if (customers < LOWEST) {
            throw new IllegalArgumentException("the smallest group must have at least " + LOWEST + " customers, was "
                    + customers + "; " + STANDARD + " is the standard");
        }
        return customers;
    }

    @Override
    public String id() {
        return "smallest-segment";
    }

    @Override
    public String description() {
        return "Every segment, and those in none, are at least " + minimum + " customers.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.PRIVACY;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        int[] sizes = sizes(draft.clustering().labels(), draft.clustering().clusterCount());
        List<Finding> findings = new ArrayList<>();
        for (int label = Clustering.NOISE; label < sizes.length - 1; label++) {
            int size = sizes[label + 1];
            if (size < minimum && (size > 0 || label >= 0)) {
                String name = label < 0
                        ? "customers in no segment"
                        : "segment " + draft.segments().get(label).number();
                findings.add(Finding.of(
                                Verdict.BLOCK,
                                "anonymity.small-segment",
                                name + ": fewer than " + minimum
                                        + "; ask for fewer segments, add data or leave them out")
                        .about(name));
            }
        }
        return CheckResult.of(id(), findings);
    }

    /**
     * Labels without small segments: their members are in none. If those in none would be fewer than the minimum, the
     * smallest segments that are left follow until they are enough, because what is left over can be computed.
     *
     * @param labels a segment for each customer, -1 for none
     * @return new labels, with the numbers of the segments that are left unchanged
     */
    public int[] leaveOut(int[] labels) {
        int segments = 0;
        for (int label : labels) {
            if (label < Clustering.NOISE) {
                throw new IllegalArgumentException("a label must be -1 or more, was " + label);
            }
            segments = Math.max(segments, label + 1);
        }
        int[] sizes = sizes(labels, segments);
        int[] result = labels.clone();
        for (int label = 0; label < segments; label++) {
            if (sizes[label + 1] > 0 && sizes[label + 1] < minimum) {
                leaveOut(result, sizes, label);
            }
        }
        while (sizes[0] > 0 && sizes[0] < minimum) {
            int smallest = Clustering.NOISE;
            for (int label = 0; label < segments; label++) {
                boolean left = sizes[label + 1] > 0;
                if (left && (smallest < 0 || sizes[label + 1] < sizes[smallest + 1])) {
                    smallest = label;
                }
            }
            if (smallest < 0) {
                return result;
            }
            leaveOut(result, sizes, smallest);
        }
        return result;
    }

    private static void leaveOut(int[] labels, int[] sizes, int segment) {
        Arrays.setAll(labels, row -> labels[row] == segment ? Clustering.NOISE : labels[row]);
        sizes[0] += sizes[segment + 1];
        sizes[segment + 1] = 0;
    }

    /** Sizes by label, those in no segment first. */
    private static int[] sizes(int[] labels, int segments) {
        int[] sizes = new int[segments + 1];
        for (int label : labels) {
            sizes[label + 1]++;
        }
        return sizes;
    }
}
