package io.github.segmentation4j.cli;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Iterator;

/** Scaling learned from blocks of rows of which only one is held at a time; a constant column becomes 0. */
final class StreamedScaling {
    private final double[] shift;
    private final double[] divisor;

    private StreamedScaling(double[] shift, double[] divisor) {
        this.shift = shift;
        this.divisor = divisor;
    }

    static StreamedScaling learn(Scale scale, Iterator<FeatureMatrix> blocks) {
        FeatureMatrix block = blocks.next();
        Column[] columns = new Column[block.columnCount()];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = new Column();
            columns[c].add(block.column(c));
        }
        while (blocks.hasNext()) {
            block = blocks.next();
            for (int c = 0; c < columns.length; c++) {
                columns[c].add(block.column(c));
            }
        }
        double[] shift = new double[columns.length];
        double[] divisor = new double[columns.length];
        for (int c = 0; c < columns.length; c++) {
            boolean z = scale == Scale.z;
            shift[c] = z ? columns[c].mean : columns[c].low;
            divisor[c] = z ? columns[c].deviation() : columns[c].high - columns[c].low;
            if (!Double.isFinite(shift[c]) || !Double.isFinite(divisor[c])) {
                throw InvalidInputException.inColumn(
                        block.features().get(c).name(),
                        "the values are too large for their spread to be computed; bring them to a smaller unit");
            }
        }
        return new StreamedScaling(shift, divisor);
    }

    FeatureMatrix apply(FeatureMatrix block) {
        FeatureMatrix.Builder scaled = FeatureMatrix.builder(block.features(), block.rowCount());
        for (int c = 0; c < shift.length; c++) {
            double[] values = block.column(c);
            for (int r = 0; r < values.length; r++) {
                values[r] = divisor[c] == 0 ? 0 : (values[r] - shift[c]) / divisor[c];
            }
            scaled.setColumn(c, values);
        }
        return scaled.build();
    }

    /** Moments of blocks, joined as in Chan, Golub and LeVeque (1979), so that a large mean costs no digits. */
    private static final class Column {
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;
        private double count;
        private double mean;
        private double squares;

        void add(double[] values) {
            double sum = 0;
            for (double value : values) {
                low = Math.min(low, value);
                high = Math.max(high, value);
                sum += value - values[0];
            }
            double blockMean = values[0] + sum / values.length;
            double blockSquares = 0;
            for (double value : values) {
                blockSquares += (value - blockMean) * (value - blockMean);
            }
            double total = count + values.length;
            double gap = blockMean - mean;
            squares += blockSquares + gap * gap * (count * values.length / total);
            mean += gap * (values.length / total);
            count = total;
        }

        double deviation() {
            return low == high ? 0 : Math.sqrt(squares / count);
        }
    }
}
