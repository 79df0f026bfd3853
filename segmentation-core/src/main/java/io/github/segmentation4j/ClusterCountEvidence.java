package io.github.segmentation4j;

import io.github.segmentation4j.quality.ClusterCountChoice;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Shows how the number of clusters was chosen. Runs whenever it was; objects to nothing. */
final class ClusterCountEvidence implements SegmentationCheck {
    private static final Statistic NOT_MEASURED = Statistic.undetermined("not measured");

    @Override
    public String id() {
        return "cluster-count";
    }

    @Override
    public String description() {
        return "How many segments there are was chosen by a vote of validity indices; the table shows all that were tried.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.SEGMENT_COUNT;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        ClusterCountChoice choice = draft.clusterCountChoice().orElseThrow();
        return new CheckResult(id(), List.of(), exhibits(choice));
    }

    private static List<Exhibit> exhibits(ClusterCountChoice choice) {
        List<Exhibit> exhibits = new ArrayList<>(List.of(reasons(choice)));
        curve(choice, "stability", ClusterCountChoice.Candidate::stability).ifPresent(exhibits::add);
        for (String index : choice.winner().indices().keySet()) {
            curve(choice, index, candidate -> candidate.indices().getOrDefault(index, NOT_MEASURED))
                    .ifPresent(exhibits::add);
        }
        curve(choice, "inertia", ClusterCountChoice.Candidate::inertia).ifPresent(exhibits::add);
        exhibits.add(measures(choice));
        return exhibits;
    }

    /** A measure over the numbers that were tried; nothing if it is known for fewer than two of them. */
    private static Optional<Exhibit> curve(
            ClusterCountChoice choice, String measure, Function<ClusterCountChoice.Candidate, Statistic> of) {
        List<Exhibit.Point> points = new ArrayList<>();
        List<Exhibit.Interval> band = new ArrayList<>();
        for (ClusterCountChoice.Candidate candidate : choice.candidates()) {
            Statistic value = of.apply(candidate);
            if (value.value().isPresent()) {
                points.add(new Exhibit.Point(candidate.clusterCount(), value.orElseThrow()));
                if (value instanceof Statistic.Estimate estimate) {
                    band.add(new Exhibit.Interval(estimate.lower(), estimate.upper()));
                }
            }
        }
        if (points.size() < 2) {
            return Optional.empty();
        }
        String title = measure + " by number of segments";
        return Optional.of(
                new Exhibit.Curve(title, "segments", measure, points, band.size() == points.size() ? band : List.of()));
    }

    private static Exhibit measures(ClusterCountChoice choice) {
        List<String> columns = new ArrayList<>(List.of("segments"));
        columns.addAll(choice.winner().indices().keySet());
        columns.addAll(List.of("inertia", "stability", "votes"));
        List<List<Exhibit.Cell>> rows = new ArrayList<>();
        for (ClusterCountChoice.Candidate candidate : choice.candidates()) {
            List<Exhibit.Cell> row = new ArrayList<>();
            row.add(Exhibit.Cell.amount(candidate.clusterCount()));
            candidate.indices().values().forEach(value -> row.add(Exhibit.Cell.of(value)));
            row.add(Exhibit.Cell.of(candidate.inertia()));
            row.add(Exhibit.Cell.of(candidate.stability()));
            row.add(Exhibit.Cell.amount(candidate.votes()));
            rows.add(row);
        }
        return new Exhibit.Table("Numbers of segments tried", columns, rows);
    }

    private static Exhibit reasons(ClusterCountChoice choice) {
        List<List<Exhibit.Cell>> rows = choice.reasons().stream()
                .map(reason -> List.of(Exhibit.Cell.text(reason)))
                .toList();
        return new Exhibit.Table(
                String.format(Locale.ROOT, "Why %d segments", choice.clusterCount()), List.of("reason"), rows);
    }
}
