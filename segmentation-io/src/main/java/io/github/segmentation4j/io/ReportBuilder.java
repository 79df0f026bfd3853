package io.github.segmentation4j.io;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Provenance;
import io.github.segmentation4j.Segment;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.AccessReport;
import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.AttributeType;
import io.github.segmentation4j.data.AuditView;
import io.github.segmentation4j.data.EventStream;
import io.github.segmentation4j.data.Handling;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.data.Sensitivity;
import io.github.segmentation4j.explain.FeatureProfile;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Fact;
import io.github.segmentation4j.io.ReportModel.Figure;
import io.github.segmentation4j.io.ReportModel.Section;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.io.ReportModel.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Makes the model of a report from a proposal. */
final class ReportBuilder {
    private final SegmentationProposal proposal;
    private final Disclosure disclosure;
    private final ReportEvidence evidence;

    private ReportBuilder(SegmentationProposal proposal) {
        this.proposal = proposal;
        this.disclosure = new Disclosure(proposal.draft().disclosureMinimum());
        this.evidence = new ReportEvidence(disclosure, this::withoutSmallNames);
    }

    static ReportModel of(SegmentationProposal proposal) {
        ReportBuilder builder = new ReportBuilder(proposal);
        List<Section> sections = List.of(
                builder.verdict(),
                builder.admission(),
                builder.segments(),
                builder.checks(),
                builder.inventory(),
                builder.provenance(),
                ReportWords.limitsOfProposal(builder.disclosure.minimum()),
                ReportWords.glossaryOfProposal());
        return new ReportModel(
                "Segments for " + words(proposal.purpose()),
                proposal.verdict(),
                builder.disclosure.minimum(),
                sections);
    }

    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Section verdict() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new ReportModel.Paragraph(
                switch (proposal.verdict()) {
                    case PASS -> "No check objects. The segments may be put to whoever releases them.";
                    case WARN -> "No check blocks, but some warn. Whoever releases the segments should know why.";
                    case BLOCK -> "At least one check blocks. The segments must not be used.";
                }));
        blocks.add(new ReportModel.Facts(List.of(
                fact("purpose", words(proposal.purpose())),
                new Fact("segments", new Figure(proposal.segments().size())),
                new Fact(
                        "customers segmented",
                        disclosure.count(proposal.access().admitted())),
                new Fact("checks", new Figure(proposal.results().size())))));
        List<Finding> serious = new ArrayList<>(proposal.findings(Verdict.BLOCK));
        serious.addAll(proposal.findings(Verdict.WARN));
        if (!serious.isEmpty()) {
            blocks.add(evidence.findings(serious));
        }
        return new Section("verdict", "Verdict", blocks);
    }

    private static Fact fact(String name, String text) {
        return new Fact(name, new Words(text));
    }

    private Section admission() {
        AccessReport access = proposal.access();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new ReportModel.Paragraph("Only customers who were admitted for the purpose were opened. Admission"
                + " rested on: " + access.basis() + "."));
        blocks.add(funnel(access));
        for (Attribute attribute : proposal.draft().audit().attributes()) {
            groups(attribute).ifPresent(blocks::add);
        }
        if (!access.withheldFields().isEmpty()) {
            List<List<Value>> rows = new ArrayList<>();
            access.withheldFields().forEach((field, reason) -> rows.add(List.of(new Words(field), new Words(reason))));
            blocks.add(new ReportModel.Table("Fields that were not opened", List.of("field", "why"), rows));
        }
        return new Section("admission", "Purpose and admission", blocks);
    }

    private ReportModel.Table funnel(AccessReport access) {
        int excluded = access.total() - access.admitted();
        boolean hideParts = disclosure.isFew(excluded) || disclosure.isFew(access.admitted());
        List<List<Value>> rows = new ArrayList<>();
        rows.add(List.of(new Words("in the data"), hideParts ? Disclosure.withheld() : new Figure(access.total())));
        rows.add(List.of(new Words("admitted"), disclosure.count(access.admitted())));
        rows.add(List.of(new Words("left out"), disclosure.count(excluded)));
        List<List<Cell>> reasons = new ArrayList<>();
        access.excluded()
                .forEach((reason, count) ->
                        reasons.add(List.of(Cell.text("left out: " + words(reason)), Cell.count(count))));
        List<List<Value>> shown = disclosure.rows(reasons);
        for (List<Value> row : shown) {
            rows.add(
                    hideParts && access.admitted() > 0 && row.get(1) instanceof Figure
                            ? List.of(row.get(0), Disclosure.withheld())
                            : row);
        }
        if (access.expiredEvents() > 0) {
            rows.add(List.of(
                    new Words("events hidden because they may no longer be kept"),
                    disclosure.count(access.expiredEvents())));
        }
        return new ReportModel.Table("Who was admitted", List.of("customers", "number"), rows);
    }

    private Optional<Block> groups(Attribute attribute) {
        boolean grouped = attribute.type() == AttributeType.CATEGORY
                || attribute.type() == AttributeType.BOOLEAN
                || (attribute.type() == AttributeType.NUMBER && attribute.bands().length > 0);
        if (!grouped) {
            return Optional.empty();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (AuditView.GroupAdmission group : proposal.draft().audit().admission(attribute.name())) {
            if (group.total() > 0) {
                double share = (double) group.admitted() / group.total();
                rows.add(List.of(
                        Cell.text(group.group()),
                        Cell.count(group.total()),
                        Cell.count(group.admitted()),
                        new Cell.Share(group.admitted(), group.total(), share, share)));
            }
        }
        return Optional.of(new ReportModel.Table(
                "Admission by " + attribute.name(),
                List.of(attribute.name(), "in the data", "admitted", "share admitted"),
                disclosure.rows(rows)));
    }

    private Section segments() {
        List<Segment> segments = proposal.segments();
        int all = segments.stream().mapToInt(Segment::size).sum();
        List<List<Cell>> sizes = new ArrayList<>();
        for (Segment segment : segments) {
            double share = segment.profile().share();
            sizes.add(List.of(
                    Cell.text(title(segment)),
                    Cell.count(segment.size()),
                    new Cell.Share(segment.size(), Math.max(1, all), share, share)));
        }
        List<List<Value>> shown = disclosure.rows(sizes);
        List<Fact> bars = shown.stream()
                .map(row -> new Fact(((Words) row.get(0)).text(), row.get(1)))
                .toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new ReportModel.Bars("Customers per segment", "customers", bars));
        for (int s = 0; s < segments.size(); s++) {
            blocks.add(segment(segments.get(s), shown.get(s)));
        }
        return new Section("segments", "Segments", blocks);
    }

    private Block segment(Segment segment, List<Value> size) {
        List<Block> blocks = new ArrayList<>();
        Value share = size.get(2) instanceof ReportModel.Share known
                ? new ReportModel.Share(known.share(), Optional.empty(), Optional.empty())
                : size.get(2);
        blocks.add(new ReportModel.Facts(List.of(new Fact("customers", size.get(1)), new Fact("share of all", share))));
        if (disclosure.isFew(segment.size())) {
            blocks.add(new ReportModel.Paragraph(
                    "The segment is too small to be described without telling about single customers."));
        } else {
            List<FeatureProfile> features = new ArrayList<>(segment.profile().features());
            features.sort(Comparator.comparingDouble(
                    feature -> -Math.abs(feature.difference().value().orElse(0))));
            blocks.add(new ReportModel.Table(
                    "What is typical, what sets it apart most first",
                    List.of("feature", "unit", "typical", "lower quartile", "upper quartile", "against the others"),
                    features.stream().map(this::feature).toList()));
        }
        return new ReportModel.Group(title(segment), Optional.empty(), blocks);
    }

    /** The name of a segment tells what its customers are like, so a small one goes without. */
    private String title(Segment segment) {
        return disclosure.isFew(segment.size())
                ? segment.number() + " (too small to describe)"
                : segment.number() + " " + segment.name();
    }

    /** Words of an exhibit, without the name of a small segment. */
    private String withoutSmallNames(String words) {
        for (Segment segment : proposal.segments()) {
            boolean named = words.equals(segment.name()) || words.equals(segment.number() + " " + segment.name());
            if (named) {
                return disclosure.isFew(segment.size()) ? title(segment) : words;
            }
        }
        return words;
    }

    private List<Value> feature(FeatureProfile profile) {
        boolean yesNo = profile.kind() == FeatureProfile.Kind.YES_NO;
        OptionalDouble mean = profile.mean().value();
        long yes = yesNo && mean.isPresent() ? Math.round(mean.getAsDouble() * profile.known()) : 0;
        boolean few = disclosure.isFew(profile.known())
                || (yesNo && (disclosure.isFew(yes) || disclosure.isFew(profile.known() - yes)));
        Value none = few ? Disclosure.withheld() : new Words("");
        Words unit = new Words(yesNo ? "share of yes" : profile.feature().unit());
        Words name = new Words(profile.feature().name());
        if (few || mean.isEmpty()) {
            Value unknown = few ? none : new Words("unknown");
            return List.of(name, unit, unknown, none, none, none);
        }
        OptionalDouble difference = profile.difference().value();
        Value effect = difference.isPresent()
                ? new ReportModel.Effect(Math.rint(100 * difference.getAsDouble()) / 100)
                : new Words("undetermined");
        if (yesNo) {
            Value share =
                    new ReportModel.Share(Figures.roundedShare(mean.getAsDouble()), Optional.empty(), Optional.empty());
            return List.of(name, unit, share, none, none, effect);
        }
        return List.of(
                name,
                unit,
                number(profile.median().value()),
                number(profile.lowerQuartile().value()),
                number(profile.upperQuartile().value()),
                effect);
    }

    private static Value number(OptionalDouble number) {
        return number.isPresent() ? new Figure(Figures.rounded(number.getAsDouble())) : new Words("unknown");
    }

    private Section checks() {
        List<Block> blocks = new ArrayList<>();
        for (int c = 0; c < proposal.results().size(); c++) {
            SegmentationCheck check = proposal.checks().get(c);
            CheckResult result = proposal.results().get(c);
            List<Block> parts = new ArrayList<>();
            parts.add(new ReportModel.Paragraph(check.description()));
            parts.addAll(evidence.blocks(result));
            blocks.add(new ReportModel.Group(result.check(), Optional.of(result.verdict()), parts));
        }
        return new Section("checks", "Checks", blocks);
    }

    private Section inventory() {
        Schema schema = proposal.schema();
        List<List<Value>> rows = new ArrayList<>();
        rows.add(field(schema.id(), "text", "identifier", "", words(Sensitivity.IDENTIFYING), "", "", ""));
        for (Attribute attribute : schema.attributes()) {
            rows.add(field(
                    attribute.name(),
                    words(attribute.type()),
                    words(attribute.role()),
                    attribute.unit(),
                    attribute.handling()));
        }
        for (EventStream stream : schema.streams()) {
            rows.add(field(stream.name(), "events", "feature", "", stream.handling()));
            stream.amounts()
                    .forEach(amount -> rows.add(field(
                            stream.name() + "." + amount,
                            "number",
                            "feature",
                            stream.unit(amount),
                            stream.handling())));
            stream.labels()
                    .forEach(label ->
                            rows.add(field(stream.name() + "." + label, "category", "feature", "", stream.handling())));
        }
        return new Section(
                "inventory",
                "Data inventory",
                List.of(new ReportModel.Table(
                        "Every field, what it is and what it is for",
                        List.of("field", "type", "role", "unit", "sensitivity", "source", "purposes", "kept for"),
                        rows)));
    }

    private static List<Value> field(String name, String type, String role, String unit, Handling handling) {
        String sensitivity = words(handling.sensitivity())
                + handling.specialCategory()
                        .map(special -> ": " + words(special))
                        .orElse("");
        String purposes = handling.purposes().stream().map(ReportBuilder::words).collect(Collectors.joining(", "));
        String retention = handling.retention()
                .map(limit -> limit.period() + " from " + words(limit.from()))
                .orElse("not stated");
        String source = handling.source().isEmpty() ? "not stated" : handling.source();
        return field(name, type, role, unit, sensitivity, source, purposes, retention);
    }

    private static List<Value> field(String... cells) {
        List<Value> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(new Words(cell));
        }
        return row;
    }

    private Section provenance() {
        Provenance provenance = proposal.provenance();
        return new Section(
                "provenance",
                "Where it came from",
                List.of(new ReportModel.Facts(List.of(
                        fact("library version", provenance.libraryVersion()),
                        fact("algorithm", provenance.algorithm()),
                        fact("opened to lessen bias", openedToLessenBias(provenance)),
                        fact("opened of new customers", openedOnAssignment()),
                        fact("seed", Long.toString(provenance.seed())),
                        fact("made at", provenance.createdAt().toString()),
                        fact("observed until", provenance.observedUntil().toString()),
                        fact("digest of the features (SHA-256)", provenance.dataDigest())))));
    }

    private String openedOnAssignment() {
        Map<String, String> opened = proposal.openedOnAssignment();
        return opened.isEmpty()
                ? "no protected attribute"
                : opened.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                        .collect(Collectors.joining(", "));
    }

    private static String openedToLessenBias(Provenance provenance) {
        return provenance.openedToLessenBias().isEmpty()
                ? "no protected attribute"
                : String.join(", ", provenance.openedToLessenBias());
    }
}
