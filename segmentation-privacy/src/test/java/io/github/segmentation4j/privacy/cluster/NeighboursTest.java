package io.github.segmentation4j.privacy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One row more, one less or another one moves what is counted by no more than the noise is made for. */
class NeighboursTest {
    private static final int COLUMNS = 4;

    private record Pair(double[][] one, double[][] other, boolean replaced) {}

    /** Neighbours: a row more where the seed is even, another one where it is odd; sometimes from none. */
    private static Pair pair(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int count = (int) (seed % 7) * 60;
        double[][] more = Fits.uniform(COLUMNS, count + 1, random);
        if (seed % 3 == 0) {
            // The farthest corner, and beyond all bounds.
            more[count] = new double[] {1e300, -1e300, 1, -1};
        }
        if (seed % 2 == 0) {
            return new Pair(Arrays.copyOf(more, count), more, false);
        }
        double[][] replaced = more.clone();
        replaced[count] = new double[] {-1, 1, -1e300, random.nextDouble()};
        return new Pair(more, replaced, true);
    }

    private static double length(long[] first, long[] second) {
        double square = 0;
        for (int i = 0; i < first.length; i++) {
            square += (double) (first[i] - second[i]) * (first[i] - second[i]);
        }
        return Math.sqrt(square);
    }

    private static Answers answers(boolean replaced) {
        PrivacyCharge charge = Fits.charge(1, replaced ? Adjacency.REPLACE : Adjacency.ADD_OR_REMOVE, 1);
        return new Answers(charge, SeededNoise.of(1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 1, 4})
    void aRowChangesTheCountsSumsAndSquaresOfAStepByAtMostTheirSensitivity(double radius) {
        for (long seed = 0; seed < 100; seed++) {
            Pair pair = pair(seed);
            Answers answers = answers(pair.replaced());
            GridRows one = Fits.grid(pair.one(), COLUMNS);
            GridRows other = Fits.grid(pair.other(), COLUMNS);
            SeededRandom random = SeededRandom.of(seed);
            double[][] centres = Fits.uniform(COLUMNS, 5, random);
            Arrays.setAll(centres, j -> one.placed(centres[j]));
            RowPass.Totals first = new RowPass(one, centres, radius).run();
            RowPass.Totals second = new RowPass(other, centres, radius).run();
            assertThat(length(first.counts(), second.counts())).isLessThanOrEqualTo(answers.countSensitivity());
            assertThat(length(first.sums(), second.sums()))
                    .isLessThanOrEqualTo(answers.sumSensitivity(RowPass.length(radius)));
            assertThat((double) Math.abs(first.squares() - second.squares()))
                    .isLessThanOrEqualTo(RowPass.square(radius));
        }
    }

    @Test
    void aRowChangesMomentsAndCellsByAtMostTheirSensitivity() {
        for (long seed = 0; seed < 100; seed++) {
            Pair pair = pair(seed);
            Answers answers = answers(pair.replaced());
            GridRows one = Fits.grid(pair.one(), COLUMNS);
            GridRows other = Fits.grid(pair.other(), COLUMNS);
            double[] centre = one.placed(new double[] {0.1, -0.3, 0, 0.9});
            double[] reach = {1, 0.5, 0.125, 2 * GridRows.STEP};
            long[] first = moments(one, centre, reach);
            long[] second = moments(other, centre, reach);
            double length =
                    Math.sqrt(Arrays.stream(reach).map(value -> value * value).sum());
            assertThat(length(Arrays.copyOf(first, COLUMNS), Arrays.copyOf(second, COLUMNS)))
                    .isLessThanOrEqualTo(answers.sumSensitivity(RowPass.length(length)));
            assertThat(length(
                            Arrays.copyOfRange(first, COLUMNS, 2 * COLUMNS),
                            Arrays.copyOfRange(second, COLUMNS, 2 * COLUMNS)))
                    .isLessThanOrEqualTo(Spread.squareLength(reach));
            Spread spread = new Spread(100, new double[COLUMNS], new double[] {0.2, 0.1, 0.3, 0.05});
            assertThat(length(
                            Cells.cubes(one, spread, 500).counts(),
                            Cells.cubes(other, spread, 500).counts()))
                    .isLessThanOrEqualTo(answers.countSensitivity());
        }
    }

    private static long[] moments(GridRows rows, double[] centre, double[] reach) {
        return Spread.moments(rows, centre, reach, 0, rows.points().blockCount());
    }

    @Test
    void aRowChangesTheHistogramOfBoundsByAtMostItsSensitivity() {
        for (long seed = 1; seed < 100; seed += 2) {
            Pair pair = pair(seed);
            long[] first = LogHistogram.counts(FeatureMatrix.of(pair.one()), Fits.CONTEXT);
            long[] second = LogHistogram.counts(FeatureMatrix.of(pair.other()), Fits.CONTEXT);
            assertThat(length(first, second)).isLessThanOrEqualTo(Math.sqrt(2 * COLUMNS) + 1e-12);
        }
    }

    @Test
    void hazard3SumsOfClippedRowsAreExactInAnyOrderAndNoRowGrows() {
        double[][] rows = Fits.uniform(COLUMNS, 9_001, SeededRandom.of(3));
        GridRows grid = Fits.grid(rows, COLUMNS);
        int[] order = new int[rows.length];
        Arrays.setAll(order, r -> r);
        SeededRandom.of(4).shuffle(order);
        double[][] shuffled = new double[rows.length][];
        Arrays.setAll(shuffled, r -> rows[order[r]]);
        double[][] centres = {grid.placed(new double[COLUMNS]), grid.placed(new double[] {0.5, 0.1, 0, -0.3})};
        RowPass.Totals expected = new RowPass(grid, centres, 0.4).run();
        RowPass.Totals found = new RowPass(Fits.grid(shuffled, COLUMNS), centres, 0.4).run();
        assertThat(found.counts()).isEqualTo(expected.counts());
        assertThat(found.sums()).isEqualTo(expected.sums());
        assertThat(found.squares()).isEqualTo(expected.squares());
        PointBlocks points = grid.points();
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < COLUMNS; c++) {
                double placed = points.get(r, c) * grid.factor();
                assertThat(Math.abs(placed)).isLessThanOrEqualTo(Math.min(1, Math.abs(rows[r][c])));
                assertThat(placed).isCloseTo(Math.max(-1, Math.min(1, rows[r][c])), Offset.offset(2 * GridRows.STEP));
                assertThat(points.get(r, c) * GridRows.UNITS % 1).isZero();
            }
        }
    }

    @Test
    void hazard9ReplacingARowTakesTwiceTheNoiseOnSums() {
        assertThat(answers(true).sumDeviation(100, 0.5))
                .isCloseTo(2 * answers(false).sumDeviation(100, 0.5), Offset.offset(1e-6));
        assertThat(answers(true).countDeviation(0.5))
                .isCloseTo(Math.sqrt(2) * answers(false).countDeviation(0.5), Offset.offset(1e-6));
    }
}
