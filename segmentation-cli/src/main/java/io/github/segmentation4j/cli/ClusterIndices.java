package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Agreement;
import io.github.segmentation4j.quality.CalinskiHarabasz;
import io.github.segmentation4j.quality.DaviesBouldin;
import io.github.segmentation4j.quality.Silhouette;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.quality.ValidityIndex;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    private static final List<String> NAMES = List.of(SILHOUETTE, DAVIES_BOULDIN, CALINSKI_HARABASZ);

    private final Set<String> wanted;

    private ClusterIndices(Set<String> wanted) {
        this.wanted = wanted;
    }

    static ClusterIndices parse(String list) {
        if (list.equals("all")) {
            return new ClusterIndices(new LinkedHashSet<>(NAMES));
        }
        if (list.equals("none")) {
            return new ClusterIndices(Set.of());
        }
        Set<String> wanted = new LinkedHashSet<>(Arrays.asList(list.split(",", -1)));
        for (String name : wanted) {
            if (!NAMES.contains(name)) {
                throw new InvalidInputException(
                        "--indices takes all, none, or some of " + String.join(",", NAMES) + ", was '" + list + "'");
            }
        }
        return new ClusterIndices(wanted);
    }

    /** All five numbers of the result by name; those that were not computed say why. */
    Map<String, Statistic> compute(
            FeatureMatrix matrix, Clustering clustering, Optional<int[]> truth, RunContext context) {
        Map<String, Statistic> values = new LinkedHashMap<>();
        ValidityIndex silhouette = matrix.rowCount() <= EXACT_SILHOUETTE_ROWS
                ? Silhouette.exact()
                : Silhouette.sampled(SAMPLED_SILHOUETTE_ROWS);
        put(values, SILHOUETTE, silhouette, matrix, clustering, context);
        put(values, DAVIES_BOULDIN, DaviesBouldin.withDefaults(), matrix, clustering, context);
        put(values, CALINSKI_HARABASZ, CalinskiHarabasz.withDefaults(), matrix, clustering, context);
        Optional<Agreement> agreement = truth.map(known -> Agreement.between(known, clustering.labels()));
        Statistic none = Statistic.undetermined("no --truth was given");
        values.put(ARI, agreement.map(Agreement::adjustedRand).orElse(none));
        values.put(NMI, agreement.map(Agreement::normalizedMutualInformation).orElse(none));
        return values;
    }

    private void put(
            Map<String, Statistic> values,
            String name,
            ValidityIndex index,
            FeatureMatrix matrix,
            Clustering clustering,
            RunContext context) {
        values.put(
                name,
                wanted.contains(name)
                        ? index.of(matrix, clustering.labels(), context)
                        : Statistic.undetermined("not asked for in --indices"));
    }
}
