package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.run.SegmentationException;
import java.io.Serial;

/** Thrown when a spend would cost more than the budget allows. Nothing was booked and nothing was told. */
public final class BudgetExceededException extends SegmentationException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String dataSet;
    private final transient PrivacyCost limit;
    private final transient PrivacyCost wouldBe;

    /**
     * A refusal.
     *
     * @param dataSet whose budget it is, that of the spend or one it was derived from
     * @param limit the budget
     * @param wouldBe what all spends would have cost with this one
     */
    public BudgetExceededException(String dataSet, PrivacyCost limit, PrivacyCost wouldBe) {
        super("the privacy budget of '" + dataSet + "' is " + limit + " and this answer "
                + (wouldBe.epsilon() < Charge.UNBOUNDED
                        ? "would take it to " + wouldBe + "; ask for less, or answer with more noise"
                        : "needs more delta than that; ask for less, or answer with pure epsilon")
                + "; nothing was spent");
        this.dataSet = dataSet;
        this.limit = limit;
        this.wouldBe = wouldBe;
    }

    /** Whose budget it is: the data set of the spend or one that it was derived from. */
    public String dataSet() {
        return dataSet;
    }

    /** The budget. */
    public PrivacyCost limit() {
        return limit;
    }

    /**
     * What all spends would have cost with the one refused. Where no epsilon holds at the delta of the budget, its epsilon
     * is {@link Double#MAX_VALUE}.
     */
    public PrivacyCost wouldBe() {
        return wouldBe;
    }
}
