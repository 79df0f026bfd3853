package io.github.segmentation4j.io;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Fact;
import io.github.segmentation4j.io.ReportModel.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What checks found outside a proposal, such as an audit of somebody else's segments, as one page that looks like {@link
 * ReportHtml}: the verdict and the findings that lead to it first, then what else each check found and its evidence. No script, no
 * address outside, readable in light, in dark and on paper; counts of persons below the minimum are hidden.
 *
 * <pre>{@code
 * CheckPage.of("Fairness audit", List.of(result)).withFact("segments", Cell.amount(5)).write(Path.of("audit.html"));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CheckPage {
    private static final int MINIMUM = 20;

    private final String title;
    private final List<CheckResult> results;
    private final int minimum;
    private final Map<String, Cell> facts;
    private final Map<String, String> terms;

    private CheckPage(
            String title, List<CheckResult> results, int minimum, Map<String, Cell> facts, Map<String, String> terms) {
        this.title = title;
        this.results = results;
        this.minimum = minimum;
        this.facts = facts;
        this.terms = terms;
    }

    /**
     * A page that hides counts of 1 to 19 persons.
     *
     * @param title what was checked
     * @param results what was found; copied
     */
    public static CheckPage of(String title, List<CheckResult> results) {
        return new CheckPage(Objects.requireNonNull(title, "title"), List.copyOf(results), MINIMUM, Map.of(), Map.of());
    }

    /**
     * This page with another smallest number of persons that is shown. Default: 20.
     *
     * @param persons at least 1
     */
    public CheckPage disclosingAtLeast(int persons) {
        if (persons < 1) {
            throw new IllegalArgumentException("the fewest persons to show must be at least 1, was " + persons);
        }
        return new CheckPage(title, results, persons, facts, terms);
    }

    /** This page with a further fact beside the verdict; one of the same name is replaced. */
    public CheckPage withFact(String name, Cell value) {
        return new CheckPage(title, results, minimum, with(facts, name, value), terms);
    }

    /** This page with a further term in its glossary; one of the same name is replaced. */
    public CheckPage withTerm(String term, String meaning) {
        return new CheckPage(title, results, minimum, facts, with(terms, term, meaning));
    }

    private static <V> Map<String, V> with(Map<String, V> map, String name, V value) {
        Map<String, V> changed = new LinkedHashMap<>(map);
        changed.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return Collections.unmodifiableMap(changed);
    }

    /** The text of the page. */
    public String format() {
        return ReportHtml.format(model());
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @throws io.github.segmentation4j.run.SegmentationException if the file cannot be written
     */
    public void write(Path file) {
        AtomicFile.writeText(file, format());
    }

    private ReportModel model() {
        Disclosure disclosure = new Disclosure(minimum);
        ReportEvidence evidence = new ReportEvidence(disclosure, UnaryOperator.identity());
        Verdict verdict = results.stream().map(CheckResult::verdict).reduce(Verdict.PASS, Verdict::max);
        List<Block> checks = new ArrayList<>();
        for (CheckResult result : results) {
            // What is serious stands above already.
            List<Finding> passing = result.findings().stream()
                    .filter(finding -> finding.verdict() == Verdict.PASS)
                    .toList();
            checks.add(new ReportModel.Group(
                    result.check(),
                    Optional.of(result.verdict()),
                    evidence.blocks(new CheckResult(result.check(), passing, result.exhibits()))));
        }
        return new ReportModel(
                title,
                verdict,
                minimum,
                List.of(
                        new Section("verdict", "Verdict", verdict(verdict, disclosure, evidence)),
                        new Section("checks", "Checks", checks),
                        ReportWords.limitsOfChecks(minimum),
                        ReportWords.glossaryOfChecks(terms)));
    }

    private List<Block> verdict(Verdict verdict, Disclosure disclosure, ReportEvidence evidence) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new ReportModel.Paragraph(
                switch (verdict) {
                    case PASS -> "No check objects.";
                    case WARN -> "No check blocks, but some warn. Whoever uses the segments should know why.";
                    case BLOCK -> "At least one check blocks. The segments must not be used.";
                }));
        if (!facts.isEmpty()) {
            List<Fact> shown = new ArrayList<>();
            facts.forEach((name, value) -> shown.add(new Fact(
                    name, disclosure.rows(List.of(List.of(value))).get(0).get(0))));
            blocks.add(new ReportModel.Facts(shown));
        }
        List<Finding> serious = new ArrayList<>();
        for (Verdict severity : List.of(Verdict.BLOCK, Verdict.WARN)) {
            for (CheckResult result : results) {
                result.findings().stream()
                        .filter(finding -> finding.verdict() == severity)
                        .forEach(serious::add);
            }
        }
        if (!serious.isEmpty()) {
            blocks.add(evidence.findings(serious));
        }
        return blocks;
    }
}
