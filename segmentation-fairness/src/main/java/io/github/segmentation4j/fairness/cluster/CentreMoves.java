package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.internal.random.SeededRandom;

/**
 * Moves a centre whose segment others could take in at little cost to a row far from the mean of its segment, both drawn
 * at random. Immutable.
 */
final class CentreMoves {
    private final FairRows rows;
    private final double[][] centres;

    /** What giving up the segments up to each one is worth, the inverse of what it costs. */
    private final double[] segmentsUpTo;

    /** What the rows up to each one cost. */
    private final double[] rowsUpTo;

    CentreMoves(FairRows rows, FairDescent.State at) {
        this.rows = rows;
        centres = at.centres();
        int[] sizes = new int[centres.length];
        rowsUpTo = new double[rows.count()];
        double[] row = new double[rows.matrix().columnCount()];
        double sum = 0;
        for (int place = 0; place < rowsUpTo.length; place++) {
            int label = at.labels()[place];
            sizes[label]++;
            rows.matrix().copyRow(place, row);
            sum += SquaredDistance.between(row, centres[label]);
            rowsUpTo[place] = sum;
        }
        segmentsUpTo = new double[centres.length];
        double worth = 0;
        for (int j = 0; j < centres.length; j++) {
            worth += 1 / (loss(j, sizes) + 1e-9 * sum + Double.MIN_NORMAL);
            segmentsUpTo[j] = worth;
        }
    }

    /** What merging a segment with the one it is cheapest to merge with costs. */
    private double loss(int segment, int[] sizes) {
        double least = Double.MAX_VALUE;
        for (int other = 0; other < centres.length; other++) {
            if (other != segment && sizes[segment] > 0) {
                double mass = (double) sizes[segment] * sizes[other] / (sizes[segment] + sizes[other]);
                least = Math.min(least, mass * SquaredDistance.between(centres[segment], centres[other]));
            }
        }
        return sizes[segment] > 0 ? least : 0;
    }

    /** Centres of which one was moved. */
    double[][] draw(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] moved = centres.clone();
        int segment = drawn(segmentsUpTo, random.nextDouble());
        moved[segment] = rows.matrix().row(drawn(rowsUpTo, random.nextDouble()));
        return moved;
    }

    private static int drawn(double[] upTo, double part) {
        double target = part * upTo[upTo.length - 1];
        int low = 0;
        int high = upTo.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] > target) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
