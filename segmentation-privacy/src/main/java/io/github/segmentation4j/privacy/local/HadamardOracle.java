package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.privacy.noise.NoiseSource;

/** Hadamard response: one bit, the sign in a random row of the Hadamard matrix, told truly or not. */
record HadamardOracle(int domainSize, double epsilon, Odds odds) implements FrequencyOracle {
    static HadamardOracle of(int values, double epsilon) {
        return new HadamardOracle(values, epsilon, Odds.of(epsilon, 1));
    }

    @Override
    public String name() {
        return "Hadamard response";
    }

    @Override
    public FrequencyReport randomise(int value, NoiseSource source) {
        Domain.requireValue(value, domainSize);
        int row = (int) source.nextLong(Hadamard.order(domainSize));
        return new FrequencyReport.Coefficient(row, Hadamard.isPositive(row, value) == odds.isTruth(source));
    }

    @Override
    public FrequencyAggregator aggregator() {
        return new FrequencyAggregator(new Tally.Signs(domainSize), support());
    }

    @Override
    public double standardError(double frequency, long reports) {
        return support().standardError(frequency, reports);
    }

    private Support support() {
        // A sign agrees with the column of another value half of the time.
        return new Support(0.5, (odds.truth() - odds.lie()) / (2.0 * odds.total(1)));
    }
}
