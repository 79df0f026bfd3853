package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/** The connected pieces of a graph, numbered from 0 by their first rows. */
final class GraphPieces {
    /** For each row its piece. */
    final int[] of;

    final int count;

    private GraphPieces(int[] of, int count) {
        this.of = of;
        this.count = count;
    }

    static GraphPieces of(AffinityGraph graph, Checkpoint checkpoint) {
        int[] piece = new int[graph.count()];
        Arrays.fill(piece, -1);
        int[] open = new int[graph.count()];
        int pieces = 0;
        for (int row = 0; row < piece.length; row++) {
            if (piece[row] >= 0) {
                continue;
            }
            int size = 0;
            open[size++] = row;
            piece[row] = pieces;
            while (size > 0) {
                checkpoint.now();
                for (int next : graph.targets[open[--size]]) {
                    if (piece[next] < 0) {
                        piece[next] = pieces;
                        open[size++] = next;
                    }
                }
            }
            pieces++;
        }
        return new GraphPieces(piece, pieces);
    }

    /**
     * These pieces put together until so many are left: again and again the two whose nearest rows are nearest, along the
     * shortest tree that joins all rows.
     */
    GraphPieces joined(int wanted, SquaredDistances distances, Checkpoint checkpoint) {
        int[] parent = new int[distances.count()];
        double[] length = shortestTree(distances, parent, checkpoint);
        int[] edges = IndexSort.sorted(
                distances.count() - 1, (a, b) -> Double.compare(length[a + 1], length[b + 1]), checkpoint);
        ConnectedPieces pieces = new ConnectedPieces(count);
        int left = count;
        for (int e = 0; left > wanted; e++) {
            int first = of[edges[e] + 1];
            int second = of[parent[edges[e] + 1]];
            left -= pieces.find(first) == pieces.find(second) ? 0 : 1;
            pieces.connect(first, second);
        }
        int[] number = pieces.lowest();
        int next = 0;
        for (int piece = 0; piece < count; piece++) {
            number[piece] = number[piece] == piece ? next++ : number[number[piece]];
        }
        return new GraphPieces(Arrays.stream(of).map(piece -> number[piece]).toArray(), wanted);
    }

    /** Prim's algorithm from the first row: for each other row its squared distance to its parent. */
    private static double[] shortestTree(SquaredDistances distances, int[] parent, Checkpoint checkpoint) {
        double[] least = new double[distances.count()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        double[] all = new double[distances.count()];
        boolean[] done = new boolean[distances.count()];
        int last = 0;
        done[0] = true;
        for (int turn = 1; turn < distances.count(); turn++) {
            checkpoint.now();
            distances.from(last, all);
            int nearest = -1;
            for (int row = 1; row < distances.count(); row++) {
                if (done[row]) {
                    continue;
                }
                if (all[row] < least[row]) {
                    least[row] = all[row];
                    parent[row] = last;
                }
                if (nearest < 0 || least[row] < least[nearest]) {
                    nearest = row;
                }
            }
            done[nearest] = true;
            last = nearest;
        }
        return least;
    }
}
