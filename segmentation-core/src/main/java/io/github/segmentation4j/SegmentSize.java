package io.github.segmentation4j;

import java.util.ArrayList;
import java.util.List;

/**
 * Blocks if a segment has too few customers to speak of them as a group.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SegmentSize implements SegmentationCheck {
    private final int minimum;

    private SegmentSize(int minimum) {
        this.minimum = minimum;
    }

    /**
     * A check for a smallest size.
     *
     * @param customers at least 1
     */
    public static SegmentSize atLeast(int customers) {
        if (customers < 1) {
            throw new IllegalArgumentException("the smallest segment must have at least 1 customer, was " + customers);
        }
        return new SegmentSize(customers);
    }

    @Override
    public String id() {
        return "segment-size";
    }

    @Override
    public String description() {
        return "Every segment has at least " + minimum + " customers.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.SEGMENTS;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        List<Finding> findings = new ArrayList<>();
        List<Exhibit.Bar> bars = new ArrayList<>();
        for (Segment segment : draft.segments()) {
            bars.add(new Exhibit.Bar(segment.number() + " " + segment.name(), Exhibit.Cell.count(segment.size())));
            if (segment.size() < minimum) {
                Finding finding = Finding.of(
                                Verdict.BLOCK,
                                "segment.too-small",
                                "segment " + segment.number() + " has fewer than " + minimum
                                        + " customers; ask for fewer clusters or add data")
                        .about("segment " + segment.number());
                boolean mayBeTold = segment.size() >= draft.disclosureMinimum();
                findings.add(mayBeTold ? finding.measured(minimum, segment.size()) : finding);
            }
        }
        return new CheckResult(id(), findings, List.of(new Exhibit.Bars("Customers per segment", "customers", bars)));
    }
}
