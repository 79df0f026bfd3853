package io.github.segmentation4j.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of the {@link VectorKernel} that write distances, for vectors of eight doubles. Up to sixteen sums at a time,
 * which together with what they are made from stay within thirty-two registers. Six and seven centroids are what greedy
 * k-means++ compares a block with most often; memory is what it waits for.
 *
 * <p>Written out, because the compiler keeps vectors in registers only where it sees all of them in one method.
 */
final class VectorWideDistances {
    private static final VectorSpecies<Double> SPECIES = VectorKernel.SPECIES;
    private static final int LANES = VectorKernel.LANES;

    private VectorWideDistances() {}

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
        int p = 0;
        for (int out = 0; out < PointBlocks.ROWS; out += VectorKernel.TILE, p += next) {
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
            s00.intoArray(distances0, out);
            s10.intoArray(distances0, out + LANES);
            s20.intoArray(distances0, out + 2 * LANES);
            s30.intoArray(distances0, out + 3 * LANES);
            s01.intoArray(distances1, out);
            s11.intoArray(distances1, out + LANES);
            s21.intoArray(distances1, out + 2 * LANES);
            s31.intoArray(distances1, out + 3 * LANES);
            s02.intoArray(distances2, out);
            s12.intoArray(distances2, out + LANES);
            s22.intoArray(distances2, out + 2 * LANES);
            s32.intoArray(distances2, out + 3 * LANES);
            s03.intoArray(distances3, out);
            s13.intoArray(distances3, out + LANES);
            s23.intoArray(distances3, out + 2 * LANES);
            s33.intoArray(distances3, out + 3 * LANES);
        }
    }

    /** The same with two centroids. */
    static void measureTwo(
            double[] points, int next, int step, int columns, double[] centroids, int first, double[][] distances) {
        double[] distances0 = distances[0];
        double[] distances1 = distances[1];
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int p = 0;
        for (int out = 0; out < PointBlocks.ROWS; out += VectorKernel.TILE, p += next) {
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
            s00.intoArray(distances0, out);
            s10.intoArray(distances0, out + LANES);
            s20.intoArray(distances0, out + 2 * LANES);
            s30.intoArray(distances0, out + 3 * LANES);
            s01.intoArray(distances1, out);
            s11.intoArray(distances1, out + LANES);
            s21.intoArray(distances1, out + 2 * LANES);
            s31.intoArray(distances1, out + 3 * LANES);
        }
    }

    /**
     * The same with six centroids: those of a tile and the first two of the next. Two vectors of points at a time, which
     * goes through the block once.
     */
    static void measureSix(
            double[] points, int next, int step, int columns, double[] centroids, int first, double[][] distances) {
        double[] distances0 = distances[0];
        double[] distances1 = distances[1];
        double[] distances2 = distances[2];
        double[] distances3 = distances[3];
        double[] distances4 = distances[4];
        double[] distances5 = distances[5];
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int second = PackedCentroids.TILE * columns;
        for (int out = 0; out < PointBlocks.ROWS; out += 2 * LANES) {
            int p = out / VectorKernel.TILE * next + out % VectorKernel.TILE;
            DoubleVector s00 = zero;
            DoubleVector s01 = zero;
            DoubleVector s02 = zero;
            DoubleVector s03 = zero;
            DoubleVector s04 = zero;
            DoubleVector s05 = zero;
            DoubleVector s10 = zero;
            DoubleVector s11 = zero;
            DoubleVector s12 = zero;
            DoubleVector s13 = zero;
            DoubleVector s14 = zero;
            DoubleVector s15 = zero;
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
                DoubleVector c4 = DoubleVector.broadcast(SPECIES, centroids[at + second]);
                DoubleVector d04 = x0.sub(c4);
                s04 = d04.fma(d04, s04);
                DoubleVector d14 = x1.sub(c4);
                s14 = d14.fma(d14, s14);
                DoubleVector c5 = DoubleVector.broadcast(SPECIES, centroids[at + second + 1]);
                DoubleVector d05 = x0.sub(c5);
                s05 = d05.fma(d05, s05);
                DoubleVector d15 = x1.sub(c5);
                s15 = d15.fma(d15, s15);
            }
            s00.intoArray(distances0, out);
            s10.intoArray(distances0, out + LANES);
            s01.intoArray(distances1, out);
            s11.intoArray(distances1, out + LANES);
            s02.intoArray(distances2, out);
            s12.intoArray(distances2, out + LANES);
            s03.intoArray(distances3, out);
            s13.intoArray(distances3, out + LANES);
            s04.intoArray(distances4, out);
            s14.intoArray(distances4, out + LANES);
            s05.intoArray(distances5, out);
            s15.intoArray(distances5, out + LANES);
        }
    }

    /** The same with seven centroids. */
    static void measureSeven(
            double[] points, int next, int step, int columns, double[] centroids, int first, double[][] distances) {
        double[] distances0 = distances[0];
        double[] distances1 = distances[1];
        double[] distances2 = distances[2];
        double[] distances3 = distances[3];
        double[] distances4 = distances[4];
        double[] distances5 = distances[5];
        double[] distances6 = distances[6];
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int second = PackedCentroids.TILE * columns;
        for (int out = 0; out < PointBlocks.ROWS; out += 2 * LANES) {
            int p = out / VectorKernel.TILE * next + out % VectorKernel.TILE;
            DoubleVector s00 = zero;
            DoubleVector s01 = zero;
            DoubleVector s02 = zero;
            DoubleVector s03 = zero;
            DoubleVector s04 = zero;
            DoubleVector s05 = zero;
            DoubleVector s06 = zero;
            DoubleVector s10 = zero;
            DoubleVector s11 = zero;
            DoubleVector s12 = zero;
            DoubleVector s13 = zero;
            DoubleVector s14 = zero;
            DoubleVector s15 = zero;
            DoubleVector s16 = zero;
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
                DoubleVector c4 = DoubleVector.broadcast(SPECIES, centroids[at + second]);
                DoubleVector d04 = x0.sub(c4);
                s04 = d04.fma(d04, s04);
                DoubleVector d14 = x1.sub(c4);
                s14 = d14.fma(d14, s14);
                DoubleVector c5 = DoubleVector.broadcast(SPECIES, centroids[at + second + 1]);
                DoubleVector d05 = x0.sub(c5);
                s05 = d05.fma(d05, s05);
                DoubleVector d15 = x1.sub(c5);
                s15 = d15.fma(d15, s15);
                DoubleVector c6 = DoubleVector.broadcast(SPECIES, centroids[at + second + 2]);
                DoubleVector d06 = x0.sub(c6);
                s06 = d06.fma(d06, s06);
                DoubleVector d16 = x1.sub(c6);
                s16 = d16.fma(d16, s16);
            }
            s00.intoArray(distances0, out);
            s10.intoArray(distances0, out + LANES);
            s01.intoArray(distances1, out);
            s11.intoArray(distances1, out + LANES);
            s02.intoArray(distances2, out);
            s12.intoArray(distances2, out + LANES);
            s03.intoArray(distances3, out);
            s13.intoArray(distances3, out + LANES);
            s04.intoArray(distances4, out);
            s14.intoArray(distances4, out + LANES);
            s05.intoArray(distances5, out);
            s15.intoArray(distances5, out + LANES);
            s06.intoArray(distances6, out);
            s16.intoArray(distances6, out + LANES);
        }
    }
}
