package io.github.segmentation4j.io;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.MigrationMatrix;
import io.github.segmentation4j.RegisteredSegment;
import io.github.segmentation4j.SegmentSuccession;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Paragraph;
import io.github.segmentation4j.io.ReportModel.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of the segments of an earlier run, if one was followed. */
final class MigrationSection {
    private MigrationSection() {}

    static Optional<Section> of(ReportMaterial material) {
        return material.proposal().succession().map(succession -> of(material.disclosure(), succession));
    }

    static Section of(Disclosure disclosure, SegmentSuccession succession) {
        ReportEvidence evidence = new ReportEvidence(disclosure, new Replacements(names(disclosure, succession)));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                "Which segments are those of the earlier run, which are new, and how customers moved between them."));
        for (Exhibit exhibit : succession.exhibits()) {
            blocks.add(evidence.block(exhibit));
        }
        return new Section("migration", "Since the last run", blocks);
    }

    /** The names of segments, earlier and later; small ones go without, because a name tells what customers are like. */
    private static Map<String, String> names(Disclosure disclosure, SegmentSuccession succession) {
        Map<String, String> names = new HashMap<>();
        MigrationMatrix moves = succession.migration();
        List<RegisteredSegment> old = succession.before().segments();
        for (int s = 0; s < old.size(); s++) {
            add(names, old.get(s), disclosure.isFew(moves.oldSize(s)));
        }
        List<RegisteredSegment> current = succession.registry().segments();
        for (int s = 0; s < current.size(); s++) {
            add(names, current.get(s), disclosure.isFew(moves.newSize(s)));
        }
        return names;
    }

    /** A name that is small in one run and large in the other is told in neither. */
    private static void add(Map<String, String> names, RegisteredSegment segment, boolean isSmall) {
        String label = segment.id() + " " + segment.name();
        String shown = isSmall ? ReportMaterial.smallTitle(segment.id()) : label;
        names.merge(label, shown, (one, other) -> one.equals(label) ? other : one);
    }
}
