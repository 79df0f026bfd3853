package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.run.SegmentationException;
import java.io.Serial;

/** Thrown when a spend would cost more than the budget allows. Nothing was booked and nothing was told. */
public final class BudgetExceededException extends SegmentationException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient PrivacyCost limit;
    private final transient PrivacyCost wouldBe;

    /**
     * A refusal.
     *
     * @param dataSet whose budget it is
     * @param limit the budget
     * @param wouldBe what all spends would have cost with this one
     */
    public BudgetExceededException(String dataSet, PrivacyCost limit, PrivacyCost wouldBe) {
        super("the privacy budget of '" + dataSet + "' is " + limit + " and this answer would take it to " + wouldBe
                + "; ask for less, or answer with more noise");
        this.limit = limit;
        this.wouldBe = wouldBe;
    }

    /** The budget. */
    public PrivacyCost limit() {
        return limit;
    }

    /** What all spends would have cost with the one refused. */
    public PrivacyCost wouldBe() {
        return wouldBe;
    }
}
