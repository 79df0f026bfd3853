package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;
import java.util.Optional;

/**
 * Gives a limited number of offers to the customers of the highest total score, with the rates of all groups within a
 * band. There is no lottery: ties are broken by a keyed hash of the id, see {@link TieBreak}, so that neither the order
 * of the rows nor chance decides about a person.
 *
 * <pre>{@code
 * Allocation offers = OfferAllocation.demographicParity(RateBand.difference(0.05), TieBreak.of(key))
 *         .allocate(Candidates.of(ids, scores).withGroups(ageBand), 10_000, RunContext.seeded(1));
 * }</pre>
 *
 * <p>For one attribute, and outcomes of 0 and 1, the allocation is the best there is: the lowest rate of any group is one
 * of finitely many fractions, each of them turns the band into a least and a most number of offers for every group, and
 * under those the best customers are found by their rank. For several attributes, and for outcomes that are
 * probabilities, the problem is a knapsack with many rules; the allocation keeps the band exactly and comes with a bound
 * on the value of any other, {@link Allocation#gap}. Probabilities are read to nine places.
 *
 * <p>Costs sorting the n customers; for one attribute of G groups, then a search of at most n + G levels at O(G log^2 n)
 * each, of which few are looked at; otherwise a few hundred passes. Immutable and safe for use by several threads.
 *
 * <p>References: M. Hardt, E. Price, N. Srebro, Equality of opportunity in supervised learning, NeurIPS 2016; S.
 * Corbett-Davies, E. Pierson, A. Feller, S. Goel, A. Huq, Algorithmic decision making and the cost of fairness, KDD 2017;
 * A. M. Geoffrion, Lagrangean relaxation for integer programming, Mathematical Programming Study 2, 1974.
 *
 * <p>Implementation note: Hardt et al. randomise at a threshold to equalise rates; here nobody is drawn by lot, so rates
 * are as close as whole customers allow, and a band narrower than that may be kept by giving fewer offers.
 */
public final class OfferAllocation {
    private enum Counting {
        EVERYBODY,
        POSITIVE_OUTCOMES
    }

    private final Counting counting;
    private final RateBand band;
    private final TieBreak tieBreak;
    private final MissingGroup missing;
    private final BudgetUse use;

    private OfferAllocation(Counting counting, RateBand band, TieBreak tieBreak, MissingGroup missing, BudgetUse use) {
        this.counting = counting;
        this.band = Objects.requireNonNull(band, "band");
        this.tieBreak = Objects.requireNonNull(tieBreak, "tieBreak");
        this.missing = Objects.requireNonNull(missing, "missing");
        this.use = Objects.requireNonNull(use, "use");
    }

    /** An allocation that keeps the share of each group that gets an offer within a band. */
    public static OfferAllocation demographicParity(RateBand band, TieBreak tieBreak) {
        return new OfferAllocation(Counting.EVERYBODY, band, tieBreak, MissingGroup.OWN_GROUP, BudgetUse.UP_TO);
    }

    /**
     * An allocation that keeps within a band the share of those who get an offer among the customers of each group with
     * a positive outcome, expected ones included; see {@link Candidates#withOutcomes}.
     */
    public static OfferAllocation equalOpportunity(RateBand band, TieBreak tieBreak) {
        return new OfferAllocation(Counting.POSITIVE_OUTCOMES, band, tieBreak, MissingGroup.OWN_GROUP, BudgetUse.UP_TO);
    }

    /** This allocation with another rule for customers whose group is missing. Default: {@code OWN_GROUP}. */
    public OfferAllocation withMissingGroup(MissingGroup rule) {
        return new OfferAllocation(counting, band, tieBreak, rule, use);
    }

    /** This allocation with another use of the budget. Default: {@code UP_TO}. */
    public OfferAllocation withBudgetUse(BudgetUse rule) {
        return new OfferAllocation(counting, band, tieBreak, missing, rule);
    }

    /**
     * Allocates the offers.
     *
     * @param candidates with groups, and with outcomes for equal opportunity
     * @param budget how many offers there are, 0 or more
     * @param context cancels the work and hears of its progress; its seed changes nothing
     * @throws InfeasibleAllocationException if the budget must be used exactly and no way was found within the band
     */
    public Allocation allocate(Candidates candidates, int budget, RunContext context) {
        if (candidates.groups().isEmpty()) {
            throw new IllegalArgumentException("the customers have no groups to be fair to; add them with withGroups");
        }
        if (budget < 0 || (use == BudgetUse.EXACTLY && budget > candidates.size())) {
            throw new IllegalArgumentException(
                    "the budget must lie between 0 and the " + candidates.size() + " customers, was " + budget);
        }
        Weights weights = weights(candidates);
        context.report("allocate offers", 0, 1);
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled("allocating offers"));
        Pool pool = new Pool(candidates, missing, weights.units(), tieBreak);
        AllocationWork work = new AllocationWork(pool, weights.perCustomer(), band, budget, use, checkpoint);
        boolean exact = candidates.groups().size() == 1 && weights.perCustomer() == 1;
        Allocation allocation = exact ? work.exact() : work.certified();
        context.report("allocate offers", 1, 1);
        return allocation;
    }

    private Weights weights(Candidates candidates) {
        if (counting == Counting.EVERYBODY) {
            return Weights.ofEverybody(candidates.size());
        }
        Optional<double[]> outcomes = candidates.outcomes();
        if (outcomes.isEmpty()) {
            throw new IllegalArgumentException(
                    "equal opportunity needs the expected outcomes of the customers; add them with withOutcomes");
        }
        return Weights.ofOutcomes(outcomes.get());
    }
}
