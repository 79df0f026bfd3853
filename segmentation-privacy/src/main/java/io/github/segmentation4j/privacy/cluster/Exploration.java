package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.internal.random.SeededRandom;

/**
 * A synopsis of several noisy steps with more centres than clusters: centres that find no rows go to where many are.
 * Each row belongs to one centre, so more of them cost no more privacy, only fewer rows for each.
 */
final class Exploration {
    /** Rows for each centre, in standard deviations of the noise of a count. */
    private static final double ROWS_A_CENTRE = 6;

    /** More centres for each cluster make the fit slower and better no more. */
    private static final int CENTRES_A_CLUSTER = 6;

    private static final int STEPS = 2;

    private Exploration() {}

    static Synopsis of(GridRows rows, Spread spread, int clusters, Answers answers, double share, SeededRandom random) {
        double part = share / STEPS;
        double affordable = spread.rows() / (ROWS_A_CENTRE * clusters * NoisySums.countDeviation(answers, part));
        int count = clusters * (int) Math.max(1, Math.min(CENTRES_A_CLUSTER, affordable));
        double[][] centres = SpherePacking.points(rows, spread, count, random);
        double radius = Math.min(2 * rows.radius(), spread.radius());
        for (int step = 1; ; step++) {
            NoisySums sums = NoisySums.of(rows, centres, radius, answers, part);
            double[][] moved = sums.moved(rows);
            if (step == STEPS) {
                return synopsis(sums, moved);
            }
            radius = Math.min(radius, 2 * Math.sqrt(sums.meanSquare()));
            centres = split(rows, sums, moved, spread, random);
        }
    }

    static Synopsis synopsis(NoisySums sums, double[][] moved) {
        Synopsis synopsis = new Synopsis();
        for (int j = 0; j < moved.length; j++) {
            if (sums.isClear(j)) {
                synopsis.add(moved[j], (double) sums.count(j));
            }
        }
        return synopsis;
    }

    /** Puts each centre without rows beside the one that has most, which then counts half. */
    private static double[][] split(
            GridRows rows, NoisySums sums, double[][] moved, Spread spread, SeededRandom random) {
        double[] loads = new double[moved.length];
        for (int j = 0; j < loads.length; j++) {
            loads[j] = sums.isClear(j) ? sums.count(j) : 0;
        }
        double part = 0.5 * Math.min(1, Math.sqrt(sums.meanSquare()) / spread.radius());
        double[] deviation = spread.deviation().clone();
        for (int c = 0; c < deviation.length; c++) {
            deviation[c] *= part;
        }
        for (int j = 0; j < loads.length; j++) {
            if (loads[j] == 0) {
                int most = 0;
                for (int other = 1; other < loads.length; other++) {
                    most = loads[other] > loads[most] ? other : most;
                }
                loads[most] /= 2;
                loads[j] = loads[most];
                moved[j] = SpherePacking.around(rows, moved[most], deviation, random);
            }
        }
        return moved;
    }
}
