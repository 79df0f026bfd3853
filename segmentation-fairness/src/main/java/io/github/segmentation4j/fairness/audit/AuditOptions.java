package io.github.segmentation4j.fairness.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an audit looks at and how it judges.
 *
 * @param subjects the attributes and combinations of attributes
 * @param policy thresholds and severities
 * @param references for some attributes the shares of the groups in a reference population
 * @param extras what is searched for beside the attributes
 */
record AuditOptions(
        List<AuditSubject> subjects,
        AuditPolicy policy,
        Map<String, Map<String, Double>> references,
        Set<Extra> extras) {
    /** A search that an audit makes if asked to. */
    enum Extra {
        /** Of all intersections of the attributes. */
        INTERSECTIONS,
        /** Of the subset that is selected least often. */
        SUBSETS
    }

    AuditOptions {
        subjects = List.copyOf(new LinkedHashSet<>(subjects));
        references = Collections.unmodifiableMap(new TreeMap<>(references));
        extras = Set.copyOf(extras);
    }

    AuditOptions with(AuditSubject subject) {
        List<AuditSubject> all = new ArrayList<>(subjects);
        all.add(subject);
        return new AuditOptions(all, policy, references, extras);
    }

    AuditOptions with(AuditPolicy newPolicy) {
        return new AuditOptions(subjects, newPolicy, references, extras);
    }

    AuditOptions against(String attribute, Map<String, Double> shares) {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>(references);
        all.put(attribute, Map.copyOf(shares));
        return new AuditOptions(subjects, policy, all, extras);
    }

    AuditOptions with(Extra extra) {
        Set<Extra> all = new LinkedHashSet<>(extras);
        all.add(extra);
        return new AuditOptions(subjects, policy, references, all);
    }

    boolean scansIntersections() {
        return extras.contains(Extra.INTERSECTIONS);
    }

    boolean scansSubsets() {
        return extras.contains(Extra.SUBSETS);
    }
}
