package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segmentation4j.cluster.BisectingKMeans;
import io.github.segmentation4j.cluster.ConstrainedKMeans;
import io.github.segmentation4j.cluster.Coreset;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.MiniBatchKMeans;
import io.github.segmentation4j.cluster.SphericalKMeans;
import io.github.segmentation4j.cluster.TrimmedKMeans;
import io.github.segmentation4j.fairness.cluster.FairKMeans;
import io.github.segmentation4j.fairness.cluster.FairLloyd;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every algorithm by its name, with its options and no others. */
class ClusterAlgorithmTest {
    /** Two groups around (1, 9) and (9, 1), and one row far from both. */
    private static final String ROWS = "1,9\n1,9.5\n1.5,9\n1.2,9.1\n9,1\n9.5,1\n9,1.5\n9.1,1.2\n9.2,1.1\n900,950\n";

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("--restarts", "3"),
            Map.entry("--max-iterations", "50"),
            Map.entry("--feature-weights", "1,2"),
            Map.entry("--start", "parallel"),
            Map.entry("--tolerance", "0.01"),
            Map.entry("--missing", "leave-out"),
            Map.entry("--init", "absent"),
            Map.entry("--batch-size", "7"),
            Map.entry("--max-batches", "5"),
            Map.entry("--finish", "lloyd"),
            Map.entry("--runs", "3"),
            Map.entry("--trials", "3"),
            Map.entry("--split", "weight"),
            Map.entry("--trimmed-share", "0.1"),
            Map.entry("--min-size", "2"),
            Map.entry("--max-size", "9"),
            Map.entry("--protected", "sex"),
            Map.entry("--bands", "sex=1"),
            Map.entry("--balance", "0.8"),
            Map.entry("--coreset-size", "5"),
            Map.entry("--epsilon", "1"),
            Map.entry("--delta", "1e-6"),
            Map.entry("--bounds", "private"),
            Map.entry("--dp-method", "tree"),
            Map.entry("--steps", "2"),
            Map.entry("--adjacency", "replace"),
            Map.entry("--ledger", "absent"),
            Map.entry("--data-set", "shop"),
            Map.entry("--create-budget", "1,1e-6"),
            Map.entry("--covariance", "tied"),
            Map.entry("--regularisation", "1e-5"),
            Map.entry("--mixture-start", "random"),
            Map.entry("--categorical", "x2"),
            Map.entry("--gamma", "2"),
            Map.entry("--numbers", "standardised"),
            Map.entry("--prototype-start", "huang"),
            Map.entry("--distance", "manhattan"),
            Map.entry("--medoid-start", "random"),
            Map.entry("--samples", "3"),
            Map.entry("--sample-size", "9"),
            Map.entry("--height", "3"),
            Map.entry("--threshold", "0.1"),
            Map.entry("--branching", "5"),
            Map.entry("--max-leaves", "7"),
            Map.entry("--radius", "2"),
            Map.entry("--min-neighbours", "2"),
            Map.entry("--min-cluster-size", "2"),
            Map.entry("--max-radius", "9"),
            Map.entry("--xi", "0.1"),
            Map.entry("--selection", "leaf"),
            Map.entry("--selection-radius", "1"),
            Map.entry("--neighbour-count", "self-excluded"),
            Map.entry("--affinity", "mutual"),
            Map.entry("--nearest", "3"),
            Map.entry("--bandwidth", "2"),
            Map.entry("--consensus-runs", "5"),
            Map.entry("--subsample", "0.8"));

    /** The options that each takes. */
    private static final Map<ClusterAlgorithm, String> TAKEN = Map.ofEntries(
            Map.entry(
                    ClusterAlgorithm.kmeans,
                    "--restarts --max-iterations --feature-weights --start --tolerance --missing --init --coreset-size"),
            Map.entry(ClusterAlgorithm.minibatch, "--restarts --feature-weights --batch-size --max-batches --finish"),
            Map.entry(
                    ClusterAlgorithm.bisecting,
                    "--max-iterations --feature-weights --runs --trials --split --coreset-size"),
            Map.entry(ClusterAlgorithm.trimmed, "--restarts --max-iterations --feature-weights --trimmed-share"),
            Map.entry(ClusterAlgorithm.spherical, "--restarts --max-iterations"),
            Map.entry(
                    ClusterAlgorithm.constrained,
                    "--restarts --max-iterations --feature-weights --start --min-size --max-size"),
            Map.entry(ClusterAlgorithm.optimal, ""),
            Map.entry(ClusterAlgorithm.fairLloyd, "--restarts --max-iterations --tolerance --protected --bands"),
            Map.entry(ClusterAlgorithm.fairKmeans, "--restarts --max-iterations --protected --bands --balance"),
            Map.entry(
                    ClusterAlgorithm.dpKmeans,
                    "--init --epsilon --delta --bounds --dp-method --steps --adjacency --ledger --data-set --create-budget"),
            Map.entry(
                    ClusterAlgorithm.gmm,
                    "--restarts --max-iterations --tolerance --covariance --regularisation --mixture-start"),
            Map.entry(
                    ClusterAlgorithm.kprototypes,
                    "--restarts --max-iterations --feature-weights --missing --categorical --gamma --numbers --prototype-start"),
            Map.entry(
                    ClusterAlgorithm.kmodes,
                    "--restarts --max-iterations --feature-weights --missing --categorical --prototype-start"),
            Map.entry(
                    ClusterAlgorithm.kmedoids,
                    "--restarts --max-iterations --distance --categorical --medoid-start --samples --sample-size"),
            Map.entry(ClusterAlgorithm.ward, "--height"),
            Map.entry(ClusterAlgorithm.average, "--height --distance --categorical"),
            Map.entry(ClusterAlgorithm.complete, "--height --distance --categorical"),
            Map.entry(ClusterAlgorithm.single, "--height --distance --categorical"),
            Map.entry(ClusterAlgorithm.centroid, "--height"),
            Map.entry(ClusterAlgorithm.birch, "--threshold --branching --max-leaves"),
            Map.entry(ClusterAlgorithm.dbscan, "--radius --min-neighbours --distance --categorical"),
            Map.entry(
                    ClusterAlgorithm.optics,
                    "--radius --min-neighbours --distance --categorical --xi --min-cluster-size --max-radius"),
            Map.entry(
                    ClusterAlgorithm.hdbscan,
                    "--min-neighbours --distance --categorical --min-cluster-size --selection --selection-radius --neighbour-count --missing"),
            Map.entry(ClusterAlgorithm.spectral, "--restarts --affinity --nearest --bandwidth"),
            Map.entry(ClusterAlgorithm.consensus, "--consensus-runs --subsample"));

    /** Those that find the number of clusters by themselves. */
    private static final List<String> WITHOUT_NUMBER = List.of("dbscan", "optics", "hdbscan");

    @TempDir
    private Path folder;

    private Path data;
    private Path json;

    @BeforeEach
    void prepare() {
        data = Shell.write(folder.resolve("data.csv"), ROWS);
        json = folder.resolve("result.json");
    }

    private Shell.Result cluster(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("cluster", "--data", data, "--quiet"));
        all.addAll(Arrays.asList(arguments));
        if (all.stream().noneMatch(word -> WITHOUT_NUMBER.contains(word.toString()))) {
            all.addAll(List.of("--clusters", 2));
        }
        return Shell.here(all.toArray());
    }

    private JsonNode result(Object... arguments) throws IOException {
        List<Object> all = new ArrayList<>(List.of("--json", json));
        all.addAll(Arrays.asList(arguments));
        Shell.Result run = cluster(all.toArray());
        assertThat(run.code()).as(run.err()).isZero();
        return new JsonMapper().readTree(json.toFile());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "kmeans      # --restarts 3 --start parallel --max-iterations 50 --tolerance 0.01 --feature-weights 1,2"
                        + " --missing leave-out # k-means(clusters=2, restarts=3, start=k-means||, maxIterations=50,"
                        + " tolerance=0.01, featureWeights=[1.0, 2.0], missing=left out)",
                "kmeans      # --start plusplus # k-means(clusters=2, restarts=10, start=k-means++, maxIterations=300,"
                        + " tolerance=0.0)",
                "minibatch   # --restarts 4 --batch-size 7 --max-batches 5 --finish lloyd --feature-weights 1,2"
                        + " # mini-batch k-means(clusters=2, batchSize=7, maxBatches=5, starts=4, finish=lloyd,"
                        + " featureWeights=[1.0, 2.0])",
                "bisecting   # --runs 3 --trials 4 --split weight --max-iterations 50 --feature-weights 1,2"
                        + " # bisecting k-means(clusters=2, runs=3, trials=4, split=largest weight, maxIterations=50,"
                        + " featureWeights=[1.0, 2.0])",
                "trimmed     # --trimmed-share 0.1 --restarts 3 --max-iterations 50 --feature-weights 1,2"
                        + " # trimmed k-means(clusters=2, trimmedShare=0.1, restarts=3, maxIterations=50,"
                        + " featureWeights=[1.0, 2.0])",
                "spherical   # --restarts 3 --max-iterations 50"
                        + " # spherical k-means(clusters=2, restarts=3, maxIterations=50)",
                "constrained # --min-size 2 --max-size 8 --restarts 3 --start random --max-iterations 50"
                        + " # constrained k-means(clusters=2, sizes=2 to 8, restarts=3, start=RANDOM, maxIterations=50)",
            })
    void everyOptionReachesTheAlgorithm(String algorithm, String options, String description) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("--algorithm", algorithm));
        arguments.addAll(List.of(options.split(" ", -1)));

        JsonNode result = result(arguments.toArray());

        assertThat(result.get("algorithm").asText()).isEqualTo(algorithm);
        assertThat(result.get("description").asText()).isEqualTo(description);
    }

    @Test
    void theExactAlgorithmTakesASingleColumn() throws IOException {
        assertThat(cluster("--algorithm", "optimal").err()).contains("exactly one column");
        data = Shell.write(folder.resolve("column.csv"), "1\n2\n10\n12\n");

        JsonNode result = result("--algorithm", "optimal");

        assertThat(result.get("inertia").asDouble()).isEqualTo(2.5);
        assertThat(result.get("description").asText()).isEqualTo("optimal k-means(clusters=2)");
    }

    @ParameterizedTest
    @EnumSource(ClusterAlgorithm.class)
    void anOptionOfOtherAlgorithmsIsRefusedAndNotIgnored(ClusterAlgorithm algorithm) {
        List<String> taken = List.of(TAKEN.get(algorithm).split(" ", -1));
        VALUES.forEach((option, value) -> {
            if (!taken.contains(option)) {
                Shell.Result run = cluster("--algorithm", algorithm, option, value);

                assertThat(run.code()).as(option).isEqualTo(ExitCode.BAD_INPUT);
                assertThat(run.err())
                        .hasLineCount(1)
                        .startsWith("segment: " + option + " does not apply to --algorithm " + algorithm);
            }
        });
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() {
        for (String[] pair : new String[][] {
            {"--init", "x", "--start", "greedy"},
            {"--init", "x", "--restarts", "3"},
            {"--coreset-size", "5"},
            {"--one-pass", "--precision", "single"},
            {"--one-pass", "--missing", "observed"},
            {"--one-pass", "--indices", "silhouette"},
            {"--one-pass", "--algorithm", "trimmed"},
            {"--one-pass", "--features", "a"},
            {"--one-pass", "--algorithm", "fair-lloyd", "--protected", "a"},
            {"--algorithm", "constrained"},
            {"--algorithm", "fair-lloyd"},
            {"--algorithm", "fair-kmeans", "--protected", "a"},
            {"--algorithm", "fair-kmeans", "--balance", "0.5"},
            {"--algorithm", "fair-kmeans", "--protected", "a", "--balance", "1.5"},
            {"--restarts", "0"},
            {"--algorithm", "trimmed", "--trimmed-share", "1"},
            {"--start", "guess"},
            {"--scale", "bounds"},
            {"--non-private-labels"},
        }) {
            Shell.Result run = cluster((Object[]) pair);
            assertThat(run.code()).as(run.out()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(run.err()).hasLineCount(1).startsWith("segment: ");
        }
    }

    private static String defaultOf(String help, String option) {
        String text = help.replaceAll("\\s+", " ");
        Matcher matcher = Pattern.compile(" " + option + "=\\S+ .*?Default: (.*?)\\.(?: |$)")
                .matcher(text);
        assertThat(matcher.find()).as(option).isTrue();
        return matcher.group(1);
    }

    private static String described(String description, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=([^,)]+)").matcher(description);
        assertThat(matcher.find()).as(name + " in " + description).isTrue();
        return matcher.group(1);
    }

    @Test
    void printedDefaultsAreThoseOfTheLibrary() {
        String help = helpOf("kmeans");
        String kMeans = KMeans.withClusters(1).describe();
        String miniBatch = MiniBatchKMeans.withClusters(1).describe();
        String bisecting = BisectingKMeans.withClusters(1).describe();
        String trimmed = TrimmedKMeans.withClusters(1).describe();
        String spherical = SphericalKMeans.withClusters(1).describe();
        String constrained = ConstrainedKMeans.withClusters(1).describe();
        String fair = FairLloyd.withClusters(1).describe();
        String balanced = FairKMeans.withClusters(1).describe();

        String restarts = described(kMeans, "restarts");
        assertThat(List.of(
                        described(miniBatch, "starts"),
                        described(spherical, "restarts"),
                        described(constrained, "restarts"),
                        described(fair, "restarts"),
                        described(balanced, "restarts")))
                .containsOnly(restarts);
        assertThat(defaultOf(help, "--restarts"))
                .isEqualTo(restarts + ", trimmed " + described(trimmed, "restarts")
                        + "; 1 with --init and where starts are not random");
        for (String description : List.of(kMeans, bisecting, trimmed, spherical, constrained, fair, balanced)) {
            assertThat(defaultOf(help, "--max-iterations")).startsWith(described(description, "maxIterations") + ",");
        }
        assertThat(defaultOf(help, "--start")).isEqualTo("greedy");
        assertThat(described(kMeans, "start")).isEqualTo("greedy k-means++");
        assertThat(described(constrained, "start")).isEqualTo(KMeans.Start.GREEDY_PLUS_PLUS.name());
        assertThat(Double.parseDouble(defaultOf(help, "--tolerance").split(",", -1)[0]))
                .isEqualTo(Double.parseDouble(described(kMeans, "tolerance")))
                .isEqualTo(Double.parseDouble(described(fair, "tolerance")));
        assertThat(defaultOf(help, "--missing")).startsWith("refuse,");
        assertThat(kMeans).doesNotContain("missing");
        assertThat(defaultOf(helpOf("minibatch"), "--batch-size")).isEqualTo(described(miniBatch, "batchSize"));
        assertThat(defaultOf(helpOf("minibatch"), "--max-batches")).isEqualTo(described(miniBatch, "maxBatches"));
        assertThat(defaultOf(helpOf("minibatch"), "--finish")).isEqualTo(described(miniBatch, "finish"));
        assertThat(defaultOf(helpOf("bisecting"), "--runs")).isEqualTo(described(bisecting, "runs"));
        assertThat(defaultOf(helpOf("bisecting"), "--trials")).isEqualTo(described(bisecting, "trials"));
        assertThat("largest " + defaultOf(helpOf("bisecting"), "--split")).isEqualTo(described(bisecting, "split"));
        assertThat(helpOf("trimmed")).contains("Default: " + described(trimmed, "trimmedShare"));
        Coreset coreset = Coreset.builder(RunContext.seeded(1))
                .add(FeatureMatrix.of(new double[][] {{1}}))
                .build();
        assertThat(defaultOf(help, "--coreset-size")).isEqualTo(described(coreset.describe(), "size"));
    }

    @ParameterizedTest
    @EnumSource(ClusterAlgorithm.class)
    void helpOfAnAlgorithmTellsItsOptionsAndNoOthers(ClusterAlgorithm algorithm) {
        String help = helpOf(algorithm.toString());

        VALUES.keySet().forEach(option -> {
            boolean own = List.of(TAKEN.get(algorithm).split(" ", -1)).contains(option);
            assertThat(help.lines().anyMatch(line -> line.strip().matches("(-.*, )?" + option + "(=|, -).*")))
                    .as(option)
                    .isEqualTo(own);
        });
        assertThat(help).contains(algorithm + ", ");
        assertThat(help.contains("--clusters=K")).isEqualTo(!WITHOUT_NUMBER.contains(algorithm.toString()));
    }

    @Test
    void helpWithoutAnAlgorithmNamesThemAll() {
        String help = Shell.here("cluster", "--help").out();

        for (ClusterAlgorithm algorithm : ClusterAlgorithm.values()) {
            assertThat(help.replaceAll("\\s+", " "))
                    .contains(" " + algorithm + " " + algorithm.summary().substring(0, 5));
        }
        assertThat(help).doesNotContain("--batch-size");
    }

    private static String helpOf(String algorithm) {
        return Shell.here("cluster", "--algorithm", algorithm, "--help").out();
    }

    @Test
    void noiseIsMinusOneAndLeftOutOfTheIndices() throws IOException {
        Path labels = folder.resolve("labels");

        JsonNode result = result("--algorithm", "trimmed", "--trimmed-share", "0.1", "--labels", labels);

        assertThat(Shell.read(labels).lines()).hasSize(10).last().isEqualTo("-1");
        assertThat(result.get("noise").asInt()).isEqualTo(1);
        assertThat(result.get("reasons").get("noise").asText()).contains("left out");
        data = Shell.write(folder.resolve("kept.csv"), ROWS.replace("900,950\n", ""));
        JsonNode kept = result();
        assertThat(kept.get("noise").asInt()).isZero();
        for (String index : List.of("silhouette", "daviesBouldin", "calinskiHarabasz")) {
            assertThat(result.get(index).asDouble())
                    .as(index)
                    .isEqualTo(kept.get(index).asDouble());
        }
    }

    @Test
    void directionsAreMeasuredWhateverTheLengthOfTheRows() throws IOException {
        JsonNode result = result("--algorithm", "spherical");
        assertThat(result.get("reasons").get("indices").asText()).contains("unit length");
        data = Shell.write(folder.resolve("longer.csv"), ROWS.replace("1,9\n1,9.5", "1000,9000\n1,9.5"));

        JsonNode longer = result("--algorithm", "spherical");

        for (String index : List.of("silhouette", "daviesBouldin", "calinskiHarabasz")) {
            assertThat(longer.get(index).asDouble())
                    .as(index)
                    .isCloseTo(
                            result.get(index).asDouble(),
                            within(1e-9 * result.get(index).asDouble()));
        }
    }

    @Test
    void featureWeightsAreAlsoThoseOfTheIndices() throws IOException {
        JsonNode weighted = result("--feature-weights", "4,0");
        assertThat(weighted.get("reasons").get("indices").asText()).contains("weights");
        StringBuilder scaled = new StringBuilder();
        ROWS.lines()
                .forEach(row -> scaled.append(2 * Double.parseDouble(row.split(",", -1)[0]))
                        .append(",0\n"));
        data = Shell.write(folder.resolve("scaled.csv"), scaled.toString());

        JsonNode result = result();

        for (String number : List.of("inertia", "silhouette", "daviesBouldin", "calinskiHarabasz")) {
            assertThat(weighted.get(number).asDouble())
                    .as(number)
                    .isCloseTo(
                            result.get(number).asDouble(),
                            within(1e-9 * result.get(number).asDouble()));
        }
    }

    @Test
    void missingValuesAreLeftOutOrComparedWhereTheyAreThere() throws IOException {
        data = Shell.write(folder.resolve("missing.csv"), "a,b\n1,2\n1,\nNaN,3\n1,2.5\n9,9\n9,8\n");
        Path labels = folder.resolve("labels");
        assertThat(cluster().err()).contains("row 2, column 'b'");

        JsonNode leftOut = result("--missing", "leave-out", "--labels", labels);
        assertThat(Shell.read(labels)).isEqualTo("0\n-1\n-1\n0\n1\n1\n");
        assertThat(leftOut.get("silhouette").asDouble()).isGreaterThan(.8);

        JsonNode observed = result("--missing", "observed", "--labels", labels);
        assertThat(Shell.read(labels)).isEqualTo("0\n0\n0\n0\n1\n1\n");
        assertThat(observed.get("noise").asInt()).isZero();
        assertThat(observed.get("silhouette").isNull()).isTrue();
        assertThat(observed.get("reasons").get("silhouette").asText()).contains("missing");
    }

    @Test
    void singlePrecisionRoundsTheDataOnce() throws IOException {
        data = Shell.write(folder.resolve("thirds.csv"), "0.1\n0.1\n0.7\n0.7\n");
        assertThat(result("--scale", "none").get("precision").asText()).isEqualTo("double");

        JsonNode single = result("--precision", "single");

        assertThat(single.get("precision").asText()).isEqualTo("single");
        assertThat(single.get("inertia").asDouble()).isZero();
    }
}
