package io.github.segmentation4j.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of the {@link VectorKernel} for vectors of up to four doubles. Two vectors of points meet four centroids at a
 * time: eight sums, which together with what they are made from stay within sixteen registers.
 *
 * <p>Written out, because the compiler keeps vectors in registers only where it sees all of them in one method.
 */
final class VectorNarrowTiles {
    private static final VectorSpecies<Double> SPECIES = VectorKernel.SPECIES;
    private static final VectorSpecies<Long> LONGS = VectorKernel.LONGS;
    private static final int LANES = VectorKernel.LANES;

    private VectorNarrowTiles() {}

    /**
     * Compares points with four centroids and keeps the nearest so far.
     *
     * @param points tiles of points
     * @param next from one tile to the next
     * @param step from one dimension of a tile to the next
     * @param centroid the first of the four, a multiple of four
     * @param leastBefore the squared distance of each point to the nearest centroid before these
     * @param winnersBefore which one that is
     * @param least the same after these
     * @param winners likewise
     * @param row the first point, a multiple of the tile
     * @param end the one after the last, too
     */
    static void nearestOfFour(
            double[] points,
            int next,
            int step,
            int columns,
            double[] centroids,
            int centroid,
            double[] leastBefore,
            long[] winnersBefore,
            double[] least,
            long[] winners,
            int row,
            int end) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int first = centroid * columns;
        for (int out = row; out < end; out += 2 * LANES) {
            int p = out / VectorKernel.TILE * next + out % VectorKernel.TILE;
            DoubleVector s00 = zero;
            DoubleVector s01 = zero;
            DoubleVector s02 = zero;
            DoubleVector s03 = zero;
            DoubleVector s10 = zero;
            DoubleVector s11 = zero;
            DoubleVector s12 = zero;
            DoubleVector s13 = zero;
            for (int c = 0, x = p, at = first; c < columns; c++, x += step, at += PackedCentroids.TILE) {
                DoubleVector x0 = DoubleVector.fromArray(SPECIES, points, x);
                DoubleVector x1 = DoubleVector.fromArray(SPECIES, points, x + LANES);
                DoubleVector c0 = DoubleVector.broadcast(SPECIES, centroids[at]);
                DoubleVector d00 = x0.sub(c0);
                s00 = d00.fma(d00, s00);
                DoubleVector d10 = x1.sub(c0);
                s10 = d10.fma(d10, s10);
                DoubleVector c1 = DoubleVector.broadcast(SPECIES, centroids[at + 1]);
                DoubleVector d01 = x0.sub(c1);
                s01 = d01.fma(d01, s01);
                DoubleVector d11 = x1.sub(c1);
                s11 = d11.fma(d11, s11);
                DoubleVector c2 = DoubleVector.broadcast(SPECIES, centroids[at + 2]);
                DoubleVector d02 = x0.sub(c2);
                s02 = d02.fma(d02, s02);
                DoubleVector d12 = x1.sub(c2);
                s12 = d12.fma(d12, s12);
                DoubleVector c3 = DoubleVector.broadcast(SPECIES, centroids[at + 3]);
                DoubleVector d03 = x0.sub(c3);
                s03 = d03.fma(d03, s03);
                DoubleVector d13 = x1.sub(c3);
                s13 = d13.fma(d13, s13);
            }
            DoubleVector j0 = LongVector.broadcast(LONGS, centroid).reinterpretAsDoubles();
            DoubleVector j1 = LongVector.broadcast(LONGS, centroid + 1).reinterpretAsDoubles();
            DoubleVector j2 = LongVector.broadcast(LONGS, centroid + 2).reinterpretAsDoubles();
            DoubleVector j3 = LongVector.broadcast(LONGS, centroid + 3).reinterpretAsDoubles();
            DoubleVector m0 = DoubleVector.fromArray(SPECIES, leastBefore, out);
            DoubleVector w0 = LongVector.fromArray(LONGS, winnersBefore, out).reinterpretAsDoubles();
            VectorMask<Double> n00 = s00.compare(VectorOperators.LT, m0);
            m0 = m0.blend(s00, n00);
            w0 = w0.blend(j0, n00);
            VectorMask<Double> n01 = s01.compare(VectorOperators.LT, m0);
            m0 = m0.blend(s01, n01);
            w0 = w0.blend(j1, n01);
            VectorMask<Double> n02 = s02.compare(VectorOperators.LT, m0);
            m0 = m0.blend(s02, n02);
            w0 = w0.blend(j2, n02);
            VectorMask<Double> n03 = s03.compare(VectorOperators.LT, m0);
            m0 = m0.blend(s03, n03);
            w0 = w0.blend(j3, n03);
            m0.intoArray(least, out);
            w0.reinterpretAsLongs().intoArray(winners, out);
            DoubleVector m1 = DoubleVector.fromArray(SPECIES, leastBefore, out + LANES);
            DoubleVector w1 =
                    LongVector.fromArray(LONGS, winnersBefore, out + LANES).reinterpretAsDoubles();
            VectorMask<Double> n10 = s10.compare(VectorOperators.LT, m1);
            m1 = m1.blend(s10, n10);
            w1 = w1.blend(j0, n10);
            VectorMask<Double> n11 = s11.compare(VectorOperators.LT, m1);
            m1 = m1.blend(s11, n11);
            w1 = w1.blend(j1, n11);
            VectorMask<Double> n12 = s12.compare(VectorOperators.LT, m1);
            m1 = m1.blend(s12, n12);
            w1 = w1.blend(j2, n12);
            VectorMask<Double> n13 = s13.compare(VectorOperators.LT, m1);
            m1 = m1.blend(s13, n13);
            w1 = w1.blend(j3, n13);
            m1.intoArray(least, out + LANES);
            w1.reinterpretAsLongs().intoArray(winners, out + LANES);
        }
    }

    /**
     * Compares the points of a block with four centroids and keeps the nearest so far and the distance to the next.
     *
     * @param centroid the first of the four, a multiple of four
     * @param least the squared distance of each point to the nearest centroid
     * @param seconds to the nearest of the others
     * @param winners which one is the nearest
     */
    static void nearestTwoOfFour(
            double[] points,
            int next,
            int step,
            int columns,
            double[] centroids,
            int centroid,
            double[] least,
            double[] seconds,
            long[] winners) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int first = centroid * columns;
        for (int out = 0; out < PointBlocks.ROWS; out += 2 * LANES) {
            int p = out / VectorKernel.TILE * next + out % VectorKernel.TILE;
            DoubleVector s00 = zero;
            DoubleVector s01 = zero;
            DoubleVector s02 = zero;
            DoubleVector s03 = zero;
            DoubleVector s10 = zero;
            DoubleVector s11 = zero;
            DoubleVector s12 = zero;
            DoubleVector s13 = zero;
            for (int c = 0, x = p, at = first; c < columns; c++, x += step, at += PackedCentroids.TILE) {
                DoubleVector x0 = DoubleVector.fromArray(SPECIES, points, x);
                DoubleVector x1 = DoubleVector.fromArray(SPECIES, points, x + LANES);
                DoubleVector c0 = DoubleVector.broadcast(SPECIES, centroids[at]);
                DoubleVector d00 = x0.sub(c0);
                s00 = d00.fma(d00, s00);
                DoubleVector d10 = x1.sub(c0);
                s10 = d10.fma(d10, s10);
                DoubleVector c1 = DoubleVector.broadcast(SPECIES, centroids[at + 1]);
                DoubleVector d01 = x0.sub(c1);
                s01 = d01.fma(d01, s01);
                DoubleVector d11 = x1.sub(c1);
                s11 = d11.fma(d11, s11);
                DoubleVector c2 = DoubleVector.broadcast(SPECIES, centroids[at + 2]);
                DoubleVector d02 = x0.sub(c2);
                s02 = d02.fma(d02, s02);
                DoubleVector d12 = x1.sub(c2);
                s12 = d12.fma(d12, s12);
                DoubleVector c3 = DoubleVector.broadcast(SPECIES, centroids[at + 3]);
                DoubleVector d03 = x0.sub(c3);
                s03 = d03.fma(d03, s03);
                DoubleVector d13 = x1.sub(c3);
                s13 = d13.fma(d13, s13);
            }
            DoubleVector j0 = LongVector.broadcast(LONGS, centroid).reinterpretAsDoubles();
            DoubleVector j1 = LongVector.broadcast(LONGS, centroid + 1).reinterpretAsDoubles();
            DoubleVector j2 = LongVector.broadcast(LONGS, centroid + 2).reinterpretAsDoubles();
            DoubleVector j3 = LongVector.broadcast(LONGS, centroid + 3).reinterpretAsDoubles();
            DoubleVector m0 = DoubleVector.fromArray(SPECIES, least, out);
            DoubleVector t0 = DoubleVector.fromArray(SPECIES, seconds, out);
            DoubleVector w0 = LongVector.fromArray(LONGS, winners, out).reinterpretAsDoubles();
            VectorMask<Double> n00 = s00.compare(VectorOperators.LT, m0);
            DoubleVector f00 = s00.blend(m0, n00);
            t0 = t0.blend(f00, f00.compare(VectorOperators.LT, t0));
            m0 = m0.blend(s00, n00);
            w0 = w0.blend(j0, n00);
            VectorMask<Double> n01 = s01.compare(VectorOperators.LT, m0);
            DoubleVector f01 = s01.blend(m0, n01);
            t0 = t0.blend(f01, f01.compare(VectorOperators.LT, t0));
            m0 = m0.blend(s01, n01);
            w0 = w0.blend(j1, n01);
            VectorMask<Double> n02 = s02.compare(VectorOperators.LT, m0);
            DoubleVector f02 = s02.blend(m0, n02);
            t0 = t0.blend(f02, f02.compare(VectorOperators.LT, t0));
            m0 = m0.blend(s02, n02);
            w0 = w0.blend(j2, n02);
            VectorMask<Double> n03 = s03.compare(VectorOperators.LT, m0);
            DoubleVector f03 = s03.blend(m0, n03);
            t0 = t0.blend(f03, f03.compare(VectorOperators.LT, t0));
            m0 = m0.blend(s03, n03);
            w0 = w0.blend(j3, n03);
            m0.intoArray(least, out);
            t0.intoArray(seconds, out);
            w0.reinterpretAsLongs().intoArray(winners, out);
            DoubleVector m1 = DoubleVector.fromArray(SPECIES, least, out + LANES);
            DoubleVector t1 = DoubleVector.fromArray(SPECIES, seconds, out + LANES);
            DoubleVector w1 = LongVector.fromArray(LONGS, winners, out + LANES).reinterpretAsDoubles();
            VectorMask<Double> n10 = s10.compare(VectorOperators.LT, m1);
            DoubleVector f10 = s10.blend(m1, n10);
            t1 = t1.blend(f10, f10.compare(VectorOperators.LT, t1));
            m1 = m1.blend(s10, n10);
            w1 = w1.blend(j0, n10);
            VectorMask<Double> n11 = s11.compare(VectorOperators.LT, m1);
            DoubleVector f11 = s11.blend(m1, n11);
            t1 = t1.blend(f11, f11.compare(VectorOperators.LT, t1));
            m1 = m1.blend(s11, n11);
            w1 = w1.blend(j1, n11);
            VectorMask<Double> n12 = s12.compare(VectorOperators.LT, m1);
            DoubleVector f12 = s12.blend(m1, n12);
            t1 = t1.blend(f12, f12.compare(VectorOperators.LT, t1));
            m1 = m1.blend(s12, n12);
            w1 = w1.blend(j2, n12);
            VectorMask<Double> n13 = s13.compare(VectorOperators.LT, m1);
            DoubleVector f13 = s13.blend(m1, n13);
            t1 = t1.blend(f13, f13.compare(VectorOperators.LT, t1));
            m1 = m1.blend(s13, n13);
            w1 = w1.blend(j3, n13);
            m1.intoArray(least, out + LANES);
            t1.intoArray(seconds, out + LANES);
            w1.reinterpretAsLongs().intoArray(winners, out + LANES);
        }
    }

    /** The same with two centroids. */
    static void nearestOfTwo(
            double[] points,
            int next,
            int step,
            int columns,
            double[] centroids,
            int centroid,
            double[] leastBefore,
            long[] winnersBefore,
            double[] least,
            long[] winners,
            int row,
            int end) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int first = centroid * columns;
        for (int out = row; out < end; out += 2 * LANES) {
            int p = out / VectorKernel.TILE * next + out % VectorKernel.TILE;
            DoubleVector s00 = zero;
            DoubleVector s01 = zero;
            DoubleVector s10 = zero;
            DoubleVector s11 = zero;
            for (int c = 0, x = p, at = first; c < columns; c++, x += step, at += PackedCentroids.TILE) {
                DoubleVector x0 = DoubleVector.fromArray(SPECIES, points, x);
                DoubleVector x1 = DoubleVector.fromArray(SPECIES, points, x + LANES);
                DoubleVector c0 = DoubleVector.broadcast(SPECIES, centroids[at]);
                DoubleVector d00 = x0.sub(c0);
                s00 = d00.fma(d00, s00);
                DoubleVector d10 = x1.sub(c0);
                s10 = d10.fma(d10, s10);
                DoubleVector c1 = DoubleVector.broadcast(SPECIES, centroids[at + 1]);
                DoubleVector d01 = x0.sub(c1);
                s01 = d01.fma(d01, s01);
                DoubleVector d11 = x1.sub(c1);
                s11 = d11.fma(d11, s11);
            }
            DoubleVector j0 = LongVector.broadcast(LONGS, centroid).reinterpretAsDoubles();
            DoubleVector j1 = LongVector.broadcast(LONGS, centroid + 1).reinterpretAsDoubles();
            DoubleVector m0 = DoubleVector.fromArray(SPECIES, leastBefore, out);
            DoubleVector w0 = LongVector.fromArray(LONGS, winnersBefore, out).reinterpretAsDoubles();
            VectorMask<Double> n00 = s00.compare(VectorOperators.LT, m0);
            m0 = m0.blend(s00, n00);
            w0 = w0.blend(j0, n00);
            VectorMask<Double> n01 = s01.compare(VectorOperators.LT, m0);
            m0 = m0.blend(s01, n01);
            w0 = w0.blend(j1, n01);
            m0.intoArray(least, out);
            w0.reinterpretAsLongs().intoArray(winners, out);
            DoubleVector m1 = DoubleVector.fromArray(SPECIES, leastBefore, out + LANES);
            DoubleVector w1 =
                    LongVector.fromArray(LONGS, winnersBefore, out + LANES).reinterpretAsDoubles();
            VectorMask<Double> n10 = s10.compare(VectorOperators.LT, m1);
            m1 = m1.blend(s10, n10);
            w1 = w1.blend(j0, n10);
            VectorMask<Double> n11 = s11.compare(VectorOperators.LT, m1);
            m1 = m1.blend(s11, n11);
            w1 = w1.blend(j1, n11);
            m1.intoArray(least, out + LANES);
            w1.reinterpretAsLongs().intoArray(winners, out + LANES);
        }
    }

    /**
     * Writes the squared distances of the points of a block to four centroids.
     *
     * @param points tiles of points
     * @param next from one tile to the next
     * @param step from one dimension of a tile to the next
     * @param first where the first dimension of the centroids lies
     * @param distances to each of the centroids
     */
    static void measureFour(
            double[] points, int next, int step, int columns, double[] centroids, int first, double[][] distances) {
        double[] distances0 = distances[0];
        double[] distances1 = distances[1];
        double[] distances2 = distances[2];
        double[] distances3 = distances[3];
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int out = 0; out < PointBlocks.ROWS; out += 2 * LANES) {
            int p = out / VectorKernel.TILE * next + out % VectorKernel.TILE;
            DoubleVector s00 = zero;
            DoubleVector s01 = zero;
            DoubleVector s02 = zero;
            DoubleVector s03 = zero;
            DoubleVector s10 = zero;
            DoubleVector s11 = zero;
            DoubleVector s12 = zero;
            DoubleVector s13 = zero;
            for (int c = 0, x = p, at = first; c < columns; c++, x += step, at += PackedCentroids.TILE) {
                DoubleVector x0 = DoubleVector.fromArray(SPECIES, points, x);
                DoubleVector x1 = DoubleVector.fromArray(SPECIES, points, x + LANES);
                DoubleVector c0 = DoubleVector.broadcast(SPECIES, centroids[at]);
                DoubleVector d00 = x0.sub(c0);
                s00 = d00.fma(d00, s00);
                DoubleVector d10 = x1.sub(c0);
                s10 = d10.fma(d10, s10);
                DoubleVector c1 = DoubleVector.broadcast(SPECIES, centroids[at + 1]);
                DoubleVector d01 = x0.sub(c1);
                s01 = d01.fma(d01, s01);
                DoubleVector d11 = x1.sub(c1);
                s11 = d11.fma(d11, s11);
                DoubleVector c2 = DoubleVector.broadcast(SPECIES, centroids[at + 2]);
                DoubleVector d02 = x0.sub(c2);
                s02 = d02.fma(d02, s02);
                DoubleVector d12 = x1.sub(c2);
                s12 = d12.fma(d12, s12);
                DoubleVector c3 = DoubleVector.broadcast(SPECIES, centroids[at + 3]);
                DoubleVector d03 = x0.sub(c3);
                s03 = d03.fma(d03, s03);
                DoubleVector d13 = x1.sub(c3);
                s13 = d13.fma(d13, s13);
            }
            s00.intoArray(distances0, out);
            s10.intoArray(distances0, out + LANES);
            s01.intoArray(distances1, out);
            s11.intoArray(distances1, out + LANES);
            s02.intoArray(distances2, out);
            s12.intoArray(distances2, out + LANES);
            s03.intoArray(distances3, out);
            s13.intoArray(distances3, out + LANES);
        }
    }

    /** The same with two centroids. */
    static void measureTwo(
            double[] points, int next, int step, int columns, double[] centroids, int first, double[][] distances) {
        double[] distances0 = distances[0];
        double[] distances1 = distances[1];
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int out = 0; out < PointBlocks.ROWS; out += 2 * LANES) {
            int p = out / VectorKernel.TILE * next + out % VectorKernel.TILE;
            DoubleVector s00 = zero;
            DoubleVector s01 = zero;
            DoubleVector s10 = zero;
            DoubleVector s11 = zero;
            for (int c = 0, x = p, at = first; c < columns; c++, x += step, at += PackedCentroids.TILE) {
                DoubleVector x0 = DoubleVector.fromArray(SPECIES, points, x);
                DoubleVector x1 = DoubleVector.fromArray(SPECIES, points, x + LANES);
                DoubleVector c0 = DoubleVector.broadcast(SPECIES, centroids[at]);
                DoubleVector d00 = x0.sub(c0);
                s00 = d00.fma(d00, s00);
                DoubleVector d10 = x1.sub(c0);
                s10 = d10.fma(d10, s10);
                DoubleVector c1 = DoubleVector.broadcast(SPECIES, centroids[at + 1]);
                DoubleVector d01 = x0.sub(c1);
                s01 = d01.fma(d01, s01);
                DoubleVector d11 = x1.sub(c1);
                s11 = d11.fma(d11, s11);
            }
            s00.intoArray(distances0, out);
            s10.intoArray(distances0, out + LANES);
            s01.intoArray(distances1, out);
            s11.intoArray(distances1, out + LANES);
        }
    }
}
