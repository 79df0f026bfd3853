package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Consensus clustering: makes one clustering of several, by putting together the rows that most of them put together. It
 * steadies what depends on chance, and joins what different algorithms see.
 *
 * <pre>{@code
 * Clustering steady = ConsensusClustering.withClusters(5)
 *         .ofRuns(KMeans.withClusters(20).withRestarts(1), 50)
 *         .fit(FeatureMatrix.of(rows), RunContext.seeded(42));
 * double sure = ((ConsensusModel) steady.model()).agreement(row);
 * }</pre>
 *
 * <p>What a fit does: it fits the runs, and gives each row its signature, the labels of the row in all runs, as the models
 * of the runs assign them. Rows of one signature stay together. Signatures are merged by average linkage over 1 less the
 * share of runs that put two rows together, each weighing as much as its rows, until k clusters are left; of several
 * merges equally good it takes the first in the order of the coordinates. That is exact: no pair of rows is left out, and
 * rounding breaks no tie while weights are whole numbers.
 *
 * <p>Noise is together with nothing, not even with other noise. A row that is noise in more than half of the runs is noise.
 *
 * <p>A new row belongs where the training rows of its signature do, and if there were none, where those of the signature do
 * with which it shares the most labels, of several the lowest cluster. So the model gives the training rows the labels of
 * the fit, whatever the runs are. It tells how sure the runs are, see {@link ConsensusModel}. It keeps no training row,
 * unless a model of a run does.
 *
 * <p>The order of the runs changes nothing: the n-th of the runs that describe themselves alike has the n-th seed. Runs
 * without resampling that need no seed are all alike, so one of them will do.
 *
 * <p>Beside the runs, a fit takes time in proportion to rows x runs, and to the square of the number of signatures x runs;
 * memory is 4 bytes for each row and run, and 4 bytes for the square of the number of signatures. Where there are more
 * signatures than {@link #withMaxSignatures} allows, the heaviest are linked and the others go where new rows of theirs
 * would, which takes time in proportion to their number x that limit x runs.
 *
 * <p>Weights of rows go to the runs, which take or refuse them, and into the linkage; a signature whose rows weigh nothing
 * attracts none. Links are refused. Missing values are the runs' affair, but refused where rows are drawn. So are clusterers
 * that are private or fair to groups, since a consensus keeps neither.
 *
 * <p>Immutable and safe for use by several threads, if the clusterers are.
 *
 * <p>References: A. L. N. Fred, A. K. Jain, Combining multiple clusterings using evidence accumulation, IEEE TPAMI 27(6),
 * 2005; S. Monti, P. Tamayo, J. Mesirov, T. Golub, Consensus clustering: a resampling-based method for class discovery and
 * visualization of gene expression microarray data, Machine Learning 52, 2003.
 *
 * <p>Implementation note: where rows are drawn, Monti and others count the runs in which both rows took part. Here the
 * models of the runs label the rows left out as well, so that every run counts for every pair.
 */
public final class ConsensusClustering implements Clusterer {
    static final String STAGE = "consensus clustering";

    private static final int DEFAULT_RUNS = 30;
    private static final int DEFAULT_SIGNATURES = 4096;

    /** Their linkage takes 3.6 GB. */
    private static final int MOST_SIGNATURES = 30_000;

    private final int clusters;
    private final List<Clusterer> runs;
    private final Resampling resampling;
    private final int maxSignatures;

    private ConsensusClustering(int clusters, List<Clusterer> runs, Resampling resampling, int maxSignatures) {
        this.clusters = clusters;
        this.runs = runs;
        this.resampling = resampling;
        this.maxSignatures = maxSignatures;
    }

    /**
     * The consensus of 30 runs of {@link KMeans} with the same number of clusters, each from a single start, on all rows.
     *
     * @param clusters at least 1; no more than there are distinct signatures, which {@code fit} checks
     */
    public static ConsensusClustering withClusters(int clusters) {
        OptionChecks.atLeastOne("clusters", clusters);
        return new ConsensusClustering(
                clusters,
                Collections.nCopies(DEFAULT_RUNS, KMeans.withClusters(clusters).withRestarts(1)),
                Resampling.none(),
                DEFAULT_SIGNATURES);
    }

    /**
     * The consensus of one run of each of several clusterers.
     *
     * @param clusterers at least one
     */
    public ConsensusClustering of(Clusterer... clusterers) {
        if (clusterers.length == 0) {
            throw new IllegalArgumentException("a consensus needs at least one clusterer, were none");
        }
        return new ConsensusClustering(clusters, checked(List.of(clusterers)), resampling, maxSignatures);
    }

    /**
     * The consensus of several runs of one clusterer, each with a seed of its own.
     *
     * @param count at least 1
     */
    public ConsensusClustering ofRuns(Clusterer clusterer, int count) {
        OptionChecks.atLeastOne("runs", count);
        return new ConsensusClustering(
                clusters, checked(Collections.nCopies(count, clusterer)), resampling, maxSignatures);
    }

    /** This clusterer with the rows each run is fitted on; {@link Resampling#none()}, all of them, if not said. */
    public ConsensusClustering withResampling(Resampling newResampling) {
        Objects.requireNonNull(newResampling, "resampling");
        return new ConsensusClustering(clusters, runs, newResampling, maxSignatures);
    }

    /**
     * This clusterer with a limit on the signatures that are compared with each other; 4,096 if not said.
     *
     * @param count 2 to 30,000
     */
    public ConsensusClustering withMaxSignatures(int count) {
        if (count < 2 || count > MOST_SIGNATURES) {
            throw new IllegalArgumentException(
                    "max signatures must be between 2 and " + MOST_SIGNATURES + ", was " + count);
        }
        return new ConsensusClustering(clusters, runs, resampling, count);
    }

    private static List<Clusterer> checked(List<Clusterer> clusterers) {
        for (Clusterer clusterer : clusterers) {
            if (!clusterer.protectedAttributes().isEmpty()) {
                throw new IllegalArgumentException("a consensus does not keep the fairness of " + clusterer.describe()
                        + "; use that one by itself");
            }
            if (!clusterer.acceptedLearning().containsAll(EnumSet.allOf(Learning.class))) {
                throw new IllegalArgumentException("a consensus does not keep the privacy of " + clusterer.describe()
                        + "; use that one by itself");
            }
        }
        return clusterers;
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidInputException also if the runs tell fewer rows apart than there are to be clusters, if a value is
     *     missing where rows are drawn, or if a run refuses its rows
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        context.throwIfCancelled(STAGE);
        FeatureMatrix matrix = training.matrix();
        InputChecks.present(matrix);
        if (!(resampling instanceof Resampling.None)) {
            // A run would name the place of a missing value among the rows drawn.
            InputChecks.complete(matrix);
        }
        List<ClusterModel> models = new ArrayList<>();
        Map<String, Integer> alike = new HashMap<>();
        RunContext quiet = context.withListener(ProgressListener.none());
        for (Clusterer run : runs) {
            context.report(STAGE, models.size(), runs.size() + 1L);
            int number = alike.merge(run.describe(), 1, Integer::sum) - 1;
            long seed = SeededRandom.derive(context.seed(), number);
            TrainingSet rows = resampled(training, SeededRandom.of(SeededRandom.derive(seed, 0)), quiet);
            models.add(run.fit(rows, quiet.withSeed(seed)).model());
        }
        context.report(STAGE, runs.size(), runs.size() + 1L);
        Clustering result =
                ConsensusFit.of(training, List.copyOf(models), quiet).cut(clusters, maxSignatures);
        context.report(STAGE, runs.size() + 1L, runs.size() + 1L);
        return result;
    }

    private TrainingSet resampled(TrainingSet training, SeededRandom random, RunContext context) {
        if (resampling instanceof Resampling.None) {
            return training;
        }
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        int[] rows = resampling instanceof Resampling.Subsample subsample
                ? subsample(training.matrix().rowCount(), subsample.share(), random, checkpoint)
                : bootstrap(training.matrix().rowCount(), random, checkpoint);
        TrainingSet drawn = TrainingSet.of(training.matrix().rows(rows, context));
        return training.weights()
                .map(weights -> drawn.withWeights(
                        Arrays.stream(rows).mapToDouble(row -> weights[row]).toArray()))
                .orElse(drawn);
    }

    private static int[] bootstrap(int count, SeededRandom random, Checkpoint checkpoint) {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            checkpoint.at(i);
            rows[i] = random.nextInt(count);
        }
        return rows;
    }

    /** Every selection is as likely: each row is taken with the share of those still to take among those left. */
    private static int[] subsample(int count, double share, SeededRandom random, Checkpoint checkpoint) {
        int[] rows = new int[(int) Math.max(1, Math.rint(share * count))];
        int taken = 0;
        for (int row = 0; taken < rows.length; row++) {
            checkpoint.at(row);
            if (random.nextInt(count - row) < rows.length - taken) {
                rows[taken++] = row;
            }
        }
        return rows;
    }

    @Override
    public String describe() {
        Map<String, Integer> counts = new TreeMap<>();
        runs.forEach(run -> counts.merge(run.describe(), 1, Integer::sum));
        return STAGE + "(clusters=" + clusters + ", runs="
                + counts.entrySet().stream()
                        .map(run -> run.getValue() + " x " + run.getKey())
                        .collect(Collectors.joining(", ", "[", "]"))
                + ", resampling=" + resampling + ", maxSignatures=" + maxSignatures + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
