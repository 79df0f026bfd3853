package io.github.segmentation4j.cluster;

import java.util.Arrays;

/**
 * One run of spherical k-means. Between calls the labels of the pass are those of the nearest centroids; several runs
 * take turns with one pass, and the one that goes on says so by {@link #resume}. Belongs to one thread.
 */
final class SphericalRun {
    private final NearestPass pass;
    private final int rows;
    private final int clusters;
    private double[][] centroids;
    private double inertia;
    private int iterations;
    private boolean stable;

    /**
     * Puts the rows to the first centroids.
     *
     * @param rows how many the pass goes over
     * @param centroids k x d of unit length; taken over
     */
    SphericalRun(NearestPass pass, int rows, double[][] centroids) {
        this.pass = pass;
        this.rows = rows;
        this.centroids = centroids;
        clusters = centroids.length;
        assign();
    }

    /**
     * Iterates until no row changes its cluster.
     *
     * @param limit on the iterations of all calls together, at least 1
     */
    void iterate(int limit) {
        while (!stable && iterations < limit) {
            update();
            iterations++;
            stable = !assign();
        }
    }

    /** Takes the pass back after another run had it. */
    void resume() {
        assign();
    }

    /**
     * Numbers the clusters anew. Where a row is as near to two centroids the lower one wins, so labels may differ in more
     * than their numbers, and the run is no longer stable then.
     *
     * @param order for each new number the old one
     */
    void renumber(int[] order) {
        double[][] before = centroids;
        centroids = Arrays.stream(order).mapToObj(j -> before[j]).toArray(double[][]::new);
        int[] numbers = new int[clusters];
        for (int j = 0; j < clusters; j++) {
            numbers[order[j]] = j;
        }
        pass.renumber(numbers);
        stable &= !assign();
    }

    private boolean assign() {
        boolean moved = pass.run(SphericalModel.packed(centroids));
        inertia = pass.inertia();
        return moved;
    }

    /** Turns each centroid into the mean direction of its rows; where those cancel out, it stays. */
    private void update() {
        double[] weights = pass.clusterWeights();
        if (Arrays.stream(weights).anyMatch(weight -> !(weight > 0))) {
            refill();
            weights = pass.clusterWeights();
        }
        int columns = centroids[0].length;
        double[] centres = new double[columns * clusters];
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < columns; c++) {
                centres[c * clusters + j] = centroids[j][c];
            }
        }
        double[] deviations = pass.deviations(centres);
        double[][] next = new double[clusters][columns];
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < columns; c++) {
                double step = weights[j] > 0 ? deviations[c * clusters + j] / weights[j] : 0;
                next[j][c] = centroids[j][c] + step;
            }
            if (!Directions.settle(next[j])) {
                next[j] = centroids[j];
            }
        }
        centroids = next;
    }

    /**
     * Gives each cluster without weight the row that adds most to the inertia, the lowest of several, from a cluster
     * that keeps another. Where no row is away from its centroid, the cluster stays empty.
     */
    private void refill() {
        int[] members = new int[clusters];
        for (int row = 0; row < rows; row++) {
            if (pass.weight(row) > 0) {
                members[pass.label(row)]++;
            }
        }
        for (int empty = 0; empty < clusters; empty++) {
            if (members[empty] == 0) {
                int row = costliest(members);
                if (row < 0) {
                    return;
                }
                members[pass.label(row)]--;
                members[empty]++;
                pass.move(row, empty);
            }
        }
    }

    private int costliest(int[] members) {
        int chosen = -1;
        double most = 0;
        for (int row = 0; row < rows; row++) {
            double cost = pass.cost(row);
            if (cost > most && members[pass.label(row)] > 1) {
                most = cost;
                chosen = row;
            }
        }
        return chosen;
    }

    /** The weighted sum of the squared chordal distances. */
    double inertia() {
        return inertia;
    }

    /** The iterations so far. */
    int iterations() {
        return iterations;
    }

    /** Whether the last iteration moved no row to another cluster. */
    boolean isStable() {
        return stable;
    }

    /** The centroids, shared: k x d. */
    double[][] centroids() {
        return centroids;
    }

    /** The labels of the rows, copied. */
    int[] labels() {
        return pass.labels();
    }
}
