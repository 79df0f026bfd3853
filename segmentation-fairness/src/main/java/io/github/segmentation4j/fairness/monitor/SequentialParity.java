package io.github.segmentation4j.fairness.monitor;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.Arrays;

/**
 * Watches the difference of the selection rates of two groups, or of their shares in a segment, batch by batch: whoever
 * looks after every batch, for ever, sees a false alarm with a probability of at most the level.
 *
 * <p>The null is that in every batch the difference of the mean rates of the two groups is at most the margin. The rates
 * may differ from person to person and change from batch to batch, as long as both groups change together; persons decide
 * independently. The evidence is an e-process: a stake of 1 spread over bets on many pairs of rates, each multiplied after
 * a batch by a factor whose expectation is at most 1 under the null. By Ville's inequality it ever reaches {@code 1 /
 * level} with a probability of at most the level. The counts of a batch may depend on earlier batches, and watching may
 * stop or go on for any reason.
 *
 * <pre>{@code
 * ParityState state = SequentialParity.atLevel(0.05).withMargin(0.02).start();
 * state = state.observe(new ParityBatch(30, 210, 44, 190));
 * if (state.alarm().isPresent()) ...
 * }</pre>
 *
 * <p>Costs about 200 logarithms a batch, whatever its size. Immutable and safe for use by several threads.
 *
 * <p>References: R. Turner, A. Ly, P. Grünwald, Generic E-variables for exact sequential k-sample tests that allow for
 * optional stopping, Journal of Statistical Planning and Inference 230, 2024; R. Turner, P. Grünwald, Safe sequential
 * testing and effect size estimation in stratified count data, AISTATS 2023; J. Ville, Étude critique de la notion de
 * collectif, 1939; S. R. Howard, A. Ramdas, J. McAuliffe, J. Sekhon, Time-uniform, nonparametric, nonasymptotic confidence
 * sequences, Annals of Statistics 49, 2021 (the sequence of intervals).
 *
 * <p>Implementation note: the bets are a fixed mixture over 192 pairs of rates, not one learned from the past, so that a
 * large batch after a small one cannot ruin the stake.
 */
public final class SequentialParity {
    private static final String STORED = "sequential-parity/1";

    private final double level;
    private final double margin;
    private final GapBets bets;

    private SequentialParity(double level, double margin) {
        this.level = level;
        this.margin = margin;
        this.bets = new GapBets(margin);
    }

    /**
     * A monitor of any difference at all.
     *
     * @param level the probability of a false alarm ever, above 0 and below 1
     */
    public static SequentialParity atLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("the level must lie between 0 and 1, was " + level);
        }
        return new SequentialParity(level, 0);
    }

    /**
     * This monitor with a difference that is tolerated. Default: 0.
     *
     * @param newMargin from 0 to 0.9, such as 0.02 for two points
     */
    public SequentialParity withMargin(double newMargin) {
        if (!(newMargin >= 0 && newMargin <= 0.9)) {
            throw new IllegalArgumentException("the margin must lie from 0 to 0.9, was " + newMargin);
        }
        return new SequentialParity(level, newMargin);
    }

    /** The probability of a false alarm ever. */
    public double level() {
        return level;
    }

    /** The difference that is tolerated. */
    public double margin() {
        return margin;
    }

    /** The state before any batch. */
    public ParityState start() {
        return new ParityState(this, new double[bets.size()], 0, 0, 0, new double[0]);
    }

    /**
     * A state as {@link ParityState#state()} stored it, level and margin included.
     *
     * @throws InvalidInputException if it was stored by something else or altered
     */
    public static ParityState restore(ModelState stored) {
        if (!stored.type().equals(STORED)) {
            throw new InvalidInputException("expected a stored " + STORED + ", was " + stored.type());
        }
        double level = stored.number("level");
        double margin = stored.number("margin");
        if (!(level > 0 && level < 1) || !(margin >= 0 && margin <= 0.9)) {
            throw new InvalidInputException("level or margin of the stored " + STORED + " are out of range");
        }
        SequentialParity monitor = atLevel(level).withMargin(margin);
        double[] stakes = stored.numbers("stakes");
        double[] history = stored.numbers("evidence");
        double weight = stored.number("weight");
        double weightedGap = stored.number("weightedGap");
        long persons = stored.whole("persons");
        boolean finite = Double.isFinite(weight)
                && Double.isFinite(weightedGap)
                && Arrays.stream(stakes).allMatch(Double::isFinite)
                && Arrays.stream(history).allMatch(Double::isFinite);
        if (stakes.length != monitor.bets.size() || !finite || weight < 0 || persons < 0) {
            throw new InvalidInputException("the stored " + STORED + " is altered or of another version");
        }
        return new ParityState(monitor, stakes, weight, weightedGap, persons, history);
    }

    static ModelState.Builder stored() {
        return ModelState.of(STORED);
    }

    GapBets bets() {
        return bets;
    }
}
