package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The graph of the distinct rows with the strengths D^-1/2 A D^-1/2, where D has the sums of the rows of A. It is that of all
 * rows, equal ones being joined by 1, seen on vectors that are equal for equal rows. Its eigenvalues lie from -1 to 1.
 */
final class AffinityGraph {
    private static final int SPAN = 64;

    /** Weaker, and no sum of so many strengths changes the digits of an eigenvalue. */
    private static final double WEAKEST = 0x1p-60;

    /** Affinities below this one are none, which keeps their sums and quotients in range. */
    private static final double LEAST = 1e-200;

    /** For each row those it is joined with, in rising order, without itself. */
    final int[][] targets;

    final double[][] strengths;

    /** The strength of each row to itself. */
    final double[] self;

    /** The eigenvector of eigenvalue 1, not scaled: that of each connected piece, if it falls apart. */
    final double[] stationary;

    private final SquaredDistances distances;

    /** How many rows of the matrix equal each. */
    private final int[] copies;

    private final RunContext context;
    private final BlockRunner runner;

    private AffinityGraph(SquaredDistances distances, int[] copies, RunContext context) {
        this.distances = distances;
        this.copies = copies;
        this.context = context;
        runner = BlockRunner.of(context.executor(), context.threads(), this::look);
        targets = new int[distances.count()][];
        strengths = new double[distances.count()][];
        self = new double[distances.count()];
        stationary = new double[distances.count()];
    }

    static AffinityGraph of(SquaredDistances distances, int[] copies, Affinity affinity, RunContext context) {
        AffinityGraph graph = new AffinityGraph(distances, copies, context);
        if (affinity instanceof Affinity.Neighbours neighbours) {
            graph.join(NeighbourLists.of(distances, neighbours.count(), context), neighbours.neighbourhood());
        } else if (affinity instanceof Affinity.Gaussian gaussian) {
            // Looks at all distances, so that those out of range are refused here as elsewhere.
            NeighbourLists.of(distances, 1, context);
            double[] bandwidths = new double[distances.count()];
            Arrays.fill(bandwidths, gaussian.bandwidth());
            graph.join(bandwidths, 2);
        } else if (affinity instanceof Affinity.LocalScaling local) {
            double[] reach = NeighbourLists.of(distances, local.neighbour(), context).reach;
            graph.join(Arrays.stream(reach).map(Math::sqrt).toArray(), 1);
        }
        graph.normalise();
        return graph;
    }

    int count() {
        return targets.length;
    }

    private void join(NeighbourLists lists, Affinity.Neighbourhood neighbourhood) {
        int[] sizes = new int[count()];
        int[][] joined = new int[count()][];
        boolean mutual = neighbourhood == Affinity.Neighbourhood.MUTUAL;
        for (int row = 0; row < count(); row++) {
            look();
            for (int other : lists.nearest[row]) {
                boolean both = Arrays.binarySearch(lists.nearest[other], row) >= 0;
                if (both || !mutual) {
                    sizes[row]++;
                    sizes[other] += both ? 0 : 1;
                }
            }
        }
        Arrays.setAll(joined, row -> new int[sizes[row]]);
        Arrays.fill(sizes, 0);
        for (int row = 0; row < count(); row++) {
            look();
            for (int other : lists.nearest[row]) {
                boolean both = Arrays.binarySearch(lists.nearest[other], row) >= 0;
                if (both || !mutual) {
                    joined[row][sizes[row]++] = other;
                    if (!both) {
                        joined[other][sizes[other]++] = row;
                    }
                }
            }
        }
        for (int row = 0; row < count(); row++) {
            look();
            Arrays.sort(joined[row]);
            targets[row] = joined[row];
            strengths[row] = new double[joined[row].length];
            Arrays.fill(strengths[row], 1);
        }
    }

    /** Joins each row with all others by exp(-distance^2 / (factor s t)), where s and t are their bandwidths. */
    private void join(double[] bandwidths, int factor) {
        forEachRow(row -> {
            int[] joined = new int[count()];
            double[] affinities = new double[count()];
            distances.from(row, affinities);
            int size = 0;
            for (int other = 0; other < count(); other++) {
                double distance = Math.sqrt(affinities[other]);
                double lower = Math.min(bandwidths[row], bandwidths[other]);
                double upper = Math.max(bandwidths[row], bandwidths[other]);
                double affinity = StrictMath.exp(-(distance / lower) * (distance / upper) / factor);
                if (other != row && affinity >= LEAST) {
                    joined[size] = other;
                    affinities[size++] = affinity;
                }
            }
            targets[row] = Arrays.copyOf(joined, size);
            strengths[row] = Arrays.copyOf(affinities, size);
        });
    }

    private void normalise() {
        double[] factors = new double[count()];
        forEachRow(row -> {
            int own = copies[row];
            double degree = own - 1;
            for (int e = 0; e < targets[row].length; e++) {
                degree += copies[targets[row][e]] * strengths[row][e];
            }
            // A row that is joined with none stays where it is, which makes it a piece of its own.
            self[row] = degree > 0 ? (own - 1) / degree : 1;
            factors[row] = degree > 0 ? Math.sqrt(own) / Math.sqrt(degree) : 1;
            stationary[row] = degree > 0 ? Math.sqrt(own) * Math.sqrt(degree) : 1;
        });
        forEachRow(row -> {
            int[] joined = targets[row];
            double[] scaled = strengths[row];
            int size = 0;
            for (int e = 0; e < joined.length; e++) {
                double strength = scaled[e] * (factors[row] * factors[joined[e]]);
                if (strength >= WEAKEST) {
                    joined[size] = joined[e];
                    scaled[size++] = strength;
                }
            }
            targets[row] = Arrays.copyOf(joined, size);
            strengths[row] = Arrays.copyOf(scaled, size);
        });
    }

    private void forEachRow(IntConsumer body) {
        runner.forEach((count() + SPAN - 1) / SPAN, span -> {
            for (int row = span * SPAN; row < Math.min(count(), (span + 1) * SPAN); row++) {
                look();
                body.accept(row);
            }
        });
    }

    /**
     * Multiplies vectors by the graph and adds: target = scale (graph - shift) vectors + keep target.
     *
     * @param vectors row by row, {@code width} values each
     */
    void multiply(double[] vectors, double[] target, int width, double scale, double shift, double keep) {
        forEachRow(row -> {
            int at = row * width;
            double own = scale * (self[row] - shift);
            for (int v = 0; v < width; v++) {
                target[at + v] = own * vectors[at + v] + keep * target[at + v];
            }
            int[] joined = targets[row];
            double[] strength = strengths[row];
            for (int e = 0; e < joined.length; e++) {
                int from = joined[e] * width;
                double factor = scale * strength[e];
                for (int v = 0; v < width; v++) {
                    target[at + v] += factor * vectors[from + v];
                }
            }
        });
    }

    private void look() {
        context.throwIfCancelled(SpectralClustering.NAME);
    }
}
