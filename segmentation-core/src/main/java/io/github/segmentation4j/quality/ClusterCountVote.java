package io.github.segmentation4j.quality;

import io.github.segmentation4j.quality.ClusterCountChoice.Candidate;
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
    static ClusterCountVote of(List<Candidate> unvoted, List<ValidityIndex> indices) {
        List<String> reasons = new ArrayList<>();
        int[] votes = new int[unvoted.size()];
        for (ValidityIndex index : indices) {
            Optional<Candidate> best = best(unvoted, index);
            if (best.isEmpty()) {
                reasons.add(index.name() + " is undetermined for every number of clusters");
                continue;
            }
            votes[unvoted.indexOf(best.get())]++;
            String end = index.direction() == Direction.HIGHER_IS_BETTER ? "highest" : "lowest";
            reasons.add(index.name() + " is " + end + " at k = " + best.get().clusterCount() + " ("
                    + shown(value(best.get(), index)) + ")");
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < votes.length; i++) {
            candidates.add(unvoted.get(i).withVotes(votes[i]));
        }
        Candidate winner = decide(candidates, indices.size(), reasons);
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

    private static OptionalDouble value(Candidate candidate, ValidityIndex index) {
        return Objects.requireNonNull(candidate.indices().get(index.name())).value();
    }

    private static Candidate decide(List<Candidate> candidates, int voters, List<String> reasons) {
        int most = candidates.stream().mapToInt(Candidate::votes).max().orElseThrow();
        List<Candidate> equals =
                candidates.stream().filter(c -> c.votes() == most).toList();
        Candidate fewest = equals.get(0);
        if (most == 0) {
            reasons.add("no index could vote, so the smallest number that could be tried is chosen: k = "
                    + fewest.clusterCount());
            return fewest;
        }
        if (equals.size() == 1) {
            reasons.add("k = " + fewest.clusterCount() + " is chosen with " + most + " of " + voters + " votes"
                    + stabilityOf(fewest));
            return fewest;
        }
        String names = equals.stream().map(c -> "k = " + c.clusterCount()).collect(Collectors.joining(" and "));
        reasons.add(names + " have the same number of votes, " + most + " of " + voters);
        Candidate stablest = equals.stream().reduce(fewest, (a, b) -> stability(b) > stability(a) ? b : a);
        Candidate winner = equals.stream()
                .filter(c -> c.clusterCount() == stablest.clusterCount() || !isClearlyMoreStable(stablest, c))
                .findFirst()
                .orElse(stablest);
        boolean allApart = equals.stream()
                .allMatch(c -> c.clusterCount() == winner.clusterCount() || isClearlyMoreStable(winner, c));
        reasons.add("k = " + winner.clusterCount() + " is chosen, "
                + (allApart ? "the more stable" : "the smallest of those whose stability is not clearly lower")
                + stabilityOf(winner));
        return winner;
    }

    private static double stability(Candidate candidate) {
        return candidate.stability().value().orElse(Double.NEGATIVE_INFINITY);
    }

    private static boolean isClearlyMoreStable(Candidate a, Candidate b) {
        return a.stability() instanceof Statistic.Estimate high
                && b.stability() instanceof Statistic.Estimate low
                && high.lower() > low.upper();
    }

    private static String stabilityOf(Candidate candidate) {
        OptionalDouble value = candidate.stability().value();
        return value.isPresent() ? " (stability " + shown(value) + ")" : "";
    }

    private static String shown(OptionalDouble number) {
        double value = number.orElseThrow();
        return String.format(Locale.ROOT, Math.abs(value) < 1e6 ? "%.3f" : "%.4g", value);
    }
}
