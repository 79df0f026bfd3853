package io.github.segmentation4j.io;

import io.github.segmentation4j.io.ReportModel.Figure;
import io.github.segmentation4j.io.ReportModel.Plane;
import io.github.segmentation4j.io.ReportModel.PlaneMark;
import io.github.segmentation4j.io.ReportModel.PlaneSquare;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.io.ReportModel.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Squares on a plane, coloured by segment and darker where more persons lie. Lines part the squares of one segment from
 * those of another, so that the regions are seen without colours, too.
 */
final class PlaneDrawing {
    private static final double WIDTH = 420;
    private static final double TALLEST = 420;
    private static final double TOP = 24;
    private static final int SHADES = 6;
    private static final int NOBODY = -2;

    private final Plane plane;
    private final double side;
    private final int[][] segments;

    private PlaneDrawing(Plane plane) {
        this.plane = plane;
        this.side = Math.min(WIDTH / Math.max(1, plane.columns()), TALLEST / Math.max(1, plane.rows()));
        this.segments = new int[plane.columns()][plane.rows()];
        for (int[] column : segments) {
            Arrays.fill(column, NOBODY);
        }
        plane.squares().forEach(square -> segments[square.column()][square.row()] = square.segment());
    }

    static Picture of(Plane plane) {
        List<ReportModel.Table> tables = List.of(marks(plane), squares(plane));
        if (plane.squares().isEmpty() && plane.marks().isEmpty()) {
            return new Picture(Optional.empty(), "There are no squares to draw.", "", "", tables);
        }
        Svg svg = new PlaneDrawing(plane).drawn();
        return new Picture(Optional.of(svg), summary(plane), legend(plane), "", tables);
    }

    private Svg drawn() {
        double wide = side * plane.columns();
        double high = side * plane.rows();
        Svg svg = new Svg("plane", WIDTH, TOP + high + 24);
        svg.text("", 0, 13, "start", Svg.fitting("\u2191 " + plane.yLabel(), WIDTH));
        svg.text("", WIDTH, TOP + high + 18, "end", Svg.fitting(plane.xLabel() + " \u2192", WIDTH));
        svg.rect("ground", 0, TOP, wide, high);
        long most =
                plane.squares().stream().mapToLong(PlaneSquare::persons).max().orElse(1);
        // One path for all squares of a colour and a shade keeps the page small.
        TreeMap<String, StringBuilder> paths = new TreeMap<>();
        for (PlaneSquare square : plane.squares()) {
            int shade = Math.max(1, (int) Math.ceil(SHADES * Math.sqrt((double) square.persons() / most)));
            paths.computeIfAbsent(Picture.colour(square.segment()) + " d" + shade, style -> new StringBuilder())
                    .append("M")
                    .append(corner(square.column(), square.row() + 1))
                    .append("h")
                    .append(Svg.number(side))
                    .append("v")
                    .append(Svg.number(side))
                    .append("h-")
                    .append(Svg.number(side))
                    .append("z");
        }
        paths.forEach(svg::path);
        svg.path("border", borders());
        plane.marks().stream()
                .sorted(Comparator.comparingInt(PlaneMark::segment).reversed())
                .forEach(mark -> mark(svg, mark));
        return svg;
    }

    private void mark(Svg svg, PlaneMark mark) {
        // A mark near the edge stays whole.
        double x = Math.min(WIDTH - 12, Math.max(12, mark.x() * side));
        double y = Math.max(TOP + 12, Math.min(TOP + side * plane.rows() - 12, floor() - mark.y() * side));
        svg.circle("halo", x, y, 12);
        svg.circle("mark " + Picture.colour(mark.segment()), x, y, 9.5);
        svg.text(
                mark.segment() < 9 ? "number" : "number long",
                x,
                y + 4,
                "middle",
                Integer.toString(mark.segment() + 1));
    }

    private double floor() {
        return TOP + side * plane.rows();
    }

    private String corner(int column, int row) {
        return Svg.point(column * side, floor() - row * side);
    }

    /** The edges between squares of different segments. */
    private StringBuilder borders() {
        StringBuilder edges = new StringBuilder("M0 0");
        for (int column = 0; column < plane.columns(); column++) {
            for (int row = 0; row < plane.rows(); row++) {
                int own = segments[column][row];
                if (column > 0 && differ(own, segments[column - 1][row])) {
                    edges.append("M").append(corner(column, row)).append("v-").append(Svg.number(side));
                }
                if (row > 0 && differ(own, segments[column][row - 1])) {
                    edges.append("M").append(corner(column, row)).append("h").append(Svg.number(side));
                }
            }
        }
        return edges;
    }

    private static boolean differ(int one, int other) {
        return one != other && one != NOBODY && other != NOBODY;
    }

    private static String summary(Plane plane) {
        long most =
                plane.squares().stream().mapToLong(PlaneSquare::persons).max().orElse(0);
        return Picture.counted(plane.squares().size(), "square", "squares") + " of " + plane.columns() + " by "
                + plane.rows() + " hold persons; the fullest holds " + Figures.number((double) most) + ".";
    }

    private static String legend(Plane plane) {
        StringBuilder html = new StringBuilder("<ul class=\"legend\">");
        for (int s = 0; s < plane.segments().size(); s++) {
            String number = Integer.toString(s + 1);
            String name = plane.segments().get(s);
            String rest = name.startsWith(number + " ") ? name.substring(number.length() + 1) : name;
            html.append("<li><b class=\"key ")
                    .append(Picture.colour(s))
                    .append("\">")
                    .append(number);
            html.append("</b> ").append(ReportHtml.escaped(rest)).append("</li>");
        }
        if (plane.squares().stream().anyMatch(square -> square.segment() < 0)) {
            html.append("<li><b class=\"key s0\">0</b> no segment</li>");
        }
        return html.append("</ul>\n").toString();
    }

    private static ReportModel.Table marks(Plane plane) {
        List<List<Value>> rows = new ArrayList<>();
        for (int s = 0; s < plane.segments().size(); s++) {
            int segment = s;
            Optional<PlaneMark> mark = plane.marks().stream()
                    .filter(one -> one.segment() == segment)
                    .findFirst();
            rows.add(List.of(
                    new Figure(s + 1),
                    new Words(plane.segments().get(s)),
                    mark.<Value>map(one -> new Figure(one.x())).orElse(new Words("none")),
                    mark.<Value>map(one -> new Figure(one.y())).orElse(new Words("none"))));
        }
        return new ReportModel.Table(
                plane.title() + ": the middles of segments, in squares from the lower left corner",
                List.of("number", "segment", "to the right", "upwards"),
                rows);
    }

    /** The squares in rows from the top, as they lie on the plane; empty rows and columns are left out. */
    private static ReportModel.Table squares(Plane plane) {
        Set<Integer> columns = new TreeSet<>();
        TreeMap<Integer, TreeMap<Integer, PlaneSquare>> byRow = new TreeMap<>(Comparator.reverseOrder());
        for (PlaneSquare square : plane.squares()) {
            columns.add(square.column());
            byRow.computeIfAbsent(square.row(), row -> new TreeMap<>()).put(square.column(), square);
        }
        List<String> heads = new ArrayList<>(List.of("row"));
        columns.forEach(column -> heads.add(column.toString()));
        List<List<Value>> rows = new ArrayList<>();
        byRow.forEach((row, squares) -> {
            List<Value> cells = new ArrayList<>(List.of(new Words(row.toString())));
            for (int column : columns) {
                PlaneSquare square = squares.get(column);
                cells.add(new Words(
                        square == null ? "" : square.segment() + 1 + ": " + Figures.number((double) square.persons())));
            }
            rows.add(cells);
        });
        return new ReportModel.Table(
                plane.title() + ": number of the segment and persons for each square, by column and row from zero at"
                        + " the lower left",
                heads,
                rows);
    }
}
