package io.github.segmentation4j.fairness.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.metric.DecisionRate;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The census of 1994, with the values that were computed from the raw file by an independent script. */
@RequiresData({Adult.TRAIN})
class AdultAuditTest {
    private static final RunContext CONTEXT = RunContext.seeded(42);
    private static final Offset<Double> PRINTED = within(5e-10);

    private final Adult adult = Adult.train();

    private AuditData income() {
        Categories income = adult.categories("income");
        int rich = income.levels().indexOf(">50K");
        int[] selected =
                Arrays.stream(income.codes()).map(code -> code == rich ? 1 : 0).toArray();
        return AuditData.of(new int[adult.size()], 1, List.of(adult.categories("sex"), adult.categories("race")))
                .withDecisions(selected);
    }

    private static DecisionComparison of(AuditResult result, String attribute, String group) {
        return result.decisions().stream()
                .filter(one -> one.attribute().equals(attribute) && one.group().equals(group))
                .filter(one -> one.rate() == DecisionRate.SELECTION)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void incomeBySexG13() {
        DecisionComparison women = of(FairnessAudit.of("sex").assess(income(), CONTEXT), "sex", "Female");
        assertThat(women.reference()).isEqualTo("Male");
        Statistic.Estimate rate = (Statistic.Estimate) women.share();
        assertThat(rate.number()).isCloseTo(0.1094605886, PRINTED);
        assertThat(rate.lower()).isCloseTo(0.1037029860, PRINTED);
        assertThat(rate.upper()).isCloseTo(0.1154966623, PRINTED);
        assertThat(women.ratio().orElseThrow()).isCloseTo(0.3580225497, PRINTED);
        Statistic.Estimate difference = (Statistic.Estimate) women.difference();
        assertThat(difference.number()).isCloseTo(-0.1962759878, PRINTED);
        assertThat(difference.lower()).isCloseTo(-0.2047012607, PRINTED);
        assertThat(difference.upper()).isCloseTo(-0.1877067621, PRINTED);
        assertThat(women.verdict()).isEqualTo(FairnessVerdict.DISPARITY);
    }

    /** A missing occupation is one more stratum, as in the script. */
    @Test
    void incomeBySexWithinOccupationsG15() {
        List<String> occupations = adult.texts("occupation");
        List<String> levels = occupations.stream().distinct().toList();
        Categories strata = Categories.of(
                "occupation",
                levels,
                occupations.stream().mapToInt(levels::indexOf).toArray());
        AuditResult result = FairnessAudit.of("sex").assess(income().withStrata(strata), CONTEXT);
        assertThat(of(result, "sex", "Female").conditionalOddsRatio().orElseThrow())
                .isCloseTo(0.2448593685, PRINTED);
        assertThat(of(result, "sex", "Female").conditionalAdjustedP().orElseThrow())
                .isLessThan(1e-10);
    }

    @Test
    void incomeByIntersectionsG16() {
        AuditResult result =
                FairnessAudit.of("sex", "race").intersecting("race", "sex").assess(income(), CONTEXT);
        String both = "race x sex";
        assertThat(of(result, both, "Black, Female").counts().size()).isEqualTo(1555);
        assertThat(of(result, both, "Black, Female").share().orElseThrow()).isCloseTo(0.05788, within(5e-6));
        assertThat(of(result, both, "Black, Male").share().orElseThrow()).isCloseTo(0.18929, within(5e-6));
        assertThat(of(result, both, "White, Female").share().orElseThrow()).isCloseTo(0.11895, within(5e-6));
        assertThat(of(result, both, "White, Male").share().orElseThrow()).isCloseTo(0.31757, within(5e-6));
        assertThat(of(result, both, "Asian-Pac-Islander, Female").share().orElseThrow())
                .isCloseTo(0.12428, within(5e-6));
        assertThat(of(result, both, "Asian-Pac-Islander, Male").isReference()).isTrue();
        assertThat(of(result, both, "Other, Female").share().orElseThrow()).isCloseTo(0.05505, within(5e-6));
        assertThat(of(result, both, "Amer-Indian-Eskimo, Female").share().orElseThrow())
                .isCloseTo(0.10084, within(5e-6));
    }

    /** No protected attribute is a feature, and yet the segments are not those of everybody. */
    @Test
    void segmentsOfKMeansAreAuditedBySexAndRace() {
        FeatureMatrix features = FeatureMatrix.of(
                Adult.zScores(adult.numbers("age", "education-num", "capital-gain", "capital-loss", "hours-per-week")));
        Clustering clustering = KMeans.withClusters(5).fit(features, CONTEXT);
        AuditData data =
                AuditData.of(clustering.labels(), 5, List.of(adult.categories("sex"), adult.categories("race")));
        AuditResult result = FairnessAudit.of("sex", "race").assess(data, CONTEXT);
        assertThat(result.verdicts()).containsEntry("sex", FairnessVerdict.DISPARITY);
        assertThat(result.comparisons()).hasSize(5 * 2 + 5 * 5);
        assertThat(result.metrics())
                .hasSize(2 * 16)
                .allSatisfy(metric -> assertThat(metric.value()).isInstanceOf(Statistic.Estimate.class));
        assertThat(result.state(10).children("attributes")).hasSize(2);
    }
}
