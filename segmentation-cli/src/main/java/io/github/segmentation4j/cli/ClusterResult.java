package io.github.segmentation4j.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.quality.Statistic;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the command {@code cluster} found.
 *
 * @param algorithm the name it was asked for by
 * @param rows rows of the data
 * @param columns columns of the data
 * @param clustering labels and model
 * @param seed the seed
 * @param threads the threads
 * @param secondsRead time spent reading
 * @param secondsFit time spent fitting
 * @param indices numbers by name
 */
record ClusterResult(
        String algorithm,
        int rows,
        int columns,
        Clustering clustering,
        long seed,
        int threads,
        double secondsRead,
        double secondsFit,
        Map<String, Statistic> indices) {

    void writeJson(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("algorithm", algorithm);
            json.writeNumberField("rows", rows);
            json.writeNumberField("columns", columns);
            json.writeNumberField("clusters", clustering.clusterCount());
            json.writeNumberField("seed", seed);
            Map<String, String> reasons = new LinkedHashMap<>();
            Statistic inertia = clustering.inertia().isPresent()
                    ? Statistic.of(clustering.inertia().getAsDouble())
                    : Statistic.undetermined("the model has no centroids");
            write(json, "inertia", inertia, reasons);
            json.writeNumberField("iterations", clustering.iterations());
            json.writeBooleanField("converged", clustering.convergence() == Clustering.Convergence.CONVERGED);
            json.writeFieldName("sizes");
            int[] sizes = clustering.sizes();
            json.writeArray(sizes, 0, sizes.length);
            for (Map.Entry<String, Statistic> index : indices.entrySet()) {
                write(json, index.getKey(), index.getValue(), reasons);
            }
            json.writeNumberField("secondsRead", secondsRead);
            json.writeNumberField("secondsFit", secondsFit);
            json.writeStringField("kernel", KMeans.kernelName());
            json.writeNumberField("threads", threads);
            json.writeObjectFieldStart("reasons");
            for (Map.Entry<String, String> reason : reasons.entrySet()) {
                json.writeStringField(reason.getKey(), reason.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, String name, Statistic statistic, Map<String, String> reasons)
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
        line(text, "algorithm", algorithm);
        line(text, "data", rows + " rows x " + columns + " columns");
        line(text, "clusters", String.valueOf(clustering.clusterCount()));
        line(text, "sizes", Arrays.toString(clustering.sizes()));
        clustering.inertia().ifPresent(value -> line(text, "inertia", String.valueOf(value)));
        line(
                text,
                "iterations",
                clustering.iterations()
                        + (clustering.convergence() == Clustering.Convergence.CONVERGED
                                ? ""
                                : " (stopped by --max-iterations)"));
        indices.forEach((name, value) -> line(text, name, inWords(value)));
        line(text, "seconds", String.format(Locale.ROOT, "%.3f read, %.3f fit", secondsRead, secondsFit));
        line(text, "threads", threads + ", kernel " + KMeans.kernelName());
        return text.toString();
    }

    private static String inWords(Statistic statistic) {
        String note = note(statistic).orElse("");
        return statistic.value().isEmpty()
                ? "- (" + note + ")"
                : statistic.value().getAsDouble() + (note.isEmpty() ? "" : " (" + note + ")");
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-17s %s%n", name, value));
    }
}
