package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.privacy.noise.NoiseSource;

/** Optimal local hashing: randomised response about the bucket in which a function of the customer's own puts the value. */
record HashOracle(int domainSize, double epsilon, int buckets, Odds odds) implements FrequencyOracle {
    static HashOracle of(int values, double epsilon) {
        double ratio = StrictMath.exp(epsilon);
        // The variance has its one minimum at e^epsilon + 1 buckets; more buckets than values are of no use.
        int low = (int) Math.min(values, Math.max(2, Math.floor(ratio + 1)));
        int high = Math.min(values, low + 1);
        int buckets = variance(ratio, low) <= variance(ratio, high) ? low : high;
        return new HashOracle(values, epsilon, buckets, Odds.of(epsilon, buckets - 1));
    }

    /** In proportion to the variance at frequency 0. */
    private static double variance(double ratio, int buckets) {
        double total = ratio + buckets - 1;
        return total * total / (buckets - 1);
    }

    @Override
    public String name() {
        return "optimal local hashing";
    }

    @Override
    public FrequencyReport randomise(int value, NoiseSource source) {
        Domain.requireValue(value, domainSize);
        long multiplier = source.nextLong(Hash.PRIME);
        long offset = source.nextLong(Hash.PRIME);
        int bucket = Hash.bucket(multiplier, offset, value, buckets);
        return new FrequencyReport.Hashed(multiplier, offset, DirectOracle.draw(bucket, buckets, odds, source));
    }

    @Override
    public FrequencyAggregator aggregator() {
        return new FrequencyAggregator(new Tally.Buckets(domainSize, buckets), support());
    }

    @Override
    public double standardError(double frequency, long reports) {
        return support().standardError(frequency, reports);
    }

    private Support support() {
        // truth / total - 1 / buckets without the cancellation.
        double gap = (odds.truth() - odds.lie()) / (double) odds.total(buckets - 1) * (buckets - 1) / buckets;
        return new Support(1.0 / buckets, gap);
    }
}
