package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The density-based cluster validity index: whether clusters of any shape are denser inside than between each other, from -1
 * (parted where they are dense) to 1 (dense inside and far apart), in Euclidean distance.
 *
 * <p>Each row of a cluster gets a core distance from its distances to all others in it, near ones counting most; two rows
 * are as far apart as the largest of their distance and their core distances. The sparseness of a cluster is the longest edge
 * between inner nodes of its minimum spanning tree, nodes with at least two edges; the separation of two clusters is the
 * least such distance between their inner nodes. The validity of a cluster is its least separation less its sparseness, over
 * the larger of both, and the index is the mean of these weighted by rows.
 *
 * <p>A cluster of one row has validity 0 and parts no others. Where a tree has no edge between inner nodes all its edges
 * count, and where it has no inner node all its nodes. Noise is left out unless {@link #withNoise(NoisePolicy)} says
 * otherwise; with {@link NoisePolicy#SINGLETONS} it lowers the index by its share of the rows, as in the paper. The index is
 * undetermined for fewer than 2 clusters of at least 2 rows, and for more than {@value #MOST_ROWS} rows that count.
 *
 * <p>Takes time O(n² d), memory O(n d). Several trees may be minimum ones, and then have other inner nodes. The one that
 * counts is what Prim's algorithm finds from the first row in the order of the coordinates on, where edges of one length go to
 * the row that is first in that order, so the order of the rows of the matrix does not matter. Immutable and safe for use by
 * several threads.
 *
 * <p>Reference: D. Moulavi, P. A. Jaskowiak, R. J. G. B. Campello, A. Zimek, J. Sander, Density-based clustering validation,
 * SDM 2014. Implementation note: rows with a copy in their cluster have core distance 0, the limit of the definition.
 */
public final class Dbcv implements ValidityIndex {
    /** Beyond this the square of the rows takes hours. */
    static final int MOST_ROWS = 500_000;

    static final String NAME = "dbcv";

    private final NoisePolicy noise;

    private Dbcv(NoisePolicy noise) {
        this.noise = noise;
    }

    /** The index that leaves noise out. */
    public static Dbcv withDefaults() {
        return new Dbcv(NoisePolicy.EXCLUDE);
    }

    /** This index with another way to take noise. */
    public Dbcv withNoise(NoisePolicy policy) {
        return new Dbcv(Objects.requireNonNull(policy, "policy"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Direction direction() {
        return Direction.HIGHER_IS_BETTER;
    }

    @Override
    public Statistic of(FeatureMatrix matrix, int[] labels, RunContext context) {
        Partition partition = Partition.of(matrix, labels, noise);
        long comparable = 0;
        for (int g = 0; g < partition.clusterCount(); g++) {
            comparable += partition.size(g) > 1 ? 1 : 0;
        }
        if (comparable < 2) {
            return Statistic.undetermined(
                    NAME + " needs at least 2 clusters with at least 2 rows each, were " + comparable);
        }
        if (partition.rows() > MOST_ROWS) {
            return Statistic.undetermined(NAME + " is for at most " + MOST_ROWS + " rows, were " + partition.rows()
                    + "; draw a sample of them");
        }
        context.throwIfCancelled(NAME);
        context.report(NAME, 0, 2);
        BlockRunner runner =
                BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(NAME));
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(NAME));
        List<double[][]> clusters = clusters(matrix, partition, checkpoint);
        List<DensityTree> trees = runner.map(clusters.size(), g -> DensityTree.of(clusters.get(g), checkpoint));
        context.report(NAME, 1, 2);
        double[] separations = separations(trees, runner, checkpoint);
        double sum = 0;
        // In the order of the values, so that the names of the clusters do not change the last digits.
        double[] parts = new double[trees.size()];
        for (int g = 0; g < parts.length; g++) {
            parts[g] = trees.get(g).size() * trees.get(g).validity(separations[g]);
        }
        Arrays.sort(parts);
        for (double part : parts) {
            sum += part;
        }
        context.report(NAME, 2, 2);
        return Partition.finite(NAME, sum / partition.rows());
    }

    /** The rows of each cluster of at least two, in the order of their coordinates. */
    private static List<double[][]> clusters(FeatureMatrix matrix, Partition partition, Checkpoint checkpoint) {
        int[] rows = partition.rowsByCluster();
        List<double[][]> clusters = new ArrayList<>();
        int from = 0;
        for (int g = 0; g < partition.clusterCount(); g++) {
            double[][] members = new double[partition.size(g)][];
            for (int i = 0; i < members.length; i++) {
                checkpoint.at(i);
                members[i] = matrix.row(rows[from + i]);
            }
            from += members.length;
            if (members.length > 1) {
                Arrays.sort(members, (a, b) -> {
                    checkpoint.now();
                    return Arrays.compare(a, b);
                });
                clusters.add(members);
            }
        }
        return clusters;
    }

    /** For each cluster the squared separation from the nearest other one. */
    private static double[] separations(List<DensityTree> trees, BlockRunner runner, Checkpoint checkpoint) {
        double[] least = new double[trees.size()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        for (int g = 0; g < least.length; g++) {
            DensityTree tree = trees.get(g);
            int own = g;
            for (double part : runner.map(tree.taskCount(), task -> {
                double found = Double.POSITIVE_INFINITY;
                for (int other = 0; other < trees.size(); other++) {
                    found = other == own ? found : tree.separation(task, trees.get(other), found, checkpoint);
                }
                return found;
            })) {
                least[g] = Math.min(least[g], part);
            }
        }
        return least;
    }
}
