package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.Verdict;

/** The bounds of a {@link ProxyAudit} and what follows from passing them. */
record ProxyPolicy(double aucBound, double cramersVBound, double level, Verdict severity, Verdict notAssessable) {
    static ProxyPolicy standard() {
        return new ProxyPolicy(0.7, 0.3, 0.05, Verdict.WARN, Verdict.WARN);
    }

    ProxyPolicy withAucBound(double auc) {
        if (!(auc > 0.5 && auc <= 1)) {
            throw new IllegalArgumentException("the AUC bound must be above 0.5 and at most 1, was " + auc);
        }
        return new ProxyPolicy(auc, cramersVBound, level, severity, notAssessable);
    }

    ProxyPolicy withCramersVBound(double v) {
        if (!(v > 0 && v <= 1)) {
            throw new IllegalArgumentException("the bound of V must be above 0 and at most 1, was " + v);
        }
        return new ProxyPolicy(aucBound, v, level, severity, notAssessable);
    }

    ProxyPolicy withSeverity(Verdict newSeverity) {
        return new ProxyPolicy(aucBound, cramersVBound, level, newSeverity, notAssessable);
    }

    ProxyPolicy withNotAssessable(Verdict newSeverity) {
        return new ProxyPolicy(aucBound, cramersVBound, level, severity, newSeverity);
    }
}
