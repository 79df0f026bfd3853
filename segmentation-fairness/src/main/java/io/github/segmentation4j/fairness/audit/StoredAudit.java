package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What of a stored audit can be compared with another one.
 *
 * @param entries verdicts and shares by what they are about
 * @param parts the attributes, groups and segments there are
 */
record StoredAudit(Map<Key, Entry> entries, List<String> parts) {
    /**
     * What a verdict is about.
     *
     * @param attribute the attribute
     * @param about the group and segment or decision; empty for the attribute as a whole
     */
    record Key(String attribute, String about) {}

    /**
     * A verdict and the share it is on.
     *
     * @param verdict the verdict
     * @param share undetermined if there is none or it was not told
     */
    record Entry(FairnessVerdict verdict, Statistic share) {}

    static StoredAudit of(ModelState state) {
        if (!state.type().equals(AuditStates.TYPE)) {
            throw new InvalidInputException(
                    "a stored " + AuditStates.TYPE + " was expected, was another kind; give what AuditResult.state made");
        }
        Statistic none = Statistic.undetermined("a verdict on all comparisons");
        Map<Key, Entry> entries = new LinkedHashMap<>();
        Set<String> parts = new LinkedHashSet<>();
        for (ModelState attribute : state.children("attributes")) {
            String name = attribute.text("name");
            parts.add("attribute " + name);
            entries.put(new Key(name, ""), new Entry(verdict(attribute), none));
            attribute.texts("groups").forEach(group -> parts.add("group '" + group + "' of " + name));
            for (ModelState comparison : attribute.children("comparisons")) {
                int segment = comparison.integer("segment");
                String where = segment == 0 ? "no segment" : "segment " + segment;
                parts.add(where);
                entries.put(
                        new Key(name, "'" + comparison.text("group") + "' in " + where),
                        new Entry(verdict(comparison), share(comparison)));
            }
            for (ModelState decision : attribute.children("decisions")) {
                String rate = decision.text("rate").toLowerCase(Locale.ROOT).replace('_', ' ');
                entries.put(
                        new Key(name, rate + " of '" + decision.text("group") + "'"),
                        new Entry(verdict(decision), share(decision)));
            }
        }
        for (ModelState missed : state.children("notAssessed")) {
            String name = missed.text("attribute");
            parts.add("attribute " + name);
            entries.put(new Key(name, ""), new Entry(FairnessVerdict.INSUFFICIENT_DATA, none));
        }
        return new StoredAudit(entries, new ArrayList<>(parts));
    }

    private static FairnessVerdict verdict(ModelState state) {
        String verdict = state.text("verdict");
        for (FairnessVerdict known : FairnessVerdict.values()) {
            if (known.name().equals(verdict)) {
                return known;
            }
        }
        throw new InvalidInputException("field 'verdict' of the stored " + state.type()
                + " must be a fairness verdict; it was written by another version or altered");
    }

    private static Statistic share(ModelState state) {
        if (!state.has("share") || !state.child("share").has("lower")) {
            return Statistic.undetermined("not told");
        }
        ModelState share = state.child("share");
        return new Statistic.Estimate(
                share.number("value"), share.number("lower"), share.number("upper"), share.number("confidence"));
    }
}
