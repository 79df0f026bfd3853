package io.github.segmentation4j;

import io.github.segmentation4j.explain.SegmentRules;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a release knows of its segments beside the model: what they are like, what they are called, the rules that come
 * close to them, and which of them are suspended. Immutable.
 */
final class ReleasedSegments {
    private final List<Segment> all;
    private final SegmentRegistry registry;
    private final @Nullable SegmentRules rules;
    private final List<Integer> suspended;

    /**
     * Segments of a release.
     *
     * @param found in the order of the clusters; the registry names them
     * @param rules null if there are none
     * @param suspended numbers, ascending
     */
    ReleasedSegments(
            List<Segment> found, SegmentRegistry registry, @Nullable SegmentRules rules, List<Integer> suspended) {
        this.all = registry.name(found);
        this.registry = registry;
        this.rules = rules;
        this.suspended = List.copyOf(suspended);
    }

    List<Segment> all() {
        return all;
    }

    List<String> names() {
        return all.stream().map(Segment::name).toList();
    }

    SegmentRegistry registry() {
        return registry;
    }

    Optional<SegmentRules> rules() {
        return Optional.ofNullable(rules);
    }

    /** Numbers, ascending. */
    List<Integer> suspended() {
        return suspended;
    }

    boolean isSuspended(int number) {
        return suspended.contains(number);
    }

    ReleasedSegments renamed(int id, String name) {
        return new ReleasedSegments(all, registry.rename(id, name), rules, suspended);
    }

    /** These with more segments suspended. */
    ReleasedSegments suspending(List<Integer> numbers) {
        TreeSet<Integer> more = new TreeSet<>(suspended);
        more.addAll(numbers);
        return new ReleasedSegments(all, registry, rules, List.copyOf(more));
    }

    void write(ModelState.Builder state) {
        state.putChildren("segments", all.stream().map(Segment::state).toList())
                .put("registry", registry.state())
                .put(
                        "suspended",
                        suspended.stream().mapToDouble(Integer::doubleValue).toArray());
        if (rules != null) {
            state.put("rules", rules.state());
        }
    }

    /** Those of a release that knew only its segments. */
    static ReleasedSegments restoreFirst(ModelState state) {
        List<Segment> found = segments(state);
        return new ReleasedSegments(
                found,
                SegmentRegistry.starting(found.stream().map(Segment::name).toList()),
                null,
                List.of());
    }

    /**
     * Those that were written.
     *
     * @param features of the clustering
     * @throws InvalidInputException if they do not fit together
     */
    static ReleasedSegments restore(ModelState state, List<Feature> features) {
        List<Segment> found = segments(state);
        SegmentRegistry registry = SegmentRegistry.restore(state.child("registry"));
        SegmentRules rules = state.has("rules") ? SegmentRules.restore(state.child("rules")) : null;
        ReleasedSegments restored = new ReleasedSegments(found, registry, rules, numbers(state, found.size()));
        if (!restored.all.equals(found)) {
            throw altered("the names of the segments and of their registry");
        }
        if (rules != null
                && (rules.segmentCount() != found.size() || !rules.features().equals(features))) {
            throw altered("the segments and their rules");
        }
        return restored;
    }

    private static List<Segment> segments(ModelState state) {
        return state.children("segments").stream().map(Segment::restore).toList();
    }

    private static List<Integer> numbers(ModelState state, int segments) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (double stored : state.numbers("suspended")) {
            int number = (int) stored;
            if (number != stored || number < 1 || number > segments || !numbers.add(number)) {
                throw altered("the suspended segments");
            }
        }
        return List.copyOf(numbers);
    }

    private static InvalidInputException altered(String what) {
        return new InvalidInputException(
                what + " of the stored segmentation do not fit together; it was written by another version or altered");
    }
}
