package io.github.segmentation4j.quality;

import io.github.segmentation4j.cluster.Clustering;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The number of clusters that was chosen, everything that was measured on the way, and the reasons in plain sentences.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ClusterCountChoice {
    private final Candidate winner;
    private final Clustering clustering;
    private final List<Candidate> candidates;
    private final Map<Integer, String> skipped;
    private final List<String> reasons;
    private final Optional<GapReport> gap;

    /**
     * A number of clusters that was tried.
     *
     * @param clusterCount the number asked for
     * @param indices by name, in the order they were given, the indices that vote
     * @param inertia the inertia, which does not vote because it falls with every cluster
     * @param stability the mean adjusted Rand index over resamples, which decides between equals
     * @param votes how many indices are best here, the gap statistic among them if it was asked
     */
    public record Candidate(
            int clusterCount, Map<String, Statistic> indices, Statistic inertia, Statistic stability, int votes) {
        /** Copies the indices. */
        public Candidate {
            indices = Collections.unmodifiableMap(new LinkedHashMap<>(indices));
            Objects.requireNonNull(inertia, "inertia");
            Objects.requireNonNull(stability, "stability");
        }

        Candidate withVotes(int count) {
            return new Candidate(clusterCount, indices, inertia, stability, count);
        }
    }

    ClusterCountChoice(
            Candidate winner,
            Clustering clustering,
            List<Candidate> candidates,
            Map<Integer, String> skipped,
            List<String> reasons,
            Optional<GapReport> gap) {
        this.winner = winner;
        this.clustering = clustering;
        this.candidates = List.copyOf(candidates);
        this.skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
        List<String> sentences = new ArrayList<>(reasons);
        sentences.addAll(whySkipped(skipped));
        this.reasons = List.copyOf(sentences);
        this.gap = gap;
    }

    /** A sentence for each stretch of numbers that were skipped for the same reason. */
    private static List<String> whySkipped(Map<Integer, String> skipped) {
        List<String> sentences = new ArrayList<>();
        int first = -1;
        int last = -1;
        String why = "";
        for (Map.Entry<Integer, String> entry : skipped.entrySet()) {
            if (entry.getKey() != last + 1 || !entry.getValue().equals(why)) {
                addSkipped(sentences, first, last, why);
                first = entry.getKey();
                why = entry.getValue();
            }
            last = entry.getKey();
        }
        addSkipped(sentences, first, last, why);
        return sentences;
    }

    private static void addSkipped(List<String> sentences, int first, int last, String why) {
        if (first > 0) {
            String numbers = first == last ? ClusterCountVote.clusters(first) : first + " to " + last + " clusters";
            sentences.add(numbers + " could not be tried: " + why);
        }
    }

    /** The number of clusters that was chosen. */
    public int clusterCount() {
        return winner.clusterCount();
    }

    /** What was measured for the number that was chosen. */
    public Candidate winner() {
        return winner;
    }

    /** The clustering with the chosen number: what the clusterer makes of the matrix in the same context. */
    public Clustering clustering() {
        return clustering;
    }

    /** The numbers that were tried, ascending. */
    public List<Candidate> candidates() {
        return candidates;
    }

    /** The numbers that could not be tried, ascending, and why. */
    public Map<Integer, String> skipped() {
        return skipped;
    }

    /**
     * Why this number: English sentences about totals only. First the vote of each index, then the decision, then a warning
     * where the gap statistic sees no clusters, then what was skipped.
     */
    public List<String> reasons() {
        return reasons;
    }

    /** What the gap statistic measured, if it was asked. */
    public Optional<GapReport> gap() {
        return gap;
    }

    @Override
    public String toString() {
        return "k = " + winner.clusterCount() + " of " + candidates.size() + " tried";
    }
}
