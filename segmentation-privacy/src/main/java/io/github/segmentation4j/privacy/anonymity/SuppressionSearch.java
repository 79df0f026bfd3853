package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.privacy.anonymity.SensitivityRule.Protection;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Hides cells until every sensitive one is protected. Used once. */
final class SuppressionSearch {
    private static final String STAGE = "hiding cells";

    /** Steps of looking for cells hidden without need; about ten seconds. */
    private static final double MOST_STEPS = 1e10;

    private final TableCells cells;
    private final RunContext context;
    private final boolean[][] hidden;
    private final boolean[][] primary;
    private final CellBounds bounds;
    private final List<Sensitive> sensitive = new ArrayList<>();

    private record Sensitive(int row, int column, Protection needed) {}

    SuppressionSearch(TableCells cells, List<List<Optional<Protection>>> needed, RunContext context) {
        this.cells = cells;
        this.context = context;
        hidden = new boolean[cells.rows()][cells.columns()];
        primary = new boolean[cells.rows()][cells.columns()];
        bounds = new CellBounds(cells, hidden);
        for (int row = 0; row < hidden.length; row++) {
            for (int column = 0; column < hidden[row].length; column++) {
                if (needed.get(row).get(column).isPresent()) {
                    hidden[row][column] = true;
                    primary[row][column] = true;
                    sensitive.add(new Sensitive(
                            row, column, needed.get(row).get(column).get()));
                }
            }
        }
    }

    SuppressedTable hide() {
        for (int i = 0; i < sensitive.size(); i++) {
            context.report(STAGE, i, sensitive.size());
            context.throwIfCancelled(STAGE);
            Sensitive cell = sensitive.get(i);
            bounds.hideForDown(cell.row, cell.column, cell.needed.down());
            bounds.hideForUp(cell.row, cell.column, cell.needed.up());
        }
        showWithoutNeed();
        for (Sensitive cell : sensitive) {
            if (!isProtected(cell)) {
                throw new IllegalStateException("a sensitive cell is not protected; do not publish the table");
            }
        }
        context.report(STAGE, Math.max(1, sensitive.size()), Math.max(1, sensitive.size()));
        return new SuppressedTable(cells, hidden, primary);
    }

    private boolean isProtected(Sensitive cell) {
        context.throwIfCancelled(STAGE);
        return bounds.down(cell.row, cell.column, cell.needed.down()) >= cell.needed.down()
                && bounds.up(cell.row, cell.column, cell.needed.up()) >= cell.needed.up();
    }

    /** Shows cells again, the largest first, as long as every sensitive one stays protected. */
    private void showWithoutNeed() {
        List<int[]> extra = new ArrayList<>();
        for (int row = 0; row < hidden.length; row++) {
            for (int column = 0; column < hidden[row].length; column++) {
                if (hidden[row][column] && !primary[row][column]) {
                    extra.add(new int[] {row, column});
                }
            }
        }
        if ((double) extra.size() * sensitive.size() * cells.nodes() * cells.nodes() > MOST_STEPS) {
            return;
        }
        extra.sort(Comparator.comparingLong((int[] cell) -> cells.value(cell[0], cell[1]))
                .reversed());
        for (int[] cell : extra) {
            hidden[cell[0]][cell[1]] = false;
            hidden[cell[0]][cell[1]] = !sensitive.stream().allMatch(this::isProtected);
        }
    }
}
