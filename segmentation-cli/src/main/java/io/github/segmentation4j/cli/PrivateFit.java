package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.Zcdp;
import io.github.segmentation4j.privacy.cluster.ColumnBounds;
import io.github.segmentation4j.privacy.cluster.DpKMeans;
import io.github.segmentation4j.privacy.cluster.PrivateClustering;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Private k-means paid from an account: bounds first, if they are to be learned, then centroids and sizes.
 *
 * @param columns the columns with their bounds
 * @param rows as they were clustered; not private
 * @param found what may be told
 * @param parts what was spent on what; together no more than the whole cost
 */
record PrivateFit(BoundedColumns columns, FeatureMatrix rows, PrivateClustering found, List<Part> parts) {
    /** The share of rho that goes to bounds: two ends of a column need far less than centroids. */
    private static final double BOUNDS_SHARE = 0.1;

    /**
     * A spend.
     *
     * @param what it was for
     * @param cost what it costs alone
     */
    record Part(String what, PrivacyCost cost) {
        double rho() {
            return Zcdp.rho(cost.epsilon(), cost.delta());
        }
    }

    /**
     * Spends.
     *
     * @param matrix the rows as in the file
     * @param given bounds of its columns; none if they are to be learned
     * @param starts centroids in the units of the file, if there are any
     */
    static PrivateFit of(
            FeatureMatrix matrix,
            MatrixOptions asked,
            PrivateKMeansOptions options,
            Optional<ColumnBounds> given,
            Optional<double[][]> starts,
            LedgerOptions.Account account,
            RunContext context) {
        PrivacyCost whole = options.cost();
        List<Part> parts = new ArrayList<>();
        PrivacyCost left = whole;
        if (given.isEmpty()) {
            parts.add(new Part("bounds of columns", share(whole, BOUNDS_SHARE)));
            left = share(whole, 1 - BOUNDS_SHARE);
        }
        BoundedColumns columns = new BoundedColumns(
                given.isPresent() ? given.get() : learned(matrix, parts.get(0), account, context), asked.scale());
        parts.add(new Part("centroids and sizes", left));
        DpKMeans clusterer = options.clusterer(asked.clusters());
        if (starts.isPresent()) {
            clusterer = clusterer.withStarts(columns.clustered(starts.get()));
        }
        FeatureMatrix rows = columns.rows(matrix, context);
        PrivateClustering found = clusterer
                .bounds(columns.clustered())
                .charge(account.ledger(), account.dataSet(), left.epsilon(), left.delta())
                .fit(TrainingSet.of(rows), context);
        return new PrivateFit(columns, rows, found, List.copyOf(parts));
    }

    /** Rho adds up and epsilon does not: shares of rho that add up to 1 cost the whole together. */
    private static PrivacyCost share(PrivacyCost whole, double share) {
        double rho = Zcdp.rho(whole.epsilon(), whole.delta());
        return new PrivacyCost(Zcdp.epsilon(share * rho, whole.delta()), whole.delta());
    }

    private static ColumnBounds learned(
            FeatureMatrix matrix, Part part, LedgerOptions.Account account, RunContext context) {
        PrivacyCharge charge =
                PrivacyCharge.ofCost(part.cost().epsilon(), part.cost().delta(), account.ledger(), account.dataSet());
        try {
            return ColumnBounds.privately(matrix, charge, context);
        } catch (InvalidInputException hidden) {
            throw new InvalidInputException(
                    hidden.getMessage()
                            + account.file()
                                    .map(file -> "; the ledger has booked the part for bounds")
                                    .orElse(""),
                    hidden);
        }
    }
}
