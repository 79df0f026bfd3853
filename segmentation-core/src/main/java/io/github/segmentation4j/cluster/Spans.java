package io.github.segmentation4j.cluster;

/**
 * Runs of consecutive blocks, each worked through by one thread with working memory of its own. The cut follows from the
 * shape of the data alone, so sums that are combined span after span have the same bits for any number of threads.
 */
final class Spans {
    private static final int BLOCKS_AT_LEAST = 16;
    private static final int SPANS_AT_MOST = 64;
    private static final int SPANS_AT_LEAST = 4;
    private static final long DOUBLES_IN_ALL = 1 << 22;

    private final int blocks;
    private final int length;

    private Spans(int blocks, int length) {
        this.blocks = blocks;
        this.length = length;
    }

    /**
     * Cuts blocks into spans.
     *
     * @param memory how many doubles the working memory of a span holds
     */
    static Spans of(int blocks, long memory) {
        long affordable = DOUBLES_IN_ALL / Math.max(1, memory);
        int most = (int) Math.max(SPANS_AT_LEAST, Math.min(SPANS_AT_MOST, affordable));
        return new Spans(blocks, Math.max(BLOCKS_AT_LEAST, (blocks + most - 1) / most));
    }

    int count() {
        return (blocks + length - 1) / length;
    }

    int first(int span) {
        return span * length;
    }

    int end(int span) {
        return Math.min(blocks, (span + 1) * length);
    }
}
