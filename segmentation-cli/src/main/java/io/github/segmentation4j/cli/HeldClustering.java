package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.cluster.FairClustering;
import io.github.segmentation4j.fairness.cluster.FairKMeans;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.io.LabelFile;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Clusters a matrix that is held in memory. */
final class HeldClustering {
    private final ClusterTask task;

    HeldClustering(ClusterTask task) {
        this.task = task;
    }

    ClusterResult run(Outputs outputs, RunContext context) throws IOException {
        Stopwatch watch = new Stopwatch();
        TrainingSet read = task.matrix().read(task.choices(), context);
        List<Categories> groups = read.groups();
        FeatureMatrix plain = read.withoutGroups().matrix();
        Optional<int[]> known = task.knownLabels(plain.rowCount(), context);
        Clusterer clusterer = task.started(plain.columnCount(), context);
        FeatureMatrix matrix =
                task.matrix().scaled(plain, task.choices(), context).withPrecision(task.precision(), context);
        watch.ended("read");
        TrainingSet training = TrainingSet.of(matrix).withGroups(groups);
        Optional<FairClustering> certified = clusterer instanceof FairKMeans fair
                ? Optional.of(fair.fitCertified(training, context))
                : Optional.empty();
        Clustering clustering = certified.isPresent() ? certified.get().clustering() : clusterer.fit(training, context);
        watch.ended("fit");
        if (task.labels().isPresent()) {
            LabelFile.write(clustering.labels(), outputs.draft(task.labels().get()));
        }
        List<Long> sizes =
                Arrays.stream(clustering.sizes()).asLongStream().boxed().toList();
        long noise =
                matrix.rowCount() - sizes.stream().mapToLong(Long::longValue).sum();
        Map<String, String> remarks = new LinkedHashMap<>();
        if (noise > 0) {
            remarks.put("noise", "left out of the indices; one more label in ari and nmi");
        }
        return new ClusterResult(
                task.matrix().algorithm().toString(),
                clusterer.describe(),
                matrix.rowCount(),
                matrix.columnCount(),
                sizes,
                noise,
                clustering.inertia().isPresent()
                        ? Statistic.of(clustering.inertia().getAsDouble())
                        : Statistic.undetermined("the model has no centroids"),
                clustering.iterations(),
                clustering.convergence(),
                figures(matrix, clustering, known, remarks, context),
                groups.isEmpty() ? Optional.empty() : Optional.of(fairness(matrix, clustering, groups, certified)),
                remarks,
                task.settings(context),
                watch.seconds());
    }

    private static FairFigures fairness(
            FeatureMatrix matrix, Clustering clustering, List<Categories> groups, Optional<FairClustering> certified) {
        FairFigures figures = FairFigures.of(matrix, clustering, groups);
        return certified.isPresent()
                ? figures.withGap(Statistic.of(certified.get().assignment().gap()))
                : figures;
    }

    private Map<String, Statistic> figures(
            FeatureMatrix matrix,
            Clustering clustering,
            Optional<int[]> known,
            Map<String, String> remarks,
            RunContext context) {
        Map<String, Statistic> figures = ModelFigures.of(matrix, clustering, context);
        figures.putAll(indices(matrix, clustering, known, remarks, context));
        return figures;
    }

    private Map<String, Statistic> indices(
            FeatureMatrix matrix,
            Clustering clustering,
            Optional<int[]> known,
            Map<String, String> remarks,
            RunContext context) {
        if (task.matrix().hasCategories(task.choices())) {
            return ClusterIndices.ofLabelsAlone(
                    known,
                    clustering.labels(),
                    "it measures distances between numbers, and some columns are categories");
        }
        if (task.indices().isEmpty()) {
            return task.indices().compute(matrix, clustering, known, context);
        }
        ComparedRows compared = ComparedRows.of(matrix, task.matrix().algorithm(), task.choices(), context);
        compared.how().ifPresent(how -> remarks.put("indices", how));
        return task.indices().compute(compared.matrix(), clustering, known, context);
    }
}
