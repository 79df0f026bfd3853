package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.Composition;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import java.util.ArrayList;
import java.util.List;

/** A ledger of one data set that is forgotten with the process. Safe for use by several threads. */
public final class MemoryLedger implements PrivacyLedger {
    private final String dataSet;
    private final PrivacyBudget budget;
    private final List<Entry> entries = new ArrayList<>();

    private MemoryLedger(String dataSet, PrivacyBudget budget) {
        this.dataSet = dataSet;
        this.budget = budget;
    }

    /** A ledger on which nothing was spent. */
    public static MemoryLedger of(String dataSet, PrivacyBudget budget) {
        return new MemoryLedger(dataSet, budget);
    }

    @Override
    public synchronized Reservation reserve(PrivacySpend spend) {
        List<PrivacyEvent> events = events(spend.dataSet());
        events.add(spend.event());
        PrivacyCost cost = Composition.cost(events, budget.limit().delta());
        if (cost.epsilon() > budget.limit().epsilon()) {
            throw new BudgetExceededException(dataSet, budget.limit(), cost);
        }
        Entry entry = new Entry(spend);
        entries.add(entry);
        return entry;
    }

    @Override
    public PrivacyBudget budget(String name) {
        if (!name.equals(dataSet)) {
            throw new IllegalArgumentException("this ledger knows the data set '" + dataSet + "', not '" + name + "'");
        }
        return budget;
    }

    @Override
    public synchronized PrivacyCost spent(String name) {
        return Composition.cost(events(name), budget.limit().delta());
    }

    private List<PrivacyEvent> events(String name) {
        budget(name);
        List<PrivacyEvent> events = new ArrayList<>();
        entries.forEach(entry -> events.add(entry.spend().event()));
        return events;
    }

    private final class Entry implements Reservation {
        private final PrivacySpend spend;
        private boolean begun;

        private Entry(PrivacySpend spend) {
            this.spend = spend;
        }

        @Override
        public PrivacySpend spend() {
            return spend;
        }

        @Override
        public void begin() {
            synchronized (MemoryLedger.this) {
                if (begun || !entries.contains(this)) {
                    throw new IllegalStateException("this spend began before or was given back");
                }
                begun = true;
            }
        }

        @Override
        public void refund() {
            synchronized (MemoryLedger.this) {
                if (begun || !entries.remove(this)) {
                    throw new IllegalStateException("only what never began can be given back, and only once");
                }
            }
        }
    }
}
