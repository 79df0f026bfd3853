package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.fairness.inference.WilsonInterval;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The thresholds of an audit and what follows from each verdict.
 *
 * @param lowestRatio the smallest ratio of shares that is not material
 * @param highestRatio the largest
 * @param level the probability of a false alarm over all comparisons
 * @param minimum the fewest persons a group and a segment must have to be compared
 * @param severities what each verdict means for a release
 * @param singleGroup what a segment of almost one group means
 * @param notAssessable what an attribute that cannot be audited means
 */
record AuditPolicy(
        double lowestRatio,
        double highestRatio,
        double level,
        int minimum,
        Map<FairnessVerdict, Verdict> severities,
        Verdict singleGroup,
        Verdict notAssessable) {
    /** The share from which a segment is almost one group, and the overall share up to which that says something. */
    private static final double ALMOST_ALL = 0.95;

    private static final double NOT_ALREADY_MOST = 0.8;

    AuditPolicy {
        severities = Collections.unmodifiableMap(new EnumMap<>(severities));
    }

    static AuditPolicy standard() {
        Map<FairnessVerdict, Verdict> severities = new EnumMap<>(FairnessVerdict.class);
        for (FairnessVerdict verdict : FairnessVerdict.values()) {
            severities.put(verdict, Verdict.PASS);
        }
        severities.put(FairnessVerdict.DISPARITY, Verdict.WARN);
        return new AuditPolicy(0.8, 1.25, 0.05, 20, severities, Verdict.WARN, Verdict.WARN);
    }

    AuditPolicy withRatios(double lowest, double highest) {
        if (!(lowest > 0 && lowest <= 1 && highest >= 1) || Double.isInfinite(highest)) {
            throw new IllegalArgumentException(
                    "the bounds must enclose 1 and lie above 0, were " + lowest + " to " + highest);
        }
        return new AuditPolicy(lowest, highest, level, minimum, severities, singleGroup, notAssessable);
    }

    AuditPolicy withLevel(double newLevel) {
        if (!(newLevel > 0 && newLevel < 1)) {
            throw new IllegalArgumentException("the level must lie between 0 and 1, was " + newLevel);
        }
        return new AuditPolicy(lowestRatio, highestRatio, newLevel, minimum, severities, singleGroup, notAssessable);
    }

    AuditPolicy withMinimum(int persons) {
        if (persons < 1) {
            throw new IllegalArgumentException("the fewest persons to compare must be at least 1, was " + persons);
        }
        return new AuditPolicy(lowestRatio, highestRatio, level, persons, severities, singleGroup, notAssessable);
    }

    AuditPolicy with(FairnessVerdict verdict, Verdict severity) {
        Map<FairnessVerdict, Verdict> changed = new EnumMap<>(severities);
        changed.put(verdict, severity);
        return new AuditPolicy(lowestRatio, highestRatio, level, minimum, changed, singleGroup, notAssessable);
    }

    AuditPolicy withSingleGroup(Verdict severity) {
        return new AuditPolicy(lowestRatio, highestRatio, level, minimum, severities, severity, notAssessable);
    }

    AuditPolicy withNotAssessable(Verdict severity) {
        return new AuditPolicy(lowestRatio, highestRatio, level, minimum, severities, singleGroup, severity);
    }

    Verdict severity(FairnessVerdict verdict) {
        return severities.getOrDefault(verdict, Verdict.PASS);
    }

    /** The verdict on a comparison that has enough data. */
    FairnessVerdict judge(GroupComparison comparison, double adjustedP) {
        WilsonInterval share = comparison.share().orElseThrow();
        if (comparison.segmentSize() == comparison.total()) {
            // Everybody is in this segment, so the share is the overall share itself.
            return FairnessVerdict.NO_MATERIAL_DISPARITY;
        }
        double overall = (double) comparison.groupSize() / comparison.total();
        double ratio = comparison.ratio().orElseThrow();
        if ((ratio < lowestRatio || ratio > highestRatio) && adjustedP <= level) {
            return FairnessVerdict.DISPARITY;
        }
        boolean close = share.lower() >= lowestRatio * overall && share.upper() <= Math.min(1, highestRatio * overall);
        return close ? FairnessVerdict.NO_MATERIAL_DISPARITY : FairnessVerdict.INCONCLUSIVE;
    }

    boolean isAlmostOneGroup(GroupComparison comparison) {
        double overall = (double) comparison.groupSize() / comparison.total();
        return comparison.verdict() != FairnessVerdict.INSUFFICIENT_DATA
                && comparison.share().map(WilsonInterval::share).orElse(0.0) >= ALMOST_ALL
                && overall < NOT_ALREADY_MOST;
    }
}
