package io.github.segmentation4j.internal.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the Vector API: points in the lanes, centroids broadcast, so that nothing is ever added across lanes and
 * every distance has the bits of the plain loop. Only {@link Kernels} may touch this class, and only where the module of
 * the Vector API can be read.
 *
 * <p>Points are met in tiles of {@value #TILE}. A block of few dimensions stays in the first cache while all centroids pass
 * by. One of many is copied first, so that the dimensions of a tile lie side by side and a tile stays there; for a few
 * centroids the copy would cost more than it saves.
 *
 * <p>A block of a large matrix is read once in the order of memory before anything else: many reads then wait for memory at
 * the same time, which they would not do in the steps of a tile.
 */
final class VectorKernel implements AssignmentKernel {
    /** Points in a tile: four vectors of eight doubles. */
    static final int TILE = 32;

    /** One shape for the whole virtual machine; the compiler gives up on a second one. */
    static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > 8 ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;

    static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, SPECIES.vectorShape());
    static final int LANES = SPECIES.length();

    /** As many whole numbers of half the size. */
    private static final VectorSpecies<Integer> INTS =
            VectorSpecies.of(int.class, VectorShape.forBitSize(LANES * Integer.SIZE));

    /** A block of so many dimensions, 32 KB, fits into the first cache; so many centroids are not worth a copy. */
    private static final int FIRST_CACHE = 16;

    private static final int FEW = 8;

    private static final boolean WIDE = LANES == 8;

    /** Keeps the tiles from lying a power of two apart, where they would push each other out of the cache. */
    private static final int GAP = 8;

    private final int columns;
    private final int size;
    private final int stride;

    /** The block in tiles, once it is asked for. */
    private double[] points = new double[0];

    private double[] room = new double[0];
    private double[] loaded = new double[0];
    private boolean tiled;

    /** Whether the loaded block is most likely still far from the processor. */
    private boolean distant;

    /** Keeps the compiler from leaving out what is read ahead. */
    private double fetched;

    private final long[] winners = new long[PointBlocks.ROWS];

    /** The winners and their distances before the first centroid, never written. */
    private final long[] noWinners = new long[PointBlocks.ROWS];

    private final double[] farthest = new double[PointBlocks.ROWS];

    /** Where distances go, and those nobody asked for. */
    private final double[][] targets = new double[7][];

    private double[] spare = new double[0];

    VectorKernel(int columns) {
        this.columns = columns;
        size = columns * TILE;
        stride = size + GAP;
        Arrays.fill(farthest, Double.MAX_VALUE);
    }

    @Override
    public void load(PointBlocks matrix, int block) {
        if (room.length == 0) {
            room = matrix.room();
        }
        load(matrix.read(block, room));
        distant = matrix.isDistant();
    }

    @Override
    public void load(double[] block) {
        loaded = block;
        distant = false;
        tiled = false;
    }

    /** Brings the loaded block near in the order of memory, before it is read in steps. */
    private void approach() {
        if (distant) {
            fetched += PointBlocks.fetch(loaded);
            distant = false;
        }
    }

    private void tile() {
        if (!tiled) {
            if (points.length == 0) {
                points = new double[PointBlocks.ROWS / TILE * stride];
            }
            for (int c = 0; c < columns; c++) {
                copy(loaded, c * PointBlocks.ROWS, points, c * TILE, stride);
            }
            tiled = true;
            distant = false;
        }
    }

    /** Several vectors are read before the first is written, because the compiler does not move a read past a write. */
    private static void copy(double[] block, int from, double[] points, int to, int stride) {
        int target = to;
        for (int tile = from; tile < from + PointBlocks.ROWS; tile += TILE) {
            for (int p = 0; p < TILE; p += 4 * LANES) {
                DoubleVector v0 = DoubleVector.fromArray(SPECIES, block, tile + p);
                DoubleVector v1 = DoubleVector.fromArray(SPECIES, block, tile + p + LANES);
                DoubleVector v2 = DoubleVector.fromArray(SPECIES, block, tile + p + 2 * LANES);
                DoubleVector v3 = DoubleVector.fromArray(SPECIES, block, tile + p + 3 * LANES);
                v0.intoArray(points, target + p);
                v1.intoArray(points, target + p + LANES);
                v2.intoArray(points, target + p + 2 * LANES);
                v3.intoArray(points, target + p + 3 * LANES);
            }
            target += stride;
        }
    }

    @Override
    public void nearest(PackedCentroids centroids, int[] labels, double[] distances) {
        approach();
        if (columns <= FIRST_CACHE || centroids.count() <= FEW) {
            nearest(loaded, TILE, PointBlocks.ROWS, centroids, distances, 0, PointBlocks.ROWS);
        } else {
            tile();
            // The loops for wide vectors let all centroids pass by a tile themselves.
            int rows = WIDE ? PointBlocks.ROWS : TILE;
            for (int row = 0; row < PointBlocks.ROWS; row += rows) {
                nearest(points, stride, TILE, centroids, distances, row, row + rows);
            }
        }
        read(labels);
    }

    private void nearest(
            double[] from, int next, int step, PackedCentroids centroids, double[] distances, int row, int end) {
        double[] values = centroids.values();
        int count = centroids.count();
        int rest = count % PackedCentroids.TILE;
        boolean two = rest == 1 || rest == 2;
        int fours = two ? count - rest : count;
        double[] least = farthest;
        long[] first = noWinners;
        if (WIDE && fours > 0) {
            VectorWideTiles.nearestOfFours(
                    from, next, step, columns, values, fours, least, first, distances, winners, row, end);
            least = distances;
            first = winners;
        }
        if (WIDE && two) {
            VectorWideTiles.nearestOfTwo(
                    from, next, step, columns, values, fours, least, first, distances, winners, row, end);
        }
        if (WIDE) {
            return;
        }
        for (int j = 0; j < fours; j += PackedCentroids.TILE) {
            VectorNarrowTiles.nearestOfFour(
                    from, next, step, columns, values, j, least, first, distances, winners, row, end);
            least = distances;
            first = winners;
        }
        if (two) {
            VectorNarrowTiles.nearestOfTwo(
                    from, next, step, columns, values, fours, least, first, distances, winners, row, end);
        }
    }

    @Override
    public void nearestTwo(PackedCentroids centroids, int[] labels, double[] distances, double[] seconds) {
        approach();
        if (columns > FIRST_CACHE) {
            tile();
        }
        double[] from = tiled ? points : loaded;
        int next = tiled ? stride : TILE;
        int step = tiled ? TILE : PointBlocks.ROWS;
        double[] values = centroids.values();
        // Those that fill up the last four are at infinity.
        int fours = (centroids.count() + PackedCentroids.TILE - 1) / PackedCentroids.TILE * PackedCentroids.TILE;
        if (WIDE) {
            VectorWideTiles.nearestTwoOfFours(from, next, step, columns, values, fours, distances, seconds, winners);
        } else {
            Arrays.fill(winners, 0);
            Arrays.fill(distances, Double.MAX_VALUE);
            Arrays.fill(seconds, Double.MAX_VALUE);
            for (int j = 0; j < fours; j += PackedCentroids.TILE) {
                VectorNarrowTiles.nearestTwoOfFour(from, next, step, columns, values, j, distances, seconds, winners);
            }
        }
        read(labels);
    }

    @Override
    public void squaredDistances(PackedCentroids centroids, int from, double[]... distances) {
        if (from % PackedCentroids.TILE != 0) {
            tile();
            for (int l = 0; l < distances.length; l++) {
                measure(points, stride, size, centroids.values(), centroids.index(from + l, 0), distances[l]);
            }
            return;
        }
        approach();
        int done = 0;
        while (done < distances.length) {
            done += measure(centroids, from + done, distances, done);
        }
    }

    /**
     * Measures the distances to the next centroids.
     *
     * @param first the first of them, a multiple of four
     * @param distances of which some are done
     * @return to how many centroids
     */
    private int measure(PackedCentroids centroids, int first, double[][] distances, int done) {
        int rest = distances.length - done;
        int count = countOf(rest);
        if (rest < count && spare.length == 0) {
            spare = new double[PointBlocks.ROWS];
        }
        for (int l = 0; l < count; l++) {
            targets[l] = l < rest ? distances[done + l] : spare;
        }
        double[] from = tiled ? points : loaded;
        int next = tiled ? stride : TILE;
        int step = tiled ? TILE : PointBlocks.ROWS;
        double[] values = centroids.values();
        int at = centroids.index(first, 0);
        if (count == 7) {
            VectorWideDistances.measureSeven(from, next, step, columns, values, at, targets);
        } else if (count == 6) {
            VectorWideDistances.measureSix(from, next, step, columns, values, at, targets);
        } else if (count == 2 && WIDE) {
            VectorWideDistances.measureTwo(from, next, step, columns, values, at, targets);
        } else if (count == 2) {
            VectorNarrowTiles.measureTwo(from, next, step, columns, values, at, targets);
        } else if (WIDE) {
            VectorWideDistances.measureFour(from, next, step, columns, values, at, targets);
        } else {
            VectorNarrowTiles.measureFour(from, next, step, columns, values, at, targets);
        }
        return count;
    }

    /** How many of the remaining centroids to measure at a time; one more than remain where there is no loop for them. */
    private static int countOf(int rest) {
        if (rest <= 2) {
            return 2;
        }
        if (!WIDE || rest <= PackedCentroids.TILE || rest > 7) {
            return PackedCentroids.TILE;
        }
        return Math.max(6, rest);
    }

    private static void measure(
            double[] points, int stride, int size, double[] centroids, int first, double[] distances) {
        int tile = 0;
        for (int row = 0; row < PointBlocks.ROWS; row += TILE) {
            for (int p = 0; p < TILE; p += LANES) {
                DoubleVector sum = DoubleVector.zero(SPECIES);
                int at = first;
                for (int x = tile + p; x < tile + size; x += TILE) {
                    DoubleVector difference =
                            DoubleVector.fromArray(SPECIES, points, x).sub(centroids[at]);
                    sum = difference.fma(difference, sum);
                    at += PackedCentroids.TILE;
                }
                sum.intoArray(distances, row + p);
            }
            tile += stride;
        }
    }

    private void read(int[] labels) {
        for (int p = 0; p < PointBlocks.ROWS; p += LANES) {
            ((IntVector) LongVector.fromArray(LONGS, winners, p).convertShape(VectorOperators.L2I, INTS, 0))
                    .intoArray(labels, p);
        }
    }
}
