package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What changed between two audits: verdicts, shares that moved further than their intervals allow, and attributes,
 * groups and segments that appeared or vanished. Made from what was stored of each, so what was hidden then stays hidden.
 *
 * <p>Segments are told apart by their numbers. A share has moved where its two intervals of 95 % have nothing in common;
 * a smaller change may be chance.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param verdictChanges in the order of the later audit
 * @param movedShares likewise
 * @param appeared attributes, groups and segments that only the later audit has
 * @param vanished those that only the earlier one has
 */
public record AuditDiff(
        List<VerdictChange> verdictChanges, List<MovedShare> movedShares, List<String> appeared, List<String> vanished) {
    /**
     * A verdict that is another one now.
     *
     * @param attribute the attribute
     * @param about the group and segment or decision; empty if the verdict is on the attribute as a whole
     * @param before the verdict of the earlier audit
     * @param after the verdict of the later one
     */
    public record VerdictChange(String attribute, String about, FairnessVerdict before, FairnessVerdict after) {
        /** Checks that nothing is null. */
        public VerdictChange {
            Objects.requireNonNull(attribute, "attribute");
            Objects.requireNonNull(about, "about");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }
    }

    /**
     * A share whose intervals have nothing in common.
     *
     * @param attribute the attribute
     * @param about the group and segment or decision
     * @param before the share of the earlier audit
     * @param after the share of the later one
     */
    public record MovedShare(String attribute, String about, Statistic.Estimate before, Statistic.Estimate after) {
        /** Checks that nothing is null. */
        public MovedShare {
            Objects.requireNonNull(attribute, "attribute");
            Objects.requireNonNull(about, "about");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }
    }

    /** Copies the lists. */
    public AuditDiff {
        verdictChanges = List.copyOf(verdictChanges);
        movedShares = List.copyOf(movedShares);
        appeared = List.copyOf(appeared);
        vanished = List.copyOf(vanished);
    }

    /**
     * The changes between two results.
     *
     * @param disclosureMinimum numbers about fewer persons are not compared, see {@link AuditResult#state}
     */
    public static AuditDiff between(AuditResult before, AuditResult after, int disclosureMinimum) {
        return between(before.state(disclosureMinimum), after.state(disclosureMinimum));
    }

    /**
     * The changes between two stored results.
     *
     * @param before what {@link AuditResult#state} gave for the earlier audit
     * @param after the same for the later one
     * @throws InvalidInputException if either is something else
     */
    public static AuditDiff between(ModelState before, ModelState after) {
        StoredAudit earlier = StoredAudit.of(before);
        StoredAudit later = StoredAudit.of(after);
        List<VerdictChange> verdicts = new ArrayList<>();
        List<MovedShare> shares = new ArrayList<>();
        for (Map.Entry<StoredAudit.Key, StoredAudit.Entry> entry :
                later.entries().entrySet()) {
            StoredAudit.Entry old = earlier.entries().get(entry.getKey());
            if (old != null) {
                StoredAudit.Key key = entry.getKey();
                StoredAudit.Entry now = entry.getValue();
                if (old.verdict() != now.verdict()) {
                    verdicts.add(new VerdictChange(key.attribute(), key.about(), old.verdict(), now.verdict()));
                }
                if (old.share() instanceof Statistic.Estimate was
                        && now.share() instanceof Statistic.Estimate is
                        && (was.upper() < is.lower() || is.upper() < was.lower())) {
                    shares.add(new MovedShare(key.attribute(), key.about(), was, is));
                }
            }
        }
        return new AuditDiff(
                verdicts, shares, without(later.parts(), earlier.parts()), without(earlier.parts(), later.parts()));
    }

    private static List<String> without(List<String> parts, List<String> others) {
        return parts.stream().filter(part -> !others.contains(part)).toList();
    }

    /** Whether nothing changed. */
    public boolean isEmpty() {
        return verdictChanges.isEmpty() && movedShares.isEmpty() && appeared.isEmpty() && vanished.isEmpty();
    }

    /** The changes as tables; a kind of change that did not happen has none. */
    public List<Exhibit> exhibits() {
        List<Exhibit> exhibits = new ArrayList<>();
        if (!verdictChanges.isEmpty()) {
            exhibits.add(new Exhibit.Table(
                    "Fairness verdicts that changed",
                    List.of("attribute", "about", "before", "after"),
                    verdictChanges.stream()
                            .map(change -> List.of(
                                    Cell.text(change.attribute()),
                                    Cell.text(change.about().isEmpty() ? "all comparisons" : change.about()),
                                    Cell.text(change.before().words()),
                                    Cell.text(change.after().words())))
                            .toList()));
        }
        if (!movedShares.isEmpty()) {
            exhibits.add(new Exhibit.Table(
                    "Shares that moved beyond their intervals",
                    List.of("attribute", "about", "before", "from", "to", "after", "from", "to"),
                    movedShares.stream().map(AuditDiff::row).toList()));
        }
        if (!appeared.isEmpty() || !vanished.isEmpty()) {
            List<List<Cell>> rows = new ArrayList<>();
            appeared.forEach(part -> rows.add(List.of(Cell.text(part), Cell.text("appeared"))));
            vanished.forEach(part -> rows.add(List.of(Cell.text(part), Cell.text("vanished"))));
            exhibits.add(new Exhibit.Table(
                    "Attributes, groups and segments that appeared or vanished", List.of("part", "change"), rows));
        }
        return exhibits;
    }

    private static List<Cell> row(MovedShare share) {
        return List.of(
                Cell.text(share.attribute()),
                Cell.text(share.about()),
                Cell.amount(share.before().number()),
                Cell.amount(share.before().lower()),
                Cell.amount(share.before().upper()),
                Cell.amount(share.after().number()),
                Cell.amount(share.after().lower()),
                Cell.amount(share.after().upper()));
    }
}
