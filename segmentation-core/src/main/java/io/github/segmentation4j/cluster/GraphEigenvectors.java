package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;

/**
 * The eigenvectors of the largest eigenvalues of an {@link AffinityGraph}. Those of eigenvalue 1 are known, one for each
 * connected piece; the others are found among the vectors at right angles to them, by subspace iteration: a block of vectors
 * is multiplied by a Chebyshev polynomial of the graph that is small on the eigenvalues not wanted, and the block's own
 * eigenvectors are taken. A block finds eigenvalues that are there several times, which a single vector does not.
 *
 * <p>Reference: Y. Zhou, Y. Saad, M. L. Tiago, J. R. Chelikowsky, Self-consistent-field calculations using
 * Chebyshev-filtered subspace iteration, Journal of Computational Physics 219, 2006.
 */
final class GraphEigenvectors {
    private static final int SPAN = 256;

    /** Vectors in the block beyond twice those wanted: the gap to the first one left out decides how fast it goes. */
    private static final int GUARDS = 10;

    /** How much a polynomial may enlarge one vector beside another: more, and the digits of the lesser are lost. */
    private static final double AMPLIFICATION = 1e6;

    private static final int HIGHEST_DEGREE = 1_000;

    private static final int PASSES = 60;

    /** Enough to know the smallest eigenvalue to a few hundredths. */
    private static final int LANCZOS_STEPS = 15;

    /** The least width of the interval on which a polynomial is small. */
    private static final double NARROWEST = 1e-3;

    /** What is left of an eigenvector's equation, beside the distance of the block's eigenvalues from 1. */
    private static final double TOLERANCE = 1e-7;

    /** No residual is smaller than the rounding of a product. */
    private static final double ROUNDING = 1e-13;

    private final AffinityGraph graph;
    private final GraphPieces pieces;
    private final int width;
    private final SeededRandom random;
    private final RunContext context;
    private final BlockRunner runner;
    private final double[] known;

    /** Row by row, {@code width} values each. */
    private double[] block;

    private double[] product;
    private double[] values = new double[0];
    private boolean converged;

    private GraphEigenvectors(AffinityGraph graph, GraphPieces pieces, int width, RunContext context) {
        this.graph = graph;
        this.pieces = pieces;
        this.width = width;
        this.context = context;
        random = SeededRandom.of(SeededRandom.derive(context.seed(), 0));
        runner = BlockRunner.of(context.executor(), context.threads(), this::look);
        known = known(graph, pieces);
        block = new double[Math.multiplyExact(graph.count(), width)];
        product = new double[block.length];
    }

    /**
     * Finds eigenvectors.
     *
     * @param count how many, those of the pieces included, at least as many as there are pieces
     * @return what was found: n rows x count
     */
    static Found of(AffinityGraph graph, GraphPieces pieces, int count, RunContext context) {
        int wanted = count - pieces.count;
        int width = Math.min(graph.count() - pieces.count, wanted == 0 ? 0 : 2 * wanted + GUARDS);
        GraphEigenvectors search = new GraphEigenvectors(graph, pieces, width, context);
        if (wanted > 0) {
            search.run(wanted);
        } else {
            search.converged = true;
        }
        double[][] rows = new double[graph.count()][count];
        for (int row = 0; row < rows.length; row++) {
            rows[row][pieces.of[row]] = search.known[row];
            System.arraycopy(search.block, row * width, rows[row], pieces.count, wanted);
        }
        return new Found(rows, search.converged);
    }

    /** Eigenvectors as columns, and whether their equations hold. */
    record Found(double[][] rows, boolean converged) {}

    /** The stationary vectors of the pieces, each of length 1 on its rows. */
    private static double[] known(AffinityGraph graph, GraphPieces pieces) {
        double[] largest = new double[pieces.count];
        for (int row = 0; row < graph.count(); row++) {
            largest[pieces.of[row]] = Math.max(largest[pieces.of[row]], graph.stationary[row]);
        }
        double[] squares = new double[pieces.count];
        double[] known = new double[graph.count()];
        for (int row = 0; row < known.length; row++) {
            known[row] = graph.stationary[row] / largest[pieces.of[row]];
            squares[pieces.of[row]] += known[row] * known[row];
        }
        for (int row = 0; row < known.length; row++) {
            known[row] /= Math.sqrt(squares[pieces.of[row]]);
        }
        return known;
    }

    private void run(int wanted) {
        Arrays.setAll(block, i -> random.nextGaussian());
        rotate();
        double low = lowest();
        double lowering = 0;
        double before = Double.POSITIVE_INFINITY;
        for (int pass = 0; pass < PASSES; pass++) {
            double left = residual(wanted);
            double least = values[width - 1];
            converged = left <= Math.max(ROUNDING, TOLERANCE * (1 - least));
            if (converged) {
                break;
            }
            // Where the first eigenvalue left out equals the last of the block, only a lower cut tells the rest apart.
            lowering = left < before / 2 ? 0 : Math.max(4 * lowering, Math.min(1 - least, least - low) / 4);
            before = left;
            filter(low, Math.max(low + NARROWEST, least - lowering));
            rotate();
        }
        upright();
    }

    /** An end below which no eigenvalue lies, by a few steps of Lanczos: the smallest it sees, less what it may be off. */
    private double lowest() {
        int rows = graph.count();
        int steps = Math.min(LANCZOS_STEPS, rows);
        double[] before = new double[rows];
        double[] vector = new double[rows];
        double[] next = new double[rows];
        Arrays.setAll(vector, row -> random.nextGaussian());
        double length = Math.sqrt(dot(vector, vector));
        Arrays.setAll(vector, row -> vector[row] / length);
        double[][] small = new double[steps][steps];
        double link = 0;
        for (int step = 0; step < steps; step++) {
            graph.multiply(vector, next, 1, 1, 0, 0);
            small[step][step] = dot(vector, next);
            for (int row = 0; row < rows; row++) {
                next[row] -= small[step][step] * vector[row] + link * before[row];
            }
            link = Math.sqrt(dot(next, next));
            if (link < NARROWEST || step == steps - 1) {
                break;
            }
            small[step][step + 1] = link;
            small[step + 1][step] = link;
            for (int row = 0; row < rows; row++) {
                before[row] = vector[row];
                vector[row] = next[row] / link;
            }
        }
        double[] seen = SymmetricEigen.of(small, Checkpoint.of(this::look)).values;
        return Math.max(-1, seen[steps - 1] - link);
    }

    private static double dot(double[] first, double[] second) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += first[i] * second[i];
        }
        return sum;
    }

    /** Multiplies the block by a Chebyshev polynomial that is small from one end to another and grows beyond it to 1. */
    private void filter(double low, double cut) {
        double half = (cut - low) / 2;
        double centre = (cut + low) / 2;
        // The largest eigenvalue left is taken for 1, which the polynomial brings to 1.
        double beyond = Math.max((1 - cut) / half, 0x1p-50);
        double growth = StrictMath.log1p(beyond + Math.sqrt(beyond * (beyond + 2)));
        int degree = (int) Math.min(HIGHEST_DEGREE, Math.max(2, StrictMath.log(2 * AMPLIFICATION) / growth));
        double first = half / (1 - centre);
        double scale = first;
        graph.multiply(block, product, width, scale / half, centre, 0);
        for (int step = 2; step <= degree; step++) {
            double next = 1 / (2 / first - scale);
            // The oldest of three vectors is overwritten by the newest.
            double[] newest = block;
            graph.multiply(product, newest, width, 2 * next / half, centre, -scale * next);
            block = product;
            product = newest;
            scale = next;
        }
        double[] newest = product;
        product = block;
        block = newest;
    }

    /** Makes the block orthonormal and its vectors the eigenvectors of the graph within it. */
    private void rotate() {
        // The second time removes what rounding left of the first.
        whiten();
        whiten();
        graph.multiply(block, product, width, 1, 0, 0);
        SymmetricEigen within = SymmetricEigen.of(products(block, product), Checkpoint.of(this::look));
        values = within.values;
        combine(within.vectors, block);
        combine(within.vectors, product);
    }

    private void whiten() {
        project();
        SymmetricEigen gram = SymmetricEigen.of(products(block, block), Checkpoint.of(this::look));
        double[][] combination = gram.vectors;
        for (int j = 0; j < width; j++) {
            // What lies below rounding has no direction; it is scaled up no further.
            double length = Math.sqrt(Math.max(gram.values[j], gram.values[0] * ROUNDING));
            for (int i = 0; i < width; i++) {
                combination[j][i] /= length;
            }
        }
        combine(combination, block);
    }

    /** Takes what lies along the known eigenvectors from the block. */
    private void project() {
        double[][] sums = new double[pieces.count][width];
        for (int row = 0; row < known.length; row++) {
            double[] sum = sums[pieces.of[row]];
            for (int v = 0; v < width; v++) {
                sum[v] += known[row] * block[row * width + v];
            }
        }
        for (int row = 0; row < known.length; row++) {
            double[] sum = sums[pieces.of[row]];
            for (int v = 0; v < width; v++) {
                block[row * width + v] -= known[row] * sum[v];
            }
        }
    }

    /** The scalar products of the vectors of two blocks, made symmetric. */
    private double[][] products(double[] first, double[] second) {
        List<double[][]> parts = runner.map(spans(), span -> {
            double[][] part = new double[width][width];
            for (int row = span * SPAN; row < end(span); row++) {
                look();
                for (int i = 0; i < width; i++) {
                    double factor = first[row * width + i];
                    double[] sum = part[i];
                    for (int j = 0; j < width; j++) {
                        sum[j] += factor * second[row * width + j];
                    }
                }
            }
            return part;
        });
        double[][] all = new double[width][width];
        for (double[][] part : parts) {
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < width; j++) {
                    all[i][j] += (part[i][j] + part[j][i]) / 2;
                }
            }
        }
        return all;
    }

    /** Replaces the vectors of a block by combinations of them. */
    private void combine(double[][] combination, double[] vectors) {
        runner.forEach(spans(), span -> {
            double[] old = new double[width];
            for (int row = span * SPAN; row < end(span); row++) {
                look();
                System.arraycopy(vectors, row * width, old, 0, width);
                for (int j = 0; j < width; j++) {
                    double sum = 0;
                    for (int i = 0; i < width; i++) {
                        sum += combination[j][i] * old[i];
                    }
                    vectors[row * width + j] = sum;
                }
            }
        });
    }

    /** The longest of what is left of the equations of the eigenvectors wanted. */
    private double residual(int wanted) {
        double[] squares = new double[wanted];
        for (int row = 0; row < graph.count(); row++) {
            for (int v = 0; v < wanted; v++) {
                double rest = product[row * width + v] - values[v] * block[row * width + v];
                squares[v] += rest * rest;
            }
        }
        return Math.sqrt(Arrays.stream(squares).max().orElse(0));
    }

    /** Gives each vector the sign in which its largest element, of several the first, is positive. */
    private void upright() {
        for (int v = 0; v < width; v++) {
            double largest = 0;
            for (int row = 0; row < graph.count(); row++) {
                double element = block[row * width + v];
                largest = Math.abs(element) > Math.abs(largest) ? element : largest;
            }
            for (int row = 0; largest < 0 && row < graph.count(); row++) {
                block[row * width + v] = -block[row * width + v];
            }
        }
    }

    private int spans() {
        return (graph.count() + SPAN - 1) / SPAN;
    }

    private int end(int span) {
        return Math.min(graph.count(), (span + 1) * SPAN);
    }

    private void look() {
        context.throwIfCancelled(SpectralClustering.NAME);
    }
}
