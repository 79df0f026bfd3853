package io.github.segmentation4j.cluster;

/**
 * Weight, mean and sum of squared deviations of values that are taken up one by one or in groups. Only terms that are not
 * negative are added to the sum, so it has few wrong digits however small it is beside the values. Belongs to one thread.
 *
 * <p>References: T. F. Chan, G. H. Golub, R. J. LeVeque, Algorithms for computing the sample variance: analysis and
 * recommendations, The American Statistician 37(3), 1983.
 */
final class Moments {
    private double weight;
    private double mean;
    private double squares;

    /** Forgets all values. */
    void clear() {
        weight = 0;
        mean = 0;
        squares = 0;
    }

    /** Takes up a value of a weight above 0. */
    void add(double value, double itsWeight) {
        add(value, itsWeight, 0);
    }

    /** Takes up a group of values by their mean, their weight and the sum of their squared deviations. */
    void add(double itsMean, double itsWeight, double itsSquares) {
        double all = weight + itsWeight;
        double share = itsWeight / all;
        double step = itsMean - mean;
        squares += itsSquares + step * step * weight * share;
        mean += step * share;
        weight = all;
    }

    double weight() {
        return weight;
    }

    double mean() {
        return mean;
    }

    double squares() {
        return squares;
    }
}
