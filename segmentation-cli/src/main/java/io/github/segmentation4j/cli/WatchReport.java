package io.github.segmentation4j.cli;

import io.github.segmentation4j.Segment;
import io.github.segmentation4j.WatchStep;
import io.github.segmentation4j.online.DriftDetection;
import io.github.segmentation4j.online.DriftReport;
import io.github.segmentation4j.online.FeatureDrift;
import io.github.segmentation4j.online.SegmentDrift;
import io.github.segmentation4j.quality.Statistic;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes of each step what may be shown of it, and keeps the sums. */
final class WatchReport {
    /** What the detection of a watch looks at; its rate makes no difference. */
    private static final int WINDOW = DriftDetection.withFalseAlarmRate(0.05).window();

    private final List<Segment> segments;
    private final FewPersons few;
    private final RunningCount joined;
    private final RunningCount left;
    private final RunningCount moves;
    private final RunningCount newcomers;
    private final RunningCount reference;
    private int referenceSoFar;
    private final Set<String> drifted = new LinkedHashSet<>();

    WatchReport(List<Segment> segments, FewPersons few) {
        this.segments = segments;
        this.few = few;
        joined = new RunningCount(few);
        left = new RunningCount(few);
        moves = new RunningCount(few);
        newcomers = new RunningCount(few);
        reference = new RunningCount(few);
    }

    ShownStep take(WatchStep step) {
        boolean wasComplete = tellsJoined();
        joined.add(step.joined());
        left.add(step.left());
        moves.add(step.moved());
        newcomers.add(step.newcomers());
        reference.add(step.reference() - referenceSoFar);
        referenceSoFar = step.reference();
        List<String> alarms = new ArrayList<>();
        step.drift().ifPresent(report -> addAlarms(report, step, alarms));
        // Moves by their share are those who were there before: that must not tell a few who came or left.
        boolean tellsShare = wasComplete
                && !few.hides(step.left())
                && !few.hides(step.moved())
                && step.movedShare().value().isPresent();
        return new ShownStep(
                inWords(step.end()),
                customers(),
                few.inWords(step.moved()),
                tellsShare ? Optional.of(rounded(step.movedShare().orElseThrow(), 3)) : Optional.empty(),
                few.inWords(step.joined()),
                few.inWords(step.left()),
                mix(step),
                few.inWords(step.newcomers()),
                List.copyOf(drifted),
                step.drift().isPresent(),
                step.advice().name().toLowerCase(Locale.ROOT),
                alarms);
    }

    private Statistic mix(WatchStep step) {
        if (few.hides(step.customers())) {
            return Statistic.undetermined("there are too few customers");
        }
        return step.mix().value().isPresent() ? Statistic.of(rounded(step.mix().orElseThrow(), 2)) : step.mix();
    }

    /** To a few decimals: all digits of a ratio of counts would tell the counts. */
    private static double rounded(double number, int decimals) {
        return BigDecimal.valueOf(number)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .doubleValue();
    }

    /** The customers there are, without those of small steps. */
    String customers() {
        // Some who left may have joined in small steps, that are not told yet.
        return Math.max(0, joined.told() - left.told()) + (tellsJoined() ? "" : RunningCount.MORE);
    }

    String moves() {
        return moves.inWords();
    }

    String newcomers() {
        return newcomers.inWords();
    }

    /** The newcomers of the reference, without those of small steps. */
    String reference() {
        return reference.inWords();
    }

    List<String> drifted() {
        return List.copyOf(drifted);
    }

    /** Whether a table may tell how many joined without giving away those of a small step. */
    boolean tellsJoined() {
        return joined.isComplete() && left.isComplete();
    }

    /** Whether the moves between segments may be told: they sum to all who stayed, and so would tell how many left. */
    boolean tellsMoves() {
        return left.isComplete();
    }

    private void addAlarms(DriftReport report, WatchStep step, List<String> alarms) {
        for (FeatureDrift feature : report.features()) {
            if (feature.alarmAt().isPresent() && drifted.add(feature.feature())) {
                alarms.add("newcomers differ in " + feature.feature() + from()
                        + feature.distance().value().value().stream()
                                .mapToObj(distance -> String.format(Locale.ROOT, "; largest distance %.2f", distance))
                                .findFirst()
                                .orElse(""));
            }
        }
        for (SegmentDrift segment : report.segments()) {
            boolean none = segment.segment() == segments.size();
            String name = none ? "share of no segment" : "share of segment " + (segment.segment() + 1);
            if (segment.alarmAt().isPresent() && drifted.add(name)) {
                String what = none ? "" : " (" + segments.get(segment.segment()).name() + ")";
                alarms.add("newcomers differ in the " + name + what + from() + shares(segment, step, report));
            }
        }
    }

    private String from() {
        return " from the " + reference() + " of the reference";
    }

    /** Shares of persons, if those inside and those outside are not few. */
    private String shares(SegmentDrift segment, WatchStep step, DriftReport report) {
        if (segment.now().value().isEmpty()) {
            return "";
        }
        double now = segment.now().orElseThrow();
        long window = Math.min(report.observed(), WINDOW);
        boolean hidden = hides(segment.before(), step.reference()) || hides(now, window);
        return hidden
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; %.0f %% then, %.0f %% of the latest %d",
                        100 * segment.before(),
                        100 * now,
                        window);
    }

    /** Whether those inside or those outside are few. */
    private boolean hides(double share, long of) {
        long inside = Math.round(share * of);
        return few.hides(inside) || few.hides(of - inside);
    }

    /** A moment: a date if it is a midnight in UTC. */
    static String inWords(Instant moment) {
        String text = moment.toString();
        return text.endsWith("T00:00:00Z") ? text.substring(0, text.length() - "T00:00:00Z".length()) : text;
    }
}
