package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clustering through a file that is never held. */
class OnePassTest {
    private static final int ROWS = 6000;

    @TempDir
    private Path folder;

    private Path data;
    private Path truth;
    private Path labels;

    /** Three square groups, of which the third has about half of the rows; one column is constant. */
    @BeforeEach
    void prepare() {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder rows = new StringBuilder("x,y,z\n");
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            int group = Math.min(random.nextInt(4), 2);
            rows.append(String.format(
                    Locale.ROOT,
                    "%.4f,%.4f,5%n",
                    1e6 + 20 * group + random.nextDouble(),
                    3 * group + random.nextDouble()));
            groups.append(group).append('\n');
        }
        data = Shell.write(folder.resolve("data.csv"), rows.toString());
        truth = Shell.write(folder.resolve("truth"), groups.toString());
        labels = folder.resolve("labels");
    }

    private Shell.Result cluster(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("cluster", "--data", data, "--clusters", 3, "--quiet"));
        all.addAll(Arrays.asList(arguments));
        return Shell.here(all.toArray());
    }

    private JsonNode result(Object... arguments) throws IOException {
        Path json = folder.resolve("result.json");
        List<Object> all = new ArrayList<>(List.of("--json", json));
        all.addAll(Arrays.asList(arguments));
        Shell.Result run = cluster(all.toArray());
        assertThat(run.code()).as(run.err()).isZero();
        return new JsonMapper().readTree(json.toFile());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "z", "minmax"})
    void aSampleThatHoldsAllRowsGivesTheUsualResult(String scale) throws IOException {
        JsonNode usual = result("--scale", scale, "--truth", truth, "--labels", labels);
        String usualLabels = Shell.read(labels);

        JsonNode streamed = result("--scale", scale, "--truth", truth, "--labels", labels, "--one-pass");

        assertThat(Shell.read(labels)).isEqualTo(usualLabels);
        double inertia = usual.get("inertia").asDouble();
        // Sums are added up in another order.
        assertThat(streamed.get("inertia").asDouble()).isCloseTo(inertia, within(1e-9 * inertia));
        assertThat(streamed.get("sizes")).isEqualTo(usual.get("sizes"));
        assertThat(streamed.get("ari").asDouble()).isEqualTo(1);
        assertThat(streamed.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(streamed.get("silhouette").isNull()).isTrue();
        assertThat(streamed.get("reasons").get("silhouette").asText()).contains("--one-pass");
        assertThat(streamed.get("description").asText()).contains("coreset(size=50000, rows=6000)");
        assertThat(streamed.get("secondsAssign").isNumber()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kmeans", "bisecting"})
    void aSmallSampleFindsTheSameGroupsAndMeasuresAllRows(String algorithm) throws IOException {
        JsonNode usual = result("--algorithm", algorithm);
        double best = usual.get("inertia").asDouble();

        JsonNode streamed = result(
                "--algorithm", algorithm, "--one-pass", "--coreset-size", 1000, "--truth", truth, "--labels", labels);

        assertThat(streamed.get("ari").asDouble()).isEqualTo(1);
        assertThat(streamed.get("sizes")).isEqualTo(usual.get("sizes"));
        // Means of m rows cost 1 / m more than those of all: 0.3 % here, and 1.1 % where rows are sampled 3.6 times
        // over.
        // With 6 degrees of freedom that is exceeded 3.7 fold once in a thousand.
        assertThat(streamed.get("inertia").asDouble()).isBetween(best, 1.04 * best);
        assertThat(Shell.read(labels).lines()).hasSize(ROWS);
    }

    @Test
    void withoutLabelsAndIndicesTheFileIsReadOnceAndTheResultEstimated() throws IOException {
        JsonNode usual = result();
        double best = usual.get("inertia").asDouble();
        double largest = usual.get("sizes").get(2).asDouble();

        JsonNode streamed = result("--one-pass", "--coreset-size", 500, "--indices", "none");

        assertThat(streamed.get("secondsAssign")).isNull();
        assertThat(streamed.get("reasons").get("inertia").asText()).contains("estimated");
        assertThat(streamed.get("reasons").get("sizes").asText()).contains("estimated");
        // A sample of 500 rows, sampled four times over, tells the share of half of the rows to 2 * 4.5 %, and the mean
        // of
        // squared distances, whose standard deviation is 0.63 of it, to 2 * 2.8 %; four times that is allowed at most.
        assertThat(streamed.get("inertia").asDouble()).isCloseTo(best, within(.22 * best));
        assertThat(streamed.get("sizes").get(2).asDouble()).isCloseTo(largest, within(.36 * largest));
    }

    @Test
    void aSeedGivesTheSameLabelsForAnyThreadCount() {
        for (int threads : new int[] {1, 2, 8}) {
            Path file = folder.resolve("labels" + threads);
            assertThat(cluster("--one-pass", "--coreset-size", 50, "--threads", threads, "--labels", file)
                            .code())
                    .isZero();
            assertThat(Shell.read(file)).isEqualTo(Shell.read(folder.resolve("labels1")));
        }
    }

    @Test
    void whatIsWrongIsSaidWithItsPlaceAndNothingIsWritten() {
        Path short_ = Shell.write(folder.resolve("short"), "1\n2\n");
        assertThat(cluster("--one-pass", "--truth", short_, "--labels", labels).err())
                .contains("--truth must hold a label for each of the 6000 rows");

        data = Shell.write(folder.resolve("bad.csv"), Shell.read(data) + "1,NaN,2\n");
        Shell.Result run = cluster("--one-pass", "--labels", labels);

        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).hasLineCount(1).contains("row 6001, column 'y'");
        assertThat(Shell.files(folder)).containsExactly("bad.csv", "data.csv", "short", "truth");
    }
}
