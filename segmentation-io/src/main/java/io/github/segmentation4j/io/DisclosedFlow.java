package io.github.segmentation4j.io;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A flow of persons as a report tells it: flows of few persons lose their number, and so do others from which that could be
 * worked out.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param from the place on the left
 * @param to the place on the right
 * @param persons how many; empty if that is hidden
 * @param words the number, or why there is none, such as {@code fewer than 20}
 */
public record DisclosedFlow(String from, String to, OptionalLong persons, String words) {
    /** Checks that nothing is null. */
    public DisclosedFlow {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(persons, "persons");
        Objects.requireNonNull(words, "words");
    }

    /**
     * The flows of an exhibit, in its order, as its report shows them.
     *
     * @param minimum the fewest persons that are told, at least 1
     */
    public static List<DisclosedFlow> of(Exhibit.Flows exhibit, int minimum) {
        if (minimum < 1) {
            throw new IllegalArgumentException("the fewest persons to show must be at least 1, was " + minimum);
        }
        List<List<Cell>> rows = exhibit.flows().stream()
                .map(flow -> List.<Cell>of(Cell.text(flow.from()), Cell.text(flow.to()), flow.persons()))
                .toList();
        List<List<ReportModel.Value>> shown = new Disclosure(minimum).rows(rows);
        List<DisclosedFlow> flows = new ArrayList<>();
        for (int f = 0; f < rows.size(); f++) {
            Exhibit.Flow flow = exhibit.flows().get(f);
            long persons = flow.persons().persons();
            flows.add(
                    shown.get(f).get(2) instanceof ReportModel.Hidden hidden
                            ? new DisclosedFlow(flow.from(), flow.to(), OptionalLong.empty(), hidden.reason())
                            : new DisclosedFlow(
                                    flow.from(), flow.to(), OptionalLong.of(persons), Long.toString(persons)));
        }
        return flows;
    }
}
