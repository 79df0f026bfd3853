package io.github.segmentation4j.fairness.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PooledCellsTest {

    @Test
    void theRarestAreTogetherAndWhatIsLeftOverJoinsTheLastCell() {
        PooledCells cells = PooledCells.of(new double[] {3, 2, 2, 2, 2, 3});
        assertThat(cells.cells()).isEqualTo(List.of(List.of(1, 2, 3), List.of(4, 0, 5)));
        assertThat(cells.pooledGroups()).isEqualTo(6);
    }

    @Test
    void nobodyIsDropped() {
        PooledCells cells = PooledCells.of(new double[] {6, 1, 7, 4.5, 0});
        assertThat(cells.sums(new long[] {6, 1, 8, 4, 2})).containsExactly(7, 6, 8);
        assertThat(cells.sums(new double[] {.3, .05, .4, .2, .05})).hasSize(3);
    }

    @Test
    void largeGroupsStayAlone() {
        PooledCells cells = PooledCells.of(new double[] {5, 50, 500});
        assertThat(cells.size()).isEqualTo(3);
        assertThat(cells.pooledGroups()).isZero();
    }

    @Test
    void tooFewPersonsMakeNoCell() {
        assertThat(PooledCells.of(new double[] {1, 2}).size()).isZero();
        assertThat(PooledCells.of(new double[0]).size()).isZero();
    }
}
