package io.github.segmentation4j.cli;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import io.github.segmentation4j.privacy.accounting.Zcdp;
import io.github.segmentation4j.privacy.ledger.BudgetExceededException;
import io.github.segmentation4j.privacy.ledger.DataSet;
import io.github.segmentation4j.privacy.ledger.FileLedger;
import io.github.segmentation4j.privacy.ledger.MemoryLedger;
import io.github.segmentation4j.privacy.ledger.PlannedAnswer;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.privacy.ledger.PrivacyLedger;
import io.github.segmentation4j.privacy.ledger.PrivacyPlan;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.run.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose budget a private answer is taken from, as typed. */
final class LedgerOptions {
    /** The name of a data set that is known to this run alone. */
    private static final String THESE_ROWS = "these rows";

    @Option(
            names = "--ledger",
            paramLabel = "F",
            description =
                    "The book of what was told, from which the run is paid and which refuses it, with exit code 1,"
                            + " where the budget is used up. Without it E and D are a budget for this run only, and nobody"
                            + " counts how often it is run.")
    private @Nullable Path file;

    @Option(names = "--data-set", paramLabel = "NAME", description = "Whose budget in --ledger it is.")
    private @Nullable String dataSet;

    @Option(
            names = "--create-budget",
            paramLabel = "E,D",
            split = ",",
            hideParamSyntax = true,
            description = "The budget of --data-set where --ledger or the data set in it is not there yet, such as"
                    + " 3,1e-6; where it is, it must have just this budget.")
    private double @Nullable [] created;

    /**
     * A ledger and a data set in it.
     *
     * @param ledger who books
     * @param dataSet whose budget
     * @param file where it is kept; none if it ends with this run
     */
    record Account(PrivacyLedger ledger, String dataSet, Optional<Path> file) {
        PrivacyBudget budget() {
            return ledger.budget(dataSet);
        }

        /** Refuses, before anything is spent, what does not fit the budget as a whole. */
        private void requireRoom(PrivacyCost cost) {
            PrivacySpend all = new PrivacySpend(
                    dataSet,
                    "private k-means",
                    new PrivacyEvent.ZeroConcentrated(Zcdp.rho(cost.epsilon(), cost.delta())),
                    budget().adjacency(),
                    budget().unit());
            PrivacyPlan plan = PrivacyPlan.of(ledger, List.of(new PlannedAnswer(all, 0, "rows")));
            for (PrivacyPlan.Step step : plan.steps()) {
                step.refusedBy().ifPresent(payer -> refuse(plan, payer));
            }
        }

        private static void refuse(PrivacyPlan plan, String payer) {
            for (PrivacyPlan.Outlook outlook : plan.outlooks()) {
                if (outlook.dataSet().equals(payer)) {
                    throw new BudgetExceededException(
                            payer,
                            outlook.limit(),
                            new PrivacyCost(
                                    outlook.total().value().orElse(Double.MAX_VALUE),
                                    outlook.limit().delta()));
                }
            }
        }
    }

    /** Refuses what does not go together, before a file is read. */
    void requireFitting() {
        if (file == null && (dataSet != null || created != null)) {
            throw new InvalidInputException((dataSet != null ? "--data-set" : "--create-budget") + " needs --ledger");
        }
        if (file != null && (dataSet == null || dataSet.isBlank())) {
            throw new InvalidInputException("--ledger needs --data-set, whose budget in it is charged");
        }
        if (created != null && created.length != 2) {
            throw new InvalidInputException(
                    "--create-budget takes two numbers, EPSILON,DELTA, as in 3,1e-6, were " + created.length);
        }
        if (created != null && !(created[0] > 0 && created[1] > 0 && created[1] < 1 && Double.isFinite(created[0]))) {
            throw new InvalidInputException("--create-budget takes an epsilon above 0 and a delta above 0 and below 1,"
                    + " were " + created[0] + " and " + created[1]);
        }
    }

    /**
     * Opens the ledger, or creates it where that was asked for, and makes sure that there is room.
     *
     * @param cost of the whole run
     * @param adjacency what was asked to be hidden, if anything was
     */
    Account open(PrivacyCost cost, Optional<Adjacency> adjacency) {
        if (file == null || dataSet == null) {
            PrivacyBudget own =
                    new PrivacyBudget(cost, adjacency.orElse(Adjacency.ADD_OR_REMOVE), PrivacyUnit.CUSTOMER);
            return new Account(MemoryLedger.of(THESE_ROWS, own), THESE_ROWS, Optional.empty());
        }
        Account account = new Account(ledger(file, dataSet, cost, adjacency), dataSet, Optional.of(file));
        Adjacency kept = account.budget().adjacency();
        if (adjacency.isPresent() && adjacency.get() != kept) {
            throw new InvalidInputException("--adjacency must be " + PrivateKMeansOptions.Neighbours.of(kept)
                    + ", which the budget of '" + dataSet + "' protects, was "
                    + PrivateKMeansOptions.Neighbours.of(adjacency.get()));
        }
        account.requireRoom(cost);
        return account;
    }

    private PrivacyLedger ledger(Path place, String name, PrivacyCost cost, Optional<Adjacency> adjacency) {
        boolean exists = Files.exists(place);
        if (created == null) {
            if (!exists) {
                throw new InvalidInputException("there is no ledger '" + place
                        + "'; name the one that is, or create it with --create-budget EPSILON,DELTA");
            }
            return FileLedger.open(place);
        }
        DataSet declared = DataSet.of(
                name,
                new PrivacyBudget(
                        new PrivacyCost(created[0], created[1]),
                        adjacency.orElse(Adjacency.ADD_OR_REMOVE),
                        PrivacyUnit.CUSTOMER));
        // A budget that could not even pay for this run is not worth a file.
        new Account(MemoryLedger.of(declared), name, Optional.empty()).requireRoom(cost);
        if (!exists) {
            return FileLedger.create(place, declared);
        }
        FileLedger ledger = FileLedger.open(place);
        ledger.declare(declared);
        return ledger;
    }
}
