package io.github.segmentation4j.privacy.accounting;

import io.github.segmentation4j.privacy.accounting.LossDistribution.Term;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The distribution of a sum of independent privacy losses, with every error added to delta.
 *
 * <p>The losses are tilted before they are transformed: a chance p at loss l becomes p e^(tilt l) divided by the sum of
 * these. The tilt is that of the Chernoff bound at the delta or epsilon in question, so that the chances that matter are the
 * large ones and the round-off of the transform is small beside any delta, not beside 1. The grid is a circle that covers
 * the tilted sum; what lies beyond its upper end is bounded by Chernoff and added, and what wraps round only adds.
 *
 * <p>References: A. Koskela, J. Jaelkoe, A. Honkela, Computing tight differential privacy guarantees using FFT, AISTATS
 * 2020; S. Gopi, Y. T. Lee, L. Wutschitz, Numerical composition of differential privacy, NeurIPS 2021.
 */
final class LossSum {
    /** The chance, under the tilted law, of what lies beyond either end of the circle: e^-40. */
    private static final double LOG_OUTSIDE = -40;
    /** Steps of the tail bounds, in standard deviations: 9 fits a Gaussian, smaller ones heavier tails. */
    private static final double[] TAIL_STEPS = {9, 4, 1, 0.2};
    /** The most cells that one event may spread over, which keeps a rare wide one from filling the heap. */
    private static final double MOST_SPREAD = 1 << 17;
    /** The relative error of one chance and its factors. */
    private static final double CHANCE_ERROR = 2e-12;

    private final double width;
    private final long first;
    private final double reference;
    /** Of the chances from each cell on: the sum, and the sum of what exceeds the cell, 1 - e^(cell - loss). */
    private final double[] sums;

    private final double[] excesses;
    private final double beyond;
    private final double infinite;
    private final double scale;

    static LossSum forDelta(List<Term> terms, int cells, double delta) {
        double goal = StrictMath.log(delta);
        double most = 100 * (1 - goal) / largest(terms);
        return new LossSum(terms, cells, root(most, tilt -> {
            Moments moments = moments(terms, tilt);
            return tilt * moments.mean() - moments.logMoment() + goal;
        }));
    }

    static LossSum forEpsilon(List<Term> terms, int cells, double epsilon) {
        double most = 4000 / largest(terms);
        return new LossSum(terms, cells, root(most, tilt -> moments(terms, tilt).mean() - epsilon));
    }

    private LossSum(List<Term> terms, int cells, double tilt) {
        Moments center = moments(terms, tilt);
        double widest = 0;
        double events = 0;
        for (Term term : terms) {
            widest = Math.max(widest, term.atoms().largest() - term.atoms().loss(0));
            events += term.times();
        }
        // Each event may move by up to a cell on the grid: eight deviations of that to either side.
        double room = Math.min(cells / 4.0, 8 + 4 * Math.sqrt(events));
        double deviation = Math.max(Math.sqrt(center.variance()), widest * 1e-6);
        double low = center.mean() - reach(terms, center, tilt, deviation, -1).distance();
        Reach up = reach(terms, center, tilt, deviation, 1);
        double high = center.mean() + up.distance();
        width = Math.max((high - low) / (cells - 2 * room), widest / MOST_SPREAD);
        first = (long) Math.floor(low / width - room);
        Fourier fourier = new Fourier(cells);
        Spectrum sum = new Spectrum(cells, fourier);
        double logMoment = 0;
        double kept = 0;
        double logBeyond = 0;
        double end = (first + cells) * width;
        for (Term term : terms) {
            LossGrid grid = LossGrid.of(term.atoms(), width);
            double[] folded = new double[cells];
            double log = logMoment(grid, tilt, width);
            for (int i = 0; i < grid.size(); i++) {
                int cell = (int) Math.floorMod(grid.first() + i, (long) cells);
                folded[cell] += grid.mass(i) * StrictMath.exp(tilt * ((grid.first() + i) * width) - log);
            }
            sum.multiply(folded, term.times());
            logMoment += term.times() * log;
            logBeyond += term.times() * (logMoment(grid, tilt + up.step(), width) - log);
            kept += term.times() * StrictMath.log1p(-term.atoms().infinite());
        }
        double[] chances = sum.chances();
        reference = center.mean();
        scale = StrictMath.exp(logMoment - tilt * reference) * (1 + roundOff(events, tilt, Math.max(-low, high)));
        infinite = -StrictMath.expm1(kept) * (1 + 1e-12);
        beyond = StrictMath.exp(Math.min(0, logBeyond - up.step() * end) - tilt * (end - reference));
        double error = (events + terms.size() + 2) * 2 * fourier.error();
        sums = new double[cells + 1];
        excesses = new double[cells + 1];
        double decay = StrictMath.exp(-width);
        double gain = -StrictMath.expm1(-width);
        for (int i = cells - 1; i >= 0; i--) {
            int cell = (int) Math.floorMod(first + i, (long) cells);
            double chance = Math.max(0, chances[cell]) + error;
            excesses[i] = decay * excesses[i + 1] + gain * sums[i + 1];
            sums[i] = sums[i + 1] + chance * StrictMath.exp(-tilt * ((first + i) * width - reference));
        }
    }

    /** Every factor of every event, and every exponent, was rounded. */
    private static double roundOff(double events, double tilt, double largest) {
        return events * CHANCE_ERROR + 1e-15 * (events + 10) * (1 + tilt * largest);
    }

    double delta(double epsilon) {
        double cell = Math.ceil(epsilon / width);
        double finite = 0;
        if (cell < first + sums.length - 1.0) {
            int i = (int) Math.max(0, cell - first);
            double below = Math.max(0, (first + i) * width - epsilon);
            finite = below == 0
                    ? excesses[i]
                    : StrictMath.exp(-below) * excesses[i] - StrictMath.expm1(-below) * sums[i];
        }
        double delta = infinite + scale * (finite + beyond);
        return delta <= 1 ? delta : 1;
    }

    double epsilon(double delta) {
        return Bisection.leastWhere(0, Double.MAX_VALUE, x -> delta(x) <= delta);
    }

    private static double largest(List<Term> terms) {
        double sum = 0;
        for (Term term : terms) {
            sum += term.times() * term.atoms().largest();
        }
        return sum;
    }

    /**
     * Moments of the tilted sum.
     *
     * @param logMoment the logarithm of the mean of e^(tilt loss) under the untilted law
     * @param mean of the tilted loss
     * @param variance of the tilted loss
     */
    private record Moments(double logMoment, double mean, double variance) {}

    private static Moments moments(List<Term> terms, double tilt) {
        double logMoment = 0;
        double mean = 0;
        double variance = 0;
        for (Term term : terms) {
            LossAtoms atoms = term.atoms();
            double top = tilt * (tilt > 0 ? atoms.largest() : atoms.loss(0));
            double sum = 0;
            double first = 0;
            double second = 0;
            for (int i = 0; i < atoms.size(); i++) {
                double weight = atoms.mass(i) * StrictMath.exp(tilt * atoms.loss(i) - top);
                sum += weight;
                first += weight * atoms.loss(i);
                second += weight * atoms.loss(i) * atoms.loss(i);
            }
            logMoment += term.times() * (top + StrictMath.log(sum));
            mean += term.times() * (first / sum);
            variance += term.times() * Math.max(0, second / sum - first / sum * (first / sum));
        }
        return new Moments(logMoment, mean, variance);
    }

    private static double logMoment(LossGrid grid, double tilt, double width) {
        double top = tilt * ((grid.first() + (tilt > 0 ? grid.size() - 1 : 0)) * width);
        double sum = 0;
        for (int i = 0; i < grid.size(); i++) {
            if (grid.mass(i) > 0) {
                sum += grid.mass(i) * StrictMath.exp(tilt * ((grid.first() + i) * width) - top);
            }
        }
        return top + StrictMath.log(sum);
    }

    /**
     * How far the tilted sum can lie from its mean on one side.
     *
     * @param distance what is farther out has a chance of less than e^-40
     * @param step the change of the tilt that shows it
     */
    private record Reach(double distance, double step) {}

    private static Reach reach(List<Term> terms, Moments center, double tilt, double deviation, int side) {
        Reach least = new Reach(Double.POSITIVE_INFINITY, 0);
        for (double steps : TAIL_STEPS) {
            double step = side * steps / deviation;
            double log = moments(terms, tilt + step).logMoment() - center.logMoment() - step * center.mean();
            double distance = (log - LOG_OUTSIDE) / Math.abs(step);
            if (distance < least.distance()) {
                least = new Reach(distance, step);
            }
        }
        return least;
    }

    /** Where a growing function of the tilt becomes 0, to a part in a thousand: any tilt gives a bound. */
    private static double root(double most, DoubleUnaryOperator growing) {
        double low = most * 1e-9;
        double high = most;
        for (int step = 0; step < 14; step++) {
            double middle = Math.sqrt(low) * Math.sqrt(high);
            if (growing.applyAsDouble(middle) >= 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}
