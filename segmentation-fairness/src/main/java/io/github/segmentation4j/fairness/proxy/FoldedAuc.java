package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;

/**
 * The mean over folds of the area within each: scores of different folds come from different models and are never
 * compared with each other.
 *
 * <p>References: E. LeDell, M. Petersen, M. van der Laan, Computationally efficient confidence intervals for
 * cross-validated area under the ROC curve estimates, Electronic Journal of Statistics 9, 2015.
 */
record FoldedAuc(List<RocAuc> folds) {
    double area() {
        return folds.stream().mapToDouble(RocAuc::area).sum() / folds.size();
    }

    Statistic statistic() {
        long positives = folds.stream().mapToLong(RocAuc::positives).sum();
        long negatives = folds.stream().mapToLong(RocAuc::negatives).sum();
        return RocAuc.estimate(area(), positives, negatives);
    }

    /** How much larger this is than another over the same rows. */
    Statistic above(FoldedAuc other) {
        double variance = 0;
        for (int fold = 0; fold < folds.size(); fold++) {
            variance += folds.get(fold).varianceOfDifference(other.folds.get(fold));
        }
        double difference = area() - other.area();
        double half = StandardNormal.criticalValue(RocAuc.CONFIDENCE) * Math.sqrt(variance) / folds.size();
        return new Statistic.Estimate(difference, difference - half, difference + half, RocAuc.CONFIDENCE);
    }
}
