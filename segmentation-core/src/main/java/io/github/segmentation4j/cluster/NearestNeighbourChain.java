package io.github.segmentation4j.cluster;

import java.util.Arrays;

/**
 * Merges parts that are each other's nearest, found by going from a part to its nearest one, from there to the nearest of
 * that, and so on. Right for linkages under which a merge brings no part nearer to what is merged; the merges then need
 * only be sorted by height.
 *
 * <p>References: F. Murtagh, A survey of recent advances in hierarchical clustering algorithms, The Computer Journal 26,
 * 1983; D. Müllner, Modern hierarchical, agglomerative clustering algorithms, arXiv:1109.2378, 2011.
 */
final class NearestNeighbourChain {
    private static final int NOWHERE = -1;

    /** Parts and how far they are apart; a part is called by the lowest of its points. */
    interface Parts {
        /**
         * The nearest other part: of several equally near ones the preferred one if it is among them, else the lowest.
         *
         * @param preferred another part, or -1 for none
         */
        int nearest(int part, int preferred);

        /** The height of the merge of a part with the nearest one that was last found. */
        double height();

        /** Merges two parts into the first, which is the lower one. */
        void merge(int kept, int gone);
    }

    private NearestNeighbourChain() {}

    /** Merges everything. */
    static void run(Parts parts, int points, MergeList merges) {
        int[] chain = new int[points];
        int[] places = new int[points];
        Arrays.fill(places, NOWHERE);
        int length = 0;
        while (!merges.isComplete()) {
            if (length == 0) {
                // Part 0 is never gone, since the lower part is kept.
                places[0] = 0;
                chain[length++] = 0;
            }
            int tip = chain[length - 1];
            int before = length > 1 ? chain[length - 2] : NOWHERE;
            int next = parts.nearest(tip, before);
            if (next == before) {
                length -= 2;
                places[tip] = NOWHERE;
                places[before] = NOWHERE;
                merges.add(tip, before, parts.height());
                parts.merge(Math.min(tip, before), Math.max(tip, before));
            } else if (places[next] == NOWHERE) {
                places[next] = length;
                chain[length++] = next;
            } else {
                // Only where rounding brought a merged part nearer to an earlier one: go on from that.
                while (chain[length - 1] != next) {
                    places[chain[--length]] = NOWHERE;
                }
            }
        }
    }
}
