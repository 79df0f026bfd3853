package io.github.segmentation4j.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.internal.kernel.PointBlocks.Storage;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointBlocksTest {
    private static final int ROWS = 2 * PointBlocks.ROWS + 3;
    private static final int COLUMNS = 3;

    @ParameterizedTest
    @EnumSource(Storage.class)
    void everyWayOfReadingGivesTheStoredValues(Storage storage) {
        PointBlocks points = filled(storage);
        double[] room = points.room();
        double[] row = new double[COLUMNS];
        double[] column = new double[ROWS];
        double[] rest = new double[COLUMNS * PointBlocks.ROWS];
        for (int c = 0; c < COLUMNS; c++) {
            for (int b = 0; b < points.blockCount(); b++) {
                points.readColumn(b, c, column, PointBlocks.firstRow(b));
                points.readColumns(b, c, COLUMNS - c, rest);
                for (int p = 0; p < points.rowsIn(b); p++) {
                    int r = PointBlocks.firstRow(b) + p;
                    double expected = stored(storage, value(r, c));
                    points.copyRow(r, row);
                    assertThat(points.get(r, c)).isEqualTo(expected);
                    assertThat(row[c]).isEqualTo(expected);
                    assertThat(column[r]).isEqualTo(expected);
                    assertThat(points.read(b, room)[c * PointBlocks.ROWS + p]).isEqualTo(expected);
                    assertThat(rest[p]).isEqualTo(expected);
                    assertThat(rest[(COLUMNS - 1 - c) * PointBlocks.ROWS + p])
                            .isEqualTo(stored(storage, value(r, COLUMNS - 1)));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void everyWayOfWritingStoresTheSame(Storage storage) {
        PointBlocks columns = empty(storage, COLUMNS);
        PointBlocks blocks = empty(storage, COLUMNS);
        for (int c = 0; c < COLUMNS; c++) {
            double[] column = new double[ROWS];
            for (int r = 0; r < ROWS; r++) {
                column[r] = value(r, c);
            }
            for (int b = 0; b < columns.blockCount(); b++) {
                columns.writeColumn(b, c, column, PointBlocks.firstRow(b));
            }
        }
        PointBlocks exact = filled(Storage.DOUBLES);
        for (int b = 0; b < blocks.blockCount(); b++) {
            blocks.write(b, exact.read(b, exact.room()));
        }
        assertSame(columns, filled(storage));
        assertSame(blocks, filled(storage));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 255, 256, 257, 600})
    void blocksMadeOfRowsHoldThem(int rows) {
        double[][] source = new double[rows][COLUMNS];
        for (int r = 0; r < rows; r++) {
            Arrays.setAll(source[r], c -> value(source.length, c) + 1.0 / (c + 1));
            source[r][0] = r;
        }
        PointBlocks points = PointBlocks.unmade(rows, COLUMNS);
        for (int b = points.blockCount() - 1; b >= 0; b--) {
            points.makeOf(source, b);
        }
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < COLUMNS; c++) {
                assertThat(points.get(r, c)).isEqualTo(source[r][c]);
            }
        }
        int last = points.blockCount() - 1;
        double[] values = points.read(last, points.room());
        for (int c = 0; c < COLUMNS; c++) {
            for (int p = points.rowsIn(last); p < PointBlocks.ROWS; p++) {
                assertThat(values[c * PointBlocks.ROWS + p]).isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"DOUBLES, DOUBLES", "DOUBLES, FLOATS", "FLOATS, DOUBLES", "FLOATS, FLOATS"})
    void columnsOfAnotherMatrixAreRoundedToTheNarrowerStorage(Storage from, Storage to) {
        PointBlocks target = empty(to, 1 + COLUMNS);
        PointBlocks source = filled(from);
        for (int b = 0; b < target.blockCount(); b++) {
            target.writeColumns(b, 1, source);
        }
        for (int r = 0; r < ROWS; r++) {
            assertThat(target.get(r, 0)).isZero();
            for (int c = 0; c < COLUMNS; c++) {
                assertThat(target.get(r, 1 + c)).isEqualTo(stored(to, stored(from, value(r, c))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void unusedPointsOfTheLastBlockAreZero(Storage storage) {
        PointBlocks points = filled(storage);
        double[] last = points.read(2, points.room());
        for (int c = 0; c < COLUMNS; c++) {
            for (int p = points.rowsIn(2); p < PointBlocks.ROWS; p++) {
                assertThat(last[c * PointBlocks.ROWS + p]).isZero();
            }
        }
    }

    @Test
    void doublesAreHandedOutWithoutACopy() {
        PointBlocks points = filled(Storage.DOUBLES);
        assertThat(points.room()).isEmpty();
        assertThat(points.read(1, points.room())).isSameAs(points.read(1, points.room()));
    }

    static Stream<Kernels> available() {
        return Stream.of(Kernels.values()).filter(Kernels::isAvailable);
    }

    @ParameterizedTest
    @MethodSource("available")
    void kernelsFindTheSameForFloatsAsForTheDoublesTheyAre(Kernels kernels) {
        PointBlocks floats = filled(Storage.FLOATS);
        PointBlocks doubles = empty(Storage.DOUBLES, COLUMNS);
        PackedCentroids centroids = new PackedCentroids(7, COLUMNS);
        for (int c = 0; c < COLUMNS; c++) {
            for (int j = 0; j < centroids.count(); j++) {
                centroids.set(j, c, value(j * 70, c));
            }
        }
        for (int b = 0; b < doubles.blockCount(); b++) {
            doubles.writeColumns(b, 0, floats);
            int[][] labels = new int[2][PointBlocks.ROWS];
            double[][] distances = new double[2][PointBlocks.ROWS];
            AssignmentKernel kernel = kernels.create(COLUMNS);
            kernel.load(floats, b);
            kernel.nearest(centroids, labels[0], distances[0]);
            kernel.load(doubles, b);
            kernel.nearest(centroids, labels[1], distances[1]);
            assertThat(labels[0]).isEqualTo(labels[1]);
            assertThat(distances[0]).isEqualTo(distances[1]);
        }
    }

    private static PointBlocks filled(Storage storage) {
        PointBlocks points = empty(storage, COLUMNS);
        for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < COLUMNS; c++) {
                points.set(r, c, value(r, c));
            }
        }
        return points;
    }

    private static PointBlocks empty(Storage storage, int columns) {
        return new PointBlocks(ROWS, columns, storage, Checkpoint.none());
    }

    private static void assertSame(PointBlocks found, PointBlocks expected) {
        for (int b = 0; b < expected.blockCount(); b++) {
            double[] values = found.read(b, found.room());
            assertThat(Arrays.equals(values, expected.read(b, expected.room()))).isTrue();
        }
    }

    /** Thirds, which no binary number holds exactly. */
    private static double value(int row, int column) {
        return (row - 100 * column) / 3.0;
    }

    private static double stored(Storage storage, double value) {
        return storage == Storage.FLOATS ? (float) value : value;
    }
}
