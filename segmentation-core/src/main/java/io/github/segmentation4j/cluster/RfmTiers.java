package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FittedRfmScores;
import io.github.segmentation4j.feature.RfmScores;
import io.github.segmentation4j.feature.RfmTier;
import io.github.segmentation4j.run.RunContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ready-made segmentation of marketing as a clusterer: customers by the named tiers of {@link RfmScores}.
 *
 * <p>The clusters are the tiers that occur among the training rows, numbered from 0 in the order of {@link RfmTier}:
 * champions, where there are any, come first. A row with a missing value has no tier and is {@link Clustering#NOISE}; so
 * is a later row whose tier did not occur. The rows must hold recency, frequency and monetary value as {@link
 * io.github.segmentation4j.feature.Rfm Rfm} makes them, not scaled.
 *
 * <pre>{@code
 * Clustering tiers = RfmTiers.quintiles().fit(matrix, RunContext.seeded(42));
 * RfmTier first = RfmTierModel.restore(tiers.model().state()).tier(0);
 * }</pre>
 *
 * <p>Nothing is random. Cost: a sort of three columns. Immutable and safe for use by several threads.
 */
public final class RfmTiers implements Clusterer {
    private static final String STAGE = "rfm tiers";

    /** Scores, the tiers that occur, assignment. */
    private static final int STEPS = 3;

    private RfmTiers() {}

    /** Tiers by scores in fifths. */
    public static RfmTiers quintiles() {
        return new RfmTiers();
    }

    /**
     * Learns the scores and puts each row into its tier. Row weights count in the scores.
     *
     * @throws io.github.segmentation4j.run.InvalidInputException if a column is not there or there twice, or no row is
     *     complete
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        context.report(STAGE, 0, STEPS);
        context.throwIfCancelled(STAGE);
        FeatureMatrix matrix = training.matrix();
        Optional<double[]> weights = training.weights();
        RfmScores scores = RfmScores.quintiles();
        FittedRfmScores fitted =
                weights.isPresent() ? scores.fit(matrix, weights.get(), context) : scores.fit(matrix, context);
        context.report(STAGE, 1, STEPS);
        Set<RfmTier> occurring = EnumSet.noneOf(RfmTier.class);
        double[] row = new double[matrix.columnCount()];
        for (int r = 0; r < matrix.rowCount(); r++) {
            if ((r & 1023) == 0) {
                context.throwIfCancelled(STAGE);
            }
            matrix.copyRow(r, row);
            fitted.tier(row).ifPresent(occurring::add);
        }
        RfmTierModel model = new RfmTierModel(fitted, List.copyOf(occurring));
        context.report(STAGE, 2, STEPS);
        Clustering tiers = Clustering.of(model.assign(matrix, context), model);
        context.report(STAGE, STEPS, STEPS);
        return tiers;
    }

    @Override
    public String describe() {
        return "rfm tiers(quintiles)";
    }
}
