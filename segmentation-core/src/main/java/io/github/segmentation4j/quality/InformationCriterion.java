package io.github.segmentation4j.quality;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.DensityModel;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;

/**
 * An information criterion: how unlikely a model with densities makes the rows, plus a penalty for its parameters; lower is
 * better. It compares models of the same rows, such as {@link io.github.segmentation4j.cluster.GaussianMixture} with several
 * numbers of clusters or shapes of covariance. With L the log-likelihood, p the number of parameters and n the rows:
 *
 * <ul>
 *   <li>{@link #bic()}, the Bayesian information criterion: {@code -2 L + p ln n}
 *   <li>{@link #aic()}, the Akaike information criterion: {@code -2 L + 2 p}
 *   <li>{@link #icl()}, the integrated completed likelihood: the Bayesian one minus twice the sum over the rows of the
 *       logarithm of their greatest membership, so that clusters which overlap cost
 * </ul>
 *
 * <p>Some publications turn the sign, or take half of it; here, the unit is that of twice a log-likelihood. Every row counts
 * once. Undetermined for labels alone, which have no density, for models that are no {@link DensityModel}, for no rows, and
 * where a density is beyond the range of a double.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: G. Schwarz, Estimating the dimension of a model, The Annals of Statistics 6(2), 1978; H. Akaike, A new look
 * at the statistical model identification, IEEE Transactions on Automatic Control 19(6), 1974; C. Biernacki, G. Celeux,
 * G. Govaert, Assessing a mixture model for clustering with the integrated completed likelihood, IEEE Transactions on Pattern
 * Analysis and Machine Intelligence 22(7), 2000.
 */
public final class InformationCriterion implements ValidityIndex {
    private static final String NO_DENSITY = " needs a model with densities, such as that of a Gaussian mixture";

    private final Kind kind;

    private enum Kind {
        BIC,
        AIC,
        ICL
    }

    private InformationCriterion(Kind kind) {
        this.kind = kind;
    }

    /** The Bayesian information criterion. */
    public static InformationCriterion bic() {
        return new InformationCriterion(Kind.BIC);
    }

    /** The Akaike information criterion. */
    public static InformationCriterion aic() {
        return new InformationCriterion(Kind.AIC);
    }

    /** The integrated completed likelihood. */
    public static InformationCriterion icl() {
        return new InformationCriterion(Kind.ICL);
    }

    @Override
    public String name() {
        return kind.name();
    }

    @Override
    public Direction direction() {
        return Direction.LOWER_IS_BETTER;
    }

    /** Always undetermined: labels have no density. */
    @Override
    public Statistic of(FeatureMatrix matrix, int[] labels, RunContext context) {
        requireLabels(matrix, labels.length);
        return Statistic.undetermined(name() + NO_DENSITY + ", and cannot be computed from labels");
    }

    @Override
    public Statistic of(FeatureMatrix matrix, Clustering clustering, RunContext context) {
        requireLabels(matrix, clustering.size());
        if (!(clustering.model() instanceof DensityModel model)) {
            return Statistic.undetermined(name() + NO_DENSITY);
        }
        matrix.requireComplete("a value is missing where densities are measured; impute it or leave the row out");
        int rows = matrix.rowCount();
        if (rows == 0) {
            return Statistic.undetermined(name() + " needs at least one row");
        }
        double logLikelihood = 0;
        for (double logDensity : model.logDensities(matrix, context)) {
            logLikelihood += logDensity;
        }
        double penalty = kind == Kind.AIC ? 2 : StrictMath.log(rows);
        double criterion = penalty * model.parameterCount() - 2 * logLikelihood;
        if (kind == Kind.ICL) {
            criterion -= 2 * completion(model, matrix, context);
        }
        return Partition.finite(name(), criterion);
    }

    /** The sum of the logarithms of the greatest memberships, at most 0. */
    private static double completion(DensityModel model, FeatureMatrix matrix, RunContext context) {
        double sum = 0;
        double[][] memberships = model.memberships(matrix, context);
        for (int row = 0; row < memberships.length; row++) {
            if ((row & 1023) == 0) {
                context.throwIfCancelled("ICL");
            }
            double greatest = 0;
            for (double membership : memberships[row]) {
                greatest = Math.max(greatest, membership);
            }
            sum += StrictMath.log(greatest);
        }
        return sum;
    }

    private static void requireLabels(FeatureMatrix matrix, int labels) {
        if (labels != matrix.rowCount()) {
            throw new IllegalArgumentException("there must be a label for each of the " + matrix.rowCount()
                    + " rows, were " + labels + "; pass the labels of this very matrix");
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
