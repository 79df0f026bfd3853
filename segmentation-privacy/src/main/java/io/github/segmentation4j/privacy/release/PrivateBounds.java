package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

/**
 * The least and greatest power of two between which values lie, told privately: bounds for other answers where none are
 * known. Values are counted by sign and power of two with noise on all 191 counts, and the outermost counts that noise
 * alone would not reach, but for a chance of 1e-9, are taken.
 *
 * <p>Undetermined where no count stands out: too few rows for the share. Rows in outer powers of two that do not stand out
 * are left outside the bounds. Powers of two reach from 2^-32 to 2^63; smaller values count as 0, larger ones as the
 * largest. Immutable and safe for use by several threads.
 *
 * <p>References: R. Wilson, C. Zhang, W. Lam, D. Desfontaines, D. Simmons-Marengo, B. Gipson, Differentially private SQL
 * with bounded user contribution, PoPETs 2020 (approximate bounds).
 */
public final class PrivateBounds {
    private static final String KIND = "bounds";
    private static final int LEAST = -32;
    private static final int MOST = 62;
    private static final int POWERS = MOST - LEAST + 1;

    /** Negative powers from large to small, then 0, then positive powers from small to large. */
    static final int BINS = 2 * POWERS + 1;

    /** The chance that an empty bin is taken for a full one. */
    private static final double MISTAKE = 1e-9;

    private static final PrivateBounds STANDARD = new PrivateBounds();

    private PrivateBounds() {}

    /** The bounds. */
    public static PrivateBounds withDefaults() {
        return STANDARD;
    }

    /**
     * Bounds of the rows that are kept.
     *
     * @param values one for each row, finite
     * @param contributions whose rows
     * @param charge what it may cost
     * @param context cancellation
     * @throws io.github.segmentation4j.run.InvalidInputException if a value is missing or infinite; nothing is charged
     */
    public PrivateRange of(double[] values, Contributions contributions, PrivacyCharge charge, RunContext context) {
        Sensitivity sensitivity = sensitivity(contributions, charge.adjacency());
        NoiseMechanism mechanism = sensitivity.mechanism(charge);
        long threshold = threshold(charge, sensitivity);
        Checkpoint checkpoint = Rows.checkpoint(KIND, context);
        return charge.answer(
                KIND,
                mechanism.event(),
                source -> {
                    Rows.requireFinite(values, contributions, checkpoint);
                    return mechanism.release(new long[BINS], source);
                },
                (noise, spend) -> {
                    long[] noisy = NoisyNumbers.sum(exact(values, contributions, checkpoint), noise);
                    List<Statistic> ends = ends(noisy, threshold);
                    return new PrivateRange(ends.get(0), ends.get(1), threshold, spend);
                });
    }

    /** The number of rows that a power of two must hold to be seen half of the time, before anything is spent. */
    public double predict(Contributions contributions, PrivacyCharge charge) {
        return threshold(charge, sensitivity(contributions, charge.adjacency()));
    }

    static Sensitivity sensitivity(Contributions contributions, Adjacency adjacency) {
        return Sensitivity.ofCounts(contributions, adjacency, 1);
    }

    static long[] exact(double[] values, Contributions contributions, Checkpoint checkpoint) {
        return Rows.count(contributions, BINS, row -> bin(values[row]), checkpoint);
    }

    private static long threshold(PrivacyCharge charge, Sensitivity sensitivity) {
        return Tail.above(charge, sensitivity, MISTAKE / BINS);
    }

    private static int bin(double value) {
        int exponent = Math.getExponent(value);
        if (exponent < LEAST) {
            return POWERS;
        }
        int power = Math.min(MOST, exponent) - LEAST + 1;
        return value > 0 ? POWERS + power : POWERS - power;
    }

    private static List<Statistic> ends(long[] noisy, long threshold) {
        int first = 0;
        while (first < BINS && noisy[first] < threshold) {
            first++;
        }
        if (first == BINS) {
            Statistic none = Statistic.undetermined("no power of two holds enough rows to stand out from the noise");
            return List.of(none, none);
        }
        int last = BINS - 1;
        while (noisy[last] < threshold) {
            last--;
        }
        return List.of(Statistic.of(lowerEdge(first)), Statistic.of(0 - lowerEdge(BINS - 1 - last)));
    }

    private static double lowerEdge(int bin) {
        if (bin == POWERS) {
            return 0;
        }
        return bin > POWERS ? Math.scalb(1.0, LEAST + bin - POWERS - 1) : -Math.scalb(1.0, LEAST + POWERS - bin);
    }
}
