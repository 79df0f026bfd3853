package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Ranks candidates by score so that every beginning of the list holds enough members of a protected group: as many as a
 * fair coin of the group's share would give, but for bad luck of a given probability over all beginnings together.
 *
 * <p>The minimum at place i is the smallest m whose binomial distribution function at (i, share) exceeds a level; the
 * level is lowered so far that a ranking drawn by that coin breaks any of the minima with a probability of at most the
 * asked one. A protected candidate is moved up only where the minimum demands it; within and outside the group, scores
 * decide, and {@link TieBreak} between equal ones. Costs 50 passes of k^2 for a list of k. Immutable and safe for use by
 * several threads.
 *
 * <p>References: M. Zehlike, F. Bonchi, C. Castillo, S. Hajian, M. Megahed, R. Baeza-Yates, FA*IR: a fair top-k ranking
 * algorithm, CIKM 2017.
 */
public final class RankingExposure {
    /** Halvings of an interval of levels below 1; what remains is too small to change a minimum. */
    private static final int HALVINGS = 50;

    private final double share;
    private final double level;
    private final TieBreak tieBreak;

    private RankingExposure(double share, double level, TieBreak tieBreak) {
        this.share = share;
        this.level = level;
        this.tieBreak = Objects.requireNonNull(tieBreak, "tieBreak");
    }

    /**
     * A ranking rule.
     *
     * @param share the share of the protected group that a fair list has, above 0 and below 1
     * @param level the probability that a fair list is found wanting, above 0 and below 1
     */
    public static RankingExposure of(double share, double level, TieBreak tieBreak) {
        if (!(share > 0 && share < 1) || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "share and level must lie between 0 and 1, were " + share + " and " + level);
        }
        return new RankingExposure(share, level, tieBreak);
    }

    /**
     * The fewest protected candidates in the first 1, 2, ... of a list.
     *
     * @param length of the list, at least 1
     */
    public List<Integer> minima(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("a list must have at least 1 place, was " + length);
        }
        return List.copyOf(adjusted(length, RunContext.seeded(0)));
    }

    /**
     * Ranks the best candidates.
     *
     * @param candidates with groups of one attribute
     * @param protectedGroup the name of the protected level; customers whose group is missing are not in it
     * @param length of the list, at least 1; at most all candidates are ranked
     */
    public ExposureRanking rank(Candidates candidates, String protectedGroup, int length, RunContext context) {
        if (candidates.groups().size() != 1 || length < 1) {
            throw new IllegalArgumentException("ranking needs groups of one attribute and a list of at least 1 place,"
                    + " had " + candidates.groups().size() + " and " + length);
        }
        Categories groups = candidates.groups().get(0);
        int code = groups.levels().indexOf(protectedGroup);
        if (code < 0) {
            throw new IllegalArgumentException(
                    "the protected group must be one of " + groups.levels() + ", was '" + protectedGroup + "'");
        }
        List<Integer> inside = new ArrayList<>();
        List<Integer> outside = new ArrayList<>();
        int[] ranking = candidates.ranking(tieBreak);
        for (int rank = 0; rank < ranking.length; rank++) {
            (groups.code(ranking[rank]) == code ? inside : outside).add(rank);
        }
        int places = Math.min(length, ranking.length);
        List<Integer> minima = places == 0 ? List.of() : adjusted(places, context);
        List<String> ids = new ArrayList<>();
        List<Integer> reached = new ArrayList<>();
        int in = 0;
        for (int place = 0; place < places; place++) {
            int out = place - in;
            boolean demanded = in < minima.get(place) && in < inside.size();
            boolean better = in < inside.size() && (out == outside.size() || inside.get(in) < outside.get(out));
            int rank = demanded || better ? inside.get(in++) : outside.get(out);
            ids.add(candidates.ids().get(ranking[rank]));
            reached.add(in);
        }
        return new ExposureRanking(ids, minima, reached);
    }

    /** The minima of the highest level at which a fair list breaks any of them with at most the asked probability. */
    private List<Integer> adjusted(int length, RunContext context) {
        double low = 0;
        double high = level;
        List<Integer> minima = minimaAt(high, length, context);
        if (failure(minima) <= level) {
            return minima;
        }
        minima = minimaAt(low, length, context);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = low / 2 + high / 2;
            List<Integer> next = minimaAt(middle, length, context);
            if (failure(next) <= level) {
                low = middle;
                minima = next;
            } else {
                high = middle;
            }
        }
        return minima;
    }

    /** For each beginning the smallest count whose distribution function exceeds a level. */
    private List<Integer> minimaAt(double at, int length, RunContext context) {
        double[] chances = new double[length + 1];
        chances[0] = 1;
        List<Integer> minima = new ArrayList<>(length);
        for (int place = 1; place <= length; place++) {
            context.throwIfCancelled("ranking");
            toss(chances, place);
            int minimum = 0;
            double below = chances[0];
            while (below <= at && minimum < place) {
                below += chances[++minimum];
            }
            minima.add(minimum);
        }
        return minima;
    }

    /** The probability that a list drawn by the coin has too few protected in one of its beginnings. */
    private double failure(List<Integer> minima) {
        double[] chances = new double[minima.size() + 1];
        chances[0] = 1;
        double failed = 0;
        for (int place = 1; place <= minima.size(); place++) {
            toss(chances, place);
            for (int count = 0; count < minima.get(place - 1); count++) {
                failed += chances[count];
                chances[count] = 0;
            }
        }
        return failed;
    }

    private void toss(double[] chances, int place) {
        for (int count = place; count > 0; count--) {
            chances[count] = chances[count] * (1 - share) + chances[count - 1] * share;
        }
        chances[0] *= 1 - share;
    }
}
