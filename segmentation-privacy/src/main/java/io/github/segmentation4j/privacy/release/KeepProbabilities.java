package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.privacy.noise.NoiseSource;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The largest chances with which a segment of each size may be published under (epsilon, delta)-differential privacy for
 * one more or one fewer customer in it. Each is computed from the one before and rounded so that the two keep the
 * guarantee exactly, and drawn to the last bit.
 */
final class KeepProbabilities {
    /** 8 MB. */
    private static final int MOST_SIZES = 1 << 20;

    /** e^40 times any delta above 1e-17 is more than 1; a larger epsilon changes nothing. */
    private static final double LARGEST_EPSILON = 40;

    /** Random bits that are compared at a time: so few that they fit a long and a double times 2^62 does too. */
    private static final int BITS = 62;

    /** For sizes from 0: up to {@code turn} the chance to keep, from there on the chance to drop. */
    private final double[] chances;

    private final int turn;

    private KeepProbabilities(double[] chances, int turn) {
        this.chances = chances;
        this.turn = turn;
    }

    static KeepProbabilities of(double epsilon, double delta) {
        double growth = StrictMath.exp(Math.min(LARGEST_EPSILON, epsilon));
        // A StrictMath exponential is off by less than one unit in the last place.
        double down = Math.max(1, Math.nextDown(growth));
        double shrink = Math.min(1, Math.nextUp(Math.nextUp(1 / down)));
        double[] chances = new double[64];
        int size = 0;
        double keep = 0;
        double drop = 1;
        while (drop > 0.5) {
            chances = room(chances, size + 1);
            double grown = Math.nextDown(Math.nextDown(down * keep) + delta);
            double dropAfter = dropAfter(drop, delta, shrink);
            double next = Math.max(keep, Math.min(grown, Math.nextDown(1 - dropAfter)));
            if (!(next > keep)) {
                throw tooLong(epsilon, delta);
            }
            keep = next;
            drop = Math.nextUp(1 - keep);
            chances[++size] = keep;
        }
        int turn = size;
        // The chance to keep is at least a half from here on, so only the chance to drop can bind.
        while (drop > 0) {
            chances = room(chances, size + 1);
            double next = dropAfter(drop, delta, shrink);
            if (!(next < drop)) {
                throw tooLong(epsilon, delta);
            }
            drop = next;
            chances[++size] = drop;
        }
        return new KeepProbabilities(Arrays.copyOf(chances, size + 1), turn);
    }

    private static double dropAfter(double drop, double delta, double shrink) {
        return drop <= delta ? 0 : Math.nextUp(Math.nextUp(drop - delta) * shrink);
    }

    private static double[] room(double[] chances, int size) {
        if (size < chances.length) {
            return chances;
        }
        if (size >= MOST_SIZES) {
            throw new IllegalArgumentException("this epsilon and delta publish no segment of under " + MOST_SIZES
                    + " customers for certain; give larger ones");
        }
        return Arrays.copyOf(chances, 2 * chances.length);
    }

    private static IllegalArgumentException tooLong(double epsilon, double delta) {
        return new IllegalArgumentException("epsilon " + epsilon + " and delta " + delta
                + " of a segment are too small to be computed with; give larger ones");
    }

    double keep(long size) {
        return exactKeep(size).doubleValue();
    }

    /** The chance that is drawn with, to the last bit. */
    BigDecimal exactKeep(long size) {
        if (size >= chances.length) {
            return BigDecimal.ONE;
        }
        BigDecimal chance = new BigDecimal(chances[(int) size]);
        return size <= turn ? chance : BigDecimal.ONE.subtract(chance);
    }

    /**
     * Whether a segment is kept.
     *
     * @param leading 64 random bits, drawn before the size was looked at
     * @param source gives more where these do not decide, once in 2^62 times
     */
    boolean draw(long size, long leading, NoiseSource source) {
        if (size >= chances.length) {
            return true;
        }
        double chance = chances[(int) size];
        return (size <= turn) == happens(chance, leading, source);
    }

    /** True with exactly a chance: compares random bits with those of the number until they differ. */
    private static boolean happens(double chance, long leading, NoiseSource source) {
        double left = chance;
        long random = leading;
        while (left > 0) {
            double shifted = Math.scalb(left, BITS);
            long bits = (long) shifted;
            long drawn = random >>> (Long.SIZE - BITS);
            if (drawn != bits) {
                return drawn < bits;
            }
            left = shifted - bits;
            random = source.nextLong();
        }
        return false;
    }
}
