package io.github.segmentation4j.io;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Reads a matrix of plain numbers: the researcher's door. The file is text, with commas, semicolons, tabs or blanks
 * between the values and an optional header, or a NumPy {@code .npy} file of {@code float64} or {@code float32} in
 * little-endian order with one or two axes; each packed with gzip or not. Which it is shows in its first bytes.
 *
 * <p>A first line without a single number is the header and names the columns; otherwise they are called {@code x1},
 * {@code x2} and so on. NaN, infinity, an empty value and a ragged row are refused with row and column. Takes O(values)
 * time and holds the values twice for a moment.
 *
 * <p>Only static methods; safe for use by several threads.
 */
public final class MatrixFile {
    private MatrixFile() {}

    /**
     * Reads a matrix.
     *
     * @param file text or {@code .npy}, packed with gzip or not
     * @param context hears how far the work is, and may cancel it
     * @throws InvalidInputException if the file cannot be used, with the row and the column
     * @throws CancelledException if the context was cancelled
     */
    public static FeatureMatrix read(Path file, RunContext context) {
        try (InputStream in = new BufferedInputStream(InputFile.open(file, context), 1 << 16)) {
            in.mark(NumpyMatrix.MAGIC_LENGTH);
            boolean numpy = NumpyMatrix.isMagic(in.readNBytes(NumpyMatrix.MAGIC_LENGTH));
            in.reset();
            return numpy ? NumpyMatrix.read(InputFile.name(file), in) : new TextMatrix(InputFile.name(file), in).read();
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
    }
}
