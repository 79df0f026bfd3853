package io.github.segmentation4j.fairness.scan;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Searches all subsets of the persons that values of several attributes describe, such as "area is unknown or urban and
 * income is high", for the one whose outcomes deviate most from what was expected (multidimensional subset scan, bias
 * scan). It finds unfairness that nobody thought of asking for, and says with one probability whether chance explains it.
 *
 * <p>The score of a subset is the log-likelihood ratio of the best common factor on its expectations against none. The
 * p-value is that of the highest score: outcomes are drawn anew from the expected probabilities, each draw is searched in
 * the same way, and {@code p = (1 + draws with a score at least as high) / (1 + draws)}. It holds whatever the number of
 * subsets, and if the expected probabilities are right; where they are the overall share of the same persons it errs to
 * the safe side. A subset found in one half of the persons can be checked in the other, see {@link ScanCells#split} and
 * {@link #confirm}.
 *
 * <pre>{@code
 * DetectedSubset found = SubsetScan.of(ScanDirection.LOWER)
 *     .scan(ScanCells.of(List.of(sex, area, income), clicked, predicted), RunContext.seeded(42));
 * }</pre>
 *
 * <p>Costs, for each draw and each restart, a few passes over the distinct cells for each attribute value; with {@link
 * ScanScore#BERNOULLI} also over the distinct probabilities within them. Where each person has an own score, round the
 * scores or use {@link ScanScore#POISSON}. The result is the same for every number of threads. Immutable and safe for use
 * by several threads.
 *
 * <p>References: Z. Zhang, D. B. Neill, Identifying significant predictive bias in classifiers, 2016 (arXiv:1611.08292);
 * D. B. Neill, Fast subset scan for spatial pattern detection, Journal of the Royal Statistical Society B 74, 2012.
 *
 * <p>Implementation note: the values of one attribute are optimal given the others; over several attributes the climb may
 * end below the best subset, which more restarts make rarer. The p-value stays valid then, as draws are searched alike.
 */
public final class SubsetScan {
    private static final String STAGE = "subset scan";

    /** In chance data of three attributes of three values, 20 starts find the best subset in 9 of 10 cases. */
    private static final int STARTS = 20;

    /** The fewest draws with which p can be 0.005. */
    private static final int DRAWS = 199;

    /** Draws between two reports of progress: enough to keep threads busy, fixed so that it decides nothing. */
    private static final int DRAWS_A_ROUND = 64;

    /** Equal scores may differ in their last digits; such a draw counts against the subset. */
    private static final double TIE = 1e-9;

    private final ScanDirection direction;
    private final ScanScore score;
    private final double penalty;
    private final int starts;
    private final int draws;

    private SubsetScan(ScanDirection direction, ScanScore score, double penalty, int starts, int draws) {
        this.direction = direction;
        this.score = score;
        this.penalty = penalty;
        this.starts = starts;
        this.draws = draws;
    }

    /** A scan for outcomes on one side of what is expected, or on either. */
    public static SubsetScan of(ScanDirection direction) {
        return new SubsetScan(Objects.requireNonNull(direction, "direction"), ScanScore.BERNOULLI, 0, STARTS, DRAWS);
    }

    /** This scan with another score. Default: {@link ScanScore#BERNOULLI}. */
    public SubsetScan withScore(ScanScore newScore) {
        return new SubsetScan(direction, Objects.requireNonNull(newScore, "score"), penalty, starts, draws);
    }

    /**
     * This scan with a price of each value that a restricting attribute takes, so that short descriptions are preferred.
     * Default: 0.
     *
     * @param newPenalty in units of the score, 0 or more
     */
    public SubsetScan withPenalty(double newPenalty) {
        if (!(newPenalty >= 0 && newPenalty < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the penalty must be 0 or more, was " + newPenalty);
        }
        return new SubsetScan(direction, score, newPenalty, starts, draws);
    }

    /**
     * This scan with another number of starts of the climb, everybody being the first. Default: 20.
     *
     * @param newStarts at least 1
     */
    public SubsetScan withStarts(int newStarts) {
        if (newStarts < 1) {
            throw new IllegalArgumentException("starts must be at least 1, was " + newStarts);
        }
        return new SubsetScan(direction, score, penalty, newStarts, draws);
    }

    /**
     * This scan with another number of draws behind the p-value, which cannot be below {@code 1 / (1 + draws)}. Default:
     * 199.
     *
     * @param newDraws 0 or more; 0 leaves the p-value undetermined
     */
    public SubsetScan withDraws(int newDraws) {
        if (newDraws < 0) {
            throw new IllegalArgumentException("draws must be 0 or more, was " + newDraws);
        }
        return new SubsetScan(direction, score, penalty, starts, newDraws);
    }

    /** The subset of the highest score. */
    public DetectedSubset scan(ScanCells cells, RunContext context) {
        CellTable table = new CellTable(cells);
        Sided best = search(table, table.hits(), SeededRandom.derive(context.seed(), 0), context);
        Statistic p = p(best.found().score(), context, seed -> {
            double[] drawn = table.drawHits(SeededRandom.of(SeededRandom.derive(seed, 0)));
            return search(table, drawn, SeededRandom.derive(seed, 1), context)
                    .found()
                    .score();
        });
        boolean nobody = best.found().score() <= 0;
        return describe(cells, table, best, nobody, p);
    }

    /**
     * The same subset counted in other cells, such as those of persons held out. The p-value is that of this one subset:
     * nothing was searched.
     *
     * @throws InvalidInputException if the cells lack an attribute of the subset
     */
    public DetectedSubset confirm(DetectedSubset subset, ScanCells cells, RunContext context) {
        if (!subset.isPresent()) {
            throw new IllegalArgumentException("there is no subset to confirm; look at isPresent() first");
        }
        CellTable table = new CellTable(cells);
        BitSet[] values = values(subset, cells);
        CellSearch search = search(table, subset.direction(), context);
        double observed = search.score(table.hits(), values);
        Sided same = new Sided(subset.direction(), new CellSearch.Found(values, observed));
        DetectedSubset counted = describe(cells, table, same, false, Statistic.undetermined("nobody is in the subset"));
        if (!counted.isPresent()) {
            return counted;
        }
        Statistic p = p(
                observed,
                context,
                seed -> search(table, subset.direction(), context)
                        .score(table.drawHits(SeededRandom.of(SeededRandom.derive(seed, 0))), values));
        return describe(cells, table, same, false, p);
    }

    private Statistic p(double observed, RunContext context, DrawScore scoreOfDraw) {
        if (draws == 0) {
            return Statistic.undetermined("no outcomes were drawn to compare with");
        }
        BlockRunner runner =
                BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(STAGE));
        double threshold = observed - TIE * (1 + Math.abs(observed));
        long atLeast = 0;
        for (int from = 0; from < draws; from += DRAWS_A_ROUND) {
            int first = from;
            int count = Math.min(DRAWS_A_ROUND, draws - from);
            List<Double> scores =
                    runner.map(count, i -> scoreOfDraw.of(SeededRandom.derive(context.seed(), 1L + first + i)));
            for (double drawn : scores) {
                atLeast += drawn >= threshold ? 1 : 0;
            }
            context.report(STAGE, (long) from + count, draws);
        }
        return Statistic.of((1.0 + atLeast) / (1.0 + draws));
    }

    private Sided search(CellTable table, double[] hits, long seed, RunContext context) {
        List<Sided> sides = new ArrayList<>();
        if (direction != ScanDirection.LOWER) {
            sides.add(side(table, hits, ScanDirection.HIGHER, SeededRandom.derive(seed, 0), context));
        }
        if (direction != ScanDirection.HIGHER) {
            sides.add(side(table, hits, ScanDirection.LOWER, SeededRandom.derive(seed, 1), context));
        }
        Sided last = sides.get(sides.size() - 1);
        return sides.get(0).found().score() >= last.found().score() ? sides.get(0) : last;
    }

    private Sided side(CellTable table, double[] hits, ScanDirection side, long seed, RunContext context) {
        return new Sided(side, search(table, side, context).best(hits, starts, seed));
    }

    private CellSearch search(CellTable table, ScanDirection side, RunContext context) {
        return new CellSearch(table, score, penalty, side, () -> context.throwIfCancelled(STAGE));
    }

    private static BitSet[] values(DetectedSubset subset, ScanCells cells) {
        for (String attribute : subset.restrictions().keySet()) {
            if (!cells.attributes().contains(attribute)) {
                throw new InvalidInputException("the cells have no attribute '" + attribute
                        + "', which the subset is described by; count them by it");
            }
        }
        BitSet[] values = new BitSet[cells.attributes().size()];
        Arrays.setAll(values, a -> {
            List<String> levels = cells.levels().get(a);
            List<String> taken =
                    subset.restrictions().getOrDefault(cells.attributes().get(a), levels);
            BitSet codes = new BitSet();
            for (int v = 0; v < levels.size(); v++) {
                codes.set(v, taken.contains(levels.get(v)));
            }
            return codes;
        });
        return values;
    }

    private static DetectedSubset describe(ScanCells cells, CellTable table, Sided sided, boolean nobody, Statistic p) {
        BitSet[] values = sided.found().values();
        long persons = 0;
        long observed = 0;
        double expected = 0;
        double[] hits = table.hits();
        for (int cell = 0; cell < table.cells() && !nobody; cell++) {
            if (CellSearch.contains(table, values, cell)) {
                persons += Math.round(table.persons(cell));
                observed += Math.round(hits[cell]);
                expected += table.expected(cell);
            }
        }
        Map<String, List<String>> restrictions = new LinkedHashMap<>();
        for (int a = 0; a < values.length && !nobody; a++) {
            List<String> levels = cells.levels().get(a);
            if (values[a].cardinality() < levels.size()) {
                restrictions.put(
                        cells.attributes().get(a),
                        values[a].stream().mapToObj(levels::get).toList());
            }
        }
        return new DetectedSubset(
                restrictions,
                sided.direction(),
                persons,
                observed,
                expected,
                sided.found().score(),
                p);
    }

    private record Sided(ScanDirection direction, CellSearch.Found found) {}

    /** The highest score of outcomes drawn from a seed. */
    @FunctionalInterface
    private interface DrawScore {
        double of(long seed);
    }
}
