package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.quality.Statistic;

/**
 * How likely it is that somebody who knows the quasi-identifiers of a person finds the right row.
 *
 * <p>Exact numbers about small groups are themselves telling: publish them only where the classes are large.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: K. El Emam, Guide to the de-identification of personal health information, 2013.
 *
 * @param rows the number of rows
 * @param classes the number of classes of rows who look the same
 * @param uniqueRows rows who look like no other
 * @param prosecutorMaximum the highest risk of a row if the person is known to be in the data: 1 / its class size
 * @param prosecutorMean the mean of that risk over the rows
 * @param journalistMaximum the highest risk of a row if the person may be anyone of the population: 1 / the size of its
 *     class in the population; undetermined if those sizes are not known
 * @param marketer the share of rows that are expected to be matched rightly if all are matched: against the population
 *     where its sizes are known, otherwise against the data themselves
 */
public record RiskMeasures(
        int rows,
        int classes,
        int uniqueRows,
        Statistic prosecutorMaximum,
        Statistic prosecutorMean,
        Statistic journalistMaximum,
        Statistic marketer) {

    private static final String EMPTY = "there are no rows";

    /** The risks of an attacker who knows that a person is among the rows. */
    public static RiskMeasures of(EquivalenceClasses classes) {
        Statistic mean = ratio(classes.count(), classes.rows());
        return of(classes, Statistic.undetermined("the sizes of the classes in the population are not given"), mean);
    }

    /**
     * The risks where the population is known.
     *
     * @param population for each class how many persons of the population are in it, at least the rows of the class
     */
    public static RiskMeasures of(EquivalenceClasses classes, long[] population) {
        if (population.length != classes.count()) {
            throw new IllegalArgumentException("population sizes must be given for each of " + classes.count()
                    + " classes, were " + population.length);
        }
        long smallest = Long.MAX_VALUE;
        double matched = 0;
        for (int c = 0; c < population.length; c++) {
            if (population[c] < classes.size(c)) {
                throw new IllegalArgumentException(
                        "class " + c + " has more rows than persons in the population; count the population again");
            }
            smallest = Math.min(smallest, population[c]);
            matched += (double) classes.size(c) / population[c];
        }
        return of(classes, ratio(1, (double) smallest), ratio(matched, classes.rows()));
    }

    private static RiskMeasures of(EquivalenceClasses classes, Statistic journalist, Statistic marketer) {
        int unique = 0;
        for (int c = 0; c < classes.count(); c++) {
            unique += classes.size(c) == 1 ? 1 : 0;
        }
        return new RiskMeasures(
                classes.rows(),
                classes.count(),
                unique,
                ratio(1, classes.smallest()),
                ratio(classes.count(), classes.rows()),
                classes.rows() == 0 ? Statistic.undetermined(EMPTY) : journalist,
                marketer);
    }

    private static Statistic ratio(double part, double whole) {
        return whole == 0 ? Statistic.undetermined(EMPTY) : Statistic.of(part / whole);
    }

    /** The share of rows who look like no other. */
    public Statistic uniqueShare() {
        return ratio(uniqueRows, rows);
    }
}
