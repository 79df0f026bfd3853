package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file whose matrix is larger than the heap, through the packaged command line. */
class LargeFileIT {
    private static final int ROWS = 1_100_000;
    private static final int COLUMNS = 8;
    private static final int GROUPS = 10;

    @TempDir
    private Path folder;

    /** 70 MB: groups of rows around random centres, in the order in which they are drawn. */
    private Path data() throws IOException {
        Path file = folder.resolve("large.npy");
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + ROWS + ", " + COLUMNS + "), }\n";
        SplittableRandom random = new SplittableRandom(11);
        double[][] centres = new double[GROUPS][COLUMNS];
        for (double[] centre : centres) {
            for (int c = 0; c < COLUMNS; c++) {
                centre[c] = 8 * random.nextDouble();
            }
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
            out.write(header.length());
            out.write(0);
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            ByteBuffer row = ByteBuffer.allocate(COLUMNS * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int r = 0; r < ROWS; r++) {
                double[] centre = centres[random.nextInt(GROUPS)];
                for (int c = 0; c < COLUMNS; c++) {
                    row.putDouble(c * Double.BYTES, centre[c] + random.nextDouble() + random.nextDouble());
                }
                out.write(row.array());
            }
        }
        return file;
    }

    @Test
    void aFileLargerThanTheHeapIsClusteredInOnePass() throws IOException {
        Path data = data();
        Path labels = folder.resolve("labels.txt");
        Object[] usual = {"cluster", "--data", data, "--clusters", GROUPS, "--restarts", 3, "--indices", "none"};

        assertThat(Shell.processWithHeap("64m", folder, usual).code()).isEqualTo(ExitCode.INTERNAL);
        JsonNode held = result(Shell.process(folder, with(usual, "--json", folder.resolve("held.json"))), "held.json");
        JsonNode streamed = result(
                Shell.processWithHeap(
                        "64m",
                        folder,
                        with(usual, "--one-pass", "--labels", labels, "--json", folder.resolve("streamed.json"))),
                "streamed.json");

        double inertia = held.get("inertia").asDouble();
        assertThat(streamed.get("inertia").asDouble()).isBetween(.999 * inertia, 1.02 * inertia);
        assertThat(streamed.get("rows").asInt()).isEqualTo(ROWS);
        try (Stream<String> lines = Files.lines(labels)) {
            assertThat(lines).hasSize(ROWS);
        }
    }

    private JsonNode result(Shell.Result run, String file) throws IOException {
        assertThat(run.code()).as(run.err()).isZero();
        return new JsonMapper().readTree(folder.resolve(file).toFile());
    }

    private static Object[] with(Object[] arguments, Object... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray();
    }
}
