package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tree of five rows says: 1 and 3 merged at 1, 0 and 4 at 2, 2 with the first pair at 3, all at 7. */
class DendrogramTest {
    private static final Dendrogram TREE =
            new Dendrogram(5, new int[] {1, 0, 2, 6}, new int[] {3, 4, 5, 7}, new double[] {1, 2, 3, 7});

    /** The second merge lies below the first, which it contains. */
    private static final Dendrogram INVERTED =
            new Dendrogram(4, new int[] {0, 2, 3}, new int[] {1, 4, 5}, new double[] {5, 4, 9});

    @Test
    void mergesAreTheirPartsHeightsAndSizes() {
        assertThat(TREE.leafCount()).isEqualTo(5);
        assertThat(TREE.merges())
                .containsExactly(
                        new Dendrogram.Merge(1, 3, 1, 2),
                        new Dendrogram.Merge(0, 4, 2, 2),
                        new Dendrogram.Merge(2, 5, 3, 3),
                        new Dendrogram.Merge(6, 7, 7, 5));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> TREE.merges().remove(0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> TREE.merges().get(4));
    }

    @ParameterizedTest
    @CsvSource({"1, 00000", "2, 01110", "3, 01210", "4, 01213", "5, 01234"})
    void cutUndoesTheLastMerges(int clusters, String labels) {
        assertThat(TREE.cut(clusters)).isEqualTo(digits(labels));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 01234",
        "0.9, 01234",
        "1, 01213",
        "2.5, 01210",
        "3, 01110",
        "6.9, 01110",
        "7, 00000",
        "Infinity, 00000"
    })
    void cutAtAHeightMakesTheMergesUpToIt(double height, String labels) {
        assertThat(TREE.cutAt(height)).isEqualTo(digits(labels));
    }

    @ParameterizedTest
    @CsvSource({"3.9, 0123", "4, 0123", "4.9, 0123", "5, 0001", "9, 0000"})
    void cutAtAHeightLeavesNoHigherMergeInside(double height, String labels) {
        assertThat(INVERTED.cutAt(height)).isEqualTo(digits(labels));
        assertThat(INVERTED.cut(3)).isEqualTo(digits("0012"));
        assertThat(INVERTED.cut(2)).isEqualTo(digits("0001"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 3, 1", "3, 1, 1", "0, 4, 2", "2, 1, 3", "3, 2, 3", "0, 1, 7", "2, 4, 7"})
    void copheneticDistanceIsTheHeightAtWhichRowsMeet(int row, int other, double height) {
        assertThat(TREE.copheneticDistance(row, other)).isEqualTo(height);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 6})
    void otherNumbersOfClustersAreRefused(int clusters) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TREE.cut(clusters))
                .withMessage("clusters must be between 1 and the 5 rows, was " + clusters);
    }

    @Test
    void otherHeightsAndRowsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TREE.cutAt(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> TREE.cutAt(Double.NaN));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> TREE.copheneticDistance(0, 5));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> TREE.copheneticDistance(-1, 0));
    }

    @Test
    void oneRowIsATreeWithoutMerges() {
        Dendrogram one = new Dendrogram(1, new int[0], new int[0], new double[0]);
        assertThat(one.merges()).isEmpty();
        assertThat(one.cut(1)).containsExactly(0);
        assertThat(one.cutAt(0)).containsExactly(0);
        assertThat(one.copheneticDistance(0, 0)).isZero();
    }

    private static int[] digits(String labels) {
        return labels.chars().map(Character::getNumericValue).toArray();
    }
}
