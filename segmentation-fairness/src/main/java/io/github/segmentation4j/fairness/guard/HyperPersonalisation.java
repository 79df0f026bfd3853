package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.cluster.Clustering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Blocks segments so narrow that a person stands out: one smaller than 20 customers, more than a fifth of them smaller
 * than 50, or more than one segment to every 50 customers.
 *
 * <p>The last number is the uniqueness: the mean over the customers of one divided by the size of their segment, which
 * is the number of inhabited segments divided by the customers in them. 1 means that everybody is alone. Empty segments
 * and customers in none are in no number.
 *
 * <p>Costs one pass over the customers. Immutable and safe for use by several threads.
 *
 * <p>References: L. Sweeney, k-anonymity: a model for protecting privacy, International Journal of Uncertainty, Fuzziness
 * and Knowledge-Based Systems 10(5), 2002.
 */
public final class HyperPersonalisation implements SegmentationCheck {
    private static final String ID = "hyper-personalisation";

    private final int smallest;
    private final int narrow;
    private final double narrowShare;
    private final double uniqueness;
    private final GuardPolicy policy;

    private HyperPersonalisation(int smallest, int narrow, double narrowShare, double uniqueness, GuardPolicy policy) {
        this.smallest = smallest;
        this.narrow = narrow;
        this.narrowShare = narrowShare;
        this.uniqueness = uniqueness;
        this.policy = policy;
    }

    /** The guard with its usual bounds. */
    public static HyperPersonalisation withDefaults() {
        return new HyperPersonalisation(20, 50, 0.2, 0.02, GuardPolicy.standard());
    }

    /** This guard with another size that every segment must have, at least 1. Default: 20 customers. */
    public HyperPersonalisation withSmallest(int customers) {
        return new HyperPersonalisation(atLeastOne(customers), narrow, narrowShare, uniqueness, policy);
    }

    /**
     * This guard with another measure of narrow segments. Default: under 50 customers, a share of 0.2.
     *
     * @param customers segments of fewer are narrow, at least 1
     * @param share of the segments that may be, from 0 to 1
     */
    public HyperPersonalisation withNarrow(int customers, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of narrow segments must be from 0 to 1, was " + share);
        }
        return new HyperPersonalisation(smallest, atLeastOne(customers), share, uniqueness, policy);
    }

    /** This guard with another highest uniqueness, above 0 and at most 1. Default: 0.02. */
    public HyperPersonalisation withUniqueness(double highest) {
        return new HyperPersonalisation(
                smallest, narrow, narrowShare, GuardPolicy.share(highest, "the uniqueness"), policy);
    }

    /** This guard with another smallest number of persons to tell of where there is no draft. Default: 20. */
    public HyperPersonalisation withDisclosureMinimum(int persons) {
        return with(policy.withDisclosureMinimum(persons));
    }

    /** This guard with another severity. Default: it blocks. */
    public HyperPersonalisation withSeverity(Verdict severity) {
        return with(policy.withSeverity(severity));
    }

    private HyperPersonalisation with(GuardPolicy newPolicy) {
        return new HyperPersonalisation(smallest, narrow, narrowShare, uniqueness, newPolicy);
    }

    private static int atLeastOne(int customers) {
        if (customers < 1) {
            throw new IllegalArgumentException("a size must be at least 1 customer, was " + customers);
        }
        return customers;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Segments are so wide that nobody stands out: at least " + smallest + " customers each.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.PRIVACY;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        return with(policy.withDisclosureMinimum(draft.disclosureMinimum()))
                .judge(draft.clustering().labels());
    }

    /**
     * Judges segments without a draft.
     *
     * @param labels a segment for each customer, -1 for none
     */
    public CheckResult judge(int[] labels) {
        int[] names = Arrays.stream(labels)
                .filter(label -> label != Clustering.NOISE)
                .distinct()
                .sorted()
                .toArray();
        int[] sizes = new int[names.length];
        for (int label : labels) {
            if (label != Clustering.NOISE) {
                sizes[Arrays.binarySearch(names, label)]++;
            }
        }
        if (sizes.length == 0) {
            return CheckResult.of(
                    ID,
                    List.of(Finding.of(
                            Verdict.PASS,
                            ID + ".insufficient-data",
                            "no customer is in a segment, so nobody stands out")));
        }
        List<Finding> findings = new ArrayList<>();
        int customers = Arrays.stream(sizes).sum();
        int least = Arrays.stream(sizes).min().orElseThrow();
        if (least < smallest) {
            Finding finding = finding(".smallest", "the smallest segment has fewer than " + smallest + " customers");
            findings.add(least >= policy.disclosureMinimum() ? finding.measured(smallest, least) : finding);
        }
        double share =
                (double) Arrays.stream(sizes).filter(size -> size < narrow).count() / sizes.length;
        if (share > narrowShare) {
            findings.add(finding(".narrow", "too many of the segments have fewer than " + narrow + " customers")
                    .measured(narrowShare, share));
        }
        double unique = (double) sizes.length / customers;
        if (unique > uniqueness) {
            findings.add(finding(".uniqueness", "there are too many segments for the number of customers")
                    .measured(uniqueness, unique));
        }
        List<List<Cell>> rows = List.of(
                List.of(Cell.text("smallest segment, customers"), Cell.count(least)),
                List.of(Cell.text("share of segments under " + narrow + " customers"), Cell.amount(share)),
                List.of(Cell.text("uniqueness"), Cell.amount(unique)));
        return new CheckResult(
                ID,
                findings,
                List.of(new Exhibit.Table("How narrow the segments are", List.of("measure", "value"), rows)));
    }

    private Finding finding(String key, String message) {
        return Finding.of(policy.severity(), ID + key, message + "; ask for fewer segments");
    }
}
