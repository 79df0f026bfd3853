package io.github.segmentation4j.explain;

import io.github.segmentation4j.data.Purpose;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a privacy notice says of a segment; {@link ExplanationRenderer#notice} puts it into words. It holds no customer.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param segment which one
 * @param purpose what it may be used for
 * @param people how many customers it was made from; shown rounded
 * @param reviewedOn when it was last made or reviewed
 * @param dataUses the data it is made from
 * @param rights what a customer can do
 * @param basis the lawful basis, if the owner words it
 * @param retention how long the data are kept, if the owner words it
 * @param recipients who gets to know the segment, if the owner words it
 */
public record SegmentNotice(
        WhyThisSegment.Place segment,
        Purpose purpose,
        int people,
        LocalDate reviewedOn,
        List<WhyThisSegment.DataUse> dataUses,
        ExplanationPolicy.Rights rights,
        Optional<Wording> basis,
        Optional<Wording> retention,
        Optional<Wording> recipients) {
    /** Copies the list. */
    public SegmentNotice {
        Objects.requireNonNull(segment, "segment");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(reviewedOn, "reviewedOn");
        Objects.requireNonNull(rights, "rights");
        Objects.requireNonNull(basis, "basis");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(recipients, "recipients");
        dataUses = List.copyOf(dataUses);
        if (people < 0) {
            throw new IllegalArgumentException("a segment must have 0 or more people, was " + people);
        }
    }

    /** This notice with the lawful basis in the owner's words. */
    public SegmentNotice withBasis(Wording wording) {
        return new SegmentNotice(
                segment, purpose, people, reviewedOn, dataUses, rights, Optional.of(wording), retention, recipients);
    }

    /** This notice with how long the data are kept, in the owner's words. */
    public SegmentNotice withRetention(Wording wording) {
        return new SegmentNotice(
                segment, purpose, people, reviewedOn, dataUses, rights, basis, Optional.of(wording), recipients);
    }

    /** This notice with who gets to know the segment, in the owner's words. */
    public SegmentNotice withRecipients(Wording wording) {
        return new SegmentNotice(
                segment, purpose, people, reviewedOn, dataUses, rights, basis, retention, Optional.of(wording));
    }
}
