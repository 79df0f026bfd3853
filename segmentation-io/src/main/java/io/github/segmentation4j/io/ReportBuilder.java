package io.github.segmentation4j.io;

import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Paragraph;
import io.github.segmentation4j.io.ReportModel.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes the model of a report from a proposal: the sections in the order in which they are read. */
final class ReportBuilder {
    private ReportBuilder() {}

    static ReportModel of(SegmentationProposal proposal) {
        ReportMaterial material = new ReportMaterial(proposal);
        int minimum = material.disclosure().minimum();
        List<Section> sections = new ArrayList<>(List.of(
                VerdictSection.of(material),
                InventorySection.of(proposal.schema()),
                AdmissionSection.of(material),
                checks(
                        material,
                        "data",
                        "Data quality",
                        "Whether the data are good enough to find segments in.",
                        Set.of(CheckTopic.DATA)),
                SegmentSection.of(material),
                checks(
                        material,
                        "quality",
                        "Quality of the segments",
                        "Whether the segments are large enough, apart from each other and stable.",
                        Set.of(CheckTopic.SEGMENTS)),
                count(material),
                checks(
                        material,
                        "fairness",
                        "Fairness",
                        "Whether groups of people are treated alike.",
                        Set.of(CheckTopic.FAIRNESS)),
                checks(
                        material,
                        "privacy",
                        "Privacy",
                        "Whether somebody could be recognised, or something learned about a single person.",
                        Set.of(CheckTopic.PRIVACY)),
                checks(
                        material,
                        "checks",
                        "Other checks",
                        "Whether the data may be used for the purpose, whether customers can be told why they are in"
                                + " their segments, and whatever else was asked.",
                        Set.of(CheckTopic.PURPOSE, CheckTopic.EXPLANATION, CheckTopic.OTHER))));
        MigrationSection.of(material).ifPresent(sections::add);
        sections.add(ExampleSection.of(material));
        sections.add(ProvenanceSection.of(proposal));
        sections.add(ReportWords.limitsOfProposal(minimum));
        List<Section> told = new ArrayList<>(ReportTexts.changed(sections, material.rareValues()::text));
        told.add(ReportWords.glossaryOfProposal(told));
        return new ReportModel("Segments for " + words(proposal.purpose()), proposal.verdict(), minimum, told);
    }

    /** A constant as words. */
    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Section checks(
            ReportMaterial material, String id, String title, String answers, Set<CheckTopic> topics) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(answers));
        blocks.addAll(material.checks(
                topics, "No check of this kind was asked for. That nothing is said here does not mean all is well."));
        return new Section(id, title, blocks);
    }

    private static Section count(ReportMaterial material) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph("Why there are as many segments as there are."));
        blocks.addAll(material.checks(
                Set.of(CheckTopic.SEGMENT_COUNT),
                material.draft().clusterCountChoice().isPresent()
                        ? "The number was chosen from the data."
                        : "The number was given by whoever asked for the segments; it was not chosen from the data."));
        return new Section("count", "Choice of the number of segments", blocks);
    }
}
