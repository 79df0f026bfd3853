package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The training rows by their signatures: what is left to do once the runs are done. Belongs to one thread. */
final class ConsensusFit {
    private final FeatureMatrix matrix;
    private final List<ClusterModel> runs;
    private final RunContext context;
    private final Checkpoint checkpoint;
    private final SignatureTable table;

    /** For each row its signature. */
    private final int[] of;

    private final double[] weights;
    private final double[] squares;

    /** For each signature its first row in the order of the coordinates, which no order of rows or runs changes. */
    private final double[][] first;

    private long compared;

    private ConsensusFit(TrainingSet training, List<ClusterModel> runs, RunContext context) {
        this.matrix = training.matrix();
        this.runs = runs;
        this.context = context;
        checkpoint = Checkpoint.of(() -> context.throwIfCancelled(ConsensusClustering.STAGE));
        table = new SignatureTable(checkpoint);
        of = SignatureModel.numbers(SignatureModel.labels(runs, matrix, context), table, checkpoint);
        weights = new double[table.size()];
        squares = new double[table.size()];
        first = new double[table.size()][];
        double[] row = new double[matrix.columnCount()];
        double[] given = training.weights().orElseGet(() -> ones(of.length));
        for (int r = 0; r < of.length; r++) {
            checkpoint.at(r);
            weights[of[r]] += given[r];
            squares[of[r]] += given[r] * given[r];
            matrix.copyRow(r, row);
            if (first[of[r]] == null || Arrays.compare(row, first[of[r]]) < 0) {
                first[of[r]] = row.clone();
            }
        }
    }

    static ConsensusFit of(TrainingSet training, List<ClusterModel> runs, RunContext context) {
        return new ConsensusFit(training, runs, context);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Links the heaviest signatures, and puts the others where new rows of theirs would go. */
    Clustering cut(int clusters, int maxSignatures) {
        int[] kept = kept(clusters, maxSignatures);
        int[][] signatures = Arrays.stream(kept).mapToObj(table::get).toArray(int[][]::new);
        double[] keptWeights = Arrays.stream(kept).mapToDouble(i -> weights[i]).toArray();
        int[] linked = SignatureLinkage.cut(signatures, keptWeights, clusters, context);
        int[] bySignature = new int[table.size()];
        Arrays.fill(bySignature, Clustering.NOISE);
        for (int i = 0; i < kept.length; i++) {
            bySignature[kept[i]] = linked[i];
        }
        int[] labels = rows(bySignature);
        // Only signatures in the table count here: where the others go may depend on the numbers.
        int[] order = ClusterNumbers.renumber(labels, clusters, matrix, context);
        int[] number = new int[clusters];
        for (int j = 0; j < clusters; j++) {
            number[order[j]] = j;
        }
        int[] numbered = Arrays.stream(linked).map(j -> number[j]).toArray();
        SignatureTable known = new SignatureTable(checkpoint);
        for (int[] signature : signatures) {
            known.add(signature);
        }
        for (int i = 0; i < bySignature.length; i++) {
            checkpoint.now();
            bySignature[i] = SignatureModel.label(table.get(i), known, numbered);
        }
        SignatureAgreement agreement =
                SignatureAgreement.of(table, weights, squares, bySignature, clusters, runs, checkpoint);
        return Clustering.taking(rows(bySignature), SignatureModel.of(runs, known, numbered, clusters, agreement));
    }

    private int[] rows(int[] bySignature) {
        int[] labels = new int[of.length];
        for (int row = 0; row < labels.length; row++) {
            checkpoint.at(row);
            labels[row] = bySignature[of[row]];
        }
        return labels;
    }

    /** The signatures to be linked, in the order of their first rows. */
    private int[] kept(int clusters, int maxSignatures) {
        int[] usable = IntStream.range(0, table.size())
                .filter(i -> weights[i] > 0 && !SignatureTable.isNoise(table.get(i)))
                .toArray();
        int limit = Math.min(usable.length, maxSignatures);
        if (limit < clusters) {
            throw new InvalidInputException("clusters must be between 1 and the " + limit
                    + " signatures that the runs tell apart, was " + clusters
                    + "; lower it, or take runs with more clusters");
        }
        Comparator<Integer> byFirst = (i, j) -> {
            // Sorting a million takes a second.
            checkpoint.at(compared++);
            return Arrays.compare(first[i], first[j]);
        };
        return Arrays.stream(usable)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -weights[i]).thenComparing(byFirst))
                .limit(limit)
                .sorted(byFirst)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
