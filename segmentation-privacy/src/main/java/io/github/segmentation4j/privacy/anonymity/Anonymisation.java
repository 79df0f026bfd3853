package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Coarsens quasi-identifiers until every class of rows who look the same keeps the given models, and loses as little as
 * possible: of all combinations of levels, one for each column (full-domain generalisation), the one with the least loss.
 *
 * <pre>{@code
 * Optional<AnonymisedData> result = Anonymisation.of(
 *         List.of(bands.over(ages), places.over(towns)),
 *         AnonymityModel.groupSize(20),
 *         AnonymityModel.distinctDiversity(3, diagnoses))
 *     .withSuppressionLimit(0.02)
 *     .anonymise(RunContext.seeded(1));
 * }</pre>
 *
 * <p>The loss of a value is the share of the other values of its column that it falls together with (0 as it is, 1 where
 * nothing is told), the loss of a row the mean over the columns, that of a row left out 1, and that of the data the mean
 * over all rows. Among equal losses the lower sum of losses of the levels, then the lower levels of the earlier columns win.
 *
 * <p>Closeness compares with the distribution among all rows, those left out included.
 *
 * <p>Each combination that is tried costs a pass over the different rows. Immutable and safe for use by several threads.
 *
 * <p>References: K. El Emam et al., A globally optimal k-anonymity method for the de-identification of health data, JAMIA
 * 16(5), 2009; F. Kohlmayer, F. Prasser, C. Eckert, A. Kemper, K. A. Kuhn, Flash: efficient, stable and optimal
 * k-anonymity, PASSAT 2012; V. S. Iyengar, Transforming data to satisfy privacy constraints, KDD 2002 (the loss).
 *
 * <p>Implementation note: combinations are visited by what their levels lose at least, so the search ends as soon as the
 * best result loses no more than the next could. Chains of ever coarser combinations are halved to rule out whole parts of
 * the lattice, but only where that is sound: if the models survive any union of classes, or nothing may be left out.
 */
public final class Anonymisation {
    private final List<QuasiIdentifier> columns;
    private final List<AnonymityModel> models;
    private final double suppressionLimit;

    private Anonymisation(List<QuasiIdentifier> columns, List<AnonymityModel> models, double suppressionLimit) {
        this.columns = columns;
        this.models = models;
        this.suppressionLimit = suppressionLimit;
    }

    /**
     * A search that leaves out no row.
     *
     * @param columns the quasi-identifiers, at least one, all about the same rows
     * @param model what every class must keep
     * @param more further models
     */
    public static Anonymisation of(List<QuasiIdentifier> columns, AnonymityModel model, AnonymityModel... more) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("an anonymisation needs at least one column, got none");
        }
        for (QuasiIdentifier column : columns) {
            if (column.size() != columns.get(0).size()) {
                throw new IllegalArgumentException("columns must be about the same rows, '" + column.name() + "' has "
                        + column.size() + " and '" + columns.get(0).name() + "' has "
                        + columns.get(0).size());
            }
        }
        List<AnonymityModel> models = new ArrayList<>(List.of(model));
        models.addAll(List.of(more));
        return new Anonymisation(List.copyOf(columns), List.copyOf(models), 0);
    }

    /** This search with another share of rows that may be left out, from 0 up to but without 1. Default: 0. */
    public Anonymisation withSuppressionLimit(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("the suppression limit must be at least 0 and below 1, was " + share);
        }
        return new Anonymisation(columns, models, share);
    }

    /**
     * The anonymised data, or nothing if not even the coarsest combination keeps the models.
     *
     * @param context told of the progress, may cancel
     */
    public Optional<AnonymisedData> anonymise(RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(LatticeSearch.STAGE));
        Generalisation generalisation = new Generalisation(columns, models, suppressionLimit, checkpoint);
        return new LatticeSearch(generalisation, context)
                .best()
                .map(best -> AnonymisedData.of(columns, generalisation, best));
    }
}
