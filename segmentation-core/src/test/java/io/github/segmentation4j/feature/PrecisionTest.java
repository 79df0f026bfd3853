package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored in which precision, and that nothing else depends on it. */
class PrecisionTest {
    private static final double NAN = Double.NaN;

    @Test
    void matrixIsInDoublePrecisionUnlessAskedOtherwise() {
        FeatureMatrix matrix = FeatureMatrix.of(new double[][] {{0.1}});
        assertThat(matrix.precision()).isEqualTo(Precision.DOUBLE);
        assertThat(matrix.get(0, 0)).isEqualTo(0.1);
        assertThat(matrix.withPrecision(Precision.DOUBLE)).isSameAs(matrix);
    }

    @Test
    void singlePrecisionRoundsToTheNearestEven() {
        double ulp = 0x1p-23;
        double[][] rows = {{1 + ulp / 2, 1 + 1.5 * ulp}, {1 + 0.51 * ulp, -1 - ulp / 2}, {0x1p-150, -0x1.8p-149}};
        assertThat(single(rows).toArray()).isDeepEqualTo(new double[][] {{1, 1 + 2 * ulp}, {1 + ulp, -1}, {0, -0x1p-148}
        });
    }

    @Test
    void wayThroughSinglePrecisionRoundsOnce() {
        FeatureMatrix matrix = random(700, 3);
        FeatureMatrix single = matrix.withPrecision(Precision.SINGLE);
        FeatureMatrix back = single.withPrecision(Precision.DOUBLE);
        assertThat(single.precision()).isEqualTo(Precision.SINGLE);
        assertThat(single.features()).isEqualTo(matrix.features());
        assertThat(back.precision()).isEqualTo(Precision.DOUBLE);
        assertThat(back.toArray()).isDeepEqualTo(rounded(matrix.toArray()));
        assertThat(back.withPrecision(Precision.SINGLE).toArray()).isDeepEqualTo(single.toArray());
        assertThat(single.withPrecision(Precision.SINGLE)).isSameAs(single);
    }

    @Test
    void everyViewOfAMatrixInSinglePrecisionShowsTheRoundedNumbers() {
        FeatureMatrix single = random(700, 3).withPrecision(Precision.SINGLE);
        FeatureMatrix expected = FeatureMatrix.of(rounded(random(700, 3).toArray()));
        for (int row = 0; row < 700; row++) {
            assertThat(single.row(row)).isEqualTo(expected.row(row));
            assertThat(single.get(row, 1)).isEqualTo(expected.get(row, 1));
        }
        for (int column = 0; column < 3; column++) {
            assertThat(single.column(column)).isEqualTo(expected.column(column));
        }
        int[] selection = {699, 3, 3, 256};
        assertThat(single.rows(selection).toArray())
                .isDeepEqualTo(expected.rows(selection).toArray());
        assertThat(single.rows(selection).precision()).isEqualTo(Precision.SINGLE);
        assertThat(single).hasToString(expected.toString());
    }

    @Test
    void builderRoundsHoweverAValueIsSet() {
        double[][] rows = random(300, 2).toArray();
        FeatureMatrix.Builder values = builder(300);
        FeatureMatrix.Builder wholeRows = builder(300);
        FeatureMatrix.Builder wholeColumns = builder(300);
        for (int column = 0; column < 2; column++) {
            wholeColumns.setColumn(column, FeatureMatrix.of(rows).column(column));
        }
        for (int row = 0; row < 300; row++) {
            wholeRows.setRow(row, rows[row]);
            values.set(row, 0, rows[row][0]).set(row, 1, rows[row][1]);
        }
        for (FeatureMatrix.Builder builder : List.of(values, wholeRows, wholeColumns)) {
            FeatureMatrix matrix = builder.build();
            assertThat(matrix.precision()).isEqualTo(Precision.SINGLE);
            assertThat(matrix.toArray()).isDeepEqualTo(rounded(rows));
        }
    }

    @Test
    void matricesSideBySideAreInSinglePrecisionOnlyIfAllAre() {
        FeatureMatrix left = named("a", 0.1, 0.2);
        FeatureMatrix right = named("b", 0.3, 0.4);
        FeatureMatrix leftSingle = left.withPrecision(Precision.SINGLE);
        FeatureMatrix rightSingle = right.withPrecision(Precision.SINGLE);
        assertBeside(Precision.DOUBLE, left, right);
        assertBeside(Precision.DOUBLE, leftSingle, right);
        assertBeside(Precision.DOUBLE, left, rightSingle);
        assertBeside(Precision.SINGLE, leftSingle, rightSingle);
    }

    @Test
    void missingValuesStayMissing() {
        FeatureMatrix matrix = single(new double[][] {{1, NAN}, {2, 3}, {NAN, 4}});
        assertThat(matrix.missingCount()).isEqualTo(2);
        assertThat(matrix.get(0, 1)).isNaN();
        assertThat(matrix.withPrecision(Precision.DOUBLE).missingCount()).isEqualTo(2);
        InvalidInputException refused =
                catchThrowableOfType(InvalidInputException.class, () -> matrix.requireComplete("fill it"));
        assertThat(refused).hasMessage("row 1, column 'x2': fill it");
        matrix.rows(new int[] {1}).requireComplete("fill it");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e39, -1e39, 0x1.ffffffp127, Double.MAX_VALUE, Double.POSITIVE_INFINITY})
    void valueTooLargeForSinglePrecisionIsRefusedWithItsPlace(double value) {
        double[] column = new double[600];
        column[300] = value;
        FeatureMatrix.Builder columns = builder(600).setColumn(1, column);
        assertTooLarge(columns::build, value);
        FeatureMatrix.Builder values = builder(600).set(300, 1, value);
        assertTooLarge(values::build, value);
        FeatureMatrix.Builder rows = builder(600).setRow(300, new double[] {0, value});
        assertTooLarge(rows::build, value);
        if (Double.isFinite(value)) {
            FeatureMatrix matrix =
                    FeatureMatrix.builder(features(), 600).setColumn(1, column).build();
            assertTooLarge(() -> matrix.withPrecision(Precision.SINGLE), value);
        }
    }

    @Test
    void largestNumbersOfSinglePrecisionAreKept() {
        // Half of the last place above the largest one, less a little, is still rounded down.
        double[][] rows = {{Float.MAX_VALUE, -Float.MAX_VALUE, 0x1.fffffeffffp127}};
        assertThat(single(rows).row(0)).containsExactly(Float.MAX_VALUE, -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    @Test
    void matrixWithoutRowsOrColumnsHasAPrecisionToo() {
        for (FeatureMatrix empty : List.of(FeatureMatrix.of(new double[0][]), FeatureMatrix.of(new double[3][0]))) {
            FeatureMatrix single = empty.withPrecision(Precision.SINGLE);
            assertThat(single.precision()).isEqualTo(Precision.SINGLE);
            assertThat(single.rowCount()).isEqualTo(empty.rowCount());
            assertThat(single.toArray()).isDeepEqualTo(empty.toArray());
        }
    }

    @Test
    void otherNamesKeepThePrecision() {
        FeatureMatrix renamed = named("a", 0.1).withPrecision(Precision.SINGLE).withFeatures(List.of(Feature.of("b")));
        assertThat(renamed.precision()).isEqualTo(Precision.SINGLE);
        assertThat(renamed.get(0, 0)).isEqualTo(0.1f);
    }

    @Test
    void changingThePrecisionCanBeCancelled() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        RunContext context = RunContext.seeded(1).withCancellation(cancellation);
        FeatureMatrix matrix = random(700, 3);
        assertThatThrownBy(() -> matrix.withPrecision(Precision.SINGLE, context))
                .isInstanceOf(CancelledException.class);
    }

    private static void assertTooLarge(Runnable storing, double value) {
        InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, storing::run);
        assertThat(refused.row()).hasValue(301);
        assertThat(refused.column()).hasValue("x2");
        assertThat(refused)
                .hasMessageContaining("single precision")
                .hasMessageContaining("double precision")
                .hasMessageNotContaining(Double.toString(value));
    }

    private static void assertBeside(Precision expected, FeatureMatrix left, FeatureMatrix right) {
        FeatureMatrix both = FeatureMatrix.beside(List.of(left, right));
        assertThat(both.precision()).isEqualTo(expected);
        assertThat(both.column(0)).isEqualTo(left.column(0));
        assertThat(both.column(1)).isEqualTo(right.column(0));
    }

    private static FeatureMatrix single(double[][] rows) {
        return FeatureMatrix.of(rows).withPrecision(Precision.SINGLE);
    }

    private static FeatureMatrix named(String name, double... column) {
        return FeatureMatrix.builder(List.of(Feature.of(name)), column.length)
                .setColumn(0, column)
                .build();
    }

    private static List<Feature> features() {
        return List.of(Feature.of("x1"), Feature.of("x2"));
    }

    private static FeatureMatrix.Builder builder(int rows) {
        return FeatureMatrix.builder(features(), rows, Precision.SINGLE);
    }

    private static FeatureMatrix random(int rows, int columns) {
        SeededRandom random = SeededRandom.of(11);
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            Arrays.setAll(row, c -> random.nextGaussian());
        }
        return FeatureMatrix.of(values);
    }

    private static double[][] rounded(double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(value -> (float) value).toArray())
                .toArray(double[][]::new);
    }
}
