package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.privacy.noise.NoiseSource;

/** Generalised randomised response: the truth or, each as likely, one of the other values. */
record DirectOracle(int domainSize, double epsilon, Odds odds) implements FrequencyOracle {
    static DirectOracle of(int values, double epsilon) {
        return new DirectOracle(values, epsilon, Odds.of(epsilon, values - 1));
    }

    @Override
    public String name() {
        return "generalised randomised response";
    }

    @Override
    public FrequencyReport randomise(int value, NoiseSource source) {
        Domain.requireValue(value, domainSize);
        return new FrequencyReport.Category(draw(value, domainSize, odds, source));
    }

    /** The value, or one of the others. */
    static int draw(int value, int values, Odds odds, NoiseSource source) {
        long draw = source.nextLong(odds.total(values - 1));
        if (draw < odds.truth()) {
            return value;
        }
        int other = (int) ((draw - odds.truth()) / odds.lie());
        return other < value ? other : other + 1;
    }

    @Override
    public FrequencyAggregator aggregator() {
        return new FrequencyAggregator(new Tally.Named(domainSize), support());
    }

    @Override
    public double standardError(double frequency, long reports) {
        return support().standardError(frequency, reports);
    }

    private Support support() {
        double total = odds.total(domainSize - 1);
        return new Support(odds.lie() / total, (odds.truth() - odds.lie()) / total);
    }
}
