package io.github.segmentation4j.privacy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FittedTransform;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.ledger.MemoryLedger;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ColumnBoundsTest {
    private static FeatureMatrix matrix() {
        SeededRandom random = SeededRandom.of(1);
        double[][] rows = new double[5_000][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = new double[] {
                20 + 60 * random.nextDouble(), -3 * random.nextDouble(), 1000 * (random.nextDouble() - 0.5), 0
            };
        }
        // One row alone, which no bound may follow.
        rows[17][0] = 1e9;
        return FeatureMatrix.of(rows);
    }

    @Test
    void boundsThatAreNoneAreRefused() {
        double[][] lower = {{0}, {1}, {Double.NaN}, {0}, {-Double.MAX_VALUE}, {0, 0}, {}};
        double[][] upper = {{0}, {0}, {1}, {Double.POSITIVE_INFINITY}, {Double.MAX_VALUE}, {1}, {}};
        for (int i = 0; i < lower.length; i++) {
            double[] low = lower[i];
            double[] high = upper[i];
            assertThatThrownBy(() -> ColumnBounds.of(low, high)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void boundsAreCopied() {
        double[] lower = {0};
        ColumnBounds bounds = ColumnBounds.of(lower, new double[] {2});
        lower[0] = 1;
        assertThat(bounds.lower(0)).isZero();
        assertThat(bounds).isEqualTo(ColumnBounds.same(1, 0, 2)).hasSameHashCodeAs(ColumnBounds.same(1, 0, 2));
    }

    @Test
    void privateBoundsHoldNearlyAllRowsAndFollowNoSingleOne() {
        ColumnBounds bounds = ColumnBounds.privately(matrix(), Fits.charge(1, 1), Fits.CONTEXT);
        assertThat(bounds.learned()).isEqualTo(Learning.PRIVATELY);
        assertThat(bounds.lower(0)).isEqualTo(16);
        assertThat(bounds.upper(0)).isEqualTo(128);
        assertThat(bounds.lower(1)).isEqualTo(-4);
        assertThat(bounds.upper(1)).isLessThan(0.0).isGreaterThan(-0.5);
        assertThat(bounds.lower(2)).isEqualTo(-512);
        assertThat(bounds.upper(2)).isEqualTo(512);
        assertThat(bounds.lower(3)).isLessThan(0.0);
        assertThat(bounds.upper(3)).isGreaterThan(0.0).isLessThan(1e-11);
    }

    @Test
    void everyValueLiesInItsBin() {
        double[] values = {0, 1e-300, -1e-300, 1, -1, 1.5, -2, 3e17, -3e17, 1e300, -1e300, Double.MIN_VALUE};
        for (double value : values) {
            int bin = LogHistogram.bin(value);
            assertThat(bin).isBetween(0, LogHistogram.BINS - 1);
            assertThat(LogHistogram.bin(-value)).isEqualTo(LogHistogram.BINS - 1 - bin);
        }
        assertThat(LogHistogram.bin(2)).isEqualTo(LogHistogram.bin(1.9) + 1);
    }

    @Test
    void privateBoundsAreChargedOnceAndNoiseThatHidesAllIsAnError() {
        MemoryLedger ledger = MemoryLedger.of("rows", PrivacyBudget.of(1, Fits.DELTA));
        PrivacyCharge charge =
                PrivacyCharge.ofCost(0.01, Fits.DELTA, ledger, "rows").withNoise(() -> SeededNoise.of(2));
        FeatureMatrix few = FeatureMatrix.of(new double[][] {{1, 2}, {3, 4}});
        assertThatThrownBy(() -> ColumnBounds.privately(few, charge, Fits.CONTEXT))
                .isInstanceOf(InvalidInputException.class);
        assertThat(ledger.spent("rows").epsilon()).isCloseTo(0.01, Offset.offset(1e-6));
    }

    @Test
    void nothingIsChargedForMissingValues() {
        MemoryLedger ledger = Fits.ledger();
        PrivacyCharge charge = PrivacyCharge.ofCost(1, Fits.DELTA, ledger, "rows");
        FeatureMatrix missing = FeatureMatrix.of(new double[][] {{Double.NaN}});
        assertThatThrownBy(() -> ColumnBounds.privately(missing, charge, Fits.CONTEXT))
                .isInstanceOf(InvalidInputException.class);
        assertThat(ledger.spent("rows")).isEqualTo(PrivacyCost.NONE);
    }

    @Test
    void nothingIsChargedWhereNoNoiseCanBeHad() {
        MemoryLedger ledger = Fits.ledger();
        PrivacyCharge charge = PrivacyCharge.ofCost(1, Fits.DELTA, ledger, "rows")
                .withNoise(() -> {
                    throw new IllegalStateException("no noise");
                });
        assertThatThrownBy(() -> ColumnBounds.privately(matrix(), charge, Fits.CONTEXT))
                .hasMessage("no noise");
        assertThat(ledger.spent("rows")).isEqualTo(PrivacyCost.NONE);
    }

    @Test
    void scalingBringsColumnsToOneRangeAndClips() {
        FeatureMatrix rows = FeatureMatrix.of(new double[][] {{0, 5}, {10, -7}, {20, Double.NaN}});
        FittedTransform fitted = PrivateScaling.within(ColumnBounds.of(new double[] {0, 0}, new double[] {10, 20}))
                .fit(rows, Fits.CONTEXT);
        FeatureMatrix scaled = fitted.apply(rows, Fits.CONTEXT);
        assertThat(scaled.column(0)).containsExactly(-1, 1, 1);
        assertThat(scaled.column(1)).containsExactly(-0.5, -1, Double.NaN);
        assertThat(fitted.learned()).isEqualTo(Learning.NOTHING);
    }

    @Test
    void scalingThatLearnsDoesSoPrivatelyAndIsRestored() {
        MemoryLedger ledger = Fits.ledger();
        PrivacyCharge charge =
                PrivacyCharge.ofCost(1, Fits.DELTA, ledger, "rows").withNoise(() -> SeededNoise.of(1));
        FittedTransform fitted = PrivateScaling.learned(charge).fit(matrix(), Fits.CONTEXT);
        assertThat(fitted.learned()).isEqualTo(Learning.PRIVATELY);
        assertThat(ledger.spent("rows").epsilon()).isCloseTo(1, Offset.offset(1e-6));
        assertThat(PrivateScaling.restore(fitted.state()).learned()).isEqualTo(Learning.PRIVATELY);
        FittedTransform elsewhere =
                PrivateScaling.within(ColumnBounds.same(2, 0, 1)).fit(FeatureMatrix.of(new double[1][2]), Fits.CONTEXT);
        assertThatThrownBy(() -> elsewhere.apply(matrix(), Fits.CONTEXT)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void alteredStatesOfScalingAreRefused() {
        ModelState.Builder state = ModelState.of(PrivateScaling.TYPE)
                .putChildren("inputs", List.of())
                .put("lower", new double[] {0})
                .put("upper", new double[] {1});
        assertThatThrownBy(() ->
                        PrivateScaling.restore(state.put("learned", "NOTHING").build()))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> PrivateScaling.restore(ModelState.of("other/1").build()))
                .isInstanceOf(InvalidInputException.class);
    }
}
