package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.quality.Statistic;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What every class of rows who look the same must keep so that nobody in it, or nothing about them, is given away.
 *
 * <pre>{@code
 * AnonymityModel model = AnonymityModel.closeness(0.2, incomes, GroundDistance.ordered());
 * Statistic worst = model.worst(EquivalenceClasses.of(quasiIdentifiers));
 * }</pre>
 *
 * <p>A missing sensitive value is neither counted as a value nor as a person: it adds no diversity and hides nobody. A
 * class in which no sensitive value is known keeps every model of sensitive values.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: L. Sweeney, k-anonymity: a model for protecting privacy, 2002; A. Machanavajjhala, D. Kifer, J. Gehrke,
 * M. Venkitasubramaniam, l-diversity: privacy beyond k-anonymity, ACM TKDD 1(1), 2007; N. Li, T. Li, S. Venkatasubramanian,
 * t-closeness: privacy beyond k-anonymity and l-diversity, ICDE 2007.
 */
public abstract sealed class AnonymityModel permits GroupSizeModel, SensitiveModel {
    /** Sums of shares that should be equal differ by less than this after rounding. */
    static final double ROUNDING = 1e-12;

    AnonymityModel() {}

    /**
     * Every class has at least k rows.
     *
     * @param k at least 2
     */
    public static AnonymityModel groupSize(int k) {
        return new GroupSizeModel(k);
    }

    /**
     * Every class has at least l different sensitive values.
     *
     * @param l at least 2
     * @param sensitive the sensitive value of each row
     */
    public static AnonymityModel distinctDiversity(int l, Categories sensitive) {
        return new DiversityModel(new Diversity.Distinct(l), sensitive);
    }

    /**
     * In every class the entropy of the sensitive values is at least that of l equally frequent ones.
     *
     * @param l above 1
     * @param sensitive the sensitive value of each row
     */
    public static AnonymityModel entropyDiversity(double l, Categories sensitive) {
        return new DiversityModel(new Diversity.Entropy(l), sensitive);
    }

    /**
     * In every class the most frequent sensitive value has fewer than c times the rows of the l-th most frequent and all
     * rarer ones together.
     *
     * @param c above 0
     * @param l at least 2
     * @param sensitive the sensitive value of each row
     */
    public static AnonymityModel recursiveDiversity(double c, int l, Categories sensitive) {
        return new DiversityModel(new Diversity.Recursive(c, l), sensitive);
    }

    /**
     * In every class the sensitive values are distributed nearly as among all rows.
     *
     * @param t the largest distance, from 0 up to but without 1
     * @param sensitive the sensitive value of each row
     * @param distance how far apart two values are
     */
    public static AnonymityModel closeness(double t, Categories sensitive, GroundDistance distance) {
        return new ClosenessModel(t, sensitive, distance);
    }

    /**
     * In every class the sensitive numbers are distributed nearly as among all rows: the distance of two numbers is that
     * of their places among the different numbers in order.
     *
     * @param t the largest distance, from 0 up to but without 1
     * @param sensitive the sensitive number of each row, NaN where it is missing
     */
    public static AnonymityModel closeness(double t, double[] sensitive) {
        return new ClosenessModel(t, DistinctNumbers.of(sensitive), GroundDistance.ordered());
    }

    /** What is asked, in a few words. */
    public abstract String description();

    /** The classes that do not keep the model, by their numbers. */
    public final BitSet violations(EquivalenceClasses classes) {
        return violations(classes, Checkpoint.none());
    }

    final BitSet violations(EquivalenceClasses classes, Checkpoint checkpoint) {
        double[] values = values(classes, checkpoint);
        BitSet result = new BitSet(values.length);
        for (int c = 0; c < values.length; c++) {
            // Nothing is known of a class without a value, so nothing can be told about it.
            result.set(c, !Double.isNaN(values[c]) && !holds(values[c]));
        }
        return result;
    }

    /**
     * What was measured in the worst class: the smallest number of rows, of different values or of equally frequent values
     * (the exponential of the entropy), the smallest c that is exceeded, or the largest distance.
     */
    public final Statistic worst(EquivalenceClasses classes) {
        double[] known = Arrays.stream(values(classes, Checkpoint.none()))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        if (known.length == 0) {
            return Statistic.undetermined("there is no class of rows with a known value");
        }
        double worst = moreIsSafer()
                ? Arrays.stream(known).min().getAsDouble()
                : Arrays.stream(known).max().getAsDouble();
        return Double.isInfinite(worst)
                ? Statistic.undetermined("a class has fewer different values than asked for")
                : Statistic.of(worst);
    }

    /** What is measured in each class, NaN where nothing is known. */
    abstract double[] values(EquivalenceClasses classes, Checkpoint checkpoint);

    abstract boolean holds(double value);

    abstract boolean moreIsSafer();

    /** Whether a class that keeps the model still keeps it after any other class has been joined to it. */
    abstract boolean keptByAnyUnion();
}
