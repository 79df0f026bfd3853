package io.github.segmentation4j.fairness.targeting;

/** How much of a budget must be given away. */
public enum BudgetUse {
    /** Any number of offers up to the budget; giving none is always within the band. The default. */
    UP_TO,
    /** All of it, even to customers of negative value; the band may make that impossible. */
    EXACTLY
}
