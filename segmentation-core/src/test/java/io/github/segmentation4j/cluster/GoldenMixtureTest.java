package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Agreement;
import io.github.segmentation4j.quality.InformationCriterion;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Likelihoods and criteria of public data that were published or found by independent programs. */
class GoldenMixtureTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    // FULL with 2 and 3 clusters as published (mclust, model VVV). All others, and every ICL, by scikit-learn 1.2.1
    // with
    // reg_covar=0 and tol=1e-12, from k-means on the rows, for DIAGONAL and 3 clusters from k-means on z-scores, which
    // ends higher; ICL is its BIC less twice the sum of the logarithms of the greatest memberships.
    @ParameterizedTest
    @CsvSource({
        "FULL, 1, -379.914630, 829.9782, 787.8293, 829.9782, 0",
        "FULL, 2, -214.354704, 574.0178, 486.7094, 574.0191, 0.568116",
        "FULL, 3, -180.185477, 580.8389, 448.3710, 584.0455, 0.903874",
        "DIAGONAL, 1, -741.017535, 1522.1202, 1498.0351, 1522.1202, 0",
        "DIAGONAL, 2, -386.185347, 857.5515, 806.3707, 857.5515, 0.568116",
        "DIAGONAL, 3, -306.860461, 743.9974, 665.7209, 754.9220, 0.834259",
        "TIED, 2, -296.447575, 688.0972, 630.8951, 688.0985, 0.568116",
        "TIED, 3, -256.354043, 632.9633, 560.7081, 637.7945, 0.941012",
        "TIED, 4, -223.048640, 591.4057, 504.0973, 597.6820, 0.841990",
        "SPHERICAL, 1, -889.516131, 1804.0854, 1789.0323, 1804.0854, 0",
        "SPHERICAL, 2, -478.559096, 1012.2352, 979.1182, 1012.2352, 0.568116",
        "SPHERICAL, 3, -384.314095, 853.8090, 802.6282, 860.9007, 0.730238"
    })
    @RequiresData("clustering/iris.csv")
    void irisLikelihoodsAndCriteria(
            GaussianMixture.Covariance shape,
            int clusters,
            double logLikelihood,
            double bic,
            double aic,
            double icl,
            double agreement) {
        FeatureMatrix iris = FeatureMatrix.of(ReferenceData.iris().rows());
        Clustering found = GaussianMixture.withClusters(clusters)
                .withCovariance(shape)
                .withTolerance(1e-13)
                .withMaxIterations(5_000)
                .fit(iris, CONTEXT);
        assertThat(logLikelihood(found, iris)).isCloseTo(logLikelihood, within(1.01e-6));
        assertThat(criterion(InformationCriterion.bic(), iris, found)).isCloseTo(bic, within(1.01e-4));
        assertThat(criterion(InformationCriterion.aic(), iris, found)).isCloseTo(aic, within(1.01e-4));
        assertThat(criterion(InformationCriterion.icl(), iris, found)).isCloseTo(icl, within(1.01e-4));
        assertThat(agreement(found, ReferenceData.iris().species())).isCloseTo(agreement, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"2, 574.0178", "3, 580.8389"})
    @RequiresData("clustering/iris.csv")
    void irisNeedsNoOptionsForThePublishedCriterion(int clusters, double bic) {
        FeatureMatrix iris = FeatureMatrix.of(ReferenceData.iris().rows());
        for (long seed = 0; seed < 5; seed++) {
            Clustering found = GaussianMixture.withClusters(clusters).fit(iris, RunContext.seeded(seed));
            assertThat(criterion(InformationCriterion.bic(), iris, found)).isCloseTo(bic, within(1e-4));
        }
    }

    // M. Gagolewski, A framework for benchmarking clustering algorithms, SoftwareX 20, 2022: Gaussian mixtures of
    // scikit-learn, whose tolerance is 1e-3. The likelihood of A1 has its maximum, -60962.451 there too, at less
    // agreement.
    @ParameterizedTest
    @CsvSource({"sipu/s1, 15, 1e-8, 0.9895", "sipu/a1, 20, 1e-3, 0.958", "uci/wine, 3, 1e-8, 0.825"})
    @RequiresData({
        "clustering/sipu/s1.data.gz",
        "clustering/sipu/s1.labels0.gz",
        "clustering/sipu/a1.data.gz",
        "clustering/sipu/a1.labels0.gz",
        "clustering/uci/wine.data.gz",
        "clustering/uci/wine.labels0.gz"
    })
    void agreementWithTheTruthIsAtLeastThePublishedOne(String name, int clusters, double tolerance, double least) {
        FeatureMatrix matrix = FeatureMatrix.of(ReferenceData.matrix("clustering/" + name + ".data.gz"));
        Clustering found =
                GaussianMixture.withClusters(clusters).withTolerance(tolerance).fit(matrix, CONTEXT);
        assertThat(agreement(found, ReferenceData.labels("clustering/" + name + ".labels0.gz")))
                .isGreaterThanOrEqualTo(least);
    }

    @Test
    @RequiresData("clustering/sipu/a1.data.gz")
    void likelihoodOfA1IsTheOneOfScikitLearn() {
        FeatureMatrix matrix = FeatureMatrix.of(ReferenceData.matrix("clustering/sipu/a1.data.gz"));
        Clustering found = GaussianMixture.withClusters(20).fit(matrix, CONTEXT);
        assertThat(logLikelihood(found, matrix)).isCloseTo(-60962.451, within(1e-3));
    }

    private static double logLikelihood(Clustering found, FeatureMatrix matrix) {
        return Arrays.stream(((GaussianMixtureModel) found.model()).logDensities(matrix, CONTEXT))
                .sum();
    }

    private static double criterion(InformationCriterion criterion, FeatureMatrix matrix, Clustering found) {
        return criterion.of(matrix, found, CONTEXT).orElseThrow();
    }

    private static double agreement(Clustering found, int[] truth) {
        return Agreement.between(truth, found.labels()).adjustedRand().orElseThrow();
    }
}
