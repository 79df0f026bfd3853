package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCommandTest {
    @TempDir
    private Path folder;

    private JsonNode json(Path file) throws IOException {
        return new JsonMapper().readTree(file.toFile());
    }

    @Test
    @RequiresData({"clustering/sipu/s1.data.gz"})
    void s1IsSolvedAndComparedWithTheTruth() throws IOException {
        Path result = folder.resolve("result.json");
        Path labels = folder.resolve("labels.txt");

        Shell.Result run = Shell.here(
                "cluster",
                "--data",
                ReferenceData.path("clustering/sipu/s1.data.gz"),
                "--clusters",
                15,
                "--restarts",
                20,
                "--truth",
                ReferenceData.path("clustering/sipu/s1.labels0.gz"),
                "--json",
                result,
                "--labels",
                labels,
                "--quiet");

        assertThat(run.code()).as(run.err()).isZero();
        JsonNode json = json(result);
        assertThat(json.get("algorithm").asText()).isEqualTo("kmeans");
        assertThat(json.get("rows").asInt()).isEqualTo(5000);
        assertThat(json.get("columns").asInt()).isEqualTo(2);
        assertThat(json.get("clusters").asInt()).isEqualTo(15);
        assertThat(json.get("seed").asLong()).isEqualTo(42);
        assertThat(json.get("inertia").asDouble()).isCloseTo(8.917616e12, within(1e7));
        assertThat(json.get("ari").asDouble()).isCloseTo(.987, within(.0005));
        assertThat(json.get("nmi").asDouble()).isCloseTo(.987, within(.0005));
        assertThat(json.get("converged").asBoolean()).isTrue();
        assertThat(json.get("iterations").asInt()).isPositive();
        assertThat(json.get("sizes")).hasSize(15);
        assertThat(json.get("silhouette").asDouble()).isBetween(.7, .72);
        assertThat(json.get("daviesBouldin").asDouble()).isBetween(.3, .5);
        assertThat(json.get("calinskiHarabasz").asDouble()).isGreaterThan(20_000);
        assertThat(json.get("secondsRead").isNumber()).isTrue();
        assertThat(json.get("secondsFit").isNumber()).isTrue();
        assertThat(json.get("kernel").asText()).isNotEmpty();
        assertThat(json.get("threads").asInt()).isPositive();
        assertThat(json.get("reasons")).isEmpty();
        assertThat(Shell.read(labels).lines()).hasSize(5000).allMatch(line -> line.matches("[0-9]+"));
    }

    @Test
    @RequiresData({"clustering/other/iris.data.gz"})
    void scalingAndGivenStartsAreMeasuredOnTheDataAsClustered() throws IOException {
        Path result = folder.resolve("result.json");
        Path iris = ReferenceData.path("clustering/other/iris.data.gz");

        assertThat(Shell.here("cluster", "--data", iris, "--clusters", 3, "--scale", "z", "--json", result, "--quiet")
                        .code())
                .isZero();
        assertThat(json(result).get("inertia").asDouble()).isCloseTo(139.820496, within(1e-6));

        Path starts = Shell.write(folder.resolve("starts.csv"), "5.0,3.4,1.5,0.2\n5.9,2.8,4.4,1.4\n6.8,3.1,5.7,2.1\n");
        assertThat(Shell.here(
                                "cluster",
                                "--data",
                                iris,
                                "--clusters",
                                3,
                                "--init",
                                starts,
                                "--indices",
                                "none",
                                "--json",
                                result,
                                "--quiet")
                        .code())
                .isZero();
        JsonNode json = json(result);
        assertThat(json.get("inertia").asDouble()).isCloseTo(78.8514414261, within(1e-9));
        assertThat(json.get("silhouette").isNull()).isTrue();
        assertThat(json.get("ari").isNull()).isTrue();
        assertThat(json.get("reasons").get("silhouette").asText()).contains("--indices");
        assertThat(json.get("reasons").get("ari").asText()).contains("--truth");
    }

    @Test
    @RequiresData({"clustering/sipu/a1.data.gz"})
    void threadsNeverChangeALabel() {
        Path data = ReferenceData.path("clustering/sipu/a1.data.gz");
        for (int threads : new int[] {1, 2, 8}) {
            Path labels = folder.resolve("labels" + threads);
            assertThat(Shell.here(
                                    "cluster",
                                    "--data",
                                    data,
                                    "--clusters",
                                    20,
                                    "--threads",
                                    threads,
                                    "--labels",
                                    labels,
                                    "--indices",
                                    "none",
                                    "--quiet")
                            .code())
                    .isZero();
            assertThat(Shell.read(labels)).isEqualTo(Shell.read(folder.resolve("labels1")));
        }
    }

    @Test
    void withoutAFileTheResultIsATable() {
        Path data = Shell.write(folder.resolve("data.csv"), "x,y\n0,0\n0,1\n9,9\n9,8\n");

        Shell.Result run = Shell.here("cluster", "--data", data, "--clusters", 2, "--quiet");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("4 rows x 2 columns", "[2, 2]", "silhouette");
    }

    @Test
    void whatDoesNotFitIsRefusedAndNothingIsWritten() {
        Path data = Shell.write(folder.resolve("data.csv"), "0,0\n0,1\n9,9\n9,8\n");
        Path bad = Shell.write(folder.resolve("bad.csv"), "0,0\n0,NaN\n");
        Path labels = folder.resolve("labels");

        for (Object[] arguments : new Object[][] {
            {"--data", bad, "--clusters", 1},
            {"--data", data, "--clusters", 5},
            {"--data", data, "--clusters", 2, "--init", bad},
            {"--data", data, "--clusters", 2, "--truth", bad},
            {"--data", folder.resolve("absent.csv"), "--clusters", 2},
            {"--data", data, "--clusters", 2, "--init", data, "--restarts", 3}
        }) {
            Object[] all = new Object[arguments.length + 4];
            all[0] = "cluster";
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            all[arguments.length + 1] = "--labels";
            all[arguments.length + 2] = labels;
            all[arguments.length + 3] = "--quiet";
            Shell.Result run = Shell.here(all);
            assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(run.err()).startsWith("segment: ").hasLineCount(1);
            assertThat(labels).doesNotExist();
        }
    }
}
