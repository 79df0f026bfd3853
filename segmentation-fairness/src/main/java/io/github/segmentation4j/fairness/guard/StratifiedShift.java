package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.statistic.StandardNormal;

/**
 * Whether flagged persons have larger values than others of the same stratum. If a flag means nothing, it is dealt at
 * random within a stratum: that gives the mean and the variance of the sum of the flagged values without any assumption
 * on how they are spread, and holds for counts with too many zeros as for prices that follow a fixed rule.
 *
 * <p>Strata in which one side has nobody say nothing and are left out.
 */
final class StratifiedShift {
    private static final double CONFIDENCE = 0.95;

    private final long flagged;
    private final long others;
    private final long leftOut;
    private final double flaggedMean;
    private final double otherMean;
    private final double difference;
    private final double half;
    private final double z;

    StratifiedShift(double[] values, Categories flags, int[] strata, int count) {
        Moments[][] sides = new Moments[count][2];
        for (Moments[] side : sides) {
            side[0] = new Moments();
            side[1] = new Moments();
        }
        long unknown = 0;
        for (int row = 0; row < values.length; row++) {
            if (Double.isNaN(values[row]) || flags.code(row) == Categories.MISSING || strata[row] < 0) {
                unknown++;
            } else {
                sides[strata[row]][flags.code(row)].add(values[row]);
            }
        }
        Moments allFlagged = new Moments();
        Moments allOthers = new Moments();
        double weights = 0;
        double sum = 0;
        double chance = 0;
        double sampling = 0;
        for (Moments[] side : sides) {
            Moments one = side[Flags.FLAGGED];
            Moments other = side[1 - Flags.FLAGGED];
            if (one.count == 0 || other.count == 0) {
                unknown += one.count + other.count;
                continue;
            }
            double all = one.count + other.count;
            double weight = one.count * (other.count / all);
            double shift = one.mean - other.mean;
            double spread = one.squares + other.squares + weight * shift * shift;
            weights += weight;
            sum += weight * shift;
            chance += weight * spread / (all - 1);
            sampling += weight * weight * (one.varianceOfMean() + other.varianceOfMean());
            // Means over the strata with the same weights, so that their difference is the shift.
            allFlagged.addWeighted(one, weight);
            allOthers.addWeighted(other, weight);
        }
        flagged = allFlagged.count;
        others = allOthers.count;
        leftOut = unknown;
        flaggedMean = weights == 0 ? 0 : allFlagged.mean / weights;
        otherMean = weights == 0 ? 0 : allOthers.mean / weights;
        difference = weights == 0 ? 0 : sum / weights;
        half = weights == 0 ? 0 : StandardNormal.criticalValue(CONFIDENCE) * Math.sqrt(sampling) / weights;
        z = chance > 0 ? sum / Math.sqrt(chance) : 0;
    }

    long flagged() {
        return flagged;
    }

    long others() {
        return others;
    }

    /** Persons without a value, a flag, a stratum, or anybody to compare them with. */
    long leftOut() {
        return leftOut;
    }

    double flaggedMean() {
        return flaggedMean;
    }

    double otherMean() {
        return otherMean;
    }

    double difference() {
        return difference;
    }

    double lower() {
        return difference - half;
    }

    double upper() {
        return difference + half;
    }

    /** The probability of so large a shift upwards if the flag means nothing. */
    double oneSidedP() {
        double tail = StandardNormal.twoSidedTail(z) / 2;
        return z >= 0 ? tail : 1 - tail;
    }

    /** Count, mean and sum of squares about it, added to value by value. */
    private static final class Moments {
        private long count;
        private double mean;
        private double squares;

        void add(double value) {
            count++;
            double before = value - mean;
            mean += before / count;
            squares += before * (value - mean);
        }

        void addWeighted(Moments stratum, double weight) {
            count += stratum.count;
            mean += weight * stratum.mean;
        }

        double varianceOfMean() {
            return count < 2 ? 0 : squares / (count - 1) / count;
        }
    }
}
