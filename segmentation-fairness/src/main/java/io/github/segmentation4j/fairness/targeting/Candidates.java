package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The customers an offer could go to: for each an id and a score, and what groups them and what is expected of them.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Candidates {
    private final List<String> ids;
    private final double[] scores;
    private final List<Categories> groups;
    private final Optional<double[]> outcomes;

    private Candidates(List<String> ids, double[] scores, List<Categories> groups, Optional<double[]> outcomes) {
        this.ids = ids;
        this.scores = scores;
        this.groups = groups;
        this.outcomes = outcomes;
    }

    /**
     * Customers without groups.
     *
     * @param ids one for each customer, no two the same
     * @param scores the value of giving the offer to each, finite; higher is better
     * @throws InvalidInputException if an id occurs twice or a score is not finite
     */
    public static Candidates of(List<String> ids, double[] scores) {
        if (ids.size() != scores.length) {
            throw new IllegalArgumentException(
                    "ids and scores must be about the same customers, were " + ids.size() + " and " + scores.length);
        }
        Set<String> seen = new HashSet<>();
        double[] copy = new double[scores.length];
        for (int row = 0; row < scores.length; row++) {
            if (!Double.isFinite(scores[row])) {
                throw InvalidInputException.atRow(row + 1L, "a score must be finite; leave out who has none");
            }
            if (!seen.add(ids.get(row))) {
                throw InvalidInputException.atRow(row + 1L, "an id must occur once; give each customer one row");
            }
            // Adding 0 turns -0.0 into 0.0, so that the two tie.
            copy[row] = scores[row] + 0.0;
        }
        return new Candidates(List.copyOf(ids), copy, List.of(), Optional.empty());
    }

    /** These customers in groups, one attribute or several. */
    public Candidates withGroups(Categories first, Categories... more) {
        Categories[] all = new Categories[more.length + 1];
        all[0] = first;
        System.arraycopy(more, 0, all, 1, more.length);
        for (Categories categories : all) {
            if (categories.size() != size()) {
                throw new IllegalArgumentException("the groups must be those of the " + size() + " customers, were of "
                        + categories.size() + " rows");
            }
        }
        return new Candidates(ids, scores, List.of(all), outcomes);
    }

    /**
     * These customers with the outcome that makes an offer deserved, such as repaying.
     *
     * @param expected 0 or 1 where it is known, a probability where it is predicted
     * @throws InvalidInputException if one lies outside 0 to 1
     */
    public Candidates withOutcomes(double[] expected) {
        if (expected.length != size()) {
            throw new IllegalArgumentException(
                    "the outcomes must be those of the " + size() + " customers, were " + expected.length);
        }
        for (int row = 0; row < expected.length; row++) {
            if (!(expected[row] >= 0 && expected[row] <= 1)) {
                throw InvalidInputException.atRow(row + 1L, "an outcome must lie between 0 and 1");
            }
        }
        return new Candidates(ids, scores, groups, Optional.of(expected.clone()));
    }

    /** The number of customers. */
    public int size() {
        return scores.length;
    }

    /** The ids. */
    public List<String> ids() {
        return ids;
    }

    /** The scores, copied. */
    public double[] scores() {
        return scores.clone();
    }

    /** What groups the customers; empty if nothing does. */
    public List<Categories> groups() {
        return groups;
    }

    /** The expected outcomes, copied, if there are any. */
    public Optional<double[]> outcomes() {
        return outcomes.map(double[]::clone);
    }

    double score(int row) {
        return scores[row];
    }

    /** The rows from the highest score to the lowest, ties in the order of the tie break. */
    int[] ranking(TieBreak tieBreak) {
        TieBreak.Places places = tieBreak.places();
        long[] place = new long[size()];
        Integer[] rows = new Integer[size()];
        for (int row = 0; row < rows.length; row++) {
            place[row] = places.of(ids.get(row));
            rows[row] = row;
        }
        Arrays.sort(rows, (a, b) -> {
            int byScore = Double.compare(scores[b], scores[a]);
            int byPlace = byScore != 0 ? byScore : Long.compare(place[a], place[b]);
            return byPlace != 0 ? byPlace : ids.get(a).compareTo(ids.get(b));
        });
        return Arrays.stream(rows).mapToInt(Integer::intValue).toArray();
    }
}
