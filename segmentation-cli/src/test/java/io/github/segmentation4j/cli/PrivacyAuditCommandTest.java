package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.audit.ClaimAudit;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attacks from the command line: figures with intervals, verdicts and exit codes. */
class PrivacyAuditCommandTest {
    private static final int ROWS = 400;

    @TempDir
    private Path folder;

    private Path data;
    private Path bounds;
    private Path json;
    private Path html;

    /** Rows spread evenly, so that many centroids sit on the rows they were made of. */
    @BeforeEach
    void prepare() {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder rows = new StringBuilder("x,y,z\n");
        for (int i = 0; i < ROWS; i++) {
            rows.append(random.nextDouble())
                    .append(',')
                    .append(random.nextDouble())
                    .append(',')
                    .append(random.nextDouble())
                    .append('\n');
        }
        data = Shell.write(folder.resolve("data.csv"), rows.toString());
        bounds = Shell.write(folder.resolve("bounds.csv"), "0,1\n0,1\n0,1\n");
        json = folder.resolve("audit.json");
        html = folder.resolve("audit.html");
    }

    private Shell.Result audit(int clusters, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("privacy-audit", "--data", data, "--clusters", clusters, "--quiet"));
        all.addAll(Arrays.asList(arguments));
        return Shell.here(all.toArray());
    }

    private Shell.Result auditPrivately(int clusters, Object... arguments) {
        List<Object> all = new ArrayList<>(
                List.of("--algorithm", "dp-kmeans", "--epsilon", 8, "--delta", "1e-6", "--bounds", bounds));
        all.addAll(Arrays.asList(arguments));
        return audit(clusters, all.toArray());
    }

    private JsonNode read(Shell.Result run) throws IOException {
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        return new JsonMapper().readTree(json.toFile());
    }

    private void assertRefused(String expected, Shell.Result run) {
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).hasLineCount(1).startsWith("segment: ").contains(expected);
        assertThat(json).doesNotExist();
        assertThat(html).doesNotExist();
    }

    @Test
    void aModelOfManyClustersGivesItsMembersAway() {
        Shell.Result run = audit(100, "--restarts", 1);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .containsPattern(
                        "AUC +0\\.[89]\\d+ \\(95 % interval 0\\.\\d+ to 0\\.\\d+\\); 0\\.5 is chance, the limit is 0\\.6")
                .containsPattern("true positives +0\\.\\d+ \\(95 % interval .*\\) at 1 % false positives")
                .containsPattern("WARN +the AUC of telling members is at least")
                .contains("verdict           warn: the model tells more than it may");
    }

    @Test
    void strictBlocksWhereALimitIsPassed() {
        Shell.Result run = audit(100, "--restarts", 1, "--strict", "--html", html);

        assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
        assertThat(run.err()).hasLineCount(1).startsWith("segment: blocked");
        assertThat(html).exists();
        assertThat(audit(100, "--restarts", 1, "--strict", "--auc-limit", 1, "--true-positives-limit", 1)
                        .code())
                .isZero();
    }

    @Test
    void aModelOfFewClustersIsWithinTheLimits() throws IOException {
        JsonNode result = read(audit(2, "--shadow-models", 4, "--strict", "--json", json, "--html", html));

        assertThat(result.get("type").asText()).isEqualTo("privacy-audit/1");
        assertThat(result.get("verdict").asText()).isEqualTo("pass");
        assertThat(result.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(result.get("shadowModels").asInt()).isEqualTo(4);
        assertThat(result.has("claim")).isFalse();
        JsonNode membership = result.get("membership");
        assertThat(membership.get("auc").get("lower").asDouble())
                .isLessThan(membership.get("auc").get("value").asDouble());
        assertThat(membership.get("truePositives").get("confidence").asDouble()).isEqualTo(.95);
        assertThat(membership.get("falsePositiveRates")).hasSize(102);
        assertThat(membership.get("truePositiveRates")).hasSize(102);
        assertThat(Shell.read(html))
                .startsWith("<!DOCTYPE html>")
                .contains("Privacy audit", "badge pass", "AUC", "<svg", "true positives", "shadow model")
                .doesNotContain("<script", "http:", "https:");
    }

    @Test
    void theSameSeedGivesTheSameBytesForAnyThreads() {
        assertThat(audit(5, "--json", json, "--threads", 1).code()).isZero();
        String once = Shell.read(json);

        assertThat(audit(5, "--json", json, "--threads", 3).code()).isZero();

        assertThat(Shell.read(json)).isEqualTo(once);
    }

    @Test
    void theClaimOfAPrivateAlgorithmIsHeldAgainstCanaries() throws IOException {
        // A true claim is contradicted with a probability of at most 1 in 20; an epsilon of 8 leaves no room for that
        // here,
        // as 200 guesses cannot prove more than 4.3.
        JsonNode result =
                read(auditPrivately(3, "--scale", "bounds", "--canaries", 400, "--json", json, "--html", html));

        JsonNode claim = result.get("claim");
        assertThat(claim.get("epsilon").asDouble()).isEqualTo(8);
        assertThat(claim.get("canaries").asInt()).isEqualTo(400);
        assertThat(claim.get("outcome").asText()).isEqualTo("NOT_CONTRADICTED");
        assertThat(claim.get("provenEpsilon").get("value").asDouble()).isBetween(0.0, 8.0);
        assertThat(result.get("description").asText()).startsWith("private k-means(clusters=3");
        assertThat(result.get("findings").get(0).get("message").asText()).contains("no proof");
        assertThat(Shell.read(html)).contains("privacy-claim", "not contradicted", "canary");
        assertThat(auditPrivately(3, "--adjacency", "replace", "--shadow-models", 4)
                        .out())
                .contains("proven epsilon", "adjacency=REPLACE");
    }

    @Test
    void aContradictedClaimBlocksIfStrict() {
        ClaimAudit contradicted = new ClaimAudit(new PrivacyCost(1, 1e-6), Statistic.of(2), .95);
        for (Verdict serious : List.of(Verdict.WARN, Verdict.BLOCK)) {
            PrivacyAuditTask task = new PrivacyAuditTask(
                    new MatrixOptions(), new ClustererOptions(), KMeans.withClusters(2), 0, null, serious, .6, .05);

            CheckResult check = task.check(contradicted);

            assertThat(check.verdict()).isEqualTo(serious);
            assertThat(check.findings().get(0).message())
                    .contains("epsilon 1.0 is contradicted: the canaries prove at least 2.000");
            assertThat(task.check(new ClaimAudit(new PrivacyCost(1, 0), Statistic.undetermined("no guess"), .95))
                            .findings()
                            .get(0)
                            .message())
                    .contains("could not be tried", "no guess");
        }
    }

    @Test
    void fewRowsCannotBeAudited() throws IOException {
        data = Shell.write(folder.resolve("few.csv"), "1,2\n2,3\n5,6\n");

        JsonNode result = read(audit(1, "--json", json));

        assertThat(result.get("membership").get("auc").get("reason").asText()).contains("at least 20");
        assertThat(result.get("verdict").asText()).isEqualTo("warn");
        assertThat(audit(1).out()).contains("not everything could be determined");
        assertThat(audit(1, "--strict").code()).isEqualTo(ExitCode.BLOCKED);
    }

    @Test
    void fairAlgorithmsAreAuditedWithTheirGroups() {
        String header = "x,sex\n";
        data = Shell.write(folder.resolve("people.csv"), header + "1,f\n2,m\n8,f\n9,m\n3,f\n".repeat(60));

        Shell.Result run = audit(2, "--algorithm", "fair-lloyd", "--protected", "sex");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("150 rows in the model");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--shadow-models 3                  | shadow models must be 0 or an even number",
                "--shadow-models -2                 | shadow models",
                "--canaries 10                      | --canaries does not apply to --algorithm kmeans, only to dp-kmeans",
                "--epsilon 1                        | --epsilon does not apply",
                "--scale bounds                     | --scale bounds does not apply",
                "--auc-limit 1.5                    | limits must be from 0 to 1",
                "--auc-limit NaN                    | limits must be from 0 to 1",
                "--true-positives-limit -1          | limits must be from 0 to 1",
                "--clusters 0                       | clusters",
                "--ledger l                         | --ledger",
                "--labels l                         | --labels",
                "--features a,b                     | 'a'",
                "--algorithm dp-kmeans              | needs --epsilon",
                "--algorithm dp-kmeans --epsilon NaN --delta 1e-6 --bounds b | --epsilon must be",
                "--algorithm dp-kmeans --epsilon 1 --delta 1e-6 --bounds private | --bounds must be a file",
                "--algorithm dp-kmeans --epsilon 1 --delta 1e-6 --bounds b --canaries 0 | --canaries must be at least 1",
                "--algorithm dp-kmeans --epsilon 1 --delta 1e-6 --bounds b --scale z | --scale z does not go with",
            })
    void whatCannotBeIsRefused(String options, String expected) {
        List<Object> arguments = new ArrayList<>(List.of("--json", json, "--html", html));
        arguments.addAll(List.of(options.split(" +", -1)));
        boolean clusters = options.startsWith("--clusters");

        Shell.Result run = clusters
                ? Shell.here("privacy-audit", "--data", data, "--clusters", 0, "--json", json, "--html", html)
                : audit(2, arguments.toArray());

        assertRefused(expected, run);
    }

    @Test
    void canariesThatReplaceRowsMustNotBeMore() {
        assertRefused(
                "at most the 400 rows",
                auditPrivately(2, "--adjacency", "replace", "--canaries", 401, "--json", json, "--html", html));
    }

    @Test
    void helpSaysWhatAnAttackIsWorth() {
        String help = Shell.here("privacy-audit", "--algorithm", "dp-kmeans", "--help")
                .out()
                .replaceAll("\\s+", " ");

        assertThat(help)
                .contains(
                        "An attack that fails is no proof of privacy", "where 1 % of the others", "not for publication")
                .contains("--shadow-models", "--canaries", "--strict")
                .doesNotContain("--ledger=", "--non-private-labels  ");
        assertThat(Shell.here("--help").out()).contains("privacy-audit");
    }

    @Test
    @RequiresData({Adult.TRAIN})
    void theCensusIsSafeWithAFewClusters() throws IOException {
        StringBuilder rows = new StringBuilder("age,hours\n");
        double[][] numbers = Adult.train().numbers("age", "hours-per-week");
        for (double[] row : numbers) {
            rows.append(row[0]).append(',').append(row[1]).append('\n');
        }
        data = Shell.write(folder.resolve("adult.csv"), rows.toString());

        JsonNode result = read(audit(5, "--restarts", 2, "--strict", "--json", json));

        assertThat(result.get("rows").asInt()).isEqualTo(32561);
        assertThat(result.get("membership").get("auc").get("upper").asDouble()).isLessThan(.55);
    }
}
