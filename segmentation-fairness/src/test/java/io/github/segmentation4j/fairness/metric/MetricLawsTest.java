package io.github.segmentation4j.fairness.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Decisions;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.fairness.group.SegmentDistances;
import io.github.segmentation4j.fairness.group.SegmentTable;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws that all metrics obey. */
class MetricLawsTest {
    private static final int SEGMENTS = 5;
    private static final int EMPTY_SEGMENT = 3;
    private static final List<String> LEVELS = List.of("a", "b", "c", "nobody");

    /** Metrics that grow with the number of persons, or correct for it. */
    private static final Set<String> DEPEND_ON_SIZE =
            Set.of("chi-squared", "likelihood-ratio", "corrected-mutual-information", "corrected-cramers-v");

    /** Random persons; some are of no known group, some in no segment, some without a stratum. */
    private record Persons(int[] groups, int[] labels, int[] selected, int[] outcomes, int[] strata, double[] values) {
        static Persons random(long seed, int n) {
            SeededRandom random = SeededRandom.of(seed);
            int[][] drawn = new int[5][n];
            double[] values = new double[n];
            for (int row = 0; row < n; row++) {
                drawn[0][row] = random.nextInt(4) - 1;
                int label = random.nextInt(SEGMENTS) - 1;
                drawn[1][row] = label == EMPTY_SEGMENT ? 0 : label;
                drawn[2][row] = random.nextInt(2);
                drawn[3][row] = random.nextInt(2);
                drawn[4][row] = random.nextInt(4) - 1;
                values[row] = 1 + random.nextInt(9) / 4.0;
            }
            return new Persons(drawn[0], drawn[1], drawn[2], drawn[3], drawn[4], values);
        }

        Persons rows(int[] rows) {
            return new Persons(
                    pick(groups, rows),
                    pick(labels, rows),
                    pick(selected, rows),
                    pick(outcomes, rows),
                    pick(strata, rows),
                    Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
        }

        private static int[] pick(int[] numbers, int[] rows) {
            return Arrays.stream(rows).map(row -> numbers[row]).toArray();
        }

        Groups exact() {
            return Groups.of(Categories.of("group", LEVELS, groups));
        }

        Groups reversed() {
            List<String> names = List.of("nobody", "c", "b", "a");
            return Groups.of(Categories.of("group", names, map(code -> code < 0 ? code : 3 - code)));
        }

        Groups probable() {
            double[][] probabilities = new double[groups.length][LEVELS.size()];
            for (int row = 0; row < groups.length; row++) {
                if (groups[row] >= 0) {
                    probabilities[row][groups[row]] = 1;
                }
            }
            return Groups.probabilistic("group", LEVELS, probabilities);
        }

        private int[] map(IntUnaryOperator change) {
            return Arrays.stream(groups).map(change).toArray();
        }

        SegmentTable table(Groups of) {
            return SegmentTable.of(labels, SEGMENTS, of);
        }

        SegmentDistances distances(Groups of) {
            double[] squared = values.clone();
            for (int row = 0; row < squared.length; row++) {
                squared[row] = labels[row] < 0 ? Double.NaN : squared[row];
            }
            return SegmentDistances.of(of).withSquaredDistances(squared);
        }

        Decisions decisions(Groups of) {
            return Decisions.of(selected, of)
                    .withOutcomes(outcomes)
                    .withValues(values)
                    .withStrata(Categories.of("stratum", List.of("x", "y", "z"), strata));
        }

        /** What every metric says of these persons. */
        List<Named> statistics(Groups of) {
            List<Named> all = new ArrayList<>();
            FairnessMetrics.ofSegments().forEach(metric -> all.add(new Named(metric.id(), metric.evaluate(table(of)))));
            FairnessMetrics.ofDistances()
                    .forEach(metric -> all.add(new Named(metric.id(), metric.evaluate(distances(of)))));
            FairnessMetrics.ofDecisions()
                    .forEach(metric -> all.add(new Named(metric.id(), metric.evaluate(decisions(of)))));
            return all;
        }
    }

    private record Named(String id, Statistic statistic) {}

    private static void assertSame(List<Named> actual, List<Named> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            Statistic one = actual.get(i).statistic();
            Statistic other = expected.get(i).statistic();
            assertThat(one.value().isPresent())
                    .as(actual.get(i).id())
                    .isEqualTo(other.value().isPresent());
            if (one.value().isPresent()) {
                assertThat(one.orElseThrow())
                        .as(actual.get(i).id())
                        .isCloseTo(other.orElseThrow(), within(1e-11 * (1 + Math.abs(other.orElseThrow()))));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void orderOfRowsAndOfGroupsChangesNothing(long seed) {
        Persons persons = Persons.random(seed, 300);
        int[] backwards = IntStream.range(0, 300).map(row -> 299 - row).toArray();
        List<Named> expected = persons.statistics(persons.exact());
        assertSame(persons.rows(backwards).statistics(persons.rows(backwards).exact()), expected);
        assertSame(persons.statistics(persons.reversed()), expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void doublingEveryPersonChangesNoRatio(long seed) {
        Persons persons = Persons.random(seed, 300);
        Persons doubled =
                persons.rows(IntStream.range(0, 600).map(row -> row / 2).toArray());
        List<Named> expected = persons.statistics(persons.exact());
        List<Named> actual = doubled.statistics(doubled.exact());
        assertSame(
                actual.stream()
                        .filter(named -> !DEPEND_ON_SIZE.contains(named.id()))
                        .toList(),
                expected.stream()
                        .filter(named -> !DEPEND_ON_SIZE.contains(named.id()))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void certainProbabilitiesEqualExactGroups(long seed) {
        Persons persons = Persons.random(seed, 300);
        assertThat(persons.statistics(persons.probable())).isEqualTo(persons.statistics(persons.exact()));
    }

    /** Only the silhouette, which these persons do not have, and Theil's L of benefits that are 0 cannot be told. */
    @Test
    void aGroupNobodyBelongsToAndASegmentNobodyIsInHideNoNumber() {
        Persons persons = Persons.random(31, 300);
        assertThat(persons.statistics(persons.exact()))
                .filteredOn(named -> named.statistic().value().isEmpty())
                .extracting(Named::id)
                .containsExactly("silhouette-difference", "theil-l-of-selection", "theil-l-of-errors");
    }

    /** With nobody, one person, one group or unknown groups alone there is a number or a reason, and no exception. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void veryFewPersonsGiveANumberOrAReason(int n) {
        for (long seed = 41; seed < 60; seed++) {
            Persons persons = Persons.random(seed, n);
            assertThat(persons.statistics(persons.exact())).hasSameSizeAs(FairnessMetrics.all());
            assertThat(persons.statistics(persons.probable())).hasSameSizeAs(FairnessMetrics.all());
        }
        Persons unknown = Persons.random(7, 50);
        Arrays.fill(unknown.groups(), Categories.MISSING);
        assertThat(unknown.statistics(unknown.exact())).hasSameSizeAs(FairnessMetrics.all());
    }

    /** What is about one group alone: how wide its persons are apart, and how badly the segments fit it. */
    @Test
    void oneGroupAloneIsNoSignOfFairness() {
        Persons persons = Persons.random(8, 50);
        Arrays.fill(persons.groups(), 0);
        assertThat(persons.statistics(persons.exact()))
                .filteredOn(named -> named.statistic().value().isPresent())
                .extracting(Named::id)
                .allSatisfy(id -> assertThat(id)
                        .matches("(generalised-entropy|theil|atkinson|coefficient-of-variation|gini).*|social-cost"));
        Arrays.fill(persons.groups(), Categories.MISSING);
        assertThat(persons.statistics(persons.exact()))
                .filteredOn(
                        named -> named.id().contains("balance") || named.id().contains("difference"))
                .allSatisfy(named -> assertThat(named.statistic()).isInstanceOf(Statistic.Undetermined.class));
    }

    @Test
    void everyMetricHasAnIdOfItsOwnAndASentence() {
        Set<String> ids = new HashSet<>();
        for (FairnessMetric<?> metric : FairnessMetrics.all()) {
            assertThat(ids.add(metric.id())).as(metric.id()).isTrue();
            assertThat(metric.id()).matches("[a-z0-9.-]+");
            assertThat(metric.definition()).as(metric.id()).matches("[A-Z].{30,}\\.");
            assertThat(metric.ideal()).as(metric.id()).isBetween(0.0, 1.0);
        }
    }

    /** Every segment mirrors the customers, the same share of each group is left out, and all get the same. */
    @Test
    void perfectFairnessHasTheIdealValue() {
        SegmentTable mirror = SegmentTable.ofCounts(
                "group", List.of("a", "b"), new long[][] {{10, 10}, {20, 20}, {0, 0}}, new long[] {5, 5});
        for (FairnessMetric<SegmentTable> metric : FairnessMetrics.ofSegments()) {
            assertThat(metric.evaluate(mirror).orElseThrow()).as(metric.id()).isCloseTo(metric.ideal(), within(1e-12));
        }
        int[] codes = IntStream.range(0, 80).map(row -> row % 2).toArray();
        int[] selected = IntStream.range(0, 80).map(row -> row / 2 % 2).toArray();
        int[] outcomes = IntStream.range(0, 80).map(row -> row / 4 % 2).toArray();
        double[] values = new double[80];
        Arrays.fill(values, 2.5);
        Decisions decisions = Decisions.of(selected, Groups.of(Categories.of("group", List.of("a", "b"), codes)))
                .withOutcomes(outcomes)
                .withValues(values)
                .withStrata(Categories.of("stratum", List.of("all"), new int[80]));
        for (FairnessMetric<Decisions> metric : FairnessMetrics.ofDecisions()) {
            if (!metric.id().endsWith("-of-selection") && !metric.id().endsWith("-of-errors")) {
                metric.evaluate(decisions)
                        .value()
                        .ifPresent(
                                number -> assertThat(number).as(metric.id()).isCloseTo(metric.ideal(), within(1e-12)));
            }
        }
    }

    /** The interface is small enough to be implemented by whoever misses a number. */
    @Test
    void aMetricOfOnesOwnNeedsFourMethods() {
        FairnessMetric<SegmentTable> largest = new FairnessMetric<>() {
            @Override
            public String id() {
                return "largest-segment";
            }

            @Override
            public String definition() {
                return "The share of all persons who are in the largest segment.";
            }

            @Override
            public double ideal() {
                return 0;
            }

            @Override
            public Statistic evaluate(SegmentTable table) {
                return Statistic.of(IntStream.range(0, table.segmentCount())
                                .mapToDouble(table::known)
                                .max()
                                .orElse(0)
                        / table.known());
            }
        };
        SegmentTable table = SegmentTable.ofCounts("group", List.of("a", "b"), new long[][] {{1, 2}, {3, 4}});
        assertThat(largest.evaluate(table)).isEqualTo(Statistic.of(0.7));
    }
}
