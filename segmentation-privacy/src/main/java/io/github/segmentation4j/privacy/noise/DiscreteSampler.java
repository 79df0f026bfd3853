package io.github.segmentation4j.privacy.noise;

import java.math.BigInteger;

/**
 * Draws whole numbers x with a chance in proportion to f(x) = e^(-rate |x|^p), p being 1 (discrete Laplace) or 2 (discrete
 * Gaussian), by integer decisions on random bits.
 *
 * <p>The numbers are cut into blocks of 2^b neighbours, x = j 2^b + r and its mirror image ~x = -1 - x, with 4 to 8 blocks
 * to a scale. Of 2,048 equally likely slots block j holds n(j) &gt;= K max f, rounded up to a whole number; r comes from b
 * more bits; and x is kept with chance K f(x) / n(j), else everything starts again. So each x is proposed and kept with
 * chance K f(x) / (2048 * 2^b), in proportion to f whatever the whole numbers n(j) are. Beyond the last block lies one
 * slot for either sign: tail block i, 2^v numbers wide, is chosen with chance 2^-(i+1) by the leading zeros of random bits
 * and x kept with chance K f(x) 2^(i+1) 2^v / 2^b, which is at most 1 because f at least halves from one tail block to the
 * next. Nothing is cut off.
 *
 * <p>Why no rounding enters: the only real numbers are the chances to keep x, compared with a uniform number whose first 53
 * bits are drawn along with the slot. A double interval that surely contains the chance (StrictMath.exp is within one unit
 * in the last place, the exponent within four roundings) settles all but about one case in 2^44; for blocks of one
 * number, and mostly in others, that interval is a pair of whole numbers from a table. {@link LazyUniform} settles the rest in integers
 * of growing length. A wider double interval changes the time a draw takes and never its outcome. The rate is a double and
 * thereby a rational number, taken as it is.
 *
 * <p>Immutable and safe for use by several threads.
 */
final class DiscreteSampler {
    /** The greatest scale: 2^63 is 128 scales away, where a discrete Laplace draw comes with a chance of e^-128. */
    static final double MAX_SCALE = 0x1p56;

    private static final int SLOT_BITS = Long.SIZE - LazyUniform.LEADING_BITS;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final long LEADING = (1L << LazyUniform.LEADING_BITS) - 1;

    /** K is a multiple of 2^-10. */
    private static final int HEIGHT_BITS = 10;

    /** Above ln 2 by far more than any rounding. */
    private static final double HALVED = 0.7;

    /** Twice that is the greatest chance to keep a number of the tails: below 1 by far more than any rounding. */
    private static final double TAIL_CHANCE = 0.45;

    /** Numbers less likely than that beside 0 do not matter to the choice of K, which any value would serve. */
    private static final double NEGLIGIBLE = 1e-9;

    private static final int FEW_DOUBLINGS = LazyUniform.LARGEST_FACTOR_EXPONENT - SLOT_BITS;

    /** How a chance is compared with a uniform number. */
    private enum Decisions {
        BY_INTERVALS,
        IN_INTEGERS_ONLY
    }

    private final double rate;
    private final int power;
    private final Decisions decisions;
    private final int blockBits;
    private final int tailBits;
    private final int blocks;
    private final long height;
    private final short[] slots = new short[SLOTS];
    private final int[] counts;
    private final long[] surelyBelow;
    private final long[] surelyAbove;

    private DiscreteSampler(double rate, int power, Decisions decisions) {
        this.rate = rate;
        this.power = power;
        this.decisions = decisions;
        double scale = power == 1 ? 1 / rate : Math.sqrt(0.5 / rate);
        if (!(scale <= MAX_SCALE)) {
            throw new IllegalArgumentException("noise must have a scale of at most 2^56 units to fit a long, had "
                    + scale + "; use a coarser grid or spend more");
        }
        blockBits = Math.max(0, Math.getExponent(scale) - 2);
        long width = 1L << blockBits;
        double sum = 0;
        for (long j = 0; density(j * width) > NEGLIGIBLE; j++) {
            sum += density(j * width) + density(j * width + 1);
        }
        double roof = SLOTS / sum;
        int bits = blockBits;
        int last = 1;
        while (density(last * width) * roof * Math.scalb(2.0, bits - blockBits) > TAIL_CHANCE
                || !halves(last * width, 1L << bits)) {
            if (halves(last * width, 1L << bits)) {
                last++;
            } else {
                bits++;
            }
        }
        tailBits = bits;
        blocks = last;
        counts = new int[2 * blocks];
        height = fill(width, (long) Math.scalb(roof, HEIGHT_BITS));
        surelyBelow = new long[2 * blocks];
        surelyAbove = new long[2 * blocks];
        for (int j = 0; j < blocks; j++) {
            bound(j, j * width, j * width + width - 1);
            bound(blocks + j, j * width + 1, j * width + width);
        }
    }

    static DiscreteSampler laplace(double rate) {
        return new DiscreteSampler(rate, 1, Decisions.BY_INTERVALS);
    }

    static DiscreteSampler gaussian(double rate) {
        return new DiscreteSampler(rate, 2, Decisions.BY_INTERVALS);
    }

    /** The same sampler with every decision left to integers: the reference that tests compare with. */
    DiscreteSampler inIntegersOnly() {
        return new DiscreteSampler(rate, power, Decisions.IN_INTEGERS_ONLY);
    }

    /** Adds a draw to each value; all are drawn before a value is read. */
    long[] addTo(long[] values, NoiseSource source) {
        long[] noisy = new long[values.length];
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] = draw(source);
        }
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] = Math.addExact(values[i], noisy[i]);
        }
        return noisy;
    }

    /**
     * One draw.
     *
     * @throws ArithmeticException if it is no long
     */
    long draw(NoiseSource source) {
        while (true) {
            long word = source.nextLong();
            int block = slots[(int) (word >>> LazyUniform.LEADING_BITS)];
            long uniform = word & LEADING;
            if (block >= 2 * blocks) {
                if (block > 2 * blocks + 1) {
                    continue;
                }
                int doublings = 1 + leadingZeros(source);
                long start =
                        Math.addExact((long) blocks << blockBits, Math.multiplyExact(doublings - 1L, 1L << tailBits));
                long distance = Math.addExact(start, bits(tailBits, source));
                boolean negative = block > 2 * blocks;
                long magnitude = negative ? Math.addExact(distance, 1) : distance;
                if (keeps(magnitude, 1, doublings + tailBits - blockBits, uniform, source)) {
                    return negative ? ~distance : distance;
                }
                continue;
            }
            boolean negative = block >= blocks;
            long distance = ((long) (negative ? block - blocks : block) << blockBits) + bits(blockBits, source);
            if (uniform < surelyBelow[block]
                    || (uniform < surelyAbove[block]
                            && keeps(negative ? distance + 1 : distance, counts[block], 0, uniform, source))) {
                return negative ? ~distance : distance;
            }
        }
    }

    private static long bits(int count, NoiseSource source) {
        return count == 0 ? 0 : source.nextLong() >>> (Long.SIZE - count);
    }

    private static int leadingZeros(NoiseSource source) {
        int zeros = 0;
        long word = source.nextLong();
        while (word == 0) {
            zeros += Long.SIZE;
            word = source.nextLong();
        }
        return zeros + Long.numberOfLeadingZeros(word);
    }

    /** Whether a uniform number lies below K f(magnitude) 2^doublings / count. */
    private boolean keeps(long magnitude, int count, int doublings, long uniform, NoiseSource source) {
        if (decisions == Decisions.BY_INTERVALS && doublings < FEW_DOUBLINGS) {
            double gamma = exponent(magnitude);
            double factor = factor(count, doublings);
            if (uniform < LazyUniform.surelyBelow(factor, gamma)) {
                return true;
            }
            if (uniform >= LazyUniform.surelyAbove(factor, gamma)) {
                return false;
            }
        }
        BigInteger over = BigInteger.valueOf(height).shiftLeft(doublings);
        BigInteger under = BigInteger.valueOf(count).shiftLeft(HEIGHT_BITS);
        Dyadic exact = Dyadic.of(rate).times(BigInteger.valueOf(magnitude).pow(power));
        return LazyUniform.isBelow(uniform, over, under, exact, source);
    }

    /** K / count 2^doublings, which makes a density a chance to keep. */
    private double factor(int count, int doublings) {
        return Math.scalb((double) height / count, doublings - HEIGHT_BITS);
    }

    private double exponent(long magnitude) {
        return power == 1 ? rate * magnitude : rate * ((double) magnitude * magnitude);
    }

    private double density(long magnitude) {
        return StrictMath.exp(-exponent(magnitude));
    }

    /** Whether f surely falls to half of itself within a number of steps, from a number on. */
    private boolean halves(long from, long steps) {
        return exponent(from + steps) - exponent(from) > HALVED;
    }

    /** Deals the slots at the greatest K that fits, and returns K. */
    private long fill(long width, long most) {
        // The factors cover the rounding of a density: the last block has an exponent below 50, or a count of 1 anyway.
        double[] densities = new double[2 * blocks];
        for (int j = 0; j < blocks; j++) {
            densities[j] = density(j * width) * (1 + 1e-9);
            densities[blocks + j] = density(j * width + 1) * (1 + 1e-9);
        }
        long tried = most;
        while (slotsNeeded(densities, tried) > SLOTS - 2) {
            tried -= Math.max(1, tried / 256);
        }
        int slot = 0;
        for (int block = 0; block < 2 * blocks; block++) {
            for (int i = 0; i < counts[block]; i++) {
                slots[slot++] = (short) block;
            }
        }
        slots[slot++] = (short) (2 * blocks);
        slots[slot++] = (short) (2 * blocks + 1);
        while (slot < SLOTS) {
            slots[slot++] = (short) (2 * blocks + 2);
        }
        return tried;
    }

    private int slotsNeeded(double[] densities, long tried) {
        int sum = 0;
        for (int block = 0; block < counts.length; block++) {
            counts[block] = (int) Math.max(1, Math.ceil(Math.scalb(densities[block] * tried, -HEIGHT_BITS)));
            sum += counts[block];
        }
        return sum;
    }

    /** Settles what does not depend on the number within the block. */
    private void bound(int block, long nearest, long farthest) {
        boolean integers = decisions == Decisions.IN_INTEGERS_ONLY;
        surelyBelow[block] = integers ? 0 : LazyUniform.surelyBelow(factor(counts[block], 0), exponent(farthest));
        surelyAbove[block] =
                integers ? LEADING + 1 : LazyUniform.surelyAbove(factor(counts[block], 0), exponent(nearest));
    }
}
