package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;

/** The costs of rows seen by their links: of the units, of the free rows, and at prices. Never written once made. */
final class LinkedCosts {
    private final LinkedUnits linked;
    private final int clusters;
    private final double[][] rows;
    private final double[][] units;
    private final double[][] free;
    private final Checkpoint checkpoint;

    /**
     * The costs.
     *
     * @param rows clusters x rows; shared
     */
    LinkedCosts(LinkedUnits linked, double[][] rows, Checkpoint checkpoint) {
        this.linked = linked;
        this.rows = rows;
        this.checkpoint = checkpoint;
        clusters = rows.length;
        units = new double[linked.count()][clusters];
        for (int unit = 0; unit < units.length; unit++) {
            checkpoint.at(unit);
            for (int j = 0; j < clusters; j++) {
                for (int row : linked.members(unit)) {
                    units[unit][j] += rows[j][row];
                }
            }
        }
        int[] freeRows = linked.free();
        free = new double[clusters][freeRows.length];
        for (int j = 0; j < clusters; j++) {
            checkpoint.now();
            for (int i = 0; i < freeRows.length; i++) {
                free[j][i] = rows[j][freeRows[i]];
            }
        }
    }

    /** What each unit costs in each cluster: units x clusters; shared. */
    double[][] units() {
        return units;
    }

    /** What each free row costs: clusters x free rows; shared. */
    double[][] free() {
        return free;
    }

    /**
     * Costs of rows as if each row of a unit could go its own way and cost the mean of the unit: clusters x rows. The
     * cheapest assignment of these is no dearer than any that keeps units together.
     */
    double[][] split() {
        double[][] split = new double[clusters][];
        for (int j = 0; j < clusters; j++) {
            checkpoint.now();
            split[j] = rows[j].clone();
            for (int unit = 0; unit < units.length; unit++) {
                for (int row : linked.members(unit)) {
                    split[j][row] = units[unit][j] / linked.members(unit).length;
                }
            }
        }
        return split;
    }

    /** What each unit costs in each cluster once the places it takes are paid for. */
    double[][] reduced(double[] prices) {
        double[][] reduced = new double[units.length][clusters];
        for (int unit = 0; unit < units.length; unit++) {
            for (int j = 0; j < clusters; j++) {
                reduced[unit][j] = units[unit][j] - linked.members(unit).length * prices[j];
            }
        }
        return reduced;
    }

    /**
     * The least that everything but the units can cost at prices: the free rows, and the places the clusters must or may
     * give. With the least reduced costs of the units it is a lower bound of every assignment (Lagrange's).
     */
    double rest(double[] prices, int[] low, int[] high) {
        double sum = 0;
        for (int j = 0; j < clusters; j++) {
            sum += prices[j] * (prices[j] > 0 ? low[j] : high[j]);
        }
        for (int i = 0; i < linked.free().length; i++) {
            checkpoint.at(i);
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < clusters; j++) {
                least = Math.min(least, free[j][i] - prices[j]);
            }
            sum += least;
        }
        return sum;
    }
}
