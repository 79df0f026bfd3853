package io.github.segmentation4j;

import io.github.segmentation4j.DataQuality.Concern;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.data.AttributeProfile;
import io.github.segmentation4j.data.DataProfile;
import io.github.segmentation4j.data.StreamProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Collects what {@link DataQuality} finds. Where a share speaks of few persons, the message says so in words and the
 * measured value stays out, because share times customers is a count.
 */
final class QualityFindings {
    private final DataQuality limits;
    private final int minimum;
    private final List<Finding> findings = new ArrayList<>();

    QualityFindings(DataQuality limits, int minimum) {
        this.limits = limits;
        this.minimum = minimum;
    }

    List<Finding> all() {
        return List.copyOf(findings);
    }

    void judgeTable(DataProfile profile) {
        Verdict few = limits.judgeCustomers(profile.customers());
        if (few != Verdict.PASS) {
            int wanted = limits.shortOf(profile.customers());
            Finding finding = Finding.of(
                    few,
                    "data.few-customers",
                    "there are fewer than " + wanted + " customers to find groups among; add data");
            findings.add(profile.customers() < minimum ? finding : finding.measured(wanted, profile.customers()));
        }
        persons(
                Concern.DUPLICATES,
                "customers",
                profile.droppedDuplicates(),
                (long) profile.customers() + profile.droppedDuplicates(),
                "of the rows were dropped because their id was there already; make ids unique");
        events(
                Concern.UNMATCHED_EVENTS,
                "events",
                profile.unmatchedEvents(),
                profile.matchedEvents() + profile.unmatchedEvents(),
                "of the events belong to no customer; compare the ids of customers and events");
    }

    void judge(AttributeProfile profile) {
        String name = profile.attribute().name();
        long all = (long) profile.known() + profile.missing();
        persons(Concern.MISSING, name, profile.missing(), all, "of the values of '" + name + "' are missing");
        Verdict constant = limits.judge(Concern.CONSTANT, profile.isConstant() ? 1 : 0);
        if (constant != Verdict.PASS) {
            findings.add(Finding.of(
                            constant,
                            Concern.CONSTANT.key(),
                            "all known values of '" + name + "' are the same, so it tells nobody apart; leave it out")
                    .about(name));
        }
        persons(
                Concern.IMPOSSIBLE,
                name,
                profile.impossible(),
                profile.known(),
                "of the values of '" + name + "' are impossible by the schema; correct the data or the schema");
        profile.distribution()
                .ifPresent(distribution -> persons(
                        Concern.OUTLIERS,
                        name,
                        distribution.outliers().orElse(0),
                        profile.known(),
                        "of the values of '" + name + "' lie far outside the rest; consider a logarithm or a cap"));
        if (!profile.isConstant() && !profile.levels().isEmpty()) {
            persons(
                    Concern.DOMINANT_CLASS,
                    name,
                    profile.levels().get(0).customers(),
                    profile.known(),
                    "of the values of '" + name
                            + "' are the same, so it tells hardly anybody apart; consider leaving it" + " out");
        }
    }

    void judge(StreamProfile profile, int customers) {
        String name = profile.stream().name();
        persons(
                Concern.NO_EVENTS,
                name,
                profile.customersWithout(),
                customers,
                "of the customers have no '" + name + "'");
        for (StreamProfile.AmountProfile amount : profile.amounts()) {
            String field = name + "." + amount.name();
            events(
                    Concern.MISSING_AMOUNTS,
                    field,
                    amount.missing(),
                    profile.events(),
                    "of the values of '" + field + "' are missing");
            events(
                    Concern.NEGATIVE_AMOUNTS,
                    field,
                    amount.negative(),
                    profile.events() - amount.missing(),
                    "of the values of '" + field + "' are negative; decide what returns mean for the features");
        }
    }

    /** A share of persons, told only where enough of them are on either side. */
    private void persons(Concern concern, String about, long count, long of, String what) {
        Verdict verdict = of == 0 ? Verdict.PASS : limits.judge(concern, (double) count / of);
        if (verdict == Verdict.PASS) {
            return;
        }
        boolean few = count < minimum;
        boolean nearlyAll = !few && count < of && of - count < minimum;
        String share = few ? "a few (under " + minimum + ")" : nearlyAll ? "nearly all" : percent(count, of);
        Finding finding = Finding.of(verdict, concern.key(), share + " " + what).about(about);
        findings.add(
                few || nearlyAll ? finding : finding.measured(limits.limit(concern, verdict), (double) count / of));
    }

    private void events(Concern concern, String about, long count, long of, String what) {
        Verdict verdict = of == 0 ? Verdict.PASS : limits.judge(concern, (double) count / of);
        if (verdict != Verdict.PASS) {
            findings.add(Finding.of(verdict, concern.key(), percent(count, of) + " " + what)
                    .about(about)
                    .measured(limits.limit(concern, verdict), (double) count / of));
        }
    }

    private static String percent(long count, long of) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * count / of);
    }

    static Exhibit.Table table(DataProfile profile) {
        List<List<Cell>> rows = new ArrayList<>();
        for (AttributeProfile attribute : profile.attributes()) {
            rows.add(List.of(
                    Cell.text(attribute.attribute().name()),
                    Cell.text(attribute.attribute().type().name()),
                    Cell.count(attribute.missing()),
                    attribute.distinct().isPresent()
                            ? Cell.amount(attribute.distinct().getAsInt())
                            : Cell.text("several"),
                    Cell.count(attribute.impossible()),
                    outliers(attribute),
                    typical(attribute)));
        }
        return new Exhibit.Table(
                "Data by field",
                List.of("field", "type", "missing", "different values", "impossible", "outliers", "typical"),
                rows);
    }

    private static Cell outliers(AttributeProfile attribute) {
        return attribute
                .distribution()
                .filter(distribution -> distribution.outliers().isPresent())
                .map(distribution -> Cell.count(distribution.outliers().getAsInt()))
                .orElse(Cell.text(""));
    }

    /** The median of a number, the most frequent category; nothing where too few customers stand behind it. */
    private static Cell typical(AttributeProfile attribute) {
        if (attribute.distribution().isPresent()) {
            return Cell.amount(attribute.distribution().get().median());
        }
        return Cell.text(
                attribute.levels().isEmpty() ? "" : attribute.levels().get(0).level());
    }
}
