package io.github.segmentation4j.io;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads a matrix of plain numbers: the researcher's door. The file is text, with commas, semicolons, tabs or blanks
 * between the values and an optional header, or a NumPy {@code .npy} file of {@code float64} or {@code float32} in
 * little-endian order with one or two axes; each packed with gzip or not. Which it is shows in its first bytes.
 *
 * <p>A first line without a single number is the header and names the columns; otherwise they are called {@code x1},
 * {@code x2} and so on. NaN, infinity, an empty value and a ragged row are refused with row and column; NaN and empty
 * values can be kept as missing on request. Takes O(values) time and holds the values twice for a moment;
 * {@link #blocks} never holds more than two blocks.
 *
 * <p>Only static methods; safe for use by several threads.
 */
public final class MatrixFile {
    private MatrixFile() {}

    /** What is done with a value that is not there. */
    public enum MissingCells {
        /** It is an error. */
        REFUSE,
        /** It is kept as NaN. In text that is an empty value, {@code NaN} or {@code NA}; in {@code .npy} files NaN. */
        KEEP
    }

    /**
     * Reads a matrix without missing values.
     *
     * @param file text or {@code .npy}, packed with gzip or not
     * @param context hears how far the work is, and may cancel it
     * @throws InvalidInputException if the file cannot be used, with the row and the column
     * @throws CancelledException if the context was cancelled
     */
    public static FeatureMatrix read(Path file, RunContext context) {
        return read(file, MissingCells.REFUSE, context);
    }

    /**
     * Reads a matrix.
     *
     * @param file text or {@code .npy}, packed with gzip or not
     * @param missing what is done with missing values
     * @param context hears how far the work is, and may cancel it
     * @throws InvalidInputException if the file cannot be used, with the row and the column
     * @throws CancelledException if the context was cancelled
     */
    public static FeatureMatrix read(Path file, MissingCells missing, RunContext context) {
        Objects.requireNonNull(missing, "missing");
        try (InputStream in = open(file, context)) {
            return source(file, in, missing).matrix();
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
    }

    /**
     * Opens a matrix that need not fit in memory, to be read in blocks of rows. The rows and the errors are those of
     * {@link #read(Path, RunContext)}; an error comes with the block it is in.
     *
     * @param file text or {@code .npy}, packed with gzip or not; an {@code .npy} file that keeps its values column by
     *     column ({@code fortran_order}) is refused unless it has a single row or column
     * @param rowsPerBlock at least 1; the last block may have fewer
     * @param context hears how far the work is, and may cancel it
     * @return the blocks in turn, to be closed by the caller
     * @throws InvalidInputException if the file cannot be used
     * @throws CancelledException if the context was cancelled
     */
    public static MatrixBlocks blocks(Path file, int rowsPerBlock, RunContext context) {
        if (rowsPerBlock < 1) {
            throw new IllegalArgumentException("rows per block must be at least 1, was " + rowsPerBlock);
        }
        try {
            InputStream in = open(file, context);
            try {
                return new MatrixBlocks(file, in, source(file, in, MissingCells.REFUSE), rowsPerBlock, context);
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
    }

    private static InputStream open(Path file, RunContext context) throws IOException {
        return new BufferedInputStream(InputFile.open(file, context), 1 << 16);
    }

    private static RowSource source(Path file, InputStream in, MissingCells missing) throws IOException {
        in.mark(NumpyMatrix.MAGIC_LENGTH);
        boolean numpy = NumpyMatrix.isMagic(in.readNBytes(NumpyMatrix.MAGIC_LENGTH));
        in.reset();
        String name = InputFile.name(file);
        return numpy ? NumpyMatrix.of(name, in, missing) : TextMatrix.of(name, in, missing);
    }
}
