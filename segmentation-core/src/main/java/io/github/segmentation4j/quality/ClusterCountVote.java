package io.github.segmentation4j.quality;

import io.github.segmentation4j.quality.ClusterCountChoice.Candidate;
import io.github.segmentation4j.quality.GapReport.Structure;
import io.github.segmentation4j.quality.ValidityIndex.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The counting of the votes of {@link ChooseClusterCount}. */
final class ClusterCountVote {
    private final List<Candidate> candidates;
    private final Candidate winner;
    private final List<String> reasons;

    private ClusterCountVote(List<Candidate> candidates, Candidate winner, List<String> reasons) {
        this.candidates = candidates;
        this.winner = winner;
        this.reasons = reasons;
    }

    /** Counts; the candidates are in ascending order of their clusters. */
    static ClusterCountVote of(List<Candidate> unvoted, List<ValidityIndex> indices, Optional<GapReport> gap) {
        List<String> reasons = new ArrayList<>();
        int[] votes = new int[unvoted.size()];
        for (ValidityIndex index : indices) {
            Optional<Candidate> best = best(unvoted, index);
            best.ifPresent(candidate -> votes[unvoted.indexOf(candidate)]++);
            reasons.add(best.map(candidate -> whyThis(candidate, unvoted, index))
                    .orElseGet(() -> index.name() + " does not vote, because it is undetermined for every number: "
                            + whyNone(unvoted.get(0), index)));
        }
        gap.ifPresent(report -> voteOfGap(report, unvoted, votes, reasons));
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < votes.length; i++) {
            candidates.add(unvoted.get(i).withVotes(votes[i]));
        }
        boolean noClusters =
                gap.map(report -> report.structure() == Structure.NONE_FOUND).orElse(false);
        Candidate first = candidates.get(0);
        if (noClusters && first.clusterCount() == 1) {
            reasons.add(
                    "1 cluster is chosen: the other indices cannot judge a single cluster, so their votes do not count"
                            + " where the gap statistic sees none");
            return new ClusterCountVote(candidates, first, reasons);
        }
        Candidate winner = decide(candidates, indices.size() + (gap.isPresent() ? 1 : 0), reasons);
        if (noClusters) {
            reasons.add(
                    "but none of the numbers is a good one: the rows show no more clusters than rows that are spread"
                            + " evenly; try from 1 cluster on, or other features");
        }
        return new ClusterCountVote(candidates, winner, reasons);
    }

    List<Candidate> candidates() {
        return candidates;
    }

    Candidate winner() {
        return winner;
    }

    List<String> reasons() {
        return reasons;
    }

    /** A number of clusters in words. */
    static String clusters(int count) {
        return count == 1 ? "1 cluster" : count + " clusters";
    }

    private static Optional<Candidate> best(List<Candidate> candidates, ValidityIndex index) {
        double sign = index.direction() == Direction.HIGHER_IS_BETTER ? 1 : -1;
        Optional<Candidate> best = Optional.empty();
        double most = Double.NEGATIVE_INFINITY;
        for (Candidate candidate : candidates) {
            OptionalDouble value = value(candidate, index);
            if (value.isPresent() && sign * value.getAsDouble() > most) {
                most = sign * value.getAsDouble();
                best = Optional.of(candidate);
            }
        }
        return best;
    }

    private static String whyThis(Candidate best, List<Candidate> candidates, ValidityIndex index) {
        String end = index.direction() == Direction.HIGHER_IS_BETTER ? "highest" : "lowest";
        List<Candidate> others = candidates.stream()
                .filter(c -> c.clusterCount() != best.clusterCount())
                .toList();
        String next = best(others, index)
                .map(c -> "; next " + shown(value(c, index)) + " for " + c.clusterCount())
                .orElse("");
        return index.name() + " votes for " + clusters(best.clusterCount()) + ": " + end + " there, "
                + shown(value(best, index)) + next;
    }

    private static OptionalDouble value(Candidate candidate, ValidityIndex index) {
        return Objects.requireNonNull(candidate.indices().get(index.name())).value();
    }

    private static String whyNone(Candidate candidate, ValidityIndex index) {
        return candidate.indices().get(index.name()) instanceof Statistic.Undetermined none ? none.reason() : "";
    }

    /** The gap votes only if it sees clusters: that there are none is not one opinion among others. */
    private static void voteOfGap(GapReport gap, List<Candidate> candidates, int[] votes, List<String> reasons) {
        int picked = gap.clusterCount().orElse(0);
        if (gap.structure() == Structure.NONE_FOUND) {
            reasons.add(
                    "the gap statistic sees no clusters: no number of clusters fits the rows clearly better than it fits "
                            + gap.referenceSets() + " sets of rows that are spread evenly");
            if (candidates.get(0).clusterCount() == 1) {
                votes[0]++;
            }
            return;
        }
        if (picked == 1 && gap.structure() == Structure.FOUND) {
            reasons.add(
                    "the gap statistic does not vote: it sees clusters, but its rule stops at 1 already, as it may where"
                            + " clusters are many or lie in groups");
            return;
        }
        for (int i = 0; i < votes.length; i++) {
            if (candidates.get(i).clusterCount() == picked) {
                votes[i]++;
                reasons.add("the gap statistic votes for " + clusters(picked) + ": " + gap.reason());
                return;
            }
        }
        reasons.add("the gap statistic does not vote: " + gap.reason());
    }

    private static Candidate decide(List<Candidate> candidates, int voters, List<String> reasons) {
        int most = candidates.stream().mapToInt(Candidate::votes).max().orElseThrow();
        List<Candidate> equals =
                candidates.stream().filter(c -> c.votes() == most).toList();
        Candidate fewest = equals.get(0);
        if (most == 0) {
            reasons.add("no index could vote, so the smallest number that could be tried is chosen: "
                    + clusters(fewest.clusterCount()));
            return fewest;
        }
        if (equals.size() == 1) {
            reasons.add(chosen(fewest) + ", with " + most + " of " + voters + " votes" + stabilityOf(fewest));
            return fewest;
        }
        reasons.add("there is a tie: " + listed(equals) + " have " + most + " of " + voters + " votes each");
        Candidate stablest = equals.stream().reduce(fewest, (a, b) -> stability(b) > stability(a) ? b : a);
        Candidate winner = equals.stream()
                .filter(c -> c.clusterCount() == stablest.clusterCount() || !isClearlyMoreStable(stablest, c))
                .findFirst()
                .orElse(stablest);
        reasons.add(chosen(winner) + ", " + whyAmong(equals, winner) + stabilityOf(winner));
        return winner;
    }

    private static String whyAmong(List<Candidate> equals, Candidate winner) {
        if (equals.stream().allMatch(c -> c.stability().value().isEmpty())) {
            return "the smallest of them, because nothing is known of their stability";
        }
        boolean allApart = equals.stream()
                .allMatch(c -> c.clusterCount() == winner.clusterCount() || isClearlyMoreStable(winner, c));
        return allApart
                ? "because they are clearly the most stable"
                : "the smallest of those whose stability is not clearly lower than another's";
    }

    private static String chosen(Candidate candidate) {
        return clusters(candidate.clusterCount()) + (candidate.clusterCount() == 1 ? " is chosen" : " are chosen");
    }

    private static String listed(List<Candidate> equals) {
        String first = equals.subList(0, equals.size() - 1).stream()
                .map(c -> String.valueOf(c.clusterCount()))
                .collect(Collectors.joining(", "));
        return first + " and " + clusters(equals.get(equals.size() - 1).clusterCount());
    }

    private static double stability(Candidate candidate) {
        return candidate.stability().value().orElse(Double.NEGATIVE_INFINITY);
    }

    private static boolean isClearlyMoreStable(Candidate a, Candidate b) {
        return a.stability() instanceof Statistic.Estimate high
                && b.stability() instanceof Statistic.Estimate low
                && high.lower() > low.upper();
    }

    /** One cluster comes back whatever the rows. */
    private static String stabilityOf(Candidate candidate) {
        OptionalDouble value = candidate.stability().value();
        return value.isPresent() && candidate.clusterCount() > 1
                ? "; stability " + shown(value)
                        + ", where 1 means that fits to resampled rows find the same clusters and 0 that they agree by"
                        + " chance only"
                : "";
    }

    private static String shown(OptionalDouble number) {
        double value = number.orElseThrow();
        return String.format(Locale.ROOT, Math.abs(value) < 1e6 ? "%.3f" : "%.4g", value);
    }
}
