package io.github.segmentation4j.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of the {@link VectorKernel} for vectors of eight doubles. Four vectors of points meet four centroids at a
 * time: sixteen sums, which together with what they are made from stay within thirty-two registers.
 *
 * <p>Written out, because the compiler keeps vectors in registers only where it sees all of them in one method. Distances
 * are compared as whole numbers, whose order is the same for doubles that are not negative: a comparison that yields a mask
 * would cost several times as much on JDK 17. What is nearest so far passes from one group of centroids to the next as
 * doubles, because JDK 17 would make objects of the whole numbers; and no more than two vectors in a row are viewed as whole
 * numbers, because JDK 17 does not compile the third view and makes objects there, too.
 */
final class VectorWideTiles {
    private static final VectorSpecies<Double> SPECIES = VectorKernel.SPECIES;
    private static final VectorSpecies<Long> LONGS = VectorKernel.LONGS;
    private static final int LANES = VectorKernel.LANES;

    /** Shifted by so many bits, a difference of two distances is all ones if negative and all zeros if not. */
    private static final int SIGN = 63;

    private VectorWideTiles() {}

    /**
     * Compares points with centroids, four at a time, and finds the nearest of them.
     *
     * @param points tiles of points
     * @param next from one tile to the next
     * @param step from one dimension of a tile to the next
     * @param count how many centroids, a multiple of four
     * @param leastBefore the squared distance of each point to the nearest centroid before these
     * @param winnersBefore which one that is
     * @param least the same after these, written
     * @param winners likewise
     * @param row the first point, a multiple of the tile
     * @param end the one after the last, too
     */
    static void nearestOfFours(
            double[] points,
            int next,
            int step,
            int columns,
            double[] centroids,
            int count,
            double[] leastBefore,
            long[] winnersBefore,
            double[] least,
            long[] winners,
            int row,
            int end) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int p = row / VectorKernel.TILE * next;
        for (int out = row; out < end; out += VectorKernel.TILE, p += next) {
            DoubleVector least0 = DoubleVector.fromArray(SPECIES, leastBefore, out);
            LongVector w0 = LongVector.fromArray(LONGS, winnersBefore, out);
            DoubleVector least1 = DoubleVector.fromArray(SPECIES, leastBefore, out + LANES);
            LongVector w1 = LongVector.fromArray(LONGS, winnersBefore, out + LANES);
            DoubleVector least2 = DoubleVector.fromArray(SPECIES, leastBefore, out + 2 * LANES);
            LongVector w2 = LongVector.fromArray(LONGS, winnersBefore, out + 2 * LANES);
            DoubleVector least3 = DoubleVector.fromArray(SPECIES, leastBefore, out + 3 * LANES);
            LongVector w3 = LongVector.fromArray(LONGS, winnersBefore, out + 3 * LANES);
            for (int centroid = 0, first = 0;
                    centroid < count;
                    centroid += PackedCentroids.TILE, first += PackedCentroids.TILE * columns) {
                DoubleVector s00 = zero;
                DoubleVector s01 = zero;
                DoubleVector s02 = zero;
                DoubleVector s03 = zero;
                DoubleVector s10 = zero;
                DoubleVector s11 = zero;
                DoubleVector s12 = zero;
                DoubleVector s13 = zero;
                DoubleVector s20 = zero;
                DoubleVector s21 = zero;
                DoubleVector s22 = zero;
                DoubleVector s23 = zero;
                DoubleVector s30 = zero;
                DoubleVector s31 = zero;
                DoubleVector s32 = zero;
                DoubleVector s33 = zero;
                for (int c = 0, x = p, at = first; c < columns; c++, x += step, at += PackedCentroids.TILE) {
                    DoubleVector x0 = DoubleVector.fromArray(SPECIES, points, x);
                    DoubleVector x1 = DoubleVector.fromArray(SPECIES, points, x + LANES);
                    DoubleVector x2 = DoubleVector.fromArray(SPECIES, points, x + 2 * LANES);
                    DoubleVector x3 = DoubleVector.fromArray(SPECIES, points, x + 3 * LANES);
                    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centroids[at]);
                    DoubleVector d00 = x0.sub(c0);
                    s00 = d00.fma(d00, s00);
                    DoubleVector d10 = x1.sub(c0);
                    s10 = d10.fma(d10, s10);
                    DoubleVector d20 = x2.sub(c0);
                    s20 = d20.fma(d20, s20);
                    DoubleVector d30 = x3.sub(c0);
                    s30 = d30.fma(d30, s30);
                    DoubleVector c1 = DoubleVector.broadcast(SPECIES, centroids[at + 1]);
                    DoubleVector d01 = x0.sub(c1);
                    s01 = d01.fma(d01, s01);
                    DoubleVector d11 = x1.sub(c1);
                    s11 = d11.fma(d11, s11);
                    DoubleVector d21 = x2.sub(c1);
                    s21 = d21.fma(d21, s21);
                    DoubleVector d31 = x3.sub(c1);
                    s31 = d31.fma(d31, s31);
                    DoubleVector c2 = DoubleVector.broadcast(SPECIES, centroids[at + 2]);
                    DoubleVector d02 = x0.sub(c2);
                    s02 = d02.fma(d02, s02);
                    DoubleVector d12 = x1.sub(c2);
                    s12 = d12.fma(d12, s12);
                    DoubleVector d22 = x2.sub(c2);
                    s22 = d22.fma(d22, s22);
                    DoubleVector d32 = x3.sub(c2);
                    s32 = d32.fma(d32, s32);
                    DoubleVector c3 = DoubleVector.broadcast(SPECIES, centroids[at + 3]);
                    DoubleVector d03 = x0.sub(c3);
                    s03 = d03.fma(d03, s03);
                    DoubleVector d13 = x1.sub(c3);
                    s13 = d13.fma(d13, s13);
                    DoubleVector d23 = x2.sub(c3);
                    s23 = d23.fma(d23, s23);
                    DoubleVector d33 = x3.sub(c3);
                    s33 = d33.fma(d33, s33);
                }
                LongVector j0 = LongVector.broadcast(LONGS, centroid);
                LongVector j1 = LongVector.broadcast(LONGS, centroid + 1);
                LongVector j2 = LongVector.broadcast(LONGS, centroid + 2);
                LongVector j3 = LongVector.broadcast(LONGS, centroid + 3);
                LongVector m0 = least0.reinterpretAsLongs();
                LongVector b00 = s00.reinterpretAsLongs();
                LongVector n00 = b00.sub(m0).lanewise(VectorOperators.ASHR, SIGN);
                m0 = m0.min(b00);
                w0 = w0.lanewise(VectorOperators.BITWISE_BLEND, j0, n00);
                LongVector b01 = s01.reinterpretAsLongs();
                LongVector n01 = b01.sub(m0).lanewise(VectorOperators.ASHR, SIGN);
                m0 = m0.min(b01);
                w0 = w0.lanewise(VectorOperators.BITWISE_BLEND, j1, n01);
                LongVector b02 = s02.reinterpretAsLongs();
                LongVector n02 = b02.sub(m0).lanewise(VectorOperators.ASHR, SIGN);
                m0 = m0.min(b02);
                w0 = w0.lanewise(VectorOperators.BITWISE_BLEND, j2, n02);
                LongVector b03 = s03.reinterpretAsLongs();
                LongVector n03 = b03.sub(m0).lanewise(VectorOperators.ASHR, SIGN);
                m0 = m0.min(b03);
                w0 = w0.lanewise(VectorOperators.BITWISE_BLEND, j3, n03);
                least0 = m0.reinterpretAsDoubles();
                LongVector m1 = least1.reinterpretAsLongs();
                LongVector b10 = s10.reinterpretAsLongs();
                LongVector n10 = b10.sub(m1).lanewise(VectorOperators.ASHR, SIGN);
                m1 = m1.min(b10);
                w1 = w1.lanewise(VectorOperators.BITWISE_BLEND, j0, n10);
                LongVector b11 = s11.reinterpretAsLongs();
                LongVector n11 = b11.sub(m1).lanewise(VectorOperators.ASHR, SIGN);
                m1 = m1.min(b11);
                w1 = w1.lanewise(VectorOperators.BITWISE_BLEND, j1, n11);
                LongVector b12 = s12.reinterpretAsLongs();
                LongVector n12 = b12.sub(m1).lanewise(VectorOperators.ASHR, SIGN);
                m1 = m1.min(b12);
                w1 = w1.lanewise(VectorOperators.BITWISE_BLEND, j2, n12);
                LongVector b13 = s13.reinterpretAsLongs();
                LongVector n13 = b13.sub(m1).lanewise(VectorOperators.ASHR, SIGN);
                m1 = m1.min(b13);
                w1 = w1.lanewise(VectorOperators.BITWISE_BLEND, j3, n13);
                least1 = m1.reinterpretAsDoubles();
                LongVector m2 = least2.reinterpretAsLongs();
                LongVector b20 = s20.reinterpretAsLongs();
                LongVector n20 = b20.sub(m2).lanewise(VectorOperators.ASHR, SIGN);
                m2 = m2.min(b20);
                w2 = w2.lanewise(VectorOperators.BITWISE_BLEND, j0, n20);
                LongVector b21 = s21.reinterpretAsLongs();
                LongVector n21 = b21.sub(m2).lanewise(VectorOperators.ASHR, SIGN);
                m2 = m2.min(b21);
                w2 = w2.lanewise(VectorOperators.BITWISE_BLEND, j1, n21);
                LongVector b22 = s22.reinterpretAsLongs();
                LongVector n22 = b22.sub(m2).lanewise(VectorOperators.ASHR, SIGN);
                m2 = m2.min(b22);
                w2 = w2.lanewise(VectorOperators.BITWISE_BLEND, j2, n22);
                LongVector b23 = s23.reinterpretAsLongs();
                LongVector n23 = b23.sub(m2).lanewise(VectorOperators.ASHR, SIGN);
                m2 = m2.min(b23);
                w2 = w2.lanewise(VectorOperators.BITWISE_BLEND, j3, n23);
                least2 = m2.reinterpretAsDoubles();
                LongVector m3 = least3.reinterpretAsLongs();
                LongVector b30 = s30.reinterpretAsLongs();
                LongVector n30 = b30.sub(m3).lanewise(VectorOperators.ASHR, SIGN);
                m3 = m3.min(b30);
                w3 = w3.lanewise(VectorOperators.BITWISE_BLEND, j0, n30);
                LongVector b31 = s31.reinterpretAsLongs();
                LongVector n31 = b31.sub(m3).lanewise(VectorOperators.ASHR, SIGN);
                m3 = m3.min(b31);
                w3 = w3.lanewise(VectorOperators.BITWISE_BLEND, j1, n31);
                LongVector b32 = s32.reinterpretAsLongs();
                LongVector n32 = b32.sub(m3).lanewise(VectorOperators.ASHR, SIGN);
                m3 = m3.min(b32);
                w3 = w3.lanewise(VectorOperators.BITWISE_BLEND, j2, n32);
                LongVector b33 = s33.reinterpretAsLongs();
                LongVector n33 = b33.sub(m3).lanewise(VectorOperators.ASHR, SIGN);
                m3 = m3.min(b33);
                w3 = w3.lanewise(VectorOperators.BITWISE_BLEND, j3, n33);
                least3 = m3.reinterpretAsDoubles();
            }
            least0.intoArray(least, out);
            w0.intoArray(winners, out);
            least1.intoArray(least, out + LANES);
            w1.intoArray(winners, out + LANES);
            least2.intoArray(least, out + 2 * LANES);
            w2.intoArray(winners, out + 2 * LANES);
            least3.intoArray(least, out + 3 * LANES);
            w3.intoArray(winners, out + 3 * LANES);
        }
    }

    /**
     * Finds the nearest of all centroids and the distances to it and to the next of each point of a block.
     *
     * @param count how many centroids, a multiple of four
     * @param least the squared distance of each point to the nearest, written
     * @param seconds to the nearest of the others, written
     * @param winners which one is the nearest, written
     */
    static void nearestTwoOfFours(
            double[] points,
            int next,
            int step,
            int columns,
            double[] centroids,
            int count,
            double[] least,
            double[] seconds,
            long[] winners) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector farthest = DoubleVector.broadcast(SPECIES, Double.MAX_VALUE);
        LongVector none = LongVector.zero(LONGS);
        int p = 0;
        for (int out = 0; out < PointBlocks.ROWS; out += VectorKernel.TILE, p += next) {
            DoubleVector least0 = farthest;
            DoubleVector second0 = farthest;
            LongVector w0 = none;
            DoubleVector least1 = farthest;
            DoubleVector second1 = farthest;
            LongVector w1 = none;
            DoubleVector least2 = farthest;
            DoubleVector second2 = farthest;
            LongVector w2 = none;
            DoubleVector least3 = farthest;
            DoubleVector second3 = farthest;
            LongVector w3 = none;
            for (int centroid = 0, first = 0;
                    centroid < count;
                    centroid += PackedCentroids.TILE, first += PackedCentroids.TILE * columns) {
                DoubleVector s00 = zero;
                DoubleVector s01 = zero;
                DoubleVector s02 = zero;
                DoubleVector s03 = zero;
                DoubleVector s10 = zero;
                DoubleVector s11 = zero;
                DoubleVector s12 = zero;
                DoubleVector s13 = zero;
                DoubleVector s20 = zero;
                DoubleVector s21 = zero;
                DoubleVector s22 = zero;
                DoubleVector s23 = zero;
                DoubleVector s30 = zero;
                DoubleVector s31 = zero;
                DoubleVector s32 = zero;
                DoubleVector s33 = zero;
                for (int c = 0, x = p, at = first; c < columns; c++, x += step, at += PackedCentroids.TILE) {
                    DoubleVector x0 = DoubleVector.fromArray(SPECIES, points, x);
                    DoubleVector x1 = DoubleVector.fromArray(SPECIES, points, x + LANES);
                    DoubleVector x2 = DoubleVector.fromArray(SPECIES, points, x + 2 * LANES);
                    DoubleVector x3 = DoubleVector.fromArray(SPECIES, points, x + 3 * LANES);
                    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centroids[at]);
                    DoubleVector d00 = x0.sub(c0);
                    s00 = d00.fma(d00, s00);
                    DoubleVector d10 = x1.sub(c0);
                    s10 = d10.fma(d10, s10);
                    DoubleVector d20 = x2.sub(c0);
                    s20 = d20.fma(d20, s20);
                    DoubleVector d30 = x3.sub(c0);
                    s30 = d30.fma(d30, s30);
                    DoubleVector c1 = DoubleVector.broadcast(SPECIES, centroids[at + 1]);
                    DoubleVector d01 = x0.sub(c1);
                    s01 = d01.fma(d01, s01);
                    DoubleVector d11 = x1.sub(c1);
                    s11 = d11.fma(d11, s11);
                    DoubleVector d21 = x2.sub(c1);
                    s21 = d21.fma(d21, s21);
                    DoubleVector d31 = x3.sub(c1);
                    s31 = d31.fma(d31, s31);
                    DoubleVector c2 = DoubleVector.broadcast(SPECIES, centroids[at + 2]);
                    DoubleVector d02 = x0.sub(c2);
                    s02 = d02.fma(d02, s02);
                    DoubleVector d12 = x1.sub(c2);
                    s12 = d12.fma(d12, s12);
                    DoubleVector d22 = x2.sub(c2);
                    s22 = d22.fma(d22, s22);
                    DoubleVector d32 = x3.sub(c2);
                    s32 = d32.fma(d32, s32);
                    DoubleVector c3 = DoubleVector.broadcast(SPECIES, centroids[at + 3]);
                    DoubleVector d03 = x0.sub(c3);
                    s03 = d03.fma(d03, s03);
                    DoubleVector d13 = x1.sub(c3);
                    s13 = d13.fma(d13, s13);
                    DoubleVector d23 = x2.sub(c3);
                    s23 = d23.fma(d23, s23);
                    DoubleVector d33 = x3.sub(c3);
                    s33 = d33.fma(d33, s33);
                }
                LongVector j0 = LongVector.broadcast(LONGS, centroid);
                LongVector j1 = LongVector.broadcast(LONGS, centroid + 1);
                LongVector j2 = LongVector.broadcast(LONGS, centroid + 2);
                LongVector j3 = LongVector.broadcast(LONGS, centroid + 3);
                LongVector m0 = least0.reinterpretAsLongs();
                LongVector b00 = s00.reinterpretAsLongs();
                LongVector n00 = b00.sub(m0).lanewise(VectorOperators.ASHR, SIGN);
                LongVector t0 = second0.reinterpretAsLongs().min(m0.max(b00));
                m0 = m0.min(b00);
                w0 = w0.lanewise(VectorOperators.BITWISE_BLEND, j0, n00);
                LongVector b01 = s01.reinterpretAsLongs();
                LongVector n01 = b01.sub(m0).lanewise(VectorOperators.ASHR, SIGN);
                t0 = t0.min(m0.max(b01));
                m0 = m0.min(b01);
                w0 = w0.lanewise(VectorOperators.BITWISE_BLEND, j1, n01);
                LongVector b02 = s02.reinterpretAsLongs();
                LongVector n02 = b02.sub(m0).lanewise(VectorOperators.ASHR, SIGN);
                t0 = t0.min(m0.max(b02));
                m0 = m0.min(b02);
                w0 = w0.lanewise(VectorOperators.BITWISE_BLEND, j2, n02);
                LongVector b03 = s03.reinterpretAsLongs();
                LongVector n03 = b03.sub(m0).lanewise(VectorOperators.ASHR, SIGN);
                t0 = t0.min(m0.max(b03));
                m0 = m0.min(b03);
                w0 = w0.lanewise(VectorOperators.BITWISE_BLEND, j3, n03);
                least0 = m0.reinterpretAsDoubles();
                second0 = t0.reinterpretAsDoubles();
                LongVector m1 = least1.reinterpretAsLongs();
                LongVector b10 = s10.reinterpretAsLongs();
                LongVector n10 = b10.sub(m1).lanewise(VectorOperators.ASHR, SIGN);
                LongVector t1 = second1.reinterpretAsLongs().min(m1.max(b10));
                m1 = m1.min(b10);
                w1 = w1.lanewise(VectorOperators.BITWISE_BLEND, j0, n10);
                LongVector b11 = s11.reinterpretAsLongs();
                LongVector n11 = b11.sub(m1).lanewise(VectorOperators.ASHR, SIGN);
                t1 = t1.min(m1.max(b11));
                m1 = m1.min(b11);
                w1 = w1.lanewise(VectorOperators.BITWISE_BLEND, j1, n11);
                LongVector b12 = s12.reinterpretAsLongs();
                LongVector n12 = b12.sub(m1).lanewise(VectorOperators.ASHR, SIGN);
                t1 = t1.min(m1.max(b12));
                m1 = m1.min(b12);
                w1 = w1.lanewise(VectorOperators.BITWISE_BLEND, j2, n12);
                LongVector b13 = s13.reinterpretAsLongs();
                LongVector n13 = b13.sub(m1).lanewise(VectorOperators.ASHR, SIGN);
                t1 = t1.min(m1.max(b13));
                m1 = m1.min(b13);
                w1 = w1.lanewise(VectorOperators.BITWISE_BLEND, j3, n13);
                least1 = m1.reinterpretAsDoubles();
                second1 = t1.reinterpretAsDoubles();
                LongVector m2 = least2.reinterpretAsLongs();
                LongVector b20 = s20.reinterpretAsLongs();
                LongVector n20 = b20.sub(m2).lanewise(VectorOperators.ASHR, SIGN);
                LongVector t2 = second2.reinterpretAsLongs().min(m2.max(b20));
                m2 = m2.min(b20);
                w2 = w2.lanewise(VectorOperators.BITWISE_BLEND, j0, n20);
                LongVector b21 = s21.reinterpretAsLongs();
                LongVector n21 = b21.sub(m2).lanewise(VectorOperators.ASHR, SIGN);
                t2 = t2.min(m2.max(b21));
                m2 = m2.min(b21);
                w2 = w2.lanewise(VectorOperators.BITWISE_BLEND, j1, n21);
                LongVector b22 = s22.reinterpretAsLongs();
                LongVector n22 = b22.sub(m2).lanewise(VectorOperators.ASHR, SIGN);
                t2 = t2.min(m2.max(b22));
                m2 = m2.min(b22);
                w2 = w2.lanewise(VectorOperators.BITWISE_BLEND, j2, n22);
                LongVector b23 = s23.reinterpretAsLongs();
                LongVector n23 = b23.sub(m2).lanewise(VectorOperators.ASHR, SIGN);
                t2 = t2.min(m2.max(b23));
                m2 = m2.min(b23);
                w2 = w2.lanewise(VectorOperators.BITWISE_BLEND, j3, n23);
                least2 = m2.reinterpretAsDoubles();
                second2 = t2.reinterpretAsDoubles();
                LongVector m3 = least3.reinterpretAsLongs();
                LongVector b30 = s30.reinterpretAsLongs();
                LongVector n30 = b30.sub(m3).lanewise(VectorOperators.ASHR, SIGN);
                LongVector t3 = second3.reinterpretAsLongs().min(m3.max(b30));
                m3 = m3.min(b30);
                w3 = w3.lanewise(VectorOperators.BITWISE_BLEND, j0, n30);
                LongVector b31 = s31.reinterpretAsLongs();
                LongVector n31 = b31.sub(m3).lanewise(VectorOperators.ASHR, SIGN);
                t3 = t3.min(m3.max(b31));
                m3 = m3.min(b31);
                w3 = w3.lanewise(VectorOperators.BITWISE_BLEND, j1, n31);
                LongVector b32 = s32.reinterpretAsLongs();
                LongVector n32 = b32.sub(m3).lanewise(VectorOperators.ASHR, SIGN);
                t3 = t3.min(m3.max(b32));
                m3 = m3.min(b32);
                w3 = w3.lanewise(VectorOperators.BITWISE_BLEND, j2, n32);
                LongVector b33 = s33.reinterpretAsLongs();
                LongVector n33 = b33.sub(m3).lanewise(VectorOperators.ASHR, SIGN);
                t3 = t3.min(m3.max(b33));
                m3 = m3.min(b33);
                w3 = w3.lanewise(VectorOperators.BITWISE_BLEND, j3, n33);
                least3 = m3.reinterpretAsDoubles();
                second3 = t3.reinterpretAsDoubles();
            }
            least0.intoArray(least, out);
            second0.intoArray(seconds, out);
            w0.intoArray(winners, out);
            least1.intoArray(least, out + LANES);
            second1.intoArray(seconds, out + LANES);
            w1.intoArray(winners, out + LANES);
            least2.intoArray(least, out + 2 * LANES);
            second2.intoArray(seconds, out + 2 * LANES);
            w2.intoArray(winners, out + 2 * LANES);
            least3.intoArray(least, out + 3 * LANES);
            second3.intoArray(seconds, out + 3 * LANES);
            w3.intoArray(winners, out + 3 * LANES);
        }
    }

    /**
     * The same with two centroids.
     *
     * @param centroid the first of the two, a multiple of four
     */
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
        int p = row / VectorKernel.TILE * next;
        for (int out = row; out < end; out += VectorKernel.TILE, p += next) {
            DoubleVector s00 = zero;
            DoubleVector s01 = zero;
            DoubleVector s10 = zero;
            DoubleVector s11 = zero;
            DoubleVector s20 = zero;
            DoubleVector s21 = zero;
            DoubleVector s30 = zero;
            DoubleVector s31 = zero;
            for (int c = 0, x = p, at = first; c < columns; c++, x += step, at += PackedCentroids.TILE) {
                DoubleVector x0 = DoubleVector.fromArray(SPECIES, points, x);
                DoubleVector x1 = DoubleVector.fromArray(SPECIES, points, x + LANES);
                DoubleVector x2 = DoubleVector.fromArray(SPECIES, points, x + 2 * LANES);
                DoubleVector x3 = DoubleVector.fromArray(SPECIES, points, x + 3 * LANES);
                DoubleVector c0 = DoubleVector.broadcast(SPECIES, centroids[at]);
                DoubleVector d00 = x0.sub(c0);
                s00 = d00.fma(d00, s00);
                DoubleVector d10 = x1.sub(c0);
                s10 = d10.fma(d10, s10);
                DoubleVector d20 = x2.sub(c0);
                s20 = d20.fma(d20, s20);
                DoubleVector d30 = x3.sub(c0);
                s30 = d30.fma(d30, s30);
                DoubleVector c1 = DoubleVector.broadcast(SPECIES, centroids[at + 1]);
                DoubleVector d01 = x0.sub(c1);
                s01 = d01.fma(d01, s01);
                DoubleVector d11 = x1.sub(c1);
                s11 = d11.fma(d11, s11);
                DoubleVector d21 = x2.sub(c1);
                s21 = d21.fma(d21, s21);
                DoubleVector d31 = x3.sub(c1);
                s31 = d31.fma(d31, s31);
            }
            LongVector j0 = LongVector.broadcast(LONGS, centroid);
            LongVector j1 = LongVector.broadcast(LONGS, centroid + 1);
            LongVector m0 = DoubleVector.fromArray(SPECIES, leastBefore, out).reinterpretAsLongs();
            LongVector w0 = LongVector.fromArray(LONGS, winnersBefore, out);
            LongVector b00 = s00.reinterpretAsLongs();
            LongVector n00 = b00.sub(m0).lanewise(VectorOperators.ASHR, SIGN);
            m0 = m0.min(b00);
            w0 = w0.lanewise(VectorOperators.BITWISE_BLEND, j0, n00);
            LongVector b01 = s01.reinterpretAsLongs();
            LongVector n01 = b01.sub(m0).lanewise(VectorOperators.ASHR, SIGN);
            m0 = m0.min(b01);
            w0 = w0.lanewise(VectorOperators.BITWISE_BLEND, j1, n01);
            m0.reinterpretAsDoubles().intoArray(least, out);
            w0.intoArray(winners, out);
            LongVector m1 =
                    DoubleVector.fromArray(SPECIES, leastBefore, out + LANES).reinterpretAsLongs();
            LongVector w1 = LongVector.fromArray(LONGS, winnersBefore, out + LANES);
            LongVector b10 = s10.reinterpretAsLongs();
            LongVector n10 = b10.sub(m1).lanewise(VectorOperators.ASHR, SIGN);
            m1 = m1.min(b10);
            w1 = w1.lanewise(VectorOperators.BITWISE_BLEND, j0, n10);
            LongVector b11 = s11.reinterpretAsLongs();
            LongVector n11 = b11.sub(m1).lanewise(VectorOperators.ASHR, SIGN);
            m1 = m1.min(b11);
            w1 = w1.lanewise(VectorOperators.BITWISE_BLEND, j1, n11);
            m1.reinterpretAsDoubles().intoArray(least, out + LANES);
            w1.intoArray(winners, out + LANES);
            LongVector m2 = DoubleVector.fromArray(SPECIES, leastBefore, out + 2 * LANES)
                    .reinterpretAsLongs();
            LongVector w2 = LongVector.fromArray(LONGS, winnersBefore, out + 2 * LANES);
            LongVector b20 = s20.reinterpretAsLongs();
            LongVector n20 = b20.sub(m2).lanewise(VectorOperators.ASHR, SIGN);
            m2 = m2.min(b20);
            w2 = w2.lanewise(VectorOperators.BITWISE_BLEND, j0, n20);
            LongVector b21 = s21.reinterpretAsLongs();
            LongVector n21 = b21.sub(m2).lanewise(VectorOperators.ASHR, SIGN);
            m2 = m2.min(b21);
            w2 = w2.lanewise(VectorOperators.BITWISE_BLEND, j1, n21);
            m2.reinterpretAsDoubles().intoArray(least, out + 2 * LANES);
            w2.intoArray(winners, out + 2 * LANES);
            LongVector m3 = DoubleVector.fromArray(SPECIES, leastBefore, out + 3 * LANES)
                    .reinterpretAsLongs();
            LongVector w3 = LongVector.fromArray(LONGS, winnersBefore, out + 3 * LANES);
            LongVector b30 = s30.reinterpretAsLongs();
            LongVector n30 = b30.sub(m3).lanewise(VectorOperators.ASHR, SIGN);
            m3 = m3.min(b30);
            w3 = w3.lanewise(VectorOperators.BITWISE_BLEND, j0, n30);
            LongVector b31 = s31.reinterpretAsLongs();
            LongVector n31 = b31.sub(m3).lanewise(VectorOperators.ASHR, SIGN);
            m3 = m3.min(b31);
            w3 = w3.lanewise(VectorOperators.BITWISE_BLEND, j1, n31);
            m3.reinterpretAsDoubles().intoArray(least, out + 3 * LANES);
            w3.intoArray(winners, out + 3 * LANES);
        }
    }
}
