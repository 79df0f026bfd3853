package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Agreement;
import io.github.segmentation4j.quality.CalinskiHarabasz;
import io.github.segmentation4j.quality.DaviesBouldin;
import io.github.segmentation4j.quality.Dbcv;
import io.github.segmentation4j.quality.Dunn;
import io.github.segmentation4j.quality.Silhouette;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.quality.ValidityIndex;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Which indices were asked for, and how they are computed. */
final class ClusterIndices {
    static final String SILHOUETTE = "silhouette";
    static final String DAVIES_BOULDIN = "daviesBouldin";
    static final String CALINSKI_HARABASZ = "calinskiHarabasz";
    static final String ARI = "ari";
    static final String NMI = "nmi";

    /** Up to here the silhouette is exact; its cost grows with the square of the rows. */
    private static final int EXACT_SILHOUETTE_ROWS = 30_000;

    private static final int SAMPLED_SILHOUETTE_ROWS = 5_000;

    /** Those that are computed where nobody says which. */
    private static final List<String> USUAL = List.of(SILHOUETTE, DAVIES_BOULDIN, CALINSKI_HARABASZ);

    /** Those that are computed where they are asked for by name: dear ones, and ones for clusters of any shape. */
    private static final Map<String, ValidityIndex> OTHERS = others();

    private static final String ALL = "all";

    private final String asked;
    private final Set<String> wanted;

    private ClusterIndices(String asked, Set<String> wanted) {
        this.asked = asked;
        this.wanted = wanted;
    }

    static ClusterIndices parse(String list) {
        if (list.equals(ALL)) {
            return new ClusterIndices(list, new LinkedHashSet<>(USUAL));
        }
        if (list.equals("none")) {
            return new ClusterIndices(list, Set.of());
        }
        Set<String> wanted = new LinkedHashSet<>(Arrays.asList(list.split(",", -1)));
        for (String name : wanted) {
            if (!USUAL.contains(name) && !OTHERS.containsKey(name)) {
                throw new InvalidInputException("--indices takes all, none, or some of " + String.join(",", USUAL) + ","
                        + String.join(",", OTHERS.keySet()) + ", was '" + list + "'");
            }
        }
        return new ClusterIndices(list, wanted);
    }

    private static Map<String, ValidityIndex> others() {
        Map<String, ValidityIndex> others = new LinkedHashMap<>();
        others.put("simplifiedSilhouette", Silhouette.simplified());
        others.put("dunn", Dunn.withDefaults());
        others.put("dbcv", Dbcv.withDefaults());
        return Collections.unmodifiableMap(others);
    }

    /** Whether none was asked for. */
    boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** Refuses to be asked by name for indices that cannot be computed because not all rows are in memory. */
    void requireNoneByName() {
        if (!wanted.isEmpty() && !asked.equals(ALL)) {
            throw new InvalidInputException("--indices " + asked
                    + " does not go with --one-pass: these indices need all rows in memory; take none or all, which"
                    + " leaves them out");
        }
    }

    /**
     * The numbers of the result where only labels can be compared.
     *
     * @param why nothing can be measured on the rows
     */
    static Map<String, Statistic> ofLabelsAlone(Optional<int[]> truth, int[] labels, String why) {
        Map<String, Statistic> values = new LinkedHashMap<>();
        for (String name : USUAL) {
            values.put(name, Statistic.undetermined(why));
        }
        putAgreement(values, truth, labels);
        return values;
    }

    /**
     * The numbers of the result by name; those that were not computed say why. Rows of noise are left out, except
     * where labels are compared: there they are one more label.
     */
    Map<String, Statistic> compute(
            FeatureMatrix matrix, Clustering clustering, Optional<int[]> truth, RunContext context) {
        int[] all = clustering.labels();
        int[] clustered = matrix.missingCount() == 0
                ? IntStream.range(0, all.length).toArray()
                : IntStream.range(0, all.length)
                        .filter(row -> all[row] != Clustering.NOISE)
                        .toArray();
        FeatureMatrix rows = clustered.length == all.length ? matrix : matrix.rows(clustered, context);
        int[] labels = Arrays.stream(clustered).map(row -> all[row]).toArray();
        Map<String, Statistic> values = new LinkedHashMap<>();
        ValidityIndex silhouette = rows.rowCount() <= EXACT_SILHOUETTE_ROWS
                ? Silhouette.exact()
                : Silhouette.sampled(SAMPLED_SILHOUETTE_ROWS);
        put(values, SILHOUETTE, silhouette, rows, labels, context);
        put(values, DAVIES_BOULDIN, DaviesBouldin.withDefaults(), rows, labels, context);
        put(values, CALINSKI_HARABASZ, CalinskiHarabasz.withDefaults(), rows, labels, context);
        OTHERS.forEach((name, index) -> {
            if (wanted.contains(name)) {
                put(values, name, index, rows, labels, context);
            }
        });
        putAgreement(values, truth, all);
        return values;
    }

    private static void putAgreement(Map<String, Statistic> values, Optional<int[]> truth, int[] labels) {
        Optional<Agreement> agreement = truth.map(known -> Agreement.between(known, labels));
        Statistic none = Statistic.undetermined("no --truth was given");
        values.put(ARI, agreement.map(Agreement::adjustedRand).orElse(none));
        values.put(NMI, agreement.map(Agreement::normalizedMutualInformation).orElse(none));
    }

    private void put(
            Map<String, Statistic> values,
            String name,
            ValidityIndex index,
            FeatureMatrix rows,
            int[] labels,
            RunContext context) {
        Statistic value;
        if (!wanted.contains(name)) {
            value = Statistic.undetermined("not asked for in --indices");
        } else if (rows.missingCount() > 0) {
            value = Statistic.undetermined("values are missing where distances between rows are measured");
        } else {
            value = index.of(rows, labels, context);
        }
        values.put(name, value);
    }
}
