package io.github.segmentation4j;

import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.explain.SegmentNames;
import io.github.segmentation4j.explain.SegmentProfile;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A group of customers who are alike.
 *
 * @param number from 1, in the order of the clusters
 * @param name made from what sets it apart, never from a protected attribute nor from what few customers have; unique within a segmentation
 * @param profile what it is like
 */
public record Segment(int number, String name, SegmentProfile profile) {
    /** Checks that nothing is null. */
    public Segment {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(profile, "profile");
    }

    /** The number of customers it was made from. */
    public int size() {
        return profile.size();
    }

    /** This segment under another name. */
    Segment named(String newName) {
        return new Segment(number, newName, profile);
    }

    /** The segments of some profiles, by names of which none speaks of fewer customers than are told. */
    static List<Segment> of(List<SegmentProfile> profiles, Schema schema, FeatureMatrix described, int minimum) {
        List<String> names = SegmentNames.of(profiles, schema, described, minimum);
        List<Segment> segments = new ArrayList<>();
        for (SegmentProfile profile : profiles) {
            segments.add(new Segment(segments.size() + 1, names.get(segments.size()), profile));
        }
        return List.copyOf(segments);
    }

    ModelState state() {
        return ModelState.of("segment/1")
                .put("number", number)
                .put("name", name)
                .put("profile", profile.state())
                .build();
    }

    static Segment restore(ModelState state) {
        return new Segment(state.integer("number"), state.text("name"), SegmentProfile.restore(state.child("profile")));
    }
}
