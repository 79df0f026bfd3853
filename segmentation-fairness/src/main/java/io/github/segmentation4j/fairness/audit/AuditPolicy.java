package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.fairness.inference.Correction;
import io.github.segmentation4j.fairness.inference.WilsonInterval;
import io.github.segmentation4j.quality.Statistic;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The thresholds of an audit and what follows from each verdict.
 *
 * @param bounds which ratios of shares are material
 * @param level the probability of a false alarm over all comparisons
 * @param correction how many comparisons are corrected for
 * @param minimum the fewest persons a group, its rest and a segment must have to be compared
 * @param severities what each verdict means for a release
 * @param singleGroup what a segment of almost one group means
 * @param notAssessable what an attribute that cannot be audited means
 */
record AuditPolicy(
        PracticalBounds bounds,
        double level,
        Correction correction,
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
        return new AuditPolicy(
                PracticalBounds.fourFifths(), 0.05, Correction.HOLM, 20, severities, Verdict.WARN, Verdict.WARN);
    }

    AuditPolicy withBounds(PracticalBounds newBounds) {
        return new AuditPolicy(newBounds, level, correction, minimum, severities, singleGroup, notAssessable);
    }

    AuditPolicy withLevel(double newLevel) {
        if (!(newLevel > 0 && newLevel < 1)) {
            throw new IllegalArgumentException("the level must lie between 0 and 1, was " + newLevel);
        }
        return new AuditPolicy(bounds, newLevel, correction, minimum, severities, singleGroup, notAssessable);
    }

    AuditPolicy withCorrection(Correction newCorrection) {
        return new AuditPolicy(bounds, level, newCorrection, minimum, severities, singleGroup, notAssessable);
    }

    AuditPolicy withMinimum(int persons) {
        if (persons < 1) {
            throw new IllegalArgumentException("the fewest persons to compare must be at least 1, was " + persons);
        }
        return new AuditPolicy(bounds, level, correction, persons, severities, singleGroup, notAssessable);
    }

    AuditPolicy with(FairnessVerdict verdict, Verdict severity) {
        Map<FairnessVerdict, Verdict> changed = new EnumMap<>(severities);
        changed.put(verdict, severity);
        return new AuditPolicy(bounds, level, correction, minimum, changed, singleGroup, notAssessable);
    }

    AuditPolicy withSingleGroup(Verdict severity) {
        return new AuditPolicy(bounds, level, correction, minimum, severities, severity, notAssessable);
    }

    AuditPolicy withNotAssessable(Verdict severity) {
        return new AuditPolicy(bounds, level, correction, minimum, severities, singleGroup, severity);
    }

    Verdict severity(FairnessVerdict verdict) {
        return severities.getOrDefault(verdict, Verdict.PASS);
    }

    /** The verdict on a ratio that has enough data: material and certain, shown to be close, or neither. */
    FairnessVerdict judge(Statistic ratio, double adjustedP) {
        if (ratio instanceof Statistic.Undetermined) {
            return FairnessVerdict.INCONCLUSIVE;
        }
        double number = ratio.orElseThrow();
        if (bounds.isBroken(number) && adjustedP <= level) {
            return FairnessVerdict.DISPARITY;
        }
        boolean close = ratio instanceof Statistic.Estimate estimate
                ? bounds.hold(estimate.lower(), estimate.upper())
                : bounds.hold(number, number);
        return close ? FairnessVerdict.NO_MATERIAL_DISPARITY : FairnessVerdict.INCONCLUSIVE;
    }

    boolean isAlmostOneGroup(GroupComparison comparison) {
        return comparison.verdict() != FairnessVerdict.INSUFFICIENT_DATA
                && comparison.share().map(WilsonInterval::share).orElse(0.0) >= ALMOST_ALL
                && comparison.overallShare() < NOT_ALREADY_MOST;
    }
}
