package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.fairness.proxy.ProtectedGroups;
import java.util.Objects;

/**
 * What all guards share.
 *
 * @param severity what a harm means
 * @param notAssessable what it means that a guard cannot look
 * @param level the probability of a false alarm over all comparisons of a check
 * @param minimum the fewest persons on a side to compare
 * @param disclosureMinimum the fewest persons a number may be told of
 */
record GuardPolicy(Verdict severity, Verdict notAssessable, double level, int minimum, int disclosureMinimum) {
    static GuardPolicy standard() {
        return new GuardPolicy(Verdict.BLOCK, Verdict.BLOCK, 0.05, 20, 20);
    }

    GuardPolicy withSeverity(Verdict verdict) {
        Objects.requireNonNull(verdict, "severity");
        return new GuardPolicy(verdict, notAssessable, level, minimum, disclosureMinimum);
    }

    GuardPolicy withNotAssessable(Verdict verdict) {
        Objects.requireNonNull(verdict, "severity");
        return new GuardPolicy(severity, verdict, level, minimum, disclosureMinimum);
    }

    GuardPolicy withLevel(double newLevel) {
        if (!(newLevel > 0 && newLevel < 1)) {
            throw new IllegalArgumentException("the level must lie between 0 and 1, was " + newLevel);
        }
        return new GuardPolicy(severity, notAssessable, newLevel, minimum, disclosureMinimum);
    }

    GuardPolicy withMinimum(int persons) {
        if (persons < 2) {
            throw new IllegalArgumentException("the fewest persons to compare must be at least 2, was " + persons);
        }
        return new GuardPolicy(severity, notAssessable, level, persons, disclosureMinimum);
    }

    GuardPolicy withDisclosureMinimum(int persons) {
        if (persons < 1) {
            throw new IllegalArgumentException("the fewest persons to tell of must be at least 1, was " + persons);
        }
        return new GuardPolicy(severity, notAssessable, level, minimum, persons);
    }

    /** A bound that must be above another number. */
    static double above(double least, double bound, String what) {
        if (!(bound > least) || Double.isInfinite(bound)) {
            throw new IllegalArgumentException(what + " must be above " + least + " and finite, was " + bound);
        }
        return bound;
    }

    /** A share above 0 and at most 1. */
    static double share(double bound, String what) {
        if (!(bound > 0 && bound <= 1)) {
            throw new IllegalArgumentException(what + " must be above 0 and at most 1, was " + bound);
        }
        return bound;
    }

    Finding notAssessable(String key, ProtectedGroups.NotAssessable none) {
        return Finding.of(
                        notAssessable,
                        key + ".not-assessable",
                        none.attribute() + " was not assessed: " + none.reason()
                                + "; a guard that cannot see does not say that all is well, supply what it needs or"
                                + " drop it from the check")
                .about(none.attribute());
    }

    Finding notCompared(String key, long comparisons) {
        return Finding.of(
                Verdict.PASS,
                key + ".insufficient-data",
                comparisons + " comparisons of a segment with the rest have fewer than " + minimum
                        + " persons on a side and were not judged");
    }
}
