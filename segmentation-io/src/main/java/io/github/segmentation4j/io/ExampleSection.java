package io.github.segmentation4j.io;

import io.github.segmentation4j.Segment;
import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.explain.ChangeRules;
import io.github.segmentation4j.explain.Explanation;
import io.github.segmentation4j.explain.ExplanationPolicy;
import io.github.segmentation4j.explain.FeatureGlossary;
import io.github.segmentation4j.explain.WhyThisSegment;
import io.github.segmentation4j.explain.Wording;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Paragraph;
import io.github.segmentation4j.io.ReportModel.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a customer would be told, by the example of persons who do not exist. */
final class ExampleSection {
    private static final int MOST_EXAMPLES = 2;

    private ExampleSection() {}

    static Section of(ReportMaterial material) {
        SegmentationProposal proposal = material.proposal();
        ExplanationPolicy policy = proposal.explanationPolicy()
                .orElseGet(() -> neutral(proposal.draft().described()));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph("What a customer is told who asks: why am I in this segment?"));
        if (proposal.explanationPolicy().isEmpty()) {
            blocks.add(new Paragraph("Nobody said how segments are explained to customers. So features stand here by"
                    + " their names, and what a customer can do is left to the privacy notice."));
        }
        List<Segment> bySize = proposal.segments().stream()
                .sorted(Comparator.comparingInt((Segment segment) -> -segment.size()))
                .toList();
        int examples = 0;
        for (Segment segment : bySize) {
            Optional<WhyThisSegment> why = examples < MOST_EXAMPLES && !material.isSmall(segment)
                    ? proposal.exampleOf(segment.number(), policy)
                    : Optional.empty();
            if (why.isPresent()) {
                blocks.add(example(material.title(segment), why.orElseThrow()));
                examples++;
            }
        }
        if (examples == 0) {
            blocks.add(new Paragraph("There is no example: of no segment that is large enough is a person with its"
                    + " typical values sure to be in it, without telling where a small segment lies."));
        }
        return new Section("example", "What a customer is told", blocks);
    }

    private static Block example(String title, WhyThisSegment why) {
        Explanation words = why.in(Locale.ENGLISH);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph("This person does not exist. The values are what is typical for the segment, to two"
                + " figures, and explained as a customer's would be."));
        blocks.add(new Paragraph("In short: " + String.join(" ", words.threeSentences())));
        blocks.add(new Paragraph("In full:"));
        words.full().forEach(line -> blocks.add(new Paragraph(line)));
        return new ReportModel.Group("A person who does not exist, in segment " + title, Optional.empty(), blocks);
    }

    /** For a report without the owner's words: names of features and their units must speak for themselves. */
    private static ExplanationPolicy neutral(FeatureMatrix described) {
        Wording notice = Wording.of(Locale.ENGLISH, "as your privacy notice says.");
        return ExplanationPolicy.of(
                        FeatureGlossary.empty(), new ExplanationPolicy.Rights(notice, notice, notice), () -> "example")
                .withChanges(plausible(described));
    }

    /** Nobody said what may change to what: what no customer has, halves or less than nothing, is not suggested. */
    private static ChangeRules plausible(FeatureMatrix described) {
        ChangeRules rules = ChangeRules.defaults();
        for (int c = 0; c < described.columnCount(); c++) {
            String name = described.features().get(c).name();
            double[] known = Arrays.stream(described.column(c))
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            if (Arrays.stream(known).allMatch(value -> value == Math.rint(value))) {
                rules = rules.whole(name);
            }
            if (Arrays.stream(known).allMatch(value -> value >= 0)) {
                rules = rules.between(name, 0, Double.POSITIVE_INFINITY);
            }
        }
        return rules;
    }
}
