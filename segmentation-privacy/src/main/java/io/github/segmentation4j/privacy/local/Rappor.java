package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.Map;

/**
 * Asks customers for the same value again and again. A customer's device turns the bits of the value once and remembers
 * the outcome; each report turns the remembered bits once more. One report tells at most {@link #reportEpsilon()}, and all
 * reports about a value that stays the same together at most {@link #permanentEpsilon()}, however many there are.
 *
 * <p>That hides which value it is, not that it stays the same: the reports of many rounds show whether and when a customer's
 * value changed, unless each round is counted at {@link #reportEpsilon()}. For values whose changes are telling, such as a
 * place, this is not the mechanism.
 *
 * <p>Every round of reports has an aggregator of its own: reports of one customer in several rounds are not independent.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: U. Erlingsson, V. Pihur, A. Korolova, RAPPOR: randomized aggregatable privacy-preserving ordinal response,
 * CCS 2014.
 *
 * <p>Implementation note: the basic form, a bit for each value and no Bloom filter; both coins treat ones and zeros alike.
 */
public final class Rappor {
    private static final int COIN_BITS = 62;

    private final int domainSize;
    private final double permanentEpsilon;
    private final double reportEpsilon;
    private final Odds permanent;
    private final long kept;

    private Rappor(int domainSize, double permanentEpsilon, double reportEpsilon) {
        this.domainSize = Domain.requireSize(domainSize);
        this.permanentEpsilon = Odds.requireEpsilon(permanentEpsilon);
        this.reportEpsilon = Odds.requireEpsilon(reportEpsilon);
        if (!(reportEpsilon < permanentEpsilon)) {
            throw new IllegalArgumentException("the epsilon of one report must be below that of all together, were "
                    + reportEpsilon + " and " + permanentEpsilon);
        }
        // Two bits differ between any two values.
        this.permanent = Odds.of(permanentEpsilon / 2, 1);
        this.kept = kept(permanent, Odds.of(reportEpsilon / 2, 1));
    }

    /**
     * A design.
     *
     * @param domainSize how many values there are, from 2 to 2^24
     * @param permanentEpsilon what all reports about one value may tell together, from 1e-6 to 40
     * @param reportEpsilon what one report may tell, from 1e-6 to below the permanent epsilon
     */
    public static Rappor of(int domainSize, double permanentEpsilon, double reportEpsilon) {
        return new Rappor(domainSize, permanentEpsilon, reportEpsilon);
    }

    /**
     * The greatest chance, in units of 2^-62, to report a remembered bit as it is such that both coins together tell no
     * more than the odds of a report.
     */
    private static long kept(Odds permanent, Odds report) {
        BigInteger permanentTotal = BigInteger.valueOf(permanent.total(1));
        BigInteger reportTotal = BigInteger.valueOf(report.total(1));
        // true = told keep + lie (1 - keep) must be at most the truth of a report, in shares of the totals.
        BigInteger over = BigInteger.valueOf(report.truth())
                .multiply(permanentTotal)
                .subtract(BigInteger.valueOf(permanent.lie()).multiply(reportTotal));
        BigInteger under = reportTotal.multiply(BigInteger.valueOf(permanent.truth() - permanent.lie()));
        return over.shiftLeft(COIN_BITS).divide(under).longValueExact();
    }

    /** How many values there are. */
    public int domainSize() {
        return domainSize;
    }

    /** What all reports about one value tell together at most. */
    public double permanentEpsilon() {
        return permanentEpsilon;
    }

    /** What one report tells at most. */
    public double reportEpsilon() {
        return reportEpsilon;
    }

    /** What a customer pays for any number of reports about one value. */
    public PrivacyEvent event() {
        return new PrivacyEvent.Pure(permanentEpsilon);
    }

    /** The memory of a customer who was never asked. */
    public RapporMemo memo() {
        return restore(Map.of());
    }

    /**
     * The memory of a customer as it was kept.
     *
     * @param remembered {@link RapporMemo#remembered()} of this customer under this design
     */
    public RapporMemo restore(Map<Integer, BitSet> remembered) {
        return new RapporMemo(this, remembered);
    }

    /** An aggregator for one round, which has no reports yet. */
    public FrequencyAggregator aggregator() {
        return new FrequencyAggregator(new Tally.Unary(domainSize), support());
    }

    /**
     * The standard error of an estimated frequency, known before anything is collected.
     *
     * @param frequency the true one, from 0 to 1
     * @param reports how many customers answer in one round, at least 1
     */
    public double standardError(double frequency, long reports) {
        return support().standardError(frequency, reports);
    }

    private Support support() {
        double total = permanent.total(1);
        double told = Math.scalb((double) kept, -COIN_BITS);
        // Whether a bit is reported truly: with chance told if it was remembered truly, else with 1 - told.
        double gap = (permanent.truth() - permanent.lie()) / total * (2 * told - 1);
        return new Support((1 - gap) / 2, gap);
    }

    Odds permanent() {
        return permanent;
    }

    /** The chance to report a remembered bit as it is, in units of 2^-62. */
    long kept() {
        return kept;
    }

    /** What a draw below which a bit is kept is drawn under. */
    static long coin() {
        return 1L << COIN_BITS;
    }
}
