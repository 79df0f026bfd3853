package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is charged to one data set. The composed cost is kept until it changes, and the cost that was last asked for becomes
 * it when that spend is booked: one composition for each spend.
 */
final class Account {
    private final DataSet dataSet;
    /** The data set and all it was derived from. */
    private final Set<String> payers;

    private final Set<Integer> charged = new TreeSet<>();
    private final Map<Integer, PrivacyEvent> counting = new TreeMap<>();
    private @Nullable Charge spent;
    private @Nullable PrivacyEvent asked;
    private @Nullable Charge answer;

    Account(DataSet dataSet, Set<String> payers) {
        this.dataSet = dataSet;
        this.payers = payers;
    }

    DataSet dataSet() {
        return dataSet;
    }

    Set<String> payers() {
        return payers;
    }

    Set<Integer> charged() {
        return charged;
    }

    PrivacyCost spent() {
        Charge known = spent;
        if (known == null) {
            known = Charge.of(List.copyOf(counting.values()), dataSet.budget().limit());
            spent = known;
        }
        return known.cost();
    }

    /** Refuses what does not fit; changes nothing that can be seen. */
    void require(PrivacySpend spend) {
        dataSet.budget().requireFor(dataSet.name(), spend);
        Charge charge = costWith(spend.event());
        if (!charge.within()) {
            throw new BudgetExceededException(dataSet.name(), dataSet.budget().limit(), charge.cost());
        }
    }

    void add(int number, PrivacyEvent event) {
        charged.add(number);
        counting.put(number, event);
        forgetCost(event.equals(asked) ? answer : null);
    }

    void refund(int number) {
        counting.remove(number);
        forgetCost(null);
    }

    private Charge costWith(PrivacyEvent event) {
        Charge known = answer;
        if (known == null || !event.equals(asked)) {
            List<PrivacyEvent> events = new ArrayList<>(counting.values());
            events.add(event);
            known = Charge.of(events, dataSet.budget().limit());
            asked = event;
            answer = known;
        }
        return known;
    }

    private void forgetCost(@Nullable Charge now) {
        spent = now;
        asked = null;
        answer = null;
    }
}
