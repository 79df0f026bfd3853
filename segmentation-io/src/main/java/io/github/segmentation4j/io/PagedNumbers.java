package io.github.segmentation4j.io;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;

/** Numbers of which nobody knows yet how many there will be, in pages: growing copies nothing. */
final class PagedNumbers {
    private static final int BITS = 16;
    private static final int MASK = (1 << BITS) - 1;

    private final List<double[]> pages = new ArrayList<>();
    private double[] last = {};
    private long size;

    void add(double value) {
        int at = (int) size & MASK;
        if (at == 0) {
            last = new double[1 << BITS];
            pages.add(last);
        }
        last[at] = value;
        size++;
    }

    void addAll(double[] values) {
        for (double value : values) {
            add(value);
        }
    }

    /** A column of the numbers, which are rows of some columns one after another. */
    double[] column(int column, int columns) {
        double[] values = new double[Math.toIntExact(size / columns)];
        long from = column;
        for (int r = 0; r < values.length; r++, from += columns) {
            values[r] = pages.get((int) (from >>> BITS))[(int) from & MASK];
        }
        return values;
    }

    /** The numbers as rows, one after another. */
    FeatureMatrix rows(List<Feature> features) {
        int columns = features.size();
        int rows = Math.toIntExact(size / columns);
        FeatureMatrix.Builder builder = FeatureMatrix.builder(features, rows);
        double[] row = new double[columns];
        long from = 0;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++, from++) {
                row[c] = pages.get((int) (from >>> BITS))[(int) from & MASK];
            }
            builder.setRow(r, row);
        }
        return builder.build();
    }
}
