package io.github.segmentation4j.fairness.scan;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.fairness.inference.Correction;
import io.github.segmentation4j.fairness.inference.TwoProportions;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares every intersection of the values of up to three attributes, such as women of one race below 30, with everybody
 * else: the share of those selected by a campaign, or the share of those in a segment.
 *
 * <p>Rates are compared by the test that suits the counts ({@link TwoProportions#test()}) and corrected by Benjamini and
 * Hochberg over all intersections. Intersections of too few persons are not compared but
 * counted. A missing value is a value of its own, {@value Groups#MISSING}.
 *
 * <pre>{@code
 * IntersectionReport report = IntersectionScan.upTo(3).scan(List.of(sex, race, age), selected, context);
 * report.significant(0.05);
 * }</pre>
 *
 * <p>Costs a pass over the distinct combinations of values for each set of attributes. The result is the same for every
 * number of threads. Immutable and safe for use by several threads.
 *
 * <p>References: Y. Chung, T. Kraska, N. Polyzotis, K. Tae, S. Whang, Automated data slicing for model validation, IEEE
 * TKDE 32, 2020; M. Kearns, S. Neel, A. Roth, Z. Wu, Preventing fairness gerrymandering, ICML 2018; Y. Benjamini, Y.
 * Hochberg, Controlling the false discovery rate, Journal of the Royal Statistical Society B 57, 1995.
 *
 * <p>Implementation note: intersections share persons, so the tests depend on each other in both directions, for which the
 * bound of Benjamini and Hochberg is established in practice but not proved.
 */
public final class IntersectionScan {
    private static final String STAGE = "intersection scan";
    private static final int DEEPEST = 3;

    /** Below this a rate says little, and a table might point at persons. */
    private static final int MINIMUM = 20;

    private final int depth;
    private final int minimum;

    private IntersectionScan(int depth, int minimum) {
        this.depth = depth;
        this.minimum = minimum;
    }

    /**
     * A scan of the values of single attributes, of pairs, and so on up to a number of attributes.
     *
     * @param depth 1 to 3
     */
    public static IntersectionScan upTo(int depth) {
        if (depth < 1 || depth > DEEPEST) {
            throw new IllegalArgumentException("the depth must be 1 to " + DEEPEST + ", was " + depth);
        }
        return new IntersectionScan(depth, MINIMUM);
    }

    /**
     * This scan with another smallest number of persons to compare, inside an intersection and outside. Default: 20.
     *
     * @param persons at least 1
     */
    public IntersectionScan withMinimum(int persons) {
        if (persons < 1) {
            throw new IllegalArgumentException("the fewest persons to compare must be at least 1, was " + persons);
        }
        return new IntersectionScan(depth, persons);
    }

    /**
     * Compares all intersections.
     *
     * @param attributes at least one, all about the same rows, with names that differ
     * @param selected for each row whether the person is selected, or is in the segment
     * @throws InvalidInputException if there are no rows
     */
    public IntersectionReport scan(List<Categories> attributes, boolean[] selected, RunContext context) {
        // One half is a placeholder: nothing here asks what was expected.
        double[] expected = new double[selected.length];
        Arrays.fill(expected, 0.5);
        ScanCells cells = ScanCells.of(attributes, selected, expected);
        List<int[]> choices = choices(attributes.size());
        BlockRunner runner =
                BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(STAGE));
        List<List<Counted>> counted = runner.map(choices.size(), i -> count(cells, choices.get(i)));
        context.report(STAGE, choices.size(), choices.size());
        return compare(cells, counted.stream().flatMap(List::stream).toList());
    }

    private IntersectionReport compare(ScanCells cells, List<Counted> counted) {
        long persons = cells.persons();
        long hits = cells.observed();
        List<Counted> large =
                counted.stream().filter(c -> c.persons() >= minimum).toList();
        List<Counted> compared =
                large.stream().filter(c -> persons - c.persons() >= minimum).toList();
        double[] p = compared.stream()
                .mapToDouble(c -> TwoProportions.of(c.hits(), c.persons(), hits - c.hits(), persons - c.persons())
                        .pValue())
                .toArray();
        double[] adjusted = Correction.BENJAMINI_HOCHBERG.adjust(p);
        List<Intersection> intersections = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            Counted c = compared.get(i);
            intersections.add(new Intersection(
                    c.values(), c.persons(), c.hits(), persons - c.persons(), hits - c.hits(), p[i], adjusted[i]));
        }
        intersections.sort(Comparator.comparingDouble(Intersection::p)
                .thenComparing(intersection -> -Math.abs(intersection.difference())));
        return new IntersectionReport(
                intersections,
                persons,
                hits,
                minimum,
                (long) counted.size() - large.size(),
                (long) large.size() - compared.size());
    }

    /** The intersections of some attributes that somebody belongs to, in the order of their levels. */
    private static List<Counted> count(ScanCells cells, int[] attributes) {
        Map<List<Integer>, long[]> counts = new TreeMap<>(IntersectionScan::compareCodes);
        for (ScanCells.Entry entry : cells.entries()) {
            List<Integer> codes =
                    Arrays.stream(attributes).mapToObj(entry.codes()::get).toList();
            long[] count = counts.computeIfAbsent(codes, unseen -> new long[2]);
            count[0] += entry.persons();
            count[1] += entry.hits();
        }
        List<Counted> counted = new ArrayList<>();
        counts.forEach((codes, count) -> {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < attributes.length; i++) {
                values.put(
                        cells.attributes().get(attributes[i]),
                        cells.levels().get(attributes[i]).get(codes.get(i)));
            }
            counted.add(new Counted(values, count[0], count[1]));
        });
        return counted;
    }

    /** The sets of at most {@code depth} of the attributes, the smaller sets first. */
    private List<int[]> choices(int attributes) {
        List<int[]> all = new ArrayList<>();
        List<int[]> last = List.of(new int[0]);
        for (int size = 1; size <= Math.min(depth, attributes); size++) {
            List<int[]> longer = new ArrayList<>();
            for (int[] choice : last) {
                int next = choice.length == 0 ? 0 : choice[choice.length - 1] + 1;
                for (int a = next; a < attributes; a++) {
                    int[] extended = Arrays.copyOf(choice, choice.length + 1);
                    extended[choice.length] = a;
                    longer.add(extended);
                }
            }
            all.addAll(longer);
            last = longer;
        }
        return all;
    }

    private static int compareCodes(List<Integer> first, List<Integer> second) {
        for (int i = 0; i < first.size(); i++) {
            int order = Integer.compare(first.get(i), second.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private record Counted(Map<String, String> values, long persons, long hits) {}
}
