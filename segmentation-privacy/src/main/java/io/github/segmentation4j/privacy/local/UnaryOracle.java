package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.privacy.noise.NoiseSource;
import java.util.BitSet;

/** A bit for each value, set for the customer's own; each is told truly or not by a coin of its own. */
record UnaryOracle(String name, int domainSize, double epsilon, Odds own, Odds others) implements FrequencyOracle {
    /** Half of the time no word about the own value: all of epsilon keeps the other bits quiet. */
    static UnaryOracle optimised(int values, double epsilon) {
        return new UnaryOracle("optimised unary encoding", values, epsilon, new Odds(1, 1), Odds.of(epsilon, 1));
    }

    /** The same coin for all bits, at half of epsilon since two bits differ between any two values. */
    static UnaryOracle symmetric(int values, double epsilon) {
        Odds odds = Odds.of(epsilon / 2, 1);
        return new UnaryOracle("symmetric unary encoding", values, epsilon, odds, odds);
    }

    @Override
    public FrequencyReport randomise(int value, NoiseSource source) {
        Domain.requireValue(value, domainSize);
        BitSet ones = new BitSet(domainSize);
        for (int bit = 0; bit < domainSize; bit++) {
            ones.set(bit, (bit == value) == (bit == value ? own : others).isTruth(source));
        }
        return new FrequencyReport.Bits(ones, domainSize);
    }

    @Override
    public FrequencyAggregator aggregator() {
        return new FrequencyAggregator(new Tally.Unary(domainSize), support());
    }

    @Override
    public double standardError(double frequency, long reports) {
        return support().standardError(frequency, reports);
    }

    private Support support() {
        double other = others.lie() / (double) others.total(1);
        return new Support(other, own.truth() / (double) own.total(1) - other);
    }
}
