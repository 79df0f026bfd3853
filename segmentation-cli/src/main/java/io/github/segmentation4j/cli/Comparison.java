package io.github.segmentation4j.cli;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.RegisteredSegment;
import io.github.segmentation4j.SegmentChange;
import io.github.segmentation4j.SegmentRegistry;
import io.github.segmentation4j.SegmentSuccession;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.io.DisclosedFlow;
import io.github.segmentation4j.run.ModelState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/**
 * What became of the segments of one model in another.
 *
 * @param purpose of both
 * @param succession what became of them
 * @param customers how many are in the files; empty if the models were compared by their centres alone
 * @param minimum the fewest customers that are told
 */
record Comparison(Purpose purpose, SegmentSuccession succession, Optional<Integer> customers, int minimum) {
    /** The changes, and the moves if there were customers to move. */
    List<Exhibit> exhibits() {
        return succession.exhibits().stream()
                .filter(exhibit -> customers.isPresent() || !(exhibit instanceof Exhibit.Flows))
                .toList();
    }

    String comparedBy() {
        return customers.isPresent() ? "customers" : "centres";
    }

    private List<DisclosedFlow> moves() {
        return exhibits().stream()
                .filter(Exhibit.Flows.class::isInstance)
                .map(Exhibit.Flows.class::cast)
                .flatMap(flows -> DisclosedFlow.of(flows, minimum).stream())
                .toList();
    }

    void print(PrintWriter out) {
        int common = (int) Math.min(Integer.MAX_VALUE, succession.migration().common());
        out.println(customers
                .map(all -> admitted(common, all, new FewPersons(minimum)))
                .orElse(
                        "compared by the centres of the segments alone; name --customers or --transactions to see splits,"
                                + " mergers and moves"));
        out.print(SuccessionLines.of(succession));
        if (customers.isPresent()) {
            TextTable table = new TextTable(2, "from", "to", "customers");
            moves().forEach(move -> table.add(move.from(), move.to(), move.words()));
            out.println();
            out.print(table);
        }
        out.flush();
    }

    /** Of all only where that does not tell how few were not admitted. */
    private String admitted(int common, int all, FewPersons few) {
        String of = few.hides(all - common) ? "" : " of " + few.inWords(all);
        return few.inWords(common) + of + " customers were admitted by both models for " + purpose;
    }

    ModelState state() {
        ModelState.Builder state = ModelState.of("comparison/1")
                .put("purpose", purpose.name())
                .put("comparedBy", comparedBy())
                .put("minimumSize", minimum)
                .putChildren("before", segments(succession.before()))
                .putChildren("after", segments(succession.registry()))
                .putChildren(
                        "changes",
                        succession.changes().stream().map(Comparison::state).toList());
        if (customers.isPresent()) {
            state.putChildren("moves", moves().stream().map(Comparison::state).toList());
        }
        return state.build();
    }

    private static List<ModelState> segments(SegmentRegistry registry) {
        return registry.segments().stream().map(Comparison::state).toList();
    }

    private static ModelState state(RegisteredSegment segment) {
        return ModelState.of("segment/1")
                .put("id", segment.id())
                .put("number", segment.number())
                .put("name", segment.name())
                .build();
    }

    private static ModelState state(SegmentChange change) {
        return ModelState.of("change/1")
                .put("kind", SuccessionLines.kind(change))
                .put("before", ids(SuccessionLines.before(change)))
                .put("after", ids(SuccessionLines.after(change)))
                .build();
    }

    private static double[] ids(List<Integer> ids) {
        return ids.stream().mapToDouble(Integer::doubleValue).toArray();
    }

    /** A number that is hidden is not there; the reason is. */
    private static ModelState state(DisclosedFlow move) {
        ModelState.Builder state =
                ModelState.of("move/1").put("from", move.from()).put("to", move.to());
        if (move.persons().isPresent()) {
            state.put("customers", move.persons().getAsLong());
        } else {
            state.put("hidden", move.words());
        }
        return state.build();
    }
}
