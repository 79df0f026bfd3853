package io.github.segmentation4j.cli;

import io.github.segmentation4j.privacy.ledger.DataSet;
import io.github.segmentation4j.privacy.ledger.FileLedger;
import io.github.segmentation4j.privacy.ledger.MemoryLedger;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.privacy.ledger.PrivacyLedger;
import io.github.segmentation4j.run.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ledger that pays for a release.
 *
 * @param file where it is
 * @param dataSet whose budget
 * @param created the budget to create, if one was asked for
 */
record ReleaseLedger(Path file, String dataSet, Optional<PrivacyBudget> created) {
    static ReleaseLedger of(Path file, String dataSet, double @Nullable [] created) {
        if (dataSet.isBlank()) {
            throw new InvalidInputException("--data-set must not be blank; name whose budget in --ledger it is");
        }
        if (created == null) {
            return new ReleaseLedger(file, dataSet, Optional.empty());
        }
        if (created.length != 2) {
            throw new InvalidInputException(
                    "--create-budget takes two numbers, EPSILON,DELTA, as in 3,1e-6, were " + created.length);
        }
        if (!(created[0] > 0 && Double.isFinite(created[0]) && created[1] >= 0 && created[1] < 1)) {
            throw new InvalidInputException("--create-budget takes an epsilon above 0 and a delta from 0 to below 1,"
                    + " were " + created[0] + " and " + created[1]);
        }
        return new ReleaseLedger(file, dataSet, Optional.of(PrivacyBudget.of(created[0], created[1])));
    }

    /** A ledger to plan with; nothing is written. */
    PrivacyLedger forPlans() {
        if (!Files.exists(file)) {
            return MemoryLedger.of(dataSet, wanted());
        }
        FileLedger ledger = FileLedger.open(file);
        Optional<PrivacyBudget> known = budgetIn(ledger);
        if (known.isEmpty()) {
            return MemoryLedger.of(dataSet, wanted());
        }
        if (created.isPresent() && !created.equals(known)) {
            throw new InvalidInputException("'" + dataSet + "' has the budget "
                    + known.get().limit() + " in --ledger, which cannot be changed; leave out --create-budget");
        }
        return ledger;
    }

    /** The ledger that books, made where it was asked for. */
    PrivacyLedger forSpending() {
        if (!Files.exists(file)) {
            return FileLedger.create(file, DataSet.of(dataSet, wanted()));
        }
        FileLedger ledger = FileLedger.open(file);
        created.ifPresent(budget -> ledger.declare(DataSet.of(dataSet, budget)));
        return ledger;
    }

    private Optional<PrivacyBudget> budgetIn(FileLedger ledger) {
        try {
            return Optional.of(ledger.budget(dataSet));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private PrivacyBudget wanted() {
        return created.orElseThrow(() -> new InvalidInputException((Files.exists(file)
                        ? "the ledger '" + file + "' knows no data set '" + dataSet
                                + "'; name the one it is with --data-set"
                        : "there is no ledger '" + file + "'; name the one that is")
                + ", or create a budget with --create-budget EPSILON,DELTA"));
    }
}
