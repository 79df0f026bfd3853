package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Bounds what one customer contributes to an answer: at most c rows in each of at most p segments. Customers with more
 * keep segments and rows drawn at random, every choice as likely as any other; the others keep all they have.
 *
 * <pre>{@code
 * Contributions kept = ContributionBounds.rows(5).of(customerOfRow, context);
 * PrivateEstimate spend = PrivateSum.within(0, 100).of(amounts, kept, charge, context);
 * }</pre>
 *
 * <p>The draw for a customer depends on nothing but that customer's rows, so one more customer changes no other one's
 * rows. It is not reproducible: it comes from a {@link NoiseSource}. Costs one sort of n numbers. Immutable and safe for
 * use by several threads.
 *
 * <p>References: R. Wilson, C. Zhang, W. Lam, D. Desfontaines, D. Simmons-Marengo, B. Gipson, Differentially private SQL
 * with bounded user contribution, PoPETs 2020.
 */
public final class ContributionBounds {
    /** With it and 2^30 units of a grid, every sensitivity of up to 4,096 columns fits a long. */
    private static final int MOST_ROWS = 1 << 20;

    private static final String STAGE = "bounding contributions";

    private final int rows;
    private final int segments;
    private final Supplier<NoiseSource> noise;

    private ContributionBounds(int rows, int segments, Supplier<NoiseSource> noise) {
        this.rows = rows;
        this.segments = segments;
        this.noise = noise;
    }

    /**
     * At most some rows of each customer in at most one segment.
     *
     * @param most at least 1, at most 1,048,576; more rows carry more of the data and need more noise
     */
    public static ContributionBounds rows(int most) {
        return of(most, 1, NoiseSource::secure);
    }

    private static ContributionBounds of(int rows, int segments, Supplier<NoiseSource> noise) {
        if (rows < 1 || segments < 1 || (long) rows * segments > MOST_ROWS) {
            throw new IllegalArgumentException("a customer must be left at least 1 row and at most " + MOST_ROWS
                    + " in all segments together, was " + rows + " in each of " + segments);
        }
        return new ContributionBounds(rows, segments, noise);
    }

    /**
     * These bounds with rows in several segments. Without segments to bound, each customer keeps as many rows in all.
     *
     * @param most at least 1
     */
    public ContributionBounds withSegments(int most) {
        return of(rows, most, noise);
    }

    /**
     * These bounds with another source to draw rows from.
     *
     * @param newNoise asked once for each call
     */
    public ContributionBounds withNoise(Supplier<NoiseSource> newNoise) {
        Objects.requireNonNull(newNoise, "noise");
        return of(rows, segments, newNoise);
    }

    /**
     * Bounds rows without segments: at most c times p of each customer.
     *
     * @param customers for each row its customer, any number of at least 0
     * @throws InvalidInputException if a number is negative
     */
    public Contributions of(int[] customers, RunContext context) {
        int inAll = rows * segments;
        ContributionDraw draw = new ContributionDraw(inAll, 1, 1, noise.get(), checkpoint(context));
        int[] kept = draw.of(customers, new int[customers.length]);
        return new Contributions(customers.length, kept, new int[0], new long[0], inAll, 1, false);
    }

    /** The same with a name for each row's customer. */
    public Contributions of(List<String> customers, RunContext context) {
        return of(numbered(customers, context), context);
    }

    /**
     * Bounds rows in segments.
     *
     * @param customers for each row its customer, any number of at least 0
     * @param inSegments for each row 0 to {@code segmentCount - 1}, or -1 for a row that counts nowhere; copied
     * @param segmentCount how many segments there may be, at least 1, and the same whatever the data
     * @throws InvalidInputException if a number is negative
     */
    public Contributions of(int[] customers, int[] inSegments, int segmentCount, RunContext context) {
        int[] copy = Contributions.checked(inSegments, segmentCount);
        if (copy.length != customers.length) {
            throw new IllegalArgumentException(
                    "there must be a segment for each of the " + customers.length + " rows, were " + copy.length);
        }
        ContributionDraw draw = new ContributionDraw(rows, segments, segmentCount, noise.get(), checkpoint(context));
        int[] kept = draw.of(customers, copy);
        return new Contributions(customers.length, kept, copy, draw.unitsBySegment(), rows, segments, false);
    }

    /** The same with a name for each row's customer. */
    public Contributions of(List<String> customers, int[] inSegments, int segmentCount, RunContext context) {
        return of(numbered(customers, context), inSegments, segmentCount, context);
    }

    private static Checkpoint checkpoint(RunContext context) {
        return Checkpoint.of(() -> context.throwIfCancelled(STAGE));
    }

    private static int[] numbered(List<String> customers, RunContext context) {
        Checkpoint checkpoint = checkpoint(context);
        Map<String, Integer> numbers = new HashMap<>();
        int[] codes = new int[customers.size()];
        int row = 0;
        for (String customer : customers) {
            checkpoint.at(row);
            Integer next = numbers.size();
            Integer known = numbers.putIfAbsent(customer, next);
            codes[row++] = known == null ? next : known;
        }
        return codes;
    }
}
