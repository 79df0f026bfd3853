package io.github.segmentation4j.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.run.InvalidInputException;
import org.junit.jupiter.api.Test;

class GridTest {

    @Test
    void valuesAreCutTowardZeroAndBoundsUp() {
        Grid quarter = Grid.ofExponent(-2);
        assertThat(quarter.toUnits(1.2)).isEqualTo(4);
        assertThat(quarter.toUnits(-1.2)).isEqualTo(-4);
        assertThat(quarter.toUnitsUp(1.2)).isEqualTo(5);
        assertThat(quarter.toUnitsUp(1.25)).isEqualTo(5);
        assertThat(quarter.toUnitsUp(Double.MIN_VALUE)).isEqualTo(1);
        assertThat(quarter.toValue(5)).isEqualTo(1.25);
        assertThat(quarter).isEqualTo(Grid.ofExponent(-2)).isNotEqualTo(Grid.ofExponent(-3));
        assertThat(quarter).hasSameHashCodeAs(Grid.ofExponent(-2)).hasToString("grid of step 2^-2");
    }

    @Test
    void aFittingGridIsTheFinest() {
        for (double bound : new double[] {1e-30, 0.3, 1, 7, 1e30}) {
            Grid grid = Grid.fitting(bound, 20);
            assertThat(grid.toUnits(bound)).isBetween(1L << 19, (1L << 20) - 1);
            assertThat(grid.step()).isEqualTo(Math.scalb(1.0, grid.exponent()));
        }
    }

    @Test
    void whatHasNoPlaceOnAGridIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Grid.ofExponent(1001));
        assertThatIllegalArgumentException().isThrownBy(() -> Grid.fitting(Double.NaN, 20));
        assertThatIllegalArgumentException().isThrownBy(() -> Grid.fitting(1e-305, 20));
        assertThatIllegalArgumentException().isThrownBy(() -> Grid.fitting(1, 62));
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0x1p62, -0x1p62}) {
            assertThatThrownBy(() -> Grid.ofExponent(0).toUnits(bad)).isInstanceOf(ArithmeticException.class);
        }
        Grid unit = Grid.ofExponent(0);
        assertThatIllegalArgumentException().isThrownBy(() -> GridSum.of(1, 1, unit));
        assertThatIllegalArgumentException().isThrownBy(() -> GridSum.of(0.1, 0.9, unit));
        assertThatIllegalArgumentException().isThrownBy(() -> GridSum.of(Double.NaN, 1, unit));
        assertThatIllegalArgumentException().isThrownBy(() -> GridSum.of(0, Double.POSITIVE_INFINITY, unit));
        assertThatThrownBy(() -> GridSum.of(0, 2, unit).add(Double.NaN)).isInstanceOf(InvalidInputException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GridSum.of(0, 2, unit).add(GridSum.of(0, 3, unit)));
    }

    @Test
    void sensitivityIsThatOfTheAdjacency() {
        GridSum sum = GridSum.of(-3.5, 2, Grid.ofExponent(0));
        assertThat(sum.sensitivity(Adjacency.ADD_OR_REMOVE)).isEqualTo(3);
        assertThat(sum.sensitivity(Adjacency.REPLACE)).isEqualTo(5);
        sum.add(Double.NEGATIVE_INFINITY);
        sum.add(17);
        assertThat(sum.units()).isEqualTo(-1);
        assertThat(sum.grid()).isEqualTo(Grid.ofExponent(0));
    }

    /** A sum of doubles stops taking in small values once it has a large one, so their order alone moves it by hundreds. */
    @Test
    void hazard3TheOrderOfTheValuesDoesNotMoveASum() {
        SeededRandom random = SeededRandom.of(1);
        double[] values = new double[2_001];
        values[0] = 0x1p53;
        for (int i = 1; i < values.length; i++) {
            values[i] = random.nextDouble();
        }
        GridSum forward = GridSum.of(0, 0x1p53, Grid.ofExponent(-5));
        GridSum backward = GridSum.of(0, 0x1p53, Grid.ofExponent(-5));
        double floatingForward = 0;
        double floatingBackward = 0;
        for (int i = 0; i < values.length; i++) {
            floatingForward += values[i];
            floatingBackward += values[values.length - 1 - i];
            forward.add(values[i]);
            backward.add(values[values.length - 1 - i]);
        }
        assertThat(floatingBackward - floatingForward).isGreaterThan(500);
        assertThat(forward.units()).isEqualTo(backward.units());
    }

    @Test
    void hazard3OneValueMoreOrLessMovesASumByAtMostItsSensitivity() {
        SeededRandom random = SeededRandom.of(2);
        for (int repetition = 0; repetition < 50; repetition++) {
            GridSum all = GridSum.of(-1.3, 0.7, Grid.ofExponent(-20));
            GridSum rest = GridSum.of(-1.3, 0.7, Grid.ofExponent(-20));
            for (int i = 0; i < 200; i++) {
                double value = 3 * random.nextGaussian();
                all.add(value);
                if (i > 0) {
                    rest.add(value);
                }
            }
            assertThat(Math.abs(all.units() - rest.units()))
                    .isLessThanOrEqualTo(all.sensitivity(Adjacency.ADD_OR_REMOVE));
        }
    }

    @Test
    void hazard3ASumIsTheSameHoweverItIsSplitAndOverflowsOnlyAtItsEnd() {
        Grid grid = Grid.ofExponent(0);
        GridSum up = GridSum.of(-0x1p61, 0x1p61, grid);
        GridSum down = GridSum.of(-0x1p61, 0x1p61, grid);
        for (int i = 0; i < 10; i++) {
            up.add(0x1p61);
            down.add(-0x1p61);
        }
        down.add(5);
        assertThatThrownBy(up::units).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(down::units).isInstanceOf(ArithmeticException.class);
        up.add(down);
        assertThat(up.units()).isEqualTo(5);
    }
}
