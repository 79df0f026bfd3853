package io.github.segmentation4j.internal.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The kernel on the Vector API: points in the lanes, centroids broadcast, so that nothing is ever added across lanes and
 * every distance has the bits of the plain loop. Only {@link Kernels} may touch this class, and only where the module of
 * the Vector API can be read.
 *
 * <p>Points are met in tiles of {@value #TILE}. A block of few dimensions stays in the first cache while all centroids pass
 * by. One of many is copied first, so that the dimensions of a tile lie side by side and a tile stays there; for a few
 * centroids the copy would cost more than it saves.
 *
 * <p>Whoever asks for the nearest centroids of a block of a matrix most often loads the next one afterwards, which is therefore
 * fetched beforehand.
 */
final class VectorKernel implements AssignmentKernel {
    /** Points in a tile: four vectors of eight doubles. */
    static final int TILE = 32;

    /** One shape for the whole virtual machine; the compiler gives up on a second one. */
    static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > 8 ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;

    static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, SPECIES.vectorShape());
    static final int LANES = SPECIES.length();

    /** A block of so many dimensions, 32 KB, fits into the first cache; so many centroids are not worth a copy. */
    private static final int FIRST_CACHE = 16;

    private static final int FEW = 8;

    private static final boolean WIDE = LANES == 8;

    /** Keeps the tiles from lying a power of two apart, where they would push each other out of the cache. */
    private static final int GAP = 8;

    private final int columns;
    private final int size;
    private final int stride;
    private final double[] points;
    private double[] room = new double[0];
    private double[] loaded = new double[0];
    private boolean tiled;

    /** The matrix of the loaded block and its next one, or none. */
    private @Nullable PointBlocks source;

    private int following;

    /** Keeps the compiler from leaving out what is read ahead. */
    private double fetched;

    private final long[] winners = new long[PointBlocks.ROWS];
    private final double[][] candidates = new double[PackedCentroids.TILE][PointBlocks.ROWS];

    VectorKernel(int columns) {
        this.columns = columns;
        size = columns * TILE;
        stride = size + GAP;
        points = new double[PointBlocks.ROWS / TILE * stride];
    }

    @Override
    public void load(PointBlocks matrix, int block) {
        if (room.length == 0) {
            room = matrix.room();
        }
        load(matrix.read(block, room));
        source = matrix;
        following = block + 1;
    }

    @Override
    public void load(double[] block) {
        loaded = block;
        source = null;
        tiled = false;
    }

    /** Lets go of the matrix, which may be a large part of the memory and is needed no longer. */
    private void forget() {
        source = null;
    }

    private void tile() {
        if (!tiled) {
            for (int c = 0; c < columns; c++) {
                copy(loaded, c * PointBlocks.ROWS, points, c * TILE, stride);
            }
            tiled = true;
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
        if (source != null) {
            fetched += source.fetch(following);
            forget();
        }
        Arrays.fill(winners, 0);
        Arrays.fill(distances, Double.MAX_VALUE);
        if (columns <= FIRST_CACHE || centroids.count() <= FEW) {
            nearest(loaded, TILE, PointBlocks.ROWS, centroids, distances, 0, PointBlocks.ROWS);
        } else {
            tile();
            for (int row = 0; row < PointBlocks.ROWS; row += TILE) {
                nearest(points, stride, TILE, centroids, distances, row, row + TILE);
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
        for (int j = 0; j < fours; j += PackedCentroids.TILE) {
            if (WIDE) {
                VectorWideTiles.nearestOfFour(from, next, step, columns, values, j, distances, winners, row, end);
            } else {
                VectorNarrowTiles.nearestOfFour(from, next, step, columns, values, j, distances, winners, row, end);
            }
        }
        if (two && WIDE) {
            VectorWideTiles.nearestOfTwo(from, next, step, columns, values, fours, distances, winners, row, end);
        } else if (two) {
            VectorNarrowTiles.nearestOfTwo(from, next, step, columns, values, fours, distances, winners, row, end);
        }
    }

    @Override
    public void nearestTwo(PackedCentroids centroids, int[] labels, double[] distances, double[] seconds) {
        forget();
        tile();
        Arrays.fill(winners, 0);
        Arrays.fill(distances, Double.MAX_VALUE);
        Arrays.fill(seconds, Double.MAX_VALUE);
        for (int j = 0; j < centroids.count(); j++) {
            if (j % PackedCentroids.TILE == 0) {
                measure(points, stride, TILE, centroids, j, candidates);
            }
            select(candidates[j % PackedCentroids.TILE], j, distances, seconds, winners);
        }
        read(labels);
    }

    private static void select(double[] candidate, long index, double[] least, double[] seconds, long[] winners) {
        for (int p = 0; p < PointBlocks.ROWS; p += LANES) {
            DoubleVector found = DoubleVector.fromArray(SPECIES, candidate, p);
            DoubleVector first = DoubleVector.fromArray(SPECIES, least, p);
            DoubleVector second = DoubleVector.fromArray(SPECIES, seconds, p);
            VectorMask<Double> nearer = found.compare(VectorOperators.LT, first);
            DoubleVector loser = found.blend(first, nearer);
            second.blend(loser, loser.compare(VectorOperators.LT, second)).intoArray(seconds, p);
            first.blend(found, nearer).intoArray(least, p);
            LongVector winner = LongVector.fromArray(LONGS, winners, p);
            winner.blend(index, nearer.cast(LONGS)).intoArray(winners, p);
        }
    }

    @Override
    public void squaredDistances(PackedCentroids centroids, int from, double[]... distances) {
        forget();
        if (!tiled) {
            // In the order of memory, before it is read in steps.
            fetched += PointBlocks.fetch(loaded);
        }
        int done = 0;
        if (from % PackedCentroids.TILE == 0) {
            double[][] four = new double[PackedCentroids.TILE][];
            for (; done + 2 <= distances.length; done += PackedCentroids.TILE) {
                for (int l = 0; l < PackedCentroids.TILE; l++) {
                    four[l] = done + l < distances.length ? distances[done + l] : candidates[l];
                }
                if (tiled) {
                    measure(points, stride, TILE, centroids, from + done, four);
                } else {
                    measure(loaded, TILE, PointBlocks.ROWS, centroids, from + done, four);
                }
            }
        }
        if (done < distances.length) {
            tile();
        }
        for (; done < distances.length; done++) {
            measure(points, stride, size, centroids.values(), centroids.index(from + done, 0), distances[done]);
        }
    }

    private void measure(double[] from, int next, int step, PackedCentroids centroids, int first, double[][] d) {
        double[] values = centroids.values();
        int at = first * columns;
        int span = columns * step;
        for (int row = 0, tile = 0; row < PointBlocks.ROWS; row += TILE, tile += next) {
            if (WIDE) {
                VectorWideTiles.measureFour(from, tile, span, step, values, at, d[0], d[1], d[2], d[3], row);
            } else {
                VectorNarrowTiles.measureFour(from, tile, span, step, values, at, d[0], d[1], d[2], d[3], row);
            }
        }
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
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            labels[p] = (int) winners[p];
        }
    }
}
