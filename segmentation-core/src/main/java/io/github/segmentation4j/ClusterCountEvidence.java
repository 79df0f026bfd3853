package io.github.segmentation4j;

import io.github.segmentation4j.quality.ClusterCountChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows how the number of clusters was chosen. Runs whenever it was; objects to nothing. */
final class ClusterCountEvidence implements SegmentationCheck {
    @Override
    public String id() {
        return "cluster-count";
    }

    @Override
    public String description() {
        return "How many segments there are was chosen by a vote of validity indices; the table shows all that were tried.";
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        ClusterCountChoice choice = draft.clusterCountChoice().orElseThrow();
        return new CheckResult(id(), List.of(), List.of(measures(choice), reasons(choice)));
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
