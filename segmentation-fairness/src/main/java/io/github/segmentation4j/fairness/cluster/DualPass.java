package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import java.util.Arrays;

/**
 * A pass over all rows that adds up, for given offsets, the least offset cost of each row: softened by a temperature,
 * with its first and second derivatives, and exactly. Blocks are combined in their order, so the bits do not depend on
 * the number of threads. Belongs to one solver.
 */
final class DualPass {
    private static final int ROWS = PointBlocks.ROWS;

    /** How many factors from 1 to the number of segments, at most 2^31, are multiplied before a logarithm is taken. */
    private static final int FACTORS = 16;

    /** A row whose other segments weigh less than this in all is settled: its derivatives are those of a constant. */
    private static final double SETTLED = 1 + 1e-13;

    private final CostBlocks costs;

    /** What each row weighs, by place. */
    private final double[] weights;

    DualPass(CostBlocks costs, double[] weights) {
        this.costs = costs;
        this.weights = weights;
    }

    /** What a pass adds up. */
    static final class Sums {
        private final int segments;

        /** The least offset costs. */
        double hard;

        /** The soft least offset costs, at most {@link #hard}. */
        double soft;

        /** What rows cost on average over their soft shares, beyond the least. */
        double excess;

        /** Types x segments: soft numbers of rows. */
        final double[] counts;

        /** Types x segments x segments: how the counts fall with the offsets, times the temperature. */
        final double[] slopes;

        private Sums(int types, int segments) {
            this.segments = segments;
            counts = new double[types * segments];
            slopes = new double[Math.multiplyExact(types * segments, segments)];
        }

        private void add(Sums part, int firstType) {
            hard += part.hard;
            soft += part.soft;
            excess += part.excess;
            add(part.counts, counts, firstType * segments);
            add(part.slopes, slopes, firstType * segments * segments);
        }

        private static void add(double[] part, double[] sums, int at) {
            for (int i = 0; i < part.length; i++) {
                sums[at + i] += part[i];
            }
        }
    }

    /**
     * Goes over all rows.
     *
     * @param offsets types x segments, added to costs
     * @param temperature above 0
     */
    Sums at(double[] offsets, double temperature) {
        CostBlocks.Spans spans = costs.spans();
        Sums[] parts = new Sums[spans.count()];
        costs.runner().forEach(parts.length, span -> {
            int firstType = costs.typeOf(spans.first(span));
            int types = costs.typeOf(spans.end(span) - 1) - firstType + 1;
            parts[span] = new Sums(types, costs.segments());
            Work work = new Work(temperature, parts[span]);
            for (int b = spans.first(span); b < spans.end(span); b++) {
                work.add(b, offsets, costs.typeOf(b) - firstType);
            }
        });
        Sums sums = new Sums(costs.types(), costs.segments());
        for (int span = 0; span < parts.length; span++) {
            sums.add(parts[span], costs.typeOf(spans.first(span)));
        }
        return sums;
    }

    /** What one thread needs to go over blocks. */
    private final class Work {
        private final int segments = costs.segments();
        private final double temperature;
        private final Sums sums;
        private final CostBlocks.Room room = costs.room();
        private final double[] least = new double[ROWS];
        private final double[] weight = new double[ROWS];
        private final double[] total = new double[ROWS];
        private final double[] share = new double[ROWS];
        private final double[][] soft = new double[segments][ROWS];
        private final int[] open = new int[segments];
        private final double[] openShare = new double[segments];

        Work(double temperature, Sums sums) {
            this.temperature = temperature;
            this.sums = sums;
        }

        void add(int block, double[] offsets, int type) {
            double[][] cost = costs.read(block, room);
            int offset = costs.typeOf(block) * segments;
            int rows = costs.rowsIn(block);
            Arrays.fill(weight, 0);
            System.arraycopy(weights, costs.placeOf(block), weight, 0, rows);
            Arrays.fill(least, Double.MAX_VALUE);
            for (int j = 0; j < segments; j++) {
                lower(cost[j], offsets[offset + j], least);
            }
            Arrays.fill(total, 0);
            for (int j = 0; j < segments; j++) {
                SoftExponential.weigh(cost[j], offsets[offset + j], least, 1 / temperature, soft[j], total);
            }
            for (int p = 0; p < ROWS; p++) {
                share[p] = weight[p] / total[p];
            }
            for (int j = 0; j < segments; j++) {
                sums.counts[type * segments + j] += dot(soft[j], share);
            }
            double hard = dot(least, weight);
            sums.hard += hard;
            sums.soft += hard - temperature * logarithms(rows);
            for (int p = 0; p < rows; p++) {
                if (total[p] > SETTLED) {
                    addSlopes(p, cost, offsets, offset, type);
                }
            }
        }

        private void addSlopes(int p, double[][] cost, double[] offsets, int offset, int type) {
            int count = 0;
            double excess = 0;
            for (int j = 0; j < segments; j++) {
                double one = soft[j][p];
                if (one > 1e-15) {
                    openShare[count] = one / total[p];
                    excess += openShare[count] * (cost[j][p] + offsets[offset + j] - least[p]);
                    open[count++] = j;
                }
            }
            sums.excess += weight[p] * excess;
            for (int a = 0; a < count; a++) {
                double scaled = weight[p] * openShare[a];
                int at = (type * segments + open[a]) * segments;
                for (int b = 0; b < count; b++) {
                    sums.slopes[at + open[b]] -= scaled * openShare[b];
                }
                sums.slopes[at + open[a]] += scaled;
            }
        }

        /** The weighted sum of the logarithms of the totals, one for several where they weigh the same. */
        private double logarithms(int rows) {
            double sum = 0;
            int p = 0;
            while (p < rows) {
                double product = total[p];
                double same = weight[p];
                int end = Math.min(rows, p + FACTORS);
                for (p++; p < end && weight[p] == same; p++) {
                    product *= total[p];
                }
                sum += product == 1 ? 0 : same * StrictMath.log(product);
            }
            return sum;
        }
    }

    private static void lower(double[] cost, double offset, double[] least) {
        for (int p = 0; p < ROWS; p++) {
            least[p] = Math.min(least[p], cost[p] + offset);
        }
    }

    /** Four sums wait less for each other than one. */
    private static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int p = 0; p < ROWS; p += 4) {
            s0 = Math.fma(a[p], b[p], s0);
            s1 = Math.fma(a[p + 1], b[p + 1], s1);
            s2 = Math.fma(a[p + 2], b[p + 2], s2);
            s3 = Math.fma(a[p + 3], b[p + 3], s3);
        }
        return (s0 + s1) + (s2 + s3);
    }
}
