package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.DensityModel;
import io.github.segmentation4j.cluster.PrototypeModel;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.InformationCriterion;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers that only some models have, by name: what they lowered, and how likely they make the rows. */
final class ModelFigures {
    private ModelFigures() {}

    static Map<String, Statistic> of(FeatureMatrix matrix, Clustering clustering, RunContext context) {
        Map<String, Statistic> figures = new LinkedHashMap<>();
        clustering.cost().ifPresent(cost -> figures.put("cost", Statistic.of(cost)));
        if (clustering.model() instanceof PrototypeModel model && Double.isFinite(model.gamma())) {
            figures.put("gamma", Statistic.of(model.gamma()));
        }
        if (clustering.model() instanceof DensityModel model) {
            figures.put("logLikelihood", logLikelihood(matrix, model, context));
            figures.put("bic", InformationCriterion.bic().of(matrix, clustering, context));
            figures.put("aic", InformationCriterion.aic().of(matrix, clustering, context));
            figures.put("icl", InformationCriterion.icl().of(matrix, clustering, context));
        }
        return figures;
    }

    private static Statistic logLikelihood(FeatureMatrix matrix, DensityModel model, RunContext context) {
        double[] densities = model.logDensities(matrix, context);
        double sum = 0;
        for (double density : densities) {
            sum += density;
        }
        return Double.isFinite(sum)
                ? Statistic.of(sum)
                : Statistic.undetermined("the log-likelihood is beyond the range of a double; scale the columns");
    }
}
