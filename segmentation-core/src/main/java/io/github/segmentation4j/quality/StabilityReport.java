package io.github.segmentation4j.quality;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How stable a clustering and each of its clusters were over resamples of its rows.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class StabilityReport {
    private final Statistic agreement;
    private final List<Statistic> jaccards;
    private final int resamples;
    private final int refused;
    private final Statistic beyondEvenRows;

    private StabilityReport(
            Statistic agreement, List<Statistic> jaccards, int resamples, int refused, Statistic beyondEvenRows) {
        this.agreement = agreement;
        this.jaccards = jaccards;
        this.resamples = resamples;
        this.refused = refused;
        this.beyondEvenRows = beyondEvenRows;
    }

    /** Makes a report of the first {@code done} values of each array. */
    static StabilityReport of(double[] agreements, double[][] jaccards, int[] sizes, int done) {
        List<Statistic> byCluster = IntStream.range(0, jaccards.length)
                .mapToObj(g ->
                        sizes[g] == 0 ? Statistic.undetermined("the cluster has no row") : mean(jaccards[g], done, 0))
                .toList();
        return new StabilityReport(
                mean(agreements, done, -1),
                byCluster,
                done,
                agreements.length - done,
                Statistic.undetermined("no reference sets were asked for"));
    }

    /** This report compared with the agreements of reference sets. */
    StabilityReport against(Statistic[] references) {
        return new StabilityReport(agreement, jaccards, resamples, refused, beyond(agreement, references));
    }

    private static Statistic beyond(Statistic agreement, Statistic[] references) {
        if (agreement instanceof Statistic.Undetermined) {
            return agreement;
        }
        double highest = -1;
        for (Statistic reference : references) {
            if (reference instanceof Statistic.Undetermined) {
                return reference;
            }
            highest = Math.max(highest, reference.orElseThrow());
        }
        return highest < 1
                ? Statistic.of((agreement.orElseThrow() - highest) / (1 - highest))
                : Statistic.undetermined(
                        "rows that are spread evenly are cut as stably as can be, so that stability says"
                                + " nothing about clusters here");
    }

    private static Statistic mean(double[] values, int count, double least) {
        String reason = "stability needs at least 2 resamples that can be clustered, there were " + count + " of "
                + values.length;
        return count < 2
                ? Statistic.undetermined(reason)
                : MeanEstimate.of(Arrays.copyOf(values, count)).within(least, 1).statistic(reason);
    }

    /** The mean adjusted Rand index with the clusterings of the resamples: 1 if all find the same, near 0 if chance. */
    public Statistic agreement() {
        return agreement;
    }

    /**
     * How far {@link #agreement()} goes beyond that of rows that are spread evenly: 1 if all resamples find the same
     * clusters, 0 if the most stable reference set is as stable, below 0 if it is more stable. Undetermined without
     * reference sets, and where one of them is perfectly stable, as every set is with a single cluster.
     */
    public Statistic beyondEvenRows() {
        return beyondEvenRows;
    }

    /**
     * The mean Jaccard coefficient of a cluster with the most similar one of each resample, from 0 to 1.
     *
     * @param cluster 0 to {@link #clusterCount()} - 1
     */
    public Statistic jaccard(int cluster) {
        return jaccards.get(Objects.checkIndex(cluster, jaccards.size()));
    }

    /** The number of clusters. */
    public int clusterCount() {
        return jaccards.size();
    }

    /** The number of resamples that went into the means. */
    public int resamples() {
        return resamples;
    }

    /** The number of resamples the clusterer refused. */
    public int refused() {
        return refused;
    }

    @Override
    public String toString() {
        return "stability over " + resamples + " resamples: " + agreement;
    }
}
