package io.github.segmentation4j.privacy.noise;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.run.InvalidInputException;

/**
 * The sum of numbers that were clipped to bounds and cut toward zero on a grid. It is exact, so neither the order of the
 * numbers nor how they were split among threads can change it, and one number moves it by no more than its sensitivity.
 *
 * <p>For use by one thread at a time; threads take one each and add them up at the end.
 *
 * <p>References: S. Casacuberta, M. Shoemate, S. Vadhan, C. Wagaman, Widespread underestimation of sensitivity in
 * differentially private libraries and how to fix it, CCS 2022.
 */
public final class GridSum {
    private final double lower;
    private final double upper;
    private final Grid grid;

    /** The sum has 128 bits, so that only its end, and no order of the numbers, can be too large. */
    private long high;

    private long low;

    private GridSum(double lower, double upper, Grid grid) {
        this.lower = lower;
        this.upper = upper;
        this.grid = grid;
    }

    /**
     * An empty sum.
     *
     * @param lower the least number that counts as it is; finite
     * @param upper the greatest, at least a step above the least; finite
     * @param grid on which both are below 2^62 units
     */
    public static GridSum of(double lower, double upper, Grid grid) {
        if (!(lower < upper) || Double.isInfinite(lower) || Double.isInfinite(upper)) {
            throw new IllegalArgumentException(
                    "the bounds must be finite and the lower below the upper, were " + lower + " and " + upper);
        }
        if (grid.toUnits(lower) == grid.toUnits(upper)) {
            throw new IllegalArgumentException("the bounds " + lower + " and " + upper
                    + " must lie at least one step apart; use a grid with a step below " + grid.step());
        }
        return new GridSum(lower, upper, grid);
    }

    /**
     * Adds a number, or the bound it lies beyond.
     *
     * @throws InvalidInputException if it is NaN, which has no place on a grid: leave it out or replace it first
     */
    public void add(double value) {
        if (Double.isNaN(value)) {
            throw new InvalidInputException(
                    "a number to be summed was missing (NaN); leave it out or replace it first");
        }
        addUnits(grid.toUnits(Math.max(lower, Math.min(upper, value))));
    }

    /** Adds what another sum holds, which must have the same bounds and grid. */
    public void add(GridSum other) {
        if (lower != other.lower || upper != other.upper || !grid.equals(other.grid)) {
            throw new IllegalArgumentException("sums must have the same bounds and grid to be added");
        }
        long before = low;
        low += other.low;
        high += other.high + (Long.compareUnsigned(low, before) < 0 ? 1 : 0);
    }

    private void addUnits(long units) {
        long before = low;
        low += units;
        high += (units >> (Long.SIZE - 1)) + (Long.compareUnsigned(low, before) < 0 ? 1 : 0);
    }

    /**
     * The sum in units of the grid: what noise is added to. It is not private.
     *
     * @throws ArithmeticException if it is no long
     */
    public long units() {
        if (high != low >> (Long.SIZE - 1)) {
            throw new ArithmeticException("the sum does not fit a long; use a coarser grid");
        }
        return low;
    }

    /** The grid. */
    public Grid grid() {
        return grid;
    }

    /**
     * The most that one number moves the sum, in units of the grid. It is the sensitivity of the sum (L1 and L2) where a
     * privacy unit has at most one number; a unit with several has as many times as much.
     */
    public long sensitivity(Adjacency adjacency) {
        long least = grid.toUnits(lower);
        long most = grid.toUnits(upper);
        return switch (adjacency) {
            case ADD_OR_REMOVE -> Math.max(Math.abs(least), Math.abs(most));
            case REPLACE -> most - least;
        };
    }
}
