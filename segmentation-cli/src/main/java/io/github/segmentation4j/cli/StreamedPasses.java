package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.Coreset;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.io.MatrixBlocks;
import io.github.segmentation4j.io.MatrixFile;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes through a file that need not fit in memory, one block of rows after another, as often as it is asked to. */
final class StreamedPasses {
    /** Small enough for thousands of columns in a small heap, and large enough to keep the threads busy. */
    private static final int ROWS_PER_BLOCK = 2048;

    private final Path file;
    private final RunContext context;
    /** The file itself tells how far the work is; what is done with its blocks does not. */
    private final RunContext quiet;

    private Optional<StreamedScaling> scaling = Optional.empty();

    StreamedPasses(Path file, RunContext context) {
        this.file = file;
        this.context = context;
        quiet = context.withListener(ProgressListener.none());
    }

    /** A pass of its own that learns the scaling, which every later pass applies. */
    void learn(Scale scale) {
        if (scale != Scale.none) {
            try (MatrixBlocks blocks = MatrixFile.blocks(file, ROWS_PER_BLOCK, context)) {
                scaling = Optional.of(StreamedScaling.learn(scale, blocks));
            }
        }
    }

    /** The pass that draws the sample. */
    Coreset sample(@Nullable Integer size) {
        Coreset.Builder builder = size == null ? Coreset.builder(quiet) : Coreset.builder(size, quiet);
        try (MatrixBlocks blocks = MatrixFile.blocks(file, ROWS_PER_BLOCK, context)) {
            while (blocks.hasNext()) {
                builder.add(scaled(blocks.next()));
            }
        }
        return builder.build();
    }

    private FeatureMatrix scaled(FeatureMatrix block) {
        return scaling.isPresent() ? scaling.get().apply(block) : block;
    }

    /**
     * Starts the pass that puts every row into its cluster.
     *
     * @param all gets the labels of the first so many rows
     */
    Assignment assign(Clustering fitted, int[] all) {
        return new Assignment(MatrixFile.blocks(file, ROWS_PER_BLOCK, context), (CentroidModel) fitted.model(), all);
    }

    /** What the clusters weigh in the sample, so about how many rows each of them has. */
    static long[] estimatedSizes(Clustering fitted, TrainingSet sample) {
        double[] sums = new double[fitted.clusterCount()];
        double[] weights = sample.weights().orElseThrow();
        for (int row = 0; row < fitted.size(); row++) {
            sums[fitted.label(row)] += weights[row];
        }
        long[] sizes = new long[sums.length];
        for (int j = 0; j < sizes.length; j++) {
            sizes[j] = Math.round(sums[j]);
        }
        return sizes;
    }

    /** The labels of the file, block by block; sums up what all rows are needed for. Not safe for several threads. */
    final class Assignment implements Iterator<int[]>, AutoCloseable {
        private final MatrixBlocks blocks;
        private final CentroidModel model;
        private final long[] sizes;
        private final int[] all;
        private int rows;
        private double inertia;

        private Assignment(MatrixBlocks blocks, CentroidModel model, int[] all) {
            this.blocks = blocks;
            this.model = model;
            this.all = all;
            sizes = new long[model.clusterCount()];
        }

        @Override
        public boolean hasNext() {
            return blocks.hasNext();
        }

        @Override
        public int[] next() {
            FeatureMatrix block = scaled(blocks.next());
            int[] labels = model.assign(block, quiet);
            double[] row = new double[block.columnCount()];
            double sum = 0;
            for (int r = 0; r < labels.length; r++) {
                block.copyRow(r, row);
                sum += model.squaredDistance(row, labels[r]);
                sizes[labels[r]]++;
            }
            inertia += sum;
            int kept = Math.min(labels.length, all.length - rows);
            System.arraycopy(labels, 0, all, rows, kept);
            rows += kept;
            return labels;
        }

        long[] sizes() {
            return sizes.clone();
        }

        double inertia() {
            return inertia;
        }

        @Override
        public void close() {
            blocks.close();
        }
    }
}
