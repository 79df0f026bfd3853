package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.accounting.Zcdp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits what is left of a budget among named answers: the inverse of a {@link PrivacyPlan}. All shares together fit, in
 * whatever order they are spent, and use up nearly all that is left. Nothing is booked.
 *
 * <p>Safe for use by several threads.
 */
public enum BudgetSplit {
    /** Shares of epsilon, for Laplace noise and other pure mechanisms; they add up to no more than the epsilon of the budget. */
    EPSILON {
        @Override
        double most(PrivacyCost limit) {
            return limit.epsilon();
        }

        @Override
        PrivacyEvent share(double size) {
            return new PrivacyEvent.Pure(size);
        }
    },
    /** Shares of rho, for Gaussian noise; the better choice from a handful of answers on. Needs a budget with a delta. */
    ZCDP {
        @Override
        double most(PrivacyCost limit) {
            if (limit.delta() == 0) {
                throw new IllegalArgumentException(
                        "shares of rho need a budget with a delta above 0; split EPSILON instead");
            }
            return limit.epsilon() == 0 ? 0 : Zcdp.rho(limit.epsilon(), limit.delta());
        }

        @Override
        PrivacyEvent share(double size) {
            return new PrivacyEvent.ZeroConcentrated(size);
        }
    };

    /** What is left unused, relative: far more than the rounding of a sum in another order, far less than anyone minds. */
    private static final double MARGIN = 0x1p-40;

    /** Halvings of the bracket, each a composition; 30 leave a billionth of the budget unused. */
    private static final int STEPS = 30;

    /**
     * Splits what is left of a data set, and of those it was derived from.
     *
     * @param ledger who would book the answers; it is only read
     * @param dataSet what they are about
     * @param weights how much of the budget each is to have in proportion, finite and above 0; at least one
     * @return an event for each name, in the order of the weights
     * @throws BudgetExceededException if nothing is left
     * @throws IllegalArgumentException if the data set is not known, a weight is out of range, or shares of rho are asked of
     *     a budget without delta
     */
    public Map<String, PrivacyEvent> among(PrivacyLedger ledger, String dataSet, Map<String, Double> weights) {
        double sum = sumOf(weights);
        PrivacyCost limit = ledger.budget(dataSet).limit();
        List<Payer> payers = new ArrayList<>();
        for (String name : ledger.chargedWith(dataSet)) {
            payers.add(new Payer(name, ledger.budget(name).limit(), LedgerEntry.counting(ledger.history(name))));
        }
        double low = 0;
        double high = most(limit) * (1 - MARGIN);
        for (int step = 0; step < STEPS && low < high; step++) {
            // The whole first: on a fresh ledger it fits.
            double tried = step == 0 ? high : low + (high - low) / 2;
            if (fits(payers, shares(weights, tried / sum))) {
                low = tried;
            } else {
                high = tried;
            }
        }
        Map<String, PrivacyEvent> shares = shares(weights, low * (1 - MARGIN) / sum);
        if (shares.size() < weights.size()) {
            throw nothingLeft(payers, shares(weights, high / sum), dataSet, limit);
        }
        return Collections.unmodifiableMap(shares);
    }

    /** The most there is to share of a budget on which nothing was spent. */
    abstract double most(PrivacyCost limit);

    abstract PrivacyEvent share(double size);

    private Map<String, PrivacyEvent> shares(Map<String, Double> weights, double scale) {
        Map<String, PrivacyEvent> shares = new LinkedHashMap<>();
        weights.forEach((name, weight) -> {
            if (weight * scale > 0) {
                shares.put(name, share(weight * scale));
            }
        });
        return shares;
    }

    private static boolean fits(List<Payer> payers, Map<String, PrivacyEvent> shares) {
        return payers.stream().allMatch(payer -> payer.with(shares).within());
    }

    private static double sumOf(Map<String, Double> weights) {
        double sum = 0;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            if (!(weight.getValue() > 0) || weight.getValue().isInfinite()) {
                throw new IllegalArgumentException(
                        "the weight of '" + weight.getKey() + "' must be finite and above 0, was " + weight.getValue());
            }
            sum += weight.getValue();
        }
        if (!(sum > 0) || Double.isInfinite(sum)) {
            throw new IllegalArgumentException("weights must be at least one and have a finite sum, was " + sum);
        }
        return sum;
    }

    private static BudgetExceededException nothingLeft(
            List<Payer> payers, Map<String, PrivacyEvent> tooMuch, String dataSet, PrivacyCost limit) {
        for (Payer payer : payers) {
            Charge charge = payer.with(tooMuch);
            if (!charge.within()) {
                return new BudgetExceededException(payer.name(), payer.limit(), charge.cost());
            }
        }
        return new BudgetExceededException(dataSet, limit, limit);
    }

    /** A data set whose budget the shares must fit. */
    private record Payer(String name, PrivacyCost limit, List<PrivacyEvent> events) {
        private Charge with(Map<String, PrivacyEvent> shares) {
            List<PrivacyEvent> all = new ArrayList<>(events);
            all.addAll(shares.values());
            return Charge.of(all, limit);
        }
    }
}
