package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Segments made from the training file of Adult serve its test file. */
@RequiresData({Adult.TRAIN, Adult.TEST})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdultServingTest {
    private static final double TARGET = 0.45;

    private final RunContext context = RunContext.seeded(1);
    private FeatureMatrix served;
    private Categories sex;
    private FairClustering fair;

    @BeforeAll
    void fit() {
        int made = Adult.train().size();
        Adult adult = Adult.both();
        FeatureMatrix all = FeatureMatrix.of(Adult.minMax(
                adult.numbers("age", "fnlwgt", "education-num", "capital-gain", "capital-loss", "hours-per-week")));
        Categories sexes = adult.categories("sex");
        int[] first = IntStream.range(0, made).toArray();
        int[] others = IntStream.range(made, adult.size()).toArray();
        served = all.rows(others);
        sex = at(sexes, others);
        fair = FairKMeans.withClusters(5)
                .balance("sex", TARGET)
                .withRestarts(1)
                .withSearch(0)
                .fitCertified(TrainingSet.of(all.rows(first)).withGroups(List.of(at(sexes, first))), context);
    }

    @Test
    void groupsBringNewCustomersNearerToTheTargetThanFeaturesAlone() {
        FairPlacement placement = FairPlacement.of(fair);
        ServingGap gap = ServingGap.of(placement, served, placement.types(List.of(sex)), sex, context);
        double aware = least(gap, true);
        double blind = least(gap, false);
        assertThat(aware).isGreaterThan(blind + 0.05);
        // New customers are a sample of the same population: its balance varies by a few parts in a hundred.
        assertThat(aware).isGreaterThan(0.9 * TARGET);
        assertThat(gap.customers()).isEqualTo(16_281);
        assertThat(gap.moved()).isPositive();
    }

    @Test
    void placementWithoutGroupsIsTheNearestCentre() {
        FairPlacement placement = FairPlacement.of(fair);
        assertThat(placement.place(served, context))
                .isEqualTo(fair.clustering().model().assign(served, context));
    }

    @Test
    void restoredItServesAlikeAndAsksForTheLegalBasisAnew() {
        FairPlacement placement = FairPlacement.of(fair);
        FairPlacement restored = FairPlacement.restore(placement.state());
        int[] types = restored.types(List.of(sex));
        assertThat(types).isEqualTo(placement.types(List.of(sex)));
        assertThat(restored.withGroups("assessment 7").place(served, types, context))
                .isEqualTo(placement.withGroups("assessment 7").place(served, types, context));
        assertThatThrownBy(() -> restored.withGroups(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void customerOfAnUnseenGroupIsPlacedByFeaturesAlone() {
        Categories other = Categories.of("sex", List.of("Female", "Other"), new int[] {0, 1, Categories.MISSING});
        int[] types = FairPlacement.of(fair).types(List.of(other));
        assertThat(types[0]).isNotNegative();
        assertThat(types[1]).isEqualTo(FairPlacement.UNKNOWN);
        assertThat(types[2]).isEqualTo(FairPlacement.UNKNOWN);
        assertThatThrownBy(() -> FairPlacement.of(fair).types(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'sex'");
        assertThatThrownBy(() ->
                        FairPlacement.of(new double[][] {{1}}, new double[0][]).types(List.of(other)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double least(ServingGap gap, boolean before) {
        return gap.segments().stream()
                .map(segment -> before ? segment.before() : segment.after())
                .mapToDouble(mix -> mix.balance().orElseThrow())
                .min()
                .orElseThrow();
    }

    private static Categories at(Categories groups, int[] rows) {
        return Categories.of(
                groups.name(),
                groups.levels(),
                Arrays.stream(rows).map(groups::code).toArray());
    }
}
