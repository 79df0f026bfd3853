package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.ledger.LedgerEntry.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The state that the records of a ledger add up to. Not safe for use by several threads. */
final class Book {
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final List<LedgerEntry> entries = new ArrayList<>();

    /** Whether a data set is known already, with all that was said of it. */
    boolean knows(DataSet dataSet) {
        Account account = accounts.get(dataSet.name());
        return account != null && account.dataSet().equals(dataSet);
    }

    Account account(String name) {
        Account account = accounts.get(name);
        if (account == null) {
            throw new IllegalArgumentException("the data set '" + name + "' is not known to this ledger, which knows "
                    + accounts.keySet() + "; declare it with a budget");
        }
        return account;
    }

    List<LedgerEntry> history(String name) {
        return account(name).charged().stream().map(this::entry).toList();
    }

    int nextNumber() {
        return entries.size() + 1;
    }

    /** Refuses a record that a caller must not write now; changes nothing. */
    void require(LedgerRecord record) {
        if (record instanceof LedgerRecord.Declared declared) {
            payersOf(declared.dataSet());
        } else if (record instanceof LedgerRecord.Reserved reserved) {
            PrivacySpend spend = reserved.spend();
            for (String payer : account(spend.dataSet()).payers()) {
                account(payer).require(spend);
            }
        } else {
            became(record);
        }
    }

    /**
     * Takes a record over. The budget is not asked again: what was booked stays booked, even where a later version of the
     * accounting finds it dearer.
     */
    void apply(LedgerRecord record) {
        if (record instanceof LedgerRecord.Declared declared) {
            DataSet dataSet = declared.dataSet();
            accounts.put(dataSet.name(), new Account(dataSet, payersOf(dataSet)));
        } else if (record instanceof LedgerRecord.Reserved reserved) {
            add(reserved);
        } else {
            LedgerEntry next = became(record);
            entries.set(next.number() - 1, next);
            if (!next.counts()) {
                account(next.spend().dataSet())
                        .payers()
                        .forEach(payer -> account(payer).refund(next.number()));
            }
        }
    }

    private void add(LedgerRecord.Reserved reserved) {
        int number = reserved.number();
        PrivacySpend spend = reserved.spend();
        Set<String> payers = account(spend.dataSet()).payers();
        if (number != nextNumber()) {
            throw new IllegalArgumentException("the next spend has number " + nextNumber() + ", was " + number);
        }
        payers.forEach(payer -> account(payer).dataSet().budget().requireFor(payer, spend));
        entries.add(LedgerEntry.reserved(number, spend, reserved.when()));
        payers.forEach(payer -> account(payer).add(number, spend.event()));
    }

    private LedgerEntry became(LedgerRecord record) {
        if (record instanceof LedgerRecord.Begun begun) {
            return entry(begun.number()).became(State.BEGUN, begun.when());
        }
        if (record instanceof LedgerRecord.Refunded refunded) {
            return entry(refunded.number()).became(State.REFUNDED, refunded.when());
        }
        throw new IllegalArgumentException("not a change of a spend: " + record);
    }

    private LedgerEntry entry(int number) {
        if (number < 1 || number > entries.size()) {
            throw new IllegalArgumentException("there is no spend " + number + " among " + entries.size());
        }
        return entries.get(number - 1);
    }

    private Set<String> payersOf(DataSet dataSet) {
        if (accounts.containsKey(dataSet.name())) {
            throw new IllegalArgumentException("the data set '" + dataSet.name()
                    + "' was declared before with another budget or other parents, which cannot be changed; give it another"
                    + " name");
        }
        PrivacyBudget budget = dataSet.budget();
        Set<String> payers = new LinkedHashSet<>(List.of(dataSet.name()));
        for (String parent : dataSet.parents()) {
            Account account = account(parent);
            PrivacyBudget above = account.dataSet().budget();
            if (above.adjacency() != budget.adjacency() || above.unit() != budget.unit()) {
                throw new IllegalArgumentException("'" + dataSet.name() + "' protects " + budget.protection()
                        + " but its parent '" + parent + "' " + above.protection()
                        + "; every spend would be refused, so give it the protection of its parent");
            }
            payers.addAll(account.payers());
        }
        return Collections.unmodifiableSet(payers);
    }
}
