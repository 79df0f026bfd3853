package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;

/**
 * Moves a centre drawn at random to a row drawn with a probability in proportion to what it adds to the costs of the
 * groups, each weighing what it weighs in a run. From there a new run may find what no small step finds.
 */
final class CentreSwap {
    private final double[][] centres;
    private final GroupedRows rows;

    /** What the rows up to each one cost together. */
    private final double[] upTo;

    /** Measures the rows once for many swaps. */
    CentreSwap(GroupPass pass, FairRun run, RunContext context) {
        centres = run.centres();
        rows = pass.rows();
        double[] groupWeights = run.groupWeights();
        pass.run(centres);
        upTo = new double[rows.matrix().rowCount()];
        double[] row = new double[rows.matrix().columnCount()];
        double sum = 0;
        for (int r = 0; r < upTo.length; r++) {
            if ((r & 1023) == 0) {
                context.throwIfCancelled(FairLloyd.NAME);
            }
            double weight = 0;
            for (int[] codes : rows.codesView()) {
                int group = codes[r];
                weight += group == Categories.MISSING ? 0 : rows.weight(r) * groupWeights[group] / rows.total(group);
            }
            rows.matrix().copyRow(r, row);
            sum += weight * SquaredDistance.between(row, centres[pass.label(r)]);
            upTo[r] = sum;
        }
    }

    /** Centres of which one was moved; the same if every row lies on a centre. */
    double[][] draw(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] moved = centres.clone();
        int centre = random.nextInt(centres.length);
        double target = random.nextDouble() * upTo[upTo.length - 1];
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
        if (upTo[upTo.length - 1] > 0) {
            moved[centre] = rows.matrix().row(low);
        }
        return moved;
    }
}
