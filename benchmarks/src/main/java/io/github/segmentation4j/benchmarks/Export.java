package io.github.segmentation4j.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes data for programs in other languages: for a workload {@code rows.npy}, {@code starts.npy} and {@code
 * expected.json}; for tasks {@code algorithms.json} and for each sample a folder with {@code rows.npy} and, if it has them,
 * {@code labels.npy}.
 */
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

    /** Writes the samples of tasks and, last, the file that names them all, which is returned. */
    static Path write(Path parent, List<Task> tasks) throws IOException {
        Set<String> written = new HashSet<>();
        for (Task task : tasks) {
            if (written.add(task.sampleName())) {
                Sample sample = Sample.of(task);
                Path folder = Files.createDirectories(parent.resolve(task.sampleName()));
                write(folder.resolve("rows.npy"), sample.rowsView());
                if (sample.labels().isPresent()) {
                    double[][] labels = Arrays.stream(sample.labels().get())
                            .mapToObj(label -> new double[] {label})
                            .toArray(double[][]::new);
                    write(folder.resolve("labels.npy"), labels);
                }
            }
        }
        String lines = tasks.stream().map(Export::json).collect(Collectors.joining(",\n"));
        return Files.writeString(
                parent.resolve("algorithms.json"),
                "{\"threads\": " + Workload.THREADS + ", \"tasks\": [\n" + lines + "\n]}\n");
    }

    private static String json(Task task) {
        return String.format(
                Locale.ROOT,
                "  {\"algorithm\": \"%s\", \"sample\": \"%s\", \"data\": \"%s\", \"clusters\": %d, \"parameter\": %s,"
                        + " \"rounds\": %d}",
                task.algorithm(),
                task.sampleName(),
                task.data(),
                task.shape().clusters(),
                task.parameter(),
                task.rounds());
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
