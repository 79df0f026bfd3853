package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.run.InvalidInputException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RfmScoresTest {
    private static final List<Feature> COLUMNS = List.of(
            Feature.of("monetary"), Feature.of("rfm.daysSinceLast"), Feature.of("other"), Feature.of("frequency"));

    /** Ten customers: more days since the last purchase, the more purchases and the less money. */
    private static FeatureMatrix ten() {
        double[][] rows = new double[10][];
        for (int i = 0; i < 10; i++) {
            rows[i] = new double[] {100 - i, i, 7, i};
        }
        return FeatureMatrix.of(COLUMNS, rows);
    }

    @Test
    void scoresAreFifthsAndFewDaysScoreHigh() {
        FeatureMatrix matrix = ten();
        FittedRfmScores fitted = RfmScores.quintiles().fit(matrix, Shop.CONTEXT);
        for (int i = 0; i < 10; i++) {
            assertThat(fitted.scores(matrix.row(i)))
                    .contains(new FittedRfmScores.Scores(5 - i / 2, 1 + i / 2, 5 - i / 2));
        }
    }

    @Test
    void equalValuesGetEqualScores() {
        FeatureMatrix matrix = FeatureMatrix.of(
                COLUMNS, new double[][] {{1, 1, 0, 1}, {1, 1, 0, 1}, {1, 1, 0, 1}, {1, 1, 0, 1}, {9, 9, 0, 9}});
        FittedRfmScores fitted = RfmScores.quintiles().fit(matrix, Shop.CONTEXT);
        assertThat(fitted.scores(matrix.row(0))).contains(new FittedRfmScores.Scores(5, 1, 1));
        assertThat(fitted.scores(matrix.row(4))).contains(new FittedRfmScores.Scores(1, 5, 5));
    }

    @Test
    void newCustomersAreScoredByTheSameBounds() {
        FittedRfmScores fitted = RfmScores.quintiles().fit(ten(), Shop.CONTEXT);
        assertThat(fitted.scores(new double[] {1e6, -1, 0, 1e6})).contains(new FittedRfmScores.Scores(5, 5, 5));
        assertThat(fitted.tier(new double[] {1e6, -1, 0, 1e6})).contains(RfmTier.CHAMPIONS);
        assertThat(fitted.scores(new double[] {0, 99, 0, 0})).contains(new FittedRfmScores.Scores(1, 1, 1));
        assertThat(fitted.tier(new double[] {0, 99, 0, 0})).contains(RfmTier.LOST);
        assertThat(fitted.tier(new double[] {0, Double.NaN, 0, 0})).isEmpty();
        assertThatThrownBy(() -> fitted.tier(new double[3])).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void missingRowsTeachNothing() {
        double[][] rows = new double[12][];
        for (int i = 0; i < 10; i++) {
            rows[i] = ten().row(i);
        }
        rows[10] = new double[] {0, Double.NaN, 7, 0};
        rows[11] = new double[] {Double.NaN, 1000, 7, 0};
        assertThat(Shop.same(
                        RfmScores.quintiles()
                                .fit(FeatureMatrix.of(COLUMNS, rows), Shop.CONTEXT)
                                .state(),
                        RfmScores.quintiles().fit(ten(), Shop.CONTEXT).state()))
                .isTrue();
    }

    @Test
    void weightTwoCountsLikeTwoRows() {
        FeatureMatrix matrix = ten();
        double[] weights = {2, 1, 1, 0, 3, 1, 1, 1, 1, 2};
        int[] rows = {0, 0, 1, 2, 4, 4, 4, 5, 6, 7, 8, 9, 9};
        assertThat(Shop.same(
                        RfmScores.quintiles().fit(matrix, weights, Shop.CONTEXT).state(),
                        RfmScores.quintiles()
                                .fit(matrix.rows(rows), Shop.CONTEXT)
                                .state()))
                .isTrue();
    }

    @Test
    void restoredScoresTheSame() {
        FittedRfmScores fitted = RfmScores.quintiles().fit(ten(), Shop.CONTEXT);
        FittedRfmScores restored = FittedRfmScores.restore(fitted.state());
        for (int i = 0; i < 10; i++) {
            assertThat(restored.scores(ten().row(i))).isEqualTo(fitted.scores(ten().row(i)));
        }
    }

    @Test
    void everyPairOfScoresHasATierAndEveryTierAPair() {
        Set<RfmTier> found = EnumSet.noneOf(RfmTier.class);
        for (int r = 1; r <= 5; r++) {
            for (int fm = 1; fm <= 5; fm++) {
                found.add(RfmTier.of(r, fm, fm));
            }
        }
        assertThat(found).isEqualTo(EnumSet.allOf(RfmTier.class));
        assertThat(RfmTier.of(3, 2, 3)).as("halves are rounded up").isEqualTo(RfmTier.NEED_ATTENTION);
        assertThatThrownBy(() -> RfmTier.of(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void columnsThatAreNotThereAreNamed() {
        assertThatThrownBy(() -> RfmScores.quintiles().fit(FeatureMatrix.of(new double[][] {{1}}), Shop.CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("daysSinceLast");
        FeatureMatrix empty = FeatureMatrix.of(COLUMNS, new double[0][]);
        assertThatThrownBy(() -> RfmScores.quintiles().fit(empty, Shop.CONTEXT))
                .isInstanceOf(InvalidInputException.class);
    }
}
