package io.github.segmentation4j.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.fairness.cluster.GroupCosts;
import io.github.segmentation4j.feature.Precision;
import io.github.segmentation4j.quality.Statistic;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the command {@code cluster} found.
 *
 * @param algorithm the name it was asked for by
 * @param description the algorithm with its options, and the sample it was fitted on if that was not all rows
 * @param rows rows of the data
 * @param columns columns of the data
 * @param sizes rows of each cluster
 * @param noise rows in no cluster
 * @param inertia sum of squared distances, as the algorithm measures them
 * @param iterations iterations of the best run
 * @param convergence how the fit ended
 * @param indices numbers by name
 * @param fairness numbers about groups, if there are any
 * @param remarks what to know about a number or the data, by its name
 * @param settings how it was computed
 * @param seconds what took how long, by name
 */
record ClusterResult(
        String algorithm,
        String description,
        long rows,
        int columns,
        List<Long> sizes,
        long noise,
        Statistic inertia,
        int iterations,
        Clustering.Convergence convergence,
        Map<String, Statistic> indices,
        Optional<FairFigures> fairness,
        Map<String, String> remarks,
        Settings settings,
        Map<String, Double> seconds) {

    /**
     * How it was computed.
     *
     * @param seed the seed
     * @param threads the threads
     * @param precision what the numbers were stored in
     */
    record Settings(long seed, int threads, Precision precision) {
        String precisionInWords() {
            return precision.name().toLowerCase(Locale.ROOT);
        }
    }

    void writeJson(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("algorithm", algorithm);
            json.writeStringField("description", description);
            json.writeNumberField("rows", rows);
            json.writeNumberField("columns", columns);
            json.writeNumberField("clusters", sizes.size());
            json.writeNumberField("seed", settings.seed());
            Map<String, String> reasons = new LinkedHashMap<>(remarks);
            write(json, "inertia", inertia, reasons);
            json.writeNumberField("iterations", iterations);
            json.writeBooleanField("converged", convergence == Clustering.Convergence.CONVERGED);
            json.writeArrayFieldStart("sizes");
            for (long size : sizes) {
                json.writeNumber(size);
            }
            json.writeEndArray();
            json.writeNumberField("noise", noise);
            for (Map.Entry<String, Statistic> index : indices.entrySet()) {
                write(json, index.getKey(), index.getValue(), reasons);
            }
            if (fairness.isPresent()) {
                writeFairness(json, fairness.get(), reasons);
            }
            for (Map.Entry<String, Double> part : seconds.entrySet()) {
                json.writeNumberField("seconds" + capitalised(part.getKey()), part.getValue());
            }
            json.writeStringField("kernel", KMeans.kernelName());
            json.writeStringField("precision", settings.precisionInWords());
            json.writeNumberField("threads", settings.threads());
            json.writeObjectFieldStart("reasons");
            for (Map.Entry<String, String> reason : reasons.entrySet()) {
                json.writeStringField(reason.getKey(), reason.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private static void writeFairness(JsonGenerator json, FairFigures fairness, Map<String, String> reasons)
            throws IOException {
        for (Map.Entry<String, Statistic> figure : fairness.figures().entrySet()) {
            write(json, figure.getKey(), figure.getValue(), reasons);
        }
        json.writeObjectFieldStart(FairFigures.COSTS);
        for (Map.Entry<String, GroupCosts.GroupCost> entry : fairness.costs().entrySet()) {
            Statistic cost = entry.getValue().cost();
            json.writeObjectFieldStart(entry.getKey());
            json.writeNumberField("count", entry.getValue().count());
            if (cost instanceof Statistic.Undetermined none) {
                json.writeNullField("cost");
                json.writeStringField("reason", none.reason());
            } else {
                json.writeNumberField("cost", cost.orElseThrow());
            }
            if (cost instanceof Statistic.Estimate estimate) {
                json.writeNumberField("lower", estimate.lower());
                json.writeNumberField("upper", estimate.upper());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        fairness.remark().ifPresent(remark -> reasons.put(FairFigures.COSTS, remark));
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    static void write(JsonGenerator json, String name, Statistic statistic, Map<String, String> reasons)
            throws IOException {
        if (statistic.value().isPresent()) {
            json.writeNumberField(name, statistic.value().getAsDouble());
        } else {
            json.writeNullField(name);
        }
        note(statistic).ifPresent(note -> reasons.put(name, note));
    }

    private static Optional<String> note(Statistic statistic) {
        if (statistic instanceof Statistic.Undetermined none) {
            return Optional.of(none.reason());
        }
        if (statistic instanceof Statistic.Estimate estimate) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "estimated from a sample; %.0f %% interval %.4f to %.4f",
                    100 * estimate.confidence(),
                    estimate.lower(),
                    estimate.upper()));
        }
        return Optional.empty();
    }

    /** The result for a person. */
    String table() {
        StringBuilder text = new StringBuilder();
        line(text, "algorithm", description);
        line(text, "data", rows + " rows x " + columns + " columns, " + settings.precisionInWords() + " precision");
        line(text, "clusters", String.valueOf(sizes.size()));
        line(text, "sizes", remarked("sizes", sizes.toString()));
        if (noise > 0) {
            line(text, "noise", remarked("noise", noise + (noise == 1 ? " row" : " rows")));
        }
        line(text, "inertia", remarked("inertia", inWords(inertia)));
        boolean converged = convergence == Clustering.Convergence.CONVERGED;
        line(text, "iterations", iterations + (converged ? "" : " (stopped by the limit on iterations)"));
        indices.forEach((name, value) -> line(text, name, inWords(value)));
        fairness.ifPresent(numbers -> lines(text, numbers));
        if (remarks.containsKey("indices")) {
            line(text, "indices", remarks.getOrDefault("indices", ""));
        }
        StringBuilder times = new StringBuilder();
        seconds.forEach((part, time) ->
                times.append(String.format(Locale.ROOT, "%s%.3f %s", times.isEmpty() ? "" : ", ", time, part)));
        line(text, "seconds", times.toString());
        line(text, "threads", settings.threads() + ", kernel " + KMeans.kernelName());
        return text.toString();
    }

    private static void lines(StringBuilder text, FairFigures fairness) {
        fairness.figures().forEach((name, value) -> line(text, name, inWords(value)));
        fairness.costs().forEach((group, cost) -> line(text, "cost", group + ": " + inWords(cost)));
        fairness.remark().ifPresent(remark -> line(text, FairFigures.COSTS, remark));
    }

    private static String inWords(GroupCosts.GroupCost group) {
        String count = group.count() + (group.count() == 1 ? " row" : " rows");
        return group.cost() instanceof Statistic.Estimate cost
                ? String.format(
                        Locale.ROOT,
                        "%s (%.0f %% interval %.4f to %.4f, %s)",
                        cost.orElseThrow(),
                        100 * cost.confidence(),
                        cost.lower(),
                        cost.upper(),
                        count)
                : inWords(group.cost()) + " (" + count + ")";
    }

    private String remarked(String name, String value) {
        String remark = remarks.get(name);
        return remark == null ? value : value + " (" + remark + ")";
    }

    static String inWords(Statistic statistic) {
        String note = note(statistic).orElse("");
        return statistic.value().isEmpty()
                ? "- (" + note + ")"
                : statistic.value().getAsDouble() + (note.isEmpty() ? "" : " (" + note + ")");
    }

    static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-17s %s%n", name, value));
    }
}
