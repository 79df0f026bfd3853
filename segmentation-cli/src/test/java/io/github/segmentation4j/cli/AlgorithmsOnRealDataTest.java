package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Algorithms and the choice of k from the command line, against published figures. */
@RequiresData({
    AlgorithmsOnRealDataTest.IRIS,
    AlgorithmsOnRealDataTest.SPECIES,
    AlgorithmsOnRealDataTest.STOCKS,
    AlgorithmsOnRealDataTest.SOYBEAN,
    AlgorithmsOnRealDataTest.SHAPES
})
class AlgorithmsOnRealDataTest {
    static final String IRIS = "clustering/other/iris.data.gz";
    static final String SPECIES = "clustering/other/iris.labels0.gz";
    static final String SHAPES = "clustering/other/hdbscan.data.gz";
    static final String STOCKS = "clustering/categorical/stocks.csv";
    static final String SOYBEAN = "clustering/categorical/soybean_small.csv";

    @TempDir
    private Path folder;

    private JsonNode run(String command, String data, Object... options) throws IOException {
        Path result = folder.resolve("result.json");
        List<Object> all =
                new ArrayList<>(List.of(command, "--data", ReferenceData.path(data), "--json", result, "--quiet"));
        all.addAll(Arrays.asList(options));
        Shell.Result run = Shell.here(all.toArray());
        assertThat(run.code()).as(run.err()).isZero();
        return new JsonMapper().readTree(result.toFile());
    }

    @ParameterizedTest
    @CsvSource({"ward, .731199", "average, .759199", "complete, .642251", "single, .563751", "gmm, .903874"})
    void irisFallsIntoThePublishedThree(String algorithm, double ari) throws IOException {
        JsonNode result =
                run("cluster", IRIS, "--algorithm", algorithm, "--clusters", 3, "--truth", ReferenceData.path(SPECIES));

        assertThat(result.get("ari").asDouble()).isCloseTo(ari, within(1e-6));
    }

    @Test
    void aMixtureTellsItsLikelihoodAndCriteria() throws IOException {
        JsonNode result = run("cluster", IRIS, "--algorithm", "gmm", "--clusters", 3);

        assertThat(result.get("logLikelihood").asDouble()).isCloseTo(-180.185477, within(1e-4));
        assertThat(result.get("bic").asDouble()).isCloseTo(580.8389, within(1e-3));
        assertThat(result.get("aic").asDouble()).isCloseTo(448.3710, within(1e-3));
        assertThat(result.get("inertia").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"euclidean, 98.131155", "manhattan, 162.5"})
    void medoidsOfIrisCostWhatIsPublished(String distance, double cost) throws IOException {
        JsonNode result = run("cluster", IRIS, "--algorithm", "kmedoids", "--clusters", 3, "--distance", distance);

        assertThat(result.get("cost").asDouble()).isCloseTo(cost, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"self-excluded, 581", "self-included, 565"})
    void bothConventionsOfNeighboursGiveTheirNoise(String convention, int noise) throws IOException {
        Path labels = folder.resolve("labels.txt");

        JsonNode result = run(
                "cluster",
                SHAPES,
                "--algorithm",
                "hdbscan",
                "--min-cluster-size",
                15,
                "--neighbour-count",
                convention,
                "--labels",
                labels);

        assertThat(result.get("clusters").asInt()).isEqualTo(6);
        assertThat(result.get("noise").asInt()).isEqualTo(noise);
        assertThat(Shell.read(labels).lines().filter("-1"::equals)).hasSize(noise);
    }

    @ParameterizedTest
    @CsvSource({"2, 45765.040633", "3, 12079.574667", "4, 1664.470855"})
    void prototypesOfStocksCostLeastAndTextsAreCategories(int clusters, double cost) throws IOException {
        JsonNode result = run(
                "cluster",
                STOCKS,
                "--algorithm",
                "kprototypes",
                "--features",
                "x2,x3,x4",
                "--categorical",
                "x3,x4",
                "--clusters",
                clusters);

        assertThat(result.get("inertia").asDouble()).isCloseTo(cost, within(1e-5));
        assertThat(result.get("gamma").asDouble()).isPositive();
        assertThat(result.get("reasons").get("silhouette").asText()).contains("categories");
    }

    @Test
    void modesOfSoybeanCost199() throws IOException {
        String columns = String.join(
                ",", IntStream.rangeClosed(1, 35).mapToObj(c -> "x" + c).toList());

        JsonNode result = run(
                "cluster", SOYBEAN, "--algorithm", "kmodes", "--clusters", 4, "--features", columns, "--restarts", 1);

        assertThat(result.get("inertia").asDouble()).isEqualTo(199);
    }

    @Test
    void theVoteOnIrisChoosesTwoOrThreeAndSaysWhy() throws IOException {
        JsonNode result = run("choose-k", IRIS, "--from", 2, "--to", 6);

        assertThat(result.get("clusters").asInt()).isBetween(2, 3);
        assertThat(result.get("candidates")).hasSize(5);
        assertThat(StreamSupport.stream(result.get("reasons").spliterator(), false)
                        .map(JsonNode::asText))
                .anyMatch(reason -> reason.contains("silhouette"))
                .anyMatch(reason -> reason.contains("gap"));
        assertThat(result.get("gap").get("points")).hasSize(6);
    }

    @Test
    void theVoteIsPrintedWithItsReasons() {
        Shell.Result run = Shell.here(
                "choose-k", "--data", ReferenceData.path(IRIS), "--to", 4, "--gap", 0, "--resamples", 0, "--quiet");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("silhouette").contains("votes").contains("k = 2");
    }

    @Test
    void theVoteSaysHowTheIndicesMeasuredTheRows() throws IOException {
        JsonNode directions =
                run("choose-k", IRIS, "--algorithm", "spherical", "--to", 3, "--gap", 0, "--resamples", 0);
        JsonNode alone = run("cluster", IRIS, "--algorithm", "spherical", "--clusters", 3);
        JsonNode blocks = run(
                "choose-k",
                IRIS,
                "--algorithm",
                "kmedoids",
                "--distance",
                "manhattan",
                "--to",
                3,
                "--gap",
                0,
                "--resamples",
                0);

        assertThat(directions.get("reasons").get(0).asText()).contains("unit length");
        assertThat(directions.get("candidates").get(1).get("silhouette").asDouble())
                .isCloseTo(alone.get("silhouette").asDouble(), within(1e-9));
        assertThat(blocks.get("reasons").get(0).asText()).contains("unlike manhattan");
    }

    @Test
    void theVoteOfAMixtureAsksTheCriterion() throws IOException {
        JsonNode result =
                run("choose-k", IRIS, "--algorithm", "gmm", "--to", 4, "--voters", "bic", "--gap", 0, "--resamples", 0);

        assertThat(result.get("clusters").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "choose-k --algorithm dbscan --radius 1 | finds the number of clusters by itself",
                "choose-k --algorithm kmodes            | does not go with",
                "choose-k --algorithm dp-kmeans         | in the open",
                "choose-k --from 5 --to 3               | from at least 1 upward",
                "choose-k --gap 1                       | --gap must be 0 or at least 2",
                "choose-k --algorithm ward --height 3   | --height does not go with choose-k",
                "choose-k --init starts.csv             | --init does not go with choose-k",
                "choose-k --feature-weights 1,1,1,2     | --feature-weights does not go with choose-k",
                "choose-k --voters guess                | silhouette",
                "cluster                                | --algorithm kmeans needs --clusters",
                "cluster --algorithm dbscan             | needs --radius",
                "cluster --algorithm ward --height 1 --clusters 2 | --clusters does not go with --height",
                "cluster --algorithm kprototypes --clusters 2     | needs --categorical",
                "cluster --algorithm kmedoids --clusters 2 --distance cosine --categorical x1 | --distance gower",
                "cluster --algorithm kmedoids --clusters 2 --sample-size 50 | needs --samples",
                "cluster --algorithm kmedoids --clusters 2 --samples 2 --restarts 3 | --restarts does not go with",
                "cluster --algorithm spectral --clusters 2 --affinity gaussian | needs --bandwidth",
                "cluster --algorithm spectral --clusters 2 --bandwidth 2 | only with gaussian",
                "cluster --algorithm optics --radius 1 --xi 0.1 | --xi does not go with --radius",
                "cluster --algorithm kprototypes --clusters 2 --categorical plan | plan",
                "cluster --algorithm kmodes --clusters 2 --scale z | categories have no scale",
                "cluster --algorithm kmodes --clusters 2 --categorical x1 --features x1,x2 | categories alone"
            })
    void whatDoesNotGoTogetherIsRefusedInOneLine(String line, String words) {
        List<Object> all = new ArrayList<>(List.of(line.strip().split(" +", -1)));
        all.addAll(List.of("--data", ReferenceData.path(IRIS), "--quiet"));

        Shell.Result run = Shell.here(all.toArray());

        assertThat(run.code()).as(run.out()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).hasLineCount(1).startsWith("segment: ").contains(words.strip());
    }

    @Test
    void standardisedNumbersAreThoseOfTheScaleZ() throws IOException {
        Object[] options = {
            "--algorithm",
            "kprototypes",
            "--features",
            "x2,x3,x4",
            "--categorical",
            "x3,x4",
            "--clusters",
            3,
            "--gamma",
            0.5
        };

        JsonNode within = run("cluster", STOCKS, with(options, "--numbers", "standardised"));
        JsonNode before = run("cluster", STOCKS, with(options, "--scale", "z"));

        assertThat(within.get("inertia").asDouble())
                .isCloseTo(before.get("inertia").asDouble(), within(1e-9));
        assertThat(within.get("sizes")).isEqualTo(before.get("sizes"));
        assertThat(within.get("gamma").asDouble()).isEqualTo(0.5);
        assertThat(within.get("description").asText()).contains("numbers=standardised");
    }

    private static Object[] with(Object[] options, Object... more) {
        List<Object> all = new ArrayList<>(Arrays.asList(options));
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }

    @Test
    void numbersBesideCategoriesAreScaledAndCategoriesAreNot() throws IOException {
        JsonNode plain = run(
                "cluster",
                STOCKS,
                "--algorithm",
                "kprototypes",
                "--features",
                "x2,x3,x4",
                "--categorical",
                "x3,x4",
                "--clusters",
                3,
                "--gamma",
                0.5,
                "--scale",
                "z");

        assertThat(plain.get("inertia").asDouble()).isPositive().isLessThan(12);
        assertThat(plain.get("description").asText()).contains("x3", "x4");
    }
}
