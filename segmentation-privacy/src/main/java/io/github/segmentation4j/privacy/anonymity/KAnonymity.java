package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks unless every customer is one of at least k who look the same in what is released: the segment and, where they
 * are exported beside it, the attributes named by {@link #with}. A missing value is a value of its own, and customers in
 * no segment are told apart from the others by that.
 *
 * <p>k is 20 by default and never under 11: in smaller groups a number about the group is too close to one about a
 * person. An attribute that cannot be judged blocks.
 *
 * <p>Costs one pass over the customers for each attribute. Immutable and safe for use by several threads.
 *
 * <p>References: L. Sweeney, k-anonymity: a model for protecting privacy, International Journal of Uncertainty,
 * Fuzziness and Knowledge-Based Systems 10(5), 2002.
 */
public final class KAnonymity implements SegmentationCheck {
    private static final int STANDARD = 20;
    private static final int LOWEST = 11;
    private static final String EXHIBIT = "Sizes of the groups who look the same";

    /** Upper ends of the bars, in multiples of k. */
    private static final int[] BAR_ENDS = {2, 5, 10, 50};

    private final int k;
    private final List<String> attributes;

    private KAnonymity(int k, List<String> attributes) {
        this.k = k;
        this.attributes = attributes;
    }

    /** The check with k = 20 for the segment alone. */
    public static KAnonymity standard() {
        return of(STANDARD);
    }

    /**
     * The check for the segment alone.
     *
     * @param k the smallest number of customers who must look the same, at least 11
     */
    public static KAnonymity of(int k) {
        if (k < LOWEST) {
            throw new IllegalArgumentException(
                    "k must be at least " + LOWEST + ", was " + k + "; " + STANDARD + " is the standard");
        }
        return new KAnonymity(k, List.of());
    }

    /**
     * This check with attributes that are exported beside the segment.
     *
     * @param names categories or truth values that the purpose allows; replaces those named before
     */
    public KAnonymity with(String... names) {
        return new KAnonymity(k, Exported.distinct(names));
    }

    @Override
    public String id() {
        return "k-anonymity";
    }

    @Override
    public String description() {
        return "Every customer shares the " + Exported.described(attributes) + " with at least " + (k - 1) + " others.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.PRIVACY;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        Exported exported = Exported.classes(draft, attributes);
        if (exported instanceof Exported.Classes found) {
            int[] sizes = found.classes().sizes();
            return new CheckResult(id(), findings(sizes, draft.disclosureMinimum()), List.of(histogram(sizes)));
        }
        return CheckResult.of(id(), List.of(((Exported.NotAssessable) exported).finding()));
    }

    private List<Finding> findings(int[] sizes, int disclosureMinimum) {
        int below = 0;
        int customers = 0;
        for (int size : sizes) {
            if (size < k) {
                below++;
                customers += size;
            }
        }
        if (below == 0) {
            return List.of();
        }
        String persons = Exported.persons(customers, disclosureMinimum);
        return List.of(Finding.of(
                        Verdict.BLOCK,
                        "anonymity.below-k",
                        below + " of " + sizes.length + " groups who look the same have fewer than " + k + " members, "
                                + persons + " in all; ask for fewer segments or export fewer attributes")
                .measured(0, below));
    }

    /** Counts of groups, not of persons: a small one tells nothing about anybody. */
    private Exhibit histogram(int[] sizes) {
        int[] bars = new int[BAR_ENDS.length + 2];
        for (int size : sizes) {
            bars[barOf(size)]++;
        }
        List<Exhibit.Bar> result = new ArrayList<>();
        for (int bar = 0; bar < bars.length; bar++) {
            result.add(new Exhibit.Bar(nameOf(bar), Exhibit.Cell.amount(bars[bar])));
        }
        return new Exhibit.Bars(EXHIBIT, "groups", result);
    }

    private int barOf(int size) {
        if (size < k) {
            return 0;
        }
        int bar = 1;
        for (int end : BAR_ENDS) {
            bar += size >= (long) end * k ? 1 : 0;
        }
        return bar;
    }

    private String nameOf(int bar) {
        if (bar == 0) {
            return "under " + k;
        }
        long from = bar == 1 ? k : (long) BAR_ENDS[bar - 2] * k;
        return bar > BAR_ENDS.length ? from + " and more" : from + " to " + ((long) BAR_ENDS[bar - 1] * k - 1);
    }
}
