package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.quality.Statistic;

/**
 * What uniqueness in a sample says about the population it was drawn from.
 *
 * <p>Each person of the population is assumed to be in the sample with the same probability, independently. No model of
 * the class sizes is assumed: the numbers of classes with one, two and three sampled members bound the number of persons
 * who are unique in the population from both sides.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: C. J. Skinner, M. J. Elliot, A measure of disclosure risk for microdata, Journal of the Royal Statistical
 * Society B 64(4), 2002; L. A. Goodman, On the estimation of the number of classes in a population, Annals of Mathematical
 * Statistics 20(4), 1949.
 *
 * <p>Implementation note: let f1, f2, f3 be the classes of one, two and three sampled rows, p the sampling share and
 * r = (1 - p) / p. Beside the f1 unique rows, 2 r f2 persons who look like them are expected outside the sample, and
 * 3 r^2 f3 pairs of such persons with the same look. A unique row that is not unique in the population has at least one such
 * person, so their number less that of their pairs bounds from below how many rows those are, and their number bounds it
 * from above: the first terms of Goodman's series. The estimate between the bounds is the probability of a right match of
 * Skinner and Elliot, f1 / (f1 + 2 r f2), brought into them. Variances take the counts as Poisson and add how much the true
 * numbers vary around what is expected.
 *
 * @param matchProbability the probability that a match of a sample unique with a person of the population is right
 * @param uniqueShare the share of the sample's unique rows who are unique in the population
 */
public record PopulationUniqueness(Statistic matchProbability, Statistic uniqueShare) {
    private static final double CONFIDENCE = 0.95;

    /** Below this many unique rows the normal approximation of their number is not to be trusted. */
    private static final int FEWEST = 20;

    /**
     * The estimates.
     *
     * @param sample the classes of the sampled rows
     * @param samplingShare the probability with which a person is in the sample, above 0 and at most 1
     */
    public static PopulationUniqueness of(EquivalenceClasses sample, double samplingShare) {
        if (!(samplingShare > 0 && samplingShare <= 1)) {
            throw new IllegalArgumentException(
                    "the sampling share must be above 0 and at most 1, was " + samplingShare);
        }
        int[] classesOf = new int[4];
        for (int c = 0; c < sample.count(); c++) {
            if (sample.size(c) < classesOf.length) {
                classesOf[sample.size(c)]++;
            }
        }
        if (classesOf[1] < FEWEST) {
            Statistic few = Statistic.undetermined("fewer than " + FEWEST + " rows are unique in the sample");
            return new PopulationUniqueness(few, few);
        }
        if (samplingShare == 1) {
            return new PopulationUniqueness(Statistic.of(1), Statistic.of(1));
        }
        double odds = (1 - samplingShare) / samplingShare;
        // Persons of the population who look like a unique row and are not in the sample: how many, pairs of them, and
        // the
        // variance of how many there really are.
        double others = 2 * odds * classesOf[2];
        double pairs = 3 * odds * odds * classesOf[3];
        double spread = others + 2 * pairs;
        return new PopulationUniqueness(
                matchProbability(classesOf[1], others, spread, classesOf[2]),
                uniqueShare(
                        classesOf[1],
                        others,
                        Math.sqrt(4 * odds * odds * atLeastOne(classesOf[2]) + spread),
                        pairs,
                        Math.sqrt(9 * odds * odds * odds * odds * atLeastOne(classesOf[3]) + pairs)));
    }

    private static Statistic matchProbability(double uniques, double others, double spread, double f2) {
        if (others == 0) {
            return Statistic.undetermined("no two rows of the sample look the same");
        }
        double deviation = Math.sqrt(1 / f2 + spread / (others * others));
        double reach = StrictMath.exp(StandardNormal.criticalValue(CONFIDENCE) * deviation);
        return new Statistic.Estimate(
                uniques / (uniques + others),
                uniques / (uniques + others * reach),
                uniques / (uniques + others / reach),
                CONFIDENCE);
    }

    private static Statistic uniqueShare(
            double uniques, double others, double othersDeviation, double pairs, double pairsDeviation) {
        double z = StandardNormal.criticalValue(CONFIDENCE);
        double lower = 1 - (others + z * othersDeviation) / uniques;
        double upper = 1 - (others - pairs - z * (othersDeviation + pairsDeviation)) / uniques;
        double least = Math.max(0, lower);
        double most = Math.max(least, Math.min(1, upper));
        if (least == 0 && most == 1) {
            return Statistic.undetermined("the sample is too small a part of the population to tell");
        }
        double match = uniques / (uniques + others);
        return new Statistic.Estimate(Math.max(least, Math.min(most, match)), least, most, CONFIDENCE);
    }

    /** A count of none is compatible with one. */
    private static double atLeastOne(double count) {
        return Math.max(1, count);
    }
}
