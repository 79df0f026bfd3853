package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.io.ReportModel.Hidden;
import io.github.segmentation4j.io.ReportModel.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisclosureTest {
    private final Disclosure disclosure = new Disclosure(20);

    private static List<Cell> row(String a, String b, long persons, long of) {
        return List.of(Cell.text(a), Cell.text(b), new Cell.Share(persons, of, 0, 1));
    }

    private List<Boolean> hidden(List<List<Cell>> rows) {
        return disclosure.rows(rows).stream()
                .map(row -> row.get(row.size() - 1) instanceof Hidden)
                .toList();
    }

    @Test
    void zeroAndTheMinimumAreShownWhatIsBetweenIsNot() {
        assertThat(disclosure.count(0)).isEqualTo(new ReportModel.Figure(0));
        assertThat(disclosure.count(1)).isEqualTo(new Hidden("fewer than 20"));
        assertThat(disclosure.count(19)).isEqualTo(new Hidden("fewer than 20"));
        assertThat(disclosure.count(20)).isEqualTo(new ReportModel.Figure(20));
    }

    @Test
    void aLoneHiddenRowTakesTheNextSmallestWithIt() {
        assertThat(hidden(List.of(
                        List.of(Cell.text("a"), Cell.count(5)),
                        List.of(Cell.text("b"), Cell.count(300)),
                        List.of(Cell.text("c"), Cell.count(40)),
                        List.of(Cell.text("d"), Cell.count(50)))))
                .containsExactly(true, false, true, false);
    }

    @Test
    void aShareWhoseComplementIsFewIsHidden() {
        assertThat(hidden(List.of(row("a", "x", 95, 100), row("b", "x", 50, 100), row("c", "x", 50, 100))))
                .containsExactly(true, true, false);
        assertThat(hidden(List.of(row("a", "x", 100, 100), row("b", "x", 0, 100))))
                .containsExactly(false, false);
    }

    @Test
    void noTotalOfASegmentOrAGroupGivesAHiddenRowAway() {
        List<List<Cell>> rows = List.of(
                row("1", "x", 3, 100),
                row("1", "y", 40, 100),
                row("1", "z", 57, 100),
                row("2", "x", 100, 400),
                row("2", "y", 150, 400),
                row("2", "z", 150, 400),
                row("3", "x", 200, 600),
                row("3", "y", 200, 600),
                row("3", "z", 200, 600));
        List<Boolean> hidden = hidden(rows);
        for (int column = 0; column < 2; column++) {
            for (String name : List.of("1", "2", "3", "x", "y", "z")) {
                int count = 0;
                for (int r = 0; r < rows.size(); r++) {
                    boolean same = ((Cell.Text) rows.get(r).get(column)).words().equals(name);
                    count += same && hidden.get(r) ? 1 : 0;
                }
                assertThat(count).isNotEqualTo(1);
            }
        }
        assertThat(hidden).contains(false);
    }

    @Test
    void numbersBesideAHiddenCountGoToo() {
        List<Value> row = disclosure
                .rows(List.of(List.of(Cell.text("a"), Cell.count(5), Cell.amount(0.25))))
                .get(0);
        assertThat(row)
                .containsExactly(new ReportModel.Words("a"), new Hidden("fewer than 20"), new Hidden("not shown"));
    }

    @Test
    void tablesWithoutPersonsAreShownWhole() {
        assertThat(disclosure
                        .rows(List.of(List.of(Cell.text("k"), Cell.amount(3))))
                        .get(0)
                        .get(1))
                .isEqualTo(new ReportModel.Figure(3));
    }
}
