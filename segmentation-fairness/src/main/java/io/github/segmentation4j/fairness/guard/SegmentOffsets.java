package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.feature.FeatureMatrix;
import java.util.Arrays;

/** How far the mean of each segment lies from that of all customers, each feature in units of its standard deviation. */
final class SegmentOffsets {
    private final int[] labels;
    private final int[] sizes;
    private final double[][] offsets;

    SegmentOffsets(int[] rowLabels, FeatureMatrix features) {
        labels = Arrays.stream(rowLabels).distinct().sorted().toArray();
        sizes = new int[labels.length];
        for (int label : rowLabels) {
            sizes[Arrays.binarySearch(labels, label)]++;
        }
        offsets = new double[labels.length][features.columnCount()];
        for (int column = 0; column < features.columnCount(); column++) {
            measure(rowLabels, features.column(column), column);
        }
    }

    private void measure(int[] rowLabels, double[] values, int column) {
        double mean = 0;
        double squares = 0;
        long known = 0;
        double[] means = new double[labels.length];
        long[] counts = new long[labels.length];
        for (int row = 0; row < values.length; row++) {
            if (!Double.isNaN(values[row])) {
                // Running means (Welford): nothing cancels for values far from 0.
                known++;
                double before = values[row] - mean;
                mean += before / known;
                squares += before * (values[row] - mean);
                int s = Arrays.binarySearch(labels, rowLabels[row]);
                counts[s]++;
                means[s] += (values[row] - means[s]) / counts[s];
            }
        }
        double deviation = known == 0 ? 0 : Math.sqrt(squares / known);
        for (int s = 0; s < labels.length; s++) {
            // A constant feature, or one that no one in the segment has, sets nobody apart.
            offsets[s][column] = deviation == 0 || counts[s] == 0 ? 0 : (means[s] - mean) / deviation;
        }
    }

    int count() {
        return labels.length;
    }

    int label(int s) {
        return labels[s];
    }

    int size(int s) {
        return sizes[s];
    }

    double offset(int s, int column) {
        return offsets[s][column];
    }

    /** The share of a feature in the squared offset of a segment, 0 where there is none. */
    double share(int s, int column) {
        double all = 0;
        for (double offset : offsets[s]) {
            all += offset * offset;
        }
        return all == 0 ? 0 : offsets[s][column] * offsets[s][column] / all;
    }
}
