package io.github.segmentation4j.io;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Figure;
import io.github.segmentation4j.io.ReportModel.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** Findings and exhibits of checks as they may be shown. */
final class ReportEvidence {
    private final Disclosure disclosure;
    private final UnaryOperator<String> names;

    /**
     * Evidence under a rule of disclosure.
     *
     * @param names what to write for the words of an exhibit, which may name what must not be told
     */
    ReportEvidence(Disclosure disclosure, UnaryOperator<String> names) {
        this.disclosure = disclosure;
        this.names = names;
    }

    /** All that a check says. */
    List<Block> blocks(CheckResult result) {
        List<Block> blocks = new ArrayList<>();
        if (!result.findings().isEmpty()) {
            blocks.add(findings(result.findings()));
        }
        result.exhibits().forEach(exhibit -> blocks.add(block(exhibit)));
        return blocks;
    }

    ReportModel.Findings findings(List<Finding> findings) {
        return new ReportModel.Findings(findings.stream().map(this::line).toList());
    }

    private ReportModel.FindingLine line(Finding finding) {
        return new ReportModel.FindingLine(
                finding.verdict(),
                finding.key(),
                finding.message(),
                finding.attribute(),
                measured(finding.expected(), false),
                measured(finding.actual(), true));
    }

    /** A whole number below the minimum may be a number of persons; the finding does not say. */
    private Optional<Value> measured(OptionalDouble number, boolean ofPersons) {
        if (number.isEmpty()) {
            return Optional.empty();
        }
        double value = number.getAsDouble();
        boolean few = ofPersons && value == Math.rint(value) && value >= 1 && value < disclosure.minimum();
        return Optional.of(few ? disclosure.few() : new Figure(Figures.rounded(value)));
    }

    /** An exhibit as it may be shown. */
    Block block(Exhibit exhibit) {
        if (exhibit instanceof Exhibit.Table table) {
            List<List<Cell>> rows = table.rows().stream()
                    .map(row -> row.stream().map(this::named).toList())
                    .toList();
            return new ReportModel.Table(table.title(), table.columns(), disclosure.rows(rows));
        }
        if (exhibit instanceof Exhibit.Bars bars) {
            List<Exhibit.Bar> named = bars.bars().stream()
                    .map(bar -> new Exhibit.Bar(names.apply(bar.label()), bar.value()))
                    .toList();
            return new ReportModel.Bars(bars.title(), bars.unit(), disclosure.bars(named));
        }
        if (exhibit instanceof Exhibit.Flows flows) {
            return flows(flows);
        }
        if (exhibit instanceof Exhibit.Tree tree) {
            return tree(tree);
        }
        return curve((Exhibit.Curve) exhibit);
    }

    private static ReportModel.Curve curve(Exhibit.Curve curve) {
        List<ReportModel.Point> points = new ArrayList<>();
        List<ReportModel.Interval> band = new ArrayList<>();
        for (int p = 0; p < curve.points().size(); p++) {
            Exhibit.Point point = curve.points().get(p);
            if (Double.isFinite(point.x()) && Double.isFinite(point.y())) {
                points.add(new ReportModel.Point(Figures.rounded(point.x()), Figures.rounded(point.y())));
                if (!curve.band().isEmpty()) {
                    Exhibit.Interval ends = curve.band().get(p);
                    band.add(new ReportModel.Interval(Figures.rounded(ends.lower()), Figures.rounded(ends.upper())));
                }
            }
        }
        return new ReportModel.Curve(curve.title(), curve.xLabel(), curve.yLabel(), points, band);
    }

    private ReportModel.Flows flows(Exhibit.Flows flows) {
        List<List<Cell>> rows = flows.flows().stream()
                .map(flow -> List.<Cell>of(named(Cell.text(flow.from())), named(Cell.text(flow.to())), flow.persons()))
                .toList();
        List<ReportModel.Flow> shown = disclosure.rows(rows).stream()
                .map(row -> new ReportModel.Flow(words(row.get(0)), words(row.get(1)), row.get(2)))
                .toList();
        return new ReportModel.Flows(flows.title(), "", flows.fromLabel(), flows.toLabel(), shown);
    }

    private ReportModel.Tree tree(Exhibit.Tree tree) {
        List<List<Cell>> answers = new ArrayList<>();
        collect(tree.root(), answers);
        Iterator<List<Value>> shown = disclosure.rows(answers).iterator();
        return new ReportModel.Tree(tree.title(), "", node(tree.root(), shown));
    }

    private void collect(Exhibit.Node node, List<List<Cell>> answers) {
        if (node instanceof Exhibit.Question question) {
            collect(question.yes(), answers);
            collect(question.no(), answers);
        } else {
            Exhibit.Answer answer = (Exhibit.Answer) node;
            answers.add(List.of(named(Cell.text(answer.answer())), answer.persons()));
        }
    }

    private static ReportModel.Node node(Exhibit.Node node, Iterator<List<Value>> answers) {
        if (node instanceof Exhibit.Question question) {
            ReportModel.Node yes = node(question.yes(), answers);
            return new ReportModel.Question(question.question(), yes, node(question.no(), answers));
        }
        List<Value> answer = answers.next();
        return new ReportModel.Answer(words(answer.get(0)), answer.get(1));
    }

    private static String words(Value value) {
        return ((ReportModel.Words) value).text();
    }

    private Cell named(Cell cell) {
        return cell instanceof Cell.Text text ? Cell.text(names.apply(text.words())) : cell;
    }
}
