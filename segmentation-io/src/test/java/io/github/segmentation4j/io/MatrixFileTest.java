package io.github.segmentation4j.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixFileTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    @TempDir
    Path folder;

    private FeatureMatrix read(String text) throws IOException {
        return MatrixFile.read(Files.write(folder.resolve("m"), text.getBytes(UTF_8)), CONTEXT);
    }

    private FeatureMatrix npy(int major, String type, String order, String shape, byte[] values) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
        ByteBuffer file =
                ByteBuffer.allocate(20 + header.length() + values.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) major, 0});
        if (major == 1) {
            file.putShort((short) header.length());
        } else {
            file.putInt(header.length());
        }
        file.put(header.getBytes(US_ASCII)).put(values);
        return MatrixFile.read(
                Files.write(folder.resolve("m.npy"), Arrays.copyOf(file.array(), file.position())), CONTEXT);
    }

    private static byte[] doubles(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(bytes::putDouble);
        return bytes.array();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2\n3,4.5\n",
                "1;2\r\n3;4.5",
                "1\t2\n\n3\t4.5\n",
                "  1   2\n 3 \t 4.5  \n",
                "\uFEFF1, 2\n3 ,4.5",
                "+1,2e0\n3.,.45E1",
            })
    void everyDelimiterGivesTheSameMatrix(String text) throws IOException {
        FeatureMatrix matrix = read(text);
        assertThat(matrix.toArray()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4.5}});
        assertThat(matrix.features()).extracting(Feature::name).containsExactly("x1", "x2");
    }

    @Test
    void aLineWithoutNumbersIsTheHeader() throws IOException {
        assertThat(read("\"a\",b\n1,2\n").features()).extracting(Feature::name).containsExactly("a", "b");
        assertThatThrownBy(() -> read("a,a\n1,2\n")).hasMessageContaining("two columns");
        assertThatThrownBy(() -> read("a,b\n")).hasMessageContaining("no rows");
        assertThatThrownBy(() -> read("\n\n")).hasMessageContaining("is empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2;3,NaN|2|x2|NaN or infinity",
                "1,2;inf,3|2|x1|NaN or infinity",
                "nan,2;1,3|1|x1|NaN or infinity",
                "1,2;3,|2|x2|came nothing",
                "1,2;3,SECRET|2|x2|a number was expected",
                "1,SECRET;3,4|1|x2|a number was expected",
                "1,2;3,1e999|2|x2|too large",
                "1,2;3,-|2|x2|a number was expected",
                "1,2;3,1 2|2|x2|a number was expected",
            })
    void badValuesAreNamedByRowAndColumn(String text, long row, String column, String message) {
        assertThatThrownBy(() -> read(text.replace(';', '\n')))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> {
                    assertThat(e.row()).hasValue(row);
                    assertThat(e.column()).contains(column);
                })
                .hasMessageContaining(message)
                .message()
                .doesNotContain("SECRET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2\n3\n", "1,2\n3,4,5\n", "1 2\n3\n", "1 2\n3 4 5\n"})
    void raggedRowsAreRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.row()).hasValue(2))
                .hasMessageContaining("2 values were expected");
    }

    @Test
    void numbersAreRoundedAsTheJdkRoundsThem() throws IOException {
        long state = 12345;
        StringBuilder text = new StringBuilder();
        double[] expected = new double[20_000];
        for (int i = 0; i < expected.length; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            String number =
                    switch (i % 4) {
                        case 0 -> Double.toString(Double.longBitsToDouble(state & 0xbfffffffffffffffL));
                        case 1 -> (state >> 40) + "." + Math.abs(state >> 44);
                        case 2 -> Long.toString(state);
                        default -> (state >> 50) + "e" + (state & 15);
                    };
            expected[i] = Double.parseDouble(number);
            text.append(number).append('\n');
        }
        assertThat(read(text.toString()).column(0)).containsExactly(expected);
    }

    @Test
    void numpyFilesOfEveryVersionAndOrderAreRead() throws IOException {
        double[][] expected = {{1, 2, 3}, {4, 5, 6}};
        for (int version = 1; version <= 3; version++) {
            assertThat(npy(version, "<f8", "False", "(2, 3)", doubles(1, 2, 3, 4, 5, 6))
                            .toArray())
                    .isDeepEqualTo(expected);
        }
        assertThat(npy(1, "<f8", "True", "(2, 3)", doubles(1, 4, 2, 5, 3, 6)).toArray())
                .isDeepEqualTo(expected);
        assertThat(npy(1, "<f8", "False", "(3,)", doubles(1, 2, 3)).column(0)).containsExactly(1, 2, 3);
        ByteBuffer floats = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        floats.putFloat(0.1f).putFloat(-2);
        assertThat(npy(1, "<f4", "False", "(2, 1)", floats.array()).column(0)).containsExactly((double) 0.1f, -2);
    }

    @Test
    void numpyFilesThatCannotBeReadSayWhy() {
        assertThatThrownBy(() -> npy(1, ">f8", "False", "(1, 1)", doubles(1))).hasMessageContaining("'>f8'");
        assertThatThrownBy(() -> npy(1, "<i8", "False", "(1, 1)", doubles(1))).hasMessageContaining("float64");
        assertThatThrownBy(() -> npy(1, "<f8", "False", "(1, 1, 1)", doubles(1)))
                .hasMessageContaining("3 axes");
        assertThatThrownBy(() -> npy(1, "<f8", "False", "(2, 1)", doubles(1))).hasMessageContaining("is cut");
        assertThatThrownBy(() -> npy(1, "<f8", "False", "(1, 1)", doubles(1, 2)))
                .hasMessageContaining("goes on");
        assertThatThrownBy(() -> npy(4, "<f8", "False", "(1, 1)", doubles(1))).hasMessageContaining("version 4");
        assertThatThrownBy(() -> npy(1, "<f8", "False", "(0, 1)", doubles())).hasMessageContaining("no values");
        assertThatThrownBy(() -> npy(1, "<f8", "True", "(2, 2)", doubles(1, 2, 3, Double.NaN)))
                .hasMessageContaining("row 2, column 'x2'");
    }

    @Test
    @RequiresData({"clustering/sipu/s1.data.gz", "clustering/sipu/s1.labels0.gz"})
    void referenceMatricesAndLabelsAreReadAsTheyAre() {
        FeatureMatrix matrix = MatrixFile.read(ReferenceData.path("clustering/sipu/s1.data.gz"), CONTEXT);
        assertThat(matrix.toArray()).isDeepEqualTo(ReferenceData.matrix("clustering/sipu/s1.data.gz"));
        assertThat(LabelFile.read(ReferenceData.path("clustering/sipu/s1.labels0.gz"), CONTEXT))
                .isEqualTo(ReferenceData.labels("clustering/sipu/s1.labels0.gz"));
    }

    @Test
    void labelsComeBackAsTheyWere() throws IOException {
        Path file = folder.resolve("labels.txt");
        int[] labels = {3, -1, 0, Integer.MAX_VALUE};
        LabelFile.write(labels, file);
        assertThat(LabelFile.read(file, CONTEXT)).containsExactly(labels);
        Files.writeString(file, "1\n2.5\n");
        assertThatThrownBy(() -> LabelFile.read(file, CONTEXT))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.row()).hasValue(2));
        Files.writeString(file, "");
        assertThatThrownBy(() -> LabelFile.read(file, CONTEXT)).hasMessageContaining("is empty");
    }
}
