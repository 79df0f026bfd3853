package io.github.segmentation4j.io;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads NumPy's own file format, versions 1 to 3. */
final class NumpyMatrix {
    static final int MAGIC_LENGTH = 6;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 20;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

    private NumpyMatrix() {}

    static boolean isMagic(byte[] start) {
        return Arrays.equals(start, MAGIC);
    }

    static FeatureMatrix read(String file, InputStream in) throws IOException {
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
        String header = new String(exactly(file, in, length), StandardCharsets.UTF_8);
        String type = find(file, TYPE, header);
        boolean fortran = find(file, ORDER, header).equals("True");
        int[] shape = shape(file, find(file, SHAPE, header));
        int width =
                switch (type) {
                    case "<f8" -> Double.BYTES;
                    case "<f4" -> Float.BYTES;
                    default ->
                        throw new InvalidInputException("'" + file + "' holds values of type '" + type
                                + "'; save it as float64 or float32 in little-endian order ('<f8' or '<f4')");
                };
        return values(file, in, shape[0], shape[1], width, fortran);
    }

    private static String find(String file, Pattern pattern, String header) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new InvalidInputException(
                    "'" + file + "' has a header that cannot be read; it must hold one array of plain numbers");
        }
        return matcher.group(1);
    }

    private static int[] shape(String file, String text) {
        List<Integer> axes = new ArrayList<>();
        try {
            for (String axis : text.split(",", -1)) {
                if (!axis.isBlank()) {
                    axes.add(Integer.parseInt(axis.strip()));
                }
            }
        } catch (NumberFormatException e) {
            throw new InvalidInputException("'" + file + "' has more rows or columns than can be read", e);
        }
        if (axes.isEmpty() || axes.size() > 2) {
            throw new InvalidInputException(
                    "'" + file + "' holds an array of " + axes.size() + " axes; 2 (or 1, a column) were expected");
        }
        int columns = axes.size() == 1 ? 1 : axes.get(1);
        if (axes.get(0) == 0 || columns == 0) {
            throw new InvalidInputException("'" + file + "' holds no values; rows of numbers were expected");
        }
        return new int[] {axes.get(0), columns};
    }

    private static FeatureMatrix values(String file, InputStream in, int rows, int columns, int width, boolean fortran)
            throws IOException {
        List<Feature> features = new ArrayList<>();
        for (int c = 1; c <= columns; c++) {
            features.add(Feature.of("x" + c));
        }
        FeatureMatrix.Builder builder = FeatureMatrix.builder(features, rows);
        int lines = fortran ? columns : rows;
        int perLine = fortran ? rows : columns;
        double[] values = new double[perLine];
        byte[] bytes = new byte[Math.multiplyExact(Math.min(perLine, 1 << 16), width)];
        ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int line = 0; line < lines; line++) {
            for (int from = 0; from < perLine; from += 1 << 16) {
                int count = Math.min(perLine - from, 1 << 16);
                if (in.readNBytes(bytes, 0, count * width) < count * width) {
                    throw new InvalidInputException("'" + file + "' is cut: its header promises " + rows + " x "
                            + columns + " values; write it again");
                }
                for (int i = 0; i < count; i++) {
                    double value = width == Double.BYTES ? view.getDouble(i * width) : view.getFloat(i * width);
                    values[from + i] = value;
                    if (!Double.isFinite(value)) {
                        int place = from + i;
                        throw InvalidInputException.at(
                                (fortran ? place : line) + 1L,
                                "x" + ((fortran ? line : place) + 1),
                                "a finite number was expected, came NaN or infinity; correct it or remove the row");
                    }
                }
            }
            if (fortran) {
                builder.setColumn(line, values);
            } else {
                builder.setRow(line, values);
            }
        }
        if (in.read() >= 0) {
            throw new InvalidInputException("'" + file + "' goes on after its " + rows + " x " + columns + " values");
        }
        return builder.build();
    }

    private static byte[] exactly(String file, InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new InvalidInputException("'" + file + "' is cut in its header; write it again");
        }
        return bytes;
    }
}
