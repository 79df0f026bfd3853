package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/**
 * Points that become fewer, laid out for the distances of one of them to all: each column of a chunk of points is an array
 * of its own, which the compiler vectorises. What was removed is NaN and compares with nothing until the rest moves
 * together. Points keep their order. Mutable; changed by one thread.
 */
final class ActiveCentres {
    /** Points in a chunk; their distances stay in the innermost cache. */
    static final int CHUNK = 256;

    /** Values that a thread compares at a time: with fewer, waking it took longer than what it did. */
    private static final int SPAN_VALUES = 1 << 18;

    private final RunContext context;
    private final int columns;
    private final int spanChunks;
    /** By chunk and column. */
    private final double[][][] values;

    private final double[][] weights;
    private final int[] points;
    private final int[] slots;
    private final double[][] squares;
    private final double[][] scores;
    private final double[] least;
    private final int[] places;
    private int used;
    private int active;

    /** What is done with the squared distances of a chunk. May run beside others of its kind for other chunks. */
    interface Pass {
        /**
         * Writes for each point of a chunk how far it is, or NaN for those to leave aside.
         *
         * @param from the slot of the first point
         * @param squares squared distances, NaN where no point is
         * @param weights the weights of the points
         * @param scores where it is written; may be what the squares are in
         */
        void score(int from, double[] squares, double[] weights, double[] scores);
    }

    ActiveCentres(double[][] coordinates, double[] pointWeights, RunContext context) {
        this(coordinates, pointWeights, SPAN_VALUES, context);
    }

    /** @param spanValues that a thread compares at a time; changes no result */
    ActiveCentres(double[][] coordinates, double[] pointWeights, int spanValues, RunContext context) {
        this.context = context;
        columns = coordinates[0].length;
        spanChunks = Math.max(1, spanValues / (columns * CHUNK));
        used = coordinates.length;
        active = used;
        int chunks = (used + CHUNK - 1) / CHUNK;
        values = new double[chunks][][];
        weights = new double[chunks][CHUNK];
        points = new int[used];
        slots = new int[used];
        int spans = spans();
        squares = new double[spans][CHUNK];
        scores = new double[spans][CHUNK];
        least = new double[spans];
        places = new int[spans];
        for (int slot = 0; slot < chunks * CHUNK; slot++) {
            if (slot % CHUNK == 0) {
                context.throwIfCancelled(Agglomerative.STAGE);
                values[slot / CHUNK] = new double[columns][CHUNK];
            }
            if (slot < used) {
                points[slot] = slot;
                slots[slot] = slot;
                set(slot, coordinates[slot], pointWeights[slot]);
            } else {
                clear(slot);
            }
        }
    }

    private int spans() {
        int chunks = (used + CHUNK - 1) / CHUNK;
        return (chunks + spanChunks - 1) / spanChunks;
    }

    /** The number of points left. */
    int active() {
        return active;
    }

    /** The slots in use, those of removed points included. */
    int used() {
        return used;
    }

    /** The point in a slot, also after it was removed. */
    int pointAt(int slot) {
        return points[slot];
    }

    /** Where a point is that was not removed. */
    int slot(int point) {
        return slots[point];
    }

    boolean isActive(int slot) {
        return !Double.isNaN(values[slot / CHUNK][0][slot % CHUNK]);
    }

    double weight(int point) {
        int slot = slots[point];
        return weights[slot / CHUNK][slot % CHUNK];
    }

    void copy(int point, double[] target) {
        int slot = slots[point];
        for (int c = 0; c < columns; c++) {
            target[c] = values[slot / CHUNK][c][slot % CHUNK];
        }
    }

    private void set(int slot, double[] centre, double weight) {
        for (int c = 0; c < columns; c++) {
            values[slot / CHUNK][c][slot % CHUNK] = centre[c];
        }
        weights[slot / CHUNK][slot % CHUNK] = weight;
    }

    private void clear(int slot) {
        for (int c = 0; c < columns; c++) {
            values[slot / CHUNK][c][slot % CHUNK] = Double.NaN;
        }
        weights[slot / CHUNK][slot % CHUNK] = Double.NaN;
    }

    /** Puts the weighted mean of two points in the place of the first and removes the other. */
    void merge(int kept, int gone) {
        int to = slots[kept];
        int from = slots[gone];
        double own = weights[to / CHUNK][to % CHUNK];
        double other = weights[from / CHUNK][from % CHUNK];
        double share = other / (own + other);
        for (int c = 0; c < columns; c++) {
            double[] column = values[to / CHUNK][c];
            column[to % CHUNK] += share * (values[from / CHUNK][c][from % CHUNK] - column[to % CHUNK]);
        }
        weights[to / CHUNK][to % CHUNK] = own + other;
        remove(gone);
    }

    void remove(int point) {
        clear(slots[point]);
        active--;
        if (used - active > Math.max(CHUNK, used / 8)) {
            moveTogether();
        }
    }

    private void moveTogether() {
        int to = 0;
        for (int slot = 0; slot < used; slot++) {
            if (slot % CHUNK == 0) {
                context.throwIfCancelled(Agglomerative.STAGE);
            }
            if (isActive(slot)) {
                if (to < slot) {
                    for (int c = 0; c < columns; c++) {
                        values[to / CHUNK][c][to % CHUNK] = values[slot / CHUNK][c][slot % CHUNK];
                    }
                    weights[to / CHUNK][to % CHUNK] = weights[slot / CHUNK][slot % CHUNK];
                    points[to] = points[slot];
                    slots[points[to]] = to;
                }
                to++;
            }
        }
        int end = (used + CHUNK - 1) / CHUNK * CHUNK;
        used = to;
        for (int slot = to; slot < end; slot++) {
            clear(slot);
        }
    }

    /** The squared distance of two points, to the bit what a pass is given. */
    double squaredDistance(int point, int other) {
        int a = slots[point];
        int b = slots[other];
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            double difference = values[a / CHUNK][c][a % CHUNK] - values[b / CHUNK][c][b % CHUNK];
            sum = Math.fma(difference, difference, sum);
        }
        return sum;
    }

    /**
     * The slot with the lowest score, of several the lowest slot; -1 if there are only NaN and infinite ones.
     *
     * @param centre to which distances are measured
     */
    int lowest(double[] centre, Pass pass) {
        int spans = spans();
        if (spans <= 1) {
            context.throwIfCancelled(Agglomerative.STAGE);
            search(0, centre, pass);
            return places[0];
        }
        BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(Agglomerative.STAGE))
                .forEach(spans, span -> search(span, centre, pass));
        int best = 0;
        for (int span = 1; span < spans; span++) {
            best = least[span] < least[best] ? span : best;
        }
        return places[best];
    }

    private void search(int span, double[] centre, Pass pass) {
        least[span] = Double.POSITIVE_INFINITY;
        places[span] = -1;
        int end = Math.min((used + CHUNK - 1) / CHUNK, (span + 1) * spanChunks);
        for (int chunk = span * spanChunks; chunk < end; chunk++) {
            measure(values[chunk], centre, squares[span]);
            pass.score(chunk * CHUNK, squares[span], weights[chunk], scores[span]);
            select(scores[span], chunk * CHUNK, span);
        }
    }

    private void select(double[] found, int from, int span) {
        double best = least[span];
        int place = -1;
        for (int p = 0; p < CHUNK; p++) {
            if (found[p] < best) {
                best = found[p];
                place = p;
            }
        }
        if (place >= 0) {
            least[span] = best;
            places[span] = from + place;
        }
    }

    private static void measure(double[][] x, double[] centre, double[] sums) {
        Arrays.fill(sums, 0);
        int c = 0;
        for (; c + 4 <= centre.length; c += 4) {
            addFour(x[c], x[c + 1], x[c + 2], x[c + 3], centre, c, sums);
        }
        for (; c < centre.length; c++) {
            addOne(x[c], centre[c], sums);
        }
    }

    private static void addFour(
            double[] x0, double[] x1, double[] x2, double[] x3, double[] centre, int at, double[] sums) {
        double c0 = centre[at];
        double c1 = centre[at + 1];
        double c2 = centre[at + 2];
        double c3 = centre[at + 3];
        for (int p = 0; p < CHUNK; p++) {
            double d0 = x0[p] - c0;
            double d1 = x1[p] - c1;
            double d2 = x2[p] - c2;
            double d3 = x3[p] - c3;
            sums[p] = Math.fma(d3, d3, Math.fma(d2, d2, Math.fma(d1, d1, Math.fma(d0, d0, sums[p]))));
        }
    }

    private static void addOne(double[] x, double value, double[] sums) {
        for (int p = 0; p < CHUNK; p++) {
            double difference = x[p] - value;
            sums[p] = Math.fma(difference, difference, sums[p]);
        }
    }
}
