package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clustering that is fair to the groups of protected columns. */
class FairClusterTest {
    private static final String ADULT = "fair_clustering/adult_1000_fair_lloyd.csv";
    private static final String ROWS = """
            x,sex,y,age
            1,f,9,25
            1,f,9.5,31
            1.5,m,9,?
            9,m,1,50
            9.5,"m",1,29
            9,m,1.5,70
            """;

    @TempDir
    private Path folder;

    private Path data;
    private Path json;
    private int clusters = 2;

    @BeforeEach
    void prepare() {
        data = Shell.write(folder.resolve("data.csv"), ROWS);
        json = folder.resolve("result.json");
    }

    private Shell.Result cluster(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("cluster", "--data", data, "--clusters", clusters, "--quiet"));
        all.addAll(Arrays.asList(arguments));
        if (!all.contains("--algorithm")) {
            all.addAll(List.of("--algorithm", "fair-lloyd"));
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

    private void assertRefused(String expected, Object... arguments) {
        Shell.Result run = cluster(arguments);
        assertThat(run.code()).as(run.out()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).hasLineCount(1).startsWith("segment: ").contains(expected);
    }

    /** The centres published with these rows cost both groups 6.9568; restarts reach 6.9529. */
    @Test
    @RequiresData({ADULT})
    void bothGroupsOfThePublishedSampleCostLessThanWithItsCentres() throws IOException {
        data = ReferenceData.path(ADULT);
        clusters = 4;

        JsonNode result = result(
                "--protected",
                "sex",
                "--features",
                "age,final-weight,education-num,marital-status,occupation,relationship,capital-gain,hours-per-week,"
                        + "native-country,income");

        assertThat(result.get("algorithm").asText()).isEqualTo("fair-lloyd");
        assertThat(result.get("columns").asInt()).isEqualTo(10);
        JsonNode costs = result.get("groupCosts");
        assertThat(costs.get("0").get("count").asInt()).isEqualTo(344);
        assertThat(costs.get("1").get("count").asInt()).isEqualTo(656);
        for (String group : List.of("0", "1")) {
            JsonNode cost = costs.get(group);
            assertThat(cost.get("cost").asDouble()).isCloseTo(6.9529, within(5e-5));
            assertThat(cost.get("cost").asDouble())
                    .isBetween(cost.get("lower").asDouble(), cost.get("upper").asDouble());
        }
        assertThat(result.get("gap").asDouble()).isBetween(0., 1e-4);
        assertThat(result.get("balance").asDouble()).isBetween(0., 1.);
        assertThat(result.get("klError").asDouble()).isPositive();
    }

    /** The six rows fall apart by sex: balance puts as many of each into both clusters, whatever that costs. */
    @Test
    void groupsAreInBalanceAndTheGapIsThatOfTheCertificate() throws IOException {
        JsonNode result =
                result("--algorithm", "fair-kmeans", "--protected", "sex", "--features", "x,y", "--balance", "0.5");

        assertThat(result.get("algorithm").asText()).isEqualTo("fair-kmeans");
        assertThat(result.get("balance").asDouble()).isGreaterThanOrEqualTo(0.5);
        assertThat(result.get("gap").asDouble()).isZero();
        assertThat(result.get("groupCosts").get("f").get("count").asInt()).isEqualTo(2);
    }

    @Test
    void aBalanceThatCannotBeIsRefusedWithTheMostThatCan() {
        assertRefused("sex", "--algorithm", "fair-kmeans", "--protected", "sex", "--features", "x,y", "--balance", "1");
    }

    @Test
    void protectedColumnsAreNoFeaturesAndMayBeTexts() throws IOException {
        JsonNode result = result("--protected", "sex,age", "--bands", "age=30,50");

        assertThat(result.get("columns").asInt()).isEqualTo(2);
        JsonNode costs = result.get("groupCosts");
        assertThat(costs.fieldNames())
                .toIterable()
                .containsExactly("sex=f", "sex=m", "age=under 30", "age=30 to under 50", "age=50 and over");
        assertThat(costs.get("sex=f").get("count").asInt()).isEqualTo(2);
        assertThat(costs.get("age=50 and over").get("count").asInt()).isEqualTo(2);
        assertThat(result.get("balance").asDouble()).isZero();
        assertThat(result.get("reasons").get("groupCosts").asText()).contains("1 rows are of no known group of age");
    }

    @Test
    void withoutAFileTheGroupsAreInTheTable() {
        Shell.Result run = cluster("--protected", "sex", "--features", "x");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("6 rows x 1 columns", "balance", "klError", "gap")
                .containsPattern("cost +f: [0-9.E-]+ .*2 rows\\)")
                .containsPattern("cost +m: [0-9.E-]+ .*4 rows\\)");
    }

    @Test
    void featuresAreChosenByNameForEveryAlgorithm() {
        Shell.Result run =
                Shell.here("cluster", "--data", data, "--features", "y,x", "--clusters", 2, "--quiet", "--scale", "z");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("6 rows x 2 columns").doesNotContain("balance");
    }

    @Test
    void whatDoesNotFitIsRefusedWithOneLine() throws IOException {
        assertRefused("needs --protected");
        assertRefused("no such column", "--protected", "gender");
        assertRefused("both: [sex]", "--protected", "sex", "--features", "x,sex");
        assertRefused("row 1, column 'sex'", "--protected", "age");
        assertRefused("names [sex]", "--protected", "sex", "--bands", "age=30");
        assertRefused("ascending", "--protected", "age", "--bands", "age=50,30");
        assertRefused("takes numbers", "--protected", "age", "--bands", "age=old");
        assertRefused("twice", "--protected", "age", "--bands", "age=3", "--bands", "age=4");
        assertRefused("row 1, column 'sex'", "--protected", "sex", "--bands", "sex=1", "--features", "x");
        assertRefused("does not apply", "--protected", "sex", "--one-pass");

        data = Shell.write(folder.resolve("bare.csv"), "1,2\n3,4\n");
        assertRefused("has no header", "--protected", "x1");
        data = folder.resolve("data.npy");
        Files.write(data, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        assertRefused("has no header", "--protected", "sex");
        StringBuilder many = new StringBuilder("x,age\n");
        for (int i = 0; i < 30; i++) {
            many.append(i).append(',').append(20 + i).append('\n');
        }
        data = Shell.write(folder.resolve("many.csv"), many.toString());
        assertRefused("--bands age=", "--protected", "age");
    }
}
