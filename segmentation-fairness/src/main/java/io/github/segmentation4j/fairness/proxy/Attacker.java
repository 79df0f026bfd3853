package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.fairness.proxy.QuantileBands.Ranks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Learns on all folds but one to tell a group from columns, and is judged on the one. */
final class Attacker {
    /** Numbers are cut into at most so many codes. */
    private static final int BANDS = 32;

    private final Folds folds;
    private final byte[][] codes;
    private final int[] bands;
    private final BlockRunner runner;
    private final Checkpoint checkpoint;

    /** An attacker who sees columns of the rows of the sample, NaN where missing. */
    Attacker(Folds folds, List<double[]> columns, BlockRunner runner, Checkpoint checkpoint) {
        this.folds = folds;
        this.runner = runner;
        this.checkpoint = checkpoint;
        codes = runner.map(columns.size(), column -> code(columns.get(column))).toArray(byte[][]::new);
        bands = new int[codes.length];
        for (int column = 0; column < codes.length; column++) {
            for (byte code : codes[column]) {
                bands[column] = Math.max(bands[column], code);
            }
        }
    }

    private byte[] code(double[] column) {
        int[] bandOf = QuantileBands.codes(Ranks.of(column, checkpoint), BANDS);
        byte[] coded = new byte[bandOf.length];
        for (int i = 0; i < coded.length; i++) {
            coded[i] = (byte) (bandOf[i] + 1);
        }
        return coded;
    }

    /**
     * What to tell, and from which columns.
     *
     * @param columns places of columns, at least one
     * @param positive for each row of the sample whether it is of the group
     */
    record Trial(int[] columns, boolean[] positive) {}

    /**
     * How well it went.
     *
     * @param auc over the folds
     * @param gains how much each of all columns helped
     */
    record Outcome(FoldedAuc auc, double[] gains) {}

    /** The outcomes of trials, which share the threads. */
    List<Outcome> run(List<Trial> trials) {
        List<FoldResult> results = runner.map(
                trials.size() * folds.count(), unit -> attack(trials.get(unit / folds.count()), unit % folds.count()));
        List<Outcome> outcomes = new ArrayList<>();
        for (int trial = 0; trial < trials.size(); trial++) {
            List<FoldResult> own = results.subList(trial * folds.count(), (trial + 1) * folds.count());
            double[] gains = new double[codes.length];
            int[] columns = trials.get(trial).columns();
            for (FoldResult result : own) {
                for (int c = 0; c < columns.length; c++) {
                    gains[columns[c]] += result.gains[c];
                }
            }
            outcomes.add(
                    new Outcome(new FoldedAuc(own.stream().map(FoldResult::auc).toList()), gains));
        }
        return outcomes;
    }

    private record FoldResult(RocAuc auc, double[] gains) {}

    private FoldResult attack(Trial trial, int fold) {
        int[] columns = trial.columns;
        byte[][] learned = new byte[columns.length][];
        byte[][] judged = new byte[columns.length][];
        int[] highest = new int[columns.length];
        for (int c = 0; c < columns.length; c++) {
            learned[c] = folds.without(fold, codes[columns[c]]);
            judged[c] = Arrays.copyOfRange(codes[columns[c]], folds.start(fold), folds.end(fold));
            highest[c] = bands[columns[c]];
        }
        BoostedTrees model = BoostedTrees.fit(learned, highest, folds.without(fold, trial.positive), checkpoint);
        double[] scores = model.score(judged, folds.end(fold) - folds.start(fold));
        return new FoldResult(RocAuc.of(scores, sides(folds, trial.positive, fold)), model.gains());
    }

    /** Tells a group from labels alone: by the share of the group under each label in the other folds. */
    static FoldedAuc byLabel(Folds folds, int[] labels, boolean[] positive) {
        List<RocAuc> areas = new ArrayList<>();
        for (int fold = 0; fold < folds.count(); fold++) {
            areas.add(byLabel(folds, labels, positive, fold));
        }
        return new FoldedAuc(areas);
    }

    private static RocAuc byLabel(Folds folds, int[] labels, boolean[] positive, int fold) {
        Map<Integer, int[]> counts = new TreeMap<>();
        int all = 0;
        int hits = 0;
        for (int i = 0; i < folds.size(); i++) {
            if (i < folds.start(fold) || i >= folds.end(fold)) {
                int[] count = counts.computeIfAbsent(labels[i], label -> new int[2]);
                count[0]++;
                count[1] += positive[i] ? 1 : 0;
                all++;
                hits += positive[i] ? 1 : 0;
            }
        }
        double base = (double) hits / all;
        double[] scores = new double[folds.end(fold) - folds.start(fold)];
        for (int i = 0; i < scores.length; i++) {
            int[] count = counts.getOrDefault(labels[folds.start(fold) + i], new int[2]);
            // One more row of the usual mix, so that a label seen once is not taken for certain.
            scores[i] = (count[1] + base) / (count[0] + 1);
        }
        return RocAuc.of(scores, sides(folds, positive, fold));
    }

    private static boolean[] sides(Folds folds, boolean[] positive, int fold) {
        return Arrays.copyOfRange(positive, folds.start(fold), folds.end(fold));
    }
}
