package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.proxy.ProtectedGroups;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Blocks if vulnerable customers are contacted more than others: more contacts a head, beyond what chance explains
 * (one-sided, corrected over all flags).
 *
 * <p>The test deals the flags at random among the customers and takes the distribution of the sum of contacts as normal,
 * so contacts need not follow any law; under 20 customers on a side it does not judge and says so. Customers without a
 * number of contacts or without a flag are left out and counted.
 *
 * <p>Costs one pass over the customers for each flag. Immutable and safe for use by several threads.
 *
 * <p>References: E. J. G. Pitman, Significance tests which may be applied to samples from any populations, Supplement to
 * the Journal of the Royal Statistical Society 4, 1937.
 */
public final class ContactPressure implements SegmentationCheck {
    private static final String ID = "contact-pressure";
    private static final ShiftFindings WORDS = new ShiftFindings(
            ID, "contacts a head", "are contacted more than others", "contact them no more than others, or less");

    private final String contacts;
    private final List<String> attributes;
    private final Flags flags;
    private final GuardPolicy policy;

    private ContactPressure(String contacts, List<String> attributes, Flags flags, GuardPolicy policy) {
        this.contacts = contacts;
        this.attributes = List.copyOf(new LinkedHashSet<>(attributes));
        this.flags = flags;
        this.policy = policy;
    }

    /**
     * A guard of contacts.
     *
     * @param contacts the name of the number of contacts of a customer, which the purpose must allow
     * @param flag a protected attribute; whoever is {@code true} is flagged, see {@link #flagging}
     * @param more further flags
     */
    public static ContactPressure of(String contacts, String flag, String... more) {
        List<String> names = new ArrayList<>(List.of(flag));
        names.addAll(List.of(more));
        return new ContactPressure(contacts, names, new Flags(Map.of()), GuardPolicy.standard());
    }

    /** This guard with the groups of an attribute that are flagged, in the place of {@code true}. */
    public ContactPressure flagging(String attribute, String... groups) {
        return new ContactPressure(contacts, attributes, flags.with(attribute, groups), policy);
    }

    /** This guard with another probability of a false alarm over all flags. Default: 0.05. */
    public ContactPressure withLevel(double level) {
        return with(policy.withLevel(level));
    }

    /** This guard with another smallest number of customers on a side. Default: 20. */
    public ContactPressure withMinimum(int persons) {
        return with(policy.withMinimum(persons));
    }

    /** This guard with another smallest number of persons to tell of where there is no draft. Default: 20. */
    public ContactPressure withDisclosureMinimum(int persons) {
        return with(policy.withDisclosureMinimum(persons));
    }

    /** This guard with another severity. Default: it blocks. */
    public ContactPressure withSeverity(Verdict severity) {
        return with(policy.withSeverity(severity));
    }

    /** This guard with another severity of what cannot be assessed. Default: it blocks. */
    public ContactPressure onNotAssessable(Verdict severity) {
        return with(policy.withNotAssessable(severity));
    }

    private ContactPressure with(GuardPolicy newPolicy) {
        return new ContactPressure(contacts, attributes, flags, newPolicy);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Customers flagged by " + String.join(", ", attributes) + " have no more " + contacts + " than others.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.FAIRNESS;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        ViewNumbers numbers = ViewNumbers.of(draft, contacts);
        if (numbers instanceof ViewNumbers.Withheld withheld) {
            return CheckResult.of(ID, List.of(policy.notAssessable(ID, withheld.reason())));
        }
        List<ProtectedGroups> found =
                attributes.stream().map(name -> ProtectedGroups.of(draft, name)).toList();
        return with(policy.withDisclosureMinimum(draft.disclosureMinimum()))
                .compare(((ViewNumbers.Known) numbers).values(), found);
    }

    /**
     * Judges contacts without a draft.
     *
     * @param perCustomer the number of contacts of each customer, 0 or more, NaN where it is not known
     * @param given the flags of the same customers; one that is not among them is not assessable
     */
    public CheckResult judge(double[] perCustomer, List<Categories> given) {
        return compare(perCustomer, Given.select(attributes, given, perCustomer.length));
    }

    private CheckResult compare(double[] perCustomer, List<ProtectedGroups> found) {
        for (int row = 0; row < perCustomer.length; row++) {
            if (perCustomer[row] < 0 || Double.isInfinite(perCustomer[row])) {
                throw InvalidInputException.at(
                        row + 1L, contacts, "a number of contacts must be 0 or more and finite, or missing");
            }
        }
        int[] strata = new int[perCustomer.length];
        return WORDS.judge(policy, found.stream().map(flags::of).toList(), perCustomer, strata, 1);
    }
}
