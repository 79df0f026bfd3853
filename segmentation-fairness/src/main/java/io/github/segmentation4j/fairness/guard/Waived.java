package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A check some of whose blocking findings a person answers for: each one that a {@link Waiver} covers warns in the place
 * of blocking and says who waived it, why and until when.
 *
 * <p>Nothing is hidden. A waiver that has expired does nothing, and a warning says so; one that covers no blocking
 * finding is named too. The time is that of the run's clock.
 *
 * <pre>{@code
 * Waived.of(SensitiveInference.of("sex"), Waiver.of("sensitive-inference.segment", "R. Roe", "case 17", expiry))
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Waived implements SegmentationCheck {
    private final SegmentationCheck check;
    private final List<Waiver> waivers;

    private Waived(SegmentationCheck check, List<Waiver> waivers) {
        this.check = Objects.requireNonNull(check, "check");
        this.waivers = List.copyOf(waivers);
    }

    /** A check with waivers; the first one that covers a finding and has not expired counts. */
    public static Waived of(SegmentationCheck check, Waiver... waivers) {
        return of(check, List.of(waivers));
    }

    /** A check with waivers; the first one that covers a finding and has not expired counts. */
    public static Waived of(SegmentationCheck check, List<Waiver> waivers) {
        return new Waived(check, waivers);
    }

    /** The id of the check itself: a waiver makes no other check of it. */
    @Override
    public String id() {
        return check.id();
    }

    @Override
    public String description() {
        return check.description() + " With waivers: " + waivers.size() + ".";
    }

    @Override
    public CheckTopic topic() {
        return check.topic();
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        return apply(check.check(draft), waivers, draft.context().clock().instant());
    }

    /**
     * What a result becomes under waivers, without a draft.
     *
     * @param now the moment they must not have expired at
     */
    public static CheckResult apply(CheckResult result, List<Waiver> waivers, Instant now) {
        List<Finding> findings = new ArrayList<>();
        Set<Waiver> used = new HashSet<>();
        for (Finding finding : result.findings()) {
            Waiver found = waivers.stream()
                    .filter(waiver -> !waiver.isExpired(now) && waiver.covers(finding))
                    .findFirst()
                    .orElse(null);
            if (finding.verdict() == Verdict.BLOCK && found != null) {
                used.add(found);
                findings.add(waived(finding, found));
            } else {
                findings.add(finding);
            }
        }
        for (Waiver waiver : waivers) {
            if (waiver.isExpired(now)) {
                findings.add(Finding.of(
                        Verdict.WARN,
                        "waiver.expired",
                        "the waiver of " + waiver.subject() + " " + waiver.words()
                                + ", has expired and does nothing; renew it or take it away"));
            } else if (!used.contains(waiver)) {
                findings.add(Finding.of(
                        Verdict.PASS,
                        "waiver.unused",
                        "the waiver of " + waiver.subject() + " " + waiver.words()
                                + ", covers no blocking finding; take it away if it is no longer needed"));
            }
        }
        return new CheckResult(result.check(), findings, result.exhibits());
    }

    private static Finding waived(Finding finding, Waiver waiver) {
        Finding softened = Finding.of(Verdict.WARN, finding.key(), finding.message() + "; waived " + waiver.words());
        if (finding.attribute().isPresent()) {
            softened = softened.about(finding.attribute().get());
        }
        return finding.expected().isPresent() && finding.actual().isPresent()
                ? softened.measured(
                        finding.expected().getAsDouble(), finding.actual().getAsDouble())
                : softened;
    }
}
