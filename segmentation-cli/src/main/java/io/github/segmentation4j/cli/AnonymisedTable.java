package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.io.TableFile;
import io.github.segmentation4j.privacy.anonymity.AnonymisedData;
import io.github.segmentation4j.privacy.anonymity.EquivalenceClasses;
import io.github.segmentation4j.run.ModelState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A table in which nobody stands out any more.
 *
 * @param table as it was
 * @param request what it must keep
 * @param data the columns that were made coarser
 * @param risk of what is written
 */
record AnonymisedTable(RiskTable table, AnonymityRequest request, AnonymisedData data, RiskFigures risk) {
    static AnonymisedTable of(
            RiskTable table,
            AnonymityRequest request,
            AnonymisedData data,
            OptionalDouble samplingShare,
            FewPersons few) {
        int[] kept = data.keptRows();
        return new AnonymisedTable(
                table,
                request,
                data,
                RiskFigures.of(data.classes(), table.sensitive().map(column -> column.rows(kept)), samplingShare, few));
    }

    /** How many classes are small for whoever knows the columns of --keep too. */
    int smallClassesByKept() {
        EquivalenceClasses classes = data.classes();
        for (Categories column : kept()) {
            classes = classes.refinedBy(column);
        }
        return (int) Arrays.stream(classes.sizes()).filter(risk.few()::hides).count();
    }

    private List<Categories> kept() {
        int[] rows = data.keptRows();
        return table.kept().stream().map(column -> Rows.of(column, rows)).toList();
    }

    void write(Path file) {
        List<Categories> columns = new ArrayList<>(data.columns());
        table.sensitive().ifPresent(column -> columns.add(Rows.of(column.written(), data.keptRows())));
        columns.addAll(kept());
        TableFile.write(Rows.sorted(columns), file);
    }

    /** Lines for a person. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < data.columns().size(); i++) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-17s level %d of %d, %d values",
                    data.columns().get(i).name(),
                    data.levels().get(i),
                    table.quasi().get(i).height(),
                    differentValues(i)));
        }
        lines.add(String.format(
                Locale.ROOT, "  %-17s %s customers", "left out", risk.few().inWords(data.rowsLeftOut())));
        lines.add(String.format(
                Locale.ROOT,
                "  %-17s %s, from 0, nothing, to 1, everything",
                "loss",
                RiskFigures.rounded(data.loss())));
        lines.addAll(risk.lines());
        return lines;
    }

    private long differentValues(int column) {
        return Arrays.stream(data.columns().get(column).codes()).distinct().count();
    }

    ModelState state() {
        List<ModelState> columns = new ArrayList<>();
        for (int i = 0; i < data.columns().size(); i++) {
            columns.add(ModelState.of("column/1")
                    .put("name", data.columns().get(i).name())
                    .put("level", data.levels().get(i))
                    .put("height", table.quasi().get(i).height())
                    .put("values", differentValues(i))
                    .build());
        }
        ModelState.Builder state = request.state().putChildren("columns", columns);
        if (risk.few().hides(data.rowsLeftOut())) {
            state.put("customersLeftOutUnder", risk.few().minimum());
        } else {
            state.put("customersLeftOut", data.rowsLeftOut());
        }
        return state.put("loss", data.loss()).put("risk", risk.state()).build();
    }
}
