package io.github.segmentation4j.privacy.noise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * Where noise comes from: bits nobody can foresee or repeat. There is no way to seed one; {@code RunContext}'s seed never
 * reaches it, and no public type can take the place of its generator.
 *
 * <p>Safe for use by several threads. Bits are drawn from the generator a few kilobytes at a time and wiped as they are
 * used.
 *
 * <p>Implementation note: the generator is the platform's default {@link SecureRandom}, seeded by the operating system. One
 * call of it for each number would cost more than the number.
 */
public final class NoiseSource {
    private static final int BUFFER = 4096;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Bits bits;
    private final byte[] buffer = new byte[BUFFER];
    private int position = BUFFER;

    /** Fills an array with random bytes. Only tests implement it otherwise than by a secure generator. */
    @FunctionalInterface
    interface Bits {
        void fill(byte[] target);
    }

    NoiseSource(Bits bits) {
        this.bits = bits;
    }

    /** A source of its own on the platform's secure generator. */
    public static NoiseSource secure() {
        SecureRandom generator = new SecureRandom();
        return new NoiseSource(generator::nextBytes);
    }

    /** Sixty-four random bits. */
    public synchronized long nextLong() {
        if (position == BUFFER) {
            bits.fill(buffer);
            position = 0;
        }
        long value = (long) LONGS.get(buffer, position);
        LONGS.set(buffer, position, 0L);
        position += Long.BYTES;
        return value;
    }

    /**
     * A whole number below a bound, each as likely as the others.
     *
     * @param bound at least 1
     */
    public long nextLong(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("the bound must be at least 1, was " + bound);
        }
        long mask = bound == 1 ? 0 : -1L >>> Long.numberOfLeadingZeros(bound - 1);
        long value;
        do {
            value = nextLong() & mask;
        } while (value >= bound);
        return value;
    }

    @Override
    public String toString() {
        return "noise source";
    }
}
