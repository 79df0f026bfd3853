package io.github.segmentation4j.privacy.anonymity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lightest cuts of the connected parts of a network. */
final class SmallCuts {
    private SmallCuts() {}

    /**
     * For each connected part that some cut lighter than the minimum divides, the side of a lightest one without the last
     * node of the network.
     *
     * @param weights symmetric, 0 or more
     * @param checkpoint asked at each step
     */
    static List<int[]> of(long[][] weights, long minimum, Runnable checkpoint) {
        List<int[]> found = new ArrayList<>();
        for (int[] part : parts(weights)) {
            Cut cut = lightest(weights, part, checkpoint);
            if (cut.weight < minimum) {
                boolean withLast = Arrays.stream(cut.side).anyMatch(node -> node == weights.length - 1);
                found.add(withLast ? rest(part, cut.side) : cut.side);
            }
        }
        return found;
    }

    private static int[] rest(int[] part, int[] side) {
        return Arrays.stream(part)
                .filter(node -> Arrays.stream(side).noneMatch(own -> own == node))
                .toArray();
    }

    private record Cut(long weight, int[] side) {}

    /** The connected parts: between them nothing is shared, so a cut there isolates nobody. */
    private static List<int[]> parts(long[][] weights) {
        boolean[] seen = new boolean[weights.length];
        List<int[]> parts = new ArrayList<>();
        for (int start = 0; start < seen.length; start++) {
            if (seen[start]) {
                continue;
            }
            int[] queue = new int[seen.length];
            queue[0] = start;
            seen[start] = true;
            int end = 1;
            for (int i = 0; i < end; i++) {
                for (int next = 0; next < seen.length; next++) {
                    if (!seen[next] && weights[queue[i]][next] > 0) {
                        seen[next] = true;
                        queue[end++] = next;
                    }
                }
            }
            parts.add(Arrays.copyOf(queue, end));
        }
        return parts;
    }

    /** The lightest cut of a part (Stoer and Wagner): nodes are joined two by two, the loosest one last. */
    private static Cut lightest(long[][] weights, int[] part, Runnable checkpoint) {
        int n = part.length;
        long[][] edges = new long[n][n];
        List<List<Integer>> joined = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            joined.add(new ArrayList<>(List.of(part[i])));
            for (int j = 0; j < n; j++) {
                edges[i][j] = i == j ? 0 : weights[part[i]][part[j]];
            }
        }
        boolean[] gone = new boolean[n];
        Cut best = new Cut(Long.MAX_VALUE, part);
        for (int left = n; left > 1; left--) {
            checkpoint.run();
            long[] pull = new long[n];
            boolean[] added = new boolean[n];
            int before = -1;
            int last = -1;
            for (int turn = 0; turn < left; turn++) {
                int tightest = -1;
                for (int i = 0; i < n; i++) {
                    if (!gone[i] && !added[i] && (tightest < 0 || pull[i] > pull[tightest])) {
                        tightest = i;
                    }
                }
                added[tightest] = true;
                before = last;
                last = tightest;
                for (int i = 0; i < n; i++) {
                    pull[i] += added[i] ? 0 : edges[tightest][i];
                }
            }
            if (pull[last] < best.weight) {
                best = new Cut(
                        pull[last],
                        joined.get(last).stream().mapToInt(Integer::intValue).toArray());
            }
            join(edges, before, last);
            joined.get(before).addAll(joined.get(last));
            gone[last] = true;
        }
        return best;
    }

    private static void join(long[][] edges, int into, int from) {
        for (int i = 0; i < edges.length; i++) {
            edges[into][i] += edges[from][i];
            edges[i][into] = edges[into][i];
        }
        edges[into][into] = 0;
    }
}
