package io.github.segmentation4j.cli;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.MigrationMatrix;
import io.github.segmentation4j.ReleasedSegmentation;
import io.github.segmentation4j.Segment;
import io.github.segmentation4j.WatchStep;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.io.DisclosedFlow;
import io.github.segmentation4j.online.DriftAdvice;
import io.github.segmentation4j.run.ModelState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the command {@code watch} saw.
 *
 * @param task what was asked
 * @param released the segments
 * @param from where it started
 * @param steps as they were shown
 * @param movesFrom from when the moves are counted
 * @param last the last step
 * @param moves from the first step with customers to the last
 * @param report the sums
 */
record WatchResult(
        WatchTask task,
        ReleasedSegmentation released,
        Instant from,
        List<ShownStep> steps,
        Instant movesFrom,
        WatchStep last,
        MigrationMatrix moves,
        WatchReport report) {

    DriftAdvice advice() {
        return last.advice();
    }

    String summary() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%nuntil %s: %s customers, %s moves from line to line%n",
                WatchReport.inWords(last.end()),
                report.customers(),
                report.moves()));
        text.append(drift()).append('\n');
        text.append("advice: ").append(advice().name().toLowerCase(Locale.ROOT)).append('\n');
        text.append('\n');
        for (Segment segment : released.segments()) {
            text.append("segment ")
                    .append(segment.number())
                    .append(": ")
                    .append(segment.name())
                    .append('\n');
        }
        if (!report.tellsMoves()) {
            text.append("the moves between segments are not told, as few left in some step\n");
            return text.toString();
        }
        text.append("from ").append(WatchReport.inWords(movesFrom));
        text.append(" to ").append(WatchReport.inWords(last.end())).append('\n');
        TextTable table = new TextTable(2, "from", "to", "customers");
        flows().forEach(flow -> table.add(flow.from(), flow.to(), flow.words()));
        text.append(table);
        if (!report.tellsJoined()) {
            text.append("who joined or left is not in the table, as few did in some step\n");
        }
        return text.toString();
    }

    /** What was found in newcomers and what that rests on. */
    private String drift() {
        String reference = report.reference() + " newcomers";
        if (last.drift().isEmpty()) {
            return "drift: not looked for, as all newcomers so far, " + reference
                    + ", belong to the reference, which ends " + WatchReport.inWords(task.reference())
                    + "; an earlier --reference leaves some to compare";
        }
        String found = report.drifted().isEmpty() ? "none" : String.join(", ", report.drifted());
        return "drift: " + found + ", in newcomers after a reference of " + reference + "; without drift at most "
                + String.format(Locale.ROOT, "%.4g", 100 * task.falseAlarmRate())
                        .replaceAll("\\.?0+$", "")
                + " % of such watches raise an alarm";
    }

    private List<DisclosedFlow> flows() {
        if (!report.tellsMoves()) {
            return List.of();
        }
        int segments = released.segments().size();
        List<Exhibit.Flow> flows = new ArrayList<>();
        for (int i = 0; i <= segments; i++) {
            for (int j = 0; j <= segments; j++) {
                add(flows, name(i), name(j), moves.count(place(i), place(j)));
            }
            if (report.tellsJoined()) {
                add(flows, name(i), "left", moves.left(place(i)));
            }
        }
        for (int j = 0; j <= segments && report.tellsJoined(); j++) {
            add(flows, "joined", name(j), moves.joined(place(j)));
        }
        return DisclosedFlow.of(
                new Exhibit.Flows("Moves", "from", "to", flows), task.few().minimum());
    }

    private static void add(List<Exhibit.Flow> flows, String from, String to, long customers) {
        if (customers > 0) {
            flows.add(new Exhibit.Flow(from, to, new Cell.Count(customers)));
        }
    }

    private int place(int segment) {
        return segment == released.segments().size() ? Clustering.NOISE : segment;
    }

    private String name(int segment) {
        if (segment == released.segments().size()) {
            return "no segment";
        }
        return "segment " + released.segments().get(segment).number();
    }

    ModelState state() {
        ModelState.Builder state = ModelState.of("watch/1")
                .put("from", WatchReport.inWords(from))
                .put("until", WatchReport.inWords(last.end()))
                .put("reference", WatchReport.inWords(task.reference()))
                .put("falseAlarmRate", task.falseAlarmRate())
                .put("minimumSize", (long) task.few().minimum())
                .putTexts(
                        "segments",
                        released.segments().stream().map(Segment::name).toList());
        ShownStep.putSum(state, "customers", report.customers());
        ShownStep.putSum(state, "moves", report.moves());
        ShownStep.putSum(state, "newcomers", report.newcomers());
        ShownStep.putSum(state, "newcomersInReference", report.reference());
        return state.putTexts("drifted", report.drifted())
                .put("advice", advice().name().toLowerCase(Locale.ROOT))
                .putChildren("steps", steps.stream().map(ShownStep::state).toList())
                .put("flowsTold", report.tellsMoves())
                .put("flowsFrom", WatchReport.inWords(movesFrom))
                .putChildren("flows", flows().stream().map(WatchResult::flow).toList())
                .build();
    }

    private static ModelState flow(DisclosedFlow flow) {
        ModelState.Builder state =
                ModelState.of("flow/1").put("from", flow.from()).put("to", flow.to());
        ShownStep.putCount(state, "customers", flow.words());
        return state.build();
    }
}
