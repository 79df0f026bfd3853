package io.github.segmentation4j.fairness.metric;

/**
 * Between which shares of a segment a group should lie.
 *
 * <p>References: S. K. Bera, D. Chakrabarty, N. Flores, M. Negahbani, Fair algorithms for clustering, Advances in Neural
 * Information Processing Systems 32, 2019.
 *
 * @param lower from 0 to {@code upper}
 * @param upper from {@code lower} to 1
 */
public record ShareBounds(double lower, double upper) {
    /** Checks the bounds. */
    public ShareBounds {
        if (!(lower >= 0 && lower <= upper && upper <= 1)) {
            throw new IllegalArgumentException(
                    "bounds of a share must have 0 <= lower <= upper <= 1, were " + lower + " and " + upper);
        }
    }
}
