package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Refuses a release whose numbers, less those of earlier releases, are about fewer customers than a minimum: 20 by default,
 * never under 11. If the segments of May hold one customer fewer than those of April, everything told about both tells about
 * that customer.
 *
 * <p>Looked at are: each new group by itself; all unions of new groups against all unions of groups of one earlier release;
 * and each group against two disjoint ones of any releases. Customers who are in one of both and not in the other are what a
 * difference is about, on either side: two releases that differ by one who left and one who came are refused too.
 *
 * <p>As a check it compares a draft with a history by the customers' ids. Combinations of three and more releases are looked
 * at only where a group is compared with two others.
 *
 * <p>Costs one pass over the members of each group, and the cube of the number of groups. Immutable and safe for use by
 * several threads.
 *
 * <p>References: D. E. Denning, P. J. Denning, M. D. Schwartz, The tracker: a threat to statistical database security, ACM
 * TODS 4(1), 1979; M. Stoer, F. Wagner, A simple min-cut algorithm, JACM 44(4), 1997.
 *
 * <p>Implementation note: groups of two releases are nodes, shared customers weigh on the edge between two of them, and one
 * more node stands for customers of one release alone. A difference of unions is a cut, the customers it is about are its
 * weight, so the cut of the least weight tells whether any union isolates too few. That cut is named; others may show once
 * it is mended. An earlier group that is too small itself counts as customers of no release.
 */
public final class DifferencingGuard implements SegmentationCheck {
    private static final String ID = "differencing";
    private static final int STANDARD = 20;

    private final ReleaseHistory history;
    private final int minimum;

    private DifferencingGuard(ReleaseHistory history, int minimum) {
        this.history = history;
        this.minimum = minimum;
    }

    /** A guard that compares with what was released before. */
    public static DifferencingGuard of(ReleaseHistory history) {
        return new DifferencingGuard(history, STANDARD);
    }

    /** This guard with another smallest number of customers that a difference may be about, at least 11. Default: 20. */
    public DifferencingGuard withMinimum(int customers) {
        return new DifferencingGuard(history, SmallestSegment.requireMinimum(customers));
    }

    /**
     * A difference that would isolate too few customers.
     *
     * @param release the earlier release that it is taken with, or the new one where a group itself is too small
     * @param group the new group concerned
     */
    public record Isolation(String release, String group) {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "No difference with an earlier release is about fewer than " + minimum + " customers.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.PRIVACY;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        PurposeBoundView view = draft.view();
        List<String> ids = IntStream.range(0, view.size()).mapToObj(view::id).toList();
        String name = "the draft";
        while (history.releases().contains(name)) {
            name = "new: " + name;
        }
        int[] labels = draft.clustering().labels();
        List<Isolation> found = isolations(ReleaseHistory.empty().with(name, ids, labels), draft.context());
        List<Finding> findings = new ArrayList<>();
        for (Isolation one : found) {
            findings.add(Finding.of(
                            Verdict.BLOCK,
                            "differencing.isolates",
                            one.release.equals(name)
                                    ? one.group + " has fewer than " + minimum
                                            + " customers; leave it out or join it with another"
                                    : one.group + " and release '" + one.release + "' together tell about fewer than "
                                            + minimum
                                            + " customers; keep who is in which segment, or change more at a time")
                    .about(one.group));
        }
        return new CheckResult(ID, findings, List.of(exhibit(found)));
    }

    private Exhibit exhibit(List<Isolation> found) {
        List<Exhibit.Bar> bars = history.releases().stream()
                .map(release -> new Exhibit.Bar(
                        release,
                        Cell.amount(Math.toIntExact(found.stream()
                                .filter(one -> one.release.equals(release))
                                .count()))))
                .toList();
        return new Exhibit.Bars("Segments whose difference isolates too few", "segments", bars);
    }

    /**
     * What a new release would isolate, without a segmentation.
     *
     * @param next a history of new releases only
     * @param context may cancel
     * @return nothing if it may be released
     */
    public List<Isolation> isolations(ReleaseHistory next, RunContext context) {
        return new DifferenceSearch(history.list(), next.list(), minimum, context).isolations();
    }
}
