package io.github.segmentation4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.cluster.KMeans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void aRunPrintsOneTableAndWritesJson() throws IOException {
        Path json = folder.resolve("result.json");

        assertThat(run("--quick", "--peers", "none", "--json", json.toString(), "500x3x4"))
                .isZero();

        assertThat(text(out)).containsOnlyOnce("|---|\n").contains("| 500x3x4 | iteration | k-means | 2 | ");
        assertThat(Files.readString(json)).contains("\"what\": \"iteration\", \"contender\": \"k-means\"");
        assertThat(text(err)).isEqualTo("bench: measuring 500x3x4" + System.lineSeparator());
    }

    @Test
    void fairAssignmentsAreATableOfTheirOwn() throws IOException {
        Path json = folder.resolve("fair.json");

        assertThat(run("--fair", "--json", json.toString(), "500x3x4")).isZero();

        assertThat(text(out))
                .containsOnlyOnce("|---|\n")
                .contains("| 500x3x4 | 2 | 1 | 1 | ", "| 500x3x4 | 3 | 2 | 3 | ");
        assertThat(Files.readString(json)).contains("\"fairAssignments\": [", "\"groups\": 3, \"threads\": 2");
    }

    @Test
    void theTableOfAllAlgorithmsHoldsEachWithOneThreadAndWithTwo() throws IOException {
        Path json = folder.resolve("algorithms.json");

        assertThat(run("--algorithms", "--quick", "--json", json.toString())).isZero();

        String[] names =
                Arrays.stream(Algorithm.values()).map(Algorithm::toString).toArray(String[]::new);
        for (String threads : List.of("1", "2")) {
            assertThat(text(out)
                            .lines()
                            .map(line -> line.split(" *\\| *", -1))
                            .filter(cells -> cells.length > 5 && cells[5].equals(threads))
                            .map(cells -> cells[1]))
                    .contains(names);
        }
        assertThat(text(out)).containsOnlyOnce("|---|\n");
        assertThat(Files.readString(json)).contains("\"algorithm\": \"hdbscan\", \"contender\": \"segmentation4j\"");
    }

    @Test
    void peersOfAnAlgorithmStandBesideIt() {
        AlgorithmContender peer = new AlgorithmContender() {
            @Override
            public String name() {
                return "one-cluster";
            }

            @Override
            public int threads() {
                return 3;
            }

            @Override
            public boolean takes(Task task) {
                return task.algorithm() == Algorithm.WARD;
            }

            @Override
            public Supplier<Outcome> run(Task task, Sample sample) {
                return () -> Outcome.of(new int[task.shape().rows()], sample);
            }
        };

        assertThat(Main.run(
                        stream(out), stream(err), List.of(), List.of(peer), "--algorithms", "--quick", "ward", "dunn"))
                .isZero();

        assertThat(text(out))
                .containsOnlyOnce("one-cluster")
                .containsPattern("ward \\| one-cluster \\| blobs \\| 1000 x 8 \\| 3 \\| 3 \\| .* \\| 1 \\| 0.000 \\|");
    }

    @Test
    void contendersFromElsewhereCanBeChosen() {
        assertThat(Main.run(
                        stream(out),
                        stream(err),
                        List.of(new ClustererContender("mine", KMeans.withClusters(2))),
                        "--quick",
                        "--peers",
                        "mine",
                        "100x2x2"))
                .isZero();

        assertThat(text(out)).contains("| 100x2x2 | whole fit | mine | 2 | ");
    }

    @Test
    void badArgumentsAreOneLineAndExitCodeTwo() {
        assertThat(run("--fast")).isEqualTo(2);

        assertThat(text(err)).isEqualTo("bench: there is no option --fast; see --help" + System.lineSeparator());
        assertThat(text(out)).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsToldBeforeAnythingIsMeasured() {
        assertThat(run(
                        "--json",
                        folder.resolve("missing").resolve("result.json").toString()))
                .isEqualTo(2);

        assertThat(text(err)).startsWith("bench: a file could not be written: ").doesNotContain("measuring");
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(run("--help")).isZero();

        assertThat(text(out))
                .contains("--quick", "--sweep", "--fair", "--algorithms", "--peers", "--json", "--export", "--help");
    }

    @Test
    void exportedRowsAreThoseOfTheWorkload() throws IOException {
        assertThat(run("--export", folder.toString(), "300x3x4")).isZero();

        Workload workload = Workload.of(new Shape(300, 3, 4));
        Path data = folder.resolve("300x3x4");
        assertThat(numpy(data.resolve("rows.npy"), "(300, 3)")).isDeepEqualTo(workload.rowsView());
        assertThat(numpy(data.resolve("starts.npy"), "(4, 3)")).isDeepEqualTo(workload.starts());
        assertThat(Files.readString(data.resolve("expected.json")))
                .matches("\\{\"iterations\": 20, \"threads\": 2, \"inertia\": [0-9.E]+}\n");
    }

    @Test
    void exportedSamplesAreThoseOfTheTasks() throws IOException {
        assertThat(run("--algorithms", "--quick", "--export", folder.toString(), "dbscan", "k-prototypes"))
                .isZero();

        List<Task> tasks = Task.all(Options.Extent.QUICK).stream()
                .filter(task -> task.algorithm() == Algorithm.DBSCAN || task.algorithm() == Algorithm.K_PROTOTYPES)
                .toList();
        assertThat(tasks).hasSize(3);
        for (Task task : tasks) {
            Path data = folder.resolve(task.sampleName());
            Sample sample = Sample.of(task);
            assertThat(numpy(
                            data.resolve("rows.npy"),
                            shape(task.shape().rows(), task.shape().columns())))
                    .isDeepEqualTo(sample.rowsView());
            assertThat(Files.exists(data.resolve("labels.npy")))
                    .isEqualTo(sample.labels().isPresent());
            if (sample.labels().isPresent()) {
                assertThat(numpy(data.resolve("labels.npy"), shape(task.shape().rows(), 1)))
                        .isDeepEqualTo(Arrays.stream(sample.labels().get())
                                .mapToObj(label -> new double[] {label})
                                .toArray(double[][]::new));
            }
        }
        assertThat(Files.readString(folder.resolve("algorithms.json")))
                .startsWith("{\"threads\": 2, \"tasks\": [\n")
                .contains("""
                          {"algorithm": "dbscan", "sample": "blobs-2000x8x10", "data": "blobs", "clusters": 10,\
                         "parameter": 2.5, "rounds": 3},
                        """);
    }

    private static String shape(int rows, int columns) {
        return "(" + rows + ", " + columns + ")";
    }

    /** Reads a NumPy file of version 1.0 as its format is described. */
    private static double[][] numpy(Path file, String shape) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getLong()).isEqualTo(0x00_01_59_50_4D_55_4E_93L);
        byte[] header = new byte[bytes.getShort()];
        bytes.get(header);
        assertThat(bytes.position() % 64).isZero();
        assertThat(new String(header, StandardCharsets.US_ASCII))
                .contains("'descr': '<f8', 'fortran_order': False, 'shape': " + shape)
                .endsWith("\n");
        int columns = Integer.parseInt(shape.replaceAll(".*, |\\)", ""));
        double[][] rows = new double[bytes.remaining() / Double.BYTES / columns][columns];
        for (double[] row : rows) {
            for (int c = 0; c < columns; c++) {
                row[c] = bytes.getDouble();
            }
        }
        return rows;
    }

    private int run(String... arguments) {
        return Main.run(stream(out), stream(err), List.of(), arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
