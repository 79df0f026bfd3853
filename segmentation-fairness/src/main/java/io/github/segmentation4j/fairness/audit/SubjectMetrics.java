package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Decisions;
import io.github.segmentation4j.fairness.group.GroupKind;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.fairness.group.SegmentDistances;
import io.github.segmentation4j.fairness.group.SegmentTable;
import io.github.segmentation4j.fairness.metric.DistanceMetrics;
import io.github.segmentation4j.fairness.metric.FairnessMetrics;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The metrics of an attribute with their intervals. A resample draws persons anew within each combination of groups, so
 * no group is lost from it.
 *
 * <p>Implementation note: the work is bounded. There are 199 resamples, and down to 40 where there are many persons; where
 * even these are too many, a resample has fewer persons than there are and its deviations are brought to the full number
 * by the root of their ratio (the m out of n bootstrap of Bickel, Gotze and van Zwet). Where memberships are
 * probabilities there is no group to draw within and no interval.
 */
final class SubjectMetrics {
    /** Persons drawn in all: a quarter of a second each at about 20 ns a person for the table and 60 for distances. */
    private static final int TABLE_DRAWS = 10_000_000;

    private static final int DISTANCE_DRAWS = 4_000_000;

    /** The metrics of decisions are many: about 3 microseconds for each person drawn. */
    private static final int DECISION_DRAWS = 200_000;

    private final CanonicalRows rows;
    private final SegmentTable table;
    private final RunContext context;
    private final boolean resampled;

    SubjectMetrics(CanonicalRows rows, SegmentTable table, RunContext context) {
        this.rows = rows;
        this.table = table;
        this.context = context;
        resampled = table.kind() != GroupKind.PROBABILISTIC;
    }

    List<MetricValue> all() {
        List<MetricValue> values = new ArrayList<>(ofSegments());
        if (rows.data().hasDistances()) {
            values.addAll(ofDistances());
        }
        if (rows.data().hasDecisions()) {
            values.addAll(ofDecisions());
        }
        return values;
    }

    private List<MetricValue> ofSegments() {
        MetricIntervals.Sampler<SegmentTable> sampler =
                table.kind() == GroupKind.DISJOINT ? this::drawCounts : this::drawLabels;
        return MetricIntervals.of(
                table.name(),
                FairnessMetrics.ofSegments(),
                table,
                resamples(TABLE_DRAWS, rows.data().size()),
                1,
                sampler,
                context.withSeed(SeededRandom.derive(context.seed(), 0)));
    }

    /** Where each person is in one group, counts say it all. */
    private SegmentTable drawCounts(SeededRandom random, Checkpoint checkpoint) {
        long[][] counts = new long[table.segmentCount() + 1][table.groupCount()];
        for (int stratum = 0; stratum < rows.strata(); stratum++) {
            int start = rows.start(stratum);
            int size = rows.size(stratum);
            int group = code(start);
            for (int i = 0; group != Categories.MISSING && i < size; i++) {
                checkpoint.at(i);
                counts[rows.data().label(start + random.nextInt(size)) + 1][group]++;
            }
        }
        return SegmentTable.ofCounts(
                table.name(), table.groupNames(), Arrays.copyOfRange(counts, 1, counts.length), counts[0]);
    }

    private int code(int row) {
        for (int group = 0; group < table.groupCount(); group++) {
            if (rows.groups().membership(row, group) == 1) {
                return group;
            }
        }
        return Categories.MISSING;
    }

    private SegmentTable drawLabels(SeededRandom random, Checkpoint checkpoint) {
        int[] drawn = draw(layout(rows.data().size()), random, checkpoint);
        return SegmentTable.of(
                Arrays.stream(drawn).map(rows.data()::label).toArray(), table.segmentCount(), rows.groups());
    }

    private List<MetricValue> ofDistances() {
        Layout layout = layout(DISTANCE_DRAWS / MetricIntervals.FEWEST);
        return MetricIntervals.of(
                table.name(),
                List.of(DistanceMetrics.socialCost(), DistanceMetrics.socialCostRatio()),
                distances(everybody(), rows.groups()),
                resamples(DISTANCE_DRAWS, layout.rows().length),
                layout.scale(),
                (random, checkpoint) -> distances(draw(layout, random, checkpoint), layout.groups()),
                context.withSeed(SeededRandom.derive(context.seed(), 1)));
    }

    private SegmentDistances distances(int[] drawn, Groups groups) {
        return SegmentDistances.of(groups)
                .withSquaredDistances(
                        Arrays.stream(drawn).mapToDouble(rows.data()::distance).toArray());
    }

    private List<MetricValue> ofDecisions() {
        Layout layout = layout(DECISION_DRAWS / MetricIntervals.FEWEST);
        return MetricIntervals.of(
                table.name(),
                FairnessMetrics.ofDecisions(),
                decisions(everybody(), rows.groups()),
                resamples(DECISION_DRAWS, layout.rows().length),
                layout.scale(),
                (random, checkpoint) -> decisions(draw(layout, random, checkpoint), layout.groups()),
                context.withSeed(SeededRandom.derive(context.seed(), 2)));
    }

    private Decisions decisions(int[] drawn, Groups groups) {
        AuditData data = rows.data();
        Decisions decisions = Decisions.of(
                Arrays.stream(drawn).map(row -> data.selected(row) ? 1 : 0).toArray(), groups);
        if (data.hasOutcomes()) {
            decisions = decisions.withOutcomes(
                    Arrays.stream(drawn).map(row -> data.outcome(row) ? 1 : 0).toArray());
        }
        if (data.hasValues()) {
            decisions = decisions.withValues(
                    Arrays.stream(drawn).mapToDouble(data::value).toArray());
        }
        Optional<Categories> strata = data.strata();
        return strata.isEmpty()
                ? decisions
                : decisions.withStrata(Categories.of(
                        strata.get().name(),
                        strata.get().levels(),
                        Arrays.stream(drawn).map(strata.get()::code).toArray()));
    }

    private int[] everybody() {
        int[] all = new int[rows.data().size()];
        Arrays.setAll(all, row -> row);
        return all;
    }

    private int resamples(int draws, int size) {
        return resampled ? Math.max(MetricIntervals.FEWEST, Math.min(MetricIntervals.MOST, draws / Math.max(1, size))) : 0;
    }

    /**
     * How a resample is built.
     *
     * @param rows one row of the stratum that each person of a resample is drawn from
     * @param strata the stratum of each
     * @param groups of those rows
     * @param scale how much larger deviations are than those of everybody
     */
    private record Layout(int[] rows, int[] strata, Groups groups, double scale) {}

    /** A layout of about so many persons, of every stratum somebody. */
    private Layout layout(int most) {
        int size = rows.data().size();
        if (size <= most) {
            int[] strata = new int[size];
            for (int stratum = 0; stratum < rows.strata(); stratum++) {
                Arrays.fill(strata, rows.start(stratum), rows.start(stratum) + rows.size(stratum), stratum);
            }
            return new Layout(everybody(), strata, rows.groups(), 1);
        }
        int[] picked = new int[most + rows.strata()];
        int[] strata = new int[picked.length];
        int next = 0;
        for (int stratum = 0; stratum < rows.strata(); stratum++) {
            int own = (int) Math.ceil((double) rows.size(stratum) / size * most);
            Arrays.fill(picked, next, next + own, rows.start(stratum));
            Arrays.fill(strata, next, next + own, stratum);
            next += own;
        }
        int[] kept = Arrays.copyOf(picked, next);
        return new Layout(kept, Arrays.copyOf(strata, next), rows.groupsOf(kept), Math.sqrt((double) size / next));
    }

    private int[] draw(Layout layout, SeededRandom random, Checkpoint checkpoint) {
        int[] drawn = new int[layout.strata().length];
        for (int i = 0; i < drawn.length; i++) {
            checkpoint.at(i);
            int stratum = layout.strata()[i];
            drawn[i] = rows.start(stratum) + random.nextInt(rows.size(stratum));
        }
        return drawn;
    }
}
