package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/**
 * The reachability tree from all distances: for dissimilarities without coordinates, and for so many of these that an index
 * has nothing to leave out. Takes time in proportion to the square of the rows and memory in proportion to the rows.
 *
 * <p>Prim's algorithm, where an edge ties each row to the one that came before it instead of to the one it is nearest to:
 * rows within any distance of each other come one after the other, so the groups at every distance are the same.
 */
final class PlainReachability {
    private static final int ROWS = RawDistances.ROWS;

    private static final int BLOCKS_PER_REPORT = 32;

    private static final int EDGES_PER_REPORT = 1024;

    /** Blocks are set up anew when one row in this many has gone, so that few distances are measured in vain. */
    private static final int SHARE_THAT_GOES = 8;

    private final RawDistances distances;
    private final int[] copies;
    private final int needed;
    private final ReachabilityProgress progress;
    private final Checkpoint checkpoint;

    private PlainReachability(RawDistances distances, int[] copies, int needed, ReachabilityProgress progress) {
        this.distances = distances;
        this.copies = copies;
        this.needed = needed;
        this.progress = progress;
        checkpoint = progress.checkpoint();
    }

    /**
     * The tree of at least one row.
     *
     * @param copies how often each row is there
     * @param needed the number of rows, itself among them, within the core distance of a row; at most all copies
     */
    static ReachabilityTree of(RawDistances distances, int[] copies, int needed, ReachabilityProgress progress) {
        PlainReachability plain = new PlainReachability(distances, copies, needed, progress);
        return plain.tree(plain.cores());
    }

    private double[] cores() {
        double[] cores = new double[distances.size()];
        int blocks = distances.blockCount();
        for (int from = 0; from < blocks; from += BLOCKS_PER_REPORT) {
            int first = from;
            progress.runner().forEach(Math.min(BLOCKS_PER_REPORT, blocks - from), i -> cores(first + i, cores));
            progress.cores(Math.min(distances.size(), (long) (from + BLOCKS_PER_REPORT) * ROWS));
        }
        return cores;
    }

    private void cores(int block, double[] cores) {
        NearestCopies[] nearest = new NearestCopies[distances.rowsIn(block)];
        Arrays.setAll(nearest, p -> new NearestCopies(needed));
        double[] bounds = new double[ROWS];
        Arrays.fill(bounds, Double.POSITIVE_INFINITY);
        double[] query = distances.queryRoom();
        double[] raw = new double[ROWS];
        for (int row = 0; row < distances.size(); row++) {
            checkpoint.at((long) row * 32);
            distances.query(row, query);
            distances.measure(query, block, raw);
            for (int p = 0; p < nearest.length; p++) {
                if (raw[p] < bounds[p]) {
                    nearest[p].offer(raw[p], copies[row]);
                    bounds[p] = nearest[p].bound();
                }
            }
        }
        System.arraycopy(bounds, 0, cores, block * ROWS, nearest.length);
    }

    private ReachabilityTree tree(double[] cores) {
        int rows = distances.size();
        int[] first = new int[rows - 1];
        int[] second = new int[rows - 1];
        double[] lengths = new double[rows - 1];
        int[] left = new int[rows - 1];
        Arrays.setAll(left, i -> i + 1);
        double[] least = new double[rows - 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        double[] query = distances.queryRoom();
        int last = 0;
        for (int edges = 0; left.length > 0; ) {
            Frontier frontier = new Frontier(distances.select(left, checkpoint), left, cores, least);
            int end = edges + Math.max(1, left.length / SHARE_THAT_GOES);
            for (; edges < end; edges++) {
                distances.query(last, query);
                int next = frontier.advance(query, cores[last], checkpoint);
                first[edges] = last;
                second[edges] = left[next];
                lengths[edges] = frontier.take(next);
                last = left[next];
                if (edges % EDGES_PER_REPORT == 0) {
                    progress.edges(edges);
                }
            }
            least = frontier.leastOfRemaining();
            left = frontier.remaining();
        }
        return new ReachabilityTree(cores, first, second, lengths);
    }

    /** The rows that are not in the tree yet, each with its least mutual reachability to one that is. For one thread. */
    private static final class Frontier {
        private final RawDistances distances;
        private final int[] rows;

        /** By block; infinite for what is in the tree, which no distance comes below. */
        private final double[][] cores;

        private final double[][] least;
        private final double[] raw = new double[ROWS];
        private final double[] leastByPlace = new double[ROWS];

        Frontier(RawDistances distances, int[] rows, double[] allCores, double[] leastSoFar) {
            this.distances = distances;
            this.rows = rows;
            cores = new double[distances.blockCount()][ROWS];
            least = new double[distances.blockCount()][ROWS];
            for (int b = 0; b < cores.length; b++) {
                Arrays.fill(cores[b], Double.POSITIVE_INFINITY);
                Arrays.fill(least[b], Double.POSITIVE_INFINITY);
                for (int p = 0; p < distances.rowsIn(b); p++) {
                    cores[b][p] = allCores[rows[b * ROWS + p]];
                    least[b][p] = leastSoFar[b * ROWS + p];
                }
            }
        }

        /** Takes a row that came into the tree into account, and returns which row is the nearest to the tree now. */
        int advance(double[] query, double core, Checkpoint checkpoint) {
            Arrays.fill(leastByPlace, Double.POSITIVE_INFINITY);
            for (int b = 0; b < cores.length; b++) {
                checkpoint.at((long) b * 8);
                distances.measure(query, b, raw);
                lower(raw, cores[b], core, least[b], leastByPlace);
            }
            int place = 0;
            for (int p = 1; p < ROWS; p++) {
                if (leastByPlace[p] < leastByPlace[place]) {
                    place = p;
                }
            }
            if (leastByPlace[place] == Double.POSITIVE_INFINITY) {
                throw Hdbscan.beyondRange();
            }
            int block = 0;
            while (least[block][place] != leastByPlace[place]) {
                block++;
            }
            return block * ROWS + place;
        }

        // A plain loop without a branch, which the compiler turns into vector instructions.
        private static void lower(double[] raw, double[] cores, double core, double[] least, double[] leastByPlace) {
            for (int p = 0; p < ROWS; p++) {
                double reach = Math.max(Math.max(raw[p], cores[p]), core);
                double now = Math.min(least[p], reach);
                least[p] = now;
                leastByPlace[p] = Math.min(leastByPlace[p], now);
            }
        }

        /** Moves a row into the tree and returns the length of its edge. */
        double take(int row) {
            double length = least[row / ROWS][row % ROWS];
            least[row / ROWS][row % ROWS] = Double.POSITIVE_INFINITY;
            cores[row / ROWS][row % ROWS] = Double.POSITIVE_INFINITY;
            return length;
        }

        private boolean isLeft(int row) {
            return cores[row / ROWS][row % ROWS] != Double.POSITIVE_INFINITY;
        }

        int[] remaining() {
            int[] left = new int[rows.length];
            int count = 0;
            for (int r = 0; r < rows.length; r++) {
                if (isLeft(r)) {
                    left[count++] = rows[r];
                }
            }
            return Arrays.copyOf(left, count);
        }

        double[] leastOfRemaining() {
            double[] left = new double[rows.length];
            int count = 0;
            for (int r = 0; r < rows.length; r++) {
                if (isLeft(r)) {
                    left[count++] = least[r / ROWS][r % ROWS];
                }
            }
            return Arrays.copyOf(left, count);
        }
    }
}
