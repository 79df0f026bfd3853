package io.github.segmentation4j.fairness.scan;

/**
 * The likelihood behind the score of a subset: how much better the observed outcomes fit when every expectation in the
 * subset is multiplied by one factor {@code q}. With {@code t = log q} both are concave in {@code t} and 0 at 0.
 */
public enum ScanScore {
    /**
     * Every person has an own probability {@code p}, and its odds are multiplied by {@code q}: {@code Y log q - sum
     * log(1 - p + q p)}. Exact; a score costs a pass over the distinct probabilities.
     */
    BERNOULLI {
        @Override
        double value(Slice slice, double t) {
            double growth = StrictMath.expm1(t);
            double sum = 0;
            for (int i = 0; i < slice.size(); i++) {
                sum += slice.persons(i) * StrictMath.log1p(slice.probability(i) * growth);
            }
            return slice.hits() * t - sum;
        }

        @Override
        double slope(Slice slice, double t) {
            double factor = StrictMath.exp(t);
            double sum = 0;
            for (int i = 0; i < slice.size(); i++) {
                sum += slice.persons(i) * tilted(slice.probability(i), factor);
            }
            return slice.hits() - sum;
        }

        @Override
        double best(Slice slice, double limit) {
            boolean up = limit > 0;
            double rest = slice.persons() - slice.hits();
            if (up ? rest <= 0 : slice.hits() <= 0) {
                return limit;
            }
            double low = Math.min(0, limit);
            double high = Math.max(0, limit);
            // Exact where all probabilities are equal.
            double odds = slice.hits() / rest * ((slice.persons() - slice.expected()) / slice.expected());
            double t = Math.max(low, Math.min(high, StrictMath.log(odds)));
            for (int step = 0; step < MOST_STEPS; step++) {
                double slope = slope(slice, t);
                if (slope > 0) {
                    low = t;
                } else {
                    high = t;
                }
                double next = t + slope / information(slice, t);
                if (!(next >= low && next <= high)) {
                    next = low + (high - low) / 2;
                }
                double move = Math.abs(next - t);
                t = next;
                if (move <= PRECISION * (1 + Math.abs(t))) {
                    break;
                }
            }
            return t;
        }
    },

    /**
     * The number of outcomes in a subset has a Poisson distribution: {@code Y log q - (q - 1) E}. Close to {@link
     * #BERNOULLI} where outcomes are rare, too cautious where they are common; a score costs nothing but the sums {@code
     * Y} and {@code E}, however many distinct probabilities there are. The p-value of a scan stays valid, because it is
     * found by drawing persons, not by this formula.
     */
    POISSON {
        @Override
        double value(Slice slice, double t) {
            return slice.hits() * t - slice.expected() * StrictMath.expm1(t);
        }

        @Override
        double slope(Slice slice, double t) {
            return slice.hits() - slice.expected() * StrictMath.exp(t);
        }

        @Override
        double best(Slice slice, double limit) {
            double t = slice.hits() <= 0 ? -LARGEST : StrictMath.log(slice.hits() / slice.expected());
            return Math.max(Math.min(0, limit), Math.min(Math.max(0, limit), t));
        }
    };

    /** The largest {@code |t|}: beyond it no score of a probability that a double can hold apart from 0 and 1 moves. */
    static final double LARGEST = 60;

    private static final int MOST_STEPS = 100;
    private static final double PRECISION = 1e-12;

    /** Where a score crosses the penalty only orders candidates, so this many digits are enough. */
    private static final double ROOT_PRECISION = 1e-10;

    /** The log-likelihood ratio of a factor {@code e^t}. */
    abstract double value(Slice slice, double t);

    abstract double slope(Slice slice, double t);

    /** The best {@code t} between 0 and {@code limit} of a slice whose score rises from 0 towards the limit. */
    abstract double best(Slice slice, double limit);

    /** The best {@code t} between 0 and {@code limit}; 0 where the slice deviates to the other side. */
    double maximise(Slice slice, double limit) {
        double excess = slice.hits() - slice.expected();
        boolean deviates = limit > 0 ? excess > 0 : excess < 0;
        return deviates ? best(slice, limit) : 0;
    }

    /** Where the score climbs over a level on its way from 0 to its maximum. */
    double inner(Slice slice, double level) {
        return level <= 0 ? 0 : newton(slice, 0, level);
    }

    /** Where the score falls under a level beyond its maximum {@code best}, at most at {@code limit}. */
    double outer(Slice slice, double best, double limit, double level) {
        double reach = best;
        double start = best;
        while (Math.abs(start) < Math.abs(limit)) {
            reach *= 2;
            start = Math.abs(reach) < Math.abs(limit) ? reach : limit;
            if (value(slice, start) < level) {
                return newton(slice, start, level);
            }
        }
        return limit;
    }

    /** Newton's steps from a point where the score is below the level; concave, so they never pass the root. */
    private double newton(Slice slice, double start, double level) {
        double t = start;
        for (int step = 0; step < MOST_STEPS; step++) {
            double move = (value(slice, t) - level) / slope(slice, t);
            t -= move;
            if (!(Math.abs(move) > ROOT_PRECISION * (1 + Math.abs(t)))) {
                break;
            }
        }
        return t;
    }

    private static double information(Slice slice, double t) {
        double factor = StrictMath.exp(t);
        double sum = 0;
        for (int i = 0; i < slice.size(); i++) {
            double tilted = tilted(slice.probability(i), factor);
            sum += slice.persons(i) * tilted * (1 - tilted);
        }
        return sum;
    }

    private static double tilted(double probability, double factor) {
        double odds = probability * factor;
        return odds / (1 - probability + odds);
    }
}
