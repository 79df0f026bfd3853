package io.github.segmentation4j.io;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.io.ReportModel.Figure;
import io.github.segmentation4j.io.ReportModel.Hidden;
import io.github.segmentation4j.io.ReportModel.Interval;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.io.ReportModel.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hides small groups of persons. A row with a count of 1 to {@code minimum - 1} persons, or with a share whose persons,
 * complement or base are so few, loses all its numbers. Where exactly one row of a table, or of the rows that share a
 * name in it, was hidden, or several that are few even together, the smallest other one goes too, so that a total does
 * not give the first away (Hundepool and others 2012, complementary suppression).
 */
final class Disclosure {
    private static final Hidden WITHHELD = new Hidden("not shown");

    private final int minimum;
    private final Hidden few;

    Disclosure(int minimum) {
        this.minimum = minimum;
        this.few = new Hidden("fewer than " + minimum);
    }

    int minimum() {
        return minimum;
    }

    Hidden few() {
        return few;
    }

    static Hidden withheld() {
        return WITHHELD;
    }

    boolean isFew(long persons) {
        return persons > 0 && persons < minimum;
    }

    /** A number of persons that stands alone. */
    Value count(long persons) {
        return isFew(persons) ? few : new Figure(persons);
    }

    private boolean mustHide(Cell cell) {
        if (cell instanceof Cell.Count count) {
            return isFew(count.persons());
        }
        return cell instanceof Cell.Share share
                && (isFew(share.of()) || isFew(share.persons()) || isFew(share.of() - share.persons()));
    }

    /** The rows of a table as they may be shown. */
    List<List<Value>> rows(List<List<Cell>> rows) {
        boolean[] hidden = hidden(rows);
        boolean anyHidden = false;
        for (boolean one : hidden) {
            anyHidden |= one;
        }
        List<List<Value>> shown = new ArrayList<>();
        for (int r = 0; r < hidden.length; r++) {
            List<Value> values = new ArrayList<>();
            for (Cell cell : rows.get(r)) {
                values.add(value(cell, hidden[r], anyHidden));
            }
            shown.add(values);
        }
        return shown;
    }

    /** The bars of a chart as they may be shown. */
    List<ReportModel.Fact> bars(List<Exhibit.Bar> bars) {
        List<List<Cell>> rows = new ArrayList<>();
        bars.forEach(bar -> rows.add(List.of(bar.value())));
        List<List<Value>> shown = rows(rows);
        List<ReportModel.Fact> facts = new ArrayList<>();
        for (int b = 0; b < bars.size(); b++) {
            facts.add(new ReportModel.Fact(bars.get(b).label(), shown.get(b).get(0)));
        }
        return facts;
    }

    private Value value(Cell cell, boolean hidden, boolean anyHidden) {
        if (cell instanceof Cell.Text text) {
            return new Words(text.words());
        }
        if (hidden) {
            return cell instanceof Cell.Count && mustHide(cell) ? few : WITHHELD;
        }
        if (cell instanceof Cell.Count count) {
            return new Figure(count.persons());
        }
        if (cell instanceof Cell.Share share) {
            boolean certain = !(share.lower() < share.upper());
            // The base of a share is the size of a group; beside hidden rows it could tell theirs.
            return new ReportModel.Share(
                    Figures.roundedShare(share.value()),
                    certain
                            ? Optional.empty()
                            : Optional.of(new Interval(
                                    Figures.roundedShare(share.lower()), Figures.roundedShare(share.upper()))),
                    anyHidden ? Optional.empty() : Optional.of(share.of()));
        }
        double amount = ((Cell.Amount) cell).value();
        return Double.isFinite(amount) ? new Figure(Figures.rounded(amount)) : new Words("undetermined");
    }

    private boolean[] hidden(List<List<Cell>> rows) {
        boolean[] hidden = new boolean[rows.size()];
        for (int r = 0; r < hidden.length; r++) {
            hidden[r] = rows.get(r).stream().anyMatch(this::mustHide);
        }
        List<List<Integer>> families = families(rows);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (List<Integer> family : families) {
                changed |= hideAnother(family, rows, hidden);
            }
        }
        return hidden;
    }

    /** All rows, and for each column of words the rows that say the same there: sums may be known for each. */
    private static List<List<Integer>> families(List<List<Cell>> rows) {
        Map<String, List<Integer>> byWords = new LinkedHashMap<>();
        List<Integer> all = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            List<Cell> row = rows.get(r);
            if (persons(row) >= 0) {
                all.add(r);
                for (int c = 0; c < row.size(); c++) {
                    if (row.get(c) instanceof Cell.Text text) {
                        byWords.computeIfAbsent(c + ":" + text.words(), key -> new ArrayList<>())
                                .add(r);
                    }
                }
            }
        }
        List<List<Integer>> families = new ArrayList<>(byWords.values());
        families.add(all);
        return families;
    }

    /** A total without what is shown is what is hidden: two of one person each would be known. */
    private boolean hideAnother(List<Integer> family, List<List<Cell>> rows, boolean[] hidden) {
        List<Integer> gone = family.stream().filter(r -> hidden[r]).toList();
        long together = gone.stream().mapToLong(r -> persons(rows.get(r))).sum();
        if (gone.isEmpty() || (gone.size() > 1 && !isFew(together)) || family.size() < 2) {
            return false;
        }
        int smallest = -1;
        for (int r : family) {
            boolean smaller = smallest < 0 || persons(rows.get(r)) < persons(rows.get(smallest));
            if (!hidden[r] && persons(rows.get(r)) > 0 && smaller) {
                smallest = r;
            }
        }
        if (smallest < 0) {
            return false;
        }
        hidden[smallest] = true;
        return true;
    }

    /** The fewest persons a row speaks of; -1 if it speaks of none. */
    private static long persons(List<Cell> row) {
        long[] persons = row.stream()
                .mapToLong(cell -> cell instanceof Cell.Count count
                        ? count.persons()
                        : cell instanceof Cell.Share share ? share.persons() : -1)
                .filter(count -> count >= 0)
                .toArray();
        return Arrays.stream(persons).min().orElse(-1);
    }
}
