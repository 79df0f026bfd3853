package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The cheapest way to put rows into clusters that obeys size bounds and links. Without links it is a {@link BoundedFlow},
 * which is exact. With links it is exact if sizes turn out not to bind or the search ends within its limit, else the best
 * that was found: first each set of linked units on its own at the prices of the flow, then a branch and bound over all,
 * then one or two sets at a time with all else held. Belongs to one thread.
 */
final class ConstrainedAssignment {
    /** The limit on the steps of one search, and of each of its stages: well under a second. */
    static final long STEPS = 20_000;

    /** With more units than this a proof is not worth its time once the cost is within a small part of a lower bound. */
    private static final int PROVED_UNITS = 100;

    private static final double CLOSE = 1e-6;
    private static final double ROUNDING = 0x1p-40;

    /** A completion works through the free rows: this many row costs take as long as a step. */
    private static final int COSTS_A_STEP = 256;

    private final LinkedUnits units;
    private final int clusters;
    private final int[] low;
    private final int[] high;
    private final int[] none;
    private final int[] all;
    private final Checkpoint checkpoint;
    private double[] prices;

    ConstrainedAssignment(LinkedUnits units, int clusters, int min, int max, Checkpoint checkpoint) {
        this.units = units;
        this.clusters = clusters;
        this.checkpoint = checkpoint;
        low = filled(min);
        high = filled(max);
        none = new int[clusters];
        all = filled(units.rows());
        prices = new double[clusters];
    }

    private int[] filled(int value) {
        int[] values = new int[clusters];
        Arrays.fill(values, value);
        return values;
    }

    /**
     * An assignment.
     *
     * @param costs clusters x rows
     * @param known labels that obey the constraints, the result if nothing cheaper is found; shared
     * @return a label for each row
     * @throws InvalidInputException if the constraints contradict each other, or none was found
     */
    int[] solve(double[][] costs, Optional<int[]> known) {
        if (units.count() == 0) {
            return solveFree(costs, known);
        }
        LinkedCosts linked = new LinkedCosts(units, costs, checkpoint);
        Solution solution =
                new Solution(known, known.isPresent() ? cost(costs, known.get()) : Double.POSITIVE_INFINITY);
        int[] choice = new int[units.count()];
        Arrays.fill(choice, -1);
        Separate loose = separately(linked.units(), choice);
        if (!loose.found) {
            return solution.labels.orElseThrow(() -> refusal(loose.complete));
        }
        int[] cheapest = BoundedFlow.cheapest(linked.free(), units.free().length, new double[clusters], checkpoint);
        int[] labels = compose(choice, cheapest);
        if (obeysSizes(labels)) {
            return solution.better(costs, labels).labels.orElseThrow();
        }
        return solveBound(costs, linked, solution);
    }

    private int[] solveFree(double[][] costs, Optional<int[]> known) {
        int[] nearest = BoundedFlow.cheapest(costs, units.rows(), new double[clusters], checkpoint);
        if (obeysSizes(nearest)) {
            return nearest;
        }
        BoundedFlow flow = BoundedFlow.solve(costs, units.rows(), low, high, prices, checkpoint);
        prices = flow.prices();
        Solution solution =
                new Solution(known, known.isPresent() ? cost(costs, known.get()) : Double.POSITIVE_INFINITY);
        return solution.better(costs, flow.labels()).labels.orElseThrow();
    }

    /** What is known so far. */
    private record Solution(Optional<int[]> labels, double cost) {
        /** The cheaper one; differences that rounding can make count as none. */
        Solution better(double[][] costs, int[] others) {
            double cost = ConstrainedAssignment.cost(costs, others);
            return labels.isEmpty() || cost < this.cost * (1 - 0x1p-44)
                    ? new Solution(Optional.of(others), cost)
                    : this;
        }
    }

    /** What searching the components one by one came to. */
    private record Separate(boolean found, boolean complete, double cost) {}

    private Separate separately(double[][] unitCosts, int[] choice) {
        UnitSearch.Problem problem = new UnitSearch.Problem(units, unitCosts, none, all, checkpoint);
        boolean complete = true;
        double sum = 0;
        for (int[] component : units.components()) {
            if (component.length == 1) {
                int unit = component[0];
                choice[unit] = 0;
                for (int j = 1; j < clusters; j++) {
                    if (unitCosts[unit][j] < unitCosts[unit][choice[unit]]) {
                        choice[unit] = j;
                    }
                }
                sum += unitCosts[unit][choice[unit]];
            } else {
                UnitSearch search = new UnitSearch(problem, component, choice, none, 0);
                boolean searched = search.run(
                        0, Double.POSITIVE_INFINITY, Math.max(STEPS, 4L * component.length), (c, u, bound) -> bound);
                if (!search.writeFound(choice)) {
                    return new Separate(false, searched, 0);
                }
                complete &= searched;
                sum += search.best();
            }
        }
        return new Separate(true, complete, sum);
    }

    /** The search where sizes bind. */
    private int[] solveBound(double[][] costs, LinkedCosts linked, Solution known) {
        BoundedFlow flow = BoundedFlow.solve(linked.split(), units.rows(), low, high, prices, checkpoint);
        prices = flow.prices();
        double[][] reduced = linked.reduced(prices);
        double rest = linked.rest(prices, low, high);
        Solution solution = known;
        int[] choice = new int[units.count()];
        Arrays.fill(choice, -1);
        Separate priced = separately(reduced, choice);
        Optional<int[]> rounded = priced.found ? fill(linked, choice) : Optional.empty();
        if (rounded.isPresent()) {
            solution = solution.better(costs, rounded.get());
            double gap = units.count() > PROVED_UNITS ? CLOSE : ROUNDING;
            if (priced.complete && solution.cost <= (rest + priced.cost) * (1 + gap)) {
                return solution.labels.orElseThrow();
            }
        }
        int[] every = new int[units.count()];
        Arrays.setAll(every, unit -> unit);
        Arrays.fill(choice, -1);
        UnitSearch.Problem problem = new UnitSearch.Problem(units, reduced, low, high, checkpoint);
        UnitSearch search = new UnitSearch(problem, every, choice, none, units.free().length);
        long charge = 1 + (long) units.free().length * clusters / COSTS_A_STEP;
        long limit = solution.labels.isPresent() ? STEPS : Math.max(STEPS, 4L * units.count());
        boolean complete = search.run(rest, solution.cost, limit, (c, used, bound) -> {
            search.addSteps(charge);
            return fill(linked, c).map(labels -> cost(costs, labels)).orElse(Double.POSITIVE_INFINITY);
        });
        if (search.writeFound(choice)) {
            solution = solution.better(costs, fill(linked, choice).orElseThrow());
        }
        if (solution.labels.isEmpty()) {
            throw refusal(complete);
        }
        return complete ? solution.labels.get() : improve(costs, linked, solution);
    }

    /** Fills up an assignment of all units with the free rows, at the least cost; empty if sizes do not allow it. */
    private Optional<int[]> fill(LinkedCosts linked, int[] choice) {
        int[] used = new int[clusters];
        for (int unit = 0; unit < choice.length; unit++) {
            used[choice[unit]] += units.members(unit).length;
        }
        int[] missing = new int[clusters];
        int[] room = new int[clusters];
        long needed = 0;
        for (int j = 0; j < clusters; j++) {
            missing[j] = Math.max(0, low[j] - used[j]);
            room[j] = high[j] - used[j];
            needed += missing[j];
            if (room[j] < 0) {
                return Optional.empty();
            }
        }
        int freeRows = units.free().length;
        if (needed > freeRows) {
            return Optional.empty();
        }
        return Optional.of(compose(
                choice,
                BoundedFlow.solve(linked.free(), freeRows, missing, room, prices, checkpoint)
                        .labels()));
    }

    /** Searches one or two components at a time with all else held, until nothing changes or the steps are used up. */
    private int[] improve(double[][] costs, LinkedCosts linked, Solution begin) {
        Solution solution = begin;
        UnitSearch.Problem problem = new UnitSearch.Problem(units, linked.units(), low, high, checkpoint);
        int[][] components = units.components();
        long left = STEPS;
        boolean changed = true;
        while (changed && left > 0) {
            changed = false;
            int[] choice = choices(solution.labels.orElseThrow());
            int[] used = sizes(solution.labels.get());
            for (int i = 0; i < components.length && left > 0; i++) {
                for (int j = i; j < components.length && left > 0; j++) {
                    UnitSearch search = research(
                            problem, i == j ? components[i] : join(components[i], components[j]), choice, used, left);
                    // Setting up a search takes about as long as a step.
                    left -= 1 + search.steps();
                }
            }
            Optional<int[]> filled = fill(linked, choice);
            if (filled.isPresent()) {
                Solution next = solution.better(costs, filled.get());
                changed = next.cost < solution.cost;
                solution = next;
            }
        }
        return solution.labels.orElseThrow();
    }

    private UnitSearch research(UnitSearch.Problem problem, int[] subset, int[] choice, int[] used, long limit) {
        double before = 0;
        int[] was = new int[subset.length];
        for (int i = 0; i < subset.length; i++) {
            was[i] = choice[subset[i]];
            before += problem.cost(subset[i], was[i]);
            used[was[i]] -= units.members(subset[i]).length;
            choice[subset[i]] = -1;
        }
        UnitSearch search = new UnitSearch(problem, subset, choice, used, 0);
        search.run(0, before, limit, (c, u, bound) -> bound);
        for (int i = 0; i < subset.length; i++) {
            choice[subset[i]] = was[i];
        }
        search.writeFound(choice);
        for (int unit : subset) {
            used[choice[unit]] += units.members(unit).length;
        }
        return search;
    }

    private static int[] join(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private int[] compose(int[] choice, int[] freeLabels) {
        int[] labels = new int[units.rows()];
        for (int unit = 0; unit < choice.length; unit++) {
            for (int row : units.members(unit)) {
                labels[row] = choice[unit];
            }
        }
        for (int i = 0; i < freeLabels.length; i++) {
            labels[units.free()[i]] = freeLabels[i];
        }
        return labels;
    }

    private int[] choices(int[] labels) {
        int[] choice = new int[units.count()];
        Arrays.setAll(choice, unit -> labels[units.members(unit)[0]]);
        return choice;
    }

    private int[] sizes(int[] labels) {
        int[] sizes = new int[clusters];
        for (int label : labels) {
            sizes[label]++;
        }
        return sizes;
    }

    private boolean obeysSizes(int[] labels) {
        for (int size : sizes(labels)) {
            if (size < low[0] || size > high[0]) {
                return false;
            }
        }
        return true;
    }

    /** What a place in each cluster is worth to a row without links, at the end of a fit. */
    double[] prices(double[][] costs, int[] labels) {
        if (units.count() == 0) {
            return BoundedFlow.of(costs, labels, low, high, checkpoint).prices();
        }
        return BoundedFlow.solve(costs, units.rows(), low, high, prices, checkpoint)
                .prices();
    }

    /** The cost of labels. */
    static double cost(double[][] costs, int[] labels) {
        double sum = 0;
        for (int row = 0; row < labels.length; row++) {
            sum += costs[labels[row]][row];
        }
        return sum;
    }

    private InvalidInputException refusal(boolean proved) {
        return new InvalidInputException(
                proved
                        ? "the constraints contradict each other: no assignment of the rows to " + clusters
                                + " clusters obeys all links and size bounds; take links away, loosen the sizes or ask"
                                + " for other clusters"
                        : "no assignment that obeys all links and size bounds was found within the limit of the search,"
                                + " and none was proved impossible; take links away or loosen the sizes");
    }
}
