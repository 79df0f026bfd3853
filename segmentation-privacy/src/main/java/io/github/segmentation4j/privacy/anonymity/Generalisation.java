package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The rows to be coarsened, and what becomes of them at a combination of levels. */
final class Generalisation {
    private final List<QuasiIdentifier> columns;
    private final List<AnonymityModel> models;
    private final long allowed;
    private final Checkpoint checkpoint;

    /** Rows that are equal in every column as they are. */
    private final EquivalenceClasses distinct;

    /** For each column the value of each distinct row. */
    private final int[][] slots;

    /** For each column and level the mean loss over all rows. */
    private final double[][] meanLosses;

    Generalisation(
            List<QuasiIdentifier> columns,
            List<AnonymityModel> models,
            double suppressionLimit,
            Checkpoint checkpoint) {
        this.columns = columns;
        this.models = models;
        this.checkpoint = checkpoint;
        int rows = columns.get(0).size();
        this.allowed = (long) Math.floor(suppressionLimit * rows);
        distinct = EquivalenceClasses.ofCodes(
                rows, columns.stream().map(QuasiIdentifier::codes).toList(), checkpoint);
        int[] first = distinct.firstRows();
        slots = new int[columns.size()][first.length];
        meanLosses = new double[columns.size()][];
        for (int column = 0; column < slots.length; column++) {
            QuasiIdentifier quasi = columns.get(column);
            for (int i = 0; i < first.length; i++) {
                slots[column][i] = quasi.slot(first[i]);
            }
            meanLosses[column] = meanLosses(quasi, rows);
        }
    }

    private static double[] meanLosses(QuasiIdentifier column, int rows) {
        double[] means = new double[column.height() + 1];
        int[] counts = column.counts();
        for (int level = 0; level < means.length; level++) {
            double sum = 0;
            for (int slot = 0; slot < counts.length; slot++) {
                sum += counts[slot] * column.loss(level, slot);
            }
            means[level] = rows == 0 ? 0 : sum / rows;
        }
        return means;
    }

    /** The rows that look the same at a combination of levels, those left out, and the loss. */
    record Outcome(int[] levels, EquivalenceClasses classes, BitSet leftOut, long rowsLeftOut, double loss) {}

    int columns() {
        return columns.size();
    }

    int height(int column) {
        return columns.get(column).height();
    }

    EquivalenceClasses before() {
        return distinct;
    }

    /** What a combination loses if no row is left out, which is the least it can lose. */
    double leastLoss(int[] levels) {
        double sum = 0;
        for (int column = 0; column < levels.length; column++) {
            sum += meanLosses[column][levels[column]];
        }
        return sum / levels.length;
    }

    /** Whether a combination that fails tells that every finer one fails. */
    boolean failureIsInherited() {
        return allowed == 0 || models.stream().allMatch(AnonymityModel::keptByAnyUnion);
    }

    boolean keeps(Outcome outcome) {
        return outcome.rowsLeftOut <= allowed;
    }

    Outcome at(int[] levels) {
        List<int[]> codes = new ArrayList<>();
        for (int column = 0; column < levels.length; column++) {
            int[] codeOf = columns.get(column).codesByValue(levels[column]);
            int[] code = new int[distinct.count()];
            for (int i = 0; i < code.length; i++) {
                checkpoint.at(i);
                code[i] = codeOf[slots[column][i]];
            }
            codes.add(code);
        }
        EquivalenceClasses ofDistinct = EquivalenceClasses.ofCodes(distinct.count(), codes, checkpoint);
        EquivalenceClasses classes = distinct.joinedBy(ofDistinct);
        BitSet leftOut = new BitSet();
        for (AnonymityModel model : models) {
            leftOut.or(model.violations(classes, checkpoint));
        }
        long rows = leftOut.stream().mapToLong(classes::size).sum();
        double loss = rows == 0 ? leastLoss(levels) : loss(levels, ofDistinct, leftOut);
        return new Outcome(levels.clone(), classes, leftOut, rows, loss);
    }

    private double loss(int[] levels, EquivalenceClasses ofDistinct, BitSet leftOut) {
        double sum = 0;
        for (int i = 0; i < distinct.count(); i++) {
            checkpoint.at(i);
            double own = levels.length;
            if (!leftOut.get(ofDistinct.classOf(i))) {
                own = 0;
                for (int column = 0; column < levels.length; column++) {
                    own += columns.get(column).loss(levels[column], slots[column][i]);
                }
            }
            sum += own * distinct.size(i);
        }
        return sum / levels.length / distinct.rows();
    }
}
