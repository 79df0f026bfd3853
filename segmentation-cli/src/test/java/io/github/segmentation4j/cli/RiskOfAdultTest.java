package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The census of 1994 by the command {@code risk}, against figures counted here row by row. */
@RequiresData({Adult.TRAIN})
class RiskOfAdultTest {
    private static final List<String> QUASI = List.of("age", "sex", "race");

    @TempDir
    private Path folder;

    private JsonNode result(Object... more) throws IOException {
        Path json = folder.resolve("risk.json");
        List<Object> all = new ArrayList<>(List.of("risk", "--customers", census(), "--quasi", "age,sex,race"));
        all.addAll(List.of("--sensitive", "income", "--json", json, "--quiet"));
        all.addAll(Arrays.asList(more));
        Shell.Result run = Shell.here(all.toArray());
        assertThat(run.code()).as(run.err()).isZero();
        return new JsonMapper().readTree(json.toFile());
    }

    private Path census() {
        Adult adult = Adult.train();
        List<List<String>> columns =
                Stream.of("age", "sex", "race", "income").map(adult::texts).toList();
        StringBuilder table = new StringBuilder("age,sex,race,income\n");
        for (int row = 0; row < adult.size(); row++) {
            int at = row;
            table.append(String.join(
                            ",", columns.stream().map(column -> column.get(at)).toList()))
                    .append('\n');
        }
        return Shell.write(folder.resolve("adult.csv"), table.toString());
    }

    /** How often each income occurs in each class of a file whose last column holds it. */
    private static Map<String, Map<String, Integer>> classes(Path file) {
        Map<String, Map<String, Integer>> classes = new LinkedHashMap<>();
        Shell.read(file).lines().skip(1).forEach(line -> {
            int comma = line.lastIndexOf(',');
            classes.computeIfAbsent(line.substring(0, comma), unseen -> new TreeMap<>())
                    .merge(line.substring(comma + 1), 1, Integer::sum);
        });
        return classes;
    }

    private static List<Integer> sizes(Map<String, Map<String, Integer>> classes) {
        return classes.values().stream().map(RiskOfAdultTest::sum).toList();
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** With two values the distance of a class is the difference of one share. */
    private static double farthest(Collection<Map<String, Integer>> classes, double shareOfAll) {
        return classes.stream()
                .mapToDouble(counts -> Math.abs((double) counts.getOrDefault(">50K", 0) / sum(counts) - shareOfAll))
                .max()
                .getAsDouble();
    }

    private static double number(JsonNode risk, String name) {
        return risk.get(name).get("value").asDouble();
    }

    @Test
    void theFiguresAreThoseCountedRowByRow() throws IOException {
        JsonNode risk = result("--sampling-share", 0.5).get("risk");

        Map<String, Map<String, Integer>> classes = classes(folder.resolve("adult.csv"));
        List<Integer> sizes = sizes(classes);
        List<Integer> small = sizes.stream().filter(size -> size < 20).toList();
        long unique = sizes.stream().filter(size -> size == 1).count();
        long pairs = sizes.stream().filter(size -> size == 2).count();
        assertThat(risk.get("classes").asInt()).isEqualTo(sizes.size());
        assertThat(risk.get("smallClasses").asInt()).isEqualTo(small.size());
        assertThat(risk.get("customersInSmallClasses").asInt())
                .isEqualTo(small.stream().mapToInt(Integer::intValue).sum());
        assertThat(unique).isGreaterThan(20);
        assertThat(risk.get("uniqueCustomers").asLong()).isEqualTo(unique);
        assertThat(number(risk, "uniqueShare")).isEqualTo(unique / 32_561.0);
        assertThat(number(risk, "prosecutorMean")).isEqualTo(sizes.size() / 32_561.0);
        assertThat(risk.get("smallestClassUnder").asInt()).isEqualTo(20);
        // As many persons outside the sample as in it: (1 - p) / p = 1.
        assertThat(number(risk, "journalistOfUnique")).isCloseTo(unique / (unique + 2.0 * pairs), within(1e-12));
        assertThat(number(risk.get("sensitive"), "distinctDiversity")).isEqualTo(1);
        assertThat(number(risk.get("sensitive"), "closeness"))
                .isCloseTo(farthest(classes.values(), 7841 / 32_561.0), within(1e-12));
    }

    @Test
    void theTableWrittenKeepsWhatWasAskedAndLosesWhatIsSaid() throws IOException {
        Path out = folder.resolve("out.csv");
        Object[] bands = {"--bands", "age=20,30,40,50,60,70", "--bands", "age=30,50", "--hierarchy", "race=" + races()};
        List<Object> all = new ArrayList<>(Arrays.asList(bands));
        all.addAll(List.of("--anonymise", out, "--k", 50, "--l", 2, "--t", 0.3, "--suppress", 0.01));
        JsonNode result = result(all.toArray());

        Map<String, Map<String, Integer>> classes = classes(out);
        List<Integer> sizes = sizes(classes);
        int kept = sizes.stream().mapToInt(Integer::intValue).sum();
        JsonNode anonymised = result.get("anonymised");
        assertThat(sizes).allMatch(size -> size >= 50);
        assertThat(classes.values()).allMatch(counts -> counts.size() == 2);
        assertThat(farthest(classes.values(), 7841 / 32_561.0)).isLessThanOrEqualTo(0.3);
        assertThat(32_561 - kept).isBetween(20, 325);
        assertThat(anonymised.get("customersLeftOut").asInt()).isEqualTo(32_561 - kept);
        assertThat(anonymised.get("risk").get("smallestClass").asInt())
                .isEqualTo(sizes.stream().min(Integer::compare).orElseThrow());
        assertThat(result.get("verdict").asText()).isEqualTo("pass");
        assertThat(anonymised.get("columns"))
                .extracting(column -> column.get("name").asText())
                .containsExactlyElementsOf(QUASI);
        // Bands are not joined; three of the five races are one, so 2 of 4 others fall together with each.
        assertThat(anonymised.get("columns"))
                .extracting(column -> column.get("level").asInt())
                .containsExactly(0, 0, 1);
        long joined =
                Shell.read(out).lines().filter(line -> line.contains(",Other,")).count();
        assertThat(anonymised.get("loss").asDouble())
                .isCloseTo((32_561 - kept + joined * 0.5 / 3) / 32_561, within(1e-12));
    }

    private Path races() {
        return Shell.write(
                folder.resolve("races.txt"),
                "White;White\nBlack;Black\nAsian-Pac-Islander;Other\nAmer-Indian-Eskimo;Other\nOther;Other\n");
    }
}
