package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rows that are cut into two again and again. Rows of weight 0 take no part. Belongs to one thread and holds one number
 * for each row, and a copy of the rows of a part while it is cut.
 */
final class Bisection {
    /** Below it the squares of {@link KMeans} vanish; twice its limit, so that rounding decides nothing. */
    private static final double SMALLEST = 0x1p-899;

    private final FeatureMatrix matrix;
    private final Optional<double[]> weights;
    private final double[] roots;
    private final KMeans halving;
    private final BisectingKMeans.Split split;
    private final long seed;
    private final RunContext context;
    private final List<Part> parts = new ArrayList<>();
    private int cuts;

    /**
     * All rows in one part.
     *
     * @param halving how a part is cut: k-means with two clusters
     * @param roots of the feature weights
     * @param context without a listener; its seed is that of this bisection
     */
    Bisection(TrainingSet training, KMeans halving, BisectingKMeans.Split split, double[] roots, RunContext context) {
        matrix = training.matrix();
        weights = training.weights();
        this.halving = halving;
        this.split = split;
        this.roots = roots;
        seed = context.seed();
        this.context = context;
        int[] rows = IntStream.range(0, matrix.rowCount())
                .filter(row -> weight(row) > 0)
                .toArray();
        parts.add(part(rows, matrix.row(rows[0])));
    }

    /** Cuts the part that is next and returns whether there was one. */
    boolean cut() {
        for (int next = next(); next >= 0; next = next()) {
            Part whole = parts.get(next);
            Clustering halves = halving.fit(select(whole.rows), context.withSeed(SeededRandom.derive(seed, cuts++)));
            int[] sizes = halves.sizes();
            if (sizes[0] == 0 || sizes[1] == 0) {
                whole.divisible = false;
            } else {
                parts.set(next, half(whole, halves, 0, sizes[0]));
                parts.add(half(whole, halves, 1, sizes[1]));
                return true;
            }
        }
        return false;
    }

    /** The centroids of the parts, k x d; if there are fewer parts, the last comes again. */
    double[][] centroids(int clusters) {
        double[][] centroids = new double[clusters][];
        for (int j = 0; j < clusters; j++) {
            centroids[j] = parts.get(Math.min(j, parts.size() - 1)).centroid;
        }
        return centroids;
    }

    private int next() {
        int next = -1;
        double most = -1;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            double size = split == BisectingKMeans.Split.LARGEST_INERTIA ? part.inertia : part.weight;
            if (part.divisible && size > most) {
                most = size;
                next = i;
            }
        }
        return next;
    }

    private Part half(Part whole, Clustering halves, int half, int size) {
        int[] rows = new int[size];
        int at = 0;
        for (int i = 0; i < whole.rows.length; i++) {
            if (halves.label(i) == half) {
                rows[at++] = whole.rows[i];
            }
        }
        return part(rows, ((CentroidModel) halves.model()).centroid(half));
    }

    private TrainingSet select(int[] rows) {
        TrainingSet selected = TrainingSet.of(matrix.rows(rows, context));
        return weights.isEmpty()
                ? selected
                : selected.withWeights(
                        Arrays.stream(rows).mapToDouble(this::weight).toArray());
    }

    private Part part(int[] rows, double[] centroid) {
        int columns = roots.length;
        double[] row = new double[columns];
        double[] low = new double[columns];
        double[] high = new double[columns];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        Part part = new Part(rows, centroid);
        for (int i = 0; i < rows.length; i++) {
            if ((i & 1023) == 0) {
                context.throwIfCancelled("bisecting k-means");
            }
            matrix.copyRow(rows[i], row);
            double square = 0;
            for (int c = 0; c < columns; c++) {
                low[c] = Math.min(low[c], row[c]);
                high[c] = Math.max(high[c], row[c]);
                double difference = (row[c] - centroid[c]) * roots[c];
                square += difference * difference;
            }
            part.inertia += weight(rows[i]) * square;
            part.weight += weight(rows[i]);
        }
        double reach = 0;
        for (int c = 0; c < columns; c++) {
            double width = high[c] * roots[c] - low[c] * roots[c];
            reach += width * width;
        }
        part.divisible = reach >= SMALLEST;
        return part;
    }

    private double weight(int row) {
        return weights.isPresent() ? weights.get()[row] : 1;
    }

    /** Rows with what decides whether they are cut. */
    private static final class Part {
        final int[] rows;
        final double[] centroid;
        double inertia;
        double weight;
        boolean divisible;

        Part(int[] rows, double[] centroid) {
            this.rows = rows;
            this.centroid = centroid;
        }
    }
}
