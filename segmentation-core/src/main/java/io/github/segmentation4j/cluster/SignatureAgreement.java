package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.ModelState;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** How well runs agree with the clusters made of them. Immutable. */
final class SignatureAgreement {
    private static final String TYPE = "consensusAgreement/1";

    /** For each cluster and run the share of the cluster's rows in each cluster of the run. */
    private final double[][][] shares;

    private final OptionalDouble pairs;

    private SignatureAgreement(double[][][] shares, OptionalDouble pairs) {
        this.shares = shares;
        this.pairs = pairs;
    }

    /** Rows of one kind counted by weight, and by the square of the weight, which gives the pairs of them. */
    private static final class Tally {
        double sum;
        double squares;

        void add(double weight, double square) {
            sum += weight;
            squares += square;
        }

        double pairs() {
            return (sum * sum - squares) / 2;
        }
    }

    /**
     * Counts the training rows.
     *
     * @param table all signatures of training rows
     * @param weights for each signature the sum of the weights of its rows
     * @param squares for each signature the sum of the squares of these weights
     * @param labels for each signature its cluster or noise
     */
    static SignatureAgreement of(
            SignatureTable table,
            double[] weights,
            double[] squares,
            int[] labels,
            int clusters,
            List<ClusterModel> runs,
            Checkpoint checkpoint) {
        Tally all = new Tally();
        Tally[] own = tallies(clusters);
        for (int i = 0; i < labels.length; i++) {
            all.add(weights[i], squares[i]);
            if (labels[i] != Clustering.NOISE) {
                own[labels[i]].add(weights[i], squares[i]);
            }
        }
        double together = pairs(own);
        double[][][] shares = new double[clusters][runs.size()][];
        double agreeing = 0;
        for (int r = 0; r < runs.size(); r++) {
            int groups = runs.get(r).clusterCount();
            Tally[] inRun = tallies(groups);
            Tally[] both = tallies(Math.multiplyExact(clusters, groups));
            for (int i = 0; i < labels.length; i++) {
                checkpoint.at(i);
                int group = table.get(i)[r];
                if (group != Clustering.NOISE) {
                    inRun[group].add(weights[i], squares[i]);
                    if (labels[i] != Clustering.NOISE) {
                        both[labels[i] * groups + group].add(weights[i], squares[i]);
                    }
                }
            }
            agreeing += all.pairs() - together - pairs(inRun) + 2 * pairs(both);
            for (int j = 0; j < clusters; j++) {
                shares[j][r] = new double[groups];
                for (int group = 0; group < groups; group++) {
                    shares[j][r][group] = Math.min(1, both[j * groups + group].sum / own[j].sum);
                }
            }
        }
        double share = agreeing / runs.size() / all.pairs();
        return new SignatureAgreement(
                shares, all.pairs() > 0 ? OptionalDouble.of(Math.min(1, Math.max(0, share))) : OptionalDouble.empty());
    }

    private static Tally[] tallies(int count) {
        Tally[] tallies = new Tally[count];
        Arrays.setAll(tallies, i -> new Tally());
        return tallies;
    }

    private static double pairs(Tally[] tallies) {
        return Arrays.stream(tallies).mapToDouble(Tally::pairs).sum();
    }

    /** The mean share of runs that put a signature together with a row of its cluster. */
    double of(int[] signature, int label) {
        if (label == Clustering.NOISE) {
            return (double) SignatureTable.noise(signature) / signature.length;
        }
        double sum = 0;
        for (int r = 0; r < signature.length; r++) {
            sum += signature[r] == Clustering.NOISE ? 0 : shares[label][r][signature[r]];
        }
        return sum / signature.length;
    }

    OptionalDouble pairs() {
        return pairs;
    }

    ModelState state() {
        double[] values = Arrays.stream(shares)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        ModelState.Builder state = ModelState.of(TYPE).put("shares", values);
        pairs.ifPresent(share -> state.put("pairs", share));
        return state.build();
    }

    static SignatureAgreement restore(ModelState state, int clusters, List<ClusterModel> runs) {
        double[] values = state.numbers("shares");
        long groups = runs.stream().mapToLong(ClusterModel::clusterCount).sum();
        SignatureModel.valid(
                values.length == groups * clusters && Arrays.stream(values).allMatch(SignatureAgreement::isShare),
                "shares");
        double[][][] shares = new double[clusters][runs.size()][];
        int at = 0;
        for (double[][] ofCluster : shares) {
            for (int r = 0; r < ofCluster.length; r++) {
                int end = at + runs.get(r).clusterCount();
                ofCluster[r] = Arrays.copyOfRange(values, at, end);
                at = end;
            }
        }
        if (!state.has("pairs")) {
            return new SignatureAgreement(shares, OptionalDouble.empty());
        }
        SignatureModel.valid(isShare(state.number("pairs")), "pairs");
        return new SignatureAgreement(shares, OptionalDouble.of(state.number("pairs")));
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }
}
