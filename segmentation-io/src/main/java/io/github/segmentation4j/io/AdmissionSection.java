package io.github.segmentation4j.io;

import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.data.AccessReport;
import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.AttributeType;
import io.github.segmentation4j.data.AuditView;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Fact;
import io.github.segmentation4j.io.ReportModel.Figure;
import io.github.segmentation4j.io.ReportModel.Paragraph;
import io.github.segmentation4j.io.ReportModel.Section;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.io.ReportModel.Words;
import java.util.ArrayList;
import java.util.List;

/** Who was admitted and who was left out, overall and by protected group. */
final class AdmissionSection {
    private final ReportMaterial material;
    private final Disclosure disclosure;

    private AdmissionSection(ReportMaterial material) {
        this.material = material;
        disclosure = material.disclosure();
    }

    static Section of(ReportMaterial material) {
        return new AdmissionSection(material).section();
    }

    private Section section() {
        AccessReport access = material.proposal().access();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                "Who is in the segments and who was left out, and whether groups of people were" + " admitted alike."));
        blocks.add(new Paragraph("Only customers who were admitted for the purpose were opened. Admission"
                + " rested on: " + access.basis() + "."));
        blocks.add(new ReportModel.Bars("From the data to the segments", "customers", funnel(access)));
        if (access.expiredEvents() > 0) {
            blocks.add(new ReportModel.Facts(List.of(new Fact(
                    "events hidden because they may no longer be kept", disclosure.count(access.expiredEvents())))));
        }
        for (Attribute attribute : material.draft().audit().attributes()) {
            blocks.addAll(groups(attribute));
        }
        if (!access.withheldFields().isEmpty()) {
            List<List<Value>> rows = new ArrayList<>();
            access.withheldFields().forEach((field, reason) -> rows.add(List.of(new Words(field), new Words(reason))));
            blocks.add(new ReportModel.Table("Fields that were not opened", List.of("field", "why"), rows));
        }
        return new Section("admission", "Purpose and admission", blocks);
    }

    private List<Fact> funnel(AccessReport access) {
        int excluded = access.total() - access.admitted();
        boolean hideParts = disclosure.isFew(excluded) || disclosure.isFew(access.admitted());
        List<Fact> bars = new ArrayList<>();
        bars.add(new Fact("in the data", hideParts ? Disclosure.withheld() : new Figure(access.total())));
        bars.add(new Fact("admitted", disclosure.count(access.admitted())));
        bars.add(new Fact("left out", disclosure.count(excluded)));
        List<List<Cell>> reasons = new ArrayList<>();
        access.excluded()
                .forEach((reason, count) ->
                        reasons.add(List.of(Cell.text("left out: " + ReportBuilder.words(reason)), Cell.count(count))));
        for (List<Value> row : disclosure.rows(reasons)) {
            boolean withheld = hideParts && access.admitted() > 0 && row.get(1) instanceof Figure;
            bars.add(new Fact(((Words) row.get(0)).text(), withheld ? Disclosure.withheld() : row.get(1)));
        }
        return bars;
    }

    private List<Block> groups(Attribute attribute) {
        boolean grouped = attribute.type() == AttributeType.CATEGORY
                || attribute.type() == AttributeType.BOOLEAN
                || (attribute.type() == AttributeType.NUMBER && attribute.bands().length > 0);
        if (!grouped) {
            return List.of();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (AuditView.GroupAdmission group : material.draft().audit().admission(attribute.name())) {
            if (group.total() > 0) {
                double share = (double) group.admitted() / group.total();
                rows.add(List.of(
                        Cell.text(name(attribute, group)),
                        Cell.count(group.total()),
                        Cell.count(group.admitted()),
                        new Cell.Share(group.admitted(), group.total(), share, share)));
            }
        }
        return List.of(new ReportModel.Table(
                "Admission by " + attribute.name(),
                List.of(attribute.name(), "in the data", "admitted", "share admitted"),
                disclosure.rows(rows)));
    }

    private String name(Attribute attribute, AuditView.GroupAdmission group) {
        return material.rareValues().isRare(attribute, group.group(), group.total())
                ? RareValues.words(attribute.name())
                : group.group();
    }
}
