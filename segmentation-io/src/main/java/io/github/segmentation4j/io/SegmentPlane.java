package io.github.segmentation4j.io;

import io.github.segmentation4j.Segment;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.explain.SegmentMap;
import io.github.segmentation4j.io.ReportModel.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The segments on a plane, without squares that speak of few persons. */
final class SegmentPlane {
    /** A direction has as many parts as there are features; more words than these are not read. */
    private static final int MOST_WORDS = 3;

    /** Customers crowd together: where an even spread would fill a square this often, many squares still have enough. */
    private static final int CROWDED = 3;

    private final ReportMaterial material;
    private final SegmentMap map;

    private SegmentPlane(ReportMaterial material, SegmentMap map) {
        this.material = material;
        this.map = map;
    }

    /** The plane; nothing if customers do not differ in two directions. */
    static List<Block> blocks(ReportMaterial material) {
        SegmentationDraft draft = material.draft();
        int crowd = CROWDED * material.disclosure().minimum();
        return blocks(material, SegmentMap.of(draft.features(), draft.clustering(), crowd, draft.context()));
    }

    static List<Block> blocks(ReportMaterial material, SegmentMap map) {
        return map.axes().size() < 2 ? List.of() : List.of(new SegmentPlane(material, map).block());
    }

    private Block block() {
        List<SegmentMap.Square> told = told();
        List<Segment> segments = material.proposal().segments();
        List<String> names =
                new ArrayList<>(segments.stream().map(material::title).toList());
        if (told.stream().anyMatch(square -> square.segment() == Clustering.NOISE)) {
            names.add("no segment");
        }
        int hidden = map.squares().size() - told.size();
        String text =
                "Each square holds customers who are alike in the features, the more the darker; its colour is the"
                        + " segment of most of them. The two directions tell "
                        + Figures.percent(Math.min(
                                1, map.axes().get(0).share() + map.axes().get(1).share()))
                        + " of all differences between customers.";
        if (hidden > 0) {
            text += " Not drawn because few customers are there: " + hidden + (hidden == 1 ? " square." : " squares.");
        }
        return new ReportModel.Plane(
                "The segments on a plane",
                text,
                label(map.axes().get(0)),
                label(map.axes().get(1)),
                map.columns(),
                map.rows(),
                names,
                told.stream()
                        .map(square -> new ReportModel.PlaneSquare(
                                square.column(),
                                square.row(),
                                square.segment() == Clustering.NOISE ? segments.size() : square.segment(),
                                square.customers()))
                        .toList(),
                map.centres().stream()
                        .filter(centre -> !material.isSmall(segments.get(centre.segment())))
                        .map(centre ->
                                new ReportModel.PlaneMark(centre.segment(), tenths(centre.x()), tenths(centre.y())))
                        .toList());
    }

    /** A middle to a tenth of a square: where it lies exactly depends on every single customer. */
    private static double tenths(double place) {
        return Math.rint(10 * place) / 10;
    }

    /**
     * The squares with at least the minimum of persons, of whom so many belong to the segment of its colour, and as many
     * fewer as it takes to have the minimum in those that are hidden: all together are known.
     */
    private List<SegmentMap.Square> told() {
        Disclosure disclosure = material.disclosure();
        Set<SegmentMap.Square> hidden = new HashSet<>();
        long persons = 0;
        List<SegmentMap.Square> bySize = IntStream.range(0, map.squares().size())
                .mapToObj(map.squares()::get)
                .sorted(Comparator.comparingInt(SegmentMap.Square::customers))
                .toList();
        for (SegmentMap.Square square : bySize) {
            if (disclosure.isFew(square.customers()) || disclosure.isFew(square.ofSegment())) {
                hidden.add(square);
                persons += square.customers();
            }
        }
        for (SegmentMap.Square square : bySize) {
            if (disclosure.isFew(persons) && hidden.add(square)) {
                persons += square.customers();
            }
        }
        return map.squares().stream().filter(square -> !hidden.contains(square)).toList();
    }

    private static String label(SegmentMap.Axis axis) {
        String words = axis.most().stream()
                .limit(MOST_WORDS)
                .map(weight -> (weight.weight() < 0 ? "less " : "more ")
                        + weight.feature().name())
                .collect(Collectors.joining(", "));
        return words.isEmpty()
                ? "no direction"
                : String.format(Locale.ROOT, "%s (%s of all differences)", words, Figures.percent(axis.share()));
    }
}
