package io.github.segmentation4j.quality;

import static io.github.segmentation4j.quality.Samples.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.GaussianMixture;
import io.github.segmentation4j.cluster.GaussianMixtureModel;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class InformationCriterionTest {
    private static final List<InformationCriterion> ALL =
            List.of(InformationCriterion.bic(), InformationCriterion.aic(), InformationCriterion.icl());

    private final FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(400, 2, 3, 1));
    private final Clustering mixture = GaussianMixture.withClusters(3).fit(matrix, CONTEXT);

    @Test
    void criteriaFollowFromDensitiesAndMemberships() {
        GaussianMixtureModel model = (GaussianMixtureModel) mixture.model();
        double logLikelihood = 0;
        double completion = 0;
        for (int row = 0; row < 400; row++) {
            logLikelihood += model.logDensity(matrix.row(row));
            completion += StrictMath.log(
                    Arrays.stream(model.memberships(matrix.row(row))).max().orElseThrow());
        }
        double bic = 17 * StrictMath.log(400) - 2 * logLikelihood;
        assertThat(value(InformationCriterion.bic())).isCloseTo(bic, within(1e-9));
        assertThat(value(InformationCriterion.aic())).isCloseTo(34 - 2 * logLikelihood, within(1e-9));
        assertThat(value(InformationCriterion.icl()))
                .isCloseTo(bic - 2 * completion, within(1e-9))
                .isGreaterThan(bic);
    }

    @Test
    void sameBitsForAnyThreadCount() {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            for (InformationCriterion criterion : ALL) {
                assertThat(criterion.of(matrix, mixture, CONTEXT.withExecutor(pool, 3)))
                        .isEqualTo(criterion.of(matrix, mixture, CONTEXT));
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void withoutDensitiesThereIsAReasonAndNoValue() {
        Clustering centroids = KMeans.withClusters(3).fit(matrix, CONTEXT);
        for (InformationCriterion criterion : ALL) {
            assertThat(criterion.direction()).isEqualTo(ValidityIndex.Direction.LOWER_IS_BETTER);
            assertThat(criterion.of(matrix, mixture.labels(), CONTEXT))
                    .isEqualTo(Statistic.undetermined(criterion.name()
                            + " needs a model with densities, such as that of a Gaussian mixture, and cannot be computed"
                            + " from labels"));
            assertThat(criterion.of(matrix, centroids, CONTEXT))
                    .isEqualTo(Statistic.undetermined(
                            criterion.name() + " needs a model with densities, such as that of a Gaussian mixture"));
        }
    }

    @Test
    void withoutRowsThereIsNoValueAndFarAwayItIsFinite() {
        FeatureMatrix none = matrix.rows(new int[0]);
        Clustering empty = Clustering.of(new int[0], mixture.model());
        double[][] far = new double[10_000][];
        Arrays.fill(far, new double[] {Double.MAX_VALUE, Double.MAX_VALUE});
        Clustering beyond = Clustering.of(new int[10_000], mixture.model());
        for (InformationCriterion criterion : ALL) {
            assertThat(criterion.of(none, empty, CONTEXT)).isInstanceOf(Statistic.Undetermined.class);
            assertThat(criterion.of(FeatureMatrix.of(far), beyond, CONTEXT).orElseThrow())
                    .isGreaterThan(1e100);
        }
    }

    @Test
    void badInputIsRefused() {
        double[][] rows = matrix.toArray();
        rows[5][1] = Double.NaN;
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        for (InformationCriterion criterion : ALL) {
            assertThatThrownBy(() -> criterion.of(matrix, new int[3], CONTEXT))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> criterion.of(FeatureMatrix.of(Samples.blobs(3, 2, 2, 1)), mixture, CONTEXT))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> criterion.of(FeatureMatrix.of(rows), mixture, CONTEXT))
                    .isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> criterion.of(matrix, mixture, CONTEXT.withCancellation(cancellation)))
                    .isInstanceOf(CancelledException.class);
        }
    }

    @Test
    @RequiresData("clustering/iris.csv")
    void criteriaVoteForTheNumberOfClusters() {
        FeatureMatrix iris = FeatureMatrix.of(ReferenceData.iris().rows());
        ClusterCountChoice choice = ChooseClusterCount.between(1, 5)
                .with(GaussianMixture::withClusters)
                .withVoters(List.of(InformationCriterion.bic(), InformationCriterion.icl()))
                .withResamples(0)
                .choose(iris, CONTEXT);
        assertThat(choice.clusterCount()).isEqualTo(2);
        assertThat(choice.reasons())
                .containsExactly(
                        "BIC votes for 2 clusters: lowest there, 574.018; next 580.839 for 3",
                        "ICL votes for 2 clusters: lowest there, 574.019; next 584.046 for 3",
                        "2 clusters are chosen, with 2 of 2 votes");
    }

    private double value(InformationCriterion criterion) {
        return criterion.of(matrix, mixture, CONTEXT).orElseThrow();
    }
}
