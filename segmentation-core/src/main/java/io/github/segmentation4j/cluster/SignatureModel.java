package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The models of the runs, and the cluster of each combination of their labels. Immutable. */
class SignatureModel implements ConsensusModel {
    static final String TYPE = "consensus/1";

    private final List<ClusterModel> runs;
    private final SignatureTable table;

    /** The cluster of each signature of the table. */
    private final int[] labels;

    private final int clusters;
    private final SignatureAgreement agreement;

    private SignatureModel(
            List<ClusterModel> runs, SignatureTable table, int[] labels, int clusters, SignatureAgreement agreement) {
        this.runs = runs;
        this.table = table;
        this.labels = labels;
        this.clusters = clusters;
        this.agreement = agreement;
    }

    /** Takes over its arguments; the model keeps rows if one of the runs does. */
    static SignatureModel of(
            List<ClusterModel> runs, SignatureTable table, int[] labels, int clusters, SignatureAgreement agreement) {
        return runs.stream().anyMatch(InstanceModel.class::isInstance)
                ? new OfInstances(runs, table, labels, clusters, agreement)
                : new SignatureModel(runs, table, labels, clusters, agreement);
    }

    /** The same if models of runs keep rows. */
    private static final class OfInstances extends SignatureModel implements InstanceModel {
        private final int instances;

        OfInstances(
                List<ClusterModel> runs,
                SignatureTable table,
                int[] labels,
                int clusters,
                SignatureAgreement agreement) {
            super(runs, table, labels, clusters, agreement);
            instances = runs.stream()
                    .filter(InstanceModel.class::isInstance)
                    .mapToInt(run -> ((InstanceModel) run).instanceCount())
                    .reduce(0, Math::addExact);
        }

        @Override
        public int instanceCount() {
            return instances;
        }
    }

    /** The labels of rows in each run. */
    static int[][] labels(List<ClusterModel> runs, FeatureMatrix matrix, RunContext context) {
        int[][] labels = new int[runs.size()][];
        for (int r = 0; r < labels.length; r++) {
            context.throwIfCancelled(ConsensusClustering.STAGE);
            labels[r] = runs.get(r).assign(matrix, context);
        }
        return labels;
    }

    /** The number of each row's signature, new ones being added to a table. */
    static int[] numbers(int[][] runLabels, SignatureTable table, Checkpoint checkpoint) {
        int[] numbers = new int[runLabels[0].length];
        int[] signature = new int[runLabels.length];
        for (int row = 0; row < numbers.length; row++) {
            checkpoint.at(row);
            for (int r = 0; r < signature.length; r++) {
                signature[r] = runLabels[r][row];
            }
            numbers[row] = table.add(signature);
        }
        return numbers;
    }

    /** The cluster of a signature: its own if it is in the table, otherwise that of the one most like it. */
    static int label(int[] signature, SignatureTable table, int[] labels) {
        if (SignatureTable.isNoise(signature)) {
            return Clustering.NOISE;
        }
        int known = table.find(signature);
        if (known >= 0) {
            return labels[known];
        }
        int most = -1;
        int label = Clustering.NOISE;
        for (int i = 0; i < table.size(); i++) {
            int together = SignatureTable.together(signature, table.get(i));
            if (together > most || (together == most && labels[i] < label)) {
                most = together;
                label = labels[i];
            }
        }
        return label;
    }

    @Override
    public int clusterCount() {
        return clusters;
    }

    @Override
    public int columnCount() {
        return runs.get(0).columnCount();
    }

    @Override
    public int runCount() {
        return runs.size();
    }

    @Override
    public int assign(double[] row) {
        return label(signature(row), table, labels);
    }

    @Override
    public int[] assign(FeatureMatrix matrix, RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled("assignment"));
        SignatureTable seen = new SignatureTable(checkpoint);
        int[] result = numbers(labels(runs, matrix, context), seen, checkpoint);
        int[] found = new int[seen.size()];
        for (int i = 0; i < found.length; i++) {
            checkpoint.now();
            found[i] = label(seen.get(i), table, labels);
        }
        Arrays.setAll(result, row -> found[result[row]]);
        return result;
    }

    @Override
    public double agreement(double[] row) {
        int[] signature = signature(row);
        return agreement.of(signature, label(signature, table, labels));
    }

    @Override
    public OptionalDouble pairAgreement() {
        return agreement.pairs();
    }

    private int[] signature(double[] row) {
        return runs.stream().mapToInt(run -> run.assign(row)).toArray();
    }

    @Override
    public ModelState state() {
        double[] signatures = new double[Math.multiplyExact(table.size(), runs.size())];
        double[] kept = new double[table.size()];
        for (int i = 0; i < table.size(); i++) {
            kept[i] = labels[i];
            for (int r = 0; r < runs.size(); r++) {
                signatures[i * runs.size() + r] = table.get(i)[r];
            }
        }
        return ModelState.of(TYPE)
                .put("clusters", clusters)
                .putChildren("runs", runs.stream().map(ClusterModel::state).toList())
                .put("signatures", signatures)
                .put("labels", kept)
                .put("agreement", agreement.state())
                .build();
    }

    static SignatureModel restore(
            ModelState state,
            Map<String, Function<ModelState, ClusterModel>> others,
            Map<String, Function<ModelState, FittedDissimilarity>> dissimilarities) {
        int clusters = state.integer("clusters");
        List<ClusterModel> runs = new ArrayList<>();
        for (ModelState run : state.children("runs")) {
            runs.add(ClusterModels.restore(run, others, dissimilarities));
        }
        double[] signatures = state.numbers("signatures");
        double[] labels = state.numbers("labels");
        valid(!runs.isEmpty() && clusters >= 1 && signatures.length == (long) labels.length * runs.size(), "size");
        valid(runs.stream().allMatch(run -> run.columnCount() == runs.get(0).columnCount()), "runs");
        SignatureTable table = new SignatureTable(Checkpoint.none());
        int[] kept = new int[labels.length];
        int[] signature = new int[runs.size()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = whole(labels[i], 0, clusters, "labels");
            for (int r = 0; r < signature.length; r++) {
                signature[r] = whole(
                        signatures[i * signature.length + r],
                        Clustering.NOISE,
                        runs.get(r).clusterCount(),
                        "signatures");
            }
            valid(table.add(signature) == i, "signatures");
        }
        return of(runs, table, kept, clusters, SignatureAgreement.restore(state.child("agreement"), clusters, runs));
    }

    private static int whole(double value, int from, int end, String what) {
        valid(value >= from && value < end && value == Math.rint(value), what);
        return (int) value;
    }

    /** Refuses what was not stored by this version. */
    static void valid(boolean condition, String what) {
        if (!condition) {
            throw new InvalidInputException("the " + what + " of the stored " + TYPE
                    + " are not valid; it was written by another version or altered");
        }
    }

    @Override
    public String toString() {
        return "consensus of " + runs.size() + " runs in " + clusters + " clusters";
    }
}
