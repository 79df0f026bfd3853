package io.github.segmentation4j.io;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.io.MatrixFile.MissingCells;
import io.github.segmentation4j.run.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads NumPy's own file format, versions 1 to 3. Not safe for use by several threads. */
final class NumpyMatrix implements RowSource {
    static final int MAGIC_LENGTH = 6;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 20;
    private static final String TOO_LARGE = "'%s' has more rows or columns than can be read";
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

    /** Values read at a time. */
    private static final int CHUNK = 1 << 16;

    private final String file;
    private final InputStream in;
    private final MissingCells missing;
    private final long rows;
    private final int columns;
    private final int width;
    private final boolean columnMajor;
    private final List<Feature> features = new ArrayList<>();
    private final byte[] bytes;
    private final ByteBuffer view;
    private long line;

    private NumpyMatrix(String file, InputStream in, MissingCells missing, String header) {
        this.file = file;
        this.in = in;
        this.missing = missing;
        width = width(file, find(file, TYPE, header));
        boolean fortran = find(file, ORDER, header).equals("True");
        long[] shape = shape(file, find(file, SHAPE, header));
        rows = shape[0];
        columns = (int) shape[1];
        // A single row or column lies in the file in the same way in either order.
        columnMajor = fortran && rows > 1 && columns > 1;
        for (int c = 1; c <= columns; c++) {
            features.add(Feature.of("x" + c));
        }
        bytes = new byte[(int) Math.min(columnMajor ? rows : columns, CHUNK) * width];
        view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static boolean isMagic(byte[] start) {
        return Arrays.equals(start, MAGIC);
    }

    /** Reads as far as the header. */
    static NumpyMatrix of(String file, InputStream in, MissingCells missing) throws IOException {
        in.skipNBytes(MAGIC_LENGTH);
        int major = in.read();
        int minor = in.read();
        if (major < 1 || major > 3 || minor != 0) {
            throw new InvalidInputException("'" + file + "' is an .npy file of version " + major + "." + minor
                    + "; versions 1.0 to 3.0 are read");
        }
        int sizeBytes = major == 1 ? Short.BYTES : Integer.BYTES;
        byte[] size = exactly(file, in, sizeBytes);
        ByteBuffer sizes = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN);
        int length = major == 1 ? sizes.getShort() & 0xffff : sizes.getInt();
        if (length < 0 || length > LONGEST_HEADER) {
            throw new InvalidInputException("'" + file + "' has a damaged header; write it again with numpy.save");
        }
        return new NumpyMatrix(file, in, missing, new String(exactly(file, in, length), StandardCharsets.UTF_8));
    }

    private static int width(String file, String type) {
        return switch (type) {
            case "<f8" -> Double.BYTES;
            case "<f4" -> Float.BYTES;
            default ->
                throw new InvalidInputException("'" + file + "' holds values of type '" + type
                        + "'; save it as float64 or float32 in little-endian order ('<f8' or '<f4')");
        };
    }

    private static String find(String file, Pattern pattern, String header) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new InvalidInputException(
                    "'" + file + "' has a header that cannot be read; it must hold one array of plain numbers");
        }
        return matcher.group(1);
    }

    private static long[] shape(String file, String text) {
        List<Long> axes = new ArrayList<>();
        try {
            for (String axis : text.split(",", -1)) {
                if (!axis.isBlank()) {
                    axes.add(Long.parseLong(axis.strip()));
                }
            }
        } catch (NumberFormatException e) {
            throw new InvalidInputException(String.format(Locale.ROOT, TOO_LARGE, file), e);
        }
        if (axes.isEmpty() || axes.size() > 2) {
            throw new InvalidInputException(
                    "'" + file + "' holds an array of " + axes.size() + " axes; 2 (or 1, a column) were expected");
        }
        long columns = axes.size() == 1 ? 1 : axes.get(1);
        if (axes.get(0) == 0 || columns == 0) {
            throw new InvalidInputException("'" + file + "' holds no values; rows of numbers were expected");
        }
        if (columns > Integer.MAX_VALUE) {
            throw new InvalidInputException(String.format(Locale.ROOT, TOO_LARGE, file));
        }
        return new long[] {axes.get(0), columns};
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    @Override
    public boolean next(double[] row) throws IOException {
        if (columnMajor) {
            throw new InvalidInputException("'" + file
                    + "' keeps its values column by column, so it cannot be read row by row; save it again with"
                    + " numpy.ascontiguousarray");
        }
        if (line == rows) {
            requireEnd();
            return false;
        }
        line(row);
        return true;
    }

    @Override
    public FeatureMatrix matrix() throws IOException {
        if (rows > Integer.MAX_VALUE) {
            throw new InvalidInputException(String.format(Locale.ROOT, TOO_LARGE, file));
        }
        FeatureMatrix.Builder builder = FeatureMatrix.builder(features, (int) rows);
        double[] values = new double[columnMajor ? (int) rows : columns];
        if (columnMajor) {
            for (int c = 0; c < columns; c++) {
                line(values);
                builder.setColumn(c, values);
            }
            requireEnd();
        } else {
            for (int r = 0; next(values); r++) {
                builder.setRow(r, values);
            }
        }
        return builder.build();
    }

    /** Reads what lies together in the file: a row, or a column where it is kept column by column. */
    private void line(double[] values) throws IOException {
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(values.length - from, CHUNK);
            if (in.readNBytes(bytes, 0, count * width) < count * width) {
                throw new InvalidInputException("'" + file + "' is cut: its header promises " + rows + " x " + columns
                        + " values; write it again");
            }
            for (int i = 0; i < count; i++) {
                double value = width == Double.BYTES ? view.getDouble(i * width) : view.getFloat(i * width);
                values[from + i] = value;
                if (!Double.isFinite(value)) {
                    refuseUnlessMissing(value, from + i);
                }
            }
        }
        line++;
    }

    private void refuseUnlessMissing(double value, int place) {
        if (missing == MissingCells.REFUSE || !Double.isNaN(value)) {
            throw InvalidInputException.at(
                    (columnMajor ? place : line) + 1L,
                    "x" + ((columnMajor ? line : place) + 1),
                    "a finite number was expected, came NaN or infinity; correct it or remove the row");
        }
    }

    private void requireEnd() throws IOException {
        if (in.read() >= 0) {
            throw new InvalidInputException("'" + file + "' goes on after its " + rows + " x " + columns + " values");
        }
    }

    private static byte[] exactly(String file, InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new InvalidInputException("'" + file + "' is cut in its header; write it again");
        }
        return bytes;
    }
}
