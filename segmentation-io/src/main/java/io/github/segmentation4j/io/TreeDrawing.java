package io.github.segmentation4j.io;

import io.github.segmentation4j.io.ReportModel.Answer;
import io.github.segmentation4j.io.ReportModel.Node;
import io.github.segmentation4j.io.ReportModel.Question;
import io.github.segmentation4j.io.ReportModel.Tree;
import java.util.List;
import java.util.Optional;

/** Questions from left to right; who answers yes goes up, who answers no goes down. */
final class TreeDrawing {
    private static final double BOX = 170;
    private static final double GAP = 46;
    private static final double EDGE = 9;
    private static final double BETWEEN = 14;
    private static final int MOST_LINES = 3;

    private final Svg svg;
    private double nextTop = 2;

    private TreeDrawing(Tree tree) {
        int levels = depth(tree.root()) + 1;
        this.svg = new Svg("tree", levels * BOX + (levels - 1) * GAP + 4, height(tree.root()));
    }

    static Picture of(Tree tree) {
        TreeDrawing drawing = new TreeDrawing(tree);
        drawing.draw(tree.root(), 2);
        StringBuilder list = new StringBuilder("<ul class=\"questions\"><li>");
        list(tree.root(), list);
        list.append("</li></ul>\n");
        return new Picture(Optional.of(drawing.svg), summary(tree.root()), "", list.toString(), List.of());
    }

    private static int depth(Node node) {
        return node instanceof Question question ? 1 + Math.max(depth(question.yes()), depth(question.no())) : 0;
    }

    private static int leaves(Node node) {
        return node instanceof Question question ? leaves(question.yes()) + leaves(question.no()) : 1;
    }

    /** Room for all answers; a question beside its answers needs more only where it is the tallest of a short tree. */
    private static double height(Node node) {
        return 4 - BETWEEN + room(node) + 2;
    }

    private static double room(Node node) {
        if (node instanceof Question question) {
            double below = room(question.yes()) + room(question.no());
            return Math.max(below, boxHeight(node) + BETWEEN);
        }
        return boxHeight(node) + BETWEEN;
    }

    private static List<String> words(Node node) {
        if (node instanceof Question question) {
            return Svg.lines(question.question(), BOX - 2 * EDGE, MOST_LINES);
        }
        return Svg.lines(((Answer) node).answer(), BOX - 2 * EDGE - 4, MOST_LINES);
    }

    private static double boxHeight(Node node) {
        int more = node instanceof Answer ? 1 : 0;
        return (words(node).size() + more) * Svg.LINE + 11;
    }

    /** Draws a node and all below it, and tells how high its middle stands. */
    private double draw(Node node, double x) {
        double high = boxHeight(node);
        if (node instanceof Question question) {
            double start = nextTop;
            double yes = draw(question.yes(), x + BOX + GAP);
            double no = draw(question.no(), x + BOX + GAP);
            double middle = Math.max((yes + no) / 2, start + high / 2);
            nextTop = Math.max(nextTop, middle + high / 2 + BETWEEN);
            branch(x + BOX, middle, yes, "yes");
            branch(x + BOX, middle, no, "no");
            svg.rect("question", x, middle - high / 2, BOX, high);
            write(words(node), x + EDGE, middle - high / 2);
            return middle;
        }
        double top = nextTop;
        nextTop += high + BETWEEN;
        svg.rect("answer", x, top, BOX, high);
        svg.rect("fill", x, top, 5, high);
        List<String> words = words(node);
        write(words, x + EDGE + 4, top);
        String persons = persons((Answer) node);
        svg.text(
                "soft",
                x + EDGE + 4,
                top + 17 + words.size() * Svg.LINE,
                "start",
                Svg.fitting(persons, BOX - 2 * EDGE));
        return top + high / 2;
    }

    private void write(List<String> lines, double x, double top) {
        for (int l = 0; l < lines.size(); l++) {
            svg.text("", x, top + 17 + l * Svg.LINE, "start", lines.get(l));
        }
    }

    private void branch(double x, double from, double to, String answer) {
        double bend = x + GAP / 2;
        svg.path(
                "branch",
                "M" + Svg.point(x, from) + "C" + Svg.point(bend, from) + " " + Svg.point(bend, to) + " "
                        + Svg.point(x + GAP, to));
        svg.text("soft", x + GAP - 4, answer.equals("yes") ? to - 6 : to + 14, "end", answer);
    }

    private static String persons(Answer answer) {
        return answer.persons() instanceof ReportModel.Figure figure
                ? Figures.number(figure.number()) + (figure.number() == 1 ? " person" : " persons")
                : ReportValues.text(answer.persons());
    }

    private static void list(Node node, StringBuilder html) {
        if (node instanceof Question question) {
            html.append(ReportHtml.escaped(question.question())).append("?<ul><li><b>yes:</b> ");
            list(question.yes(), html);
            html.append("</li><li><b>no:</b> ");
            list(question.no(), html);
            html.append("</li></ul>");
        } else {
            Answer answer = (Answer) node;
            html.append(ReportHtml.escaped(answer.answer())).append(" <small>(");
            html.append(ReportHtml.escaped(persons(answer))).append(")</small>");
        }
    }

    private static String summary(Node root) {
        return Picture.counted(leaves(root), "answer", "answers") + ", each behind at most "
                + Picture.counted(depth(root), "question.", "questions.");
    }
}
