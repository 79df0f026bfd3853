package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairPlacementTest {
    private static final FairPlacement PLACEMENT =
            FairPlacement.of(new double[][] {{0, 0}, {10, 0}}, new double[][] {{0, 0}, {30, 0}});

    private static final FeatureMatrix ROWS = FeatureMatrix.of(new double[][] {{4, 0}, {6, 0}, {0, 0}});

    private final RunContext context = RunContext.seeded(1);

    @Test
    void looksAtFeaturesAloneUnlessAskedOtherwise() {
        assertThat(PLACEMENT.place(new double[] {4, 0})).isZero();
        assertThat(PLACEMENT.place(ROWS, context)).containsExactly(0, 1, 0);
    }

    @Test
    void offsetsOfTheTypeDecideWhereALegalBasisIsDocumented() {
        FairPlacement.GroupAware aware = PLACEMENT.withGroups("assessment 7");
        assertThat(aware.legalBasis()).isEqualTo("assessment 7");
        assertThat(aware.place(new double[] {4, 0}, 0)).isZero();
        assertThat(aware.place(new double[] {4, 0}, 1)).isEqualTo(1);
        assertThat(aware.place(ROWS, new int[] {1, 1, 1}, context)).containsExactly(1, 1, 0);
    }

    @Test
    void customerOfUnknownTypeIsPlacedByFeaturesAlone() {
        assertThat(PLACEMENT.withGroups("assessment 7").place(new double[] {4, 0}, FairPlacement.UNKNOWN))
                .isZero();
    }

    @Test
    void ofTwoSegmentsAtTheSameCostTheLowerIsTaken() {
        assertThat(PLACEMENT.place(new double[] {5, 0})).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void groupsAreNotLookedAtWithoutADocumentedLegalBasis(String basis) {
        assertThatThrownBy(() -> PLACEMENT.withGroups(basis))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("legal basis");
    }

    @Test
    void restoredItPlacesLikeTheOriginal() {
        FairPlacement restored = FairPlacement.restore(PLACEMENT.state());
        assertThat(restored.place(ROWS, context)).isEqualTo(PLACEMENT.place(ROWS, context));
        assertThat(restored.place(ROWS, new int[] {1, 1, 1}, context)).containsExactly(1, 1, 0);
        assertThat(PLACEMENT.state().names()).doesNotContain("legalBasis");
    }

    @Test
    void alteredStateIsRefused() {
        ModelState.Builder state = ModelState.of("fair-placement/1")
                .put("clusters", 1)
                .put("columns", 2)
                .put("types", 0)
                .put("offsets", new double[0]);
        assertThatThrownBy(() -> FairPlacement.restore(
                        state.put("centres", new double[] {1, Double.NaN}).build()))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> FairPlacement.restore(ModelState.of("kmeans/1").build()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void whatCannotBePlacedIsRefused() {
        FairPlacement.GroupAware aware = PLACEMENT.withGroups("assessment 7");
        assertThatThrownBy(() -> PLACEMENT.place(new double[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PLACEMENT.place(new double[] {Double.NaN, 0}))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> PLACEMENT.place(new double[] {1e200, 0})).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> aware.place(new double[2], 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> aware.place(ROWS, new int[2], context)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FairPlacement.of(new double[0][], new double[0][]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FairPlacement.of(new double[][] {{1}}, new double[][] {{1, 2}}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FairPlacement.of(new double[][] {{1}}, new double[][] {{Double.NaN}}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cancelledItStops() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        assertThatThrownBy(() -> PLACEMENT.place(ROWS, context.withCancellation(cancellation)))
                .isInstanceOf(CancelledException.class);
    }
}
