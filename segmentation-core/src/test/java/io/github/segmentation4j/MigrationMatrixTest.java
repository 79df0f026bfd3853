package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationMatrixTest {
    private static final int NOISE = Clustering.NOISE;

    /** a and b stay together, c changes, d falls out of all segments, e leaves; f and g join. */
    private static final MigrationMatrix SMALL = MigrationMatrix.of(
            List.of("a", "b", "c", "d", "e"),
            new int[] {0, 0, 1, 1, NOISE},
            List.of("f", "d", "c", "b", "a", "g"),
            new int[] {2, NOISE, 0, 0, 0, NOISE});

    @Test
    void countsWhoMovedWhereWhoJoinedAndWhoLeft() {
        assertThat(SMALL.oldSegments()).isEqualTo(2);
        assertThat(SMALL.newSegments()).isEqualTo(3);
        assertThat(SMALL.count(0, 0)).isEqualTo(2);
        assertThat(SMALL.count(1, 0)).isEqualTo(1);
        assertThat(SMALL.count(1, NOISE)).isEqualTo(1);
        assertThat(SMALL.count(0, 2)).isZero();
        assertThat(SMALL.left(NOISE)).isEqualTo(1);
        assertThat(SMALL.joined(2)).isEqualTo(1);
        assertThat(SMALL.joined(NOISE)).isEqualTo(1);
        assertThat(SMALL.common()).isEqualTo(4);
    }

    @Test
    void ratesAreSharesAndUndeterminedWhereNobodyIs() {
        assertThat(SMALL.outflow(1, NOISE)).isEqualTo(Statistic.of(0.5));
        assertThat(SMALL.inflow(0, 0)).isEqualTo(Statistic.of(2 / 3.0));
        assertThat(SMALL.leavingRate(NOISE)).isEqualTo(Statistic.of(1));
        assertThat(SMALL.joiningRate(2)).isEqualTo(Statistic.of(1));
        assertThat(SMALL.outflow(NOISE, 0)).isInstanceOf(Statistic.Undetermined.class);
        assertThat(SMALL.inflow(0, 2)).isInstanceOf(Statistic.Undetermined.class);
        assertThat(SMALL.joiningRate(1)).isInstanceOf(Statistic.Undetermined.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void equalsCountingByHandAndItsMarginsAreTheSizes(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        Map<String, Integer> old = new HashMap<>();
        Map<String, Integer> current = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            if (random.nextInt(4) > 0) {
                old.put("c" + i, random.nextInt(5) - 1);
            }
            if (random.nextInt(4) > 0) {
                current.put("c" + i, random.nextInt(7) - 1);
            }
        }
        List<String> oldIds = new ArrayList<>(old.keySet());
        List<String> newIds = new ArrayList<>(current.keySet());
        MigrationMatrix moves = MigrationMatrix.of(
                oldIds,
                oldIds.stream().mapToInt(old::get).toArray(),
                newIds,
                newIds.stream().mapToInt(current::get).toArray());
        for (int i = NOISE; i < 4; i++) {
            long row = 0;
            for (int j = NOISE; j < 6; j++) {
                int from = i;
                int to = j;
                assertThat(moves.count(i, j))
                        .isEqualTo(old.keySet().stream()
                                .filter(id -> old.get(id) == from && current.getOrDefault(id, -2) == to)
                                .count());
                row += moves.count(i, j);
            }
            int from = i;
            assertThat(moves.staying(i)).isEqualTo(row);
            assertThat(moves.oldSize(i))
                    .isEqualTo(old.values().stream().filter(l -> l == from).count());
        }
        long joined = 0;
        for (int j = NOISE; j < 6; j++) {
            int to = j;
            assertThat(moves.newSize(j))
                    .isEqualTo(current.values().stream().filter(l -> l == to).count());
            joined += moves.joined(j);
        }
        assertThat(joined + moves.common()).isEqualTo(current.size());
    }

    @Test
    void theExhibitHasOneCountOfPersonsForEachFlow() {
        Exhibit.Flows moves = (Exhibit.Flows) SMALL.exhibit(List.of("1 A", "2 B"), List.of("1 A", "3 C", "4 D"));
        assertThat(List.of(moves.fromLabel(), moves.toLabel())).containsExactly("before", "after");
        assertThat(moves.flows())
                .containsExactly(
                        flow("1 A", "1 A", 2),
                        flow("2 B", "1 A", 1),
                        flow("2 B", "no segment", 1),
                        flow("no segment", "left", 1),
                        flow("joined", "4 D", 1),
                        flow("joined", "no segment", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.exhibit(List.of("1 A"), List.of("1 A", "3 C", "4 D")))
                .withMessageContaining("each of the 2 segments of the earlier run, were 1");
        for (String wrong : List.of("1 A", "left", "joined", "no segment")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SMALL.exhibit(List.of("1 A", wrong), List.of("1 A", "3 C", "4 D")))
                    .withMessageContaining("must be different");
        }
    }

    private static Exhibit.Flow flow(String from, String to, long customers) {
        return new Exhibit.Flow(from, to, new Exhibit.Cell.Count(customers));
    }

    @Test
    void runsWithoutCustomersOrWithoutCommonOnesHaveNoMoves() {
        MigrationMatrix none = MigrationMatrix.of(List.of(), new int[0], List.of(), new int[0]);
        assertThat(none.common()).isZero();
        assertThat(none.oldSize(0)).isZero();
        assertThat(none.leavingRate(0)).isInstanceOf(Statistic.Undetermined.class);
        MigrationMatrix strangers = MigrationMatrix.of(List.of("a"), new int[] {0}, List.of("b"), new int[] {0});
        assertThat(strangers.common()).isZero();
        assertThat(strangers.left(0)).isEqualTo(1);
        assertThat(strangers.joined(0)).isEqualTo(1);
    }

    @Test
    void whatIsNoRunIsRefusedWithoutNamingACustomer() {
        int[] two = {0, 1};
        assertThatThrownBy(() -> MigrationMatrix.of(List.of("zoe", "zoe"), two, List.of(), new int[0]))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 2")
                .hasMessageContaining("earlier")
                .hasMessageNotContaining("zoe");
        // Twice among those who stayed, twice among those who joined.
        for (List<String> old : List.of(List.of("zoe"), List.of("ann"))) {
            assertThatThrownBy(() -> MigrationMatrix.of(old, new int[] {0}, List.of("zoe", "zoe"), two))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("later");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationMatrix.of(List.of("a"), two, List.of(), new int[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationMatrix.of(List.of("a"), new int[] {-2}, List.of(), new int[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationMatrix.of(List.of("a"), new int[] {4096}, List.of(), new int[0]))
                .withMessageContaining("to 4095, was 4096");
        assertThatIllegalArgumentException().isThrownBy(() -> SMALL.count(2, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> SMALL.count(0, -2));
    }
}
