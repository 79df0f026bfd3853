package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;

/** Parts as their centres and weights, as far apart as merging them adds to the sum of squares. Belongs to one thread. */
final class WardParts implements NearestNeighbourChain.Parts {
    private final ActiveCentres centres;
    private final double[] centre;
    /** Weights are divided by its square, a power of 4, so that their products neither overflow nor vanish. */
    private final double scale;

    private double least;

    WardParts(WeightedPoints rows, RunContext context) {
        double[] weights = rows.weights;
        scale = scale(weights);
        double[] scaled = new double[weights.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = weights[i] / scale / scale;
        }
        double[][] coordinates = rows.shifted(Checkpoint.of(() -> context.throwIfCancelled(Agglomerative.STAGE)));
        centres = new ActiveCentres(coordinates, scaled, context);
        centre = new double[coordinates[0].length];
    }

    /** The power of two that is nearest to the root of the largest weight. */
    private static double scale(double[] weights) {
        double largest = 0;
        for (double weight : weights) {
            largest = Math.max(largest, weight);
        }
        return Math.scalb(1.0, Math.floorDiv(Math.getExponent(largest), 2));
    }

    @Override
    public int nearest(int part, int preferred) {
        centres.copy(part, centre);
        double own = centres.weight(part);
        int self = centres.slot(part);
        int slot = centres.lowest(centre, (from, squares, weights, scores) -> {
            score(squares, weights, own, scores);
            if (self >= from && self < from + ActiveCentres.CHUNK) {
                scores[self - from] = Double.NaN;
            }
        });
        int nearest = centres.pointAt(slot);
        least = addition(part, nearest);
        return preferred >= 0 && addition(part, preferred) == least ? preferred : nearest;
    }

    private double addition(int part, int other) {
        double own = centres.weight(part);
        double weight = centres.weight(other);
        return centres.squaredDistance(part, other) * ((own * weight) / (own + weight));
    }

    private static void score(double[] squares, double[] weights, double own, double[] scores) {
        for (int p = 0; p < ActiveCentres.CHUNK; p++) {
            scores[p] = squares[p] * ((own * weights[p]) / (own + weights[p]));
        }
    }

    @Override
    public double height() {
        return scale * Math.sqrt(2 * least);
    }

    @Override
    public void merge(int kept, int gone) {
        centres.merge(kept, gone);
    }
}
