package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.FittedDissimilarity;
import java.util.Arrays;

/** Looks at all rows: for dissimilarities of which nothing is known that would spare any. Immutable. */
final class AllNeighbours extends Neighbours {
    private final FittedDissimilarity dissimilarity;
    private final double[][] rows;

    AllNeighbours(FittedDissimilarity dissimilarity, double[][] rows) {
        this.dissimilarity = dissimilarity;
        this.rows = rows;
    }

    @Override
    int count() {
        return rows.length;
    }

    @Override
    double[] row(int row) {
        return rows[row];
    }

    @Override
    Search search() {
        return new Look();
    }

    private final class Look extends Search {
        private int[] found = new int[64];
        private double[] distances = new double[64];
        private int count;

        @Override
        int nearest(double[] query, double radius) {
            int nearest = -1;
            double least = radius;
            for (int r = 0; r < rows.length; r++) {
                double distance = dissimilarity.between(query, rows[r]);
                if (distance < least || (nearest < 0 && distance <= least)) {
                    least = distance;
                    nearest = r;
                }
            }
            return nearest;
        }

        @Override
        int within(double[] query, double radius) {
            count = 0;
            for (int r = 0; r < rows.length; r++) {
                double distance = dissimilarity.between(query, rows[r]);
                if (distance <= radius) {
                    room();
                    put(count++, r, distance);
                }
            }
            return count;
        }

        @Override
        int nearest(double[] query, int most, double radius) {
            count = 0;
            for (int r = 0; r < rows.length; r++) {
                double distance = dissimilarity.between(query, rows[r]);
                if (distance <= radius && (count < most || distance < distances[count - 1])) {
                    insert(r, distance, most);
                }
            }
            return count;
        }

        private void insert(int row, double distance, int most) {
            if (count < most) {
                room();
                count++;
            }
            int at = count - 1;
            while (at > 0 && distances[at - 1] > distance) {
                put(at, found[at - 1], distances[at - 1]);
                at--;
            }
            put(at, row, distance);
        }

        private void put(int at, int row, double distance) {
            found[at] = row;
            distances[at] = distance;
        }

        private void room() {
            if (count == found.length) {
                found = Arrays.copyOf(found, 2 * count);
                distances = Arrays.copyOf(distances, 2 * count);
            }
        }

        @Override
        int row(int index) {
            return found[index];
        }

        @Override
        double distance(int index) {
            return distances[index];
        }
    }
}
