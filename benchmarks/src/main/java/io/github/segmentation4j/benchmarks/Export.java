package io.github.segmentation4j.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes a workload for programs in other languages: {@code rows.npy}, {@code starts.npy}, {@code expected.json}. */
final class Export {
    /** A NumPy file begins with this, version 1.0. */
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    /** The values of a NumPy file begin at a multiple of this. */
    private static final int ALIGNMENT = 64;

    private Export() {}

    /** Writes into a folder named after the shape and returns that. */
    static Path write(Path parent, Workload workload) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(workload.shape().toString()));
        write(folder.resolve("rows.npy"), workload.rowsView());
        write(folder.resolve("starts.npy"), workload.starts());
        Files.writeString(
                folder.resolve("expected.json"),
                String.format(
                        Locale.ROOT,
                        "{\"iterations\": %d, \"threads\": %d, \"inertia\": %s}\n",
                        Workload.ITERATIONS,
                        Workload.THREADS,
                        new Reference(workload).inertia()));
        return folder;
    }

    private static void write(Path file, double[][] rows) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(header(rows.length, rows[0].length));
            ByteBuffer line = ByteBuffer.allocate(rows[0].length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (double[] row : rows) {
                line.asDoubleBuffer().put(row);
                out.write(line.array());
            }
        }
    }

    private static byte[] header(int rows, int columns) {
        String text = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
        int length = MAGIC.length + Short.BYTES + text.length() + 1;
        int padded = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] bytes = (text + " ".repeat(padded - length) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }
}
