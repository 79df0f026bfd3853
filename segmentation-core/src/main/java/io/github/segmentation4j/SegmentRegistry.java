package io.github.segmentation4j;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The ids and names of segments, which survive refits although a refit numbers its clusters anew. An id is given once and
 * never again; a name stays with its id until a person changes it.
 *
 * <pre>{@code
 * SegmentRegistry registry = SegmentRegistry.of(SegmentMembers.of(march));
 * registry = registry.rename(3, "Weekend shoppers");
 * SegmentSuccession june = registry.next(SegmentMembers.of(march), SegmentMembers.of(refit), RunContext.seeded(42));
 * june.changes().forEach(System.out::println);
 * registry = june.registry();
 * }</pre>
 *
 * <p>Holds no customer. Immutable and safe for use by several threads.
 */
public final class SegmentRegistry {
    /** The most characters a person may give to a name: about one line of a report. */
    private static final int LONGEST_NAME = 80;

    private static final String TYPE = "segment-registry/1";
    private static final String STAGE = "matching segments";

    private final List<RegisteredSegment> segments;
    private final int nextId;

    private SegmentRegistry(List<RegisteredSegment> segments, int nextId) {
        this.segments = List.copyOf(segments);
        this.nextId = nextId;
    }

    /**
     * A registry that starts with a run: ids from 1 in the order of the clusters. Segments without names are called
     * {@code segment} with their id.
     */
    public static SegmentRegistry of(SegmentMembers first) {
        return starting(automaticNames(
                first, IntStream.rangeClosed(1, first.segmentCount()).toArray()));
    }

    /** A registry that starts with names that nobody edited: ids from 1. */
    static SegmentRegistry starting(List<String> names) {
        Set<String> taken = new HashSet<>();
        List<RegisteredSegment> segments = new ArrayList<>();
        for (String name : names) {
            int id = segments.size() + 1;
            segments.add(new RegisteredSegment(id, id, unused(name, taken), name));
        }
        return new SegmentRegistry(segments, names.size() + 1);
    }

    private static List<String> automaticNames(SegmentMembers members, int[] ids) {
        return members.names().isEmpty()
                ? Arrays.stream(ids).mapToObj(id -> "segment " + id).toList()
                : members.names();
    }

    /** Takes a name, with a number if it was taken. */
    private static String unused(String name, Set<String> taken) {
        String candidate = name;
        for (int use = 2; !taken.add(folded(candidate)); use++) {
            candidate = name + " (" + use + ")";
        }
        return candidate;
    }

    /** Names that differ in case or in blanks around them are the same to a reader. */
    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** The segments of the present run, in the order of the clusters. */
    public List<RegisteredSegment> segments() {
        return segments;
    }

    /**
     * The segment of an id.
     *
     * @return empty if the present run has no such segment
     */
    public Optional<RegisteredSegment> find(int id) {
        return segments.stream().filter(segment -> segment.id() == id).findFirst();
    }

    /**
     * This registry with a segment renamed. Its automatic name stays known.
     *
     * @param id of a segment of the present run
     * @param name 1 to 80 characters without control characters, not blank, and not the name of another segment; case
     *     and blanks around it do not tell names apart
     */
    public SegmentRegistry rename(int id, String name) {
        RegisteredSegment renamed = find(id).orElseThrow(
                        () -> new IllegalArgumentException("there is no segment with id " + id + "; ids are "
                                + segments.stream().map(RegisteredSegment::id).toList()));
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of segment " + id + " must not be blank");
        }
        String stripped = name.strip();
        int length = stripped.codePointCount(0, stripped.length());
        if (length > LONGEST_NAME) {
            throw new IllegalArgumentException("the name of segment " + id + " must have at most " + LONGEST_NAME
                    + " characters, had " + length + "; shorten it");
        }
        if (stripped.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the name of segment " + id + " must not have control characters such as line breaks");
        }
        for (RegisteredSegment other : segments) {
            if (other.id() != id && folded(other.name()).equals(folded(stripped))) {
                throw new IllegalArgumentException("the name of segment " + id + " is that of segment " + other.id()
                        + " already; choose another one, or rename that segment first");
            }
        }
        return new SegmentRegistry(
                segments.stream()
                        .map(segment -> segment.id() == id ? renamed.named(stripped) : segment)
                        .toList(),
                nextId);
    }

    /**
     * Follows the segments into a refit by the usual rule, see {@link SegmentMatching#standard()}.
     *
     * @param earlier the run this registry stands at
     * @param later the refit
     * @param context listener and cancellation
     */
    public SegmentSuccession next(SegmentMembers earlier, SegmentMembers later, RunContext context) {
        return next(earlier, later, SegmentMatching.standard(), context);
    }

    /**
     * Follows the segments into a refit. Segments that are the same keep id and name; others get new ids, and automatic
     * names, with a number where a kept segment has that name. Without common customers and features nothing can be the
     * same, and every segment is new.
     *
     * @param earlier the run this registry stands at
     * @param later the refit
     * @param rule when two segments are the same
     * @param context listener and cancellation
     * @return the registry of the refit with what changed
     * @throws IllegalArgumentException if the earlier run is not the one of this registry, by the number or the
     *     automatic names of its segments
     * @throws InvalidInputException if an id of a customer comes twice within a run
     * @throws CancelledException if the context was cancelled
     */
    public SegmentSuccession next(
            SegmentMembers earlier, SegmentMembers later, SegmentMatching rule, RunContext context) {
        requirePresent(earlier);
        context.report(STAGE, 0, 2);
        context.throwIfCancelled(STAGE);
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        MigrationMatrix moves = MigrationMatrix.between(earlier, later, checkpoint);
        context.report(STAGE, 1, 2);
        double[][] similarities = rule.similarities(earlier, later, moves, checkpoint);
        int[] matched = rule.match(similarities, later.segmentCount(), checkpoint);
        int[] oldIds = segments.stream().mapToInt(RegisteredSegment::id).toArray();
        int[] newIds = new int[later.segmentCount()];
        for (int i = 0; i < matched.length; i++) {
            if (matched[i] != OptimalMatching.NONE) {
                newIds[matched[i]] = oldIds[i];
            }
        }
        int unusedId = nextId;
        for (int j = 0; j < newIds.length; j++) {
            if (newIds[j] == 0) {
                newIds[j] = unusedId;
                unusedId = Math.incrementExact(unusedId);
            }
        }
        SegmentRegistry successor = new SegmentRegistry(successors(newIds, automaticNames(later, newIds)), unusedId);
        context.report(STAGE, 2, 2);
        return new SegmentSuccession(
                this, successor, SegmentChanges.of(moves, oldIds, newIds, matched, similarities, rule), moves);
    }

    private void requirePresent(SegmentMembers earlier) {
        if (earlier.segmentCount() != segments.size()) {
            throw new IllegalArgumentException("the earlier run must have the " + segments.size()
                    + " segments of this registry, had " + earlier.segmentCount() + "; pass the run it stands at");
        }
        if (!earlier.names().isEmpty() && !earlier.names().equals(automaticNames())) {
            throw new IllegalArgumentException("the segments of the earlier run have other automatic names than those"
                    + " of this registry; pass the run it stands at");
        }
    }

    private List<RegisteredSegment> successors(int[] newIds, List<String> automatic) {
        Set<String> taken = new HashSet<>();
        String[] names = new String[newIds.length];
        for (int j = 0; j < names.length; j++) {
            Optional<RegisteredSegment> kept = find(newIds[j]);
            if (kept.isPresent()) {
                names[j] = unused(kept.get().name(), taken);
            }
        }
        List<RegisteredSegment> successors = new ArrayList<>();
        for (int j = 0; j < names.length; j++) {
            String name = names[j] == null ? unused(automatic.get(j), taken) : names[j];
            successors.add(new RegisteredSegment(newIds[j], j + 1, name, automatic.get(j)));
        }
        return successors;
    }

    /** The automatic names, in the order of the clusters. */
    List<String> automaticNames() {
        return segments.stream().map(RegisteredSegment::automaticName).toList();
    }

    /** The segments of the present run under the names they have here. */
    List<Segment> name(List<Segment> found) {
        if (found.size() != segments.size()) {
            throw new InvalidInputException("the registry of the segments knows " + segments.size() + ", there are "
                    + found.size() + "; it was written by another version or altered");
        }
        return IntStream.range(0, found.size())
                .mapToObj(i -> found.get(i).named(segments.get(i).name()))
                .toList();
    }

    /** Ids with names, in the order of the clusters. */
    List<String> labels() {
        return segments.stream().map(SegmentRegistry::label).toList();
    }

    /** Id and name of a segment that is there. */
    String label(int id) {
        return label(find(id).orElseThrow());
    }

    private static String label(RegisteredSegment segment) {
        return segment.id() + " " + segment.name();
    }

    /** What must be stored to restore it. Holds no customer. */
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("nextId", nextId)
                .putChildren(
                        "segments",
                        segments.stream().map(RegisteredSegment::state).toList())
                .build();
    }

    /**
     * A registry from its stored state.
     *
     * @throws InvalidInputException if the state is incomplete, of an unknown type, or was altered so that ids or names
     *     are no longer unique
     */
    public static SegmentRegistry restore(ModelState state) {
        if (!state.type().equals(TYPE)) {
            throw new InvalidInputException("a stored " + TYPE + " was expected, this is a " + state.type()
                    + "; it was written by another version or is another kind of file");
        }
        int nextId = state.integer("nextId");
        List<RegisteredSegment> segments = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (ModelState child : state.children("segments")) {
            RegisteredSegment segment = restore(child, segments.size() + 1);
            if (!ids.add(segment.id()) || !names.add(folded(segment.name())) || segment.id() >= nextId) {
                throw altered(null);
            }
            segments.add(segment);
        }
        if (segments.isEmpty()) {
            throw altered(null);
        }
        return new SegmentRegistry(segments, nextId);
    }

    private static RegisteredSegment restore(ModelState child, int number) {
        try {
            return RegisteredSegment.restore(child, number);
        } catch (IllegalArgumentException e) {
            throw altered(e);
        }
    }

    private static InvalidInputException altered(@Nullable RuntimeException cause) {
        return new InvalidInputException(
                "the segments of the stored " + TYPE + " do not fit together; it was written by another version or"
                        + " altered",
                cause);
    }

    @Override
    public String toString() {
        return segments.size() + " segments, next id " + nextId;
    }
}
