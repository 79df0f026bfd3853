package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.proxy.ProtectedGroups;
import io.github.segmentation4j.fairness.proxy.QuantileBands;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Blocks if vulnerable customers pay more than others who cost the same to serve: a higher mean price within bands of
 * equal cost, beyond what chance explains (one-sided, corrected over all flags).
 *
 * <p>Customers are compared within ten bands of cost that hold about equally many; each band weighs by how much it can
 * tell. The test deals the flags at random within the bands, so it holds for prices that follow a fixed rule; under 20
 * customers on a side it does not judge and says so. Customers without a price, a cost or a flag, and bands without both
 * sides, are left out and counted.
 *
 * <p>Sorts the costs and makes one pass over the customers for each flag. Immutable and safe for use by several threads.
 *
 * <p>References: E. J. G. Pitman, Significance tests which may be applied to samples from any populations, Supplement to
 * the Journal of the Royal Statistical Society 4, 1937; N. Mantel, Chi-square tests with one degree of freedom:
 * extensions of the Mantel-Haenszel procedure, JASA 58, 1963 (the weights of the bands).
 */
public final class PriceGuard implements SegmentationCheck {
    private static final String ID = "price-guard";
    private static final ShiftFindings WORDS = new ShiftFindings(
            ID,
            "price at equal cost",
            "pay more than others who cost the same to serve",
            "bring their price down to that of the others");

    private final String price;
    private final String cost;
    private final int bands;
    private final List<String> attributes;
    private final Flags flags;
    private final GuardPolicy policy;

    private PriceGuard(String price, String cost, int bands, List<String> attributes, Flags flags, GuardPolicy policy) {
        this.price = price;
        this.cost = cost;
        this.bands = bands;
        this.attributes = List.copyOf(new LinkedHashSet<>(attributes));
        this.flags = flags;
        this.policy = policy;
    }

    /**
     * A guard of prices.
     *
     * @param price the name of the price of a customer, a number which the purpose must allow
     * @param cost the name of the cost to serve a customer, likewise
     * @param flag a protected attribute; whoever is {@code true} is flagged, see {@link #flagging}
     * @param more further flags
     */
    public static PriceGuard of(String price, String cost, String flag, String... more) {
        List<String> names = new ArrayList<>(List.of(flag));
        names.addAll(List.of(more));
        return new PriceGuard(price, cost, 10, names, new Flags(Map.of()), GuardPolicy.standard());
    }

    /** This guard with the groups of an attribute that are flagged, in the place of {@code true}. */
    public PriceGuard flagging(String attribute, String... groups) {
        return new PriceGuard(price, cost, bands, attributes, flags.with(attribute, groups), policy);
    }

    /** This guard with another number of bands of cost, from 1. Default: 10. */
    public PriceGuard withCostBands(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("there must be at least 1 band of cost, was " + count);
        }
        return new PriceGuard(price, cost, count, attributes, flags, policy);
    }

    /** This guard with another probability of a false alarm over all flags. Default: 0.05. */
    public PriceGuard withLevel(double level) {
        return with(policy.withLevel(level));
    }

    /** This guard with another smallest number of customers on a side. Default: 20. */
    public PriceGuard withMinimum(int persons) {
        return with(policy.withMinimum(persons));
    }

    /** This guard with another smallest number of persons to tell of where there is no draft. Default: 20. */
    public PriceGuard withDisclosureMinimum(int persons) {
        return with(policy.withDisclosureMinimum(persons));
    }

    /** This guard with another severity. Default: it blocks. */
    public PriceGuard withSeverity(Verdict severity) {
        return with(policy.withSeverity(severity));
    }

    /** This guard with another severity of what cannot be assessed. Default: it blocks. */
    public PriceGuard onNotAssessable(Verdict severity) {
        return with(policy.withNotAssessable(severity));
    }

    private PriceGuard with(GuardPolicy newPolicy) {
        return new PriceGuard(price, cost, bands, attributes, flags, newPolicy);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Customers flagged by " + String.join(", ", attributes) + " pay no higher " + price
                + " than others of equal " + cost + ".";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.FAIRNESS;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        ViewNumbers prices = ViewNumbers.of(draft, price);
        ViewNumbers costs = ViewNumbers.of(draft, cost);
        List<Finding> withheld = new ArrayList<>();
        for (ViewNumbers numbers : List.of(prices, costs)) {
            if (numbers instanceof ViewNumbers.Withheld none) {
                withheld.add(policy.notAssessable(ID, none.reason()));
            }
        }
        if (!(prices instanceof ViewNumbers.Known knownPrices && costs instanceof ViewNumbers.Known knownCosts)) {
            return CheckResult.of(ID, withheld);
        }
        List<ProtectedGroups> found =
                attributes.stream().map(name -> ProtectedGroups.of(draft, name)).toList();
        return with(policy.withDisclosureMinimum(draft.disclosureMinimum()))
                .compare(knownPrices.values(), knownCosts.values(), found);
    }

    /**
     * Judges prices without a draft.
     *
     * @param prices what each customer pays, finite, NaN where it is not known
     * @param costs what it costs to serve each, likewise
     * @param given the flags of the same customers; one that is not among them is not assessable
     */
    public CheckResult judge(double[] prices, double[] costs, List<Categories> given) {
        if (costs.length != prices.length) {
            throw new IllegalArgumentException(
                    "there must be " + prices.length + " costs, one for each price, were " + costs.length);
        }
        return compare(prices, costs, Given.select(attributes, given, prices.length));
    }

    private CheckResult compare(double[] prices, double[] costs, List<ProtectedGroups> found) {
        requireFinite(prices, price);
        requireFinite(costs, cost);
        int[] strata = QuantileBands.of(cost, costs, bands).codes();
        return WORDS.judge(policy, found.stream().map(flags::of).toList(), prices, strata, bands);
    }

    private static void requireFinite(double[] values, String name) {
        for (int row = 0; row < values.length; row++) {
            if (Double.isInfinite(values[row])) {
                throw InvalidInputException.at(row + 1L, name, "a value must be finite or missing");
            }
        }
    }
}
