package io.github.segmentation4j.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.segmentation4j.quality.ClusterCountChoice;
import io.github.segmentation4j.quality.ClusterCountChoice.Candidate;
import io.github.segmentation4j.quality.GapReport;
import io.github.segmentation4j.quality.Statistic;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A vote on the number of clusters, for a person and for a machine.
 *
 * @param algorithm its name
 * @param rows how many rows were clustered
 * @param columns of how many columns
 * @param seed the seed
 * @param measured how the indices measured the rows, if not as they are
 * @param choice the vote
 */
record ChooseKResult(
        ClusterAlgorithm algorithm,
        int rows,
        int columns,
        long seed,
        Optional<String> measured,
        ClusterCountChoice choice) {
    private static final String STABILITY = "stability";
    private static final String GAP = "gap";
    private static final String VOTES = "votes";
    private static final String NONE = "-";

    void writeJson(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("algorithm", algorithm.toString());
            json.writeNumberField("rows", rows);
            json.writeNumberField("columns", columns);
            json.writeNumberField("seed", seed);
            json.writeNumberField("clusters", choice.clusterCount());
            json.writeArrayFieldStart("candidates");
            for (Candidate candidate : choice.candidates()) {
                write(json, candidate);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("skipped");
            for (Map.Entry<Integer, String> skipped : choice.skipped().entrySet()) {
                json.writeStringField(skipped.getKey().toString(), skipped.getValue());
            }
            json.writeEndObject();
            if (choice.gap().isPresent()) {
                write(json, choice.gap().get());
            }
            json.writeArrayFieldStart("reasons");
            for (String reason : reasons()) {
                json.writeString(reason);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Candidate candidate) throws IOException {
        json.writeStartObject();
        json.writeNumberField("clusters", candidate.clusterCount());
        json.writeNumberField(VOTES, candidate.votes());
        Map<String, Statistic> figures = new LinkedHashMap<>(candidate.indices());
        figures.put("inertia", candidate.inertia());
        figures.put(STABILITY, candidate.stability());
        write(json, figures);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, GapReport gap) throws IOException {
        json.writeObjectFieldStart(GAP);
        if (gap.clusterCount().isPresent()) {
            json.writeNumberField("clusters", gap.clusterCount().getAsInt());
        } else {
            json.writeNullField("clusters");
        }
        json.writeStringField("structure", gap.structure().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("referenceSets", gap.referenceSets());
        json.writeArrayFieldStart("points");
        for (GapReport.Point point : gap.points()) {
            json.writeStartObject();
            json.writeNumberField("clusters", point.clusterCount());
            Map<String, Statistic> figures = new LinkedHashMap<>();
            figures.put("logDispersion", point.logDispersion());
            figures.put("referenceMean", point.referenceMean());
            figures.put(GAP, point.gap());
            figures.put("standardError", point.standardError());
            write(json, figures);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Map<String, Statistic> figures) throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Map.Entry<String, Statistic> figure : figures.entrySet()) {
            ClusterResult.write(json, figure.getKey(), figure.getValue(), reasons);
        }
        if (!reasons.isEmpty()) {
            json.writeObjectFieldStart("reasons");
            for (Map.Entry<String, String> reason : reasons.entrySet()) {
                json.writeStringField(reason.getKey(), reason.getValue());
            }
            json.writeEndObject();
        }
    }

    /** The vote as a table, then its reasons. */
    String text() {
        List<String> header = new ArrayList<>(List.of("k"));
        header.addAll(choice.candidates().get(0).indices().keySet());
        choice.gap().ifPresent(gap -> header.add(GAP));
        header.addAll(List.of(STABILITY, VOTES));
        TextTable table = new TextTable(0, header.toArray(String[]::new));
        for (Candidate candidate : choice.candidates()) {
            List<String> cells = new ArrayList<>(List.of(String.valueOf(candidate.clusterCount())));
            candidate.indices().values().forEach(index -> cells.add(shown(index)));
            choice.gap().ifPresent(gap -> cells.add(shown(gapOf(gap, candidate.clusterCount()))));
            cells.add(shown(candidate.stability()));
            cells.add(String.valueOf(candidate.votes()));
            table.add(cells.toArray(String[]::new));
        }
        StringBuilder text = new StringBuilder(table.toString()).append(System.lineSeparator());
        reasons().forEach(reason -> text.append(reason).append(System.lineSeparator()));
        return text.append(System.lineSeparator())
                .append("k = ")
                .append(choice.clusterCount())
                .append(System.lineSeparator())
                .toString();
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        measured.ifPresent(how -> reasons.add("the indices are " + how));
        reasons.addAll(choice.reasons());
        return reasons;
    }

    private static Statistic gapOf(GapReport gap, int clusters) {
        Optional<Statistic> found = gap.points().stream()
                .filter(point -> point.clusterCount() == clusters)
                .map(GapReport.Point::gap)
                .findFirst();
        return found.orElse(Statistic.undetermined("not measured"));
    }

    private static String shown(Statistic statistic) {
        return statistic.value().isEmpty()
                ? NONE
                : String.format(
                        Locale.ROOT,
                        Math.abs(statistic.value().getAsDouble()) < 1e6 ? "%.3f" : "%.4g",
                        statistic.value().getAsDouble());
    }
}
