package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What answers would cost and how far off they would be, said before anything is spent. Nothing is booked, so others may
 * spend before the plan is carried out.
 *
 * <pre>{@code
 * PrivacyPlan plan = PrivacyPlan.of(ledger, answers);
 * if (!plan.fits()) {
 *     System.out.println(plan);
 * }
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class PrivacyPlan {
    private final List<Step> steps;
    private final List<Outlook> outlooks;

    /**
     * One answer after those before it.
     *
     * @param answer what is planned
     * @param adds the epsilon by which the cost of its data set grows, at the delta of the budget
     * @param total the epsilon of its data set with it and all before it, booked or planned
     * @param refusedBy the data set whose budget does not allow for it and all before it: its own, or one that it was
     *     derived from; none if it fits
     */
    public record Step(PlannedAnswer answer, Statistic adds, Statistic total, Optional<String> refusedBy) {
        /** Whether a ledger would book it after all before it. */
        public boolean fits() {
            return refusedBy.isEmpty();
        }
    }

    /**
     * A data set with the whole plan carried out, whether it fits or not.
     *
     * @param dataSet its name
     * @param limit its budget
     * @param spent what it costs already
     * @param total the epsilon that all booked and planned answers cost together, at the delta of the budget
     * @param left the epsilon that would be left, at least 0
     */
    public record Outlook(String dataSet, PrivacyCost limit, PrivacyCost spent, Statistic total, Statistic left) {}

    private PrivacyPlan(List<Step> steps, List<Outlook> outlooks) {
        this.steps = List.copyOf(steps);
        this.outlooks = List.copyOf(outlooks);
    }

    /**
     * Plans answers.
     *
     * @param ledger who would book them; it is only read
     * @param answers in the order in which they would be given
     * @throws IllegalArgumentException if a data set is not known, or an answer has another adjacency or unit than its
     *     budget
     */
    public static PrivacyPlan of(PrivacyLedger ledger, List<PlannedAnswer> answers) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        List<Step> steps = new ArrayList<>();
        for (PlannedAnswer answer : answers) {
            PrivacySpend spend = answer.spend();
            Tally own = tallies.computeIfAbsent(spend.dataSet(), name -> new Tally(ledger, name));
            Statistic before = own.charge.epsilon();
            Optional<String> refusedBy = Optional.empty();
            for (String payer : own.payers) {
                Tally tally = tallies.computeIfAbsent(payer, name -> new Tally(ledger, name));
                tally.add(spend);
                if (refusedBy.isEmpty() && !tally.charge.within()) {
                    refusedBy = Optional.of(payer);
                }
            }
            Statistic after = own.charge.epsilon();
            steps.add(new Step(answer, difference(after, before), after, refusedBy));
        }
        return new PrivacyPlan(
                steps, tallies.values().stream().map(Tally::outlook).toList());
    }

    /** The answers in the order of the plan. */
    public List<Step> steps() {
        return steps;
    }

    /** Every data set that pays for an answer. */
    public List<Outlook> outlooks() {
        return outlooks;
    }

    /** Whether all answers fit. */
    public boolean fits() {
        return firstThatDoesNotFit().isEmpty();
    }

    /** The first answer that a ledger would refuse after all before it. */
    public Optional<PlannedAnswer> firstThatDoesNotFit() {
        return steps.stream().filter(step -> !step.fits()).map(Step::answer).findFirst();
    }

    /** The answers as a table for a report. */
    public Exhibit.Table table() {
        List<List<Cell>> rows = steps.stream()
                .map(step -> List.of(
                        Cell.text(step.answer().spend().what()),
                        Cell.text(step.answer().spend().dataSet()),
                        Cell.of(step.adds()),
                        Cell.of(step.total()),
                        Cell.amount(step.answer().expectedError()),
                        Cell.text(step.answer().unitOfError()),
                        Cell.text(verdict(step))))
                .toList();
        return new Exhibit.Table(
                "privacy plan",
                List.of("answer", "data set", "epsilon added", "epsilon in all", "expected error", "in", "verdict"),
                rows);
    }

    /** One line for each answer and each data set. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            PlannedAnswer answer = step.answer();
            text.append(answer.spend().what())
                    .append(" of ")
                    .append(answer.spend().dataSet());
            text.append(": adds ").append(rounded(step.adds())).append(", ").append(rounded(step.total()));
            text.append(" in all; off by ").append(rounded(Statistic.of(answer.expectedError())));
            text.append(' ')
                    .append(answer.unitOfError())
                    .append("; ")
                    .append(verdict(step))
                    .append('\n');
        }
        for (Outlook outlook : outlooks) {
            text.append(outlook.dataSet())
                    .append(": ")
                    .append(rounded(outlook.total()))
                    .append(" of epsilon ");
            text.append(outlook.limit().epsilon())
                    .append(" at delta ")
                    .append(outlook.limit().delta());
            text.append(", ").append(rounded(outlook.left())).append(" left\n");
        }
        return text.toString();
    }

    private static String verdict(Step step) {
        return step.refusedBy().map(name -> "too much for " + name).orElse("fits");
    }

    private static String rounded(Statistic statistic) {
        return statistic instanceof Statistic.Undetermined none
                ? none.reason()
                : String.format(Locale.ROOT, "%.4g", statistic.orElseThrow());
    }

    private static Statistic difference(Statistic more, Statistic less) {
        return more.value().isPresent() && less.value().isPresent()
                ? Statistic.of(Math.max(0, more.orElseThrow() - less.orElseThrow()))
                : more.value().isPresent() ? less : more;
    }

    /** What one data set pays while the plan grows. */
    private static final class Tally {
        private final String dataSet;
        private final PrivacyBudget budget;
        private final PrivacyCost spent;
        private final Set<String> payers;
        private final List<PrivacyEvent> events;
        private Charge charge;

        private Tally(PrivacyLedger ledger, String dataSet) {
            this.dataSet = dataSet;
            budget = ledger.budget(dataSet);
            payers = ledger.chargedWith(dataSet);
            events = new ArrayList<>(LedgerEntry.counting(ledger.history(dataSet)));
            charge = Charge.of(events, budget.limit());
            spent = charge.cost();
        }

        private void add(PrivacySpend spend) {
            budget.requireFor(dataSet, spend);
            events.add(spend.event());
            charge = Charge.of(events, budget.limit());
        }

        private Outlook outlook() {
            Statistic total = charge.epsilon();
            return new Outlook(
                    dataSet,
                    budget.limit(),
                    spent,
                    total,
                    difference(Statistic.of(budget.limit().epsilon()), total));
        }
    }
}
