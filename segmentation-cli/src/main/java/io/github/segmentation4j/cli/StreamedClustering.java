package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.Coreset;
import io.github.segmentation4j.io.LabelFile;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Clusters a file that need not fit in memory, by way of a sample; see {@link Coreset}. */
final class StreamedClustering {
    private final ClusterTask task;
    private final @Nullable Integer size;

    /**
     * A clustering of a file.
     *
     * @param size rows of the sample, if not as many as usual
     */
    StreamedClustering(ClusterTask task, @Nullable Integer size) {
        task.indices().requireNoneByName();
        this.task = task;
        this.size = size;
    }

    ClusterResult run(Outputs outputs, RunContext context) throws IOException {
        Stopwatch watch = new Stopwatch();
        StreamedPasses passes = new StreamedPasses(task.matrix().data(), context);
        passes.learn(task.matrix().scale());
        Coreset sample = passes.sample(size);
        Optional<int[]> known = task.knownLabels(sample.rowCount(), context);
        int columns = sample.trainingSet().matrix().columnCount();
        Clusterer clusterer = task.started(columns, context);
        watch.ended("read");
        Clustering fitted = clusterer.fit(sample.trainingSet(), context);
        watch.ended("fit");
        Map<String, String> remarks = new LinkedHashMap<>();
        long[] sizes;
        double inertia;
        int[] labels = new int[known.isPresent() ? known.get().length : 0];
        if (task.labels().isEmpty() && known.isEmpty() && task.indices().isEmpty()) {
            remarks.put("sizes", "estimated from the sample");
            remarks.put("inertia", "estimated from the sample");
            sizes = StreamedPasses.estimatedSizes(fitted, sample.trainingSet());
            inertia = fitted.inertia().orElseThrow();
        } else {
            try (StreamedPasses.Assignment assignment = passes.assign(fitted, labels)) {
                if (task.labels().isPresent()) {
                    LabelFile.write(assignment, outputs.draft(task.labels().get()));
                } else {
                    assignment.forEachRemaining(part -> {});
                }
                sizes = assignment.sizes();
                inertia = assignment.inertia();
            }
            watch.ended("assign");
        }
        return new ClusterResult(
                task.matrix().algorithm().toString(),
                clusterer.describe() + " on " + sample.describe(),
                sample.rowCount(),
                columns,
                Arrays.stream(sizes).boxed().toList(),
                0,
                Statistic.of(inertia),
                fitted.iterations(),
                fitted.convergence(),
                ClusterIndices.ofLabelsAlone(known, labels, "needs all rows in memory, which --one-pass does without"),
                Optional.empty(),
                remarks,
                task.settings(context),
                watch.seconds());
    }
}
