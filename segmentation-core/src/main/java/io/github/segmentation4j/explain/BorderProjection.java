package io.github.segmentation4j.explain;

import java.util.Arrays;

/**
 * The point of a box that is nearest to a given one, in a weighted norm, among those beyond a straight border: each
 * coordinate goes along its own slope until it meets its bound. Exact up to rounding.
 *
 * <p>References: P. Brucker, An O(n) algorithm for quadratic knapsack problems, Operations Research Letters 1984.
 *
 * <p>Implementation note: the break points are sorted and searched by halves, which is simpler and takes d log d steps.
 */
final class BorderProjection {
    private final double[] from;
    private final double[] prices;
    private final double[] slopes;

    /**
     * A projection.
     *
     * @param from the given point
     * @param prices of squared changes, positive
     * @param slopes how much a change of 1 comes nearer to the border
     */
    BorderProjection(double[] from, double[] prices, double[] slopes) {
        this.from = from;
        this.prices = prices;
        this.slopes = slopes;
    }

    /**
     * The nearest point.
     *
     * @param low the lower ends of the box
     * @param high the upper ends of the box
     * @param needed how near to come
     * @return the point; empty if no point of the box comes so near
     */
    double[] nearest(double[] low, double[] high, double needed) {
        double[] point = at(0, low, high);
        if (gain(point) >= needed) {
            return point;
        }
        double[] breaks = breaks(low, high);
        int below = 0;
        int above = breaks.length;
        // The gain grows with the multiplier; the answer lies in the stretch that begins at breaks[below].
        while (above - below > 1) {
            int middle = (below + above) >>> 1;
            if (gain(at(breaks[middle], low, high)) >= needed) {
                above = middle;
            } else {
                below = middle;
            }
        }
        double start = breaks[below];
        double missing = needed - gain(at(start, low, high));
        double rate = 0;
        for (int c = 0; c < from.length; c++) {
            if (moves(c, start, low[c], high[c])) {
                rate += slopes[c] * slopes[c] / prices[c];
            }
        }
        if (above == breaks.length) {
            return rate > 0 ? at(start + missing / rate, low, high) : new double[0];
        }
        double multiplier = rate > 0 ? Math.min(breaks[above], start + missing / rate) : breaks[above];
        return at(multiplier, low, high);
    }

    /** Whether a coordinate changes just after a multiplier. */
    private boolean moves(int c, double multiplier, double low, double high) {
        if (slopes[c] == 0 || !(low < high)) {
            return false;
        }
        double first = breakOf(c, slopes[c] > 0 ? low : high);
        double last = breakOf(c, slopes[c] > 0 ? high : low);
        return multiplier >= first && multiplier < last;
    }

    private double breakOf(int c, double end) {
        return (end - from[c]) * prices[c] / slopes[c];
    }

    private double[] breaks(double[] low, double[] high) {
        double[] breaks = new double[2 * from.length + 1];
        int count = 1;
        for (int c = 0; c < from.length; c++) {
            if (slopes[c] != 0) {
                for (double end : new double[] {low[c], high[c]}) {
                    double multiplier = breakOf(c, end);
                    if (multiplier > 0 && multiplier < Double.POSITIVE_INFINITY) {
                        breaks[count++] = multiplier;
                    }
                }
            }
        }
        double[] sorted = Arrays.copyOf(breaks, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private double[] at(double multiplier, double[] low, double[] high) {
        double[] point = new double[from.length];
        for (int c = 0; c < point.length; c++) {
            double free = from[c] + multiplier * slopes[c] / prices[c];
            point[c] = Math.max(low[c], Math.min(high[c], free));
        }
        return point;
    }

    /** How much nearer to the border a point is than the given one. */
    double gain(double[] point) {
        double gain = 0;
        for (int c = 0; c < point.length; c++) {
            gain += slopes[c] * (point[c] - from[c]);
        }
        return gain;
    }

    /** The squared length of the way to a point. */
    double cost(double[] point) {
        double cost = 0;
        for (int c = 0; c < point.length; c++) {
            cost += prices[c] * (point[c] - from[c]) * (point[c] - from[c]);
        }
        return cost;
    }
}
