package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Looks for cheap segments under rules from many starts. Belongs to one fit. */
final class FairSearch {
    private final FairRows rows;
    private final FairKMeans options;
    private final RunContext context;
    private final RunContext quiet;
    private final FairDescent descent;
    private final Clustering plain;

    FairSearch(FairRows rows, GroupRules rules, FairKMeans options, RunContext context) {
        this.rows = rows;
        this.options = options;
        this.context = context;
        quiet = context.withListener(ProgressListener.none());
        context.report(FairKMeans.NAME, 0, 2 + options.restarts());
        // Also refuses what cannot be clustered.
        plain = kmeans().withRestarts(options.restarts()).fit(TrainingSet.of(rows.matrix()), quiet);
        descent = new FairDescent(rows, rules, options.clusters(), quiet);
    }

    FairDescent descent() {
        return descent;
    }

    double plainInertia() {
        return plain.inertia().orElseThrow();
    }

    void done() {
        context.report(FairKMeans.NAME, 2 + options.restarts(), 2 + options.restarts());
    }

    FairDescent.State run() {
        context.report(FairKMeans.NAME, 1, 2 + options.restarts());
        List<FairDescent.State> found = new ArrayList<>();
        found.add(descent.begin(centres(plain)));
        for (int restart = 0; restart < options.restarts(); restart++) {
            RunContext own = quiet.withSeed(SeededRandom.derive(context.seed(), restart));
            TrainingSet training = TrainingSet.of(rows.matrix());
            found.add(descent.begin(centres(kmeans().withRestarts(1).fit(training, own))));
            found.add(descent.begin(centres(kmeans().withRestarts(1)
                    .withMaxIterations(1)
                    .withStart(KMeans.Start.PLUS_PLUS)
                    .fit(training, own))));
            context.report(FairKMeans.NAME, 2 + restart, 2 + options.restarts());
        }
        found.replaceAll(state -> descent.descend(state, 0.0005, options.maxIterations()));
        FairDescent.State best = found.stream()
                .min(Comparator.comparingDouble(FairDescent.State::inertia))
                .orElseThrow();
        return descent.descend(best, -1, options.maxIterations());
    }

    private KMeans kmeans() {
        return KMeans.withClusters(options.clusters()).withMaxIterations(options.maxIterations());
    }

    static double[][] centres(Clustering clustering) {
        CentroidModel model = (CentroidModel) clustering.model();
        double[][] centres = new double[model.clusterCount()][];
        Arrays.setAll(centres, model::centroid);
        return centres;
    }
}
