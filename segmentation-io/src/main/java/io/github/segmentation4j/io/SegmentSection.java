package io.github.segmentation4j.io;

import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Segment;
import io.github.segmentation4j.explain.SegmentRules;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Fact;
import io.github.segmentation4j.io.ReportModel.Paragraph;
import io.github.segmentation4j.io.ReportModel.Section;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.io.ReportModel.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the segments are: how large, how they differ, where they lie, and each of them by itself. */
final class SegmentSection {
    private final ReportMaterial material;

    private SegmentSection(ReportMaterial material) {
        this.material = material;
    }

    static Section of(ReportMaterial material) {
        return new SegmentSection(material).section();
    }

    private Section section() {
        List<Segment> segments = material.proposal().segments();
        List<List<Value>> sizes = sizes(segments);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph("Which groups of customers were found, how large they are and what sets them apart."));
        blocks.add(new ReportModel.Bars(
                "Customers per segment",
                "customers",
                sizes.stream()
                        .map(row -> new Fact(((Words) row.get(0)).text(), row.get(1)))
                        .toList()));
        SegmentFeatures features = new SegmentFeatures(material);
        features.heat().ifPresent(blocks::add);
        blocks.addAll(SegmentPlane.blocks(material));
        rules().ifPresent(blocks::add);
        blocks.addAll(features.boxes());
        for (int s = 0; s < segments.size(); s++) {
            blocks.add(segment(segments.get(s), sizes.get(s), features));
        }
        return new Section("segments", "Segments", blocks);
    }

    private List<List<Value>> sizes(List<Segment> segments) {
        int all = segments.stream().mapToInt(Segment::size).sum();
        List<List<Cell>> sizes = new ArrayList<>();
        for (Segment segment : segments) {
            double share = segment.profile().share();
            sizes.add(List.of(
                    Cell.text(material.title(segment)),
                    Cell.count(segment.size()),
                    new Cell.Share(segment.size(), Math.max(1, all), share, share)));
        }
        return material.disclosure().rows(sizes);
    }

    private Block segment(Segment segment, List<Value> size, SegmentFeatures features) {
        List<Block> blocks = new ArrayList<>();
        Value share = size.get(2) instanceof ReportModel.Share known
                ? new ReportModel.Share(known.share(), Optional.empty(), Optional.empty())
                : size.get(2);
        blocks.add(new ReportModel.Facts(List.of(new Fact("customers", size.get(1)), new Fact("share of all", share))));
        if (material.isSmall(segment)) {
            blocks.add(
                    new Paragraph("The segment is too small to be described without telling about single customers."));
        } else {
            blocks.addAll(features.of(segment));
        }
        return new ReportModel.Group(material.title(segment), Optional.empty(), blocks);
    }

    /** How well short rules describe the segments; the borders of a small segment would tell of single customers. */
    private Optional<Block> rules() {
        return material.proposal().segments().stream().anyMatch(material::isSmall)
                ? Optional.empty()
                : material.proposal()
                        .rulesExhibit()
                        .map(exhibit -> (ReportModel.Tree) material.evidence().block(exhibit))
                        .map(tree -> new ReportModel.Tree(
                                tree.title(), quality(material.draft().rules().orElseThrow()), tree.root()));
    }

    private static String quality(SegmentRules rules) {
        OptionalDouble fidelity = rules.fidelity().value();
        OptionalDouble price = rules.costRatio().value();
        String agrees = fidelity.isPresent()
                ? "The tree agrees with the segments for " + Figures.percent(fidelity.getAsDouble()) + " of customers"
                : "How often the tree agrees with the segments is not known";
        String costs = price.isPresent()
                ? " and costs " + Figures.number(price.getAsDouble()) + " times the clustering."
                : "; neither is its price.";
        return agrees + costs;
    }
}
