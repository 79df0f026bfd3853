package io.github.segmentation4j.io;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Figure;
import io.github.segmentation4j.io.ReportModel.Value;
import java.util.ArrayList;
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

    private Block block(Exhibit exhibit) {
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
        Exhibit.Curve curve = (Exhibit.Curve) exhibit;
        return new ReportModel.Curve(
                curve.title(),
                curve.xLabel(),
                curve.yLabel(),
                curve.points().stream()
                        .filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y()))
                        .map(point -> new ReportModel.Point(Figures.rounded(point.x()), Figures.rounded(point.y())))
                        .toList());
    }

    private Cell named(Cell cell) {
        return cell instanceof Cell.Text text ? Cell.text(names.apply(text.words())) : cell;
    }
}
