package io.github.segmentation4j.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixBlocksTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    @TempDir
    private Path folder;

    private Path text(String text) throws IOException {
        return Files.write(folder.resolve("m.csv"), text.getBytes(UTF_8));
    }

    private Path npy(String order, String shape, double... values) throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
        ByteBuffer bytes =
                ByteBuffer.allocate(10 + header.length() + 8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        bytes.putShort((short) header.length()).put(header.getBytes(US_ASCII));
        for (double value : values) {
            bytes.putDouble(value);
        }
        return Files.write(folder.resolve("m.npy"), bytes.array());
    }

    private static List<double[]> rows(Path file, int rowsPerBlock) {
        List<double[]> rows = new ArrayList<>();
        try (MatrixBlocks blocks = MatrixFile.blocks(file, rowsPerBlock, CONTEXT)) {
            while (blocks.hasNext()) {
                FeatureMatrix block = blocks.next();
                assertThat(block.rowCount()).isBetween(1, rowsPerBlock);
                assertThat(block.features()).isEqualTo(blocks.features());
                rows.addAll(List.of(block.toArray()));
            }
            assertThatThrownBy(blocks::next).isInstanceOf(NoSuchElementException.class);
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6, 100})
    void blocksOfAnySizeHoldTheRowsThatReadGives(int rowsPerBlock) throws IOException {
        Path text = text("a,b\n1,2\n\n3,4\n5,6\n7,8\n9,10\n11,12");
        Path packed = folder.resolve("m.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(Files.readAllBytes(text));
        }
        Path numpy = npy("False", "(6, 2)", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

        for (Path file : List.of(text, packed, numpy)) {
            FeatureMatrix matrix = MatrixFile.read(file, CONTEXT);
            assertThat(rows(file, rowsPerBlock).toArray(double[][]::new)).isDeepEqualTo(matrix.toArray());
            try (MatrixBlocks blocks = MatrixFile.blocks(file, rowsPerBlock, CONTEXT)) {
                assertThat(blocks.features()).isEqualTo(matrix.features());
            }
        }
    }

    @Test
    void errorsNameTheRowOfTheFileNotOfTheBlock() throws IOException {
        for (Path file :
                List.of(text("1,2\n3,4\n5,6\n7,NaN\n"), npy("False", "(4, 2)", 1, 2, 3, 4, 5, 6, 7, 0.0 / 0))) {
            assertThatThrownBy(() -> rows(file, 2)).isInstanceOfSatisfying(InvalidInputException.class, e -> {
                assertThat(e.row()).hasValue(4);
                assertThat(e.column()).contains("x2");
            });
        }
        assertThatThrownBy(() -> rows(text("1,2\n3,4\n5\n"), 2)).hasMessageContaining("2 values were expected");
        assertThatThrownBy(() -> rows(text("a,b\n"), 2)).hasMessageContaining("no rows");
        assertThatThrownBy(() -> rows(npy("False", "(3, 1)", 1, 2), 2)).hasMessageContaining("is cut");
        assertThatThrownBy(() -> rows(npy("False", "(1, 1)", 1, 2), 2)).hasMessageContaining("goes on");
        assertThatThrownBy(() -> rows(folder.resolve("absent"), 2)).hasMessageContaining("there is no file");
        assertThatThrownBy(() -> rows(text("1\n"), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numpyFilesKeptByColumnsAreRefusedUnlessThereIsNoDifference() throws IOException {
        assertThatThrownBy(() -> rows(npy("True", "(2, 2)", 1, 3, 2, 4), 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ascontiguousarray");
        assertThat(rows(npy("True", "(3, 1)", 1, 2, 3), 2)).hasSize(3);
        assertThat(rows(npy("True", "(1, 3)", 1, 2, 3), 2)).containsExactly(new double[] {1, 2, 3});
        assertThat(rows(npy("True", "(3,)", 1, 2, 3), 2)).hasSize(3);
    }

    @Test
    void nothingComesAfterClosing() throws IOException {
        Path file = text("1\n2\n3\n");
        MatrixBlocks blocks = MatrixFile.blocks(file, 1, CONTEXT);
        assertThat(blocks.next().get(0, 0)).isEqualTo(1);
        blocks.close();
        blocks.close();
        assertThat(blocks.hasNext()).isFalse();
    }

    @Test
    void cancellationStopsBetweenBlocksAndProgressReachesTheEnd() throws IOException {
        Path file = text("1\n2\n3\n");
        Cancellation cancellation = Cancellation.create();
        List<String> heard = new ArrayList<>();
        RunContext context = CONTEXT.withCancellation(cancellation)
                .withListener(progress -> heard.add(progress.stage() + " " + progress.done() + "/" + progress.total()));
        try (MatrixBlocks blocks = MatrixFile.blocks(file, 2, context)) {
            blocks.next();
            cancellation.cancel();
            assertThatThrownBy(blocks::hasNext).isInstanceOf(CancelledException.class);
        }
        assertThat(rows(file, 2)).hasSize(3);
        try (MatrixBlocks blocks = MatrixFile.blocks(
                file, 2, CONTEXT.withListener(progress -> heard.add(progress.done() + "/" + progress.total())))) {
            blocks.forEachRemaining(block -> assertThat(block.columnCount()).isEqualTo(1));
        }
        assertThat(heard).contains("6/6");
    }

    @Test
    void missingValuesAreKeptOnlyWhereThatWasAskedFor() throws IOException {
        Path text = text("a,b,c\n1,,3\nNaN,5,NA\n");
        FeatureMatrix kept = MatrixFile.read(text, MatrixFile.MissingCells.KEEP, CONTEXT);
        assertThat(kept.row(0)).containsExactly(1, Double.NaN, 3);
        assertThat(kept.row(1)).containsExactly(Double.NaN, 5, Double.NaN);
        assertThat(kept.missingCount()).isEqualTo(3);
        assertThatThrownBy(() -> MatrixFile.read(text, CONTEXT)).hasMessageContaining("came nothing");
        assertThatThrownBy(() -> MatrixFile.read(text("1,inf\n"), MatrixFile.MissingCells.KEEP, CONTEXT))
                .hasMessageContaining("infinity");

        Path numpy = npy("True", "(2, 2)", 1, 2, Double.NaN, 4);
        FeatureMatrix columns = MatrixFile.read(numpy, MatrixFile.MissingCells.KEEP, CONTEXT);
        assertThat(columns.row(0)).containsExactly(1, Double.NaN);
        assertThat(columns.row(1)).containsExactly(2, 4);
        Path infinite = npy("False", "(1, 1)", Double.NEGATIVE_INFINITY);
        assertThatThrownBy(() -> MatrixFile.read(infinite, MatrixFile.MissingCells.KEEP, CONTEXT))
                .hasMessageContaining("infinity");
    }

    @Test
    void labelsAreWrittenPartByPartOrNotAtAll() {
        Path file = folder.resolve("labels");
        LabelFile.write(List.of(new int[] {0, 1}, new int[] {}, new int[] {-1}).iterator(), file);
        assertThat(LabelFile.read(file, CONTEXT)).containsExactly(0, 1, -1);

        Path none = folder.resolve("none");
        assertThatThrownBy(() -> LabelFile.write(
                        List.of(1, 2).stream()
                                .map(part -> {
                                    if (part == 2) {
                                        throw new InvalidInputException("broken");
                                    }
                                    return new int[] {part};
                                })
                                .iterator(),
                        none))
                .hasMessage("broken");
        assertThat(none).doesNotExist();
    }
}
