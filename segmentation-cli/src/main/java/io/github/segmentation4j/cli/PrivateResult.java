package io.github.segmentation4j.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.cluster.PrivateClustering;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
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
import java.util.OptionalLong;

/**
 * What the command {@code cluster} may tell of private clusters: nothing but what was paid for, unless open figures were
 * asked for aloud. It holds no times, as the time of a fit depends on the rows.
 *
 * @param fit what was found, and at what cost
 * @param columns the names of the columns
 * @param rows their number where it is public
 * @param cost what the whole run cost
 * @param account who paid
 * @param settings how it was computed
 * @param open what is not private
 */
record PrivateResult(
        PrivateFit fit,
        List<String> columns,
        OptionalLong rows,
        PrivacyCost cost,
        LedgerOptions.Account account,
        ClusterResult.Settings settings,
        Optional<OpenFigures> open) {
    private static final String ROWS_ARE_PRIVATE = "whether a row is there at all is hidden, so their number is too";
    private static final String NOISE = "from a secure source; the seed moves starts alone";
    private static final String NOT_PRIVATE = "computed from the rows without noise: for those who may see the rows";

    private PrivateClustering found() {
        return fit.found();
    }

    private PrivateKMeansOptions.Neighbours neighbours() {
        return PrivateKMeansOptions.Neighbours.of(found().spend().adjacency());
    }

    private String unit() {
        return found().spend().unit().name().toLowerCase(Locale.ROOT);
    }

    private double[] centroid(int cluster) {
        return fit.columns().original(found().model().centroid(cluster));
    }

    void writeJson(Path file) throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("algorithm", ClusterAlgorithm.dpKmeans.toString());
            json.writeStringField("description", found().description());
            json.writeStringField("method", method());
            if (rows.isPresent()) {
                json.writeNumberField("rows", rows.getAsLong());
            } else {
                json.writeNullField("rows");
                reasons.put("rows", ROWS_ARE_PRIVATE);
            }
            json.writeNumberField("columns", columns.size());
            json.writeNumberField("clusters", found().sizes().size());
            json.writeNumberField("seed", settings.seed());
            json.writeStringField("noise", NOISE);
            writeCost(json);
            writeBounds(json);
            json.writeArrayFieldStart("sizes");
            for (long size : found().sizes()) {
                json.writeNumber(size);
            }
            json.writeEndArray();
            json.writeNumberField("sizeError", found().sizeDeviation());
            reasons.put("sizeError", "the standard deviation of the noise of a size, in rows");
            writeCentroids(json, reasons);
            json.writeStringField("precision", settings.precisionInWords());
            json.writeNumberField("threads", settings.threads());
            if (open.isPresent()) {
                writeOpen(json, open.get(), reasons);
            }
            json.writeObjectFieldStart("reasons");
            for (Map.Entry<String, String> reason : reasons.entrySet()) {
                json.writeStringField(reason.getKey(), reason.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private String method() {
        return found().method().name().toLowerCase(Locale.ROOT);
    }

    private void writeCost(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("spent");
        json.writeNumberField("epsilon", cost.epsilon());
        json.writeNumberField("delta", cost.delta());
        json.writeStringField("adjacency", neighbours().toString());
        json.writeStringField("unit", unit());
        json.writeArrayFieldStart("parts");
        for (PrivateFit.Part part : fit.parts()) {
            json.writeStartObject();
            json.writeStringField("what", part.what());
            json.writeNumberField("rho", part.rho());
            json.writeNumberField("epsilonAlone", part.cost().epsilon());
            json.writeEndObject();
        }
        json.writeEndArray();
        PrivacyBudget budget = account.budget();
        PrivacyCost inAll = account.ledger().spent(account.dataSet());
        json.writeObjectFieldStart("budget");
        if (account.file().isPresent()) {
            json.writeStringField("dataSet", account.dataSet());
        } else {
            json.writeNullField("dataSet");
            json.writeStringField("reason", "no --ledger was given: a budget for this run only");
        }
        json.writeNumberField("epsilon", budget.limit().epsilon());
        json.writeNumberField("delta", budget.limit().delta());
        json.writeNumberField("epsilonSpentInAll", inAll.epsilon());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeBounds(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("bounds");
        json.writeStringField("learned", learned());
        for (String end : List.of("lower", "upper")) {
            json.writeArrayFieldStart(end);
            for (int c = 0; c < columns.size(); c++) {
                json.writeNumber(
                        end.equals("lower")
                                ? fit.columns().bounds().lower(c)
                                : fit.columns().bounds().upper(c));
            }
            json.writeEndArray();
        }
        json.writeStringField("scale", fit.columns().scale().toString());
        json.writeEndObject();
    }

    private String learned() {
        return fit.parts().size() > 1 ? "privately" : "no, they were given";
    }

    private void writeCentroids(JsonGenerator json, Map<String, String> reasons) throws IOException {
        json.writeArrayFieldStart("centroids");
        for (int j = 0; j < found().sizes().size(); j++) {
            json.writeStartObject();
            json.writeFieldName("centroid");
            double[] centroid = centroid(j);
            json.writeArray(centroid, 0, centroid.length);
            Statistic deviation = found().coordinateDeviations().get(j);
            if (deviation instanceof Statistic.Undetermined none) {
                json.writeNullField("error");
                json.writeStringField("reason", none.reason());
            } else {
                json.writeArrayFieldStart("error");
                for (int c = 0; c < centroid.length; c++) {
                    json.writeNumber(deviation.orElseThrow() * fit.columns().unit(c));
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        reasons.put(
                "error",
                "the standard deviation that noise gives each coordinate, in the units of its column; what the rows"
                        + " themselves leave uncertain is not in it");
    }

    private static void writeOpen(JsonGenerator json, OpenFigures figures, Map<String, String> reasons)
            throws IOException {
        json.writeObjectFieldStart("notPrivate");
        json.writeNumberField("rows", figures.rows());
        json.writeArrayFieldStart("sizes");
        for (long size : figures.sizes()) {
            json.writeNumber(size);
        }
        json.writeEndArray();
        json.writeNumberField("inertia", figures.inertia());
        for (Map.Entry<String, Statistic> index : figures.indices().entrySet()) {
            ClusterResult.write(json, index.getKey(), index.getValue(), reasons);
        }
        json.writeEndObject();
        reasons.put("notPrivate", NOT_PRIVATE);
    }

    /** The result for a person. */
    String table() {
        StringBuilder text = new StringBuilder();
        ClusterResult.line(text, "algorithm", found().description());
        ClusterResult.line(
                text,
                "data",
                (rows.isPresent() ? rows.getAsLong() + " rows" : "rows whose number is private") + " x "
                        + columns.size() + " columns, " + settings.precisionInWords() + " precision");
        ClusterResult.line(text, "cost", cost + ", " + neighbours() + ", each row a " + unit());
        if (fit.parts().size() > 1) {
            for (PrivateFit.Part part : fit.parts()) {
                ClusterResult.line(text, "", String.format(Locale.ROOT, "%s: rho %.4g", part.what(), part.rho()));
            }
        }
        ClusterResult.line(text, "budget", budget());
        ClusterResult.line(text, "first centroids", fit.found().method().name().toLowerCase(Locale.ROOT));
        ClusterResult.line(text, "noise", NOISE);
        ClusterResult.line(
                text, "sizes", found().sizes() + String.format(Locale.ROOT, " +- %.0f", found().sizeDeviation()));
        for (int j = 0; j < found().sizes().size(); j++) {
            ClusterResult.line(text, "centroid " + j, inWords(j));
        }
        ClusterResult.line(text, "+-", "the standard deviation of the noise");
        open.ifPresent(figures -> lines(text, figures));
        return text.toString();
    }

    private String budget() {
        PrivacyCost limit = account.budget().limit();
        if (account.file().isEmpty()) {
            return limit + " for this run only, which nobody keeps; a --ledger would";
        }
        return String.format(
                Locale.ROOT,
                "'%s' has spent epsilon %.4g of %s",
                account.dataSet(),
                account.ledger().spent(account.dataSet()).epsilon(),
                limit);
    }

    private String inWords(int cluster) {
        double[] centroid = centroid(cluster);
        Statistic deviation = found().coordinateDeviations().get(cluster);
        StringBuilder words = new StringBuilder();
        for (int c = 0; c < centroid.length; c++) {
            words.append(c == 0 ? "" : ", ").append(columns.get(c)).append(' ');
            words.append(String.format(Locale.ROOT, "%.5g", centroid[c]));
            if (deviation.value().isPresent()) {
                words.append(String.format(
                        Locale.ROOT,
                        " +- %.2g",
                        deviation.orElseThrow() * fit.columns().unit(c)));
            }
        }
        return deviation instanceof Statistic.Undetermined none
                ? words + " (error: " + none.reason() + ")"
                : words.toString();
    }

    private static void lines(StringBuilder text, OpenFigures figures) {
        ClusterResult.line(text, "NOT PRIVATE", NOT_PRIVATE);
        ClusterResult.line(text, "rows", String.valueOf(figures.rows()));
        ClusterResult.line(text, "exact sizes", figures.sizes().toString());
        ClusterResult.line(text, "inertia", String.valueOf(figures.inertia()));
        figures.indices().forEach((name, value) -> ClusterResult.line(text, name, ClusterResult.inWords(value)));
    }
}
