package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A few weighted rows that stand for many in k-means: made in one pass over data that need not fit in memory, from blocks
 * of rows in turn.
 *
 * <pre>{@code
 * Iterator<FeatureMatrix> blocks = ...;
 * RunContext context = RunContext.seeded(42);
 * Coreset coreset = Coreset.of(blocks, context);
 * Clustering clustering = KMeans.withClusters(8).fit(coreset.trainingSet(), context);
 * int[] labels = clustering.model().assign(block, context);   // for each block, on a second pass
 * }</pre>
 *
 * <p>Any {@link Clusterer} that honours weights can be fitted on it. For centroids chosen without looking at the sample,
 * the inertia over the coreset estimates the inertia over all rows, with a bias of the order of 1 / size; centroids fitted
 * on it do a little worse on all rows than the coreset tells.
 *
 * <p>What it keeps: the total weight, up to rounding; single rows so far away that they matter by themselves; and all rows
 * as they are where there are no more than its size. The rows are those of customers, so a coreset needs the same care as
 * the data. Rows of weight 0 are counted and left out.
 *
 * <p>How good it is depends on size / clusters, not on how many rows there were: centroids fitted on 50,000 rows came
 * within about 0.5 % of the inertia of a full fit with 50 clusters that overlap heavily, and within 0.1 % with 10.
 *
 * <p>The same rows in the same order, the same size and the same seed give the same bits, however the rows are cut into
 * blocks. Time is in proportion to rows x columns; memory is that of at most about 2 size (log2(rows / size) + 3) rows.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: O. Bachem, M. Lucic, A. Krause, Scalable k-means clustering via lightweight coresets, KDD 2018; J. L.
 * Bentley, J. B. Saxe, Decomposable searching problems I: static-to-dynamic transformation, Journal of Algorithms 1(4),
 * 1980; S. Har-Peled, S. Mazumdar, On coresets for k-means and k-median clustering, STOC 2004.
 *
 * <p>Implementation note: rows are drawn without replacement by systematic sampling, so a row whose chance would exceed 1
 * is kept with its own weight; the weights of the others are scaled to the total. Samples of equally many rows are joined
 * and sampled again, so a row is sampled at most log2(rows / size) + 1 times.
 */
public final class Coreset {
    private static final String STAGE = "coreset rows";

    private static final int USUAL_SIZE = 50_000;

    /** Values of two samples, which have to fit into one array. */
    private static final long VALUES_AT_MOST = 1L << 29;

    private final TrainingSet trainingSet;
    private final int limit;
    private final long rowCount;
    private final double totalWeight;

    private Coreset(TrainingSet trainingSet, int limit, long rowCount, double totalWeight) {
        this.trainingSet = trainingSet;
        this.limit = limit;
        this.rowCount = rowCount;
        this.totalWeight = totalWeight;
    }

    /**
     * The coreset of a stream of at most 50,000 rows.
     *
     * @param blocks of one or more rows, all with the same columns and no missing value; read once, one at a time
     * @param context seed, listener and cancellation; the listener hears the rows read so far, of {@link Long#MAX_VALUE}
     *     because nobody knows how many will come
     * @throws InvalidInputException if there is no row, a value is missing, columns differ, or squared distances overflow
     */
    public static Coreset of(Iterator<FeatureMatrix> blocks, RunContext context) {
        Builder builder = builder(context);
        while (blocks.hasNext()) {
            builder.add(blocks.next());
        }
        return builder.build();
    }

    /** Starts a coreset of at most 50,000 rows. */
    public static Builder builder(RunContext context) {
        return builder(USUAL_SIZE, context);
    }

    /**
     * Starts a coreset. Its excess over a full fit falls in proportion to its size; 1,000 rows for each cluster are a fair
     * measure.
     *
     * @param size how many rows it may hold, at least 1
     * @param context seed, listener and cancellation, as in {@link #of}
     */
    public static Builder builder(int size, RunContext context) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, was " + size);
        }
        return new Builder(size, context);
    }

    /**
     * The coreset of the rows of this one and another, as good as one made in a single pass; the larger of their sizes is
     * its size. For many parts, add them to one builder.
     *
     * @throws InvalidInputException if the columns differ
     */
    public Coreset merge(Coreset other, RunContext context) {
        return builder(Math.max(limit, other.limit), context)
                .add(this)
                .add(other)
                .build();
    }

    /** The rows with their weights, to be given to a clusterer. */
    public TrainingSet trainingSet() {
        return trainingSet;
    }

    /** How many rows it holds. */
    public int size() {
        return trainingSet.matrix().rowCount();
    }

    /** How many rows it stands for. */
    public long rowCount() {
        return rowCount;
    }

    /** What the rows it stands for weigh; its own weights add up to this, up to rounding. */
    public double totalWeight() {
        return totalWeight;
    }

    /** The method with its size, for provenance. */
    public String describe() {
        return "lightweight coreset(size=" + limit + ", rows=" + rowCount + ")";
    }

    @Override
    public String toString() {
        return describe();
    }

    /**
     * Takes up rows block by block. Not safe for use by several threads; of no more use after {@link #build()} or an
     * exception.
     */
    public static final class Builder {
        private final int size;
        private final RunContext context;
        private final Checkpoint checkpoint;

        /** Samples of 2^(level + 1) x size rows, older ones in higher levels; empty where there is none. */
        private final List<Optional<WeightedRows>> levels = new ArrayList<>();

        private Optional<List<Feature>> features = Optional.empty();
        private WeightedRows newest = WeightedRows.ofCapacity(0, 0);
        private long samples;
        private long rowCount;
        private double totalWeight;

        private Builder(int size, RunContext context) {
            this.size = size;
            this.context = context;
            checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        }

        /** Adds rows that weigh 1 each. */
        public Builder add(FeatureMatrix block) {
            return add(TrainingSet.of(block));
        }

        /** Adds rows with their weights. */
        public Builder add(TrainingSet block) {
            take(block);
            rowCount += block.matrix().rowCount();
            context.report(STAGE, rowCount, Long.MAX_VALUE);
            return this;
        }

        /** Adds what another coreset stands for. */
        public Builder add(Coreset part) {
            take(part.trainingSet);
            rowCount += part.rowCount;
            context.report(STAGE, rowCount, Long.MAX_VALUE);
            return this;
        }

        private void take(TrainingSet block) {
            checkpoint.now();
            FeatureMatrix matrix = block.matrix();
            begin(matrix.features());
            InputChecks.complete(matrix);
            Optional<double[]> weights = block.weights();
            double[] row = new double[matrix.columnCount()];
            for (int r = 0; r < matrix.rowCount(); r++) {
                checkpoint.at(r);
                double weight = weights.isPresent() ? weights.get()[r] : 1;
                if (weight > 0) {
                    matrix.copyRow(r, row);
                    newest.add(row, weight);
                    totalWeight += weight;
                    if (newest.count() == 2 * size) {
                        carry();
                    }
                }
            }
        }

        private void begin(List<Feature> columns) {
            if (features.isEmpty()) {
                if (columns.isEmpty()) {
                    throw new InvalidInputException("there must be at least one column, were none; add a feature");
                }
                if (2L * size * columns.size() > VALUES_AT_MOST) {
                    throw new IllegalArgumentException("size x columns must be at most " + VALUES_AT_MOST / 2 + ", was "
                            + (long) size * columns.size() + "; lower the size");
                }
                features = Optional.of(columns);
                newest = WeightedRows.growing(columns.size(), 2 * size);
            } else if (!features.get().equals(columns)) {
                throw new InvalidInputException(
                        "all blocks must have the columns of the first; make them with the same fitted features");
            }
        }

        /** Samples the newest rows and joins samples of equally many rows, as a carry goes through a binary number. */
        private void carry() {
            WeightedRows sample = sample(newest);
            newest.clear();
            int level = 0;
            while (level < levels.size() && levels.get(level).isPresent()) {
                WeightedRows joined = join(List.of(levels.get(level).get(), sample));
                levels.set(level++, Optional.empty());
                sample = sample(joined);
            }
            if (level == levels.size()) {
                levels.add(Optional.of(sample));
            } else {
                levels.set(level, Optional.of(sample));
            }
        }

        private WeightedRows join(List<WeightedRows> parts) {
            WeightedRows all = WeightedRows.ofCapacity(
                    newest.columns(),
                    parts.stream().mapToInt(WeightedRows::count).sum());
            for (WeightedRows part : parts) {
                all.addAll(part, checkpoint);
            }
            return all;
        }

        private WeightedRows sample(WeightedRows rows) {
            return LightweightSample.of(rows, size, SeededRandom.derive(context.seed(), samples++), checkpoint);
        }

        /**
         * The coreset of the rows added.
         *
         * @throws InvalidInputException if there is none with a weight above 0
         */
        public Coreset build() {
            if (!(totalWeight > 0)) {
                throw new InvalidInputException(
                        "there must be at least one row of a weight above 0, were none; add data");
            }
            List<WeightedRows> parts = new ArrayList<>();
            for (int level = levels.size() - 1; level >= 0; level--) {
                levels.get(level).ifPresent(parts::add);
            }
            parts.add(newest);
            levels.clear();
            newest = WeightedRows.ofCapacity(newest.columns(), 0);
            WeightedRows all = join(parts);
            parts.clear();
            WeightedRows rows = all.count() > size ? sample(all) : all;
            return new Coreset(rows.toTrainingSet(features.orElseThrow(), checkpoint), size, rowCount, totalWeight);
        }
    }
}
