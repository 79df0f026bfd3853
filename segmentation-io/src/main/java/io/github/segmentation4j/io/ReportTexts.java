package io.github.segmentation4j.io;

import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Fact;
import io.github.segmentation4j.io.ReportModel.Section;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.io.ReportModel.Words;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes every text of a report, wherever it stands; numbers stay as they are. */
final class ReportTexts {
    private final UnaryOperator<String> change;

    private ReportTexts(UnaryOperator<String> change) {
        this.change = change;
    }

    static List<Section> changed(List<Section> sections, UnaryOperator<String> change) {
        ReportTexts texts = new ReportTexts(change);
        return sections.stream()
                .map(section -> new Section(section.id(), texts.of(section.title()), texts.blocks(section.blocks())))
                .toList();
    }

    private String of(String text) {
        return change.apply(text);
    }

    private List<String> all(List<String> list) {
        return list.stream().map(change).toList();
    }

    private List<Block> blocks(List<Block> blocks) {
        return blocks.stream().map(this::block).toList();
    }

    private Block block(Block block) {
        if (block instanceof ReportModel.Paragraph paragraph) {
            return new ReportModel.Paragraph(of(paragraph.text()));
        }
        if (block instanceof ReportModel.Facts facts) {
            return new ReportModel.Facts(facts(facts.facts()));
        }
        if (block instanceof ReportModel.Findings findings) {
            return new ReportModel.Findings(
                    findings.findings().stream().map(this::finding).toList());
        }
        if (block instanceof ReportModel.Group group) {
            return new ReportModel.Group(of(group.title()), group.verdict(), blocks(group.blocks()));
        }
        if (block instanceof ReportModel.Table table) {
            List<List<Value>> rows = table.rows().stream().map(this::values).toList();
            return new ReportModel.Table(of(table.title()), all(table.columns()), rows);
        }
        return picture(block);
    }

    private Block picture(Block block) {
        if (block instanceof ReportModel.Bars bars) {
            return new ReportModel.Bars(of(bars.title()), of(bars.unit()), facts(bars.bars()));
        }
        if (block instanceof ReportModel.Curve curve) {
            return new ReportModel.Curve(
                    of(curve.title()), of(curve.xLabel()), of(curve.yLabel()), curve.points(), curve.band());
        }
        if (block instanceof ReportModel.Heat heat) {
            List<ReportModel.HeatRow> rows = heat.rows().stream()
                    .map(row -> new ReportModel.HeatRow(of(row.name()), values(row.values())))
                    .toList();
            return new ReportModel.Heat(of(heat.title()), of(heat.text()), all(heat.columns()), rows);
        }
        if (block instanceof ReportModel.Boxes boxes) {
            List<ReportModel.Box> changed = boxes.boxes().stream()
                    .map(box -> new ReportModel.Box(
                            of(box.name()), value(box.lower()), value(box.median()), value(box.upper())))
                    .toList();
            return new ReportModel.Boxes(of(boxes.title()), of(boxes.unit()), changed);
        }
        if (block instanceof ReportModel.Plane plane) {
            return new ReportModel.Plane(
                    of(plane.title()),
                    of(plane.text()),
                    of(plane.xLabel()),
                    of(plane.yLabel()),
                    plane.columns(),
                    plane.rows(),
                    all(plane.segments()),
                    plane.squares(),
                    plane.marks());
        }
        if (block instanceof ReportModel.Tree tree) {
            return new ReportModel.Tree(of(tree.title()), of(tree.text()), node(tree.root()));
        }
        ReportModel.Flows flows = (ReportModel.Flows) block;
        List<ReportModel.Flow> changed = flows.flows().stream()
                .map(flow -> new ReportModel.Flow(of(flow.from()), of(flow.to()), value(flow.persons())))
                .toList();
        return new ReportModel.Flows(
                of(flows.title()), of(flows.text()), of(flows.fromLabel()), of(flows.toLabel()), changed);
    }

    private ReportModel.Node node(ReportModel.Node node) {
        if (node instanceof ReportModel.Question question) {
            return new ReportModel.Question(of(question.question()), node(question.yes()), node(question.no()));
        }
        ReportModel.Answer answer = (ReportModel.Answer) node;
        return new ReportModel.Answer(of(answer.answer()), value(answer.persons()));
    }

    private ReportModel.FindingLine finding(ReportModel.FindingLine line) {
        return new ReportModel.FindingLine(
                line.verdict(),
                line.key(),
                of(line.message()),
                line.about().map(change),
                line.expected().map(this::value),
                line.actual().map(this::value));
    }

    private List<Fact> facts(List<Fact> facts) {
        return facts.stream()
                .map(fact -> new Fact(of(fact.name()), value(fact.value())))
                .toList();
    }

    private List<Value> values(List<Value> values) {
        return values.stream().map(this::value).toList();
    }

    private Value value(Value value) {
        return value instanceof Words words ? new Words(of(words.text())) : value;
    }
}
