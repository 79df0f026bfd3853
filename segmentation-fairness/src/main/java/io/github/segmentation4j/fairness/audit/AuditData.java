package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an audit looks at: a segmentation of n persons, wherever it was made, their protected attributes and, where
 * known, what was decided for them.
 *
 * <pre>{@code
 * AuditData data = AuditData.of(labels, 5, List.of(sex, race)).withDecisions(gotOffer);
 * AuditResult result = FairnessAudit.of("sex", "race").assess(data, RunContext.seeded(42));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class AuditData {
    /** The label of a person in no segment. */
    public static final int LEFT_OUT = -1;

    private final int segments;
    private final int[] labels;
    private final List<Categories> attributes;
    private final List<Groups> groups;
    private final List<String> segmentNames;
    private final Given given;

    /** What is given beside the segments, row by row. */
    private record Given(
            int @Nullable [] selected,
            int @Nullable [] outcomes,
            double @Nullable [] values,
            double @Nullable [] expected,
            double @Nullable [] distances,
            @Nullable Categories strata) {
        static final Given NOTHING = new Given(null, null, null, null, null, null);
    }

    private AuditData(
            int segments,
            int[] labels,
            List<Categories> attributes,
            List<Groups> groups,
            List<String> segmentNames,
            Given given) {
        this.segments = segments;
        this.labels = labels;
        this.attributes = attributes;
        this.groups = groups;
        this.segmentNames = segmentNames;
        this.given = given;
    }

    /**
     * A segmentation and the protected attributes of its persons.
     *
     * @param labels for each person the segment, from 0 to {@code segments - 1}, or {@link #LEFT_OUT}; copied
     * @param segments how many there are, those that are empty included; 0 or more
     * @param protectedAttributes of the same persons in the same order, with names that differ; may be empty if groups
     *     are given, see {@link #withGroups}
     */
    public static AuditData of(int[] labels, int segments, List<Categories> protectedAttributes) {
        if (segments < 0) {
            throw new IllegalArgumentException("there must be 0 or more segments, were " + segments);
        }
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < LEFT_OUT || labels[row] >= segments) {
                throw InvalidInputException.atRow(
                        row + 1L, "a label must be -1 to " + (segments - 1) + ", was " + labels[row]);
            }
        }
        AuditData data = new AuditData(segments, labels.clone(), List.of(), List.of(), List.of(), Given.NOTHING);
        for (Categories attribute : protectedAttributes) {
            data = data.withAttribute(attribute);
        }
        return data;
    }

    private AuditData withAttribute(Categories attribute) {
        checkLength(attribute.size(), "a protected attribute");
        checkName(attribute.name());
        List<Categories> all = new ArrayList<>(attributes);
        all.add(attribute);
        return new AuditData(segments, labels, List.copyOf(all), groups, segmentNames, given);
    }

    /**
     * This data with one more attribute whose groups are ready: they may overlap or be known by probability. It is
     * audited under the name of the groups.
     */
    public AuditData withGroups(Groups more) {
        checkLength(more.size(), "groups");
        checkName(more.name());
        List<Groups> all = new ArrayList<>(groups);
        all.add(more);
        return new AuditData(segments, labels, attributes, List.copyOf(all), segmentNames, given);
    }

    /** This data with a name for each segment. Without, segments are told by their number alone. */
    public AuditData withSegmentNames(List<String> names) {
        if (names.size() != segments) {
            throw new IllegalArgumentException(
                    "there must be a name for each of the " + segments + " segments, were " + names.size());
        }
        return new AuditData(segments, labels, attributes, groups, List.copyOf(names), given);
    }

    /**
     * This data with what was decided.
     *
     * @param selected for each person 1 if selected, such as for an offer, 0 if not; copied
     */
    public AuditData withDecisions(int[] selected) {
        return with(new Given(
                binary(selected, "a decision"),
                given.outcomes(),
                given.values(),
                given.expected(),
                given.distances(),
                given.strata()));
    }

    /**
     * This data with what would have been right; without decisions it is not used.
     *
     * @param actual for each person 1 or 0, such as whether the person would have bought; copied
     */
    public AuditData withOutcomes(int[] actual) {
        return with(new Given(
                given.selected(),
                binary(actual, "a true outcome"),
                given.values(),
                given.expected(),
                given.distances(),
                given.strata()));
    }

    /**
     * This data with what each person got: a price, a number of contacts, a benefit. Without decisions, whoever got more
     * than 0 counts as selected.
     *
     * @param values one for each person, finite; copied
     */
    public AuditData withValues(double[] values) {
        checkLength(values.length, "values");
        for (int row = 0; row < values.length; row++) {
            if (!Double.isFinite(values[row])) {
                throw InvalidInputException.atRow(row + 1L, "a value must be finite; leave out whoever has none");
            }
        }
        return with(new Given(
                given.selected(),
                given.outcomes(),
                values.clone(),
                given.expected(),
                given.distances(),
                given.strata()));
    }

    /**
     * This data with the probability with which each person should have been selected, for {@link
     * FairnessAudit#scanningSubsets()}. Without, everybody should have been with that of the overall share.
     *
     * @param probabilities one for each person, above 0 and below 1; copied
     */
    public AuditData withExpected(double[] probabilities) {
        checkLength(probabilities.length, "expected probabilities");
        for (int row = 0; row < probabilities.length; row++) {
            if (!(probabilities[row] > 0 && probabilities[row] < 1)) {
                throw InvalidInputException.atRow(
                        row + 1L, "an expected probability must lie above 0 and below 1; clip certain ones");
            }
        }
        return with(new Given(
                given.selected(),
                given.outcomes(),
                given.values(),
                probabilities.clone(),
                given.distances(),
                given.strata()));
    }

    /**
     * This data with how far each person is from the centre of the segment.
     *
     * @param distances squared, one for each person, 0 or more, {@link Double#NaN} for a person in no segment; copied
     */
    public AuditData withSquaredDistances(double[] distances) {
        checkLength(distances.length, "squared distances");
        for (int row = 0; row < distances.length; row++) {
            if (distances[row] < 0 || Double.isInfinite(distances[row])) {
                throw InvalidInputException.atRow(
                        row + 1L, "a squared distance must be finite and 0 or more; give NaN for a row in no segment");
            }
        }
        return with(new Given(
                given.selected(),
                given.outcomes(),
                given.values(),
                given.expected(),
                distances.clone(),
                given.strata()));
    }

    /**
     * This data with the strata within which decisions are compared as well, such as a region or an occupation.
     *
     * @param strata one category for each person; whoever has none is compared with nobody
     */
    public AuditData withStrata(Categories strata) {
        checkLength(strata.size(), "strata");
        return with(new Given(
                given.selected(),
                given.outcomes(),
                given.values(),
                given.expected(),
                given.distances(),
                Objects.requireNonNull(strata, "strata")));
    }

    /** The number of persons. */
    public int size() {
        return labels.length;
    }

    /** The number of segments, those that are empty included. */
    public int segmentCount() {
        return segments;
    }

    /** The names of the segments; empty if they have none. */
    public List<String> segmentNames() {
        return segmentNames;
    }

    /** The names of the attributes, those with ready groups last. */
    public List<String> attributeNames() {
        List<String> names = new ArrayList<>();
        attributes.forEach(attribute -> names.add(attribute.name()));
        groups.forEach(ready -> names.add(ready.name()));
        return List.copyOf(names);
    }

    Optional<Categories> attribute(String name) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(name))
                .findFirst();
    }

    Optional<Groups> readyGroups(String name) {
        return groups.stream().filter(ready -> ready.name().equals(name)).findFirst();
    }

    int label(int row) {
        return labels[row];
    }

    boolean hasDecisions() {
        return given.selected() != null || given.values() != null;
    }

    boolean hasOutcomes() {
        return given.outcomes() != null;
    }

    boolean hasValues() {
        return given.values() != null;
    }

    boolean hasDistances() {
        return given.distances() != null;
    }

    /** Whether a person is selected; there must be decisions. */
    boolean selected(int row) {
        return given.selected() != null ? given.selected()[row] == 1 : Objects.requireNonNull(given.values())[row] > 0;
    }

    boolean outcome(int row) {
        return Objects.requireNonNull(given.outcomes())[row] == 1;
    }

    double value(int row) {
        return Objects.requireNonNull(given.values())[row];
    }

    double distance(int row) {
        return Objects.requireNonNull(given.distances())[row];
    }

    /** The probabilities with which persons should have been selected, if they are given. */
    Optional<double[]> expected() {
        return Optional.ofNullable(given.expected());
    }

    Optional<Categories> strata() {
        return Optional.ofNullable(given.strata());
    }

    /** These persons in another order and without their attributes. */
    AuditData inOrder(int[] rows) {
        Given moved = new Given(
                ordered(given.selected(), rows),
                ordered(given.outcomes(), rows),
                ordered(given.values(), rows),
                ordered(given.expected(), rows),
                ordered(given.distances(), rows),
                strata().map(strata -> Categories.of(
                                strata.name(),
                                strata.levels(),
                                Arrays.stream(rows).map(strata::code).toArray()))
                        .orElse(null));
        int[] sorted = Arrays.stream(rows).map(row -> labels[row]).toArray();
        return new AuditData(segments, sorted, List.of(), List.of(), segmentNames, moved);
    }

    private static int @Nullable [] ordered(int @Nullable [] numbers, int[] rows) {
        return numbers == null
                ? null
                : Arrays.stream(rows).map(row -> numbers[row]).toArray();
    }

    private static double @Nullable [] ordered(double @Nullable [] numbers, int[] rows) {
        return numbers == null
                ? null
                : Arrays.stream(rows).mapToDouble(row -> numbers[row]).toArray();
    }

    private AuditData with(Given more) {
        return new AuditData(segments, labels, attributes, groups, segmentNames, more);
    }

    private int[] binary(int[] numbers, String what) {
        checkLength(numbers.length, what + "s");
        for (int row = 0; row < numbers.length; row++) {
            if (numbers[row] != 0 && numbers[row] != 1) {
                throw InvalidInputException.atRow(
                        row + 1L,
                        what + " must be 0 or 1, was another number; compare amounts and scores as values, see"
                                + " withValues");
            }
        }
        return numbers.clone();
    }

    private void checkLength(int length, String what) {
        if (length != labels.length) {
            throw new InvalidInputException(
                    what + " must be about the " + labels.length + " persons of the labels, were " + length);
        }
    }

    private void checkName(String name) {
        if (attributeNames().contains(name)) {
            throw new IllegalArgumentException("attributes must have names that differ, '" + name + "' occurs twice");
        }
    }

    @Override
    public String toString() {
        return labels.length + " persons in " + segments + " segments by " + attributeNames();
    }
}
