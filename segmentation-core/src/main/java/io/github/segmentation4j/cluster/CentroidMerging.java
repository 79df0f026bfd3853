package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/**
 * Merges the two parts whose centres are nearest, over and over. A merge can bring a centre nearer to others than they were
 * to anything, so each part keeps its nearest one, and one that lost it keeps how near the next can be at best until it is
 * its turn. Of equal distances the one of the lowest part comes first, and of that part the one to the lowest. Belongs to
 * one thread.
 *
 * <p>References: D. Müllner, Modern hierarchical, agglomerative clustering algorithms, arXiv:1109.2378, 2011.
 */
final class CentroidMerging {
    private static final int UNKNOWN = -1;

    private final ActiveCentres centres;
    private final double[] centre;
    /** By part: the squared distance to the nearest one, or, where that is unknown, no more than that. */
    private final double[] least;

    private final int[] nearest;
    private final RunContext context;

    CentroidMerging(WeightedPoints rows, RunContext context) {
        this.context = context;
        double[][] coordinates = rows.shifted(Checkpoint.of(() -> context.throwIfCancelled(Agglomerative.STAGE)));
        centres = new ActiveCentres(coordinates, rows.weights, context);
        centre = new double[coordinates[0].length];
        least = new double[coordinates.length];
        nearest = new int[coordinates.length];
        Arrays.fill(nearest, UNKNOWN);
    }

    /** Merges everything. */
    void run(MergeList merges) {
        for (int part = 0; part < least.length && !merges.isComplete(); part++) {
            look(part);
        }
        while (!merges.isComplete()) {
            context.throwIfCancelled(Agglomerative.STAGE);
            int part = lowest();
            if (nearest[part] == UNKNOWN) {
                look(part);
                continue;
            }
            int kept = Math.min(part, nearest[part]);
            int gone = Math.max(part, nearest[part]);
            merges.add(kept, gone, Math.sqrt(least[part]));
            centres.merge(kept, gone);
            if (!merges.isComplete()) {
                tell(kept, gone);
            }
        }
    }

    private int lowest() {
        int best = UNKNOWN;
        for (int slot = 0; slot < centres.used(); slot++) {
            int part = centres.pointAt(slot);
            if (centres.isActive(slot) && (best == UNKNOWN || least[part] < least[best])) {
                best = part;
            }
        }
        return best;
    }

    private void look(int part) {
        centres.copy(part, centre);
        int self = centres.slot(part);
        found(part, centres.lowest(centre, (from, squares, weights, scores) -> {
            System.arraycopy(squares, 0, scores, 0, ActiveCentres.CHUNK);
            leaveOut(self, from, scores);
        }));
    }

    private static void leaveOut(int self, int from, double[] scores) {
        if (self >= from && self < from + ActiveCentres.CHUNK) {
            scores[self - from] = Double.NaN;
        }
    }

    private void found(int part, int slot) {
        nearest[part] = centres.pointAt(slot);
        least[part] = centres.squaredDistance(part, nearest[part]);
    }

    /** Tells all parts of a merged one, which thereby finds its own nearest. */
    private void tell(int kept, int gone) {
        centres.copy(kept, centre);
        int self = centres.slot(kept);
        found(kept, centres.lowest(centre, (from, squares, weights, scores) -> {
            System.arraycopy(squares, 0, scores, 0, ActiveCentres.CHUNK);
            leaveOut(self, from, scores);
            tell(kept, gone, from, scores);
        }));
    }

    private void tell(int kept, int gone, int from, double[] squares) {
        int end = Math.min(ActiveCentres.CHUNK, centres.used() - from);
        for (int p = 0; p < end; p++) {
            int part = centres.pointAt(from + p);
            boolean isNearer = squares[p] < least[part];
            boolean isLower = squares[p] == least[part] && nearest[part] > kept;
            if (isNearer || isLower) {
                least[part] = squares[p];
                nearest[part] = kept;
            } else if (nearest[part] == kept || nearest[part] == gone) {
                nearest[part] = UNKNOWN;
            }
        }
    }
}
