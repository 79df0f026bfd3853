package io.github.segmentation4j.quality;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Objects;

/**
 * How far two labellings of the same rows agree. The names of the labels do not matter; any numbers will do, and {@link
 * io.github.segmentation4j.cluster.Clustering#NOISE} is a label like any other.
 *
 * <pre>{@code
 * double ari = Agreement.between(truth, clustering.labels()).adjustedRand().orElseThrow();
 * }</pre>
 *
 * <p>Two labellings that part the rows in the same way agree with 1 by every index that is normalised, even where its
 * formula would divide 0 by 0, as for one cluster on both sides. Without rows everything is undetermined. Information
 * is in nats.
 *
 * <p>Built in O(n log n) time and O(n) memory whatever the number of labels. Immutable and safe for use by several
 * threads.
 *
 * <p>References: L. Hubert, P. Arabie, Comparing partitions, Journal of Classification 2, 1985 (adjusted Rand); N. X.
 * Vinh, J. Epps, J. Bailey, Information theoretic measures for clusterings comparison, JMLR 11, 2010 (adjusted mutual
 * information); A. Rosenberg, J. Hirschberg, V-Measure: a conditional entropy-based external cluster evaluation
 * measure, EMNLP-CoNLL 2007; E. B. Fowlkes, C. L. Mallows, A method for comparing two hierarchical clusterings, JASA
 * 78, 1983.
 */
public final class Agreement {
    private static final String NO_ROWS = "two labellings of no rows neither agree nor differ";
    private static final double ROUNDING = 1e-14;

    private final Contingency table;

    /** What the mutual information is divided by, made from the entropies of the two labellings. */
    public enum Normaliser {
        /** Their mean; the default. */
        ARITHMETIC,
        /** The square root of their product. */
        GEOMETRIC,
        /** The smaller one. */
        MIN,
        /** The larger one. */
        MAX
    }

    private Agreement(Contingency table) {
        this.table = table;
    }

    /**
     * Compares two labellings.
     *
     * @param reference the label of each row, such as the true class; only homogeneity, completeness and purity depend
     *     on which of the two it is
     * @param clusters the other label of each row
     * @throws IllegalArgumentException if they differ in length
     */
    public static Agreement between(int[] reference, int[] clusters) {
        return between(reference, clusters, Checkpoint.none());
    }

    /** The same as part of longer work, which can be stopped. */
    static Agreement between(int[] reference, int[] clusters, Checkpoint checkpoint) {
        if (reference.length != clusters.length) {
            throw new IllegalArgumentException("both labellings must have a label for each row, were "
                    + reference.length + " and " + clusters.length + "; pass labels of the same rows");
        }
        return new Agreement(Contingency.of(reference, clusters, checkpoint));
    }

    /**
     * The Rand index adjusted for chance: 1 for the same partition, near 0 for unrelated ones, no lower than -0.5. Of
     * the pairs of rows it counts those on which both labellings agree, less what is expected for such cluster sizes.
     */
    public Statistic adjustedRand() {
        if (table.rows() == 0 || table.identical()) {
            return same();
        }
        double together = Contingency.pairs(table.cells());
        double first = Contingency.pairs(table.firstSizes());
        double second = Contingency.pairs(table.secondSizes());
        double expected = first * (second / Contingency.pairs(new int[] {(int) table.rows()}));
        return Statistic.of((together - expected) / ((first + second) / 2 - expected));
    }

    /**
     * The mutual information adjusted for chance, by the arithmetic mean: 1 for the same partition, near 0 by chance.
     */
    public Statistic adjustedMutualInformation() {
        return adjustedMutualInformation(Normaliser.ARITHMETIC);
    }

    /**
     * The mutual information adjusted for chance, {@code (MI - E) / (N - E)}. Undetermined where N and E are equal, as
     * when N is the smaller entropy and one labelling has a single cluster or only singletons.
     *
     * @param normaliser gives N
     */
    public Statistic adjustedMutualInformation(Normaliser normaliser) {
        if (table.rows() == 0 || table.identical()) {
            return same();
        }
        double bound = bound(normaliser);
        double expected = ExpectedInformation.of(table);
        double range = bound - expected;
        return Math.abs(range) <= ROUNDING * Math.max(1, bound)
                ? Statistic.undetermined("the mutual information expected by chance is already the most there can be")
                : Statistic.of((table.mutualInformation() - expected) / range);
    }

    /** The mutual information divided by the arithmetic mean of the entropies, from 0 to 1; equal to V-measure. */
    public Statistic normalizedMutualInformation() {
        return normalizedMutualInformation(Normaliser.ARITHMETIC);
    }

    /**
     * The mutual information divided by a normaliser, from 0 to 1. Undetermined where the normaliser is 0 and the
     * labellings differ: one has a single cluster and the smaller or the geometric mean was asked for.
     *
     * @param normaliser what to divide by
     */
    public Statistic normalizedMutualInformation(Normaliser normaliser) {
        if (table.rows() == 0 || table.identical()) {
            return same();
        }
        double bound = bound(normaliser);
        return bound == 0
                ? Statistic.undetermined("one labelling has a single cluster, and its entropy of 0 is the divisor")
                : Statistic.of(Math.min(1, table.mutualInformation() / bound));
    }

    /** What one labelling tells about the other, in nats: from 0 to the smaller entropy. */
    public Statistic mutualInformation() {
        return table.rows() == 0 ? Statistic.undetermined(NO_ROWS) : Statistic.of(table.mutualInformation());
    }

    /** The mean mutual information, in nats, of random labellings with the same cluster sizes; exact. */
    public Statistic expectedMutualInformation() {
        return table.rows() == 0 ? Statistic.undetermined(NO_ROWS) : Statistic.of(ExpectedInformation.of(table));
    }

    /** How far each cluster holds rows of one reference class only, from 0 to 1; 1 if there is a single class. */
    public Statistic homogeneity() {
        return table.cells().length == table.secondSizes().length ? same() : shareOf(table.firstSizes());
    }

    /**
     * How far the rows of each reference class are in one cluster only, from 0 to 1; 1 if there is a single cluster.
     */
    public Statistic completeness() {
        return table.cells().length == table.firstSizes().length ? same() : shareOf(table.secondSizes());
    }

    /** The harmonic mean of homogeneity and completeness, from 0 to 1. */
    public Statistic vMeasure() {
        return normalizedMutualInformation();
    }

    /**
     * The geometric mean of the two shares of pairs that are together in one labelling and also in the other, from 0
     * to 1. Undetermined where the labellings differ and one has no pair at all, every row being a cluster of its own.
     */
    public Statistic fowlkesMallows() {
        if (table.rows() == 0 || table.identical()) {
            return same();
        }
        double first = Contingency.pairs(table.firstSizes());
        double second = Contingency.pairs(table.secondSizes());
        if (first == 0 || second == 0) {
            return Statistic.undetermined("one labelling has no two rows together, so there is no pair to find again");
        }
        double together = Contingency.pairs(table.cells());
        return Statistic.of(Math.sqrt(together / first) * Math.sqrt(together / second));
    }

    /** The share of rows that belong to the most frequent reference class of their cluster, above 0 to 1. */
    public Statistic purity() {
        return table.rows() == 0
                ? Statistic.undetermined(NO_ROWS)
                : Statistic.of((double) table.majority() / table.rows());
    }

    private Statistic same() {
        return table.rows() == 0 ? Statistic.undetermined(NO_ROWS) : Statistic.of(1);
    }

    private Statistic shareOf(int[] sizes) {
        return Statistic.of(Math.min(1, table.mutualInformation() / table.entropy(sizes)));
    }

    private double bound(Normaliser normaliser) {
        double first = table.entropy(table.firstSizes());
        double second = table.entropy(table.secondSizes());
        return switch (Objects.requireNonNull(normaliser, "normaliser")) {
            case ARITHMETIC -> (first + second) / 2;
            case GEOMETRIC -> Math.sqrt(first * second);
            case MIN -> Math.min(first, second);
            case MAX -> Math.max(first, second);
        };
    }

    @Override
    public String toString() {
        return "agreement of " + table.firstSizes().length + " with " + table.secondSizes().length + " clusters over "
                + table.rows() + " rows";
    }
}
