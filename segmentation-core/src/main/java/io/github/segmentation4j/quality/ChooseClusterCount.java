package io.github.segmentation4j.quality;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.ClusterCountChoice.Candidate;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Chooses the number of clusters by a vote of validity indices, and says why.
 *
 * <pre>{@code
 * ClusterCountChoice choice = ChooseClusterCount.between(2, 12)
 *     .with(k -> KMeans.withClusters(k))
 *     .choose(matrix, context);
 * choice.clusterCount();
 * choice.reasons();    // "silhouette votes for 3 clusters: highest there, 0.553; next 0.498 for 4", ...
 * }</pre>
 *
 * <p>The rule. Every number of clusters is fitted. Each index votes for the number where it is best, the smaller one if
 * two are equal; an index that is undetermined for a number cannot vote for it. The number with the most votes is
 * chosen. Between equals the more stable one is, if the 95 % intervals of their stabilities do not touch; if they do,
 * or nothing is known, the smallest number is. Without any vote the smallest number that could be tried is chosen.
 *
 * <p>None of the indices can judge a single cluster, so a vote of theirs always finds clusters, even where rows are spread
 * evenly. {@link #withGap(GapStatistic)} adds the one judge that can say that there are none. If it says so, 1 is chosen
 * where 1 is among the numbers, and otherwise the reasons end with the warning that none of the numbers is a good one. If
 * it does not, it votes for the number its rule picks; for none where that is 1, because it has found more than that.
 *
 * <p>The defaults: the silhouette (exact up to 10,000 rows, then over a sample of 2,000 with an interval, the same rows
 * for every number), the Calinski-Harabasz index, the Davies-Bouldin index, and 10 bootstrap resamples for the
 * stability. Numbers above the count of distinct rows, and those the clusterer refuses, are skipped with the reason.
 * Each fit runs with the seed of the context, so the clustering is the one a plain fit would give. Time: for each
 * number a fit, the indices and a fit for each resample.
 *
 * <p>Immutable and safe for use by several threads, if the function is.
 *
 * <p>References: G. W. Milligan, M. C. Cooper, An examination of procedures for determining the number of clusters in a
 * data set, Psychometrika 50, 1985; O. Arbelaitz et al., An extensive comparative study of cluster validity indices,
 * Pattern Recognition 46, 2013.
 */
public final class ChooseClusterCount {
    private static final String STAGE = "number of clusters";
    private static final int DEFAULT_RESAMPLES = 10;

    private final Range range;
    private final IntFunction<Clusterer> clusterers;
    private final List<ValidityIndex> voters;
    private final int resamples;
    private final Optional<GapStatistic> gap;

    /**
     * The numbers of clusters to choose among; waits for the clusterer.
     *
     * @param fewest at least 1
     * @param most at least {@code fewest}
     */
    public record Range(int fewest, int most) {
        /** Checks the numbers. */
        public Range {
            if (fewest < 1 || most < fewest) {
                throw new IllegalArgumentException("the numbers of clusters must run from at least 1 upward, were "
                        + fewest + " to " + most + "; 2 to 12 is a good start");
            }
        }

        /**
         * The choice among these numbers.
         *
         * @param clusterers gives the clusterer for a number of clusters
         */
        public ChooseClusterCount with(IntFunction<Clusterer> clusterers) {
            return new ChooseClusterCount(
                    this,
                    Objects.requireNonNull(clusterers, "clusterers"),
                    List.of(),
                    DEFAULT_RESAMPLES,
                    Optional.empty());
        }
    }

    private ChooseClusterCount(
            Range range,
            IntFunction<Clusterer> clusterers,
            List<ValidityIndex> voters,
            int resamples,
            Optional<GapStatistic> gap) {
        this.range = range;
        this.clusterers = clusterers;
        this.voters = voters;
        this.resamples = resamples;
        this.gap = gap;
    }

    /** Starts a choice among the numbers from {@code fewest} to {@code most}, both included. */
    public static Range between(int fewest, int most) {
        return new Range(fewest, most);
    }

    /**
     * This choice with other indices to vote.
     *
     * @param indices at least one, names unique
     */
    public ChooseClusterCount withVoters(List<ValidityIndex> indices) {
        if (indices.isEmpty()
                || indices.stream().map(ValidityIndex::name).distinct().count() < indices.size()) {
            throw new IllegalArgumentException("there must be at least one index and each may vote once, were "
                    + indices.stream().map(ValidityIndex::name).toList());
        }
        return new ChooseClusterCount(range, clusterers, List.copyOf(indices), resamples, gap);
    }

    /**
     * This choice with another number of bootstrap resamples for each number of clusters.
     *
     * @param count 0 to leave stability out, or at least 2
     */
    public ChooseClusterCount withResamples(int count) {
        if (count != 0 && count < 2) {
            throw new IllegalArgumentException("resamples must be 0 or at least 2, was " + count);
        }
        return new ChooseClusterCount(range, clusterers, voters, count, gap);
    }

    /**
     * This choice with the gap statistic as one more voter, and the only one that can say that there are no clusters. It
     * measures 1 and the numbers that could be tried, for which the clusterer must accept 1. Time: one more fit of each for
     * every reference set.
     *
     * @param statistic how it is measured
     */
    public ChooseClusterCount withGap(GapStatistic statistic) {
        return new ChooseClusterCount(range, clusterers, voters, resamples, Optional.of(statistic));
    }

    /**
     * Fits every number of clusters and chooses one.
     *
     * @param matrix n rows x d columns, no value missing
     * @param context seed, executor, listener and cancellation
     * @throws InvalidInputException if none of the numbers could be tried
     * @throws io.github.segmentation4j.run.CancelledException if the context was cancelled
     */
    public ClusterCountChoice choose(FeatureMatrix matrix, RunContext context) {
        List<ValidityIndex> indices = voters.isEmpty() ? defaultVoters(matrix.rowCount()) : voters;
        int numbers = range.most() - range.fewest() + 1;
        long each = 1L + indices.size() + resamples;
        long ofGap = gap.isEmpty() ? 0 : (numbers + 1L) * gap.get().referenceSets();
        Steps steps = new Steps(STAGE, numbers * each + ofGap, context);
        List<Candidate> candidates = new ArrayList<>();
        Map<Integer, Clustering> fits = new LinkedHashMap<>();
        Map<Integer, String> skipped = new LinkedHashMap<>();
        int distinct = distinctRows(matrix, range.most(), context);
        for (int k = range.fewest(); k <= range.most(); k++) {
            if (k > distinct) {
                skipped.put(k, "the data have " + distinct + (distinct == 1 ? " distinct row" : " distinct rows"));
                steps.next(each);
                continue;
            }
            Clusterer clusterer = clusterers.apply(k);
            Clustering fit;
            try {
                fit = clusterer.fit(matrix, steps.next(1));
            } catch (InvalidInputException refused) {
                skipped.put(k, "the clusterer refused the rows: " + refused.getMessage());
                steps.next(each - 1);
                continue;
            }
            fits.put(k, fit);
            candidates.add(measure(k, clusterer, fit, indices, matrix, steps));
        }
        if (candidates.isEmpty()) {
            throw new InvalidInputException("no number of clusters from " + range.fewest() + " to " + range.most()
                    + " could be tried: " + skipped.values().iterator().next()
                    + (distinct < range.fewest() ? "; add data or try fewer clusters" : ""));
        }
        Optional<GapReport> report = gap.map(
                statistic -> statistic.measure(withOne(fits.keySet()), fits, clusterers, matrix, steps.next(ofGap)));
        ClusterCountVote vote = ClusterCountVote.of(candidates, indices, report);
        Clustering chosen = Objects.requireNonNull(fits.get(vote.winner().clusterCount()));
        steps.finish();
        return new ClusterCountChoice(
                vote.winner(), chosen, vote.candidates(), skipped, reasons(vote, candidates.size()), report);
    }

    /** The best at the end of the range may be so because the range ends there. */
    private List<String> reasons(ClusterCountVote vote, int tried) {
        List<String> reasons = new ArrayList<>(vote.reasons());
        if (tried > 1 && vote.winner().votes() > 0 && vote.winner().clusterCount() == range.most()) {
            reasons.add("but no number above it was tried, and one may be better; try larger numbers");
        }
        return reasons;
    }

    /** The algorithm for a number of clusters and the numbers it was chosen among, for provenance. */
    public String describe(int clusterCount) {
        return clusterers.apply(clusterCount).describe() + ", number of clusters chosen among " + range.fewest()
                + " to " + range.most()
                + gap.map(statistic -> " with " + statistic.describe()).orElse("");
    }

    private static int[] withOne(Set<Integer> counts) {
        return IntStream.concat(IntStream.of(1), counts.stream().mapToInt(k -> k))
                .distinct()
                .toArray();
    }

    private static List<ValidityIndex> defaultVoters(int rows) {
        return List.of(Silhouette.forRows(rows), CalinskiHarabasz.withDefaults(), DaviesBouldin.withDefaults());
    }

    private Candidate measure(
            int k,
            Clusterer clusterer,
            Clustering fit,
            List<ValidityIndex> indices,
            FeatureMatrix matrix,
            Steps steps) {
        int[] labels = fit.labels();
        Map<String, Statistic> values = new LinkedHashMap<>();
        for (ValidityIndex index : indices) {
            values.put(index.name(), index.of(matrix, fit, steps.next(1)));
        }
        RunContext last = steps.next(resamples);
        RunContext own = last.withSeed(SeededRandom.derive(last.seed(), k));
        Statistic stability = resamples == 0
                ? Statistic.undetermined("stability was not asked for")
                : Stability.of(clusterer)
                        .withResamples(resamples)
                        .measure(matrix, fit, own)
                        .agreement();
        Statistic inertia = Inertia.withDefaults().of(matrix, labels, last.withListener(ProgressListener.none()));
        return new Candidate(k, values, inertia, stability, 0);
    }

    /** Counts the distinct rows, but no further than {@code enough}. */
    private static int distinctRows(FeatureMatrix matrix, int enough, RunContext context) {
        List<double[]> found = new ArrayList<>();
        double[] row = new double[matrix.columnCount()];
        for (int r = 0; r < matrix.rowCount() && found.size() < enough; r++) {
            if (r % 256 == 0) {
                context.throwIfCancelled(STAGE);
            }
            matrix.copyRow(r, row);
            if (found.stream().noneMatch(other -> sameNumbers(other, row))) {
                found.add(row.clone());
            }
        }
        return found.size();
    }

    private static boolean sameNumbers(double[] a, double[] b) {
        for (int c = 0; c < a.length; c++) {
            // Not Arrays.equals: 0 and -0 are the same place.
            if (a[c] != b[c]) {
                return false;
            }
        }
        return true;
    }
}
