package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FittedRfmScores;
import io.github.segmentation4j.feature.RfmTier;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * What {@link RfmTiers} learned: the scores, and which tier each cluster is.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class RfmTierModel implements ClusterModel {
    static final String TYPE = "rfmTiers/1";

    private final FittedRfmScores scores;
    private final List<RfmTier> tiers;
    private final Map<RfmTier, Integer> clusters = new EnumMap<>(RfmTier.class);

    RfmTierModel(FittedRfmScores scores, List<RfmTier> tiers) {
        this.scores = scores;
        this.tiers = tiers;
        tiers.forEach(tier -> clusters.putIfAbsent(tier, clusters.size()));
    }

    /**
     * A model from its stored state.
     *
     * @throws InvalidInputException if the state is of another type or was altered
     */
    public static RfmTierModel restore(ModelState state) {
        List<RfmTier> tiers = new ArrayList<>();
        try {
            state.texts("tiers").forEach(tier -> tiers.add(RfmTier.valueOf(tier)));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("the stored " + state.type() + " names a tier that does not exist", e);
        }
        if (!state.type().equals(TYPE)
                || tiers.isEmpty()
                || tiers.size() > EnumSet.copyOf(tiers).size()) {
            throw new InvalidInputException("a stored " + TYPE + " with a tier was expected, was " + state.type());
        }
        return new RfmTierModel(FittedRfmScores.restore(state.child("scores")), List.copyOf(tiers));
    }

    /**
     * The tier of a cluster.
     *
     * @param cluster 0 to {@link #clusterCount()} - 1
     */
    public RfmTier tier(int cluster) {
        return tiers.get(cluster);
    }

    /** The scores. */
    public FittedRfmScores scores() {
        return scores;
    }

    @Override
    public int clusterCount() {
        return tiers.size();
    }

    @Override
    public int columnCount() {
        return scores.columnCount();
    }

    @Override
    public int assign(double[] row) {
        if (row.length != columnCount()) {
            throw new IllegalArgumentException("a row must have " + columnCount() + " values, has " + row.length);
        }
        return scores.tier(row).map(clusters::get).orElse(Clustering.NOISE);
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("scores", scores.state())
                .putTexts("tiers", tiers.stream().map(Enum::name).toList())
                .build();
    }

    @Override
    public String toString() {
        return tiers.toString();
    }
}
