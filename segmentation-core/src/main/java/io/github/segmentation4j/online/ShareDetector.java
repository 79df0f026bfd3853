package io.github.segmentation4j.online;

import java.util.OptionalLong;

/**
 * Watches the share of one segment for a change, with a rate of false alarms over the whole run.
 *
 * <p>The evidence of an observation is the log-likelihood ratio of a larger share against the largest one that the
 * reference allows; for a smaller share likewise with the complement. Its exponential has an expectation of at most 1 for
 * every share up to the allowed one. Half of the rate goes to the chance that the true share lies beyond Chernoff's bound.
 */
final class ShareDetector {
    /** The increase looked for beyond what the reference allows; half of it is where evidence begins to grow. */
    private static final double INCREASE = 0.1;

    private static final int BISECTIONS = 60;

    private final Side more;
    private final Side fewer;

    /** @param count how many of {@code total} reference rows lay in the segment */
    ShareDetector(long count, long total, double rate) {
        more = new Side(count, total, rate / 4);
        fewer = new Side(total - count, total, rate / 4);
    }

    void observe(boolean inside) {
        more.observe(inside);
        fewer.observe(!inside);
    }

    OptionalLong alarmAt() {
        return AlarmBarrier.earlier(more.barrier.alarmAt(), fewer.barrier.alarmAt());
    }

    /** The largest share that does not make {@code count} or fewer hits less likely than a probability. */
    private static double largestShare(long count, long total, double probability) {
        double seen = count / (double) total;
        double limit = -StrictMath.log(probability) / total;
        double low = seen;
        double high = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = low + (high - low) / 2;
            if (divergence(seen, middle) <= limit) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double divergence(double p, double q) {
        double hit = p == 0 ? 0 : p * (StrictMath.log(p) - StrictMath.log(q));
        double miss = p == 1 ? 0 : (1 - p) * (StrictMath.log(1 - p) - StrictMath.log(1 - q));
        return hit + miss;
    }

    /** Looks for a larger share. */
    private static final class Side {
        private final AlarmBarrier barrier;
        private final double hit;
        private final double miss;

        Side(long count, long total, double rate) {
            barrier = new AlarmBarrier(rate);
            double share = largestShare(count, total, rate);
            if (share < 1) {
                double larger = Math.min(share + INCREASE, share + (1 - share) / 2);
                hit = StrictMath.log(larger) - StrictMath.log(share);
                miss = StrictMath.log(1 - larger) - StrictMath.log(1 - share);
            } else {
                // Every share is possible, so nothing is evidence of a larger one.
                hit = 0;
                miss = 0;
            }
        }

        void observe(boolean inside) {
            barrier.add(inside ? hit : miss);
        }
    }
}
