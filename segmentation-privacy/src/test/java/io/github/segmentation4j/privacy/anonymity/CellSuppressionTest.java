package io.github.segmentation4j.privacy.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.anonymity.SensitivityRule.Protection;
import io.github.segmentation4j.privacy.anonymity.SuppressedTable.Status;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellSuppressionTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static long[][] table(SeededRandom random, int rows, int columns, int bound) {
        long[][] counts = new long[rows][columns];
        for (long[] row : counts) {
            for (int column = 0; column < columns; column++) {
                row[column] = random.nextInt(bound);
            }
        }
        return counts;
    }

    /** Tries every table of whole numbers from 0 to a bound and keeps those that look like the published one. */
    private static final class Attack {
        private final SuppressedTable published;
        private final int most;
        private final long[][] guess;
        private final long[][] least;
        private final long[][] greatest;

        Attack(SuppressedTable published, int most) {
            this.published = published;
            this.most = most;
            guess = new long[published.rows() + 1][published.columns() + 1];
            least = new long[guess.length][guess[0].length];
            greatest = new long[guess.length][guess[0].length];
            for (long[] row : least) {
                Arrays.fill(row, Long.MAX_VALUE);
            }
            guess(0);
        }

        private void guess(int cell) {
            int rows = published.rows();
            int columns = published.columns();
            if (cell == rows * columns) {
                judge();
                return;
            }
            int row = cell / columns;
            int column = cell % columns;
            OptionalLong shown = published.value(row, column);
            for (long value = shown.orElse(0); value <= shown.orElse(most); value++) {
                guess[row][column] = value;
                guess(cell + 1);
            }
        }

        private void judge() {
            int rows = published.rows();
            int columns = published.columns();
            Arrays.fill(guess[rows], 0);
            for (int row = 0; row < rows; row++) {
                guess[row][columns] = 0;
                for (int column = 0; column < columns; column++) {
                    guess[row][columns] += guess[row][column];
                    guess[rows][column] += guess[row][column];
                }
                guess[rows][columns] += guess[row][columns];
            }
            for (int row = 0; row <= rows; row++) {
                for (int column = 0; column <= columns; column++) {
                    OptionalLong shown = published.value(row, column);
                    if (shown.isPresent() && shown.getAsLong() != guess[row][column]) {
                        return;
                    }
                }
            }
            for (int row = 0; row <= rows; row++) {
                for (int column = 0; column <= columns; column++) {
                    least[row][column] = Math.min(least[row][column], guess[row][column]);
                    greatest[row][column] = Math.max(greatest[row][column], guess[row][column]);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void boundsAreThoseOfAllTablesThatLookTheSame(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        long[][] counts = table(random, 2, 3, 6);
        SuppressedTable published = CellSuppression.of(SensitivityRule.minimumFrequency(2 + random.nextInt(2)))
                .hideCounts(counts, CONTEXT);
        int most = 12;
        Attack attack = new Attack(published, most);
        for (int row = 0; row <= 2; row++) {
            for (int column = 0; column <= 3; column++) {
                SuppressedTable.Bounds bounds = published.bounds(row, column);
                assertThat(attack.least[row][column]).isEqualTo(bounds.lower());
                // The attack tries values up to a bound only, so it may stay below a greater one.
                if (bounds.upper().isPresent() && bounds.upper().getAsLong() <= 6) {
                    assertThat(attack.greatest[row][column])
                            .isEqualTo(bounds.upper().getAsLong());
                } else {
                    assertThat(attack.greatest[row][column]).isGreaterThan(6);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noSensitiveCellCanBeNarrowedDown(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int minimum = 11;
        long[][] counts = table(random, 2 + random.nextInt(9), 2 + random.nextInt(9), 3 + random.nextInt(80));
        SuppressedTable published =
                CellSuppression.of(SensitivityRule.minimumFrequency(minimum)).hideCounts(counts, CONTEXT);
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < counts[row].length; column++) {
                boolean small = counts[row][column] > 0 && counts[row][column] < minimum;
                assertThat(published.status(row, column) == Status.SENSITIVE).isEqualTo(small);
                if (small) {
                    SuppressedTable.Bounds bounds = published.bounds(row, column);
                    assertThat(bounds.lower()).isZero();
                    assertThat(bounds.upper().orElse(Long.MAX_VALUE)).isGreaterThanOrEqualTo(minimum);
                } else if (published.status(row, column) == Status.SHOWN) {
                    assertThat(published.value(row, column)).hasValue(counts[row][column]);
                }
            }
        }
    }

    @Test
    void oneSmallCellTakesThreeOthersWithIt() {
        long[][] counts = {{3, 50, 60}, {70, 40, 80}, {90, 95, 99}};
        SuppressedTable published =
                CellSuppression.of(SensitivityRule.minimumFrequency(10)).hideCounts(counts, CONTEXT);
        assertThat(published.status(0, 0)).isEqualTo(Status.SENSITIVE);
        assertThat(published.value(0, 0)).isEmpty();
        // The cheapest rectangle: 3, 50, 70 and 40; the first may take over all of the 50.
        assertThat(published.hiddenCells()).isEqualTo(4);
        assertThat(published.status(1, 1)).isEqualTo(Status.COMPLEMENTARY);
        assertThat(published.bounds(0, 0)).isEqualTo(new SuppressedTable.Bounds(0, OptionalLong.of(53)));
    }

    @Test
    void tablesWithoutSensitiveCellsAreLeftAsTheyAre() {
        SuppressedTable published = CellSuppression.of(SensitivityRule.minimumFrequency(10))
                .hideCounts(new long[][] {{0, 50}, {70, 10}}, CONTEXT);
        assertThat(published.hiddenCells()).isZero();
        assertThat(published.value(2, 2)).hasValue(130);
    }

    @Test
    void aTableOfOneSmallCellShowsNothing() {
        SuppressedTable published =
                CellSuppression.of(SensitivityRule.minimumFrequency(10)).hideCounts(new long[][] {{4}}, CONTEXT);
        assertThat(published.hiddenCells()).isEqualTo(4);
        assertThat(published.bounds(0, 0)).isEqualTo(new SuppressedTable.Bounds(0, OptionalLong.empty()));
    }

    @Test
    void dominatedCellsNeedTheDoubtThatTheirRuleAsksFor() {
        // The largest gives 80 of 100: at a share of 0.75 the total would have to be 107 to be safe.
        assertThat(SensitivityRule.dominance(1, 0.75).protection(80, 15, 5)).hasValue(new Protection(7, 7));
        assertThat(SensitivityRule.dominance(1, 0.8).protection(80, 15, 5)).isEmpty();
        assertThat(SensitivityRule.dominance(2, 0.95).protection(80, 15, 5)).isEmpty();
        // Others than the two largest hide 5, a tenth of the largest is 8.
        assertThat(SensitivityRule.percent(0.1).protection(80, 15, 5)).hasValue(new Protection(3, 3));
        assertThat(SensitivityRule.percent(0.0625).protection(80, 15, 5)).isEmpty();
        assertThat(SensitivityRule.percent(0.1).protection()).isEmpty();
        assertThat(SensitivityRule.percent(0.1).protection(0, 0)).isEmpty();
        assertThat(SensitivityRule.percent(0.5).protection(7)).hasValue(new Protection(4, 4));
    }

    @Test
    void sumsAreHiddenByWhatTheirContributorsGive() {
        long[][][] contributions = {
            {{900, 20, 10}, {100, 100, 100, 100}, {90, 90, 90}},
            {{80, 85, 90}, {70, 75, 80, 20}, {60, 61, 62}},
        };
        SuppressedTable published =
                CellSuppression.of(SensitivityRule.percent(0.15)).hideSums(contributions, CONTEXT);
        assertThat(published.status(0, 0)).isEqualTo(Status.SENSITIVE);
        SuppressedTable.Bounds bounds = published.bounds(0, 0);
        // 0.15 x 900 - 10.
        assertThat(bounds.lower()).isLessThanOrEqualTo(930 - 125);
        assertThat(bounds.upper().orElse(Long.MAX_VALUE)).isGreaterThanOrEqualTo(930 + 125);
        assertThat(published.value(0, 1)).hasValue(400);
    }

    @Test
    void badTablesAndOptionsAreRefused() {
        CellSuppression rule = CellSuppression.of(SensitivityRule.minimumFrequency(10));
        for (long[][] bad : new long[][][] {{}, {{}}, {{1}, {1, 2}}, {{-1}}}) {
            assertThatThrownBy(() -> rule.hideCounts(bad, CONTEXT)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> rule.hideCounts(new long[][] {{Long.MAX_VALUE, 1}}, CONTEXT))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() ->
                        CellSuppression.of(SensitivityRule.percent(0.1)).hideCounts(new long[][] {{1}}, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SensitivityRule.dominance(0, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SensitivityRule.dominance(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SensitivityRule.percent(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SensitivityRule.minimumFrequency(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cancelledSuppressionStops() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        assertThatThrownBy(() -> CellSuppression.of(SensitivityRule.minimumFrequency(10))
                        .hideCounts(new long[][] {{4}}, CONTEXT.withCancellation(cancellation)))
                .isInstanceOf(CancelledException.class);
    }
}
