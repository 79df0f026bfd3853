package io.github.segmentation4j.explain;

/**
 * What the first four moments of some values come from; those of two sets of values combine without the values.
 *
 * <p>References: P. Pebay, Formulas for robust, one-pass parallel computation of covariances and arbitrary-order
 * statistical moments, Sandia National Laboratories SAND2008-6212, 2008.
 *
 * @param count the number of values
 * @param mean their mean, 0 if there are none
 * @param squares the sum of the squared deviations from the mean
 * @param cubes that of their third powers
 * @param fourths that of their fourth powers
 */
record CentralMoments(long count, double mean, double squares, double cubes, double fourths) {
    static final CentralMoments NONE = new CentralMoments(0, 0, 0, 0, 0);

    /** The moments of both sets of values together. */
    CentralMoments and(CentralMoments other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        double all = count + other.count;
        double mine = count / all;
        double theirs = other.count / all;
        double gap = other.mean - mean;
        double square = gap * gap;
        double both = mine * theirs * all;
        return new CentralMoments(
                count + other.count,
                mean + gap * theirs,
                squares + other.squares + square * both,
                cubes
                        + other.cubes
                        + square * gap * both * (mine - theirs)
                        + 3 * gap * (mine * other.squares - theirs * squares),
                fourths
                        + other.fourths
                        + square * square * both * (mine * mine - mine * theirs + theirs * theirs)
                        + 6 * square * (mine * mine * other.squares + theirs * theirs * squares)
                        + 4 * gap * (mine * other.cubes - theirs * cubes));
    }

    /** The variance of the values themselves. */
    double variance() {
        return squares / count;
    }

    /**
     * The variance of the mean of {@code slope * x + bend * (x - mean)^2}, estimated from these values, of which there
     * are at least two.
     */
    double errorOf(double slope, double bend) {
        double variance = variance();
        double total = slope * slope * variance
                + 2 * slope * bend * (cubes / count)
                + bend * bend * (fourths / count - variance * variance);
        // Below 0 by rounding only. One less than the count, as for a sample's variance.
        return Math.max(0, total) / (count - 1);
    }
}
